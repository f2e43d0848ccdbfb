//! *Copy Role*: the dialog *Copy Options*, the pages that follow, and the confirmation at the end.
//!
//! Nothing is copied before *Submit and Close*. The suggested name and code carry a suffix that stays unless somebody
//! replaces it, as on a real pod.

use std::sync::Arc;

use axum::{Router, extract::Path, response::Response, routing::get};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    super::{
        Console,
        desk::Place,
        field::{Field, tick},
        message::Message,
        shown::Shown,
        train::train,
        visit::{Fields, Visit, lead_to},
    },
    page, roles, tab,
    tables::{inherited, privileges, profiles},
};
use crate::{
    pod::World,
    state::{CopyOrder, CopyRefusal, Role},
};

const STOPS: [&str; 7] = [
    "Basic Information",
    "Function Security Policies",
    "Data Security Policies",
    "Role Hierarchy",
    "Segregation of Duties",
    "Users",
    "Summary",
];

const LAST: usize = STOPS.len() - 1;

/// A copy that was begun.
struct Draft {
    order: CopyOrder,
    refusals: Vec<CopyRefusal>,
}

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route("/security-console/roles/{id}/copy", get(options).post(begin))
        .route("/security-console/roles/{id}/submitted", get(submitted))
        .route("/security-console/copies/{place}/{stop}", get(stop).post(go))
}

pub(super) fn options_path(role: &Role) -> String {
    format!("{}/copy", roles::path_of(role))
}

fn stop_path(place: Place, stop: usize) -> String {
    format!("/security-console/copies/{place}/{stop}")
}

async fn options(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    let Some(role) = world.state.role_by_id(&id) else { return visit.nothing_here(&world) };
    let inherited = world.quirks.inherited_roles_preselected;
    let dialog = visit.form(
        &options_path(role),
        &html! {
            fieldset {
                legend { (Shown(&role.name)) " (" code { (Shown(&role.code)) } ")" }
                div class="tick" {
                    input type="radio" id="top" name="option" value="top" checked[!inherited] autofocus;
                    label for="top" { (option_words(false)) }
                }
                div class="tick" {
                    input type="radio" id="all" name="option" value="all" checked[inherited];
                    label for="all" { (option_words(true)) }
                }
            }
            div class="actions" {
                button class="primary" name="go" value="copy" { "Copy Role" }
                button name="go" value="cancel" { "Cancel" }
            }
        },
    );
    let behind = roles::results(&world, &role.name);
    tab(roles::PATH).with_dialog("Copy Options", dialog).show(&visit, &world, &behind)
}

async fn begin(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let mut world = visit.write();
    let Some(role) = world.state.role_by_id(&id) else { return visit.nothing_here(&world) };
    if fields.text("go") == "cancel" {
        return lead_to(roles::PATH);
    }
    let order = CopyOrder::suggested(role, fields.text("option") == "all");
    let place = world.desk.lay(Draft { order, refusals: Vec::new() });
    lead_to(&stop_path(place, 0))
}

async fn stop(visit: Visit, Path((place, stop)): Path<(Place, usize)>) -> Response {
    let world = visit.read();
    let draft = world.desk.look::<Draft>(place);
    let source = draft.and_then(|draft| world.state.role_by_id(&draft.order.source));
    let (Some(draft), Some(source), true) = (draft, source, stop <= LAST) else { return visit.nothing_here(&world) };
    let heading = if stop == LAST { "Summary and Impact Report" } else { STOPS[stop] };
    let content = html! {
        (train(&STOPS, stop))
        (visit.form(&stop_path(place, stop), &html! {
            (at_stop(&world, draft, source, stop))
            (go_on(stop))
        }))
    };
    let faults = draft.refusals.iter().filter(|_| stop == 0).map(|refusal| Message::error(words(*refusal)));
    page(format!("Copy Role: {heading}"), roles::PATH).saying(faults).show(&visit, &world, &content)
}

fn go_on(stop: usize) -> Markup {
    html! {
        div class="actions" {
            @if stop == LAST {
                button class="primary" name="go" value="submit" { "Submit and Close" }
            } @else {
                button class="primary" name="go" value="next" { "Next" }
            }
            @if stop > 0 { button name="go" value="back" { "Back" } }
            button name="go" value="cancel" { "Cancel" }
        }
    }
}

fn at_stop(world: &World, draft: &Draft, source: &Role, stop: usize) -> Markup {
    match stop {
        0 => basic_information(world, draft),
        1 => privileges(source),
        2 => html! {
            p { "The copy takes along the security profiles that stand on the source." }
            (profiles(source))
        },
        3 => html! {
            p {
                @if draft.order.with_inherited {
                    "The duty roles below are copied too. Aggregate privileges are never copied, only referred to."
                } @else {
                    "The copy refers to the roles below. None of them is copied."
                }
            }
            (inherited(world, source))
        },
        4 => html! { p { "No segregation of duties policy applies to this role." } },
        5 => html! { p { "No user holds the copy yet. Once it is complete, add it to users on the tab Users." } },
        _ => summary(&draft.order, source),
    }
}

