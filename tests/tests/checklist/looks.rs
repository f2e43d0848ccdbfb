//! Every page of the practice console as it looks: no violation of WCAG, nothing wider than the window, light and dark, in
//! a small window and a large one. Pictures are kept in `build/screens/window`. And the console by keyboard alone.

use practice_oracle::INTEGRATION_USER;
use serde_json::json;
use tests::browser::Browser;
use tests::window::{Role, Window};
use tests::{Fault, axe};

use crate::practice;

const SIZES: [(u32, u32); 2] = [(900, 640), (1440, 900)];
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// Pages that have an address of their own, by the name of their picture.
const PAGES: [(&str, &str); 21] = [
    ("home", "/"),
    ("tools", "/tools"),
    ("roles", "/security-console/roles?search=Recruit"),
    ("roles-none", "/security-console/roles?search=nothing-has-this-name"),
    ("users", "/security-console/users?search=a"),
    ("administration", "/security-console/administration"),
    ("role-copy-status", "/security-console/administration/role-copy-status"),
    ("api-authentication", "/security-console/api-authentication"),
    ("setup", "/setup"),
    (
        "setup-recruiting",
        "/setup?offering=Recruiting+and+Candidate+Experience&area=Recruiting+and+Candidate+Experience+Management",
    ),
    ("setup-search", "/setup/search?task=data"),
    ("candidate-sources", "/setup/candidate-sources"),
    ("data-roles", "/setup/data-roles?role=Recruit&go=search"),
    ("my-client-groups", "/my-client-groups"),
    ("redwood", "/redwood/data-roles?search=Recruit"),
    ("redwood-add", "/redwood/data-roles/add"),
    ("processes", "/scheduled-processes"),
    ("processes-new", "/scheduled-processes/new"),
    ("what-happened", "/what-happened"),
    ("reset", "/reset"),
    ("nowhere", "/no-such-page"),
];

