//! The dialog *Add Role Membership* over the page of an account. What is added there is saved with the account.

use std::sync::Arc;

use axum::{Router, extract::Path, response::Response, routing::get};
use maud::{Markup, html};
use url::form_urlencoded;

use super::{
    super::{
        Console,
        desk::Place,
        message::Message,
        shown::{Code, Shown},
        visit::{Fields, Visit, lead_to, lead_to_saying},
    },
    account, search,
    tables::table,
};
use crate::{pod::World, state::Role};

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route("/security-console/accounts/{place}/roles", get(dialog).post(go))
}

pub(super) fn path_of(place: Place) -> String {
    format!("{}/roles", account::path_of(place))
}

async fn dialog(visit: Visit, Path(place): Path<Place>) -> Response {
    let world = visit.read();
    let Some(draft) = world.desk.look::<account::Draft>(place) else { return visit.nothing_here(&world) };
    let wanted = visit.query("search").trim();
    let dialog = html! {
        (search::form(&path_of(place), wanted))
        (visit.form(&path_of(place), &html! {
            input type="hidden" name="search" value=(wanted);
            (results(&world, wanted))
            div class="actions" {
                button class="primary" name="go" value="add" { "Add Role Membership" }
                button name="go" value="done" { "Done" }
            }
        }))
    };
    let behind = account::form(&visit, &world, place, draft);
    account::framed(draft).with_dialog("Add Role Membership", dialog).show(&visit, &world, &behind)
}

fn results(world: &World, wanted: &str) -> Markup {
    let found = search::roles(world, wanted);
    let rows = html! { @for role in &found { (row(role)) } };
    html! {
        @if wanted.is_empty() {
            p class="hint" { "Search by a part of a role's name or code." }
        } @else if found.is_empty() {
            p { "No role was found. A role that is still being copied is not found either." }
        } @else {
            (table("Roles", &["Select", "Role Name", "Role Code"], &rows))
        }
    }
}

fn row(role: &Role) -> Markup {
    let id = format!("role-{}", role.id);
    html! {
        tr {
            td { input type="radio" name="role" id=(id) value=(role.id) aria-label=(Shown(&role.code)); }
            td { label for=(id) { (Shown(&role.name)) } }
            td { label for=(id) { (Code(&role.code)) } }
        }
    }
}

async fn go(visit: Visit, Path(place): Path<Place>, fields: Fields) -> Response {
    let mut world = visit.write();
    if world.desk.look::<account::Draft>(place).is_none() {
        return visit.nothing_here(&world);
    }
    if fields.text("go") == "done" {
        return lead_to(&account::path_of(place));
    }
    let message = add(&mut world, place, fields.text("role"));
    let search: String = form_urlencoded::byte_serialize(fields.text("search").as_bytes()).collect();
    lead_to_saying(&mut world, &format!("{}?search={search}", path_of(place)), message)
}

/// Adds the role to the account on the desk, and says what became of it.
fn add(world: &mut World, place: Place, id: &str) -> Message {
    let Some(role) = world.state.role_by_id(id) else { return Message::error("Select a role in the list first.") };
    let code = role.code.clone();
    let Some(draft) = world.desk.change::<account::Draft>(place) else {
        return Message::error("The account that you were filling in is gone.");
    };
    if draft.roles.contains(&code) {
        return Message::warning(format!("{code} is among the roles already."));
    }
    let words = format!("{code} was added. It takes effect once the account is saved.");
    draft.roles.push(code);
    Message::confirmation(words)
}
