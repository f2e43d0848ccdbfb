//! The server itself: loopback, TLS, who is let in, start and stop.

use std::{net::TcpListener, time::Duration};

use practice_oracle::{Credential, Options, StartError, Who, start};
use reqwest::{Client, Method, Version};

use crate::client::{Asker, practice, send};

#[tokio::test]
async fn the_hello_line_has_what_a_rehearsal_needs() {
    let (practice, _) = practice("ready").await;
    let hello = practice.hello();
    assert_eq!(hello["origin"], practice.origin());
    assert_eq!(hello["console"], practice.console());
    assert_eq!(hello["admin"]["user"], "practice.admin");
    assert_eq!(hello["admin"]["password"], practice.admin().password);
    assert_eq!(hello["integration"]["user"], "vendor.integration");
    let file = hello["ca_file"].as_str().unwrap();
    assert_eq!(std::fs::read_to_string(file).unwrap(), practice.ca_pem());
    assert!(!hello.to_string().contains('\n'));
}

#[tokio::test]
async fn there_is_no_integration_credential_where_there_is_no_such_user() {
    let (practice, _) = practice("nothing-done").await;
    assert!(practice.integration().is_none());
    assert!(practice.hello()["integration"].is_null());
}

#[tokio::test]
async fn the_authority_s_file_holds_no_private_key_and_ends_with_the_server() {
    let (practice, _) = practice("ready").await;
    let file = practice.ca_file().to_owned();
    assert!(!std::fs::read_to_string(&file).unwrap().contains("PRIVATE KEY"));
    practice.stop().await;
    assert!(!file.exists());
}

#[tokio::test]
async fn the_authority_s_file_is_written_where_it_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = folder.path().join("rehearsal");
    let practice = start(Options { folder: Some(wanted.clone()), ..Options::default() }).await.unwrap();
    assert_eq!(practice.ca_file(), wanted.join("ca.pem"));
    drop(practice);
    assert!(wanted.join("ca.pem").exists());
}

