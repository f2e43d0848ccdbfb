//! What is left of the fact sheet's table for a stand-in, and what programs written for the real service send and
//! expect. Each test bears the fact's mark of evidence; the other rows are tested where their resource is.

use std::time::{Duration, Instant};

use practice_oracle::{Credential, Options, start};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Asker, practice, send};

const USERS: &str = "/hcmRestApi/scim/Users?count=1";

fn without_date(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter().filter(|(name, _)| *name != "date");
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    (answer.status, headers.collect(), answer.body.clone())
}

#[tokio::test]
async fn i_a_refused_sign_in_looks_the_same_whatever_the_reason() {
    let mut answers = Vec::new();
    for scenario in
        ["wrong-password", "password-expired", "account-locked", "user-inactive", "single-sign-on-only", "nothing-done"]
    {
        let (practice, asker) = practice(scenario).await;
        let credential = practice.integration().unwrap_or_else(|| Credential {
            user: practice_oracle::INTEGRATION_USER.to_owned(),
            password: "nobody knows".to_owned(),
        });
        answers.push((scenario, without_date(&asker.read("recruitingJobRequisitions?limit=1", &credential).await)));
    }
    for (scenario, answer) in &answers {
        assert_eq!(answer.0, 401, "{scenario}");
        assert_eq!(*answer, answers[0].1, "{scenario}");
    }
}

#[tokio::test]
async fn m_a_refusal_of_any_rest_path_asks_for_basic_credentials() {
    let (_practice, asker) = practice("ready").await;
    for path in
        [USERS, "/hcmRestApi/resources/latest/workers", "/hcmRestApi/resources/latest/nothing", "/fscmRestApi/x"]
    {
        let refused = send(asker.request(Method::GET, path, None)).await;
        assert_eq!(refused.status, 401, "{path}");
        assert!(refused.header("www-authenticate").starts_with("Basic realm="), "{path}");
        assert!(serde_json::from_str::<Value>(&refused.body).is_err(), "{path}");
    }
}

#[tokio::test]
async fn m_a_slow_pod_answers_late_and_right() {
    let delay = Duration::from_millis(700);
    let practice = start(Options { delay, ..Options::default() }).await.unwrap();
    let asker = Asker::of(&practice);
    let before = Instant::now();
    let answer = asker.read("recruitingJobRequisitions?limit=1", &practice.integration().unwrap()).await;
    assert!(before.elapsed() >= delay);
    assert_eq!((answer.status, answer.json()["count"].as_u64()), (200, Some(1)));
}

#[tokio::test]
async fn c_ids_may_come_in_lower_case_and_are_taken_back_so() {
    let (practice, asker) = practice("ids-in-lower-case").await;
    let user = asker.get(USERS, &practice.admin()).await.json()["Resources"][0].clone();
    let id = user["id"].as_str().unwrap();
    assert_eq!(id, id.to_ascii_lowercase());
    let again = asker.get(&format!("/hcmRestApi/scim/Users/{id}"), &practice.admin()).await;
    assert_eq!(again.json()["id"], user["id"]);
}

#[tokio::test]
async fn c_user_names_may_come_in_upper_case_and_are_found_as_typed() {
    let (practice, asker) = practice("user-names-in-upper-case").await;
    let path = "/hcmRestApi/scim/Users?filter=userName+eq+%22vendor.integration%22";
    let found = asker.get(path, &practice.admin()).await.json();
    assert_eq!(found["Resources"][0]["userName"], "VENDOR.INTEGRATION");
}

#[tokio::test]
async fn v_a_pod_of_an_old_framework_gives_bare_arrays_whatever_is_asked_for() {
    let (practice, asker) = practice("old-framework").await;
    let read = asker.read("workers?limit=1&expand=names", &practice.integration().unwrap()).await.json();
    assert!(read["items"][0]["names"].is_array(), "{read}");
}

#[tokio::test]
async fn c_a_pod_may_name_oracle_s_media_type_to_whoever_asks_for_json() {
    let (practice, asker) = practice("oracle-media-type").await;
    let read = asker.read("jobs?limit=1", &practice.admin()).await;
    assert_eq!(read.header("content-type"), "application/vnd.oracle.adf.resourcecollection+json");
}

