//! What stands on the wire in each scenario, beside what a diagnosis makes of it.

use std::{collections::BTreeSet, time::Duration};

use practice_oracle::{Credential, Expect, Kind, Practice, Scenario, scenarios};
use reqwest::Method;

use crate::client::{Answer, Asker, practice, send};

async fn must(scenario: &Scenario, asker: &Asker, who: &Credential) -> Answer {
    match scenario.kind {
        Kind::Requisitions => asker.read("recruitingJobRequisitions?limit=1&totalResults=true", who).await,
        Kind::Workers => asker.read("workers?limit=1&totalResults=true", who).await,
    }
}

fn expects(expect: &Expect, code: &str, subject: Option<&str>) -> bool {
    expect.problems.iter().any(|problem| problem.code == code && (subject.is_none() || problem.subject == subject))
}

fn reaches_the_pod(scenario: &Scenario) -> bool {
    !scenario.expect.problems.iter().any(|problem| problem.check == "host_reachable")
}

/// The longest of the slow ones is tried by itself.
const SLOW: &str = "slow-pod";

#[tokio::test]
async fn the_must_resource_answers_as_each_diagnosis_says() {
    let (practice, asker) = practice("ready").await;
    for scenario in scenarios().iter().filter(|scenario| reaches_the_pod(scenario) && scenario.name != SLOW) {
        practice.switch(scenario.name).unwrap();
        let Some(integration) = practice.integration() else {
            assert!(expects(&scenario.expect, "user_not_found", None), "{}", scenario.name);
            continue;
        };
        let mut answer = must(scenario, &asker, &integration).await;
        if !answer.header("retry-after").is_empty() {
            answer = must(scenario, &asker, &integration).await;
        }
        check(scenario, &answer);
    }
}

fn check(scenario: &Scenario, answer: &Answer) {
    let must = Some(match scenario.kind {
        Kind::Requisitions => "recruitingJobRequisitions",
        Kind::Workers => "workers",
    });
    let expect = &scenario.expect;
    let status = if expects(expect, "integration_rejected", None) {
        401
    } else if expects(expect, "resource_forbidden", must) {
        403
    } else if expects(expect, "resource_absent", must) {
        404
    } else {
        200
    };
    assert_eq!(answer.status, status, "{}", scenario.name);
    if status == 200 {
        let empty = expects(expect, "no_rows_visible", must) || expects(expect, "no_rows_anywhere", must);
        let rows = answer.json()["items"].as_array().map(Vec::len);
        assert_eq!(rows, Some(usize::from(!empty)), "{}", scenario.name);
    }
}

async fn totals(practice: &Practice, asker: &Asker) -> (u64, u64) {
    let path = "recruitingJobRequisitions?limit=1&totalResults=true";
    let total = async |who: &Credential| asker.read(path, who).await.json()["totalResults"].as_u64().unwrap();
    (total(&practice.admin()).await, total(&practice.integration().unwrap()).await)
}

#[tokio::test]
async fn the_administrator_sees_as_many_rows_as_the_comparison_needs() {
    let (practice, asker) = practice("ready").await;
    assert_eq!(totals(&practice, &asker).await, (128, 128));
    practice.switch("some-rows-only").unwrap();
    let (admin, integration) = totals(&practice, &asker).await;
    assert_eq!(admin, 128);
    assert!((1..128).contains(&integration));
    practice.switch("no-requisitions-at-all").unwrap();
    assert_eq!(totals(&practice, &asker).await, (0, 0));
    practice.switch("admin-sees-no-requisitions").unwrap();
    assert_eq!(totals(&practice, &asker).await, (0, 128));
    practice.switch("admin-may-not-recruit").unwrap();
    assert_eq!(asker.read("recruitingJobRequisitions", &practice.admin()).await.status, 403);
}

