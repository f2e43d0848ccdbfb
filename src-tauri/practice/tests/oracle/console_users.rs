//! The tab *Users*: an account made, changed and refused by clicking, and what it opens a moment later.

use practice_oracle::{COPIED_ROLE_CODE, Credential, INTEGRATION_USER, Practice};
use serde_json::Value;

use crate::{
    browser::{Browser, UNTICKED},
    client::{Asker, practice, prompt},
    console_roles::copied,
};

const PASSWORD: &str = "clicked together 1";

const FILLED: [(&str, &str); 4] = [
    ("last-name", "Integration"),
    ("user-name", INTEGRATION_USER),
    ("password", PASSWORD),
    ("confirm-password", PASSWORD),
];

fn typed() -> Credential {
    Credential { user: INTEGRATION_USER.into(), password: PASSWORD.into() }
}

async fn adding(practice: &Practice) -> Browser {
    let mut browser = Browser::of(practice).await;
    browser.follow("Security Console").await.follow("Users").await.press("Add User Account", &[]).await;
    browser
}

/// Adds a role on the page of an account, through the dialog.
async fn add_role(browser: &mut Browser, code: &str) {
    browser.press("Add Role", &[]).await.press("Search", &[("search", code)]).await;
    let role = browser.option(code);
    browser.press("Add Role Membership", &[("role", &role)]).await;
    assert_eq!(
        browser.messages(),
        [format!("Confirmation {code} was added. It takes effect once the account is saved.")]
    );
    browser.press("Done", &[]).await;
}

async fn details(practice: &Practice, user: &str) -> Browser {
    let mut browser = Browser::of(practice).await;
    browser.open("/security-console/users").await.press("Search", &[("search", user)]).await.follow(user).await;
    browser
}

async fn by_scim(practice: &Practice, asker: &Asker, user: &str) -> Option<Value> {
    let path = format!("/hcmRestApi/scim/Users?filter=userName+eq+%22{user}%22");
    asker.get(&path, &practice.admin()).await.json()["Resources"].get(0).cloned()
}

async fn requisitions(asker: &Asker, who: &Credential) -> u16 {
    asker.read("recruitingJobRequisitions?limit=1", who).await.status
}

#[tokio::test]
async fn a_user_and_its_roles_made_by_clicking_are_what_scim_and_rest_answer() {
    let (practice, asker) = prompt("nothing-done").await;
    copied(&practice).await;
    assert!(practice.integration().is_none());
    let mut browser = adding(&practice).await;
    browser.press("Add Role", &FILLED).await.press("Done", &[]).await;
    add_role(&mut browser, COPIED_ROLE_CODE).await;
    add_role(&mut browser, "ORA_IRC_RECRUITING_AGENT_JOB").await;
    browser.press("Save and Close", &[("first-name", "Vendor"), ("email", "team@practice.example")]).await;
    assert_eq!(browser.messages(), ["Confirmation vendor.integration was saved."]);

    let user = by_scim(&practice, &asker, INTEGRATION_USER).await.unwrap();
    assert_eq!(user["displayName"], "Vendor Integration");
    assert_eq!(user["emails"][0]["value"], "team@practice.example");
    assert_eq!(user["active"], true);
    let codes: Vec<_> = user["roles"].as_array().unwrap().iter().map(|role| role["value"].as_str().unwrap()).collect();
    assert_eq!(codes, [COPIED_ROLE_CODE, "ORA_IRC_RECRUITING_AGENT_JOB"]);
    assert_eq!(requisitions(&asker, &typed()).await, 200);
    assert_eq!(practice.integration().unwrap(), typed());
}

#[tokio::test]
async fn a_copy_without_a_profile_of_its_own_opens_no_row() {
    let (practice, asker) = prompt("nothing-done").await;
    copied(&practice).await;
    let mut browser = adding(&practice).await;
    browser.press("Add Role", &FILLED).await.press("Done", &[]).await;
    add_role(&mut browser, COPIED_ROLE_CODE).await;
    browser.press("Save and Close", &[]).await;
    let answer = asker.read("recruitingJobRequisitions?limit=1&totalResults=true", &typed()).await;
    assert_eq!((answer.status, &answer.json()["totalResults"]), (200, &0.into()));
}

#[tokio::test]
async fn a_user_without_roles_is_signed_in_and_may_read_nothing() {
    let (practice, asker) = practice("nothing-done").await;
    adding(&practice).await.press("Save and Close", &FILLED).await;
    assert_eq!(requisitions(&asker, &typed()).await, 403);
}

