//! Manage Data Role and Security Profiles in both faces, as a person clicks them, and what REST shows afterwards.

use std::time::Duration;

use practice_oracle::{COPIED_ROLE_CODE, COPIED_ROLE_NAME, Credential, Options, Practice, start};

use crate::{
    browser::Browser,
    client::{Asker, practice},
};

const REQUISITION: &str = "REQUISITION";
const VIEW_ALL: &str = "View All Job Requisitions";
const STAFF_ROLE: &str = "Human Capital Management Integration Specialist";

/// A pod whose background work takes no time.
async fn quick(scenario: &str) -> (Practice, Asker) {
    quick_in(scenario, Duration::ZERO).await
}

async fn quick_in(scenario: &str, background: Duration) -> (Practice, Asker) {
    let practice = start(Options { scenario: scenario.into(), background, ..Options::default() }).await.unwrap();
    let asker = Asker::of(&practice);
    (practice, asker)
}

async fn rows(asker: &Asker, resource: &str, who: &Credential) -> u64 {
    let answer = asker.read(&format!("{resource}?totalResults=true&limit=1"), who).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["totalResults"].as_u64().unwrap()
}

async fn requisitions(practice: &Practice, asker: &Asker) -> u64 {
    rows(asker, "recruitingJobRequisitions", &practice.integration().unwrap()).await
}

/// Settings and Actions > Setup and Maintenance > Tasks > Search, as the guides say it.
async fn open_the_task(browser: &mut Browser) {
    browser.open("/").await.follow("Setup and Maintenance").await.follow("Search").await;
    browser.press("Search", &[("task", "Manage Data Role and Security Profiles")]).await;
    browser.follow("Manage Data Role and Security Profiles").await;
    assert_eq!(browser.heading(), "Manage Data Roles and Security Profiles");
}

/// The value of the radio button before a role in the results.
fn row_of(browser: &Browser, code: &str) -> String {
    let (before, _) = browser.page.split_once(&format!("<code>{code}</code>")).unwrap_or_else(|| panic!("{code}"));
    let (_, value) = before.rsplit_once("type=\"radio\" name=\"role\" id=\"").unwrap();
    let (_, value) = value.split_once("value=\"").unwrap();
    value.split_once('"').unwrap().0.to_owned()
}

async fn search_and_edit(browser: &mut Browser, name: &str, code: &str) {
    browser.press("Search", &[("role", name)]).await;
    let row = row_of(browser, code);
    browser.press("Edit", &[("role", &row)]).await;
}

/// Name and value of a list on the page.
fn chosen(browser: &Browser, object: &str) -> String {
    browser.field(object).unwrap()
}

#[tokio::test]
async fn v_a_profile_chosen_page_by_page_is_what_the_integration_user_sees() {
    let (practice, asker) = quick("no-data-security").await;
    assert_eq!(requisitions(&practice, &asker).await, 0);
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    search_and_edit(&mut browser, COPIED_ROLE_NAME, COPIED_ROLE_CODE).await;
    assert!(browser.shows("already has security profiles"), "{}", browser.words());
    browser.press("Yes", &[]).await;
    assert_eq!(browser.heading(), "Edit Data Role: Role Details");
    browser.press("Next", &[]).await;
    assert_eq!(browser.heading(), "Edit Data Role: Security Criteria");
    browser.press("Next", &[(REQUISITION, VIEW_ALL)]).await;
    assert_eq!(browser.heading(), "Edit Data Role: Review");
    assert!(browser.shows(VIEW_ALL));
    assert_eq!(requisitions(&practice, &asker).await, 0, "nothing counts before Submit");
    browser.press("Submit", &[]).await;
    assert_eq!(browser.heading(), "Manage Data Roles and Security Profiles");
    assert!(browser.shows("Complete ✓ Yes"), "{}", browser.words());
    assert_eq!(requisitions(&practice, &asker).await, 128);
}

