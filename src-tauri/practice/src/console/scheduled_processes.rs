//! Navigator > Tools > Scheduled Processes: what was submitted, and submitting a process.
//!
//! What a process does is in [state](crate::state); here it is only asked for. Processes run as soon as they are
//! submitted: schedules are of no use to a rehearsal.

use std::sync::Arc;

use axum::{Router, response::Response, routing::get};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};

use super::{
    Console,
    field::Field,
    message::Message,
    page::Page,
    shown::Shown,
    status::status,
    visit::{Fields, Visit, lead_to_saying},
};
use crate::{
    ADMINISTRATOR,
    pod::World,
    state::{Process, Role, Run, Scope},
};

pub(super) const PATH: &str = "/scheduled-processes";

const NEW: &str = "/scheduled-processes/new";
const SUBMIT: &str = "/scheduled-processes/submit";

/// The modes of *Regenerate Data Security Grants*, each with the category of the roles that it can name (oracle.md §6).
const MODES: [(&str, Option<&str>); 4] = [
    ("All roles", None),
    ("Named job role", Some("JOB")),
    ("Named data role", Some("DATA")),
    ("Named abstract role", Some("ABSTRACT")),
];

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(overview)).route(NEW, get(choose)).route(SUBMIT, get(details).post(submit))
}

/// Where a process of this kind is submitted.
pub(super) fn submitting(process: Process) -> String {
    format!("{SUBMIT}?process={}", process.name().replace(' ', "+"))
}

async fn overview(visit: Visit) -> Response {
    let world = visit.read();
    let now = Timestamp::now();
    let content = html! {
        div class="actions" { a class="button primary" href=(NEW) { "Schedule New Process" } a class="button" href=(PATH) { "Refresh" } }
        @if world.state.processes.runs.is_empty() {
            p { "No process was submitted since the practice began." }
        } @else {
            div class="wide" role="region" aria-label="Processes" tabindex="0" {
                table {
                    thead {
                        tr {
                            th scope="col" { "Name" }
                            th scope="col" { "Process ID" }
                            th scope="col" { "Status" }
                            th scope="col" { "For" }
                            th scope="col" { "Submitted By" }
                            th scope="col" { "Submission Time (UTC)" }
                        }
                    }
                    tbody { @for run in world.state.processes.runs.iter().rev() { (row(&world, run, now)) } }
                }
            }
        }
    };
    Page::titled("Scheduled Processes").under("Home", "/").show(&visit, &world, &content)
}

fn row(world: &World, run: &Run, now: Timestamp) -> Markup {
    let time = run.submitted.to_zoned(TimeZone::UTC).strftime("%H:%M:%S").to_string();
    html! {
        tr {
            td { (run.process.name()) }
            td { (run.number) }
            td class="nowrap" { (status(run.status(now))) }
            td {
                @match &run.scope {
                    None => { "All users and roles" }
                    Some(Scope::AllRoles) => { "All roles" }
                    Some(Scope::Named(code)) => { (Shown(world.state.role(code).map_or(code, |role| &role.name))) }
                }
            }
            td { (Shown(&run.by)) }
            td { (time) }
        }
    }
}

/// The dialog *Schedule New Process*.
async fn choose(visit: Visit) -> Response {
    let world = visit.read();
    let names: Vec<(&str, &str)> = Process::ALL.iter().map(|process| (process.name(), process.name())).collect();
    let dialog = html! {
        form method="get" action=(SUBMIT) {
            (Field { name: "process", label: "Name", required: true, focus: true, ..Field::default() }.choice(&names))
            div class="actions" { button class="primary" { "OK" } a class="button" href=(PATH) { "Cancel" } }
        }
    };
    Page::titled("Scheduled Processes").with_dialog("Schedule New Process", dialog).show(&visit, &world, &html! {})
}

/// The page *Process Details*.
async fn details(visit: Visit) -> Response {
    let world = visit.read();
    match Process::named(visit.query("process")) {
        Some(process) => show_details(&visit, &world, process, &Asked::default()),
        None => visit.nothing_here(&world),
    }
}

/// What was chosen on the page, and what was wrong with it.
#[derive(Default)]
struct Asked<'a> {
    mode: &'a str,
    role: &'a str,
    fault: Option<&'a str>,
}

fn show_details(visit: &Visit, world: &World, process: Process, asked: &Asked) -> Response {
    let fields = html! {
        input type="hidden" name="process" value=(process.name());
        p class="learn" { (process.purpose()) }
        @if process == Process::RegenerateGrants { (scope_fields(world, asked)) }
        div class="actions" { button class="primary" name="go" value="submit" { "Submit" } a class="button" href=(PATH) { "Cancel" } }
    };
    let error = asked.fault.map(Message::error);
    Page::titled(format!("Process Details: {}", process.name()))
        .under("Home", "/")
        .under("Scheduled Processes", PATH)
        .saying(error)
        .show(visit, world, &visit.form(SUBMIT, &fields))
}

fn scope_fields(world: &World, asked: &Asked) -> Markup {
    let modes: Vec<(&str, &str)> = MODES.iter().map(|(mode, _)| (*mode, *mode)).collect();
    let roles = world.state.secured_roles().filter(|role| role.security.status(Timestamp::now()).is_some());
    let labels: Vec<(String, String)> =
        roles.map(|role| (role.id.clone(), format!("{} ({})", role.name, role.code))).collect();
    let options = [("", "None")].into_iter().chain(labels.iter().map(|(id, label)| (id.as_str(), label.as_str())));
    html! {
        (Field { name: "mode", label: "Process Mode", value: asked.mode, focus: true, ..Field::default() }.choice(&modes))
        (Field {
            name: "role", label: "Role", value: asked.role, fault: asked.fault,
            hint: "Only where the mode names a role. Roles without security profiles have no grants.", ..Field::default()
        }.choice(&options.collect::<Vec<_>>()))
    }
}

async fn submit(visit: Visit, fields: Fields) -> Response {
    let mut world = visit.write();
    let Some(process) = Process::named(fields.text("process")) else { return visit.nothing_here(&world) };
    let scope = match scope(&world, process, &fields) {
        Ok(scope) => scope,
        Err(fault) => {
            let asked = Asked { mode: fields.text("mode"), role: fields.text("role"), fault: Some(fault) };
            return show_details(&visit, &world, process, &asked);
        }
    };
    let now = Timestamp::now();
    let ends = now.saturating_add(visit.pod().background).unwrap_or(now);
    let number = world.state.submit_process(process, scope, ADMINISTRATOR, (now, ends));
    lead_to_saying(&mut world, PATH, Message::confirmation(format!("Process {number} was submitted.")))
}

fn scope(world: &World, process: Process, fields: &Fields) -> Result<Option<Scope>, &'static str> {
    if process != Process::RegenerateGrants {
        return Ok(None);
    }
    let (_, category) = MODES.iter().find(|(mode, _)| *mode == fields.text("mode")).ok_or("Choose a process mode.")?;
    let Some(category) = category else { return Ok(Some(Scope::AllRoles)) };
    let role = world.state.role_by_id(fields.text("role")).ok_or("This mode needs a role: choose one.")?;
    let fits = |role: &Role| {
        role.category.eq_ignore_ascii_case(category) || (*category == "JOB" && role.category == "Default")
    };
    if fits(role) {
        Ok(Some(Scope::Named(role.code.clone())))
    } else {
        Err("The role is of another kind than the mode.")
    }
}
