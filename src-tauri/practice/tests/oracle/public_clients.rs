//! What public programs written for the real service send, and that they get from the pod what they expect. The programs
//! and their ways are listed in docs/public-clients.md; here their requests are made again, request for request.

use practice_oracle::{Credential, Practice};
use reqwest::{
    Method,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde_json::Value;

use crate::client::{Answer, Asker, practice, send};

const RESOURCES: &str = "/hcmRestApi/resources/11.13.18.05";

/// A pod on which the integration user reads the staff, as each of these programs wants to.
async fn staffed(scenario: &str) -> (Practice, Asker, Credential) {
    let (practice, asker) = practice(scenario).await;
    let user = practice.integration().unwrap();
    (practice, asker, user)
}

/// Without a framework version: none of those that read workers names one.
async fn read(asker: &Asker, who: &Credential, path: &str) -> Answer {
    let request = asker.request(Method::GET, &format!("{RESOURCES}{path}"), Some(who));
    send(request.header(ACCEPT, "application/json").header(CONTENT_TYPE, "application/json")).await
}

async fn items(asker: &Asker, who: &Credential, path: &str) -> Vec<Value> {
    let answer = read(asker, who, path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()["items"].as_array().unwrap_or_else(|| panic!("{path}: {}", answer.body)).clone()
}

fn has(row: &Value, names: &[&str]) {
    for name in names {
        assert!(row.get(name).is_some(), "no {name} in {row}");
    }
}

mod the_rest_starter {
    use super::*;

    #[tokio::test]
    async fn gets_three_rows_of_each_resource_with_the_attributes_that_it_prints() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        for (resource, names) in [
            ("workers", &["PersonId", "PersonNumber", "DateOfBirth"][..]),
            ("jobs", &["JobCode", "Name", "FullPartTime"]),
            ("departments", &["Name", "LocationId"]),
            ("locations", &["Country", "LocationName", "LocationCode"]),
            ("grades", &["GradeCode", "GradeName", "ActiveStatus"]),
        ] {
            let answer = read(&asker, &user, &format!("/{resource}?limit=3")).await.json();
            assert_eq!(answer["count"], 3, "{answer}");
            assert_eq!(answer["hasMore"], true, "{answer}");
            has(&answer["items"][2], names);
        }
    }

    #[tokio::test]
    async fn filters_with_a_value_that_stands_without_quotes() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        assert_eq!(items(&asker, &user, "/jobs?limit=3&q=ActiveStatus%3DA").await.len(), 3);
        // What it looks for itself; the other program that reads this attribute compares it with `A`.
        assert_eq!(items(&asker, &user, "/jobs?limit=3&q=ActiveStatus%3DACTIVE").await.len(), 0);
    }

    #[tokio::test]
    async fn reads_the_names_of_a_worker_as_a_bare_list() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        for worker in items(&asker, &user, "/workers?limit=3&expand=names").await {
            has(&worker["names"].as_array().unwrap()[0], &["Title", "FirstName", "LastName"]);
        }
    }

    #[tokio::test]
    async fn tells_a_refused_sign_in_from_a_resource_that_is_not_there() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let stranger = Credential { password: "something else".to_owned(), ..user.clone() };
        assert_eq!(read(&asker, &stranger, "/workers?limit=3").await.status, 401);
        assert_eq!(read(&asker, &user, "/noSuchResource").await.status, 404);
    }
}

mod the_laravel_package {
    use super::*;

    const EXPAND: &str = "addresses,emails,legislativeInfo,names,phones,workRelationships.assignments.managers";
    const PAGE: usize = 50;