#[tokio::test]
async fn v_the_page_has_every_section_with_its_label_and_its_supplied_profile() {
    let (practice, _) = quick("ready").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    search_and_edit(&mut browser, "Recruiting Agent", "ORA_IRC_RECRUITING_AGENT_JOB").await;
    browser.press("Next", &[]).await;
    for (label, supplied) in [
        ("Organization Security Profile", "View All Organizations"),
        ("Position Security Profile", "View All Positions"),
        ("Country Security Profile", "View All Countries"),
        ("LDG Security Profile", "View All Legislative Data Groups"),
        ("Person: Person Security Profile", "View All People"),
        ("Public Person: Person Security Profile", "View All People"),
        ("Document Type Security Profile", "View All Document Types"),
        ("Payroll Security Profile", "View All Payrolls"),
        ("Payroll Flow: Flow Pattern Security Profile", "View All Flows"),
        ("Talent Pool Security Profile", "View By Ownership"),
        ("Job Requisition Security Profile", VIEW_ALL),
        ("Job Requisition Security Profile", "View My Team's Requisitions"),
        ("Candidate Selection Security Profile", ""),
    ] {
        let words = browser.words();
        let (_, after) = words.split_once(label).unwrap_or_else(|| panic!("no {label}"));
        assert!(after.contains(supplied), "{label}: {supplied}");
    }
}

#[tokio::test]
async fn v_a_submission_is_in_progress_then_complete_and_refuses_another_meanwhile() {
    let (practice, asker) = quick_in("no-data-security", Duration::from_secs(2)).await;
    let mut browser = Browser::of(&practice).await;
    submit_view_all(&mut browser).await;
    assert!(browser.shows("In Progress"), "{}", browser.words());
    assert_eq!(requisitions(&practice, &asker).await, 0);
    let row = row_of(&browser, COPIED_ROLE_CODE);
    browser.press("Edit", &[("role", &row)]).await;
    assert!(browser.messages()[0].contains("being processed"), "{:?}", browser.messages());
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    browser.press("Search", &[("role", COPIED_ROLE_NAME)]).await;
    assert!(browser.shows("Complete") && !browser.shows("In Progress"));
    assert_eq!(requisitions(&practice, &asker).await, 128);
}

async fn submit_view_all(browser: &mut Browser) {
    open_the_task(browser).await;
    search_and_edit(browser, COPIED_ROLE_NAME, COPIED_ROLE_CODE).await;
    browser.press("Yes", &[]).await;
    browser.press("Next", &[]).await;
    browser.press("Review", &[(REQUISITION, VIEW_ALL)]).await;
    browser.press("Submit", &[]).await;
}

#[tokio::test]
async fn v_profiles_that_came_with_a_copy_warn_and_have_no_check_mark() {
    let (practice, _) = quick("no-data-security").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    browser.press("Search", &[("role", "Recruiter")]).await;
    let words = browser.words();
    let after = |code: &str| words.split_once(code).unwrap().1.trim_start().to_owned();
    assert!(after("ORA_IRC_RECRUITER_JOB ").starts_with("Job role Complete ✓ Yes"), "{words}");
    assert!(after(COPIED_ROLE_CODE).starts_with("Job role Complete No"), "{words}");
}

#[tokio::test]
async fn the_warning_can_be_declined_and_then_nothing_is_opened() {
    let (practice, _) = quick("no-data-security").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    search_and_edit(&mut browser, COPIED_ROLE_NAME, COPIED_ROLE_CODE).await;
    browser.follow("No").await;
    assert_eq!(browser.heading(), "Manage Data Roles and Security Profiles");
    assert!(browser.shows(COPIED_ROLE_CODE));
}

#[tokio::test]
async fn an_edit_without_a_row_says_what_is_missing() {
    let (practice, _) = quick("ready").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    browser.press("Search", &[("role", "Recruiter")]).await;
    browser.press("Edit", &[]).await;
    assert!(browser.messages()[0].contains("Select a row"));
    assert!(browser.shows("ORA_IRC_RECRUITER_JOB"), "the results stay");
}

