//! Where one lands: what is practised here, and the way into it.

use std::sync::Arc;

use axum::{Router, response::Response, routing::get};
use maud::{Markup, html};

use super::{Console, navigator, page::Page, shown::Shown, visit::Visit};
use crate::{Kind, Scenario};

pub(super) const PATH: &str = "/";

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(page))
}

async fn page(visit: Visit) -> Response {
    let world = visit.read();
    let content = html! {
        @if world.hidden { (super::happened::planted(&visit)) } @else { (scenario(world.scenario)) }
        (navigator::overview(&world))
        p class="hint" { "REST answers at " code { (Shown(&visit.pod().origin())) } "." }
    };
    Page::titled("Practice Oracle").show(&visit, &world, &content)
}

fn scenario(scenario: &Scenario) -> Markup {
    let kind = match scenario.kind {
        Kind::Requisitions => "Requisitions, by a copied Recruiter role",
        Kind::Workers => "Workers, by a supplied job role",
    };
    html! {
        section class="lesson" aria-labelledby="scenario" {
            h2 #scenario { "What there is to learn here" }
            p class="learn" { (Shown(scenario.learn)) }
            dl {
                dt { "Scenario" } dd { code { (Shown(scenario.name)) } }
                dt { "The integration reads" } dd { (kind) }
            }
        }
    }
}
