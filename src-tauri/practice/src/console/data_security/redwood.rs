//! The Redwood page: one role on one page, with a list of values for each security profile (oracle.md §9.4).

use std::sync::Arc;

use axum::{Router, extract::Path, response::Response, routing::get};
use maud::{Markup, html};
use url::form_urlencoded;

use super::{
    super::{
        Console,
        desk::Place,
        field::Field,
        message::Message,
        page::Page,
        shown::{Code, Shown},
        status::status as shown_status,
        visit::{Fields, Visit, lead_to, lead_to_saying},
    },
    assigned,
    classic::{copied_along, job_role_has_profiles, taken_away, warns},
    draft::{Draft, Target},
    found, job_role_named, job_roles, kind, known, lists, refused, status,
};
use crate::{
    pod::World,
    state::{DataSecurityError, Profiles, Role},
};

/// The quick actions of Oracle's home page.
pub(in crate::console) const CLIENT_GROUPS: &str = "/my-client-groups";

const PATH: &str = "/redwood/data-roles";

const TITLE: &str = "Data Roles and Security Profiles";

const ADD: &str = "/redwood/data-roles/add";

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route(CLIENT_GROUPS, get(client_groups))
        .route(PATH, get(search))
        .route("/redwood/data-roles/role/{role}", get(role).post(change))
        .route("/redwood/data-roles/role/{role}/revoke", get(ask_to_revoke).post(revoke))
        .route(ADD, get(add).post(added))
        .route("/redwood/data-roles/add/{place}", get(warn_of_job_role).post(job_role_accepted))
}

async fn client_groups(visit: Visit) -> Response {
    let world = visit.read();
    let content = html! {
        section aria-labelledby="quick-actions" {
            h2 #quick-actions { "Quick Actions" }
            h3 { "Workforce Structures" }
            ul { li { a href=(PATH) { (TITLE) } } }
        }
    };
    Page::titled("My Client Groups").under("Home", "/").show(&visit, &world, &content)
}

fn page(title: impl Into<String>) -> Page {
    Page::titled(title).under("Home", "/").under("My Client Groups", CLIENT_GROUPS)
}

fn search_path(wanted: &str) -> String {
    format!("{PATH}?{}", form_urlencoded::Serializer::new(String::new()).append_pair("search", wanted).finish())
}

fn role_path(id: &str) -> String {
    format!("/redwood/data-roles/role/{id}")
}

async fn search(visit: Visit) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let wanted = visit.query("search");
    let content = html! {
        form method="get" action=(PATH) role="search" class="search" {
            (Field { name: "search", label: "Search", value: wanted, focus: wanted.is_empty(), ..Field::default() }.search())
            button { "Search" }
            a class="button" href=(ADD) { "Add" }
        }
        (table(&found(&world, wanted)))
    };
    page(TITLE).show(&visit, &world, &content)
}