    #[tokio::test]
    async fn pages_through_all_workers_until_there_are_no_more() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let mut workers = Vec::new();
        loop {
            let offset = workers.len();
            let query = format!("onlyData=true&totalResults=true&expand={EXPAND}&limit={PAGE}&offset={offset}");
            let page = read(&asker, &user, &format!("/workers?{query}")).await.json();
            assert_eq!(page["totalResults"], 312);
            workers.extend(page["items"].as_array().unwrap().clone());
            if page["hasMore"] == false {
                break;
            }
        }
        assert_eq!(workers.len(), 312);
        for worker in &workers {
            has(worker, &["PersonId", "PersonNumber", "CreationDate"]);
            for email in worker["emails"].as_array().unwrap() {
                has(email, &["EmailType", "EmailAddress", "FromDate", "ToDate", "PrimaryFlag", "LastUpdatedBy"]);
            }
            for name in worker["names"].as_array().unwrap() {
                has(name, &["FirstName", "LastName", "EffectiveStartDate", "EffectiveEndDate"]);
            }
        }
        assert!(workers.iter().any(|worker| !worker["emails"].as_array().unwrap().is_empty()));
    }

    #[tokio::test]
    async fn finds_in_each_manager_what_it_reads_without_a_default() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let workers = items(&asker, &user, &format!("/workers?onlyData=true&expand={EXPAND}&limit={PAGE}")).await;
        let managers: Vec<&Value> = workers
            .iter()
            .flat_map(|worker| worker["workRelationships"].as_array().unwrap())
            .flat_map(|relationship| relationship["assignments"].as_array().unwrap())
            .flat_map(|assignment| assignment["managers"].as_array().unwrap())
            .collect();
        // All but the head have one.
        assert_eq!(managers.len(), PAGE - 1);
        for manager in managers {
            has(manager, &["ManagerAssignmentId", "ManagerAssignmentNumber", "AssignmentSupervisorId", "ManagerType"]);
            has(manager, &["ActionCode", "ReasonCode", "EffectiveStartDate", "EffectiveEndDate", "CreationDate"]);
        }
    }

    #[tokio::test]
    async fn finds_one_worker_by_a_bare_number_with_everybody_below() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let all = items(&asker, &user, "/workers?limit=2&onlyData=true&fields=PersonId").await;
        let id = all[1]["PersonId"].as_u64().unwrap();
        let expand = format!("{EXPAND},workRelationships.assignments.allReports");
        let query = format!("onlyData=true&totalResults=true&expand={expand}&q=PersonId%3D{id}&limit=500");
        let found = items(&asker, &user, &format!("/workers?{query}")).await;
        assert_eq!(found.len(), 1);
        let reports = found[0]["workRelationships"][0]["assignments"][0]["allReports"].as_array().unwrap();
        let levels: Vec<u64> = reports.iter().map(|report| report["Level"].as_u64().unwrap()).collect();
        assert!(levels.contains(&1) && levels.contains(&2), "{levels:?}");
        for report in reports {
            has(report, &["PersonId", "PersonNumber", "AssignmentId", "AssignmentNumber", "AssignmentName"]);
            has(report, &["DisplayName", "RelationshipType", "ManagerId", "ManagerPersonNumber"]);
            has(report, &["ManagerAssignmentId", "ManagerAssignmentNumber"]);
        }
        let direct = reports.iter().filter(|report| report["Level"] == 1);
        assert!(direct.clone().count() > 0 && direct.into_iter().all(|report| report["ManagerId"] == id));
    }

    #[tokio::test]
    async fn fills_its_list_of_departments_from_the_list_of_values() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let fields = "OrganizationId,Name,Status,EffectiveStartDate,EffectiveEndDate";
        for department in items(&asker, &user, &format!("/departmentsLov?onlyData=true&fields={fields}")).await {
            assert_eq!(department["Status"], "A");
            assert_eq!(department.as_object().unwrap().len(), 5, "{department}");
        }
    }

    #[tokio::test]
    async fn knows_an_active_job_or_location_by_one_letter() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        for job in items(&asker, &user, "/jobs?onlyData=true&totalResults=true").await {
            assert_eq!(job["ActiveStatus"], "A");
            has(
                &job,
                &["JobId", "JobCode", "SetId", "EffectiveStartDate", "EffectiveEndDate", "Name", "LastUpdateDate"],
            );
        }
        for location in items(&asker, &user, "/locations").await {
            assert_eq!(location["ActiveStatus"], "A");
            has(&location, &["LocationId", "LocationCode", "LocationName", "LastUpdateDate"]);
        }
    }
}

mod the_mcp_server {
    use super::*;