#[tokio::test]
async fn nothing_is_saved_by_leaving_the_page_or_by_cancel() {
    let (practice, asker) = practice("nothing-done").await;
    let mut browser = adding(&practice).await;
    browser.press("Add Role", &FILLED).await;
    browser.open("/").await;
    assert!(by_scim(&practice, &asker, INTEGRATION_USER).await.is_none());
    let mut browser = adding(&practice).await;
    let draft = browser.path.clone();
    browser.press("Cancel", &FILLED).await;
    assert_eq!(browser.heading(), "Users");
    assert_eq!(browser.open(&draft).await.status, 404);
    assert!(by_scim(&practice, &asker, INTEGRATION_USER).await.is_none());
    assert_eq!(requisitions(&asker, &typed()).await, 401);
}

#[tokio::test]
async fn v_last_name_user_name_and_the_password_twice_are_required() {
    let (practice, asker) = practice("nothing-done").await;
    let mut browser = adding(&practice).await;
    browser.press("Save and Close", &[]).await;
    assert_eq!(
        browser.messages(),
        [
            "Error Last Name: You must enter a value.",
            "Error User Name: You must enter a value.",
            "Error Password: You must enter a value.",
            "Error Confirm Password: You must enter a value.",
        ]
    );
    assert_eq!(browser.heading(), "Add User Account");
    browser.press("Save and Close", &FILLED).await;
    assert_eq!(browser.messages(), ["Confirmation vendor.integration was saved."]);
    assert!(by_scim(&practice, &asker, INTEGRATION_USER).await.is_some());
}

#[tokio::test]
async fn a_password_by_the_policy_and_the_same_twice_is_asked_for() {
    let (practice, _) = practice("nothing-done").await;
    let mut browser = adding(&practice).await;
    let policy =
        "Error Password: It does not meet the password policy. Use at least 8 characters, one of them a number.";
    let differ = "Error Confirm Password: The two passwords differ.";
    for (password, confirmed, messages) in [
        ("short1", "short1", vec![policy]),
        ("long but no number", "long but no number", vec![policy]),
        ("good enough 1", "good enough 2", vec![differ]),
        ("short1", "short2", vec![policy, differ]),
    ] {
        let filled = [
            ("last-name", "Integration"),
            ("user-name", INTEGRATION_USER),
            ("password", password),
            ("confirm-password", confirmed),
        ];
        browser.press("Save and Close", &filled).await;
        assert_eq!(browser.messages(), messages, "{password} {confirmed}");
    }
}

#[tokio::test]
async fn a_password_is_on_no_page_and_kept_while_roles_are_added() {
    let (practice, asker) = practice("nothing-done").await;
    let mut browser = adding(&practice).await;
    browser.press("Add Role", &FILLED).await;
    assert!(!browser.page.contains(PASSWORD));
    browser.press("Done", &[]).await;
    assert!(!browser.page.contains(PASSWORD));
    assert_eq!(browser.field("user-name").unwrap(), INTEGRATION_USER);
    assert!(browser.shows("Kept as you typed it."));
    browser.press("Save and Close", &[]).await;
    assert_eq!(requisitions(&asker, &typed()).await, 403);
}

#[tokio::test]
async fn a_user_name_that_is_taken_and_half_an_address_are_refused() {
    let (practice, _) = practice("ready").await;
    let mut browser = adding(&practice).await;
    let taken = [("user-name", "VENDOR.integration"), ("email", "team at example")];
    browser.press("Add Role", &FILLED).await.press("Done", &[]).await.press("Save and Close", &taken).await;
    assert_eq!(
        browser.messages(),
        [
            "Error User Name: This user name is taken. Enter another one.",
            "Error Email: Enter a whole address, such as team@example.com.",
        ]
    );
}

#[tokio::test]
async fn a_row_has_to_be_chosen_and_counts_once() {
    let (practice, _) = practice("nothing-done").await;
    let mut browser = adding(&practice).await;
    browser.press("Add Role", &[]).await.press("Add Role Membership", &[]).await;
    assert_eq!(browser.messages(), ["Error Select a role in the list first."]);
    browser.press("Done", &[]).await;
    add_role(&mut browser, "ORA_FND_INTEGRATION_SPECIALIST_JOB").await;
    browser.press("Add Role", &[]).await.press("Search", &[("search", "ORA_FND_INTEGRATION")]).await;
    let role = browser.option("ORA_FND_INTEGRATION_SPECIALIST_JOB");
    browser.press("Add Role Membership", &[("role", &role)]).await;
    assert_eq!(browser.messages(), ["Warning ORA_FND_INTEGRATION_SPECIALIST_JOB is among the roles already."]);
    browser.press("Done", &[]).await.press("Remove ORA_FND_INTEGRATION_SPECIALIST_JOB", &[]).await;
    assert!(browser.shows("No role is added yet."));
}

