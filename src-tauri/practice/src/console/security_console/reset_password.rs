//! The dialog *Reset Password* over the details of a user.

use std::sync::Arc;

use axum::{Router, extract::Path, response::Response, routing::get};
use maud::{Markup, html};

use super::{
    super::{
        Console,
        field::Field,
        message::Message,
        visit::{Fields, Visit, lead_to, lead_to_saying},
    },
    account::{POLICY, password_rules},
    page, users,
};
use crate::{
    pod::World,
    state::{Standing, User},
};

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route("/security-console/users/{id}/reset-password", get(dialog).post(go))
}

pub(super) fn path_of(user: &User) -> String {
    format!("{}/reset-password", users::path_of(user))
}

async fn dialog(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    let Some(user) = world.state.user_by_id(&id) else { return visit.nothing_here(&world) };
    let dialog = visit.form(&path_of(user), &fields());
    let behind = users::details(&visit, &world, user);
    page("User Account Details", users::PATH).with_dialog("Reset Password", dialog).show(&visit, &world, &behind)
}

fn fields() -> Markup {
    html! {
        fieldset {
            legend { "How" }
            div class="tick" {
                input type="radio" id="generate" name="how" value="generate";
                label for="generate" { "Automatically generate password" }
            }
            div class="tick" {
                input type="radio" id="manual" name="how" value="manual" checked autofocus;
                label for="manual" { "Manually change the password" }
            }
        }
        (Field { name: "password", label: "New Password", hint: POLICY, ..Field::default() }.password())
        (Field { name: "confirm-password", label: "Confirm New Password", ..Field::default() }.password())
        div class="actions" {
            button class="primary" name="go" value="reset" { "Reset Password" }
            button name="go" value="cancel" { "Cancel" }
        }
    }
}

async fn go(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let mut world = visit.write();
    let Some(user) = world.state.user_by_id(&id).cloned() else { return visit.nothing_here(&world) };
    let details = users::path_of(&user);
    if fields.text("go") != "reset" {
        return lead_to(&details);
    }
    if fields.text("how") == "generate" {
        let message = generate(&mut world, &user);
        return lead_to_saying(&mut world, &details, message);
    }
    let (password, confirmed) = (fields.typed("password"), fields.typed("confirm-password"));
    if let Some((.., words)) = password_rules(password, confirmed).into_iter().find(|(holds, ..)| !holds) {
        return lead_to_saying(&mut world, &path_of(&user), Message::error(words));
    }
    world.set_password(&user.name, password);
    let words = format!("The password of {} was changed.", user.name);
    lead_to_saying(&mut world, &details, Message::confirmation(words))
}

/// Nobody here reads mail: the account waits for a password that the mail would lead to.
fn generate(world: &mut World, user: &User) -> Message {
    if let Some(user) = world.state.user_by_id_mut(&user.id) {
        user.password.clear();
        user.standing = Standing::PasswordExpired;
    }
    let whom = user.email.as_deref().unwrap_or("nobody, as the account has no address");
    Message::warning(format!(
        "Oracle would now send a link by e-mail to {whom}. In practice no mail is sent: change the password manually, or \
         nobody can sign in as {}.",
        user.name
    ))
}
