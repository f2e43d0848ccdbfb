//! The fields of a form, each with its label, and with what is wrong with it.

use maud::{Markup, html};

use super::shown::Shown;

/// A field of one line.
#[derive(Clone, Copy, Default)]
pub(in crate::console) struct Field<'a> {
    /// Name in the form, and id on the page.
    pub name: &'a str,
    pub label: &'a str,
    pub value: &'a str,
    pub required: bool,
    /// A sentence under the field.
    pub hint: &'a str,
    /// What was wrong with what was typed.
    pub fault: Option<&'a str>,
    /// Where a dialog or page begins.
    pub focus: bool,
}

impl Field<'_> {
    pub fn text(self) -> Markup {
        self.input("text", Some(self.value))
    }

    pub fn search(self) -> Markup {
        self.input("search", Some(self.value))
    }

    /// What was typed is not shown again.
    pub fn password(self) -> Markup {
        self.input("password", None)
    }

    /// A choice among values, each with its label.
    pub fn choice(self, options: &[(&str, &str)]) -> Markup {
        self.framed(&html! {
            select id=(self.name) name=(self.name) aria-describedby=[self.described()] autofocus[self.focus] {
                @for (value, label) in options {
                    option value=(value) selected[*value == self.value] { (Shown(label)) }
                }
            }
        })
    }

    /// A file to upload.
    pub fn file(self) -> Markup {
        self.framed(&html! {
            input type="file" id=(self.name) name=(self.name) aria-required=[self.required.then_some("true")]
                aria-invalid=[self.fault.map(|_| "true")] aria-describedby=[self.described()];
        })
    }

    fn input(self, kind: &str, value: Option<&str>) -> Markup {
        self.framed(&html! {
            input type=(kind) id=(self.name) name=(self.name) value=[value.map(Shown)] autofocus[self.focus]
                spellcheck="false" autocomplete=(if kind == "password" { "new-password" } else { "off" })
                aria-required=[self.required.then_some("true")] aria-invalid=[self.fault.map(|_| "true")]
                aria-describedby=[self.described()];
        })
    }

    fn framed(self, control: &Markup) -> Markup {
        html! {
            div class="field" {
                div class="name" {
                    label for=(self.name) { (self.label) }
                    @if self.required { span class="required" aria-hidden="true" { " *" } }
                }
                (control)
                @if self.described().is_some() {
                    div class="notes" id=(format!("{}-notes", self.name)) {
                        @if let Some(fault) = self.fault_here() { p class="fault" { (Shown(fault)) } }
                        @if !self.hint.is_empty() { p class="hint" { (Shown(self.hint)) } }
                    }
                }
            }
        }
    }

    /// The fault without the label, which stands right above.
    fn fault_here(&self) -> Option<&str> {
        let fault = self.fault?;
        Some(fault.strip_prefix(self.label).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(fault))
    }

    fn described(self) -> Option<String> {
        (self.fault.is_some() || !self.hint.is_empty()).then(|| format!("{}-notes", self.name))
    }
}

/// A box to tick.
pub(in crate::console) fn tick(name: &str, label: &str, ticked: bool) -> Markup {
    html! {
        div class="tick" {
            input type="checkbox" id=(name) name=(name) value="yes" checked[ticked];
            label for=(name) { (label) }
        }
    }
}