/// Pages that are reached by pressing, each from an address.
const PRESSED: [(&str, &str, &[&str]); 9] = [
    ("navigator", "/", &["Navigator"]),
    ("settings", "/", &["Settings and Actions"]),
    ("role", "/security-console/roles?search=ORA_IRC_RECRUITER_JOB", &["Recruiter"]),
    ("copy-options", "/security-console/roles?search=ORA_IRC_RECRUITER_JOB", &["Actions for Recruiter", "Copy Role"]),
    ("add-user", "/security-console/users", &["Add User Account"]),
    ("add-user-refused", "/security-console/users", &["Add User Account", "Save and Close"]),
    ("add-role", "/security-console/users", &["Add User Account", "Add Role"]),
    ("provider", "/security-console/api-authentication", &["Create Oracle API Authentication Provider", "Edit"]),
    ("create-data-role", "/setup/data-roles", &["Create"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_that_has_an_address_is_fit_to_be_seen_by_everybody() -> Result<(), Fault> {
    let practice = practice("ready").await;
    let browser = Browser::set_up().await?;
    let window = browser.open().await?;
    let mut complaints = Vec::new();
    for (name, path) in PAGES {
        window.go(&format!("{}{path}", practice.console())).await?;
        complaints.extend(looked_at(&window, name).await?);
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    window.end().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_that_a_press_leads_to_is_fit_to_be_seen_by_everybody() -> Result<(), Fault> {
    let practice = practice("ready").await;
    let browser = Browser::set_up().await?;
    let window = browser.open().await?;
    let console = practice.console();
    let mut complaints = Vec::new();
    for (name, path, labels) in PRESSED {
        window.go(&format!("{console}{path}")).await?;
        for label in labels {
            window.press(Role::Control, label).await?;
        }
        complaints.extend(looked_at(&window, name).await?);
    }
    window.go(&format!("{console}/setup/data-roles?role=RecruiterGSEIntegration&go=search")).await?;
    window.press_css("td input[type=radio]").await?;
    window.press(Role::Control, "Edit").await?;
    complaints.extend(looked_at(&window, "data-role-warning").await?);
    window.press(Role::Control, "Yes").await?;
    window.press(Role::Control, "Next").await?;
    complaints.extend(looked_at(&window, "security-criteria").await?);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    window.end().await
}

/// What is wrong with the page as it stands, at both sizes, light and dark.
async fn looked_at(window: &Window<'_>, name: &str) -> Result<Vec<String>, Fault> {
    let mut complaints = Vec::new();
    for theme in ["light", "dark"] {
        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        window.debug("Emulation.setEmulatedMedia", scheme).await?;
        for (width, height) in SIZES {
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            window.debug("Emulation.setDeviceMetricsOverride", size).await?;
            window.picture(&format!("console-{name}-{theme}-{width}x{height}")).await?;
            let of = format!("{name}, {theme}, {width}x{height}");
            let fits = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
            if window.script(fits, json!([])).await? != true {
                complaints.push(format!("{of}: the page is wider than the window"));
            }
        }
        complaints.extend(axe::violations(window).await?.into_iter().map(|found| format!("{name}, {theme}: {found}")));
    }
    let marked = window.text().await?.contains("PRACTICE This is not Oracle.");
    let titled = window.script("return document.title.startsWith('PRACTICE: ')", json!([])).await? == true;
    if !(marked && titled) {
        complaints.push(format!("{name}: it could be mistaken for Oracle"));
    }
    Ok(complaints)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_copied_and_given_to_a_new_user_without_a_mouse() -> Result<(), Fault> {
    let practice = practice("nothing-done").await;
    let browser = Browser::set_up().await?;
    let window = browser.open().await?;
    window.go(practice.console()).await?;

    enter(&window, "Navigator").await?;
    go_on(&window, "Security Console").await?;
    type_and_enter(&window, "ORA_IRC_RECRUITER_JOB").await?;
    enter(&window, "Actions for Recruiter").await?;
    go_on(&window, "Copy Role").await?;
    go_on(&window, "Copy Role").await?;
    while !window.text().await?.contains("Summary and Impact Report") {
        go_on(&window, "Next").await?;
    }
    for label in ["Submit and Close", "OK", "Users", "Add User Account"] {
        go_on(&window, label).await?;
    }
    for (label, text) in [
        ("Last Name", "Integration"),
        ("User Name", INTEGRATION_USER),
        ("Password", "Ein langes Passwort 26"),
        ("Confirm Password", "Ein langes Passwort 26"),
    ] {
        tab_to(&window, label).await?;
        window.keys(text).await?;
    }
    go_on(&window, "Add Role").await?;
    type_and_enter(&window, "ORA_IRC_RECRUITING_AGENT_JOB").await?;
    tab_to(&window, "ORA_IRC_RECRUITING_AGENT_JOB").await?;
    window.keys(" ").await?;
    for label in ["Add Role Membership", "Done", "Save and Close"] {
        go_on(&window, label).await?;
    }
    window.read("vendor.integration was saved.").await?;
    let changes = practice.changes();
    assert!(changes.iter().any(|change| change.contains("The user vendor.integration was given")), "{changes:?}");
    window.end().await
}

/// Opens what stands on the same page.
async fn enter(window: &Window<'_>, label: &str) -> Result<(), Fault> {
    tab_to(window, label).await?;
    window.keys(ENTER).await
}

/// Presses what leads to another page.
async fn go_on(window: &Window<'_>, label: &str) -> Result<(), Fault> {
    tab_to(window, label).await?;
    type_and_enter(window, "").await
}

async fn type_and_enter(window: &Window<'_>, text: &str) -> Result<(), Fault> {
    let page = window.page().await?;
    window.keys(&format!("{text}{ENTER}")).await?;
    assert!(window.turned_from(&page).await?, "nothing came of it:\n{}", window.text().await?);
    Ok(())
}

/// Presses Tab until the thing of that name has the focus.
async fn tab_to(window: &Window<'_>, label: &str) -> Result<(), Fault> {
    let mut passed = Vec::new();
    for _ in 0..80 {
        let name = window.focused().await?;
        if name.starts_with(label) {
            return Ok(());
        }
        passed.push(name);
        window.keys(TAB).await?;
    }
    panic!("Tab never came to {label}, only to {passed:?}");
}
