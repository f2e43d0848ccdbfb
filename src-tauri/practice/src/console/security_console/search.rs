//! What the Security Console's search finds.
//!
//! It reads tables of its own, which on some pods are behind until *Import User and Role Application Security Data* has
//! run (oracle.md §6).

use jiff::Timestamp;
use maud::{Markup, html};

use super::super::field::Field;
use crate::{
    pod::World,
    state::{Role, User},
};

/// The search field of a tab or a dialog, with its button.
pub(super) fn form(path: &str, wanted: &str) -> Markup {
    html! {
        form method="get" action=(path) role="search" class="search" {
            (Field { name: "search", label: "Search", value: wanted, focus: true, ..Field::default() }.search())
            button { "Search" }
        }
    }
}

/// Roles whose name or code holds the text, by name. Without a text none: no pod lists all of its thousands.
pub(super) fn roles<'world>(world: &'world World, wanted: &str) -> Vec<&'world Role> {
    let now = Timestamp::now();
    let known = world.state.roles().filter(|role| world.state.processes.console_knows(role, now));
    let mut found: Vec<_> = known.filter(|role| holds(wanted, &[&role.name, &role.code])).collect();
    found.sort_by(|one, other| (&one.name, &one.code).cmp(&(&other.name, &other.code)));
    found
}

/// Users whose user name, own name or e-mail address holds the text, by user name.
pub(super) fn users<'world>(world: &'world World, wanted: &str) -> Vec<&'world User> {
    let fits = |user: &&User| holds(wanted, &[&user.name, &user.display_name, user.email.as_deref().unwrap_or("")]);
    let mut found: Vec<_> = world.state.users.iter().filter(fits).collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

fn holds(wanted: &str, texts: &[&str]) -> bool {
    let wanted = wanted.to_lowercase();
    !wanted.is_empty() && texts.iter().any(|text| text.to_lowercase().contains(&wanted))
}
