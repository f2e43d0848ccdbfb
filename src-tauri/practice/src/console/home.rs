//! Where one lands: what is practised here, and the way into it.

use std::sync::Arc;

use axum::{Router, response::Response, routing::get};
use maud::{Markup, html};

use super::{Console, page::Page, shown::Shown, visit::Visit};
use crate::{Kind, Scenario};

pub(super) const PATH: &str = "/";

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(page))
}

async fn page(visit: Visit) -> Response {
    let world = visit.read();
    let content = html! {
        @if world.hidden { (super::happened::planted(&visit)) } @else { (scenario(world.scenario)) }
        section aria-labelledby="ways" {
            h2 #ways { "Where to go" }
            p { "Roles, users and certificates are under " strong { "Navigator" } ", " strong { "Tools" } ", "
                strong { "Security Console" } "." }
            p { "What a role lets its holders see is under " strong { "Settings and Actions" } ", "
                strong { "Setup and Maintenance" } ", or under " strong { "Navigator" } ", " strong { "My Client Groups" } "." }
            p { "What was asked of this pod, and what it answered, is under "
                a href=(super::happened::PATH) { "What happened" } "." }
            p { "REST answers at " code { (Shown(&visit.pod().origin())) } "." }
        }
    };
    Page::titled("Practice Oracle").show(&visit, &world, &content)
}

fn scenario(scenario: &Scenario) -> Markup {
    let kind = match scenario.kind {
        Kind::Requisitions => "Requisitions, by a copied Recruiter role",
        Kind::Workers => "Workers, by a supplied job role",
    };
    html! {
        section aria-labelledby="scenario" {
            h2 #scenario { "Scenario" }
            p class="learn" { (Shown(scenario.learn)) }
            dl {
                dt { "Name" } dd { code { (Shown(scenario.name)) } }
                dt { "The integration reads" } dd { (kind) }
            }
        }
    }
}
