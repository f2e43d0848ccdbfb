//! The tab *Users*: a search, and the details of an account that was found.

use std::sync::Arc;

use axum::{Router, extract::Path, response::Response, routing::get};
use maud::{Markup, html};

use super::{
    super::{Console, button::button_to, shown::Shown, visit::Visit},
    account, page, reset_password, search, tab,
    tables::{self, table},
};
use crate::{
    pod::World,
    state::{Standing, User},
};

pub(super) const PATH: &str = "/security-console/users";

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(found)).route("/security-console/users/{id}", get(one))
}

pub(super) fn path_of(user: &User) -> String {
    format!("{PATH}/{}", user.id)
}

async fn found(visit: Visit) -> Response {
    let world = visit.read();
    let wanted = visit.query("search").trim();
    let found = search::users(&world, wanted);
    let content = html! {
        div class="actions" { (visit.form(account::NEW, &html! { button { "Add User Account" } })) }
        (search::form(PATH, wanted))
        @if wanted.is_empty() {
            p class="hint" { "Search by a part of a user name, a person's name or an e-mail address." }
        } @else {
            h2 { "Search Results" }
            @if found.is_empty() {
                p { "No user was found." }
            } @else {
                (table("Search Results", &["User Name", "Name", "Email", "Status"], &rows(&found)))
            }
        }
    };
    tab(PATH).show(&visit, &world, &content)
}

fn rows(users: &[&User]) -> Markup {
    html! {
        @for user in users {
            tr {
                td { a href=(path_of(user)) { (Shown(&user.name)) } }
                td { (Shown(&user.display_name)) }
                td { span class="give" { (Shown(user.email.as_deref().unwrap_or_default())) } }
                td { (status(user)) }
            }
        }
    }
}

async fn one(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    let Some(user) = world.state.user_by_id(&id) else { return visit.nothing_here(&world) };
    page("User Account Details", PATH).show(&visit, &world, &details(&visit, &world, user))
}

/// The account with what can be done with it.
pub(super) fn details(visit: &Visit, world: &World, user: &User) -> Markup {
    html! {
        div class="actions" {
            (visit.form(&account::edit_path(user), &html! { button { "Edit" } }))
            (button_to(&reset_password::path_of(user), "Reset Password"))
        }
        h2 { "User Information" }
        dl {
            dt { "User Name" } dd { (Shown(&user.name)) }
            dt { "First Name" } dd { (Shown(user.given_name.as_deref().unwrap_or_default())) }
            dt { "Last Name" } dd { (Shown(&user.family_name)) }
            dt { "Email" } dd { (Shown(user.email.as_deref().unwrap_or_default())) }
            dt { "User Category" } dd { (user.category) }
            dt { "Associated Person Type" } dd { (if user.person.is_some() { "Worker" } else { "None" }) }
            dt { "Status" } dd { (status(user)) }
        }
        h2 { "Roles" }
        @if user.assignments.is_empty() { p { "This user holds no role." } }
        @else { (tables::roles(world, "Roles", user.assignments.iter().map(|assignment| assignment.role.as_str()))) }
    }
}

fn status(user: &User) -> &'static str {
    match (user.active, user.standing) {
        (false, _) => "Inactive",
        (true, Standing::Good) => "Active",
        (true, Standing::PasswordExpired) => "Active, password expired",
        (true, Standing::Locked) => "Active, locked",
        (true, Standing::SignOnOnly) => "Active, signs in through single sign-on only",
    }
}
