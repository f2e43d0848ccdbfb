//! The REST resources, fact by fact; marks as in `identity`.

use std::time::{Duration, SystemTime};

use practice_oracle::{Credential, Practice};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Asker, practice, send};

const REQUISITIONS: &str = "recruitingJobRequisitions";

async fn under(asker: &Asker, path: &str, who: &Credential, headers: &[(&str, &str)]) -> Answer {
    let mut request = asker.request(Method::GET, &format!("/hcmRestApi/resources/{path}"), Some(who));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request).await
}

async fn ready() -> (Practice, Asker, Credential) {
    let (practice, asker) = practice("ready").await;
    let integration = practice.integration().unwrap();
    (practice, asker, integration)
}

async fn staff() -> (Practice, Asker, Credential) {
    let (practice, asker) = practice("workers-ready").await;
    let integration = practice.integration().unwrap();
    (practice, asker, integration)
}

#[tokio::test]
async fn v_a_collection_has_oracle_s_envelope_and_25_rows() {
    let (_practice, asker, who) = ready().await;
    let list = asker.read(REQUISITIONS, &who).await.json();
    let members: Vec<_> = list.as_object().unwrap().keys().collect();
    assert_eq!(members, ["items", "count", "hasMore", "limit", "offset", "links"]);
    assert_eq!(list["items"].as_array().unwrap().len(), 25);
    assert_eq!((&list["count"], &list["limit"], &list["offset"]), (&25.into(), &25.into(), &0.into()));
    assert_eq!(list["hasMore"], true);
}

#[tokio::test]
async fn v_the_total_comes_only_when_it_is_asked_for_and_counts_matches() {
    let (_practice, asker, who) = ready().await;
    let total = async |query: &str| asker.read(&format!("{REQUISITIONS}?{query}"), &who).await.json();
    assert!(total("limit=1").await["totalResults"].is_null());
    let members: Vec<_> = total("limit=1&totalResults=true").await.as_object().unwrap().keys().cloned().collect();
    assert_eq!(members[..3], ["items", "totalResults", "count"]);
    assert_eq!(total("limit=1&totalResults=true").await["totalResults"], 128);
    let open = total("limit=1&totalResults=true&q=PhaseName=Open").await["totalResults"].as_u64().unwrap();
    assert!((1..128).contains(&open));
}