fn basic_information(world: &World, draft: &Draft) -> Markup {
    let order = &draft.order;
    let fault = |begin| draft.refusals.iter().map(|refusal| words(*refusal)).find(|words| words.starts_with(begin));
    let field =
        |name, label, value, required| Field { name, label, value, required, fault: fault(label), ..Field::default() };
    html! {
        (Field { focus: true, ..field("name", "Role Name", &order.name, true) }.text())
        (field("code", "Role Code", &order.code, true).text())
        (field("description", "Description", &order.description, false).text())
        @if world.state.location_based_access {
            (tick("everywhere", "Enable Role for Access from All IP Addresses", order.from_all_addresses))
        }
    }
}

fn summary(order: &CopyOrder, source: &Role) -> Markup {
    html! {
        dl {
            dt { "Role Name" } dd { (Shown(&order.name)) }
            dt { "Role Code" } dd { code { (Shown(&order.code)) } }
            dt { "Copied from" } dd { (Shown(&source.name)) " (" code { (Shown(&source.code)) } ")" }
            dt { "Copy option" } dd { (option_words(order.with_inherited)) }
            dt { "Inherited roles" } dd { (source.inherits.len()) }
        }
        p { "Nothing is copied before you choose " strong { "Submit and Close" } "." }
    }
}

pub(super) fn option_words(with_inherited: bool) -> &'static str {
    if with_inherited { "Copy top role and inherited roles" } else { "Copy top role" }
}

/// The words begin with the label of the field that they are about.
fn words(refusal: CopyRefusal) -> &'static str {
    match refusal {
        CopyRefusal::NoName => "Role Name: You must enter a value.",
        CopyRefusal::NoCode => "Role Code: You must enter a value.",
        CopyRefusal::NameTaken => "Role Name: A role with this name exists already. Enter another name.",
        CopyRefusal::CodeTaken => "Role Code: A role with this code exists already. Enter another code.",
        CopyRefusal::CodeMalformed => "Role Code: Use only the letters A to Z, digits and underscores.",
        CopyRefusal::CodeReserved => "Role Code: Only roles that Oracle supplies begin with ORA_. Enter another code.",
    }
}

async fn go(visit: Visit, Path((place, stop)): Path<(Place, usize)>, fields: Fields) -> Response {
    let mut world = visit.write();
    if stop == 0 {
        keep_typed(&mut world, place, &fields);
    }
    let Some(draft) = world.desk.look::<Draft>(place) else { return visit.nothing_here(&world) };
    let order = draft.order.clone();
    match fields.text("go") {
        "cancel" => {
            world.desk.clear(place);
            return lead_to(roles::PATH);
        }
        "back" => return lead_to(&stop_path(place, stop.saturating_sub(1))),
        _ => {}
    }
    if refused(&mut world, place, &order) {
        return lead_to(&stop_path(place, 0));
    }
    if fields.text("go") == "submit" {
        return submit(&visit, &mut world, place, &order);
    }
    lead_to(&stop_path(place, LAST.min(stop + 1)))
}

fn keep_typed(world: &mut World, place: Place, fields: &Fields) {
    let asks_for_addresses = world.state.location_based_access;
    let Some(Draft { order, .. }) = world.desk.change::<Draft>(place) else { return };
    fields.text("name").clone_into(&mut order.name);
    fields.text("code").clone_into(&mut order.code);
    fields.text("description").clone_into(&mut order.description);
    order.from_all_addresses = asks_for_addresses && fields.has("everywhere");
}

/// Whether name or code are refused; the first page then says why.
fn refused(world: &mut World, place: Place, order: &CopyOrder) -> bool {
    let refusals = world.state.copy_refusals(order);
    let refused = !refusals.is_empty();
    if let Some(draft) = world.desk.change::<Draft>(place) {
        draft.refusals = refusals;
    }
    refused
}

fn submit(visit: &Visit, world: &mut World, place: Place, order: &CopyOrder) -> Response {
    let now = Timestamp::now();
    let complete = now.checked_add(visit.pod().background).unwrap_or(Timestamp::MAX);
    if !world.state.submit_copy(order, (now, complete)) {
        return visit.nothing_here(world);
    }
    world.desk.clear(place);
    lead_to(&format!("{}/{}/submitted", roles::PATH, order.source))
}

async fn submitted(visit: Visit, Path(id): Path<String>) -> Response {
    let world = visit.read();
    let Some(source) = world.state.role_by_id(&id) else { return visit.nothing_here(&world) };
    let dialog = html! {
        p {
            "The copy of " (Shown(&source.name)) " was submitted. It is made in the background: the tab "
            strong { "Administration" } " shows its progress under " strong { "Role Copy Status" } "."
        }
        form method="get" action=(roles::PATH) { div class="actions" { button class="primary" autofocus { "OK" } } }
    };
    tab(roles::PATH).with_dialog("Confirmation", dialog).show(&visit, &world, &roles::results(&world, ""))
}