#[tokio::test]
async fn leaving_before_submit_loses_what_was_chosen() {
    let (practice, asker) = quick("no-data-security").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    search_and_edit(&mut browser, COPIED_ROLE_NAME, COPIED_ROLE_CODE).await;
    browser.press("Yes", &[]).await;
    browser.press("Next", &[]).await;
    browser.press("Next", &[(REQUISITION, VIEW_ALL)]).await;
    let left = browser.path.clone();
    browser.press("Cancel", &[]).await;
    assert_eq!(requisitions(&practice, &asker).await, 0);
    assert_eq!(browser.open(&left).await.status, 404, "what was cancelled is gone");
}

#[tokio::test]
async fn back_and_forth_keeps_what_was_chosen() {
    let (practice, _) = quick("no-data-security").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    search_and_edit(&mut browser, COPIED_ROLE_NAME, COPIED_ROLE_CODE).await;
    browser.press("Yes", &[]).await;
    browser.press("Next", &[]).await;
    assert_eq!(chosen(&browser, "ORGANIZATION"), "View All Organizations", "copied along");
    browser.press("Next", &[(REQUISITION, VIEW_ALL), ("ORGANIZATION", "")]).await;
    browser.press("Back", &[]).await;
    assert_eq!(chosen(&browser, REQUISITION), VIEW_ALL);
    assert_eq!(chosen(&browser, "ORGANIZATION"), "");
}

#[tokio::test]
async fn v_my_team_and_area_of_responsibility_show_an_account_of_no_person_nothing() {
    for profile in ["View My Team's Requisitions", "Practice: Requisitions by Area of Responsibility"] {
        let (practice, asker) = quick("ready").await;
        assert_eq!(requisitions(&practice, &asker).await, 128);
        set_profile(&practice, profile).await;
        assert_eq!(requisitions(&practice, &asker).await, 0, "{profile}");
    }
}

#[tokio::test]
async fn a_profile_of_one_employer_shows_a_part() {
    let (practice, asker) = quick("ready").await;
    set_profile(&practice, "Practice: Requisitions of Practice GmbH").await;
    let seen = requisitions(&practice, &asker).await;
    assert!(seen > 0 && seen < 128, "{seen}");
}

async fn set_profile(practice: &Practice, profile: &str) {
    let mut browser = Browser::of(practice).await;
    browser.open("/redwood/data-roles").await.press("Search", &[("search", COPIED_ROLE_NAME)]).await;
    browser.follow(COPIED_ROLE_NAME).await;
    browser.press("Continue", &[]).await;
    browser.press("Submit", &[(REQUISITION, profile)]).await;
}

#[tokio::test]
async fn v_the_redwood_page_sets_a_profile_on_one_page_after_its_warning() {
    let (practice, asker) = quick("no-data-security").await;
    let mut browser = Browser::of(&practice).await;
    browser.follow("Workforce Structures").await;
    assert_eq!(browser.heading(), "My Client Groups");
    browser.follow("Data Roles and Security Profiles").await;
    browser.press("Search", &[("search", COPIED_ROLE_NAME)]).await;
    browser.follow(COPIED_ROLE_NAME).await;
    assert!(browser.shows("already has security profiles"));
    browser.press("Continue", &[]).await;
    assert!(!browser.page.contains("class=\"train\""), "Redwood has no steps across the top");
    browser.press("Submit", &[(REQUISITION, VIEW_ALL)]).await;
    assert_eq!(browser.heading(), "Data Roles and Security Profiles");
    assert_eq!(requisitions(&practice, &asker).await, 128);
}

#[tokio::test]
async fn v_revoked_profiles_are_gone_and_a_copy_made_then_has_none() {
    let (practice, asker) = quick("ready").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    browser.press("Search", &[("role", COPIED_ROLE_NAME)]).await;
    let row = row_of(&browser, COPIED_ROLE_CODE);
    browser.press("Revoke Security Profiles", &[("role", &row)]).await;
    browser.press("Yes", &[]).await;
    assert_eq!(requisitions(&practice, &asker).await, 0);
    search_and_edit(&mut browser, COPIED_ROLE_NAME, COPIED_ROLE_CODE).await;
    assert_eq!(browser.heading(), "Edit Data Role: Role Details", "there is nothing to warn of any more");
}

