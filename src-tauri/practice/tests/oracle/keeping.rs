//! A practice setup that is closed and opened again: the pod is as it was left, with new passwords and ports.

use std::path::Path;

use practice_oracle::{COPIED_ROLE_CODE, COPIED_ROLE_NAME, INTEGRATION_USER, Kind, Options, Practice, Restored, start};
use reqwest::Method;
use serde_json::json;

use crate::{
    browser::Browser,
    client::{Asker, send},
    tokens::{now_by_the_pod, signed},
};

async fn open(scenario: &str, file: &Path) -> (Practice, Asker) {
    let options = Options {
        scenario: scenario.to_owned(),
        state_file: Some(file.to_owned()),
        background: std::time::Duration::ZERO,
        ..Options::default()
    };
    let practice = start(options).await.unwrap();
    let asker = Asker::of(&practice);
    (practice, asker)
}

async fn choose_view_all(practice: &Practice) {
    let mut browser = Browser::of(practice).await;
    browser.open("/redwood/data-roles").await.press("Search", &[("search", COPIED_ROLE_NAME)]).await;
    browser.follow(COPIED_ROLE_NAME).await;
    browser.press("Continue", &[]).await;
    browser.press("Submit", &[("REQUISITION", "View All Job Requisitions")]).await;
}

async fn seen(practice: &Practice, asker: &Asker) -> u64 {
    let read = asker.read("recruitingJobRequisitions?limit=1", &practice.integration().unwrap()).await;
    read.json()["count"].as_u64().unwrap()
}

#[tokio::test]
async fn what_was_clicked_and_written_is_there_again_with_new_passwords() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("setup.practice.json");
    let (first, asker) = open("no-data-security", &file).await;
    assert_eq!(*first.restored(), Restored::Begun);
    assert_eq!(seen(&first, &asker).await, 0);
    choose_view_all(&first).await;
    let user = json!({ "userName": "made.here", "name": { "familyName": "Here" }, "password": "Typed-by-hand-1" });
    let request = asker.request(Method::POST, "/hcmRestApi/scim/Users", Some(&first.admin()));
    assert_eq!(send(request.body(user.to_string())).await.status, 201);
    let (changes, admin, integration) = (first.changes(), first.admin(), first.integration().unwrap());
    first.stop().await;

    let kept = std::fs::read_to_string(&file).unwrap();
    for password in [admin.password.as_str(), &integration.password, "Typed-by-hand-1"] {
        assert!(!kept.contains(password), "a password lies on disk");
    }
    let (second, asker) = open("no-data-security", &file).await;
    assert_eq!(*second.restored(), Restored::Again);
    assert_ne!(second.integration().unwrap().password, integration.password);
    assert_ne!(second.admin().password, admin.password);
    assert_eq!(seen(&second, &asker).await, 1);
    let told: Vec<_> = changes.into_iter().filter(|change| !change.contains("password")).collect();
    assert_eq!(second.changes(), told);
    let found = asker.get("/hcmRestApi/scim/Users?filter=userName+eq+%22made.here%22", &second.admin()).await.json();
    assert_eq!(found["itemsPerPage"], 1);
    let old = practice_oracle::Credential { user: "made.here".into(), password: "Typed-by-hand-1".into() };
    assert_eq!(asker.read("jobs", &old).await.status, 401, "a password has to be set again");
}

#[tokio::test]
async fn a_reset_is_kept_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pod.json");
    let (first, _) = open("no-data-security", &file).await;
    choose_view_all(&first).await;
    first.reset().unwrap();
    first.stop().await;
    let (second, asker) = open("no-data-security", &file).await;
    assert!(second.changes().is_empty());
    assert_eq!(seen(&second, &asker).await, 0);
}

#[tokio::test]
async fn another_scenario_begins_and_takes_the_file_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pod.json");
    open("no-data-security", &file).await.0.stop().await;
    let (practice, asker) = open("ready", &file).await;
    assert_eq!(*practice.restored(), Restored::Begun);
    assert_eq!(seen(&practice, &asker).await, 1);
    assert!(std::fs::read_to_string(&file).unwrap().contains("\"ready\""));
}

#[tokio::test]
async fn a_damaged_file_is_put_aside_and_the_scenario_begins() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pod.json");
    std::fs::write(&file, "{\"format\":\"practice-oracle\"").unwrap();
    let (practice, asker) = open("ready", &file).await;
    let Restored::Damaged { aside } = practice.restored() else { panic!("{:?}", practice.restored()) };
    assert!(std::fs::read_to_string(aside).unwrap().starts_with("{\"format\""));
    assert_eq!(seen(&practice, &asker).await, 1);
}

#[tokio::test]
async fn a_planted_mistake_stays_untold_over_a_closing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pod.json");
    let (first, _) = open("ready", &file).await;
    first.plant(Kind::Requisitions, Some(5)).unwrap();
    let scenario = first.scenario().name;
    first.stop().await;
    let (second, _) = open(scenario, &file).await;
    assert!(second.is_hidden());
    second.reveal();
    second.stop().await;
    assert!(!open(scenario, &file).await.0.is_hidden());
}

#[tokio::test]
async fn a_password_that_nobody_knows_is_still_unknown_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pod.json");
    open("wrong-password", &file).await.0.stop().await;
    let (practice, asker) = open("wrong-password", &file).await;
    assert_eq!(asker.read("jobs", &practice.integration().unwrap()).await.status, 401);
}

#[tokio::test]
async fn an_uploaded_certificate_is_kept_and_the_scenario_s_own_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pod.json");
    let (first, _) = open("token-ready", &file).await;
    let former = first.integration_key().unwrap().unwrap();
    first.trust("elsewhere", &former.certificate).unwrap();
    first.stop().await;
    let (second, asker) = open("token-ready", &file).await;
    let key = second.integration_key().unwrap().unwrap();
    assert_ne!(key.certificate, former.certificate);
    let token = signed(&key, INTEGRATION_USER, now_by_the_pod(&asker).await);
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 200);
    assert!(!std::fs::read_to_string(&file).unwrap().contains("PRIVATE KEY"));
}

#[tokio::test]
async fn a_copied_role_comes_back_as_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pod.json");
    let (first, asker) = open("ready", &file).await;
    let path = format!("/hcmRestApi/scim/Roles?filter=name+eq+%22{COPIED_ROLE_CODE}%22");
    let before = asker.get(&path, &first.admin()).await.json()["Resources"][0].clone();
    let stamp =
        |role: &serde_json::Value| (role["id"].clone(), role["category"].clone(), role["meta"]["created"].clone());
    first.stop().await;
    let (second, asker) = open("ready", &file).await;
    let after = asker.get(&path, &second.admin()).await.json()["Resources"][0].clone();
    assert_eq!(stamp(&after), stamp(&before));
}
