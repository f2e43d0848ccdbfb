//! The classic pages: a search, and a row of stops for one role (oracle.md §9.3).

use std::sync::Arc;

use axum::{Router, extract::Path, response::Response, routing::get};
use jiff::Timestamp;
use maud::{Markup, html};
use url::form_urlencoded;

use super::{
    super::{
        Console,
        desk::Place,
        field::Field,
        message::Message,
        page::Page,
        setup,
        shown::{Code, Shown},
        status::status as shown_status,
        train::train,
        visit::{Fields, Visit, lead_to, lead_to_saying},
    },
    assigned,
    draft::{Draft, Target},
    found, job_role_named, job_roles, kind, known, lists, refused, status,
};
use crate::{
    pod::World,
    state::{DataSecurityError, Profiles, Role},
};

pub(in crate::console) const PATH: &str = "/setup/data-roles";

const TITLE: &str = "Manage Data Roles and Security Profiles";

/// The stops of the train, by what their addresses say.
const STOPS: [&str; 3] = ["details", "criteria", "review"];

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route(PATH, get(search).post(chosen))
        .route("/setup/data-roles/warning/{role}", get(warn).post(warned))
        .route("/setup/data-roles/revoke/{role}", get(ask_to_revoke).post(revoke))
        .route("/setup/data-roles/draft/{place}/{stop}", get(stop).post(step))
        .route("/setup/data-roles/draft/{place}/warning", get(warn_of_job_role).post(job_role_accepted))
}

fn stop_path(place: Place, stop: usize) -> String {
    format!("/setup/data-roles/draft/{place}/{}", STOPS[stop.min(STOPS.len() - 1)])
}

/// The search with what was searched for, so that its results stand there again.
fn search_path(wanted: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("role", wanted)
        .append_pair("go", "search")
        .finish();
    format!("{PATH}?{query}")
}

async fn search(visit: Visit) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    search_page().show(&visit, &world, &search_content(&visit, &world, visit.query("role")))
}

fn search_page() -> Page {
    Page::titled(TITLE).under("Home", "/").under("Setup and Maintenance", setup::PATH)
}

fn search_content(visit: &Visit, world: &World, wanted: &str) -> Markup {
    html! {
        form method="get" action=(PATH) role="search" class="search" {
            (Field { name: "role", label: "Role", value: wanted, focus: wanted.is_empty(), ..Field::default() }.text())
            button name="go" value="search" { "Search" }
        }
        h2 #results { "Search Results" }
        (visit.form(PATH, &html! {
            input type="hidden" name="wanted" value=(Shown(wanted));
            div class="actions" {
                button name="go" value="edit" { "Edit" }
                button name="go" value="create" { "Create" }
                button name="go" value="revoke" { "Revoke Security Profiles" }
            }
            @if !visit.query("go").is_empty() || !wanted.is_empty() { (results(&found(world, wanted))) }
            @else { p { "Search for a role to see it here." } }
        }))
    }
}

fn results(found: &[&Role]) -> Markup {
    html! {
        @if found.is_empty() {
            p { "No results found." }
        } @else {
            div class="wide" role="region" aria-labelledby="results" tabindex="0" {
                table class="choose" {
                    thead {
                        tr {
                            th scope="col" { span class="aside" { "Select" } }
                            th scope="col" { "Role" }
                            th scope="col" { "Role Code" }
                            th scope="col" { "Role Type" }
                            th scope="col" { "Status" }
                            th scope="col" { "Security Profiles Assigned" }
                        }
                    }
                    tbody { @for role in found { (row(role)) } }
                }
            }
        }
    }
}

fn row(role: &Role) -> Markup {
    let id = format!("role-{}", role.id);
    html! {
        tr {
            td { input type="radio" name="role" id=(id) value=(role.id); }
            td { label for=(id) { (Shown(&role.name)) } }
            td { label for=(id) { (Code(&role.code)) } }
            td { (kind(role)) }
            td class="nowrap" { (shown_status(status(role))) }
            td { (assigned(role)) }
        }
    }
}

/// One of the buttons above the results.
async fn chosen(visit: Visit, fields: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    if fields.text("go") == "create" {
        let place = world.desk.lay(Draft::of_data_role());
        return lead_to(&stop_path(place, 0));
    }
    let back = search_path(fields.text("wanted"));
    let Some(role) = known(&world, fields.text("role")) else {
        return lead_to_saying(&mut world, &back, Message::error("Select a row of the search results first."));
    };
    let id = role.id.clone();
    match fields.text("go") {
        "revoke" => lead_to(&format!("/setup/data-roles/revoke/{id}")),
        _ if role.security.warns_of_copied_profiles() => lead_to(&format!("/setup/data-roles/warning/{id}")),
        _ => open(&mut world, &id, &back),
    }
}

/// Lays the role on the desk and opens its first page, unless it is being worked on.
fn open(world: &mut World, id: &str, back: &str) -> Response {
    let Some(role) = known(world, id) else { return lead_to(back) };
    if status(role) == "In Progress" {
        return lead_to_saying(world, back, Message::error(DataSecurityError::InProgress.to_string()));
    }
    let draft = Draft::of(role);
    let place = world.desk.lay(draft);
    lead_to(&stop_path(place, 0))
}