#[tokio::test]
async fn v_a_person_profile_on_the_staff_role_shows_the_workers() {
    let (practice, asker) = quick("workers-no-person-profile").await;
    let integration = practice.integration().unwrap();
    assert_eq!(rows(&asker, "workers", &integration).await, 0);
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    search_and_edit(&mut browser, STAFF_ROLE, "ORA_HRC_HUMAN_CAPITAL_MANAGEMENT_INTEGRATION_SPECIALIST_JOB").await;
    browser.press("Next", &[]).await;
    browser.press("Review", &[("PERSON", "View All People"), ("PUBLIC_PERSON", "View All People")]).await;
    browser.press("Submit", &[]).await;
    assert_eq!(rows(&asker, "workers", &integration).await, 312);
}

#[tokio::test]
async fn a_public_person_profile_alone_shows_no_worker() {
    let (practice, asker) = quick("workers-no-person-profile").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    search_and_edit(&mut browser, STAFF_ROLE, "ORA_HRC_HUMAN_CAPITAL_MANAGEMENT_INTEGRATION_SPECIALIST_JOB").await;
    browser.press("Next", &[]).await;
    browser.press("Review", &[("PUBLIC_PERSON", "View All People")]).await;
    browser.press("Submit", &[]).await;
    assert_eq!(rows(&asker, "workers", &practice.integration().unwrap()).await, 0);
}

/// The users of a role by SCIM's own word.
async fn is_known(practice: &Practice, asker: &Asker, code: &str) -> bool {
    let path = format!("/hcmRestApi/scim/Roles?filter=name+eq+%22{code}%22");
    asker.get(&path, &practice.admin()).await.json()["itemsPerPage"] == 1
}

#[tokio::test]
async fn v_a_data_role_is_made_classic_and_scim_knows_it_when_it_is_complete() {
    let (practice, asker) = quick_in("no-data-security", Duration::from_secs(2)).await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    browser.press("Create", &[]).await;
    assert_eq!(browser.heading(), "Create Data Role: Select Role");
    browser.press("Next", &[("name", ""), ("job_role", "No such role")]).await;
    assert!(browser.shows("Enter a value.") && browser.shows("There is no such job role."), "{}", browser.words());
    browser.press("Next", &[("name", "Vendor Requisitions"), ("job_role", COPIED_ROLE_CODE)]).await;
    assert!(browser.shows("already has security profiles of its own"));
    browser.press("Yes", &[]).await;
    assert_eq!(browser.heading(), "Create Data Role: Security Criteria");
    assert!(browser.shows("VENDOR_REQUISITIONS_DATA"));
    browser.press("Next", &[(REQUISITION, VIEW_ALL)]).await;
    browser.press("Submit", &[]).await;
    assert!(browser.shows("Data role In Progress"), "{}", browser.words());
    assert!(!is_known(&practice, &asker, "VENDOR_REQUISITIONS_DATA").await);
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    assert!(is_known(&practice, &asker, "VENDOR_REQUISITIONS_DATA").await);
}

#[tokio::test]
async fn a_data_role_of_redwood_opens_to_its_holder_what_the_job_role_does_and_what_was_chosen() {
    let (practice, asker) = quick("workers-no-person-profile").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/redwood/data-roles").await.follow("Add").await;
    browser.press("Submit", &[("name", "Staff, all"), ("job_role", STAFF_ROLE), ("PERSON", "View All Workers")]).await;
    assert!(browser.shows("STAFF_ALL_DATA"), "{}", browser.words());
    let admin = practice.admin();
    let list = asker.get("/hcmRestApi/scim/Roles?filter=name+eq+%22STAFF_ALL_DATA%22", &admin).await.json();
    let user = asker.get("/hcmRestApi/scim/Users?filter=userName+eq+%22vendor.integration%22", &admin).await.json();
    let body = serde_json::json!({ "members": [{ "value": user["Resources"][0]["id"], "operation": "ADD" }] });
    let path = format!("/hcmRestApi/scim/Roles/{}", list["Resources"][0]["id"].as_str().unwrap());
    let added = asker.request(reqwest::Method::PATCH, &path, Some(&admin)).body(body.to_string());
    assert_eq!(added.send().await.unwrap().status(), 204);
    assert_eq!(rows(&asker, "workers", &practice.integration().unwrap()).await, 312);
}