#[tokio::test]
async fn c_a_total_may_be_minus_one_or_left_out() {
    let (practice, asker, who) = ready().await;
    practice.switch("totals-declined").unwrap();
    let path = format!("{REQUISITIONS}?limit=1&totalResults=true");
    assert_eq!(asker.read(&path, &who).await.json()["totalResults"], -1);
    practice.switch("totals-left-out").unwrap();
    assert!(asker.read(&path, &who).await.json()["totalResults"].is_null());
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_overlap() {
    let (_practice, asker, who) = ready().await;
    let mut numbers = Vec::new();
    let mut offset = 0;
    loop {
        let path = format!("{REQUISITIONS}?limit=50&offset={offset}&fields=RequisitionNumber&onlyData=true");
        let page = asker.read(&path, &who).await.json();
        let rows = page["items"].as_array().unwrap();
        numbers.extend(rows.iter().map(|row| row["RequisitionNumber"].as_str().unwrap().parse::<u32>().unwrap()));
        offset += rows.len();
        if page["hasMore"] == false {
            break;
        }
    }
    assert_eq!(numbers, (1001..1129).collect::<Vec<_>>());
}

#[tokio::test]
async fn v_only_data_takes_the_links_of_rows_away() {
    let (_practice, asker, who) = ready().await;
    let with = asker.read(&format!("{REQUISITIONS}?limit=1"), &who).await.json();
    let links = &with["items"][0]["links"];
    assert_eq!(links[0]["rel"], "self");
    let href = links[0]["href"].as_str().unwrap().to_owned();
    let without = asker.read(&format!("{REQUISITIONS}?limit=1&onlyData=true"), &who).await.json();
    assert!(without["items"][0]["links"].is_null());
    let item = asker.get(href.strip_prefix(&asker.origin).unwrap(), &who).await.json();
    assert_eq!(item["RequisitionId"], with["items"][0]["RequisitionId"]);
}

#[tokio::test]
async fn b_a_page_never_has_more_than_500_rows() {
    let (_practice, asker, who) = ready().await;
    let list = asker.read("recruitingJobApplications?limit=2000&fields=JobApplicationId", &who).await.json();
    assert_eq!((&list["limit"], &list["count"]), (&500.into(), &384.into()));
}

#[tokio::test]
async fn v_fields_narrow_a_row_and_win_over_expand() {
    let (_practice, asker, who) = ready().await;
    let path = format!("{REQUISITIONS}?limit=1&onlyData=true&fields=RequisitionNumber,Title&expand=skills");
    let row = asker.read(&path, &who).await.json()["items"][0].clone();
    let members: Vec<_> = row.as_object().unwrap().keys().collect();
    assert_eq!(members, ["RequisitionNumber", "Title"]);
}

#[tokio::test]
async fn c_display_twins_stand_beside_ids_and_go_with_fields() {
    let (_practice, asker, who) = ready().await;
    let row = asker.read(&format!("{REQUISITIONS}?limit=1"), &who).await.json()["items"][0].clone();
    assert!(row["PhaseName"].is_string() && row["PhaseId"].is_number());
    assert!(row["RequisitionId"].as_u64().unwrap() > 300_000_000_000_000);
    let path = format!("{REQUISITIONS}?limit=1&fields=PhaseId&onlyData=true");
    assert_eq!(asker.read(&path, &who).await.json()["items"][0].as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn c_one_simple_condition_finds_a_requisition_by_number() {
    let (_practice, asker, who) = ready().await;
    for q in ["RequisitionNumber=1042", "RequisitionNumber='1042'", "RequisitionNumber%20=%20%221042%22"] {
        let list = asker.read(&format!("{REQUISITIONS}?q={q}"), &who).await.json();
        assert_eq!(list["count"], 1, "{q}");
        assert_eq!(list["items"][0]["RequisitionNumber"], "1042");
    }
    let both = asker.read(&format!("{REQUISITIONS}?q=RequisitionNumber=1042;RecruitingType=X"), &who).await.json();
    assert_eq!(both["count"], 0);
}

#[tokio::test]
async fn c_the_words_and_and_or_silently_match_nothing() {
    let (_practice, asker, who) = ready().await;
    for q in ["RequisitionNumber=1042%20or%20RequisitionNumber=1043", "RequisitionNumber%20in%20(1042,1043)"] {
        let answer = asker.read(&format!("{REQUISITIONS}?q={q}"), &who).await;
        assert_eq!((answer.status, &answer.json()["count"]), (200, &0.into()), "{q}");
    }
}

#[tokio::test]
async fn v_framework_4_explains_a_bad_query_in_json_and_lower_ones_in_plain_text() {
    let (_practice, asker, who) = ready().await;
    let refused = asker.read(&format!("{REQUISITIONS}?q=Nonsense=1"), &who).await;
    assert_eq!(refused.status, 400);
    let error = refused.json();
    assert_eq!(error["status"], "400", "the status is text");
    let details: Vec<_> = error["o:errorDetails"][0].as_object().unwrap().keys().collect();
    assert_eq!(details, ["detail", "o:errorCode", "o:errorPath"]);
    let path = format!("latest/{REQUISITIONS}?q=Nonsense=1");
    let old = under(&asker, &path, &who, &[("REST-Framework-Version", "2")]).await;
    assert_eq!(old.status, 400);
    assert!(old.header("content-type").starts_with("text/plain"));
    assert!(serde_json::from_str::<Value>(&old.body).is_err());
}

#[tokio::test]
async fn v_children_are_collections_from_framework_3_on_and_bare_arrays_before() {
    let (_practice, asker, who) = ready().await;
    let path = format!("latest/{REQUISITIONS}?limit=1&expand=skills");
    for version in ["3", "4"] {
        let list = under(&asker, &path, &who, &[("REST-Framework-Version", version)]).await.json();
        assert_eq!(list["items"][0]["skills"]["count"], 1, "{version}");
    }
    for headers in [&[][..], &[("REST-Framework-Version", "1")], &[("REST-Framework-Version", "2")]] {
        let list = under(&asker, &path, &who, headers).await.json();
        assert_eq!(list["items"][0]["skills"].as_array().unwrap().len(), 1);
    }
    let nonsense = under(&asker, &path, &who, &[("REST-Framework-Version", "x")]).await;
    assert_eq!(nonsense.status, 400);
}

#[tokio::test]
async fn v_the_media_type_follows_accept() {
    let (_practice, asker, who) = ready().await;
    let path = format!("latest/{REQUISITIONS}?limit=1");
    let kind = async |accept: &str| {
        let answer = under(&asker, &path, &who, &[("Accept", accept)]).await;
        (answer.status, answer.header("content-type").to_owned())
    };
    let oracle = "application/vnd.oracle.adf.resourcecollection+json";
    assert_eq!(kind("application/json").await, (200, "application/json".to_owned()));
    assert_eq!(kind(oracle).await, (200, oracle.to_owned()));
    assert_eq!(kind("*/*").await, (200, oracle.to_owned()));
    assert_eq!(kind("text/html").await.0, 406);
}

#[tokio::test]
async fn c_answers_are_compressed_for_whoever_accepts_it() {
    let (practice, _, who) = ready().await;
    let authority = reqwest::Certificate::from_pem(practice.ca_pem().as_bytes()).unwrap();
    let plain = reqwest::Client::builder().tls_certs_only([authority]).no_proxy().no_gzip().build().unwrap();
    let asker = Asker { client: plain, origin: practice.origin().to_owned() };
    let path = format!("latest/{REQUISITIONS}");
    let request = asker.request(Method::GET, &format!("/hcmRestApi/resources/{path}"), Some(&who));
    let squeezed = request.header("Accept-Encoding", "gzip").send().await.unwrap();
    assert_eq!(squeezed.headers()["content-encoding"], "gzip");
    assert!(squeezed.bytes().await.unwrap().starts_with(&[0x1F, 0x8B]));
    let open = under(&asker, &path, &who, &[]).await;
    assert_eq!(open.header("content-encoding"), "");
    practice.switch("uncompressed").unwrap();
    let never = under(&asker, &path, &who, &[("Accept-Encoding", "gzip")]).await;
    assert_eq!(never.header("content-encoding"), "");
}

#[tokio::test]
async fn i_every_answer_says_oracle_s_time_unless_it_does_not() {
    let (practice, asker, who) = ready().await;
    let ahead = async || {
        let answer = asker.read("recruitingCandidates?limit=1", &who).await;
        let date = answer.header("date").to_owned();
        jiff::fmt::rfc2822::parse(&date).ok().map(|date| {
            let oracle = SystemTime::from(date.timestamp());
            oracle.duration_since(SystemTime::now()).unwrap_or_default()
        })
    };
    assert!(ahead().await.unwrap() < Duration::from_secs(5));
    practice.switch("clock-differs").unwrap();
    let ten_minutes = ahead().await.unwrap();
    assert!((Duration::from_secs(590)..=Duration::from_mins(10)).contains(&ten_minutes));
    practice.switch("no-date").unwrap();
    assert_eq!(ahead().await, None);
}

#[tokio::test]
async fn c_unknown_resources_versions_and_rows_are_404() {
    let (_practice, asker, who) = ready().await;
    for path in ["latest/nonsense", "10.0/departments", "latest/recruitingJobRequisitions/9999", "latest"] {
        assert_eq!(under(&asker, path, &who, &[]).await.status, 404, "{path}");
    }
    assert_eq!(asker.get("/hcmRestApi/nonsense", &who).await.status, 404);
}

#[tokio::test]
async fn both_versions_of_the_address_lead_to_the_same() {
    let (_practice, asker, who) = ready().await;
    let path = format!("{REQUISITIONS}?limit=3&onlyData=true&fields=RequisitionId");
    let stable = under(&asker, &format!("11.13.18.05/{path}"), &who, &[]).await.json();
    assert_eq!(stable["items"], under(&asker, &format!("latest/{path}"), &who, &[]).await.json()["items"]);
}

#[tokio::test]
async fn v_a_missing_function_privilege_is_403() {
    let (_practice, asker, who) = ready().await;
    for resource in ["workers", "departments", "jobs", "locations"] {
        assert_eq!(asker.read(resource, &who).await.status, 403, "{resource}");
    }
}

#[tokio::test]
async fn v_missing_data_security_is_200_with_count_0() {
    let (practice, asker) = practice("no-data-security").await;
    let who = practice.integration().unwrap();
    let answer = asker.read(&format!("{REQUISITIONS}?totalResults=true"), &who).await;
    assert_eq!(answer.status, 200);
    let list = answer.json();
    assert_eq!((&list["items"], &list["count"], &list["hasMore"]), (&json!([]), &0.into(), &false.into()));
    assert_eq!(list["totalResults"], 0);
    assert_eq!(asker.read(&format!("{REQUISITIONS}/1042"), &who).await.status, 404);
    let admin = asker.read(&format!("{REQUISITIONS}?totalResults=true&limit=1"), &practice.admin()).await.json();
    assert_eq!(admin["totalResults"], 128);
}

#[tokio::test]
async fn v_a_recruiter_s_own_team_is_seen_and_nothing_beyond() {
    let (practice, asker) = practice("some-rows-only").await;
    let path = format!("{REQUISITIONS}?limit=500&fields=RequisitionNumber,RecruiterId&totalResults=true");
    let list = asker.read(&path, &practice.integration().unwrap()).await.json();
    let total = list["totalResults"].as_u64().unwrap();
    assert!((16..64).contains(&total), "{total}");
    assert!(!list["items"].as_array().unwrap().iter().any(|row| row["RequisitionNumber"] == "1042"));
}

#[tokio::test]
async fn order_by_sorts_and_an_unknown_attribute_is_a_bad_request() {
    let (_practice, asker, who) = ready().await;
    let path = format!("{REQUISITIONS}?orderBy=RequisitionNumber:desc&limit=2&fields=RequisitionNumber&onlyData=true");
    let rows = asker.read(&path, &who).await.json()["items"].clone();
    assert_eq!(rows, json!([{ "RequisitionNumber": "1128" }, { "RequisitionNumber": "1127" }]));
    for query in ["orderBy=Nonsense", "fields=Nonsense", "expand=nonsense", "limit=x", "finder=Nonsense;A=1"] {
        assert_eq!(asker.read(&format!("{REQUISITIONS}?{query}"), &who).await.status, 400, "{query}");
    }
    let found = asker.read(&format!("{REQUISITIONS}?finder=PrimaryKey;RequisitionId=300000020100041"), &who).await;
    assert_eq!(found.json()["items"][0]["RequisitionNumber"], "1042");
}

#[tokio::test]
async fn c_a_worker_is_addressed_by_the_long_key_of_its_self_link() {
    let (_practice, asker, who) = staff().await;
    let row = asker.read("workers?limit=1&q=PersonNumber='100002'", &who).await.json()["items"][0].clone();
    let href = row["links"][0]["href"].as_str().unwrap();
    let key = href.rsplit('/').next().unwrap();
    assert!((190..=200).contains(&key.len()));
    let path = href.strip_prefix(&asker.origin).unwrap();
    let email = asker.get(&format!("{path}/child/emails"), &who).await.json();
    assert_eq!(email["items"][0]["EmailAddress"], "person.100002@practice.example");
    let relationship = asker.get(&format!("{path}/child/workRelationships"), &who).await.json();
    let period = &relationship["items"][0]["PeriodOfServiceId"];
    let assignments = asker.get(&format!("{path}/child/workRelationships/{period}/child/assignments"), &who).await;
    assert_eq!(assignments.json()["items"][0]["AssignmentNumber"], "E100002");
    assert_eq!(asker.get(&format!("{path}/child/assignments"), &who).await.status, 404);
    assert_eq!(asker.read(&format!("workers/{}", row["PersonId"]), &who).await.status, 404);
}

#[tokio::test]
async fn v_fields_reach_into_children() {
    let (_practice, asker, who) = staff().await;
    let fields = "PersonId;emails:EmailAddressId;workRelationships.assignments:AssignmentId";
    let list = asker.read(&format!("workers?limit=25&onlyData=true&fields={fields}"), &who).await;
    let list = list.json();
    let rows = list["items"].as_array().unwrap();
    assert_eq!(rows.len(), 25);
    let members: Vec<_> = rows[0].as_object().unwrap().keys().collect();
    assert_eq!(members, ["PersonId", "emails", "workRelationships"]);
    assert!(rows.iter().any(|row| row["emails"]["items"][0]["EmailAddressId"].is_number()));
    let assignment = &rows[0]["workRelationships"]["items"][0]["assignments"]["items"][0];
    assert_eq!(assignment["AssignmentId"].as_u64().unwrap() / 1_000_000, 300_000_004);
    assert_eq!(assignment.as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn c_the_expansion_that_a_public_client_sends_is_understood() {
    let (_practice, asker, who) = staff().await;
    let expand = "addresses,emails,legislativeInfo,names,phones,workRelationships.assignments.managers";
    let path = format!("latest/workers?onlyData=true&totalResults=true&limit=50&expand={expand}");
    let list = under(&asker, &path, &who, &[]).await.json();
    assert_eq!(list["totalResults"], 312);
    let row = &list["items"][30];
    assert!(row["names"].is_array(), "bare arrays under the default framework version");
    assert_eq!(row["workRelationships"][0]["assignments"][0]["managers"][0]["ManagerType"], "LINE_MANAGER");
}

#[tokio::test]
async fn v_without_a_person_profile_nobody_is_seen() {
    let (practice, asker) = practice("workers-no-person-profile").await;
    let who = practice.integration().unwrap();
    let answer = asker.read("workers?totalResults=true", &who).await;
    assert_eq!((answer.status, &answer.json()["totalResults"]), (200, &0.into()));
    assert!(asker.read("departments", &who).await.json()["count"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn children_without_their_duty_are_empty() {
    let (practice, asker) = practice("workers-without-emails").await;
    let who = practice.integration().unwrap();
    let path = "workers?limit=25&expand=emails,workRelationships.assignments";
    let rows = asker.read(path, &who).await.json()["items"].clone();
    assert!(rows.as_array().unwrap().iter().all(|row| row["emails"]["count"] == 0));
    assert!(rows.as_array().unwrap().iter().all(|row| row["workRelationships"]["count"] == 1));
    practice.switch("workers-without-assignments").unwrap();
    let rows = asker.read(path, &who).await.json()["items"].clone();
    assert!(rows.as_array().unwrap().iter().all(|row| row["workRelationships"]["count"] == 0));
}

#[tokio::test]
async fn v_describe_names_the_attributes() {
    let (_practice, asker, who) = ready().await;
    let description = asker.read(&format!("{REQUISITIONS}/describe"), &who).await.json();
    let resource = &description["Resources"][REQUISITIONS];
    let names: Vec<_> =
        resource["attributes"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"RequisitionNumber"));
    assert_eq!(resource["collection"]["finders"][0]["name"], "PrimaryKey");
    assert!(resource["children"]["skills"]["attributes"].is_array());
}

#[tokio::test]
async fn nothing_can_be_written_here() {
    let (_practice, asker, who) = ready().await;
    let path = format!("/hcmRestApi/resources/latest/{REQUISITIONS}");
    for method in [Method::POST, Method::PATCH, Method::DELETE] {
        assert_eq!(send(asker.request(method, &path, Some(&who))).await.status, 405);
    }
}

#[tokio::test]
async fn c_a_page_of_oracle_s_own_leads_to_the_sign_in_page_and_anything_else_is_404() {
    let (_practice, asker, _) = ready().await;
    for path in ["/fscmUI/faces/FuseWelcome", "/hcmUI/faces/FndOverview?x=1"] {
        let answer = send(asker.request(Method::GET, path, None)).await;
        assert_eq!(answer.status, 302, "{path}");
        let page = send(asker.request(Method::GET, answer.header("location"), None)).await;
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(page.body.contains("practice"));
    }
    assert_eq!(send(asker.request(Method::GET, "/", None)).await.status, 404);
}
