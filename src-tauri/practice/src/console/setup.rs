//! Setup and Maintenance: offerings with their functional areas and tasks, and the panel *Tasks* with its *Search*.
//!
//! Oracle has thousands of tasks. Only those that stand in a guide, or that mend what a guide ends in, are here; each by
//! all names that Oracle's own pages give it (oracle.md §2.6, §6, §9.3).

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use maud::{Markup, html};
use url::form_urlencoded;

use super::{
    Console, candidate_sources, data_security,
    field::Field,
    page::Page,
    scheduled_processes,
    shown::Shown,
    visit::{Visit, is_security_manager},
};
use crate::{ADMINISTRATOR, pod::World, state::Process};

pub(super) const PATH: &str = "/setup";

const SEARCH: &str = "/setup/search";

/// The role whose holders set the application up beside the IT Security Manager.
const IMPLEMENTATION_ADMINISTRATOR: &str = "ORA_ASM_APPLICATION_IMPLEMENTATION_ADMIN_ABSTRACT";

struct Task {
    name: &'static str,
    /// Other names of the same task.
    aliases: &'static [&'static str],
    /// Its functional area.
    area: &'static str,
    path: fn() -> String,
}

const USERS_AND_SECURITY: &str = "Users and Security";

const RECRUITING: &str = "Recruiting and Candidate Experience Management";

/// Offerings with their functional areas; the first is open unless another was chosen.
const OFFERINGS: [(&str, &[&str]); 2] = [
    ("Workforce Deployment", &[USERS_AND_SECURITY]),
    ("Recruiting and Candidate Experience", &[USERS_AND_SECURITY, RECRUITING]),
];

const TASKS: [Task; 5] = [
    Task {
        name: "Manage Data Role and Security Profiles",
        aliases: &["Assign Security Profiles to Role", "Manage Data Roles and Security Profiles"],
        area: USERS_AND_SECURITY,
        path: || data_security::CLASSIC.to_owned(),
    },
    Task {
        name: "Run User and Roles Synchronization Process",
        aliases: &["Retrieve Latest LDAP Changes"],
        area: USERS_AND_SECURITY,
        path: || scheduled_processes::submitting(Process::RetrieveLatestLdapChanges),
    },
    Task {
        name: "Import Users and Roles into Application Security",
        aliases: &["Import User and Role Application Security Data"],
        area: USERS_AND_SECURITY,
        path: || scheduled_processes::submitting(Process::ImportSecurityData),
    },
    Task {
        name: "Regenerate Data Security Grants",
        aliases: &["Regenerate Data Security Profiles and Grants"],
        area: USERS_AND_SECURITY,
        path: || scheduled_processes::submitting(Process::RegenerateGrants),
    },
    Task { name: candidate_sources::TASK, aliases: &[], area: RECRUITING, path: || candidate_sources::PATH.to_owned() },
];

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(area)).route(SEARCH, get(search))
}

/// Whether the administrator of this pod may open the work area.
pub(super) fn is_open(world: &World) -> bool {
    let admin = world.state.user(ADMINISTRATOR);
    admin.is_some_and(|admin| world.state.access(admin).holds(IMPLEMENTATION_ADMINISTRATOR))
        || is_security_manager(world)
}

async fn area(visit: Visit) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let chosen = visit.query("offering");
    let (offering, areas) = OFFERINGS.iter().find(|(name, _)| *name == chosen).unwrap_or(&OFFERINGS[0]);
    let area = areas.iter().find(|area| **area == visit.query("area")).unwrap_or(&areas[0]);
    let content = html! {
        div class="panelled" {
            div {
                (choice("Offerings", "subtabs", OFFERINGS.iter().map(|(name, _)| *name), offering, |name| of(name, "")))
                div class="offering" {
                    (choice("Functional Areas", "areas", areas.iter().copied(), area, |name| of(offering, name)))
                    section aria-labelledby="area" {
                        h2 #area { (area) }
                        ul class="plain" {
                            @for task in TASKS.iter().filter(|task| task.area == *area) {
                                li { a href=((task.path)()) { (task.name) } }
                            }
                        }
                        p class="hint" { "Oracle lists many more. What a guide needs is here, and in the panel "
                            strong { "Tasks" } " under " strong { "Search" } "." }
                    }
                }
            }
            (panel())
        }
    };
    Page::titled("Setup and Maintenance").under("Home", "/").show(&visit, &world, &content)
}

