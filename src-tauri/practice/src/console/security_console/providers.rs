//! The tab *API Authentication*: whose tokens are trusted (oracle.md §5).
//!
//! As on a real pod, a new provider opens as a page of empty details, is filled in after *Edit*, and exists once it is
//! saved. Its certificates are in [certificates](super::certificates).

use std::sync::Arc;

use axum::{
    Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};

use super::{
    super::{
        Console,
        button::button_to,
        desk::Place,
        field::{Field, tick},
        message::Message,
        shown::Shown,
        visit::{Fields, Visit, lead_to, lead_to_saying},
    },
    certificates, page, tab,
    tables::table,
};
use crate::{
    pod::World,
    state::{Provider, TokenType},
    token::OWN_ISSUER,
};

pub(super) const PATH: &str = "/security-console/api-authentication";
const NEW: &str = "/security-console/api-authentication/drafts";

/// A provider as it is typed.
#[derive(Default)]
struct Draft {
    /// Number of the provider that is edited; none for a new one.
    provider: Option<u32>,
    issuer: String,
    token_types: Vec<TokenType>,
    faults: Vec<&'static str>,
}

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route(PATH, get(list))
        .route(NEW, post(begin))
        .route("/security-console/api-authentication/drafts/{place}", get(empty))
        .route("/security-console/api-authentication/drafts/{place}/edit", get(draft).post(go))
        .route("/security-console/api-authentication/providers/{number}", get(details))
        .route("/security-console/api-authentication/providers/{number}/edit", post(edit))
        .route("/security-console/api-authentication/providers/{number}/delete", post(delete))
}

pub(super) fn path_of(provider: &Provider) -> String {
    format!("{PATH}/providers/{}", provider.number)
}

fn draft_path(place: Place) -> String {
    format!("{NEW}/{place}")
}

async fn list(visit: Visit) -> Response {
    let world = visit.read();
    let rows = html! {
        tr { td { (OWN_ISSUER) } td { "JWT, SAML, STS" } td { "Oracle's own; it can't be deleted" } }
        @for provider in &world.state.providers {
            tr {
                td { a href=(path_of(provider)) { (Shown(&provider.issuer)) } }
                td { (names(&provider.token_types)) }
                td { (provider.certificates.len()) }
            }
        }
    };
    let content = html! {
        div class="actions" {
            (visit.form(NEW, &html! { button { "Create Oracle API Authentication Provider" } }))
        }
        (table("Providers", &["Trusted Issuer", "Token Types", "Public Certificates"], &rows))
    };
    tab(PATH).show(&visit, &world, &content)
}

