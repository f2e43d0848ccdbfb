//! What can be opened from everywhere: the Navigator at the top left, and Settings and Actions at the top right.
//!
//! An entry that the administrator may not open is missing, as it is on a real pod. The home page shows the same entries
//! once more, as cards.

use std::sync::Arc;

use axum::{Router, response::Response, routing::get};
use maud::{Markup, html};

use super::{
    Console,
    page::Page,
    visit::{Visit, is_security_manager},
};
use crate::pod::World;

const TOOLS: &str = "/tools";

/// A work area and where it is.
struct Entry {
    label: &'static str,
    path: &'static str,
    /// What one does there.
    about: &'static str,
    /// Whether the administrator of this pod may open it.
    open: fn(&World) -> bool,
}

struct Group {
    label: &'static str,
    path: &'static str,
    entries: &'static [Entry],
}

const NAVIGATOR: [Group; 2] = [
    Group {
        label: "Tools",
        path: TOOLS,
        entries: &[
            Entry {
                label: "Security Console",
                path: super::security_console::PATH,
                about: "Roles, users, and who may sign in with tokens.",
                open: is_security_manager,
            },
            Entry {
                label: "Scheduled Processes",
                path: super::scheduled_processes::PATH,
                about: "Work in the background that brings Oracle's tables up to date.",
                open: |_| true,
            },
        ],
    },
    Group {
        label: "My Client Groups",
        path: super::data_security::CLIENT_GROUPS,
        entries: &[Entry {
            label: "Workforce Structures",
            path: super::data_security::CLIENT_GROUPS,
            about: "Data roles and security profiles on one page, as newer pods have them.",
            open: is_security_manager,
        }],
    },
];

const SETUP: Entry = Entry {
    label: "Setup and Maintenance",
    path: super::setup::PATH,
    about: "What a role lets its holders see, by its tasks.",
    open: super::setup::is_open,
};

/// What Oracle does not have.
const LESSONS: [Entry; 2] = [
    Entry {
        label: "What happened",
        path: super::happened::PATH,
        about: "Who may see what, and each request with what its answer means.",
        open: |_| true,
    },
    Entry {
        label: "Reset the practice Oracle",
        path: super::reset::PATH,
        about: "Back to the beginning; it says first what is undone.",
        open: |_| true,
    },
];

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new().route(TOOLS, get(tools))
}

async fn tools(visit: Visit) -> Response {
    let world = visit.read();
    let [tools, _] = NAVIGATOR;
    Page::titled(tools.label).under("Home", "/").show(&visit, &world, &cards(&world, tools.entries.iter()))
}

/// Every entry as a card, by groups.
pub(super) fn overview(world: &World) -> Markup {
    html! {
        div class="overview" {
            @for group in &NAVIGATOR {
                section class="bare" {
                    h2 { a href=(group.path) { (group.label) } }
                    (cards(world, group.entries.iter()))
                }
            }
            section class="bare" {
                h2 { "Settings and Actions" }
                (cards(world, std::iter::once(&SETUP)))
            }
            section class="bare" {
                h2 { "Lessons" }
                (cards(world, LESSONS.iter()))
            }
        }
    }
}

fn cards<'a>(world: &World, entries: impl Iterator<Item = &'a Entry>) -> Markup {
    html! {
        ul class="cards" {
            @for entry in entries.filter(|entry| (entry.open)(world)) {
                li { a href=(entry.path) { (entry.label) } p { (entry.about) } }
            }
        }
    }
}

pub(super) fn navigator(world: &World) -> Markup {
    html! {
        nav #navigator popover aria-label="Navigator" {
            @for group in &NAVIGATOR {
                h2 { a href=(group.path) { (group.label) } }
                ul {
                    @for entry in group.entries.iter().filter(|entry| (entry.open)(world)) {
                        li { a href=(entry.path) { (entry.label) } }
                    }
                }
            }
        }
    }
}

pub(super) fn settings(world: &World) -> Markup {
    html! {
        nav #settings popover aria-label="Settings and Actions" {
            ul {
                @for entry in std::iter::once(&SETUP).chain(&LESSONS).filter(|entry| (entry.open)(world)) {
                    li { a href=(entry.path) { (entry.label) } }
                }
            }
        }
    }
}
