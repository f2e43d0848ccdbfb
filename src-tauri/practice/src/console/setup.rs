//! Setup and Maintenance: the panel *Tasks*, its *Search*, and the tasks that are found here.
//!
//! Oracle has thousands of tasks. Only those that stand in a guide, or that mend what a guide ends in, are here; each by
//! all names that Oracle's own pages give it (oracle.md §6, §9.3).

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use maud::{Markup, html};

use super::{
    Console, data_security,
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
    area: &'static str,
    path: fn() -> String,
}

const TASKS: [Task; 4] = [
    Task {
        name: "Manage Data Role and Security Profiles",
        aliases: &["Assign Security Profiles to Role", "Manage Data Roles and Security Profiles"],
        area: "Users and Security",
        path: || data_security::CLASSIC.to_owned(),
    },
    Task {
        name: "Run User and Roles Synchronization Process",
        aliases: &["Retrieve Latest LDAP Changes"],
        area: "Users and Security",
        path: || scheduled_processes::submitting(Process::RetrieveLatestLdapChanges),
    },
    Task {
        name: "Import Users and Roles into Application Security",
        aliases: &["Import User and Role Application Security Data"],
        area: "Users and Security",
        path: || scheduled_processes::submitting(Process::ImportSecurityData),
    },
    Task {
        name: "Regenerate Data Security Grants",
        aliases: &["Regenerate Data Security Profiles and Grants"],
        area: "Users and Security",
        path: || scheduled_processes::submitting(Process::RegenerateGrants),
    },
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
    let content = html! {
        div class="panelled" {
            section aria-labelledby="offering" {
                h2 #offering { "Setup" }
                p { "Oracle lists offerings and functional areas here. What this practice needs is found by name: open the panel "
                    strong { "Tasks" } " at the right edge, then " strong { "Search" } "." }
            }
            (panel())
        }
    };
    Page::titled("Setup and Maintenance").under("Home", "/").show(&visit, &world, &content)
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
fn refused(visit: &Visit, world: &World) -> Option<Response> {
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
