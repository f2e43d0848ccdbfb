//! Reset: says what it undoes, and brings the first state back. Oracle has nothing of the kind.

use std::sync::Arc;

use axum::{Router, response::Response, routing::get};
use maud::html;

use super::{
    Console, home,
    message::Message,
    page::Page,
    shown::Shown,
    visit::{Fields, Visit, lead_to_saying},
};

pub(super) const PATH: &str = "/reset";

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(page).post(reset))
}

async fn page(visit: Visit) -> Response {
    let world = visit.read();
    let changes = world.state.changes_since(&world.first);
    let content = html! {
        @if changes.is_empty() {
            p { "Nothing was changed since the scenario began, so there is nothing to undo." }
            p { a href=(home::PATH) { "Go to the home page" } }
        } @else {
            p { "This is undone, and the practice Oracle is as it was when the scenario began:" }
            ul { @for change in &changes { li { (Shown(change)) } } }
            p { "Addresses and the passwords of this start stay. What was asked of the pod stays listed." }
            (visit.form(PATH, &html! {
                div class="actions" {
                    button class="primary" { "Reset" }
                    a class="button" href=(home::PATH) { "Keep everything" }
                }
            }))
        }
    };
    Page::titled("Reset the practice Oracle").under("Home", "/").show(&visit, &world, &content)
}

async fn reset(visit: Visit, _: Fields) -> Response {
    let message = match visit.pod().reset() {
        Ok(()) => Message::confirmation("The practice Oracle is as it was when the scenario began."),
        Err(error) => Message::error(format!("Nothing was reset: {error}.")),
    };
    lead_to_saying(&mut visit.write(), home::PATH, message)
}
