//! What a page says about what was just done.

use maud::{Markup, html};

use super::shown::Shown;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum Tone {
    Error,
    Warning,
    Confirmation,
}

/// One line of the message bar.
#[derive(Clone, Debug)]
pub(in crate::console) struct Message {
    tone: Tone,
    text: String,
}

impl Message {
    pub fn error(text: impl Into<String>) -> Self {
        Self { tone: Tone::Error, text: text.into() }
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Self { tone: Tone::Warning, text: text.into() }
    }

    pub fn confirmation(text: impl Into<String>) -> Self {
        Self { tone: Tone::Confirmation, text: text.into() }
    }

    /// An error is read out at once, all else when there is time.
    pub fn show(&self) -> Markup {
        let (class, word, role) = match self.tone {
            Tone::Error => ("message error", "Error", "alert"),
            Tone::Warning => ("message warning", "Warning", "status"),
            Tone::Confirmation => ("message confirmation", "Confirmation", "status"),
        };
        html! { p class=(class) role=(role) { strong { (word) } " " (Shown(&self.text)) } }
    }
}
