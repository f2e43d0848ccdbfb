//! Lists that several pages of the Security Console show alike.

use maud::{Markup, html};

use super::super::shown::{Code, Shown};
use crate::{pod::World, state::Role};

/// A table that scrolls by itself where the page is narrow.
pub(super) fn table(label: &str, columns: &[&str], rows: &Markup) -> Markup {
    html! {
        div class="wide" role="region" aria-label=(label) tabindex="0" {
            table {
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody { (rows) }
            }
        }
    }
}

/// Roles by their codes, with the names of those that are known.
pub(super) fn roles<'a>(world: &World, label: &str, codes: impl Iterator<Item = &'a str>) -> Markup {
    let rows = html! { @for code in codes { tr { (name_and_code(world, code)) } } };
    table(label, &["Role Name", "Role Code"], &rows)
}

/// The first two cells of a role's row.
pub(super) fn name_and_code(world: &World, code: &str) -> Markup {
    html! {
        td { (Shown(world.state.role(code).map_or("", |role| role.name.as_str()))) }
        td { (Code(code)) }
    }
}

/// The roles that a role refers to.
pub(super) fn inherited(world: &World, role: &Role) -> Markup {
    html! {
        @if role.inherits.is_empty() { p { "This role inherits no roles." } }
        @else { (roles(world, "Inherited roles", role.inherits.iter().map(String::as_str))) }
    }
}

/// Function privileges that stand on the role itself.
pub(super) fn privileges(role: &Role) -> Markup {
    let rows = html! { @for privilege in &role.privileges { tr { td { (Code(privilege)) } } } };
    html! {
        @if role.privileges.is_empty() { p { "No function security policy stands on this role itself." } }
        @else { (table("Function security policies", &["Privilege Code"], &rows)) }
    }
}

/// Security profiles that stand on the role.
pub(super) fn profiles(role: &Role) -> Markup {
    let chosen = role.security.chosen();
    let rows = html! {
        @for (section, profile) in chosen {
            tr { td { (section.list_label()) } td { (section.name_of(*profile)) } }
        }
    };
    html! {
        @if chosen.is_empty() { p { "No security profile stands on this role." } }
        @else { (table("Security profiles", &["Section", "Security Profile"], &rows)) }
    }
}
