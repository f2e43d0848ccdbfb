//! What SCIM may change: accounts, and who holds a role.

use std::time::Duration;

use axum::{http::StatusCode, response::Response};
use jiff::Timestamp;
use serde_json::Value;

use super::error;
use crate::{
    quirks::{Quirks, TakenName},
    state::{Standing, State, User, meets_password_policy},
};

/// Why a change was not made. Nothing is changed then.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    NoSuchResource,
    NameTaken,
    Invalid(String),
}

impl Refused {
    pub fn answer(&self, quirks: &Quirks) -> Response {
        match self {
            Self::NoSuchResource => error(StatusCode::NOT_FOUND, "The resource does not exist"),
            Self::NameTaken => {
                let status = match quirks.taken_name {
                    TakenName::Conflict => StatusCode::CONFLICT,
                    TakenName::BadRequest => StatusCode::BAD_REQUEST,
                };
                error(status, "A user with this user name already exists")
            }
            Self::Invalid(description) => error(StatusCode::BAD_REQUEST, description),
        }
    }
}

/// Makes an account and returns its user name. The family name is the only part of a name that is needed.
pub(super) fn new_user(state: &mut State, body: &[u8]) -> Result<String, Refused> {
    let body = parse(body)?;
    let name = text(&body, "userName").ok_or_else(|| Refused::Invalid("userName is required".to_owned()))?;
    if body.pointer("/name/familyName").and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err(Refused::Invalid("name.familyName is required".to_owned()));
    }
    if state.user(name).is_some() {
        return Err(Refused::NameTaken);
    }
    check_password(&body)?;
    let user = state.add_user(name);
    apply(user, &body);
    if body.get("displayName").is_none() {
        let given = user.given_name.iter().map(String::as_str);
        user.display_name = given.chain([user.family_name.as_str()]).collect::<Vec<_>>().join(" ");
    }
    Ok(name.to_owned())
}

/// Takes a plain partial user, not a list of patch operations.
pub(super) fn changed_user(state: &mut State, id: &str, body: &[u8]) -> Result<(), Refused> {
    let body = parse(body)?;
    let before = state.user_by_id(id).ok_or(Refused::NoSuchResource)?.name.clone();
    check_password(&body)?;
    if text(&body, "userName").is_some_and(|name| !name.eq_ignore_ascii_case(&before) && state.user(name).is_some()) {
        return Err(Refused::NameTaken);
    }
    let user = state.user_by_id_mut(id).ok_or(Refused::NoSuchResource)?;
    if let Some(name) = text(&body, "userName") {
        name.clone_into(&mut user.name);
    }
    apply(user, &body);
    Ok(())
}

/// `{"members":[{"value":"<user id>","operation":"ADD"|"REMOVE"}]}`.
pub(super) fn changed_members(state: &mut State, role: &str, body: &[u8], delay: Duration) -> Result<(), Refused> {
    let code = state.role_by_id(role).ok_or(Refused::NoSuchResource)?.code.clone();
    let body = parse(body)?;
    let members = body
        .get("members")
        .and_then(Value::as_array)
        .ok_or_else(|| Refused::Invalid("members is required".to_owned()))?;
    let changes = members.iter().map(|member| member_change(state, member)).collect::<Result<Vec<_>, _>>()?;
    for (user, adds) in changes {
        if adds {
            state.assign_after(&user, &code, delay);
        } else {
            state.withdraw(&user, &code);
        }
    }
    Ok(())
}

fn member_change(state: &State, member: &Value) -> Result<(String, bool), Refused> {
    let id = text(member, "value").ok_or_else(|| Refused::Invalid("A member has no value".to_owned()))?;
    let user = state.user_by_id(id).ok_or_else(|| Refused::Invalid(format!("User {id} does not exist")))?;
    let adds = match text(member, "operation").unwrap_or("ADD").to_ascii_uppercase().as_str() {
        "ADD" => true,
        "REMOVE" => false,
        other => return Err(Refused::Invalid(format!("Unknown operation {other}"))),
    };
    Ok((user.name.clone(), adds))
}

fn parse(body: &[u8]) -> Result<Value, Refused> {
    serde_json::from_slice::<Value>(body)
        .ok()
        .filter(Value::is_object)
        .ok_or_else(|| Refused::Invalid("Unable to parse the provided payload".to_owned()))
}

fn text<'a>(body: &'a Value, name: &str) -> Option<&'a str> {
    body.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// The words of the refusal are Oracle's printed sample.
fn check_password(body: &Value) -> Result<(), Refused> {
    let Some(password) = body.get("password").and_then(Value::as_str) else { return Ok(()) };
    if meets_password_policy(password) {
        Ok(())
    } else {
        Err(Refused::Invalid("Invalid Password: does not meet password policy".to_owned()))
    }
}

fn apply(user: &mut User, body: &Value) {
    if let Some(family) = body.pointer("/name/familyName").and_then(Value::as_str) {
        family.clone_into(&mut user.family_name);
    }
    if let Some(given) = body.pointer("/name/givenName").and_then(Value::as_str) {
        user.given_name = Some(given.to_owned());
    }
    if let Some(display) = text(body, "displayName") {
        display.clone_into(&mut user.display_name);
    }
    if let Some(email) = body.pointer("/emails/0/value").and_then(Value::as_str) {
        user.email = Some(email.to_owned());
    }
    if let Some(password) = text(body, "password") {
        password.clone_into(&mut user.password);
        user.standing = Standing::Good;
    }
    match body.get("active") {
        Some(Value::Bool(active)) => user.active = *active,
        Some(Value::String(active)) => user.active = active.eq_ignore_ascii_case("true"),
        _ => {}
    }
    user.updated = Timestamp::now();
}
