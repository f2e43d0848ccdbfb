//! What can be opened from everywhere: the Navigator at the top left, and Settings and Actions at the top right.
//!
//! An entry that the administrator may not open is missing, as it is on a real pod.

use maud::{Markup, html};

use super::visit::is_security_manager;
use crate::pod::World;

/// A work area and where it is.
struct Entry {
    label: &'static str,
    path: &'static str,
    /// Whether the administrator of this pod may open it.
    open: fn(&World) -> bool,
}

struct Group {
    label: &'static str,
    entries: &'static [Entry],
}

const NAVIGATOR: &[Group] = &[
    Group {
        label: "Tools",
        entries: &[
            Entry { label: "Security Console", path: super::security_console::PATH, open: is_security_manager },
            Entry { label: "Scheduled Processes", path: super::scheduled_processes::PATH, open: |_| true },
        ],
    },
    Group {
        label: "My Client Groups",
        entries: &[Entry {
            label: "Workforce Structures",
            path: super::data_security::CLIENT_GROUPS,
            open: is_security_manager,
        }],
    },
];

const SETTINGS: &[Entry] = &[
    Entry { label: "Setup and Maintenance", path: super::setup::PATH, open: super::setup::is_open },
    Entry { label: "What happened", path: super::happened::PATH, open: |_| true },
    Entry { label: "Reset the practice Oracle", path: super::reset::PATH, open: |_| true },
];

pub(super) fn navigator(world: &World) -> Markup {
    html! {
        nav #navigator popover aria-label="Navigator" {
            @for group in NAVIGATOR {
                h2 { (group.label) }
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
                @for entry in SETTINGS.iter().filter(|entry| (entry.open)(world)) {
                    li { a href=(entry.path) { (entry.label) } }
                }
            }
        }
    }
}
