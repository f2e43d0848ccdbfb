//! What Oracle saw: who may see what, what was changed, and every request with what its answer means; newest first.
//!
//! This page has no counterpart in Oracle. It is there so that whoever teaches can show why an answer was what it was.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    response::Response,
    routing::{get, post},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{
    Console,
    page::Page,
    reset,
    shown::{Code, Shown},
    visit::{Fields, Visit, lead_to},
};
use crate::{
    ADMINISTRATOR, INTEGRATION_USER, PLANTED, SeenRequest, Who,
    content::WORKERS,
    pod::World,
    state::{Access, PeopleSight, RequisitionSight, User, privilege},
};

pub(crate) const PATH: &str = "/what-happened";

pub(super) const REVEAL: &str = "/what-happened/reveal";

/// Requests that are shown; older ones are only counted.
const SHOWN: usize = 200;

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(page)).route(REVEAL, post(reveal))
}

async fn page(visit: Visit) -> Response {
    let requests = visit.pod().log.all();
    let world = visit.read();
    let content = html! {
        @if world.hidden { (planted(&visit)) }
        section aria-labelledby="sight" {
            h2 #sight { "Who may see what" }
            (who_sees_what(&world, &requests))
        }
        section aria-labelledby="changes" {
            h2 #changes { "What was changed" }
            (changed(&world))
        }
        section aria-labelledby="requests" {
            h2 #requests { "What was asked" }
            (happened(&requests))
        }
    };
    Page::titled("What happened").under("Home", "/").show(&visit, &world, &content)
}

/// The mistake that nobody was told about.
pub(super) fn planted(visit: &Visit) -> Markup {
    html! {
        section aria-labelledby="planted" {
            h2 #planted { "A mistake is planted" }
            p class="learn" { (PLANTED) }
            (visit.form(REVEAL, &html! { div class="actions" { button { "Tell me which mistake" } } }))
        }
    }
}

async fn reveal(visit: Visit, _: Fields) -> Response {
    visit.write().hidden = false;
    lead_to(super::home::PATH)
}

fn who_sees_what(world: &World, requests: &[SeenRequest]) -> Markup {
    let asked: BTreeSet<&str> = requests.iter().filter_map(|request| request.user.as_deref()).collect();
    let others = asked.into_iter().filter(|user| ![ADMINISTRATOR, INTEGRATION_USER].contains(user));
    let users = [INTEGRATION_USER, ADMINISTRATOR].into_iter().chain(others);
    html! {
        div class="wide" role="region" aria-label="Users and what they see" tabindex="0" {
            table {
                thead {
                    tr {
                        th scope="col" { "User" }
                        th scope="col" { "Roles" }
                        th scope="col" { "Requisitions" }
                        th scope="col" { "Workers" }
                    }
                }
                tbody { @for user in users { (sight_of(world, user)) } }
            }
        }
    }
}

fn sight_of(world: &World, name: &str) -> Markup {
    let Some(user) = world.state.user(name) else {
        return html! { tr { th scope="row" { bdi { (Shown(name)) } } td colspan="3" { "There is no such user." } } };
    };
    let access = world.state.access(user);
    html! {
        tr {
            th scope="row" { bdi { (Shown(&user.name)) } @if !user.active { " (not active)" } }
            td { (roles(world, user)) }
            td { (requisitions(world, &access)) }
            td { (people(&access)) }
        }
    }
}

fn roles(world: &World, user: &User) -> Markup {
    let held: Vec<_> = user.role_codes().filter_map(|code| world.state.role(code)).collect();
    let waiting = user.assignments.len() - user.role_codes().count();
    html! {
        @if held.is_empty() { "None" }
        ul class="plain" { @for role in held { li { (Shown(&role.name)) " " (Code(&role.code)) } } }
        @if waiting > 0 { p { (waiting) " more have no effect yet." } }
    }
}

fn requisitions(world: &World, access: &Access) -> Markup {
    let company = world.company;
    let seen = match access.requisitions {
        RequisitionSight::All => company.requisitions,
        RequisitionSight::Part { team: None, one_employer: false } => 0,
        sight @ RequisitionSight::Part { .. } => {
            count(company.requisitions, |requisition| sight.lets_through(company, requisition))
        }
    };
    let why = match access.requisitions {
        _ if !access.may_any(&[privilege::REQUISITIONS, privilege::REQUISITIONS_READ]) => {
            "No role held lets the user ask for them: the answer is 403."
        }
        RequisitionSight::All => "A role held has View All Job Requisitions.",
        RequisitionSight::Part { one_employer: true, .. } => "A role held has the profile of one legal employer.",
        RequisitionSight::Part { team: Some(_), .. } => "Only those of the person's own hiring teams.",
        RequisitionSight::Part { team: None, .. } => {
            "No role held has a profile that shows more than the own team, and the account belongs to no person."
        }
    };
    told(seen, company.requisitions, why)
}

