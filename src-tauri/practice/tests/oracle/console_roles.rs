//! The tab *Roles*: copying a role, step by step and with each refusal.

use std::time::Duration;

use practice_oracle::{COPIED_ROLE_CODE, COPIED_ROLE_NAME, Options, Practice, start};

use crate::{
    browser::Browser,
    client::{Asker, practice, prompt},
};

const STOPS: [&str; 7] = [
    "Basic Information",
    "Function Security Policies",
    "Data Security Policies",
    "Role Hierarchy",
    "Segregation of Duties",
    "Users",
    "Summary and Impact Report",
];

/// The page *Basic Information* of a copy of the Recruiter role.
async fn begun(practice: &Practice) -> Browser {
    let mut browser = Browser::of(practice).await;
    browser.follow("Security Console").await.press("Search", &[("search", "ORA_IRC_RECRUITER_JOB")]).await;
    browser.follow("Copy Role").await.press("Copy Role", &[]).await;
    browser
}

/// A copy of the Recruiter role, submitted under the name and code of the guides.
pub async fn copied(practice: &Practice) -> Browser {
    let mut browser = begun(practice).await;
    browser.press("Next", &[("name", COPIED_ROLE_NAME), ("code", COPIED_ROLE_CODE)]).await;
    for _ in 2..STOPS.len() {
        browser.press("Next", &[]).await;
    }
    browser.press("Submit and Close", &[]).await.press("OK", &[]).await;
    browser
}