#[tokio::test]
async fn both_loopback_addresses_answer_under_the_same_certificate() {
    let (practice, asker) = practice("ready").await;
    let port = practice.origin().rsplit(':').next().unwrap();
    let mut hosts = vec![format!("https://127.0.0.1:{port}"), format!("https://localhost:{port}")];
    if TcpListener::bind("[::1]:0").is_ok() {
        hosts.push(format!("https://[::1]:{port}"));
    }
    for host in hosts {
        let asker = Asker { client: asker.client.clone(), origin: host.clone() };
        assert_eq!(asker.read("departments?limit=1", &practice.admin()).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn http_2_and_http_1_1_are_both_spoken() {
    let (practice, asker) = practice("ready").await;
    let modern = asker.request(Method::GET, "/", None).send().await.unwrap();
    assert_eq!(modern.version(), Version::HTTP_2);
    let authority = reqwest::Certificate::from_pem(practice.ca_pem().as_bytes()).unwrap();
    let old = Client::builder().tls_certs_only([authority]).no_proxy().http1_only().build().unwrap();
    let old = old.get(practice.origin()).send().await.unwrap();
    assert_eq!(old.version(), Version::HTTP_11);
}

#[tokio::test]
async fn a_client_that_was_not_told_to_trust_the_authority_does_not_connect() {
    let (first, _) = practice("ready").await;
    let (second, _) = practice("ready").await;
    let stranger = Asker { origin: second.origin().to_owned(), ..Asker::of(&first) };
    let refused = stranger.request(Method::GET, "/", None).send().await.unwrap_err();
    assert!(refused.is_connect());
}

#[tokio::test]
async fn another_host_name_is_misdirected_and_another_site_refused() {
    let (practice, asker) = practice("ready").await;
    let port = practice.origin().rsplit(':').next().unwrap();
    let evil = format!("evil.test:{port}");
    let authority = reqwest::Certificate::from_pem(practice.ca_pem().as_bytes()).unwrap();
    let old = Client::builder().tls_certs_only([authority]).no_proxy().http1_only().build().unwrap();
    let misdirected = old.get(practice.origin()).header("Host", evil).send().await.unwrap();
    assert_eq!(misdirected.status(), 421);
    let path = "/hcmRestApi/scim/Users?count=1";
    let admin = practice.admin();
    let cross = asker.request(Method::GET, path, Some(&admin)).header("Sec-Fetch-Site", "cross-site");
    assert_eq!(send(cross).await.status, 403);
    let cross = asker.request(Method::GET, path, Some(&admin)).header("Origin", "https://evil.test");
    assert_eq!(send(cross).await.status, 403);
    assert!(practice.requests().iter().all(|request| request.who == Who::Nobody));
}

#[tokio::test]
async fn every_answer_is_marked_as_practice() {
    let (practice, asker) = practice("ready").await;
    assert_eq!(asker.get("/hcmRestApi/nothing", &practice.admin()).await.header("x-practice-oracle"), "1");
}

#[tokio::test]
async fn what_was_seen_holds_names_of_parameters_and_no_values() {
    let (practice, asker) = practice("ready").await;
    let integration = practice.integration().unwrap();
    asker.read("recruitingJobRequisitions?q=RequisitionNumber=1042&limit=1", &integration).await;
    let wrong = Credential { user: "vendor.integration".into(), password: "not-this-1".into() };
    asker.get("/hcmRestApi/scim/Users", &wrong).await;
    send(asker.request(Method::GET, "/hcmRestApi/scim/Users", None)).await;
    let seen = practice.requests();
    assert_eq!(seen[0].path, "/hcmRestApi/resources/latest/recruitingJobRequisitions");
    assert_eq!(seen[0].query, ["q", "limit"]);
    assert_eq!((seen[0].who, seen[0].status), (Who::Integration, 200));
    assert!(seen[0].bytes.unwrap() > 0);
    assert_eq!((seen[1].who, seen[1].status), (Who::Refused, 401));
    assert_eq!(seen[1].user.as_deref(), Some("vendor.integration"));
    assert_eq!((seen[2].who, seen[2].status), (Who::Nobody, 401));
    assert!(!serde_json::to_string(&seen).unwrap().contains("1042"));
}

#[tokio::test]
async fn switching_changes_the_state_and_keeps_address_and_passwords() {
    let (practice, asker) = practice("no-data-security").await;
    let (admin, integration) = (practice.admin(), practice.integration().unwrap());
    let path = "recruitingJobRequisitions?totalResults=true&limit=1";
    assert_eq!(asker.read(path, &integration).await.json()["totalResults"], 0);
    practice.switch("nothing-done").unwrap();
    assert!(practice.integration().is_none());
    assert_eq!(asker.read(path, &integration).await.status, 401);
    practice.switch("ready").unwrap();
    assert_eq!(practice.scenario().name, "ready");
    assert_eq!(practice.integration().unwrap(), integration);
    assert_eq!(practice.admin(), admin);
    assert_eq!(asker.read(path, &integration).await.json()["totalResults"], 128);
}

#[tokio::test]
async fn an_open_connection_does_not_outlive_its_certificate() {
    let (practice, asker) = practice("ready").await;
    assert_eq!(asker.read("jobs", &practice.admin()).await.status, 200);
    practice.switch("certificate-untrusted").unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(asker.request(Method::GET, "/", None).send().await.unwrap_err().is_connect());
    practice.switch("ready").unwrap();
    assert_eq!(asker.read("jobs", &practice.admin()).await.status, 200);
}

#[tokio::test]
async fn an_unknown_scenario_is_refused_with_the_nearest_name() {
    let refused = start(Options { scenario: "no-data-securty".into(), ..Options::default() }).await.unwrap_err();
    let StartError::UnknownScenario { name, nearest } = refused else { panic!("{refused}") };
    assert_eq!((name.as_str(), nearest), ("no-data-securty", Some("no-data-security")));
    let (practice, _) = practice("ready").await;
    assert!(practice.switch("nothing").is_err());
    assert_eq!(practice.scenario().name, "ready");
}

#[tokio::test]
async fn a_port_in_use_is_said_by_its_number() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let refused = start(Options { port, ..Options::default() }).await.unwrap_err();
    assert!(matches!(refused, StartError::PortInUse { port: said } if said == port));
}

#[tokio::test]
async fn a_stopped_server_frees_its_ports_and_closes_its_connections() {
    let (practice, asker) = practice("ready").await;
    let port: u16 = practice.origin().rsplit(':').next().unwrap().parse().unwrap();
    let admin = practice.admin();
    asker.read("jobs", &admin).await;
    practice.stop().await;
    assert!(asker.request(Method::GET, "/", None).send().await.is_err());
    let again = start(Options { port, ..Options::default() }).await.unwrap();
    assert_eq!(again.origin(), asker.origin);
    assert_ne!(again.admin(), admin, "passwords are made anew at each start");
}

#[tokio::test]
async fn a_dropped_server_stops() {
    let (practice, asker) = practice("ready").await;
    drop(practice);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(asker.request(Method::GET, "/", None).send().await.is_err());
}

#[tokio::test]
async fn a_delay_is_added_to_every_answer() {
    let delay = Duration::from_millis(150);
    let practice = start(Options { delay, ..Options::default() }).await.unwrap();
    let asker = Asker::of(&practice);
    let before = std::time::Instant::now();
    asker.read("jobs?limit=1", &practice.admin()).await;
    assert!(before.elapsed() >= delay);
}

#[tokio::test]
async fn half_a_million_requisitions_are_counted_and_found_without_being_stored() {
    let practice = start(Options { requisitions: 500_000, ..Options::default() }).await.unwrap();
    let asker = Asker::of(&practice);
    let integration = practice.integration().unwrap();
    let all =
        asker.read("recruitingJobRequisitions?totalResults=true&limit=1&offset=499999", &integration).await.json();
    assert_eq!((&all["totalResults"], &all["hasMore"]), (&500_000.into(), &false.into()));
    assert_eq!(all["items"][0]["RequisitionNumber"], "501000");
    let one = asker.read("recruitingJobRequisitions?q=RequisitionNumber=400123", &integration).await.json();
    assert_eq!(one["count"], 1);
}

#[tokio::test]
async fn all_bytes_of_answers_are_counted_as_sent() {
    let (practice, asker) = practice("ready").await;
    assert_eq!(practice.bytes(), 0);
    asker.read("jobs", &practice.admin()).await;
    asker.read("recruitingJobRequisitions?limit=200", &practice.admin()).await;
    let seen = practice.requests();
    assert_eq!(practice.bytes(), seen.iter().map(|request| request.bytes.unwrap()).sum::<u64>());
    assert!(practice.bytes() > seen[0].bytes.unwrap());
    practice.switch("workers-ready").unwrap();
    let before = practice.bytes();
    asker.read("jobs", &practice.admin()).await;
    assert!(practice.bytes() > before, "a switch begins no new count");
}
