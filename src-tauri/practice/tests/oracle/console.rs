//! The frame of the console: where one lands, how one gets about, and who is kept out.

use practice_oracle::Practice;
use reqwest::Client;

use crate::{browser::Browser, client::practice};

async fn page(practice: &Practice, path: &str) -> reqwest::Response {
    let client = Client::builder().no_proxy().build().unwrap();
    client.get(format!("{}{path}", practice.console())).send().await.unwrap()
}

#[tokio::test]
async fn the_home_page_says_practice_and_what_there_is_to_learn() {
    let (practice, _) = practice("no-data-security").await;
    let browser = Browser::of(&practice).await;
    assert!(browser.shows("PRACTICE This is not Oracle."));
    assert!(browser.shows("no-data-security") && browser.shows(practice.origin()));
    assert!(browser.shows(practice.scenario().learn));
    assert!(browser.page.contains("<title>PRACTICE: "));
}

#[tokio::test]
async fn every_page_is_marked_and_names_who_is_signed_in() {
    let (practice, _) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    for path in ["/", "/security-console/roles", "/security-console/users", "/security-console/administration", "/no"] {
        browser.open(path).await;
        assert!(browser.shows("PRACTICE This is not Oracle.") && browser.shows("Practice Administrator"), "{path}");
    }
    assert_eq!(browser.status, 404);
}

#[tokio::test]
async fn oracle_s_deep_links_lead_to_the_page_that_stands_for_theirs() {
    let (practice, _) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    for (path, heading) in [
        ("/fscmUI/faces/FuseWelcome", "Practice Oracle"),
        ("/hcmUI/faces/FndOverview?fndGlobalItemNodeId=ASE_FUSE_SECURITY_CONSOLE", "Roles"),
        ("/fscmUI/faces/FuseOverview?fndGlobalItemNodeId=itemNode_tools_security_console", "Roles"),
        ("/fscmUI/faces/FuseOverview?fndGlobalItemNodeId=itemNode_something_else", "Practice Oracle"),
    ] {
        browser.open(path).await;
        assert_eq!((browser.status, browser.heading().as_str()), (200, heading), "{path}");
    }
    assert_eq!(browser.open("/elsewhere").await.status, 404);
}

#[tokio::test]
async fn the_navigator_leads_to_the_security_console_and_to_nothing_that_is_not_there() {
    let (practice, _) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    browser.follow("Security Console").await;
    assert_eq!(browser.heading(), "Roles");
    for tab in ["Users", "API Authentication", "Administration", "Roles", "Home"] {
        assert_eq!(browser.follow(tab).await.status, 200, "{tab}");
    }
}

#[tokio::test]
async fn the_security_console_is_missing_for_whoever_is_no_security_manager() {
    let (practice, _) = practice("admin-is-no-security-manager").await;
    let mut browser = Browser::of(&practice).await;
    assert!(!browser.page.contains("href=\"/security-console"));
    for path in ["/security-console/roles", "/security-console/users", "/security-console/api-authentication"] {
        browser.open(path).await;
        assert_eq!(browser.status, 403, "{path}");
        assert!(browser.shows("IT Security Manager (ORA_FND_IT_SECURITY_MANAGER_JOB)"), "{path}");
    }
}

#[tokio::test]
async fn nothing_is_loaded_from_elsewhere_and_nothing_may_frame_the_page() {
    let (practice, _) = practice("ready").await;
    let answer = page(&practice, "/").await;
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(policy.contains("form-action 'self'") && !policy.contains("script"));
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let body = answer.text().await.unwrap();
    assert!(!body.contains("<script") && !body.contains("src=") && !body.contains("style="));
    assert_eq!(page(&practice, "/practice.css").await.headers()["content-type"], "text/css; charset=utf-8");
}

#[tokio::test]
async fn another_host_and_another_site_are_refused() {
    let (practice, _) = practice("ready").await;
    let client = Client::builder().no_proxy().build().unwrap();
    let evil = client.get(practice.console()).header("Host", "evil.test").send().await.unwrap();
    assert_eq!(evil.status(), 421);
    let cross = client.get(practice.console()).header("Sec-Fetch-Site", "cross-site").send().await.unwrap();
    assert_eq!(cross.status(), 403);
}

#[tokio::test]
async fn a_form_without_the_token_of_this_start_changes_nothing() {
    let (practice, _) = practice("nothing-done").await;
    let client = Client::builder().no_proxy().build().unwrap();
    for body in ["", "token=", "token=5A25572D96277A00C0547E3A715EF682"] {
        let path = format!("{}/security-console/accounts", practice.console());
        let form = client.post(path).header("Content-Type", "application/x-www-form-urlencoded").body(body);
        assert_eq!(form.send().await.unwrap().status(), 403, "{body}");
    }
}

#[tokio::test]
async fn what_was_begun_is_gone_with_a_switch_of_scenario() {
    let (practice, _) = practice("nothing-done").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/users").await.press("Add User Account", &[]).await;
    let draft = browser.path.clone();
    assert_eq!(browser.open(&draft).await.status, 200);
    practice.switch("nothing-done").unwrap();
    assert_eq!(browser.open(&draft).await.status, 404);
}