#[tokio::test]
async fn a_data_role_needs_a_free_name() {
    let (practice, _) = quick("workers-no-person-profile").await;
    let mut browser = Browser::of(&practice).await;
    for _ in 0..2 {
        browser.open("/redwood/data-roles/add").await;
        browser.press("Submit", &[("name", "Twice"), ("job_role", STAFF_ROLE)]).await;
    }
    assert!(browser.messages()[0].contains("already exists"), "{:?}", browser.messages());
}

#[tokio::test]
async fn v_a_role_is_not_found_before_retrieve_latest_ldap_changes_where_the_pod_is_behind() {
    let (practice, asker) = quick("role-not-synchronized").await;
    let mut browser = Browser::of(&practice).await;
    open_the_task(&mut browser).await;
    browser.press("Search", &[("role", COPIED_ROLE_NAME)]).await;
    assert!(browser.shows("No results found."));
    browser
        .open("/setup/search")
        .await
        .press("Search", &[("task", "Run User and Roles Synchronization Process")])
        .await;
    browser.follow("Run User and Roles Synchronization Process").await;
    assert_eq!(browser.heading(), "Process Details: Retrieve Latest LDAP Changes");
    browser.press("Submit", &[]).await;
    assert!(browser.shows("Succeeded"), "{}", browser.words());
    submit_view_all(&mut browser).await;
    assert_eq!(requisitions(&practice, &asker).await, 128);
}

#[tokio::test]
async fn v_profiles_count_once_grants_are_regenerated_where_the_pod_is_behind() {
    let (practice, asker) = quick("grants-not-regenerated").await;
    assert_eq!(requisitions(&practice, &asker).await, 0);
    let mut browser = Browser::of(&practice).await;
    browser.follow("Scheduled Processes").await.follow("Schedule New Process").await;
    browser.press("OK", &[("process", "Regenerate Data Security Grants")]).await;
    browser.press("Submit", &[("mode", "Named job role")]).await;
    assert!(browser.shows("This mode needs a role"), "{}", browser.words());
    browser.press("Submit", &[("mode", "All roles")]).await;
    assert_eq!(requisitions(&practice, &asker).await, 128);
}

#[tokio::test]
async fn v_a_process_runs_for_a_while() {
    let (practice, asker) = quick_in("grants-not-regenerated", Duration::from_secs(2)).await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/scheduled-processes/submit?process=Regenerate+Data+Security+Grants").await;
    browser.press("Submit", &[("mode", "All roles")]).await;
    assert!(browser.shows("Running"), "{}", browser.words());
    assert_eq!(requisitions(&practice, &asker).await, 0);
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    assert!(browser.follow("Refresh").await.shows("Succeeded"));
    assert_eq!(requisitions(&practice, &asker).await, 128);
}

#[tokio::test]
async fn who_is_no_security_manager_may_not_change_data_security() {
    let (practice, _) = practice("admin-is-no-security-manager").await;
    let mut browser = Browser::of(&practice).await;
    for path in ["/setup/data-roles", "/redwood/data-roles", "/redwood/data-roles/add"] {
        assert_eq!(browser.open(path).await.status, 403, "{path}");
    }
    assert_eq!(browser.open("/setup").await.status, 200, "Application Implementation Administrator may open it");
}

#[tokio::test]
async fn c_oracle_s_deep_links_lead_to_these_pages() {
    let (practice, _) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    for (path, heading) in [
        ("/fscmUI/faces/FuseTaskListManagerTop", "Setup and Maintenance"),
        (
            "/fscmUI/faces/FuseOverview?fndGlobalItemNodeId=itemNode_tools_scheduled_processes_fuse_plus",
            "Scheduled Processes",
        ),
        ("/fscmUI/faces/FuseOverview?fndGlobalItemNodeId=itemNode_tools_scheduled_processes", "Scheduled Processes"),
    ] {
        assert_eq!(browser.open(path).await.heading(), heading);
    }
}
