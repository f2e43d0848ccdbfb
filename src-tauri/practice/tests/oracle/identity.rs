//! SCIM, fact by fact. The marks are those of the project's fact sheet: V stated by the vendor, C seen in public code,
//! B a blog, I inferred, M remembered only.

use practice_oracle::{COPIED_ROLE_CODE, COPIED_ROLE_NAME, Credential, Practice};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Asker, practice, send};

const USERS: &str = "/hcmRestApi/scim/Users";
const ROLES: &str = "/hcmRestApi/scim/Roles";

async fn user(practice: &Practice, asker: &Asker, name: &str) -> Value {
    let list = asker.get(&format!("{USERS}?filter=userName+eq+%22{name}%22"), &practice.admin()).await.json();
    list["Resources"][0].clone()
}

async fn role(practice: &Practice, asker: &Asker, code: &str) -> Value {
    let list = asker.get(&format!("{ROLES}?filter=name%20eq%20%22{code}%22"), &practice.admin()).await.json();
    list["Resources"][0].clone()
}

async fn write(practice: &Practice, asker: &Asker, method: Method, path: &str, body: &Value) -> Answer {
    let request = asker.request(method, path, Some(&practice.admin()));
    send(request.header("Content-Type", "application/json").body(body.to_string())).await
}

#[tokio::test]
async fn v_a_list_has_items_per_page_start_index_and_resources_and_no_total() {
    let (practice, asker) = practice("ready").await;
    let answer = asker.get(&format!("{USERS}?count=2"), &practice.admin()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    let list = answer.json();
    let members: Vec<_> = list.as_object().unwrap().keys().collect();
    assert_eq!(members, ["itemsPerPage", "startIndex", "Resources"]);
    assert_eq!((&list["itemsPerPage"], &list["startIndex"]), (&2.into(), &1.into()));
}

#[tokio::test]
async fn c_some_pods_say_the_total() {
    let (practice, asker) = practice("identity-lists-with-totals").await;
    let list = asker.get(&format!("{USERS}?count=1"), &practice.admin()).await.json();
    assert!(list["totalResults"].as_u64().unwrap() > 5);
    assert_eq!(list["itemsPerPage"], 1);
}

#[tokio::test]
async fn v_start_index_counts_from_one() {
    let (practice, asker) = practice("ready").await;
    let page = async |query: &str| {
        let list = asker.get(&format!("{USERS}?sortBy=userName&attributes=userName&{query}"), &practice.admin()).await;
        let list = list.json();
        let names = list["Resources"].as_array().unwrap().iter();
        names.map(|user| user["userName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = page("count=100").await;
    assert!(all.is_sorted());
    assert_eq!(page("count=2&startIndex=1").await, all[..2]);
    assert_eq!(page("count=2&startIndex=3").await, all[2..4]);
    assert_eq!(page("count=2&startIndex=0").await, all[..2]);
    assert!(page("startIndex=1000").await.is_empty());
    let backwards = page("count=100&sortOrder=descending").await;
    assert!(backwards.iter().rev().eq(&all));
}

#[tokio::test]
async fn v_the_user_name_is_found_whatever_case_attribute_and_name_have() {
    let (practice, asker) = practice("ready").await;
    for filter in [
        "userName+eq+%22vendor.integration%22",
        "username%20eq%20%22VENDOR.INTEGRATION%22",
        "userName+sw+%22vendor.%22+and+active+eq+true",
        "displayName+co+%22vendor+int%22",
    ] {
        let list = asker.get(&format!("{USERS}?filter={filter}"), &practice.admin()).await.json();
        assert_eq!(list["itemsPerPage"], 1, "{filter}");
        assert_eq!(list["Resources"][0]["userName"], "vendor.integration");
    }
}

#[tokio::test]
async fn c_nothing_found_is_200_with_an_empty_list() {
    let (practice, asker) = practice("ready").await;
    let answer = asker.get(&format!("{USERS}?filter=userName+eq+%22nobody%22"), &practice.admin()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json(), json!({ "itemsPerPage": 0, "startIndex": 1, "Resources": [] }));
}

#[tokio::test]
async fn v_a_user_carries_role_codes_in_value() {
    let (practice, asker) = practice("ready").await;
    let user = user(&practice, &asker, "vendor.integration").await;
    let role = &user["roles"][0];
    assert_eq!(role["value"], COPIED_ROLE_CODE);
    assert_eq!(role["displayName"], COPIED_ROLE_NAME);
    assert!(role["name"].is_null());
    let codes: Vec<_> = user["roles"].as_array().unwrap().iter().map(|role| role["value"].as_str().unwrap()).collect();
    assert_eq!(codes[1..], *practice_oracle::role_list());
}

#[tokio::test]
async fn v_ids_are_32_upper_case_hex_digits_and_dates_have_a_space_and_no_zone() {
    let (practice, asker) = practice("ready").await;
    let user = user(&practice, &asker, "vendor.integration").await;
    let id = user["id"].as_str().unwrap();
    assert_eq!(id.len(), 32);
    assert!(id.chars().all(|digit| digit.is_ascii_digit() || ('A'..='F').contains(&digit)));
    let created = user["meta"]["created"].as_str().unwrap();
    assert_eq!((created.len(), &created[10..11], &created[19..20]), (23, " ", "."));
    assert_eq!(user["meta"]["location"], format!("{}{USERS}/{id}", practice.origin()));
}

#[tokio::test]
async fn v_the_password_is_never_shown() {
    let (practice, asker) = practice("ready").await;
    let list = asker.get(&format!("{USERS}?count=500"), &practice.admin()).await;
    assert!(!list.body.contains("password"));
    assert!(!list.body.contains(&practice.integration().unwrap().password));
}

#[tokio::test]
async fn a_user_is_read_by_id_in_any_case_and_an_unknown_one_is_404() {
    let (practice, asker) = practice("ready").await;
    let user = user(&practice, &asker, "vendor.integration").await;
    let id = user["id"].as_str().unwrap().to_lowercase();
    assert_eq!(asker.get(&format!("{USERS}/{id}"), &practice.admin()).await.json()["userName"], "vendor.integration");
    let unknown = asker.get(&format!("{USERS}/{}", "0".repeat(32)), &practice.admin()).await;
    assert_eq!(unknown.status, 404);
    assert_eq!(unknown.json()["Errors"][0]["code"], "404");
}

#[tokio::test]
async fn v_attributes_narrow_what_is_shown_and_the_id_always_comes() {
    let (practice, asker) = practice("ready").await;
    let path = format!("{USERS}?count=1&attributes=userName,name.familyName");
    let list = asker.get(&path, &practice.admin()).await.json();
    let members: Vec<_> = list["Resources"][0].as_object().unwrap().keys().collect();
    assert_eq!(members, ["id", "schemas", "userName", "name"]);
}

#[tokio::test]
async fn c_roles_may_be_missing_in_a_list_and_be_there_by_id() {
    let (practice, asker) = practice("roles-only-by-id").await;
    let listed = user(&practice, &asker, "vendor.integration").await;
    assert!(listed["roles"].is_null());
    let id = listed["id"].as_str().unwrap();
    let by_id = asker.get(&format!("{USERS}/{id}"), &practice.admin()).await.json();
    assert_eq!(by_id["roles"][0]["value"], COPIED_ROLE_CODE);
}

#[tokio::test]
async fn i_a_list_may_show_only_the_first_roles_of_a_user() {
    let (practice, asker) = practice("too-many-roles").await;
    let held = |user: &Value| user["roles"].as_array().unwrap().len();
    let all = held(&user(&practice, &asker, "vendor.integration").await);
    practice.switch("too-many-roles-by-id").unwrap();
    let listed = user(&practice, &asker, "vendor.integration").await;
    assert!(held(&listed) < all);
    let by_id = asker.get(&format!("{USERS}/{}", listed["id"].as_str().unwrap()), &practice.admin()).await.json();
    assert_eq!(held(&by_id), all);
}

#[tokio::test]
async fn c_yes_and_no_and_counts_may_come_as_text() {
    let (practice, asker) = practice("active-as-text").await;
    assert_eq!(user(&practice, &asker, "vendor.integration").await["active"], "true");
    practice.switch("counts-as-text").unwrap();
    let list = asker.get(&format!("{USERS}?count=1"), &practice.admin()).await.json();
    assert_eq!((&list["itemsPerPage"], &list["startIndex"]), (&"1".into(), &"1".into()));
}

#[tokio::test]
async fn v_a_role_has_its_code_as_name_and_its_members_by_user_id() {
    let (practice, asker) = practice("ready").await;
    let role = role(&practice, &asker, COPIED_ROLE_CODE).await;
    assert_eq!((&role["name"], &role["displayName"]), (&COPIED_ROLE_CODE.into(), &COPIED_ROLE_NAME.into()));
    assert_eq!(role["category"], "JOB");
    let user = user(&practice, &asker, "vendor.integration").await;
    assert_eq!(role["members"], json!([{ "value": user["id"] }]));
    let id = role["id"].as_str().unwrap();
    assert_eq!(asker.get(&format!("{ROLES}/{id}"), &practice.admin()).await.json()["name"], COPIED_ROLE_CODE);
}

#[tokio::test]
async fn a_role_is_found_by_its_display_name_too() {
    let (practice, asker) = practice("copy-kept-the-suffix").await;
    let path = format!("{ROLES}?filter=displayName+eq+%22{COPIED_ROLE_NAME}%22");
    let list = asker.get(&path, &practice.admin()).await.json();
    assert_eq!(list["Resources"][0]["name"], "IRC_RECRUITER_JOB_GSE_INTEGRATION_CUSTOM");
    assert!(role(&practice, &asker, COPIED_ROLE_CODE).await.is_null());
}

#[tokio::test]
async fn m_wrong_credentials_are_401_with_a_basic_challenge_and_no_json() {
    let (practice, asker) = practice("ready").await;
    let wrong = Credential { user: practice.admin().user, password: "wrong-one-1".into() };
    let refused = asker.get(USERS, &wrong).await;
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").starts_with("Basic realm="));
    assert!(refused.header("content-type").starts_with("text/html"));
    assert_eq!(send(asker.request(Method::GET, USERS, None)).await.status, 401);
    let bearer = asker.request(Method::GET, USERS, None).bearer_auth("eyJhbGciOiJSUzI1NiJ9.e30.x");
    assert_eq!(send(bearer).await.status, 401);
}

#[tokio::test]
async fn v_without_the_identity_privilege_no_method_answers() {
    let (practice, asker) = practice("ready").await;
    let integration = practice.integration().unwrap();
    for path in [USERS, ROLES, "/hcmRestApi/scim/Schemas"] {
        let refused = asker.get(path, &integration).await;
        assert_eq!(refused.status, 403, "{path}");
        assert!(serde_json::from_str::<Value>(&refused.body).is_err());
    }
    assert_eq!(asker.get("/hcmRestApi/scim/Schemas", &practice.admin()).await.json()["itemsPerPage"], 3);
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_400_with_errors() {
    let (practice, asker) = practice("ready").await;
    let refused = asker.get(&format!("{USERS}?filter=userName+is+x"), &practice.admin()).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["Errors"][0]["code"], "400");
}

#[tokio::test]
async fn c_a_user_is_made_with_a_family_name_only_and_can_then_sign_in() {
    let (practice, asker) = practice("nothing-done").await;
    let body = json!({
        "schemas": ["urn:scim:schemas:core:2.0:User"],
        "userName": "vendor.integration",
        "name": { "familyName": "Integration" },
        "active": true,
        "emails": [{ "value": "a@b.example", "type": "work", "primary": true }],
        "password": "long-enough-1",
    });
    let made = write(&practice, &asker, Method::POST, USERS, &body).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.json()["userName"], "vendor.integration");
    assert!(!made.body.contains("long-enough-1"));
    assert_eq!(made.header("location"), made.json()["meta"]["location"]);
    let who = Credential { user: "vendor.integration".into(), password: "long-enough-1".into() };
    assert_eq!(asker.read("recruitingJobRequisitions", &who).await.status, 403);
    let twice = write(&practice, &asker, Method::POST, USERS, &body).await;
    assert_eq!(twice.status, 409);
}

#[tokio::test]
async fn v_a_weak_password_is_refused_in_oracle_s_words() {
    let (practice, asker) = practice("nothing-done").await;
    let body = json!({ "userName": "x", "name": { "familyName": "X" }, "password": "short" });
    let refused = write(&practice, &asker, Method::POST, USERS, &body).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.json(),
        json!({ "Errors": [{ "description": "Invalid Password: does not meet password policy", "code": "400" }] })
    );
    assert!(user(&practice, &asker, "x").await.is_null());
}

#[tokio::test]
async fn v_members_are_added_and_removed_with_204_and_it_has_effect() {
    let (practice, asker) = practice("role-not-granted").await;
    let integration = practice.integration().unwrap();
    let id = user(&practice, &asker, "vendor.integration").await["id"].clone();
    let role = role(&practice, &asker, COPIED_ROLE_CODE).await;
    let path = format!("{ROLES}/{}", role["id"].as_str().unwrap());
    let change = |operation: &str| json!({ "members": [{ "value": id, "operation": operation }] });
    let added = write(&practice, &asker, Method::PATCH, &path, &change("ADD")).await;
    assert_eq!((added.status, added.body.as_str()), (204, ""));
    assert_eq!(asker.read("recruitingJobRequisitions", &integration).await.json()["count"], 25);
    assert_eq!(write(&practice, &asker, Method::PATCH, &path, &change("REMOVE")).await.status, 204);
    assert_eq!(asker.read("recruitingJobRequisitions", &integration).await.status, 403);
    assert_eq!(write(&practice, &asker, Method::PATCH, &path, &change("SET")).await.status, 400);
}

#[tokio::test]
async fn b_a_user_is_changed_by_a_plain_partial_object() {
    let (practice, asker) = practice("ready").await;
    let id = user(&practice, &asker, "vendor.integration").await["id"].as_str().unwrap().to_owned();
    let path = format!("{USERS}/{id}");
    let changed = write(&practice, &asker, Method::PATCH, &path, &json!({ "active": false })).await;
    assert_eq!((changed.status, &changed.json()["active"]), (200, &false.into()));
    assert_eq!(asker.read("recruitingJobRequisitions", &practice.integration().unwrap()).await.status, 401);
    let body = json!({ "active": true, "password": "a-new-one-2" });
    assert_eq!(write(&practice, &asker, Method::PATCH, &path, &body).await.status, 200);
    let renewed = Credential { user: "vendor.integration".into(), password: "a-new-one-2".into() };
    assert_eq!(asker.read("recruitingJobRequisitions", &renewed).await.status, 200);
}

#[tokio::test]
async fn b_the_old_alias_of_the_service_answers_too() {
    let (practice, asker) = practice("ready").await;
    assert_eq!(asker.get("/hcmCoreSetupApi/scim/Users?count=1", &practice.admin()).await.json()["itemsPerPage"], 1);
}

#[tokio::test]
async fn m_a_taken_user_name_is_409_or_400() {
    for (scenario, status) in [("ready", 409), ("taken-names-as-bad-requests", 400)] {
        let (practice, asker) = practice(scenario).await;
        let body = json!({ "userName": "Vendor.Integration", "name": { "familyName": "Again" } });
        let refused = write(&practice, &asker, Method::POST, USERS, &body).await;
        assert_eq!((refused.status, &refused.json()["Errors"][0]["code"]), (status, &status.to_string().into()));
    }
}

#[tokio::test]
async fn m_a_page_holds_at_most_what_the_pod_says() {
    let (practice, asker) = practice("identity-in-small-pages").await;
    for query in ["", "?count=50", "?count=50&startIndex=2"] {
        let list = asker.get(&format!("{USERS}{query}"), &practice.admin()).await.json();
        assert_eq!(list["Resources"].as_array().map(Vec::len), Some(1), "{query}");
    }
    practice.switch("ready").unwrap();
    let list = asker.get(&format!("{ROLES}?count=100000"), &practice.admin()).await.json();
    assert!(list["itemsPerPage"].as_u64().unwrap() > 20);
}

#[tokio::test]
async fn c_a_list_without_a_match_may_have_no_resources() {
    let (practice, asker) = practice("nothing-done-and-bare-lists").await;
    let list = asker.get(&format!("{USERS}?filter=userName+eq+%22vendor.integration%22"), &practice.admin()).await;
    assert_eq!((list.status, list.json()), (200, json!({ "itemsPerPage": 0, "startIndex": 1 })));
}

#[tokio::test]
async fn i_what_is_listed_twice_has_one_id() {
    let (practice, asker) = practice("listed-twice").await;
    let path = format!("{USERS}?filter=userName+eq+%22vendor.integration%22");
    let list = asker.get(&path, &practice.admin()).await.json();
    assert_eq!(list["Resources"].as_array().map(Vec::len), Some(2));
    assert_eq!(list["Resources"][0], list["Resources"][1]);
    let roles = list["Resources"][0]["roles"].as_array().unwrap();
    assert_eq!(roles.len(), 2 * (1 + practice_oracle::role_list().len()));
    assert_eq!(roles[0], roles[1]);
}

#[tokio::test]
async fn i_a_role_that_was_just_added_is_neither_shown_nor_counted_yet() {
    let (practice, asker) = practice("role-just-added").await;
    let codes = async || {
        let user = user(&practice, &asker, "vendor.integration").await;
        user["roles"].as_array().unwrap().iter().map(|role| role["value"].clone()).collect::<Vec<_>>()
    };
    assert!(!codes().await.contains(&COPIED_ROLE_CODE.into()));
    let id = user(&practice, &asker, "vendor.integration").await["id"].clone();
    let role = role(&practice, &asker, "ORA_IRC_RECRUITING_MANAGER_JOB").await;
    let path = format!("{ROLES}/{}", role["id"].as_str().unwrap());
    let body = json!({ "members": [{ "value": id, "operation": "ADD" }] });
    assert_eq!(write(&practice, &asker, Method::PATCH, &path, &body).await.status, 204);
    assert!(!codes().await.contains(&"ORA_IRC_RECRUITING_MANAGER_JOB".into()));
}
