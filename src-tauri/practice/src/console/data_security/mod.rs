//! Which records a role lets its holders see: *Manage Data Role and Security Profiles*, and the Redwood page of the same.
//!
//! Both faces are always there, because which of them a pod shows differs from pod to pod (oracle.md §9.4). They share
//! what is chosen and how it is submitted, in [draft], and what a search finds, here.

mod classic;
mod draft;
mod lists;
mod redwood;

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    Console,
    page::Page,
    shown::Shown,
    visit::{Visit, is_security_manager},
};
use crate::{
    pod::World,
    state::{Role, Status},
};

pub(super) use classic::PATH as CLASSIC;
pub(super) use redwood::CLIENT_GROUPS;

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().merge(classic::routes()).merge(redwood::routes())
}

/// 403 for an administrator who is no IT Security Manager: Oracle's own instructions are for that role (oracle.md §9.3).
fn refused(visit: &Visit, world: &World) -> Option<Response> {
    if is_security_manager(world) {
        return None;
    }
    let content = html! {
        p {
            "On this pod your account does not hold the role IT Security Manager ("
            code { "ORA_FND_IT_SECURITY_MANAGER_JOB" } ")."
        }
    };
    let page = Page::titled("You can't manage data roles and security profiles");
    Some((StatusCode::FORBIDDEN, page.show(visit, world, &content)).into_response())
}

/// The roles that a search finds by a part of their name or code. A role that the HCM pages do not know yet is missing.
fn found<'a>(world: &'a World, wanted: &str) -> Vec<&'a Role> {
    let wanted = wanted.trim().to_lowercase();
    let fits = |text: &str| text.to_lowercase().contains(&wanted);
    let mut found: Vec<&Role> =
        world.state.secured_roles().filter(|role| fits(&role.name) || fits(&role.code)).collect();
    found.sort_by_key(|role| role.name.to_lowercase());
    found
}

/// The role under an id, as far as these pages know it.
fn known<'a>(world: &'a World, id: &str) -> Option<&'a Role> {
    world.state.secured_roles().find(|role| role.id.eq_ignore_ascii_case(id))
}

/// The job or abstract role that somebody typed by its name or code.
fn job_role_named<'a>(world: &'a World, typed: &str) -> Result<&'a Role, &'static str> {
    let typed = typed.trim();
    let mut fitting = found(world, typed).into_iter().filter(|role| {
        role.category != "DATA" && (role.code.eq_ignore_ascii_case(typed) || role.name.eq_ignore_ascii_case(typed))
    });
    match (fitting.next(), fitting.next()) {
        _ if typed.is_empty() => Err("Enter a value."),
        (None, _) => Err("There is no such job role."),
        (Some(role), None) => Ok(role),
        (Some(_), Some(_)) => Err("Several roles have this name. Enter the role code."),
    }
}

/// What the column *Role Type* says.
fn kind(role: &Role) -> &'static str {
    match role.category {
        "DATA" => "Data role",
        "ABSTRACT" => "Abstract role",
        _ => "Job role",
    }
}

fn status(role: &Role) -> &'static str {
    role.security.status(Timestamp::now()).map_or("", Status::label)
}

/// The column *Security Profiles Assigned*.
fn assigned(role: &Role) -> Markup {
    html! {
        @if role.security.is_marked_assigned(Timestamp::now()) {
            span aria-hidden="true" { "✓ " } span class="aside" { "Yes" }
        } @else {
            span class="aside" { "No" }
        }
    }
}

/// A list of job roles that a field can be filled from, for the browser's own completion.
fn job_roles(world: &World) -> Markup {
    html! {
        datalist #job-roles {
            @for role in found(world, "").into_iter().filter(|role| role.category != "DATA") {
                option value=(Shown(&role.name)) { (Shown(&role.code)) }
            }
        }
    }
}
