//! What stands on the wire in each scenario, beside what a diagnosis makes of it.

use std::{collections::BTreeSet, time::Duration};

use practice_oracle::{
    AdminSignIn, Authentication, Credential, Expect, INTEGRATION_USER, Kind, Practice, Scenario, scenarios,
};
use reqwest::Method;

use crate::{
    client::{Answer, Asker, practice, send},
    tokens::{now_by_the_pod, signed},
};

/// The integration user's secret, as the scenario gives it.
enum Secret {
    Password(Credential),
    Token(String),
}

/// None where there is no such user, and where nobody here holds the key.
async fn secret(practice: &Practice, asker: &Asker) -> Option<Secret> {
    match practice.scenario().given.authentication {
        Authentication::Basic => practice.integration().map(Secret::Password),
        Authentication::Jwt { .. } => {
            let key = practice.integration_key().unwrap()?;
            Some(Secret::Token(signed(&key, INTEGRATION_USER, now_by_the_pod(asker).await)))
        }
    }
}

/// A read as the integration user. What is only put off for a second is asked for again, twice at most.
async fn read(asker: &Asker, resource: &str, secret: &Secret) -> Answer {
    let mut answer = None;
    for _ in 0..3 {
        let given = match secret {
            Secret::Password(who) => asker.read(resource, who).await,
            Secret::Token(token) => asker.read_by_token(resource, token).await,
        };
        let put_off = given.header("retry-after") == "1";
        answer = Some(given);
        if !put_off {
            break;
        }
    }
    answer.unwrap()
}

async fn must(scenario: &Scenario, asker: &Asker, secret: &Secret) -> Answer {
    let resource = match scenario.kind {
        Kind::Requisitions => "recruitingJobRequisitions",
        Kind::Workers => "workers",
    };
    read(asker, &format!("{resource}?limit=1&totalResults=true"), secret).await
}

fn expects(expect: &Expect, code: &str, subject: Option<&str>) -> bool {
    expect.problems.iter().any(|problem| problem.code == code && (subject.is_none() || problem.subject == subject))
}

fn is_about(scenario: &Scenario, check: &str) -> bool {
    scenario.expect.problems.iter().any(|problem| problem.check == check)
}

fn reaches_the_pod(scenario: &Scenario) -> bool {
    !is_about(scenario, "host_reachable")
}

/// The slow ones are tried by themselves.
const SLOW: [&str; 2] = ["slow-pod", "one-slow-resource"];

fn quick() -> impl Iterator<Item = &'static Scenario> {
    scenarios().iter().filter(|scenario| reaches_the_pod(scenario) && !SLOW.contains(&scenario.name))
}

#[tokio::test]
async fn the_must_resource_answers_as_each_diagnosis_says() {
    let (practice, asker) = practice("ready").await;
    for scenario in quick() {
        practice.switch(scenario.name).unwrap();
        let Some(secret) = secret(&practice, &asker).await else {
            let by_the_vendor = scenario.name == "vendor-holds-the-key";
            assert!(by_the_vendor || expects(&scenario.expect, "user_not_found", None), "{}", scenario.name);
            continue;
        };
        check(scenario, &must(scenario, &asker, &secret).await);
    }
}

