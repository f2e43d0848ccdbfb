//! The state of work in the background, as a mark that is seen at a glance.

use maud::{Markup, html};

/// `Complete`, or what it is meanwhile; nothing where there is no state.
pub(in crate::console) fn status(text: &str) -> Markup {
    let class = match text {
        "Complete" | "Succeeded" => "status done",
        _ => "status",
    };
    html! { @if !text.is_empty() { span class=(class) { (text) } } }
}