/// A dialog over the search.
fn ask(visit: &Visit, world: &World, id: &str, title: &str, action: &str, words: fn(&Role) -> Markup) -> Response {
    let Some(role) = known(world, id) else { return visit.nothing_here(world) };
    let dialog = html! {
        (words(role))
        (visit.form(&format!("/setup/data-roles/{action}/{id}"), &html! {
            div class="actions" {
                button class="primary" autofocus { "Yes" }
                a class="button" href=(search_path(&role.name)) { "No" }
            }
        }))
    };
    search_page().with_dialog(title, dialog).show(visit, world, &search_content(visit, world, &role.name))
}

async fn warn(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    ask(&visit, &world, &id, "Warning", "warning", copied_along)
}

/// What Oracle warns of, in words of this program's own.
pub(super) fn copied_along(role: &Role) -> Markup {
    html! {
        p {
            strong { (Shown(&role.name)) } " already has security profiles: they came with the role that it was copied from. "
            "On a real pod access that came so can be wider than what you choose next, and hard to take away. "
            "Do you want to continue?"
        }
    }
}

async fn warned(visit: Visit, Path(id): Path<String>, _: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let back = world.state.role_by_id(&id).map_or_else(|| PATH.to_owned(), |role| search_path(&role.name));
    open(&mut world, &id, &back)
}

async fn ask_to_revoke(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    ask(&visit, &world, &id, "Revoke Security Profiles", "revoke", taken_away)
}

pub(super) fn taken_away(role: &Role) -> Markup {
    html! {
        p {
            "All security profiles of " strong { (Shown(&role.name)) } " are taken away, for everyone who holds the role. "
            "Do you want to continue?"
        }
    }
}

async fn revoke(visit: Visit, Path(id): Path<String>, _: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(mut draft) = known(&world, &id).map(Draft::of) else { return visit.nothing_here(&world) };
    draft.profiles = Profiles::new();
    let back = search_path(draft.name_and_code().0);
    let message = draft.submit(visit.pod(), &mut world).unwrap_or_else(|error| Message::error(error.to_string()));
    lead_to_saying(&mut world, &back, message)
}

/// One page of the train.
async fn stop(visit: Visit, Path((place, stop)): Path<(Place, String)>) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    match (world.desk.look::<Draft>(place), STOPS.iter().position(|known| *known == stop)) {
        (Some(draft), Some(stop)) => show_stop(&visit, &world, &Stop { draft, place, number: stop }, Fault::default()),
        _ => visit.nothing_here(&world),
    }
}

/// A page of the train with what lies on it.
struct Stop<'a> {
    draft: &'a Draft,
    place: Place,
    /// Which of [`STOPS`].
    number: usize,
}

/// What was wrong with the first page of a data role.
#[derive(Clone, Copy, Default)]
struct Fault<'a> {
    name: Option<&'a str>,
    job_role: Option<&'a str>,
}

fn show_stop(visit: &Visit, world: &World, at: &Stop, fault: Fault) -> Response {
    let is_new = matches!(at.draft.target, Target::DataRole { .. });
    let stops = [if is_new { "Select Role" } else { "Role Details" }, "Security Criteria", "Review"];
    let task = if is_new { "Create Data Role" } else { "Edit Data Role" };
    let content = html! {
        (train(&stops, at.number))
        (visit.form(&stop_path(at.place, at.number), &html! {
            @match at.number {
                0 => { (first_stop(world, at.draft, fault)) }
                1 => { (whose(at.draft, None)) (lists::to_choose(&at.draft.profiles)) }
                _ => { (whose(at.draft, None)) (lists::to_review(&at.draft.profiles)) }
            }
            (ways(at.number))
        }))
    };
    let error =
        (fault.name.is_some() || fault.job_role.is_some()).then(|| Message::error("Correct the marked fields."));
    search_page_of(format!("{task}: {}", stops[at.number])).saying(error).show(visit, world, &content)
}

fn search_page_of(title: String) -> Page {
    Page::titled(title).under("Home", "/").under("Setup and Maintenance", setup::PATH).under(TITLE, PATH)
}

/// *Next* comes first: it is what Enter does.
fn ways(stop: usize) -> Markup {
    html! {
        div class="actions" {
            @if stop < 2 { button class="primary" name="go" value="next" { "Next" } }
            @if stop == 2 { button class="primary" name="go" value="submit" { "Submit" } }
            @if stop > 0 { button name="go" value="back" { "Back" } }
            @if stop == 1 { button name="go" value="review" { "Review" } }
            button name="go" value="cancel" { "Cancel" }
        }
    }
}

/// The role by name and code, and with more where it is there already.
fn whose(draft: &Draft, role: Option<&Role>) -> Markup {
    let (name, code) = draft.name_and_code();
    html! {
        dl {
            dt { "Role" } dd { (Shown(name)) }
            dt { "Role Code" } dd { code { (Shown(&code)) } }
            @if let Some(role) = role {
                dt { "Role Type" } dd { (kind(role)) }
                dt { "Description" } dd { (Shown(&role.description)) }
            }
        }
    }
}