/// The page with that offering and functional area open.
fn of(offering: &str, area: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("offering", offering)
        .append_pair("area", area)
        .finish();
    format!("{PATH}?{query}")
}

fn choice<'a>(
    label: &str,
    class: &str,
    names: impl Iterator<Item = &'a str>,
    open: &str,
    path: impl Fn(&str) -> String,
) -> Markup {
    html! {
        nav class=(class) aria-label=(label) {
            ul {
                @for name in names {
                    li { a href=(path(name)) aria-current=[(name == open).then_some("page")] { (name) } }
                }
            }
        }
    }
}

/// The column of icons at the right edge, with the one panel that is needed.
fn panel() -> Markup {
    html! {
        div class="edge" {
            button type="button" class="quiet" popovertarget="tasks" { "Tasks" }
            nav #tasks popover aria-label="Tasks" {
                h2 { "Tasks" }
                ul { li { a href=(SEARCH) { "Search" } } }
            }
        }
    }
}

async fn search(visit: Visit) -> Response {
    let world = visit.read();
    if let Some(refusal) = refused(&visit, &world) {
        return refusal;
    }
    let wanted = visit.query("task").trim();
    let content = html! {
        form method="get" action=(SEARCH) role="search" {
            (Field {
                name: "task", label: "Search", value: wanted, focus: true,
                hint: "The name of a task, or a part of it.", ..Field::default()
            }.search())
            div class="actions" { button { "Search" } }
        }
        @if !wanted.is_empty() { (results(wanted)) }
    };
    Page::titled("Search").under("Home", "/").under("Setup and Maintenance", PATH).show(&visit, &world, &content)
}

fn results(wanted: &str) -> Markup {
    let found = found(wanted);
    html! {
        h2 #results { "Search Results" }
        @if found.is_empty() {
            p { "No task is named " bdi { (Shown(wanted)) } "." }
        } @else {
            div class="wide" role="region" aria-labelledby="results" tabindex="0" {
                table {
                    thead { tr { th scope="col" { "Task" } th scope="col" { "Functional Area" } } }
                    tbody {
                        @for (name, task) in found { tr { td { a href=((task.path)()) { (name) } } td { (task.area) } } }
                    }
                }
            }
        }
    }
}

/// Each task once, by the name that was searched for.
fn found(wanted: &str) -> Vec<(&'static str, &'static Task)> {
    let words: Vec<String> = wanted.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let fits = |name: &&&str| words.iter().all(|word| name.to_lowercase().contains(word));
    TASKS
        .iter()
        .filter_map(|task| [&task.name].into_iter().chain(task.aliases).find(fits).map(|name| (*name, task)))
        .collect()
}

/// 403 for an administrator who may not open the work area.
pub(super) fn refused(visit: &Visit, world: &World) -> Option<Response> {
    if is_open(world) {
        return None;
    }
    let content = html! {
        p {
            "On this pod your account holds neither the role IT Security Manager ("
            code { "ORA_FND_IT_SECURITY_MANAGER_JOB" } ") nor Application Implementation Administrator ("
            code { (IMPLEMENTATION_ADMINISTRATOR) } ")."
        }
    };
    let page = Page::titled("You can't open Setup and Maintenance");
    Some((StatusCode::FORBIDDEN, page.show(visit, world, &content)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_found_by_any_of_its_names_and_by_words_in_any_order() {
        let first = |wanted| found(wanted).first().map(|(name, _)| *name);
        assert_eq!(first("Manage Data Role and Security Profiles"), Some("Manage Data Role and Security Profiles"));
        assert_eq!(first("assign security profiles to role"), Some("Assign Security Profiles to Role"));
        assert_eq!(first("profiles data manage"), Some("Manage Data Role and Security Profiles"));
        assert_eq!(first("Retrieve Latest LDAP"), Some("Retrieve Latest LDAP Changes"));
        assert_eq!(first("Manage Payroll"), None);
    }
}
