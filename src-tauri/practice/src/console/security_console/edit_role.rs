//! *Edit Role* for roles of the company's own: what can be put right after a copy was made.
//!
//! The code of a role can't be changed, and a role that Oracle supplies can't be edited at all. Its policies and what it
//! inherits are deliberately not edited here: no guide asks for it.

use std::sync::Arc;

use axum::{Router, extract::Path, response::Response, routing::get};
use jiff::Timestamp;
use maud::html;

use super::{
    super::{
        Console,
        field::{Field, tick},
        message::Message,
        shown::Shown,
        visit::{Fields, Visit, lead_to, lead_to_saying},
    },
    page, roles,
};
use crate::{pod::World, state::Role};

const ALL_ADDRESSES: &str = "Enable Role for Access from All IP Addresses";

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route("/security-console/roles/{id}/edit", get(form).post(go))
}

/// Where a role is edited; none for one that can't be.
pub(super) fn path_of(role: &Role) -> Option<String> {
    (!role.is_supplied()).then(|| format!("{}/edit", roles::path_of(role)))
}

async fn form(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    let Some(role) = editable(&world, &id) else { return visit.nothing_here(&world) };
    let field = |name, label, value| Field { name, label, value, ..Field::default() };
    let content = visit.form(
        &format!("{}/edit", roles::path_of(role)),
        &html! {
            div class="actions" {
                button class="primary" name="go" value="save" { "Save and Close" }
                button name="go" value="cancel" { "Cancel" }
            }
            dl { dt { "Role Code" } dd { code { (Shown(&role.code)) } } }
            (Field { required: true, focus: true, ..field("name", "Role Name", &role.name) }.text())
            (field("description", "Description", &role.description).text())
            @if world.state.location_based_access { (tick("everywhere", ALL_ADDRESSES, role.from_all_addresses)) }
        },
    );
    page("Edit Role: Basic Information", roles::PATH).show(&visit, &world, &content)
}

fn editable<'world>(world: &'world World, id: &str) -> Option<&'world Role> {
    world.state.role_by_id(id).filter(|role| !role.is_supplied())
}

async fn go(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let mut world = visit.write();
    let Some(role) = editable(&world, &id) else { return visit.nothing_here(&world) };
    let (path, code) = (roles::path_of(role), role.code.clone());
    if fields.text("go") != "save" {
        return lead_to(&path);
    }
    if let Some(words) = fault(&world, &id, fields.text("name")) {
        return lead_to_saying(&mut world, &format!("{path}/edit"), Message::error(words));
    }
    let everywhere = world.state.location_based_access.then(|| fields.has("everywhere"));
    if let Some(role) = world.state.role_mut(&code) {
        fields.text("name").clone_into(&mut role.name);
        fields.text("description").clone_into(&mut role.description);
        role.from_all_addresses = everywhere.unwrap_or(role.from_all_addresses);
        role.updated = Timestamp::now();
    }
    lead_to_saying(&mut world, &path, Message::confirmation(format!("{code} was saved.")))
}

fn fault(world: &World, id: &str, name: &str) -> Option<&'static str> {
    let taken = world.state.roles().any(|role| role.name.eq_ignore_ascii_case(name) && role.id != id);
    if name.is_empty() {
        Some("Role Name: You must enter a value.")
    } else if taken {
        Some("Role Name: A role with this name exists already. Enter another name.")
    } else {
        None
    }
}