fn names(types: &[TokenType]) -> String {
    types.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

/// The panel at the left of a provider's pages.
pub(super) fn panel(provider: &Provider, open: &str) -> Markup {
    let details = path_of(provider);
    let certificates = certificates::path_of(provider);
    html! {
        nav class="subtabs" aria-label="Provider" {
            ul {
                @for (label, path) in [
                    ("Oracle API Authentication Provider Details", &details),
                    (certificates::TITLE, &certificates),
                ] {
                    li { a href=(path) aria-current=[(path == open).then_some("page")] { (label) } }
                }
            }
        }
    }
}

pub(super) fn numbered(world: &World, number: u32) -> Option<&Provider> {
    world.state.providers.iter().find(|provider| provider.number == number)
}

async fn details(visit: Visit, Path(number): Path<u32>) -> Response {
    let world = visit.read();
    let Some(provider) = numbered(&world, number) else { return visit.nothing_here(&world) };
    let path = path_of(provider);
    let content = html! {
        (panel(provider, &path))
        div class="actions" {
            (visit.form(&format!("{path}/edit"), &html! { button { "Edit" } }))
            (visit.form(&format!("{path}/delete"), &html! { button { "Delete" } }))
        }
        (shown(&provider.issuer, &provider.token_types))
    };
    page("Oracle API Authentication Provider", PATH).show(&visit, &world, &content)
}

fn shown(issuer: &str, token_types: &[TokenType]) -> Markup {
    html! {
        dl {
            dt { "Trusted Issuer" } dd { @if issuer.is_empty() { "Not set" } @else { (Shown(issuer)) } }
            dt { "Token Types" } dd { @if token_types.is_empty() { "Not set" } @else { (names(token_types)) } }
        }
    }
}

async fn begin(visit: Visit, _: Fields) -> Response {
    let place = visit.write().desk.lay(Draft::default());
    lead_to(&draft_path(place))
}

async fn edit(visit: Visit, Path(number): Path<u32>, _: Fields) -> Response {
    let mut world = visit.write();
    let Some(provider) = numbered(&world, number) else { return visit.nothing_here(&world) };
    let draft = Draft {
        provider: Some(number),
        issuer: provider.issuer.clone(),
        token_types: provider.token_types.clone(),
        faults: Vec::new(),
    };
    let place = world.desk.lay(draft);
    lead_to(&format!("{}/edit", draft_path(place)))
}

async fn delete(visit: Visit, Path(number): Path<u32>, _: Fields) -> Response {
    let mut world = visit.write();
    let Some(issuer) = numbered(&world, number).map(|provider| provider.issuer.clone()) else {
        return visit.nothing_here(&world);
    };
    world.state.providers.retain(|provider| provider.number != number);
    lead_to_saying(&mut world, PATH, Message::confirmation(format!("The provider of {issuer} was deleted.")))
}

/// A new provider before it is filled in.
async fn empty(visit: Visit, Path(place): Path<Place>) -> Response {
    let world = visit.read();
    if world.desk.look::<Draft>(place).is_none() {
        return visit.nothing_here(&world);
    }
    let content = html! {
        div class="actions" {
            (button_to(&format!("{}/edit", draft_path(place)), "Edit"))
            (button_to(PATH, "Cancel"))
        }
        (shown("", &[]))
        p class="hint" { "The provider exists once you have edited and saved it." }
    };
    page("Create Oracle API Authentication Provider", PATH).show(&visit, &world, &content)
}

async fn draft(visit: Visit, Path(place): Path<Place>) -> Response {
    let world = visit.read();
    let Some(draft) = world.desk.look::<Draft>(place) else { return visit.nothing_here(&world) };
    let issuer = Field {
        name: "issuer",
        label: "Trusted Issuer",
        value: &draft.issuer,
        required: true,
        fault: draft.faults.iter().copied().find(|words| words.starts_with("Trusted Issuer")),
        hint: "A name that you choose. Tokens have to give it letter for letter.",
        focus: true,
    };
    let content = visit.form(
        &format!("{}/edit", draft_path(place)),
        &html! {
            div class="actions" {
                button class="primary" name="go" value="save" { "Save and Close" }
                button name="go" value="cancel" { "Cancel" }
            }
            (issuer.text())
            fieldset {
                legend { "Token Types" }
                @for kind in TokenType::ALL { (tick(kind.name(), kind.name(), draft.token_types.contains(&kind))) }
            }
        },
    );
    let faults = draft.faults.iter().map(|words| Message::error(*words));
    page("Edit Oracle API Authentication Provider", PATH).saying(faults).show(&visit, &world, &content)
}

async fn go(visit: Visit, Path(place): Path<Place>, fields: Fields) -> Response {
    let mut world = visit.write();
    let Some(draft) = world.desk.look::<Draft>(place) else { return visit.nothing_here(&world) };
    let provider = draft.provider;
    if fields.text("go") != "save" {
        world.desk.clear(place);
        return lead_to(PATH);
    }
    let issuer = fields.text("issuer").to_owned();
    let token_types: Vec<_> = TokenType::ALL.into_iter().filter(|kind| fields.has(kind.name())).collect();
    let faults = faults(&world, provider, &issuer, &token_types);
    if !faults.is_empty() {
        if let Some(draft) = world.desk.change::<Draft>(place) {
            *draft = Draft { provider, issuer, token_types, faults };
        }
        return lead_to(&format!("{}/edit", draft_path(place)));
    }
    let words = format!("The provider of {issuer} was saved.");
    save(&mut world, provider, issuer, token_types);
    world.desk.clear(place);
    lead_to_saying(&mut world, PATH, Message::confirmation(words))
}

fn faults(world: &World, provider: Option<u32>, issuer: &str, token_types: &[TokenType]) -> Vec<&'static str> {
    let others = world.state.providers.iter().filter(|other| Some(other.number) != provider);
    let taken = issuer == OWN_ISSUER || others.into_iter().any(|other| other.issuer == issuer);
    let rules = [
        (!issuer.is_empty(), "Trusted Issuer: You must enter a value."),
        (!taken, "Trusted Issuer: Another provider has this issuer. Enter another one."),
        (!token_types.is_empty(), "Token Types: Select at least one."),
    ];
    rules.into_iter().filter(|(holds, _)| !holds).map(|(_, words)| words).collect()
}

fn save(world: &mut World, number: Option<u32>, issuer: String, token_types: Vec<TokenType>) {
    let edited = world.state.providers.iter_mut().find(|provider| Some(provider.number) == number);
    let provider = match edited {
        Some(provider) => provider,
        None => world.state.add_provider(Provider::for_tokens(&issuer)),
    };
    provider.issuer = issuer;
    provider.token_types = token_types;
}
