//! `/Roles`: codes, names and members. Nothing but the members can be changed here.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    PodState, date,
    envelope::{ListQuery, attributes_of, only},
    error, json_answer, shown_id,
    write::{self, Refused},
};
use crate::{
    pod::{Pod, World},
    state::Role,
};

pub(super) async fn list(State(pod): PodState, uri: Uri) -> Response {
    let query = match ListQuery::parse(uri.query()) {
        Ok(query) => query,
        Err(unreadable) => return error(StatusCode::BAD_REQUEST, &unreadable),
    };
    let world = pod.read();
    let with_members = query.wants("members");
    let roles = world.state.roles().map(|role| render(&pod, &world, role, with_members)).collect();
    json_answer(StatusCode::OK, &query.envelope(&world.quirks, roles))
}

pub(super) async fn one(State(pod): PodState, Path(id): Path<String>, uri: Uri) -> Response {
    let world = pod.read();
    match world.state.role_by_id(&id) {
        Some(role) => {
            let role = render(&pod, &world, role, true);
            json_answer(StatusCode::OK, &only(&attributes_of(uri.query()), role))
        }
        None => not_found(&id),
    }
}

/// 204 without a body (Oracle, reference of `PATCH /Roles/{id}`).
pub(super) async fn change_members(State(pod): PodState, Path(id): Path<String>, body: Bytes) -> Response {
    let mut world = pod.write();
    let delay = world.quirks.role_assignment_delay;
    match write::changed_members(&mut world.state, &id, &body, delay) {
        Ok(()) => (StatusCode::NO_CONTENT, Body::empty()).into_response(),
        Err(Refused::NoSuchResource) => not_found(&id),
        Err(refused) => refused.answer(&world.quirks),
    }
}

fn not_found(id: &str) -> Response {
    error(StatusCode::NOT_FOUND, &format!("Role {id} does not exist"))
}

fn render(pod: &Arc<Pod>, world: &World, role: &Role, with_members: bool) -> Value {
    let id = shown_id(&world.quirks, &role.id);
    let mut rendered = json!({
        "id": id,
        "meta": {
            "location": format!("{}/hcmRestApi/scim/Roles/{id}", pod.origin()),
            "resourceType": "Role",
            "created": date(role.created),
            "lastModified": date(role.updated),
        },
        "schemas": ["urn:oracle:apps:scim:schemas:fa:1.0:Role"],
        "name": role.code,
        "displayName": role.name,
        "description": role.description,
        "category": role.category,
    });
    if with_members {
        rendered["members"] = members(world, role);
    }
    rendered
}

fn members(world: &World, role: &Role) -> Value {
    world
        .state
        .users
        .iter()
        .filter(|user| user.role_codes().any(|code| code == role.code))
        .map(|user| json!({ "value": shown_id(&world.quirks, &user.id) }))
        .collect()
}
