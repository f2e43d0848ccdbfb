//! The row of stops across the top of a task that takes several pages.
//!
//! It shows where one is and leads nowhere: what was typed goes along only with *Back* and *Next*, which send the form.

use maud::{Markup, html};

/// Shows the stops with the current one marked.
pub(in crate::console) fn train(stops: &[&str], current: usize) -> Markup {
    html! {
        ol class="train" aria-label="Steps" {
            @for (number, stop) in stops.iter().enumerate() {
                li aria-current=[(number == current).then_some("step")] { (number + 1) ". " (stop) }
            }
        }
    }
}