#[tokio::test]
async fn the_administrator_is_let_into_identity_where_the_diagnosis_needs_it() {
    let (practice, asker) = practice("ready").await;
    for scenario in scenarios().iter().filter(|scenario| reaches_the_pod(scenario) && scenario.name != SLOW) {
        practice.switch(scenario.name).unwrap();
        let path = "/hcmRestApi/scim/Users?count=1";
        let mut answer = asker.get(path, &practice.admin()).await;
        if !answer.header("retry-after").is_empty() {
            answer = asker.get(path, &practice.admin()).await;
        }
        let status = match () {
            () if expects(&scenario.expect, "admin_rejected", None) => 401,
            () if expects(&scenario.expect, "admin_lacks_identity_service", None) => 403,
            () => 200,
        };
        assert_eq!(answer.status, status, "{}", scenario.name);
    }
}

#[tokio::test]
async fn wanted_resources_answer_as_each_diagnosis_says() {
    let (practice, asker) = practice("ready").await;
    let wanted = [
        (Kind::Requisitions, &["recruitingJobApplications", "recruitingCandidates"][..]),
        (Kind::Workers, &["departments", "jobs", "locations"]),
    ];
    for scenario in scenarios().iter().filter(|scenario| reaches_the_pod(scenario) && scenario.name != SLOW) {
        practice.switch(scenario.name).unwrap();
        let Some(integration) = practice.integration() else { continue };
        if must(scenario, &asker, &integration).await.status == 401 {
            continue;
        }
        for resource in wanted.iter().filter(|(kind, _)| *kind == scenario.kind).flat_map(|(_, names)| *names) {
            let status = match () {
                () if expects(&scenario.expect, "resource_forbidden", Some(resource)) => 403,
                () if expects(&scenario.expect, "resource_absent", Some(resource)) => 404,
                () if expects(&scenario.expect, "oracle_unavailable", Some(resource)) => 500,
                () => 200,
            };
            let answer = asker.read(&format!("{resource}?limit=1"), &integration).await;
            assert_eq!(answer.status, status, "{} {resource}", scenario.name);
        }
    }
}

#[tokio::test]
async fn the_known_requisition_is_found_by_whom_the_diagnosis_says() {
    let (practice, asker) = practice("ready").await;
    for scenario in scenarios() {
        let Some(number) = scenario.given.requisition else { continue };
        practice.switch(scenario.name).unwrap();
        let path = format!("recruitingJobRequisitions?limit=1&q=RequisitionNumber={number}");
        let integration = asker.read(&path, &practice.integration().unwrap()).await.json()["count"] == 1;
        let admin = asker.read(&path, &practice.admin()).await.json()["count"] == 1;
        let expected = match () {
            () if expects(&scenario.expect, "requisition_hidden", None) => (true, false),
            () if expects(&scenario.expect, "requisition_unknown", None) => (false, false),
            () => (true, true),
        };
        assert_eq!((admin, integration), expected, "{}", scenario.name);
    }
}

#[tokio::test]
async fn the_roles_of_the_integration_user_are_as_each_diagnosis_says() {
    let (practice, asker) = practice("ready").await;
    for scenario in scenarios().iter().filter(|scenario| reaches_the_pod(scenario)) {
        let unread = ["admin_rejected", "admin_lacks_identity_service", "sign_in_page"];
        if scenario.name == SLOW || unread.iter().any(|code| expects(&scenario.expect, code, None)) {
            continue;
        }
        practice.switch(scenario.name).unwrap();
        let path = "/hcmRestApi/scim/Users?filter=userName+eq+%22vendor.integration%22";
        let mut answer = asker.get(path, &practice.admin()).await;
        if !answer.header("retry-after").is_empty() {
            answer = asker.get(path, &practice.admin()).await;
        }
        let list = answer.json();
        let Some(user) = list["Resources"].get(0) else { continue };
        let location = format!("/hcmRestApi/scim/Users/{}", user["id"].as_str().unwrap());
        let user = asker.get(&location, &practice.admin()).await.json();
        let held: BTreeSet<_> =
            user["roles"].as_array().unwrap().iter().map(|role| role["value"].as_str().unwrap().to_owned()).collect();
        let mut wanted: BTreeSet<String> = scenario.kind.role_list().iter().map(|&code| code.to_owned()).collect();
        if scenario.kind == Kind::Requisitions {
            wanted.insert(practice_oracle::COPIED_ROLE_CODE.to_owned());
        }
        let incomplete =
            ["roles_missing", "source_role_instead_of_copy"].iter().any(|code| expects(&scenario.expect, code, None));
        assert_eq!(!wanted.is_subset(&held), incomplete, "{}", scenario.name);
    }
}

