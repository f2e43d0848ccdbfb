//! Buttons that lead somewhere, and the menu of what can be done with one row.

use maud::{Markup, html};

use super::shown::Shown;

/// A button that opens a page and changes nothing.
pub(in crate::console) fn button_to(path: &str, label: &str) -> Markup {
    html! { form method="get" action=(path) class="lone" { button { (label) } } }
}

/// The down arrow of a row, with what can be chosen: label and path of each. `number` tells the menus of a page apart.
pub(in crate::console) fn menu(number: usize, of: &str, entries: &[(&str, String)]) -> Markup {
    let id = format!("actions-{number}");
    html! {
        button type="button" class="arrow" popovertarget=(id) aria-label=(Shown(&format!("Actions for {of}"))) { "▾" }
        div id=(id) popover class="menu" {
            ul { @for (label, path) in entries { li { a href=(path) { (label) } } } }
        }
    }
}