fn table(found: &[&Role]) -> Markup {
    html! {
        @if found.is_empty() {
            p { "No results found." }
        } @else {
            div class="wide" role="region" aria-label="Roles" tabindex="0" {
                table {
                    thead {
                        tr {
                            th scope="col" { "Role Name" }
                            th scope="col" { "Role Code" }
                            th scope="col" { "Role Type" }
                            th scope="col" { "Status" }
                            th scope="col" { "Security Profiles Assigned" }
                        }
                    }
                    tbody {
                        @for role in found {
                            tr {
                                td { a href=(role_path(&role.id)) { (Shown(&role.name)) } }
                                td { (Code(&role.code)) }
                                td { (kind(role)) }
                                td class="nowrap" { (shown_status(status(role))) }
                                td { (assigned(role)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The page of one role, with Oracle's warning before it where the role needs one.
async fn role(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(role) = known(&world, &id) else { return visit.nothing_here(&world) };
    let mut page = role_page(role);
    if role.security.warns_of_copied_profiles() && visit.query("accepted").is_empty() {
        page = page.with_dialog(
            "Warning",
            html! {
                (copied_along(role))
                form method="get" action=(role_path(&id)) {
                    div class="actions" {
                        button class="primary" name="accepted" value="yes" autofocus { "Continue" }
                        a class="button" href=(search_path(&role.name)) { "Cancel" }
                    }
                }
            },
        );
    }
    page.show(&visit, &world, &role_content(&visit, role, &Draft::of(role)))
}

fn role_page(role: &Role) -> Page {
    page(format!("{TITLE}: {}", role.name)).under(TITLE, PATH)
}

fn role_content(visit: &Visit, role: &Role, draft: &Draft) -> Markup {
    visit.form(&role_path(&role.id), &html! {
        section aria-labelledby="details" {
            h2 #details { "Role Details" }
            dl {
                dt { "Role Name" } dd { (Shown(&role.name)) }
                dt { "Role Code" } dd { code { (Shown(&role.code)) } }
                dt { "Role Type" } dd { (kind(role)) }
                dt { "Status" } dd { (if status(role).is_empty() { "No security profiles yet" } else { status(role) }) }
            }
        }
        section aria-labelledby="profiles" {
            h2 #profiles { "Security Profiles" }
            (lists::to_choose(&draft.profiles))
        }
        div class="actions" {
            button class="primary" name="go" value="submit" { "Submit" }
            a class="button" href=(format!("{}/revoke", role_path(&role.id))) { "Revoke Security Profiles" }
            a class="button" href=(PATH) { "Cancel" }
        }
    })
}

async fn change(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(role) = known(&world, &id) else { return visit.nothing_here(&world) };
    let mut draft = Draft::of(role);
    draft.take(&fields);
    if status(role) == "In Progress" {
        let error = Message::error(DataSecurityError::InProgress.to_string());
        return role_page(role).saying([error]).show(&visit, &world, &role_content(&visit, role, &draft));
    }
    submit(&visit, &mut world, &draft)
}

fn submit(visit: &Visit, world: &mut World, draft: &Draft) -> Response {
    let back = search_path(draft.name_and_code().0);
    let message = draft.submit(visit.pod(), world).unwrap_or_else(|error| Message::error(error.to_string()));
    lead_to_saying(world, &back, message)
}

async fn ask_to_revoke(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(role) = known(&world, &id) else { return visit.nothing_here(&world) };
    let dialog = html! {
        (taken_away(role))
        (visit.form(&format!("{}/revoke", role_path(&id)), &html! {
            div class="actions" {
                button class="primary" autofocus { "Yes" }
                a class="button" href=(role_path(&id)) { "No" }
            }
        }))
    };
    let content = role_content(&visit, role, &Draft::of(role));
    role_page(role).with_dialog("Revoke Security Profiles", dialog).show(&visit, &world, &content)
}

async fn revoke(visit: Visit, Path(id): Path<String>, _: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(mut draft) = known(&world, &id).map(Draft::of) else { return visit.nothing_here(&world) };
    draft.profiles = Profiles::new();
    submit(&visit, &mut world, &draft)
}

/// What was typed for a new data role, and what was wrong with it.
#[derive(Clone, Default)]
struct NewRole {
    name: String,
    job_role: String,
    profiles: Profiles,
    name_fault: Option<&'static str>,
    job_role_fault: Option<&'static str>,
}

async fn add(visit: Visit) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    add_page().show(&visit, &world, &add_content(&visit, &world, &NewRole::default()))
}

fn add_page() -> Page {
    page("Add Data Role").under(TITLE, PATH)
}

fn add_content(visit: &Visit, world: &World, new: &NewRole) -> Markup {
    visit.form(ADD, &html! {
        section aria-labelledby="details" {
            h2 #details { "Role Details" }
            (Field {
                name: "name", label: "Data Role", value: &new.name, required: true, fault: new.name_fault, focus: true,
                hint: "The role code follows from the name. You see it in the search results.",
            }.text())
            (Field {
                name: "job_role", label: "Job Role", value: &new.job_role, required: true, fault: new.job_role_fault,
                hint: "The name or the code of a job or abstract role.", ..Field::default()
            }.text())
            (job_roles(world))
        }
        section aria-labelledby="profiles" {
            h2 #profiles { "Security Profiles" }
            (lists::to_choose(&new.profiles))
        }
        div class="actions" {
            button class="primary" name="go" value="submit" { "Submit" }
            a class="button" href=(PATH) { "Cancel" }
        }
    })
}

async fn added(visit: Visit, fields: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let mut draft = Draft::of_data_role();
    draft.take(&fields);
    let (name, typed) = (fields.text("name").to_owned(), fields.text("job_role").to_owned());
    let (job_role, warning) = match job_role_named(&world, &typed) {
        Ok(role) if !name.is_empty() => (role.code.clone(), warns(role)),
        found => {
            let name_fault = name.is_empty().then_some("Enter a value.");
            let new =
                NewRole { name, job_role: typed, profiles: draft.profiles, name_fault, job_role_fault: found.err() };
            let error = Message::error("Correct the marked fields.");
            return add_page().saying([error]).show(&visit, &world, &add_content(&visit, &world, &new));
        }
    };
    draft.target = Target::DataRole { name, job_role };
    if warning {
        let place = world.desk.lay(draft);
        return lead_to(&format!("{ADD}/{place}"));
    }
    submit(&visit, &mut world, &draft)
}

async fn warn_of_job_role(visit: Visit, Path(place): Path<Place>) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(draft) = world.desk.look::<Draft>(place) else { return visit.nothing_here(&world) };
    let dialog = html! {
        (job_role_has_profiles())
        (visit.form(&format!("{ADD}/{place}"), &html! {
            div class="actions" {
                button class="primary" autofocus { "Continue" }
                a class="button" href=(ADD) { "Cancel" }
            }
        }))
    };
    let new = match &draft.target {
        Target::DataRole { name, job_role } => NewRole {
            name: name.clone(),
            job_role: job_role.clone(),
            profiles: draft.profiles.clone(),
            ..NewRole::default()
        },
        Target::Role { .. } => NewRole::default(),
    };
    add_page().with_dialog("Warning", dialog).show(&visit, &world, &add_content(&visit, &world, &new))
}

async fn job_role_accepted(visit: Visit, Path(place): Path<Place>, _: Fields) -> Response {
    let mut world = visit.write();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let Some(draft) = world.desk.look::<Draft>(place).cloned() else { return visit.nothing_here(&world) };
    world.desk.clear(place);
    submit(&visit, &mut world, &draft)
}