async fn seen_by_nobody(scenario: &str) -> Result<Answer, reqwest::Error> {
    let (_practice, asker) = practice(scenario).await;
    let request = asker.request(Method::GET, "/hcmRestApi/resources/latest/recruitingJobRequisitions", None);
    let response = request.timeout(Duration::from_millis(1500)).send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Answer { status, headers, body: response.text().await? })
}

#[tokio::test]
async fn c_the_edge_answers_503_for_a_wrong_host() {
    let page = seen_by_nobody("wrong-pod").await.unwrap();
    assert_eq!((page.status, page.header("server")), (503, "AkamaiGHost"));
    assert!(page.body.contains("Reference #"));
}

#[tokio::test]
async fn what_stands_in_front_answers_as_its_scenario_says() {
    let redirect = seen_by_nobody("redirected").await.unwrap();
    assert_eq!(redirect.status, 302);
    assert!(redirect.header("location").starts_with("https://careers.practice.example/"));
    let page = seen_by_nobody("sign-in-page").await.unwrap();
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"));
    let other = seen_by_nobody("not-a-rest-server").await.unwrap();
    assert_eq!((other.status, other.body.as_str()), (200, "OK\n"));
    let down = seen_by_nobody("maintenance").await.unwrap();
    assert_eq!(down.status, 503);
    assert!(!down.body.contains("Reference") && down.header("server").is_empty());
    let throttled = seen_by_nobody("throttled").await.unwrap();
    assert_eq!((throttled.status, throttled.header("retry-after")), (429, "60"));
    let large = seen_by_nobody("answer-too-large").await.unwrap();
    assert!(large.body.len() > 8 * 1024 * 1024);
}

#[tokio::test]
async fn answers_that_never_come_or_break_off_are_no_answers() {
    assert!(seen_by_nobody("no-answer").await.err().unwrap().is_timeout());
    assert!(seen_by_nobody("connection-lost").await.is_err());
}

#[tokio::test]
async fn certificates_are_refused_for_the_reason_that_the_scenario_gives() {
    let reason = async |scenario: &str| format!("{:?}", seen_by_nobody(scenario).await.err().unwrap());
    assert!(reason("certificate-untrusted").await.contains("UnknownIssuer"));
    assert!(reason("certificate-of-another-host").await.contains("NotValidForName"));
    assert!(reason("certificate-expired").await.contains("Expired"));
}

#[tokio::test]
async fn a_passing_trouble_passes_after_one_answer() {
    for (scenario, status) in [("throttled-at-first", 429), ("busy-at-first", 503)] {
        let (practice, asker) = practice(scenario).await;
        let who = practice.integration().unwrap();
        let first = asker.read("recruitingCandidates?limit=1", &who).await;
        assert_eq!((first.status, first.header("retry-after")), (status, "1"));
        assert_eq!(asker.read("recruitingCandidates?limit=1", &who).await.status, 200);
    }
}

#[tokio::test]
async fn one_resource_can_be_out_of_order_while_the_others_work() {
    let (practice, asker) = practice("wrong-json").await;
    let who = practice.integration().unwrap();
    assert!(asker.read("recruitingJobApplications", &who).await.json()["items"].is_null());
    let deep = asker.read("recruitingCandidates", &who).await;
    assert!(serde_json::from_str::<serde_json::Value>(&deep.body).is_err());
    assert_eq!(asker.read("recruitingJobRequisitions", &who).await.json()["count"], 25);
}

#[tokio::test]
async fn a_sign_in_page_can_stand_in_front_of_identity_alone() {
    let (practice, asker) = practice("sign-in-page-after-sign-in").await;
    let path = "/hcmRestApi/scim/Users";
    assert_eq!(send(asker.request(Method::GET, path, None)).await.status, 401);
    assert!(asker.get(path, &practice.admin()).await.body.contains("<html"));
}
