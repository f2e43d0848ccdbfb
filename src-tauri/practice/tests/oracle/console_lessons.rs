//! What is there to learn from: what happened, reset, and a mistake that is planted.

use practice_oracle::{Kind, Options, start};

use crate::{
    browser::Browser,
    client::{Asker, practice},
};

#[tokio::test]
async fn what_happened_explains_an_empty_answer_and_who_sees_how_much() {
    let (practice, asker) = practice("no-data-security").await;
    asker.read("recruitingJobRequisitions?limit=1", &practice.integration().unwrap()).await;
    asker.read("workers?limit=1", &practice.integration().unwrap()).await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/what-happened").await;
    let words = browser.words();
    assert!(words.contains("0 of 128 No role held has a profile that shows more"), "{words}");
    assert!(words.contains("128 of 128 A role held has View All Job Requisitions."), "{words}");
    assert!(words.contains("Allowed, and no row is visible"), "{words}");
    let (newest, oldest) =
        (words.find("Signed in, and no role held allows this").unwrap(), words.find("Allowed, and no row"));
    assert!(newest < oldest.unwrap(), "the newest comes first");
    assert!(!browser.page.contains(&practice.integration().unwrap().password));
}

#[tokio::test]
async fn what_happened_tells_whose_password_was_refused() {
    let (practice, asker) = practice("wrong-password").await;
    asker.read("recruitingJobRequisitions?limit=1", &practice.integration().unwrap()).await;
    let mut browser = Browser::of(&practice).await;
    assert!(browser.open("/what-happened").await.shows("Refused: vendor.integration"));
    assert!(browser.shows("Oracle never says which"));
}

#[tokio::test]
async fn a_reset_says_what_it_undoes_and_undoes_it() {
    let (practice, asker) = practice("ready").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/reset").await;
    assert!(browser.shows("nothing to undo"));
    let made = serde_json::json!({ "userName": "left.over", "name": { "familyName": "Over" }, "active": true });
    let request = asker.request(reqwest::Method::POST, "/hcmRestApi/scim/Users", Some(&practice.admin()));
    assert_eq!(request.body(made.to_string()).send().await.unwrap().status(), 201);
    assert_eq!(practice.changes(), ["The user left.over was made."]);
    browser.open("/reset").await;
    assert!(browser.shows("The user left.over was made."));
    browser.press("Reset", &[]).await;
    assert!(browser.messages()[0].contains("as it was"), "{:?}", browser.messages());
    assert!(practice.changes().is_empty());
    let left = asker.get("/hcmRestApi/scim/Users?filter=userName+eq+%22left.over%22", &practice.admin()).await;
    assert_eq!(left.json()["itemsPerPage"], 0);
}

#[tokio::test]
async fn a_planted_mistake_is_not_told_until_somebody_asks_and_survives_a_reset_untold() {
    let (practice, _) = practice("ready").await;
    practice.plant(Kind::Requisitions, Some(3)).unwrap();
    let scenario = practice.scenario();
    assert!(practice.is_hidden());
    let mut browser = Browser::of(&practice).await;
    for path in ["/", "/what-happened", "/reset", "/security-console/roles"] {
        browser.open(path).await;
        assert!(!browser.page.contains(scenario.name) && !browser.page.contains(scenario.learn), "{path}");
    }
    practice.reset().unwrap();
    assert!(practice.is_hidden());
    assert_eq!(practice.scenario().name, scenario.name);
    browser.open("/what-happened").await.press("Tell me which mistake", &[]).await;
    assert!(browser.shows(scenario.name) && browser.shows(scenario.learn));
    assert!(!practice.is_hidden());
}

#[tokio::test]
async fn the_same_seed_plants_the_same_mistake_and_a_switch_is_told() {
    let first = start(Options::default()).await.unwrap();
    let second = start(Options::default()).await.unwrap();
    for practice in [&first, &second] {
        practice.plant(Kind::Workers, Some(11)).unwrap();
    }
    assert_eq!(first.scenario().name, second.scenario().name);
    assert_eq!(first.scenario().kind, Kind::Workers);
    assert_eq!(first.reveal().name, second.scenario().name);
    second.switch("ready").unwrap();
    assert!(!second.is_hidden());
}

#[tokio::test]
async fn a_planted_mistake_answers_like_the_scenario_that_it_is() {
    let practice = start(Options::default()).await.unwrap();
    let asker = Asker::of(&practice);
    let seed = (0..200).find(|seed| {
        practice.plant(Kind::Requisitions, Some(*seed)).unwrap();
        practice.scenario().name == "no-data-security"
    });
    assert!(seed.is_some());
    let answer = asker.read("recruitingJobRequisitions?limit=1", &practice.integration().unwrap()).await;
    assert_eq!((answer.status, answer.json()["count"].as_u64()), (200, Some(0)));
}

#[tokio::test]
async fn a_planted_mistake_always_leaves_a_password_to_try() {
    let practice = start(Options::default()).await.unwrap();
    for kind in [Kind::Requisitions, Kind::Workers] {
        for seed in 0..60 {
            practice.plant(kind, Some(seed)).unwrap();
            assert!(practice.integration().is_some(), "{}", practice.scenario().name);
        }
    }
}