/// The order of an onboarding script that a monitoring vendor publishes for its customers: look, make the user, give it
/// the role. It counts by `totalResults` where there is one and by `Resources` where there is none.
#[tokio::test]
async fn c_an_onboarding_script_looks_makes_the_user_and_gives_it_the_role() {
    for scenario in ["nothing-done", "nothing-done-and-bare-lists", "identity-lists-with-totals"] {
        let (practice, asker) = practice(scenario).await;
        let admin = practice.admin();
        assert_eq!(asker.get(USERS, &admin).await.status, 200, "{scenario}");
        let role = find(&asker, &admin, "Roles?filter=name+eq+%22ORA_IRC_RECRUITING_AGENT_JOB%22").await;
        assert_eq!(counted(&role), 1, "{scenario}");
        let role = role["Resources"][0]["id"].as_str().unwrap().to_owned();
        let looked = "Users?filter=userName+eq+%22made.by.script%22";
        assert_eq!(counted(&find(&asker, &admin, looked).await), 0, "{scenario}");

        let user = json!({
            "schemas": ["urn:scim:schemas:core:2.0:User"], "userName": "made.by.script",
            "name": { "familyName": "Integration" }, "active": true,
            "emails": [{ "value": "a@practice.example", "type": "work", "primary": true }],
        });
        let made = written(&asker, &admin, Method::POST, "Users", &user).await;
        assert_eq!(made.status, 201, "{scenario}");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let members = json!({ "members": [{ "value": id, "operation": "ADD" }] });
        let given = written(&asker, &admin, Method::PATCH, &format!("Roles/{role}"), &members).await;
        assert!([200, 204].contains(&given.status), "{scenario}");
        assert_eq!(counted(&find(&asker, &admin, looked).await), 1, "{scenario}: the second run finds it");
    }
}

async fn find(asker: &Asker, admin: &Credential, path: &str) -> Value {
    asker.get(&format!("/hcmRestApi/scim/{path}"), admin).await.json()
}

fn counted(list: &Value) -> u64 {
    let resources = || list["Resources"].as_array().map_or(0, |resources| resources.len() as u64);
    list["totalResults"].as_u64().filter(|total| *total > 0).unwrap_or_else(resources)
}

async fn written(asker: &Asker, admin: &Credential, method: Method, path: &str, body: &Value) -> Answer {
    let request = asker.request(method, &format!("/hcmRestApi/scim/{path}"), Some(admin));
    let request = request.header("Content-Type", "application/json").header("Accept", "application/json");
    send(request.body(body.to_string())).await
}

