//! Bound to this computer: who else tries to reach the pages is turned away before anything is read.

use std::net::TcpStream;

use practice_oracle::{Options, start};
use reqwest::{Client, Method, StatusCode};

use crate::{browser::Browser, client::practice};

fn port(address: &str) -> u16 {
    address.rsplit(':').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn both_sides_listen_on_the_loopback_addresses_alone() {
    let (practice, _) = practice("ready").await;
    for port in [port(practice.origin()), port(practice.console())] {
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        // A listener on all addresses would answer here as well.
        assert!(TcpStream::connect(("127.0.0.2", port)).is_err());
    }
}

#[tokio::test]
async fn a_form_of_another_site_changes_nothing_even_with_the_right_token() {
    let (practice, asker) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    let made = serde_json::json!({ "userName": "stays", "name": { "familyName": "Stays" } });
    let request = asker.request(Method::POST, "/hcmRestApi/scim/Users", Some(&practice.admin()));
    assert_eq!(request.body(made.to_string()).send().await.unwrap().status(), 201);
    browser.open("/reset").await;
    let token = browser.field("token").unwrap();
    let client = Client::builder().no_proxy().build().unwrap();
    let form = |origin: &str, site: &str, token: &str| {
        client
            .post(format!("{}/reset", practice.console()))
            .header("Origin", origin)
            .header("Sec-Fetch-Site", site)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(format!("token={token}"))
            .send()
    };
    for (origin, site) in [
        ("https://evil.test", "cross-site"),
        ("null", "cross-site"),
        ("http://localhost:1", "same-site"),
        ("http://evil.test", "same-origin"),
    ] {
        assert_eq!(form(origin, site, &token).await.unwrap().status(), StatusCode::FORBIDDEN, "{origin} {site}");
    }
    assert_eq!(form(practice.console(), "same-origin", "guessed").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(practice.changes(), ["The user stays was made."]);
}

#[tokio::test]
async fn every_page_refuses_another_host_with_a_sentence() {
    let (practice, _) = practice("ready").await;
    let client = Client::builder().no_proxy().build().unwrap();
    for path in
        ["/", "/setup", "/setup/data-roles", "/redwood/data-roles", "/scheduled-processes", "/what-happened", "/reset"]
    {
        let asked = client.get(format!("{}{path}", practice.console())).header("Host", "evil.test");
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{path}");
        assert!(answer.text().await.unwrap().contains("own loopback address"));
    }
}

#[tokio::test]
async fn passwords_and_the_token_of_the_forms_are_made_anew_at_each_start() {
    let first = start(Options::default()).await.unwrap();
    let second = start(Options::default()).await.unwrap();
    assert_ne!(first.admin().password, second.admin().password);
    assert_ne!(first.integration().unwrap().password, second.integration().unwrap().password);
    let mut tokens = Vec::new();
    for practice in [&first, &second] {
        let mut browser = Browser::of(practice).await;
        tokens.push(browser.open("/setup/data-roles").await.field("token").unwrap());
    }
    assert_ne!(tokens[0], tokens[1]);
}

#[tokio::test]
async fn every_page_is_marked_as_practice_in_its_title_and_in_sight() {
    let (practice, _) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    for path in
        ["/", "/setup", "/setup/search", "/setup/data-roles", "/my-client-groups", "/redwood/data-roles", "/reset"]
    {
        browser.open(path).await;
        assert!(browser.page.contains("<title>PRACTICE: "), "{path}");
        assert!(browser.shows("This is not Oracle."), "{path}");
    }
}