fn first_stop(world: &World, draft: &Draft, fault: Fault) -> Markup {
    match &draft.target {
        Target::Role { code, .. } => html! {
            (whose(draft, world.state.role(code)))
        },
        Target::DataRole { name, job_role } => {
            let chosen = world.state.role(job_role).map_or(job_role, |role| &role.name);
            html! {
                (Field {
                    name: "name", label: "Data Role", value: name, required: true, fault: fault.name, focus: true,
                    hint: "The role code follows from the name. You see it on the next page.",
                }.text())
                (Field {
                    name: "job_role", label: "Job Role", value: chosen, required: true, fault: fault.job_role,
                    hint: "The name or the code of a job or abstract role.", ..Field::default()
                }.text())
                (job_roles(world))
            }
        }
    }
}

/// One of the buttons at the end of a page of the train.
async fn step(visit: Visit, Path((place, stop)): Path<(Place, String)>, fields: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(stop) = STOPS.iter().position(|known| *known == stop) else { return visit.nothing_here(&world) };
    let Some(mut draft) = world.desk.look::<Draft>(place).cloned() else { return visit.nothing_here(&world) };
    let go = fields.text("go");
    if go == "cancel" {
        world.desk.clear(place);
        return lead_to(PATH);
    }
    draft.take(&fields);
    if let (0, Target::DataRole { .. }) = (stop, &draft.target) {
        return name_data_role(&visit, &mut world, draft, place, &fields);
    }
    if go == "submit" {
        return submit(&visit, &mut world, &draft, place);
    }
    keep(&mut world, place, draft);
    lead_to(&stop_path(
        place,
        match go {
            "back" => stop.saturating_sub(1),
            "review" => 2,
            _ => stop + 1,
        },
    ))
}

fn keep(world: &mut World, place: Place, draft: Draft) {
    if let Some(kept) = world.desk.change::<Draft>(place) {
        *kept = draft;
    }
}

fn submit(visit: &Visit, world: &mut World, draft: &Draft, place: Place) -> Response {
    match draft.submit(visit.pod(), world) {
        Ok(message) => {
            world.desk.clear(place);
            lead_to_saying(world, &search_path(draft.name_and_code().0), message)
        }
        Err(error) => lead_to_saying(world, &stop_path(place, 2), Message::error(error.to_string())),
    }
}

/// *Next* on the first page of a data role: its name has to be free, and its job role has to be there.
fn name_data_role(visit: &Visit, world: &mut World, mut draft: Draft, place: Place, fields: &Fields) -> Response {
    let name = fields.text("name").to_owned();
    let typed = fields.text("job_role");
    let job_role = job_role_named(world, typed).map(|role| (role.code.clone(), warns(role)));
    let fault = Fault { name: name.is_empty().then_some("Enter a value."), job_role: job_role.as_ref().err().copied() };
    let code = job_role.as_ref().map_or_else(|_| typed.to_owned(), |(code, _)| code.clone());
    draft.target = Target::DataRole { name, job_role: code };
    if fault.name.is_some() || fault.job_role.is_some() {
        return show_stop(visit, world, &Stop { draft: &draft, place, number: 0 }, fault);
    }
    keep(world, place, draft);
    if job_role.is_ok_and(|(_, warns)| warns) {
        lead_to(&format!("/setup/data-roles/draft/{place}/warning"))
    } else {
        lead_to(&stop_path(place, 1))
    }
}

/// Whether a data role over this job role would have its access skewed by profiles that stand on the job role.
pub(super) fn warns(role: &Role) -> bool {
    !role.security.in_effect(Timestamp::now()).is_empty()
}

async fn warn_of_job_role(visit: Visit, Path(place): Path<Place>) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(draft) = world.desk.look::<Draft>(place) else { return visit.nothing_here(&world) };
    let dialog = html! {
        (job_role_has_profiles())
        (visit.form(&format!("/setup/data-roles/draft/{place}/warning"), &html! {
            div class="actions" {
                button class="primary" autofocus { "Yes" }
                a class="button" href=(stop_path(place, 0)) { "No" }
            }
        }))
    };
    let content = first_stop(&world, draft, Fault::default());
    search_page_of("Create Data Role: Select Role".to_owned())
        .with_dialog("Warning", dialog)
        .show(&visit, &world, &content)
}

pub(super) fn job_role_has_profiles() -> Markup {
    html! {
        p {
            "The job role already has security profiles of its own. Whoever holds the data role gets the access of both, "
            "which is wider than you choose here. Do you want to continue?"
        }
    }
}

async fn job_role_accepted(visit: Visit, Path(place): Path<Place>, _: Fields) -> Response {
    let world = visit.read();
    match world.desk.look::<Draft>(place) {
        Some(_) => lead_to(&stop_path(place, 1)),
        None => visit.nothing_here(&world),
    }
}