fn check(scenario: &Scenario, answer: &Answer) {
    let must = Some(match scenario.kind {
        Kind::Requisitions => "recruitingJobRequisitions",
        Kind::Workers => "workers",
    });
    let expect = &scenario.expect;
    let at_sign_in =
        |code: &str| expect.problems.iter().any(|one| one.check == "integration_signed_in" && one.code == code);
    if at_sign_in("sign_in_page") {
        assert!(answer.body.contains("<html"), "{}", scenario.name);
        return;
    }
    let status = if at_sign_in("integration_rejected") || at_sign_in("token_rejected") {
        401
    } else if at_sign_in("throttled") {
        429
    } else if at_sign_in("redirected") {
        302
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
    for scenario in quick() {
        practice.switch(scenario.name).unwrap();
        let ask = || {
            let request = asker.request(Method::GET, "/hcmRestApi/scim/Users?count=1", None);
            match scenario.given.admin {
                AdminSignIn::Password => {
                    let Credential { user, password } = practice.admin();
                    Some(request.basic_auth(user, Some(password)))
                }
                AdminSignIn::Token => Some(request.bearer_auth(practice.admin_token().unwrap())),
                AdminSignIn::Nobody => None,
            }
        };
        let Some(request) = ask() else { continue };
        let mut answer = send(request).await;
        if !answer.header("retry-after").is_empty() {
            answer = send(ask().unwrap()).await;
        }
        let at_sign_in =
            |code: &str| scenario.expect.problems.iter().any(|one| one.check == "admin_signed_in" && one.code == code);
        let status = match () {
            () if at_sign_in("admin_rejected") || at_sign_in("admin_token_refused") => 401,
            () if at_sign_in("throttled") => 429,
            () if at_sign_in("redirected") => 302,
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
    for scenario in quick().filter(|scenario| !is_about(scenario, "integration_signed_in")) {
        practice.switch(scenario.name).unwrap();
        let Some(secret) = secret(&practice, &asker).await else { continue };
        for resource in wanted.iter().filter(|(kind, _)| *kind == scenario.kind).flat_map(|(_, names)| *names) {
            let status = match () {
                () if expects(&scenario.expect, "resource_forbidden", Some(resource)) => 403,
                () if expects(&scenario.expect, "resource_absent", Some(resource)) => 404,
                () if expects(&scenario.expect, "oracle_unavailable", Some(resource)) => 500,
                () if expects(&scenario.expect, "throttled", Some(resource)) => 429,
                () if scenario.name == "refused-half-way" && *resource == "recruitingCandidates" => 401,
                () => 200,
            };
            let answer = read(&asker, &format!("{resource}?limit=1"), &secret).await;
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
    let looked_at = |one: &&Scenario| one.given.admin != AdminSignIn::Nobody && !is_about(one, "admin_signed_in");
    for scenario in quick().filter(looked_at) {
        practice.switch(scenario.name).unwrap();
        let path = "/hcmRestApi/scim/Users?filter=userName+eq+%22vendor.integration%22";
        let mut answer = asker.get(path, &practice.admin()).await;
        if !answer.header("retry-after").is_empty() {
            answer = asker.get(path, &practice.admin()).await;
        }
        let list = answer.json();
        let Some(user) = list["Resources"].get(0) else {
            assert!(expects(&scenario.expect, "user_not_found", None), "{}", scenario.name);
            continue;
        };
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
        let first = asker.read("recruitingJobRequisitions?limit=1", &who).await;
        assert_eq!((first.status, first.header("retry-after")), (status, "1"));
        assert_eq!(asker.read("recruitingJobRequisitions?limit=1", &who).await.status, 200);
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

#[tokio::test]
async fn i_location_based_access_may_refuse_a_read_or_the_sign_in() {
    let (practice, asker) = practice("location-based-access").await;
    let who = practice.integration().unwrap();
    assert_eq!(asker.read("recruitingJobRequisitions", &who).await.status, 403);
    practice.switch("location-based-access-at-sign-in").unwrap();
    assert_eq!(asker.read("recruitingJobRequisitions", &who).await.status, 401);
    let admin = asker.get("/hcmRestApi/scim/Users?count=1", &practice.admin()).await;
    assert_eq!(admin.status, 200, "a role enabled for all addresses still lets in");
}

#[tokio::test]
async fn m_a_resource_that_is_not_there_is_404_in_words_of_the_pod_s_own() {
    let (practice, asker) = practice("candidates-absent").await;
    let who = practice.integration().unwrap();
    for (scenario, media, body) in [
        ("candidates-absent", "application/json", "o:errorDetails"),
        ("absent-as-html", "text/html; charset=UTF-8", "<h1>Not Found</h1>"),
        ("absent-as-json", "application/json", "\"status\":\"404\""),
        ("absent-as-text", "text/plain; charset=UTF-8", "Not Found"),
        ("absent-without-a-body", "", ""),
    ] {
        practice.switch(scenario).unwrap();
        let answer = asker.read("recruitingCandidates?limit=1", &who).await;
        assert_eq!((answer.status, answer.header("content-type")), (404, media), "{scenario}");
        assert!(answer.body.contains(body) && answer.body.is_empty() == body.is_empty(), "{scenario}");
    }
}

#[tokio::test]
async fn m_the_body_of_a_refusal_is_a_page_or_nothing_or_json_or_text() {
    let (practice, asker) = practice("ready").await;
    for (scenario, media) in [
        ("ready", "text/html; charset=UTF-8"),
        ("refusals-without-a-body", ""),
        ("refusals-as-json", "application/json"),
        ("refusals-as-text", "text/plain; charset=UTF-8"),
    ] {
        practice.switch(scenario).unwrap();
        let refused = send(asker.request(Method::GET, "/hcmRestApi/scim/Users", None)).await;
        assert_eq!((refused.status, refused.header("content-type")), (401, media), "{scenario}");
        let forbidden = asker.get("/hcmRestApi/scim/Users", &practice.integration().unwrap()).await;
        assert_eq!((forbidden.status, forbidden.header("content-type")), (403, media), "{scenario}");
    }
}

#[tokio::test]
async fn a_redirect_after_sign_in_bears_a_query_that_nobody_may_keep() {
    let (practice, asker) = practice("redirected-after-sign-in").await;
    let answer = asker.read("recruitingJobRequisitions", &practice.integration().unwrap()).await;
    assert_eq!(answer.status, 302);
    let location = url::Url::parse(answer.header("location")).unwrap();
    assert_eq!((location.host_str(), location.path()), (Some("login.practice.example"), "/oauth2/v1/authorize"));
    assert!(location.query().unwrap().contains("never-keep-this"));
}

#[tokio::test]
async fn being_put_off_for_good_never_ends_and_being_put_off_twice_does() {
    let (practice, asker) = practice("throttled-for-good").await;
    let who = practice.integration().unwrap();
    for _ in 0..5 {
        let answer = asker.read("recruitingJobRequisitions", &who).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, "1"));
    }
    practice.switch("throttled-twice").unwrap();
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(asker.read("recruitingJobRequisitions", &who).await.status);
    }
    assert_eq!(statuses, [429, 429, 200, 200]);
}

#[tokio::test]
async fn one_slow_resource_keeps_no_other_waiting() {
    let (practice, asker) = practice("one-slow-resource").await;
    let who = practice.integration().unwrap();
    let before = std::time::Instant::now();
    let (slow, other) = tokio::join!(asker.read("recruitingCandidates?limit=1", &who), async {
        let other = asker.read("recruitingJobRequisitions?limit=1", &who).await;
        (other, before.elapsed())
    });
    assert_eq!((slow.status, other.0.status), (200, 200));
    assert!(before.elapsed() >= Duration::from_secs(6) && other.1 < Duration::from_secs(6));
}

#[tokio::test]
async fn c_grandchildren_may_be_left_out_of_a_nested_read_and_be_there_at_their_own_address() {
    let (practice, asker) = practice("grandchildren-left-out").await;
    let who = practice.integration().unwrap();
    let path = "workers?limit=1&fields=PersonId;workRelationships.assignments:AssignmentId";
    let worker = asker.read(path, &who).await.json()["items"][0].clone();
    let relation = &worker["workRelationships"]["items"][0];
    assert_eq!(relation["assignments"]["items"].as_array().map(Vec::len), Some(0));
    let below = relation["links"][0]["href"].as_str().unwrap().strip_prefix(practice.origin()).unwrap().to_owned();
    let own = asker.get(&format!("{below}/child/assignments"), &who).await.json();
    assert_eq!(own["count"], 1);
}

#[tokio::test]
async fn hostile_names_come_over_the_wire_as_they_are() {
    let (practice, asker) = practice("hostile-role-names").await;
    let path = "/hcmRestApi/scim/Users?filter=userName+eq+%22vendor.integration%22";
    let list = asker.get(path, &practice.admin()).await.json();
    let text: String = list["Resources"][0]["roles"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|role| [role["value"].as_str().unwrap(), role["displayName"].as_str().unwrap()])
        .collect();
    for hostile in ["<script>", "=HYPERLINK(", "\u{202e}", "\u{2066}", "\r\n|", "\u{1b}[31m"] {
        assert!(text.contains(hostile), "{hostile:?}");
    }
    practice.switch("hostile-near-misses").unwrap();
    let near = asker.get("/hcmRestApi/scim/Users?filter=userName+co+%22integration%22", &practice.admin()).await.json();
    assert!(near["Resources"][0]["userName"].as_str().unwrap().contains('\u{202e}'));
}
