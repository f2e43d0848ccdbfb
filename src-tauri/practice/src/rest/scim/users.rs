//! `/Users`: accounts with the roles that they hold.

use std::{iter::repeat_n, sync::Arc};

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use serde_json::{Map, Value, json};

use super::{
    PodState, date,
    envelope::{ListQuery, attributes_of, only},
    error, json_answer, shown_id,
    write::{self, Refused},
    yes_or_no,
};
use crate::{
    pod::{Pod, World},
    state::User,
};

pub(super) async fn list(State(pod): PodState, uri: Uri) -> Response {
    let query = match ListQuery::parse(uri.query()) {
        Ok(query) => query,
        Err(unreadable) => return error(StatusCode::BAD_REQUEST, &unreadable),
    };
    let world = pod.read();
    let with_roles = !world.quirks.roles_missing_in_list && query.wants("roles");
    let most = world.quirks.most_roles_in_list.unwrap_or(usize::MAX);
    let listed = |user| cut_off(render(&pod, &world, user, with_roles), most);
    let users = world.state.users.iter().map(listed).collect();
    json_answer(StatusCode::OK, &query.envelope(&world.quirks, users))
}

pub(super) async fn one(State(pod): PodState, Path(id): Path<String>, uri: Uri) -> Response {
    let world = pod.read();
    match world.state.user_by_id(&id) {
        Some(user) => {
            let user = render(&pod, &world, user, true);
            json_answer(StatusCode::OK, &only(&attributes_of(uri.query()), user))
        }
        None => not_found(&id),
    }
}

pub(super) async fn create(State(pod): PodState, body: Bytes) -> Response {
    let mut world = pod.write();
    let name = match write::new_user(&mut world.state, &body) {
        Ok(name) => name,
        Err(refused) => return refused.answer(&world.quirks),
    };
    let Some(user) = world.state.user(&name) else { return not_found(&name) };
    let mut response = json_answer(StatusCode::CREATED, &render(&pod, &world, user, true));
    if let Ok(location) = HeaderValue::from_str(&location(&pod, &user.id)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

pub(super) async fn update(State(pod): PodState, Path(id): Path<String>, body: Bytes) -> Response {
    let mut world = pod.write();
    match write::changed_user(&mut world.state, &id, &body) {
        Ok(()) => {}
        Err(Refused::NoSuchResource) => return not_found(&id),
        Err(refused) => return refused.answer(&world.quirks),
    }
    match world.state.user_by_id(&id) {
        Some(user) => json_answer(StatusCode::OK, &render(&pod, &world, user, true)),
        None => not_found(&id),
    }
}

fn not_found(id: &str) -> Response {
    error(StatusCode::NOT_FOUND, &format!("User {id} does not exist"))
}

fn location(pod: &Pod, id: &str) -> String {
    format!("{}/hcmRestApi/scim/Users/{id}", pod.origin())
}

/// A user with no more roles than that.
fn cut_off(mut user: Value, most: usize) -> Value {
    if let Some(Value::Array(roles)) = user.get_mut("roles") {
        roles.truncate(most);
    }
    user
}

/// The password is never among the attributes: it is write-only.
fn render(pod: &Arc<Pod>, world: &World, user: &User, with_roles: bool) -> Value {
    let quirks = &world.quirks;
    let id = shown_id(quirks, &user.id);
    let name = if quirks.user_names_in_upper_case { user.name.to_uppercase() } else { user.name.clone() };
    let mut members = Map::new();
    let mut add = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    add("id", json!(id));
    add(
        "meta",
        json!({
            "location": location(pod, &id),
            "resourceType": "User",
            "created": date(user.created),
            "lastModified": date(user.updated),
        }),
    );
    add("schemas", json!(["urn:scim:schemas:core:2.0:User", "urn:scim:schemas:extension:fa:2.0:faUser"]));
    add("userName", json!(name));
    add("name", json!({ "familyName": user.family_name, "givenName": user.given_name }));
    add("displayName", json!(user.display_name));
    add("preferredLanguage", json!("en"));
    if let Some(email) = &user.email {
        add("emails", json!([{ "value": email, "type": "W", "primary": yes_or_no(quirks, true) }]));
    }
    if with_roles {
        add("roles", roles(world, user));
    }
    add("urn:scim:schemas:extension:fa:2.0:faUser", json!({ "userCategory": user.category }));
    add("active", yes_or_no(quirks, user.active));
    Value::Object(members)
}

/// A role on a user carries its code in `value`, not in `name` (Oracle, "Add a Role to a User").
fn roles(world: &World, user: &User) -> Value {
    user.role_codes()
        .filter_map(|code| world.state.role(code))
        .flat_map(|role| repeat_n(role, if world.quirks.listed_twice { 2 } else { 1 }))
        .map(|role| {
            json!({
                "id": shown_id(&world.quirks, &role.id),
                "value": role.code,
                "displayName": role.name,
                "description": role.description,
            })
        })
        .collect()
}