    #[tokio::test]
    async fn tells_modules_that_are_there_from_those_that_are_not() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let probe = |resource: &'static str| {
            let (asker, user) = (&asker, &user);
            async move { read(asker, user, &format!("/{resource}?limit=1&offset=0&onlyData=true")).await.status }
        };
        assert_eq!(probe("workers").await, 200);
        assert_eq!(probe("recruitingCandidates").await, 403);
        assert_eq!(
            probe("recruitingCEJobRequisitions").await,
            200,
            "what anybody may read is there with a credential too"
        );
        assert_eq!(probe("payrollFlows").await, 404);
    }

    #[tokio::test]
    async fn finds_attributes_as_a_list_and_children_by_name_in_a_description() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let described = read(&asker, &user, "/workers/describe").await.json();
        let workers = &described["Resources"]["workers"];
        let attributes: Vec<_> = workers["attributes"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert!(attributes.contains(&&Value::from("PersonNumber")), "{attributes:?}");
        assert!(workers["children"]["workRelationships"]["children"]["assignments"].is_object());
    }

    #[tokio::test]
    async fn finds_in_the_catalogue_what_its_user_may_read_and_nothing_else() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let catalogue = read(&asker, &user, "/describe").await.json();
        let resources = catalogue["Resources"].as_object().unwrap();
        assert!(resources.contains_key("workers") && resources.contains_key("departments"));
        assert!(!resources.contains_key("recruitingCandidates"));
        for name in resources.keys() {
            assert_eq!(read(&asker, &user, &format!("/{name}?limit=1")).await.status, 200, "{name}");
        }
    }

    #[tokio::test]
    async fn finds_people_by_a_part_of_the_name_on_the_older_resource() {
        let (_practice, asker, user) = staffed("workers-ready").await;
        let query = "limit=25&offset=0&onlyData=true&fields=PersonNumber,DisplayName,WorkEmail\
                     &q=DisplayName%20LIKE%20%27%25an%25%27";
        let found = items(&asker, &user, &format!("/emps?{query}")).await;
        assert!(!found.is_empty());
        for person in found {
            assert!(person["DisplayName"].as_str().unwrap().to_lowercase().contains("an"), "{person}");
            assert_eq!(person.as_object().unwrap().len(), 3, "{person}");
        }
    }

    #[tokio::test]
    async fn gets_as_many_direct_reports_as_its_limit_allows() {
        let (_practice, asker, user) = staffed("newest-framework").await;
        for (limit, expected) in [(1, 1), (200, 6)] {
            let query = format!("limit={limit}&offset=0&onlyData=true&q=PersonNumber%20%3D%20%27100001%27");
            let found = items(&asker, &user, &format!("/emps?{query}&expand=directReports")).await;
            assert_eq!(found[0]["directReports"]["items"].as_array().unwrap().len(), expected);
        }
    }

    /// It reads children as collections. The other two read them as bare lists, and none asks for a version: no source
    /// says which a pod picks (oracle.md §2.1), so that there is a scenario for the second.
    #[tokio::test]
    async fn climbs_to_the_head_by_the_links_of_assignments() {
        let (_practice, asker, user) = staffed("newest-framework").await;
        let mut number = "100200".to_owned();
        let mut climbed = Vec::new();
        while let Some(manager) = manager_of(&asker, &user, &number).await {
            // Assignment numbers are the person's with a letter before it; it looks whether that holds.
            let query = "limit=1&offset=0&onlyData=true&fields=PersonNumber,DisplayName";
            let q = format!("PersonNumber%20%3D%20%27{}%27", manager.trim_start_matches('E'));
            let found = items(&asker, &user, &format!("/emps?{query}&q={q}")).await;
            number = found[0]["PersonNumber"].as_str().unwrap().to_owned();
            climbed.push(number.clone());
        }
        assert_eq!(climbed, ["100034", "100006", "100001"]);
    }

    async fn manager_of(asker: &Asker, user: &Credential, number: &str) -> Option<String> {
        let q = format!("q=PersonNumber%20%3D%20%27{number}%27");
        let query = format!("limit=200&offset=0&{q}&expand=workRelationships.assignments");
        let request = asker.request(Method::GET, &format!("{RESOURCES}/workers?{query}"), Some(user));
        // It may ask for a day in the past; the header is taken.
        let day = "RangeStartDate=2025-01-31;RangeEndDate=2025-01-31";
        let workers = send(request.header("Effective-Of", day)).await.json();
        let assignment = &workers["items"][0]["workRelationships"]["items"][0]["assignments"]["items"][0];
        let links = assignment["links"].as_array().unwrap();
        let href = links.iter().find(|link| link["name"] == "managers").unwrap()["href"].as_str().unwrap();
        let path = href.strip_prefix(&asker.origin).unwrap();
        let managers = asker.get(&format!("{path}?onlyData=true"), user).await.json();
        let line = managers["items"].as_array().unwrap().iter().find(|row| row["ManagerType"] == "LINE_MANAGER")?;
        Some(line["ManagerAssignmentNumber"].as_str().unwrap().to_owned())
    }
}

mod the_roles_migration {
    use super::*;

    /// It names Oracle's media type of an item on every request, also where it sends none.
    async fn roles(asker: &Asker, admin: &Credential, query: &str) -> Vec<Value> {
        let path = format!("/hcmRestApi/scim/Roles?{query}");
        let request = asker.request(Method::GET, &path, Some(admin)).header(ACCEPT, "application/json");
        let answer = send(request.header(CONTENT_TYPE, "application/vnd.oracle.adf.resourceitem+json")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()["Resources"].as_array().cloned().unwrap_or_default()
    }

    #[tokio::test]
    async fn lists_roles_with_name_and_description_and_those_of_one_category() {
        let (practice, asker) = practice("ready").await;
        let admin = practice.admin();
        let all = roles(&asker, &admin, "count=200&startIndex=1").await;
        assert!(all.len() > 10);
        for role in &all {
            has(role, &["id", "name", "displayName", "description", "category"]);
        }
        let jobs = roles(&asker, &admin, "count=200&startIndex=1&filter=category+eq+%22JOB%22").await;
        assert!(!jobs.is_empty() && jobs.iter().all(|role| role["category"] == "JOB"));
        assert!(roles(&asker, &admin, "count=200&startIndex=1&filter=category+eq+%22ORA_DEFAULT%22").await.is_empty());
    }

    #[tokio::test]
    async fn tells_a_role_that_is_there_from_one_that_is_not_by_its_name() {
        let (practice, asker) = practice("ready").await;
        let admin = practice.admin();
        let named = async |name: &str| {
            let query = format!("filter=displayName+eq+%22{name}%22&count=1");
            roles(&asker, &admin, &query).await.len()
        };
        assert_eq!((named("RecruiterGSEIntegration").await, named("Nobody").await), (1, 0));
    }
}
