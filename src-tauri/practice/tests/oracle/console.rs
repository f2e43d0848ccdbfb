//! The page for a browser.

use practice_oracle::Practice;
use reqwest::Client;

use crate::client::practice;

async fn page(practice: &Practice, path: &str) -> reqwest::Response {
    let client = Client::builder().no_proxy().build().unwrap();
    client.get(format!("{}{path}", practice.console())).send().await.unwrap()
}

#[tokio::test]
async fn the_page_says_practice_the_scenario_and_what_happened() {
    let (practice, asker) = practice("no-data-security").await;
    let empty = page(&practice, "/").await.text().await.unwrap();
    assert!(empty.contains("PRACTICE") && empty.contains("no-data-security") && empty.contains(practice.origin()));
    assert!(empty.contains(practice.scenario().learn));
    asker.read("recruitingJobRequisitions?limit=1", &practice.integration().unwrap()).await;
    let seen = page(&practice, "/").await.text().await.unwrap();
    assert!(seen.contains("/hcmRestApi/resources/latest/recruitingJobRequisitions"));
    assert!(seen.contains("Integration user"));
    assert!(!seen.contains(&practice.integration().unwrap().password));
}

#[tokio::test]
async fn oracle_s_deep_links_lead_to_a_page() {
    let (practice, _) = practice("ready").await;
    for path in [
        "/fscmUI/faces/FuseWelcome",
        "/hcmUI/faces/FndOverview?fndGlobalItemNodeId=ASE_FUSE_SECURITY_CONSOLE",
        "/fscmUI/faces/FuseTaskListManagerTop",
        "/fscmUI/faces/FuseOverview?fndGlobalItemNodeId=itemNode_tools_security_console",
    ] {
        assert_eq!(page(&practice, path).await.status(), 200, "{path}");
    }
    assert_eq!(page(&practice, "/elsewhere").await.status(), 404);
}

#[tokio::test]
async fn nothing_is_loaded_from_elsewhere_and_nothing_may_frame_the_page() {
    let (practice, _) = practice("ready").await;
    let answer = page(&practice, "/").await;
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    let body = answer.text().await.unwrap();
    assert!(!body.contains("<script") && !body.contains("src="));
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
