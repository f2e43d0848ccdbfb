//! `/Schemas`: which attributes there are.

use axum::{extract::State, http::StatusCode, response::Response};
use serde_json::{Value, json};

use super::{PodState, envelope::ListQuery, error, json_answer};

pub(super) async fn list(State(pod): PodState) -> Response {
    let schemas = vec![
        schema(
            "urn:scim:schemas:core:2.0:User",
            "User",
            &["id", "userName", "name", "displayName", "preferredLanguage", "emails", "roles", "active", "password"],
        ),
        schema("urn:scim:schemas:extension:fa:2.0:faUser", "FA User", &["userCategory", "accountType"]),
        schema(
            "urn:oracle:apps:scim:schemas:fa:1.0:Role",
            "Role",
            &["id", "name", "displayName", "description", "category", "members"],
        ),
    ];
    match ListQuery::parse(None) {
        Ok(query) => json_answer(StatusCode::OK, &query.envelope(&pod.read().quirks, schemas)),
        Err(unreadable) => error(StatusCode::BAD_REQUEST, &unreadable),
    }
}

fn schema(id: &str, name: &str, attributes: &[&str]) -> Value {
    let attributes: Vec<Value> = attributes.iter().map(|attribute| json!({ "name": attribute })).collect();
    json!({ "id": id, "name": name, "attributes": attributes })
}
