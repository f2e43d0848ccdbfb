//! The tab *Administration*: how copies of roles get on, and what they are called unless somebody says otherwise.

use std::sync::Arc;

use axum::{Router, response::Response, routing::get};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};

use super::{
    super::{
        Console,
        button::button_to,
        shown::{Code, Shown},
        status::status,
        visit::Visit,
    },
    copy_role::option_words,
    page, tab,
    tables::table,
};
use crate::state::{CODE_SUFFIX, NAME_SUFFIX, RoleCopy};

pub(super) const PATH: &str = "/security-console/administration";
const COPY_STATUS: &str = "/security-console/administration/role-copy-status";

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(PATH, get(preferences)).route(COPY_STATUS, get(copy_status))
}

fn subtabs(open: &str) -> Markup {
    html! {
        nav class="subtabs" aria-label="Administration" {
            ul {
                @for (label, path) in [("Roles", PATH), ("Role Copy Status", COPY_STATUS)] {
                    li { a href=(path) aria-current=[(path == open).then_some("page")] { (label) } }
                }
            }
        }
    }
}

async fn preferences(visit: Visit) -> Response {
    let world = visit.read();
    let content = html! {
        (subtabs(PATH))
        h2 { "Copied Role Preferences" }
        p { "What is put behind the name and the code of a copy unless you replace them." }
        dl {
            dt { "Role Name Suffix" } dd { code { (NAME_SUFFIX.trim()) } }
            dt { "Role Code Suffix" } dd { code { (CODE_SUFFIX) } }
        }
    };
    tab(PATH).show(&visit, &world, &content)
}

async fn copy_status(visit: Visit) -> Response {
    let world = visit.read();
    let now = Timestamp::now();
    let copies = &world.state.copies;
    let rows = html! { @for copy in copies.iter().rev() { (row(copy, now)) } };
    let columns = ["Role Name", "Status", "Role Code", "Source Role", "Copy Option", "Submitted (UTC)"];
    let content = html! {
        (subtabs(COPY_STATUS))
        @if copies.is_empty() {
            p { "No role has been copied yet." }
        } @else {
            div class="actions" { (button_to(COPY_STATUS, "Refresh")) }
            (table("Role Copy Status", &columns, &rows))
        }
    };
    page("Role Copy Status", PATH).show(&visit, &world, &content)
}

fn row(copy: &RoleCopy, now: Timestamp) -> Markup {
    html! {
        tr {
            td { (Shown(&copy.name)) }
            td class="nowrap" { (status(if copy.is_complete(now) { "Complete" } else { "In Progress" })) }
            td { (Code(&copy.code)) }
            td { (Shown(&copy.source)) }
            td { (option_words(copy.with_inherited)) }
            td { (copy.submitted.to_zoned(TimeZone::UTC).strftime("%H:%M:%S").to_string()) }
        }
    }
}