/// A published package for a web framework: no framework version, `Accept: application/json`, pages of 25 until
/// `hasMore` is false, bare arrays of children, and these attributes without which it breaks.
#[tokio::test]
async fn c_a_package_for_workers_pages_through_all_of_them() {
    let (practice, asker) = practice("workers-ready").await;
    let integration = practice.integration().unwrap();
    let (mut offset, mut numbers) = (0, Vec::new());
    loop {
        let path = format!(
            "/hcmRestApi/resources/11.13.18.05/workers?onlyData=true&totalResults=true&limit=25&offset={offset}\
             &expand=addresses,emails,legislativeInfo,names,phones,workRelationships.assignments"
        );
        let request = asker.request(Method::GET, &path, Some(&integration)).header("Accept", "application/json");
        let page = send(request).await.json();
        let items = page["items"].as_array().unwrap();
        for worker in items {
            numbers.push(worker["PersonNumber"].as_str().unwrap().to_owned());
            assert!(worker["CreationDate"].is_string());
            assert!(worker["emails"].is_array() && worker["names"].is_array());
            let relationship = &worker["workRelationships"][0];
            assert!(relationship["PrimaryFlag"].is_boolean() && relationship["assignments"].is_array());
        }
        offset += items.len();
        if page["hasMore"] == false {
            assert_eq!(page["totalResults"], 312);
            break;
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 312);
}

/// The reads of a published check tool: it takes 404 as "not provisioned", 401 and 403 as "no access", and nothing else.
#[tokio::test]
async fn c_a_check_tool_s_reads_are_each_there_forbidden_or_absent() {
    let (practice, asker) = practice("ready").await;
    let integration = practice.integration().unwrap();
    let mut open = Vec::new();
    for resource in [
        "recruitingJobRequisitions",
        "recruitingJobRequisitionsLOV",
        "recruitingHierarchyLocations",
        "recruitingCandidates",
        "recruitingJobApplications",
        "publicWorkers",
        "grades",
        "departments",
        "hcmBusinessUnitsLOV",
        "organizations",
        "jobs",
        "positions",
        "jobFamilies",
    ] {
        let answer = asker.read(&format!("{resource}?limit=1&onlyData=true"), &integration).await;
        assert!([200, 403, 404].contains(&answer.status), "{resource}: {}", answer.status);
        if answer.status == 200 {
            assert!(answer.json()["items"].is_array(), "{resource}");
            open.push(resource);
        }
    }
    assert_eq!(open, ["recruitingJobRequisitions", "recruitingCandidates", "recruitingJobApplications"]);
}

#[tokio::test]
async fn m_phase_and_state_of_a_requisition_may_be_named_otherwise() {
    for (scenario, there, missing) in
        [("ready", "PhaseId", "CurrentPhaseId"), ("requisition-phases-named-otherwise", "CurrentPhaseId", "PhaseId")]
    {
        let (practice, asker) = practice(scenario).await;
        let read = asker.read("recruitingJobRequisitions?limit=1", &practice.integration().unwrap()).await.json();
        let row = &read["items"][0];
        assert!(row[there].is_number() && row[missing].is_null(), "{scenario}: {row}");
    }
}

/// The read that career sites are built on, and that public programs ask whether recruiting is on.
#[tokio::test]
async fn c_the_career_site_reads_postings_without_a_credential() {
    const PATH: &str = "/hcmRestApi/resources/latest/recruitingCEJobRequisitions";
    let finder = |site: &str, offset: u32| {
        format!(
            "{PATH}?onlyData=true&expand=requisitionList.secondaryLocations&finder=findReqs;siteNumber={site},limit=25,offset={offset}"
        )
    };
    let (_practice, asker) = practice("ready").await;
    let read = async |path: String| send(asker.request(Method::GET, &path, None)).await.json()["items"][0].clone();
    let first = read(finder("CX_1", 0)).await;
    assert_eq!((first["TotalJobsCount"].as_u64(), first["Limit"].as_u64()), (Some(128), Some(25)));
    let last = read(finder("CX_1", 125)).await;
    let listed = |page: &Value| page["requisitionList"].as_array().unwrap().clone();
    assert_eq!((listed(&first).len(), listed(&last).len()), (25, 3));
    for name in ["Id", "Title", "PostedDate", "PrimaryLocation", "PrimaryLocationCountry"] {
        assert!(first["requisitionList"][0][name].is_string(), "{name}: {first}");
    }
    assert!(listed(&read(finder("CX_9", 0)).await).is_empty());

    let (_practice, asker) = practice("recruiting-not-provisioned").await;
    assert_eq!(send(asker.request(Method::GET, PATH, None)).await.status, 404);
}

/// The table of facts in the documentation names tests and scenarios; none of them may be made up or gone.
#[test]
fn whatever_stands_for_a_fact_is_there() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    for place in ["tests/oracle", "src"] {
        collect(&folder.join(place), &mut sources);
    }
    let scenarios: Vec<_> = practice_oracle::scenarios().iter().map(|scenario| scenario.name).collect();
    let table = std::fs::read_to_string(folder.join("docs/fidelity.md")).unwrap();
    let named = table.split('`').skip(1).step_by(2).filter(|name| name.contains(['_', '-']) && !name.contains('/'));
    let stands =
        |name: &&str| [format!("fn {name}("), format!("pub {name}:")].iter().any(|text| sources.contains(text));
    let missing: Vec<_> = named.filter(|name| !scenarios.contains(name) && !stands(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_switch_of_a_pod_stands_in_the_table_with_its_test() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let (quirks, table) = (read("src/quirks.rs"), read("docs/fidelity.md"));
    let body = quirks.split_once("struct Quirks {").unwrap().1.split_once("\n}").unwrap().0;
    let fields = body.lines().filter_map(|line| Some(line.trim().strip_prefix("pub ")?.split_once(':')?.0));
    let rows: Vec<_> = table.lines().filter(|line| line.starts_with('|')).collect();
    let alone: Vec<_> = fields.filter(|field| !rows.iter().any(|row| row.contains(&format!("`{field}`")))).collect();
    assert!(alone.is_empty(), "{alone:?}");
}

fn collect(folder: &std::path::Path, sources: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            sources.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}
