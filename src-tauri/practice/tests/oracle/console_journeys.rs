//! From nothing to a working integration by clicks alone, as the guides go, and what each forgotten step looks like
//! from outside.

use jiff::Timestamp;
use practice_oracle::{COPIED_ROLE_CODE, COPIED_ROLE_NAME, Credential, INTEGRATION_USER, Practice};

use crate::{
    browser::Browser,
    client::{Answer, Asker, prompt},
    console_roles::copied,
    tokens::{made_elsewhere, signed},
};

const PASSWORD: &str = "a long password 26";
const STAFF_ROLE: &str = "ORA_HRC_HUMAN_CAPITAL_MANAGEMENT_INTEGRATION_SPECIALIST_JOB";
const ISSUER: &str = "staff-vendor";

fn integration() -> Credential {
    Credential { user: INTEGRATION_USER.into(), password: PASSWORD.into() }
}

/// Users > Add User Account, with these roles, saved.
async fn add_user(practice: &Practice, roles: &[&str]) {
    let mut browser = Browser::of(practice).await;
    browser.follow("Security Console").await.follow("Users").await.press("Add User Account", &[]).await;
    let filled = [
        ("last-name", "Integration"),
        ("user-name", INTEGRATION_USER),
        ("password", PASSWORD),
        ("confirm-password", PASSWORD),
    ];
    browser.press("Add Role", &filled).await;
    for code in roles {
        browser.press("Search", &[("search", code)]).await;
        let row = browser.option(code);
        browser.press("Add Role Membership", &[("role", &row)]).await;
    }
    browser.press("Done", &[]).await.press("Save and Close", &[]).await;
    assert_eq!(browser.messages(), ["Confirmation vendor.integration was saved."]);
}

/// Settings and Actions > Setup and Maintenance > Search > Manage Data Role and Security Profiles, submitted.
async fn choose_profiles(practice: &Practice, role: &str, code: &str, profiles: &[(&str, &str)]) {
    let mut browser = Browser::of(practice).await;
    browser.follow("Setup and Maintenance").await.follow("Search").await;
    browser.press("Search", &[("task", "Manage Data Role and Security Profiles")]).await;
    browser.follow("Manage Data Role and Security Profiles").await.press("Search", &[("role", role)]).await;
    let row = browser.option(code);
    browser.press("Edit", &[("role", &row)]).await;
    if browser.shows("already has security profiles") {
        browser.press("Yes", &[]).await;
    }
    browser.press("Next", &[]).await.press("Review", profiles).await.press("Submit", &[]).await;
    assert!(browser.shows("Complete"), "{}", browser.words());
}

async fn requisitions(asker: &Asker) -> Answer {
    asker.read("recruitingJobRequisitions?limit=1&totalResults=true", &integration()).await
}

#[tokio::test]
async fn a_recruiting_integration_works_after_every_step_and_not_before() {
    let (practice, asker) = prompt("nothing-done").await;
    assert_eq!(requisitions(&asker).await.status, 401);
    copied(&practice).await;
    add_user(&practice, &[COPIED_ROLE_CODE, "ORA_IRC_RECRUITING_AGENT_JOB", "ORA_FND_INTEGRATION_SPECIALIST_JOB"])
        .await;
    let unseen = requisitions(&asker).await;
    assert_eq!((unseen.status, &unseen.json()["totalResults"]), (200, &0.into()));
    let all = [("REQUISITION", "View All Job Requisitions")];
    choose_profiles(&practice, COPIED_ROLE_NAME, COPIED_ROLE_CODE, &all).await;
    assert_eq!(requisitions(&asker).await.json()["totalResults"], 128);
    for resource in ["recruitingJobApplications", "recruitingCandidates"] {
        let answer = asker.read(&format!("{resource}?limit=1"), &integration()).await;
        assert_eq!((answer.status, &answer.json()["count"]), (200, &1.into()), "{resource}");
    }
}

#[tokio::test]
async fn the_source_role_in_place_of_its_copy_opens_no_requisition() {
    let (practice, asker) = prompt("nothing-done").await;
    copied(&practice).await;
    let all = [("REQUISITION", "View All Job Requisitions")];
    choose_profiles(&practice, COPIED_ROLE_NAME, COPIED_ROLE_CODE, &all).await;
    add_user(&practice, &["ORA_IRC_RECRUITER_JOB"]).await;
    assert_eq!(requisitions(&asker).await.json()["totalResults"], 0);
}

#[tokio::test]
async fn a_staff_integration_signs_in_with_tokens_after_every_step_and_not_before() {
    let (practice, asker) = prompt("nothing-done").await;
    let key = made_elsewhere(ISSUER);
    let workers = async || {
        asker
            .read_by_token("workers?limit=1&totalResults=true", &signed(&key, INTEGRATION_USER, Timestamp::now()))
            .await
    };
    add_user(&practice, &[STAFF_ROLE]).await;
    assert_eq!(workers().await.status, 401);

    let mut browser = Browser::of(&practice).await;
    browser.follow("Security Console").await.follow("API Authentication").await;
    browser.press("Create Oracle API Authentication Provider", &[]).await.press("Edit", &[]).await;
    browser.press("Save and Close", &[("issuer", ISSUER), ("JWT", "yes")]).await.follow(ISSUER).await;
    browser.follow("Inbound API Authentication Public Certificates").await.press("Add New Certificate", &[]).await;
    let file = Some(("certificate", key.certificate.as_bytes()));
    browser.press_with_file("Save", &[("alias", ISSUER)], file).await;
    assert_eq!(workers().await.json()["totalResults"], 0, "nobody is seen without a person profile");

    let all = [("PERSON", "View All People"), ("PUBLIC_PERSON", "View All People")];
    choose_profiles(&practice, "Human Capital Management Integration Specialist", STAFF_ROLE, &all).await;
    assert_eq!(workers().await.json()["totalResults"], 312);
}