/// How many roles of this code SCIM knows.
async fn known(practice: &Practice, asker: &Asker, code: &str) -> usize {
    let path = format!("/hcmRestApi/scim/Roles?filter=name+eq+%22{code}%22");
    asker.get(&path, &practice.admin()).await.json()["Resources"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_search_finds_roles_by_a_part_of_their_name_or_code() {
    let (practice, _) = practice("nothing-done").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/roles").await;
    assert!(!browser.shows("Search Results"));
    browser.press("Search", &[("search", "irc_recruiter_job")]).await;
    assert!(browser.shows("ORA_IRC_RECRUITER_JOB") && !browser.shows("ORA_PER_EMPLOYEE_ABSTRACT"));
    browser.press("Search", &[("search", "Human Capital")]).await;
    assert!(browser.shows("ORA_HRC_HUMAN_CAPITAL_MANAGEMENT_INTEGRATION_SPECIALIST_JOB"));
    browser.press("Search", &[("search", "no such role")]).await;
    assert!(browser.shows("No role was found."));
}

#[tokio::test]
async fn a_role_shows_what_it_inherits_and_who_holds_it() {
    let (practice, _) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/roles").await.press("Search", &[("search", COPIED_ROLE_CODE)]).await;
    browser.follow(COPIED_ROLE_NAME).await;
    assert_eq!(browser.heading(), COPIED_ROLE_NAME);
    assert!(browser.shows("ORA_IRC_ACCESS_RECRUITING_ACTIVITY_CENTER_DUTY"));
    assert!(browser.shows("View All Job Requisitions") && browser.shows("vendor.integration"));
}

#[tokio::test]
async fn v_copy_top_role_is_chosen_and_name_and_code_carry_the_suffix() {
    let (practice, _) = practice("nothing-done").await;
    let browser = begun(&practice).await;
    assert_eq!(browser.heading(), "Copy Role: Basic Information");
    assert_eq!(browser.field("name").unwrap(), "Recruiter Custom");
    assert_eq!(browser.field("code").unwrap(), "IRC_RECRUITER_JOB_CUSTOM");
    assert!(!browser.shows("Enable Role for Access from All IP Addresses"));
}

#[tokio::test]
async fn m_copy_options_begin_with_the_one_or_the_other() {
    for (scenario, option) in [("nothing-done", "top"), ("inherited-roles-preselected", "all")] {
        let (practice, _) = practice(scenario).await;
        let mut browser = Browser::of(&practice).await;
        browser.follow("Security Console").await.press("Search", &[("search", "ORA_IRC_RECRUITER_JOB")]).await;
        browser.follow("Copy Role").await;
        assert_eq!(browser.field("option").as_deref(), Some(option), "{scenario}");
    }
}

#[tokio::test]
async fn the_suffix_stays_where_nobody_replaces_it() {
    let (practice, asker) = prompt("nothing-done").await;
    let mut browser = begun(&practice).await;
    for _ in 1..STOPS.len() {
        browser.press("Next", &[]).await;
    }
    browser.press("Submit and Close", &[]).await;
    assert_eq!(known(&practice, &asker, "IRC_RECRUITER_JOB_CUSTOM").await, 1);
    assert_eq!(known(&practice, &asker, COPIED_ROLE_CODE).await, 0);
}

#[tokio::test]
async fn the_pages_follow_in_oracle_s_order_and_keep_what_was_typed() {
    let (practice, _) = practice("nothing-done").await;
    let mut browser = begun(&practice).await;
    browser.press("Next", &[("name", COPIED_ROLE_NAME), ("code", COPIED_ROLE_CODE)]).await;
    for stop in &STOPS[1..] {
        assert_eq!(browser.heading(), format!("Copy Role: {stop}"));
        if *stop != "Summary and Impact Report" {
            browser.press("Next", &[]).await;
        }
    }
    assert!(browser.shows(COPIED_ROLE_NAME) && browser.shows(COPIED_ROLE_CODE) && browser.shows("Copy top role"));
    for stop in STOPS[..STOPS.len() - 1].iter().rev() {
        browser.press("Back", &[]).await;
        assert_eq!(browser.heading(), format!("Copy Role: {stop}"));
    }
    assert_eq!(browser.field("code").unwrap(), COPIED_ROLE_CODE);
}

#[tokio::test]
async fn a_name_or_code_that_is_missing_taken_or_malformed_is_refused_on_the_first_page() {
    let (practice, _) = practice("ready").await;
    let mut browser = begun(&practice).await;
    for (name, code, messages) in [
        ("", "", vec!["Error Role Name: You must enter a value.", "Error Role Code: You must enter a value."]),
        ("Mine", "WITH SPACE", vec!["Error Role Code: Use only the letters A to Z, digits and underscores."]),
        (
            COPIED_ROLE_NAME,
            COPIED_ROLE_CODE,
            vec![
                "Error Role Name: A role with this name exists already. Enter another name.",
                "Error Role Code: A role with this code exists already. Enter another code.",
            ],
        ),
        (
            "Mine",
            "ORA_MINE",
            vec!["Error Role Code: Only roles that Oracle supplies begin with ORA_. Enter another code."],
        ),
    ] {
        browser.press("Next", &[("name", name), ("code", code)]).await;
        assert_eq!(browser.heading(), "Copy Role: Basic Information");
        assert_eq!(browser.messages(), messages);
        assert_eq!(browser.field("code").unwrap(), code);
    }
    browser.press("Next", &[("name", "Mine"), ("code", "MINE")]).await;
    assert_eq!(browser.heading(), "Copy Role: Function Security Policies");
    assert!(browser.messages().is_empty());
}

#[tokio::test]
async fn nothing_is_copied_by_cancel_or_by_leaving_the_pages() {
    let (practice, asker) = prompt("nothing-done").await;
    let mut browser = begun(&practice).await;
    browser.press("Next", &[("name", COPIED_ROLE_NAME), ("code", COPIED_ROLE_CODE)]).await;
    browser.open("/").await;
    assert_eq!(known(&practice, &asker, COPIED_ROLE_CODE).await, 0);
    let mut browser = begun(&practice).await;
    let draft = browser.path.clone();
    browser.press("Cancel", &[]).await;
    assert_eq!(browser.heading(), "Roles");
    assert_eq!(browser.open(&draft).await.status, 404);
    browser.open("/security-console/administration/role-copy-status").await;
    assert!(browser.shows("No role has been copied yet."));
}

#[tokio::test]
async fn v_a_copy_is_in_progress_until_it_is_complete_and_known_only_then() {
    let background = Duration::from_millis(1500);
    let options = Options { scenario: "nothing-done".into(), background, ..Options::default() };
    let practice = start(options).await.unwrap();
    let asker = Asker::of(&practice);
    let mut browser = copied(&practice).await;
    assert_eq!(known(&practice, &asker, COPIED_ROLE_CODE).await, 0);
    browser.press("Search", &[("search", COPIED_ROLE_CODE)]).await;
    assert!(browser.shows("No role was found."));
    browser.follow("Administration").await.follow("Role Copy Status").await;
    assert!(browser.shows("In Progress"));
    let mut again = begun(&practice).await;
    again.press("Next", &[("name", COPIED_ROLE_NAME), ("code", COPIED_ROLE_CODE)]).await;
    assert_eq!(again.messages().len(), 2, "a copy that is being made holds its name and code");
    tokio::time::sleep(background).await;
    browser.press("Refresh", &[]).await;
    assert!(browser.shows("Complete") && !browser.shows("In Progress"));
    assert_eq!(known(&practice, &asker, COPIED_ROLE_CODE).await, 1);
}

#[tokio::test]
async fn a_copy_with_inherited_roles_brings_copies_of_the_duties() {
    let (practice, asker) = prompt("nothing-done").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/roles").await.press("Search", &[("search", "ORA_IRC_RECRUITER_JOB")]).await;
    browser.follow("Copy Role").await.press("Copy Role", &[("option", "all")]).await;
    for _ in 1..STOPS.len() {
        browser.press("Next", &[]).await;
    }
    assert!(browser.shows("Copy top role and inherited roles"));
    browser.press("Submit and Close", &[]).await;
    assert_eq!(known(&practice, &asker, "IRC_ACCESS_RECRUITING_ACTIVITY_CENTER_DUTY_CUSTOM").await, 1);
}

#[tokio::test]
async fn the_box_for_all_addresses_is_offered_where_location_based_access_is_on() {
    let (practice, _) = practice("location-based-access").await;
    let browser = begun(&practice).await;
    assert!(browser.shows("Enable Role for Access from All IP Addresses"));
}

#[tokio::test]
async fn a_role_enabled_for_all_addresses_counts_from_here() {
    let (practice, asker) = practice("location-based-access").await;
    let integration = practice.integration().unwrap();
    assert_eq!(asker.read("recruitingJobRequisitions?limit=1", &integration).await.status, 403);
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/roles").await.press("Search", &[("search", COPIED_ROLE_CODE)]).await;
    browser.follow("Edit Role").await.press("Save and Close", &[("everywhere", "yes")]).await;
    assert!(browser.shows("Access from All IP Addresses Enabled"));
    assert_eq!(asker.read("recruitingJobRequisitions?limit=1", &integration).await.status, 200);
}

#[tokio::test]
async fn a_role_is_edited_unless_oracle_supplies_it_and_its_code_stays() {
    let (practice, asker) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/roles").await.press("Search", &[("search", COPIED_ROLE_CODE)]).await;
    browser.follow(COPIED_ROLE_NAME).await.press("Edit Role", &[]).await;
    assert!(browser.field("code").is_none() && !browser.shows("Enable Role for Access from All IP Addresses"));
    for (name, words) in [("", "You must enter a value."), ("recruiter", "A role with this name exists already.")] {
        browser.press("Save and Close", &[("name", name)]).await;
        assert!(browser.messages()[0].starts_with(&format!("Error Role Name: {words}")));
    }
    browser.press("Save and Close", &[("name", "Renamed")]).await;
    let path = format!("/hcmRestApi/scim/Roles?filter=name+eq+%22{COPIED_ROLE_CODE}%22");
    assert_eq!(asker.get(&path, &practice.admin()).await.json()["Resources"][0]["displayName"], "Renamed");

    browser.open("/security-console/roles").await.press("Search", &[("search", "ORA_IRC_RECRUITER_JOB")]).await;
    assert!(!browser.shows("Edit Role"));
    browser.follow("Recruiter").await;
    let supplied = format!("{}/edit", browser.path);
    assert_eq!(browser.open(&supplied).await.status, 404);
}

#[tokio::test]
async fn v_a_copy_is_found_once_the_import_has_run_where_the_console_is_behind() {
    let (practice, _) = prompt("console-search-behind").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/roles").await.press("Search", &[("search", COPIED_ROLE_CODE)]).await;
    assert!(browser.shows("No role was found."));
    browser.press("Search", &[("search", "ORA_IRC_RECRUITER_JOB")]).await;
    assert!(!browser.shows("No role was found."));
    let import = [("process", "Import User and Role Application Security Data")];
    browser.open("/").await.follow("Scheduled Processes").await.follow("Schedule New Process").await;
    browser.press("OK", &import).await.press("Submit", &[]).await;
    browser.open("/security-console/roles").await.press("Search", &[("search", COPIED_ROLE_CODE)]).await;
    assert!(browser.shows(COPIED_ROLE_NAME));
}

#[tokio::test]
async fn names_of_roles_cannot_become_markup() {
    let (practice, _) = practice("hostile-role-names").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/roles").await.press("Search", &[("search", "PRACTICE_")]).await;
    assert!(browser.shows("<img src=x onerror=alert(1)>"));
    assert!(!browser.page.contains("<img") && !browser.page.contains("<script"));
    assert!(!browser.page.contains('\u{202e}') && !browser.page.contains('\u{1b}'));
}
