//! The tab *Roles*: a search, what can be done with a role that was found, and the role itself.

use std::sync::Arc;

use axum::{Router, extract::Path, response::Response, routing::get};
use maud::{Markup, html};

use super::{
    super::{
        Console,
        button::{button_to, menu},
        shown::{Code, Shown},
        visit::Visit,
    },
    copy_role, edit_role, page, search, tab,
    tables::{inherited, privileges, profiles, table},
};
use crate::{
    pod::World,
    state::{Role, User},
};

pub(super) const PATH: &str = "/security-console/roles";

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(found)).route("/security-console/roles/{id}", get(one))
}

pub(super) fn path_of(role: &Role) -> String {
    format!("{PATH}/{}", role.id)
}

async fn found(visit: Visit) -> Response {
    let world = visit.read();
    tab(PATH).show(&visit, &world, &results(&world, visit.query("search").trim()))
}

/// The search with what it found.
pub(super) fn results(world: &World, wanted: &str) -> Markup {
    let found = search::roles(world, wanted);
    html! {
        (search::form(PATH, wanted))
        @if wanted.is_empty() {
            p class="hint" { "Search by a part of a role's name or code." }
        } @else {
            h2 { "Search Results" }
            @if found.is_empty() {
                p { "No role was found. A role that is still being copied is not found either." }
            } @else {
                (table("Search Results", &["Role Name", "Role Code", "Category", "Actions"], &rows(&found)))
            }
        }
    }
}

fn rows(roles: &[&Role]) -> Markup {
    html! {
        @for (number, role) in roles.iter().enumerate() {
            tr {
                td { a href=(path_of(role)) { (Shown(&role.name)) } }
                td { (Code(&role.code)) }
                td { (role.category) }
                td { (menu(number, &format!("{}, {}", role.name, role.code), &choices(role))) }
            }
        }
    }
}

/// What can be done with a role.
fn choices(role: &Role) -> Vec<(&'static str, String)> {
    let edit = edit_role::path_of(role).map(|path| ("Edit Role", path));
    edit.into_iter().chain([("Copy Role", copy_role::options_path(role))]).collect()
}

async fn one(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    let Some(role) = world.state.role_by_id(&id) else { return visit.nothing_here(&world) };
    page(role.name.as_str(), PATH).show(&visit, &world, &details(&world, role))
}

fn details(world: &World, role: &Role) -> Markup {
    html! {
        div class="actions" { @for (label, path) in choices(role) { (button_to(&path, label)) } }
        dl {
            dt { "Role Code" } dd { code { (Shown(&role.code)) } }
            dt { "Role Category" } dd { (role.category) }
            dt { "Description" } dd { (Shown(&role.description)) }
            @if world.state.location_based_access {
                dt { "Access from All IP Addresses" }
                dd { (if role.from_all_addresses { "Enabled" } else { "Not enabled" }) }
            }
        }
        h2 { "Role Hierarchy" } (inherited(world, role))
        h2 { "Function Security Policies" } (privileges(role))
        h2 { "Security Profiles" } (profiles(role))
        h2 { "Users" } (holders(world, role))
    }
}

fn holders(world: &World, role: &Role) -> Markup {
    let holds = |user: &&User| user.role_codes().any(|code| code == role.code);
    let holders: Vec<&User> = world.state.users.iter().filter(holds).collect();
    let rows = html! {
        @for user in &holders { tr { td { (Shown(&user.name)) } td { (Shown(&user.display_name)) } } }
    };
    html! {
        @if holders.is_empty() { p { "Nobody holds this role." } }
        @else { (table("Users", &["User Name", "Name"], &rows)) }
    }
}
