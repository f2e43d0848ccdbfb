//! The task *Candidate Dimension Source Names*: where applications may come from (oracle.md §2.6).
//!
//! Rows are added on the page and take effect with *Save and Close* only. Nothing else on this pod reads them.

use std::sync::Arc;

use axum::{
    Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};

use super::{
    Console,
    desk::Place,
    field::Field,
    message::Message,
    page::Page,
    setup,
    shown::Shown,
    visit::{Fields, Visit, lead_to, lead_to_saying},
};
use crate::pod::World;

pub(super) const TASK: &str = "Candidate Dimension Source Names";

pub(super) const PATH: &str = "/setup/candidate-sources";

/// The names that were typed into new rows.
#[derive(Clone, Default)]
struct Draft {
    names: Vec<String>,
    fault: Option<&'static str>,
}

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route(PATH, get(list).post(begin))
        .route("/setup/candidate-sources/{place}", get(draft))
        .route("/setup/candidate-sources/{place}/rows", post(go))
}

fn path_of(place: Place) -> String {
    format!("{PATH}/{place}")
}

fn page() -> Page {
    Page::titled(TASK).under("Home", "/").under("Setup and Maintenance", setup::PATH)
}

async fn list(visit: Visit) -> Response {
    let world = visit.read();
    if let Some(refusal) = setup::refused(&visit, &world) {
        return refusal;
    }
    let content = html! {
        (visit.form(PATH, &html! { div class="actions" { button { "Add Row" } } }))
        (rows(&world, &html! {}))
    };
    page().show(&visit, &world, &content)
}

fn rows(world: &World, new: &Markup) -> Markup {
    html! {
        div class="wide" role="region" aria-label=(TASK) tabindex="0" {
            table {
                thead { tr { th scope="col" { "Source Name" } } }
                tbody {
                    @for name in &world.state.candidate_sources { tr { td { (Shown(name)) } } }
                    (new)
                }
            }
        }
    }
}

async fn begin(visit: Visit, _: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = setup::refused(&visit, &world) {
        return refusal;
    }
    let place = world.desk.lay(Draft { names: vec![String::new()], fault: None });
    lead_to(&path_of(place))
}

async fn draft(visit: Visit, Path(place): Path<Place>) -> Response {
    let world = visit.read();
    let Some(draft) = world.desk.look::<Draft>(place) else { return visit.nothing_here(&world) };
    let last = draft.names.len().saturating_sub(1);
    let new = html! {
        @for (number, name) in draft.names.iter().enumerate() {
            tr {
                td {
                    (Field {
                        name: &format!("name-{number}"), label: "Source Name", value: name, required: true,
                        focus: number == last, fault: draft.fault.filter(|_| name.is_empty()), ..Field::default()
                    }.text())
                }
            }
        }
    };
    let content = visit.form(
        &format!("{}/rows", path_of(place)),
        &html! {
            div class="actions" {
                button class="primary" name="go" value="save" { "Save and Close" }
                button name="go" value="add" { "Add Row" }
                button name="go" value="cancel" { "Cancel" }
            }
            (rows(&world, &new))
        },
    );
    page().saying(draft.fault.map(Message::error)).show(&visit, &world, &content)
}

async fn go(visit: Visit, Path(place): Path<Place>, fields: Fields) -> Response {
    let mut world = visit.write();
    let Some(draft) = world.desk.change::<Draft>(place) else { return visit.nothing_here(&world) };
    for (number, name) in draft.names.iter_mut().enumerate() {
        fields.text(&format!("name-{number}")).clone_into(name);
    }
    draft.fault = None;
    match fields.text("go") {
        "add" => draft.names.push(String::new()),
        "save" if draft.names.iter().any(String::is_empty) => {
            draft.fault = Some("Source Name: You must enter a value.");
        }
        "save" => {
            let names = std::mem::take(&mut draft.names);
            world.desk.clear(place);
            let words = format!("{} was saved.", names.join(", "));
            world.state.candidate_sources.extend(names);
            return lead_to_saying(&mut world, setup::PATH, Message::confirmation(words));
        }
        _ => {
            world.desk.clear(place);
            return lead_to(setup::PATH);
        }
    }
    lead_to(&path_of(place))
}