fn people(access: &Access) -> Markup {
    let why = match access.people {
        _ if !access.may_any(&[privilege::WORKERS, privilege::WORKERS_READ]) => {
            "No role held lets the user ask for them: the answer is 403."
        }
        PeopleSight::All => "A role held has a Person Security Profile for everybody.",
        PeopleSight::Below(_) => "Only the person and its subordinates.",
        PeopleSight::Own(_) => "Only the person itself.",
        PeopleSight::Nobody => "No role held has a Person Security Profile that counts.",
    };
    told(count(WORKERS, |worker| access.people.lets_through(worker)), WORKERS, why)
}

fn count(all: u32, sees: impl Fn(u32) -> bool) -> u32 {
    u32::try_from((0..all).filter(|&row| sees(row)).count()).unwrap_or(all)
}

fn told(seen: u32, all: u32, why: &str) -> Markup {
    html! { strong { (seen) " of " (all) } br; (why) }
}

fn changed(world: &World) -> Markup {
    let changes = world.state.changes_since(&world.first);
    html! {
        @if changes.is_empty() {
            p { "Nothing was changed since the scenario began." }
        } @else {
            ul { @for change in &changes { li { (Shown(change)) } } }
            p { a href=(reset::PATH) { "Reset the practice Oracle" } }
        }
    }
}

fn happened(requests: &[SeenRequest]) -> Markup {
    let older = requests.len().saturating_sub(SHOWN);
    html! {
        @if requests.is_empty() {
            p { "Nobody has asked anything yet. Run a verification, then load this page again." }
        } @else {
            div class="wide" role="region" aria-label="Requests" tabindex="0" {
                table {
                    thead {
                        tr {
                            th scope="col" { "No." }
                            th scope="col" { "Time (UTC)" }
                            th scope="col" { "Who" }
                            th scope="col" { "Request" }
                            th scope="col" { "Answer" }
                            th scope="col" { "What it means" }
                        }
                    }
                    tbody { @for request in requests.iter().rev().take(SHOWN) { (row(request)) } }
                }
            }
            @if older > 0 { p { (older) " older requests are not shown." } }
        }
    }
}

fn row(request: &SeenRequest) -> Markup {
    let time = request.at.to_zoned(TimeZone::UTC).strftime("%H:%M:%S%.3f").to_string();
    html! {
        tr {
            td { (request.number) }
            td { (time) }
            td { (who(request.who)) @if let Some(user) = &request.user { " " bdi { (Shown(user)) } } }
            td {
                code { (Shown(&request.method)) " " (Shown(&request.path)) }
                @if !request.query.is_empty() { " (" (Shown(&request.query.join(", "))) ")" }
            }
            td { @if request.status > 0 { (request.status) } @else { "None" } }
            td { (meaning(request)) }
        }
    }
}

fn who(who: Who) -> &'static str {
    match who {
        Who::Admin => "Administrator",
        Who::Integration => "Integration user",
        Who::Other => "Another user",
        Who::Nobody => "Nobody signed in",
        Who::Refused => "Refused:",
    }
}

/// What an answer tells whoever explains it; Oracle itself does not say as much.
fn meaning(request: &SeenRequest) -> String {
    let words = match (request.status, request.rows) {
        (0, _) => "No whole answer was given.",
        (200..=299, Some(0)) => {
            "Allowed, and no row is visible: data security lets none through, or none fits the question."
        }
        (200..=299, Some(1)) => "Allowed, and one row is visible.",
        (200..=299, Some(rows)) => return format!("Allowed, and {rows} rows were shown."),
        (200..=299, None) => "Allowed.",
        (300..=399, _) => "Led to a page for people.",
        (401, _) if request.who == Who::Nobody => "No credential was sent.",
        (401, _) => {
            "Not signed in. The password or token is wrong, or the account may not sign in; Oracle never says which."
        }
        (403, _) if matches!(request.who, Who::Nobody | Who::Refused) => {
            "Kept out: the request came from another site."
        }
        (403, _) => "Signed in, and no role held allows this.",
        (404, _) => "This pod has no such resource, or the row is out of the user's sight.",
        (400..=499, _) => "The question was not understood.",
        _ => "Out of order, or the network in front answered.",
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn request(status: u16, rows: Option<usize>) -> SeenRequest {
        SeenRequest {
            number: 1,
            at: Timestamp::UNIX_EPOCH,
            method: "GET".to_owned(),
            path: "/<script>".to_owned(),
            query: vec!["\"><img src=x>".to_owned()],
            who: Who::Refused,
            user: Some("<b>me</b>".to_owned()),
            status,
            rows,
            bytes: None,
        }
    }

    #[test]
    fn what_a_request_claims_cannot_become_markup() {
        let page = happened(&[request(401, None)]).into_string();
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"));
        assert!(page.contains("Refused: <bdi>&lt;b&gt;me&lt;/b&gt;</bdi>"));
    }

    #[test]
    fn an_empty_answer_is_not_told_like_a_full_one_or_a_refusal() {
        let told: BTreeSet<_> =
            [(200, Some(0)), (200, Some(1)), (200, Some(25)), (200, None), (401, None), (404, None)]
                .map(|(status, rows)| meaning(&request(status, rows)))
                .into();
        assert_eq!(told.len(), 6);
        assert!(meaning(&request(200, Some(0))).contains("no row is visible"));
    }
}