#[tokio::test]
async fn a_role_that_is_still_being_copied_cannot_be_added() {
    let (practice, _) = practice("nothing-done").await;
    copied(&practice).await;
    let mut browser = adding(&practice).await;
    browser.press("Add Role", &[]).await.press("Search", &[("search", COPIED_ROLE_CODE)]).await;
    assert!(browser.shows("No role was found. A role that is still being copied is not found either."));
}

#[tokio::test]
async fn an_account_can_be_put_right_and_switched_off() {
    let (practice, asker) = practice("user-name-mistyped").await;
    let mut browser = details(&practice, "vendor.integratoin").await;
    browser.press("Edit", &[]).await;
    assert_eq!(browser.heading(), "Edit User Account");
    assert!(!browser.shows("Confirm Password"));
    browser.press("Save and Close", &[("user-name", INTEGRATION_USER)]).await;
    let mut browser = details(&practice, INTEGRATION_USER).await;
    browser.press("Reset Password", &[]).await;
    browser.press("Reset Password", &[("password", PASSWORD), ("confirm-password", PASSWORD)]).await;
    assert_eq!(requisitions(&asker, &typed()).await, 200);

    let mut browser = details(&practice, INTEGRATION_USER).await;
    browser.press("Edit", &[]).await.press("Save and Close", &[("active", UNTICKED)]).await;
    assert_eq!(by_scim(&practice, &asker, INTEGRATION_USER).await.unwrap()["active"], false);
    assert_eq!(requisitions(&asker, &typed()).await, 401);
    assert!(details(&practice, INTEGRATION_USER).await.shows("Inactive"));
}

#[tokio::test]
async fn a_role_that_is_removed_and_saved_is_withdrawn() {
    let (practice, asker) = practice("ready").await;
    let mut browser = details(&practice, INTEGRATION_USER).await;
    browser.press("Edit", &[]).await.press(&format!("Remove {COPIED_ROLE_CODE}"), &[]).await;
    assert_eq!(requisitions(&asker, &practice.integration().unwrap()).await, 200);
    browser.press("Save and Close", &[]).await;
    assert_eq!(requisitions(&asker, &practice.integration().unwrap()).await, 403);
}

#[tokio::test]
async fn a_role_has_effect_as_late_as_the_scenario_says() {
    let (practice, asker) = practice("role-just-added").await;
    let mut browser = details(&practice, INTEGRATION_USER).await;
    browser.press("Edit", &[]).await;
    add_role(&mut browser, "ORA_PER_EMPLOYEE_ABSTRACT").await;
    browser.press("Save and Close", &[]).await;
    assert!(details(&practice, INTEGRATION_USER).await.shows("ORA_PER_EMPLOYEE_ABSTRACT"));
    let user = by_scim(&practice, &asker, INTEGRATION_USER).await.unwrap();
    assert!(!user["roles"].to_string().contains("ORA_PER_EMPLOYEE_ABSTRACT"));
}

#[tokio::test]
async fn a_reset_password_opens_an_account_that_had_expired() {
    let (practice, asker) = practice("password-expired").await;
    assert_eq!(requisitions(&asker, &practice.integration().unwrap()).await, 401);
    let mut browser = details(&practice, INTEGRATION_USER).await;
    assert!(browser.shows("Active, password expired"));
    browser.press("Reset Password", &[]).await;
    browser.press("Reset Password", &[("password", "short1"), ("confirm-password", "short1")]).await;
    assert!(browser.messages()[0].contains("does not meet the password policy"));
    browser.press("Reset Password", &[("password", PASSWORD), ("confirm-password", PASSWORD)]).await;
    assert_eq!(browser.messages(), ["Confirmation The password of vendor.integration was changed."]);
    assert_eq!(requisitions(&asker, &typed()).await, 200);
    assert_eq!(practice.integration().unwrap(), typed());
}

#[tokio::test]
async fn a_generated_password_is_known_to_nobody() {
    let (practice, asker) = practice("ready").await;
    let before = practice.integration().unwrap();
    let mut browser = details(&practice, INTEGRATION_USER).await;
    browser.press("Reset Password", &[]).await.press("Cancel", &[]).await;
    assert_eq!(requisitions(&asker, &before).await, 200);
    browser.press("Reset Password", &[]).await.press("Reset Password", &[("how", "generate")]).await;
    assert!(browser.messages()[0].contains("In practice no mail is sent"));
    assert_eq!(requisitions(&asker, &before).await, 401);
}

#[tokio::test]
async fn a_new_password_does_not_help_an_account_of_single_sign_on() {
    let (practice, asker) = practice("single-sign-on-only").await;
    let mut browser = details(&practice, INTEGRATION_USER).await;
    browser.press("Reset Password", &[]).await;
    browser.press("Reset Password", &[("password", PASSWORD), ("confirm-password", PASSWORD)]).await;
    assert_eq!(requisitions(&asker, &typed()).await, 401);
}
