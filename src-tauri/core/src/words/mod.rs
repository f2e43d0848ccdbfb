//! The one place where facts become words. Window, command line and report all show these.
//!
//! A text may hold `**bold**` for a label of Oracle's and `` `code` `` for a code; nothing else is markup. JSON and files
//! hold the plain form.

mod ask;
mod checks;
mod effect;
mod fields;
mod notices;
mod problems;
mod summary;
mod visible;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{guide::Guide, plan::Plan, problem::Problem};

pub use checks::{CLAIM_WITHOUT_NUMBER, claim, messages, met_instead, of_check, result};
pub use fields::{field, field_in_full, field_value};
pub use notices::{certificate_notice, notice, open_meanwhile};
pub use problems::of_problem;
pub use summary::{Headline, environment, headline, verdict};
pub(crate) use visible::is_hidden;
pub use visible::visible;

/// What is so, what follows from it, and what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What is so, in one line.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// What to do; empty where nothing is to be done.
    pub remedy: String,
    /// How long until the remedy has effect; empty where nothing is to be done or waited for.
    pub effect: String,
    /// Whom to ask where the reader may lack the right.
    pub ask: Option<Asking>,
}

/// Whom to ask, and how. It names the pod, the user, the role codes, the step and the finding, and never a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Asking {
    /// Who can do it, such as "IT security manager".
    pub whom: String,
    /// A message that is ready to be sent: plain lines without markup.
    pub text: String,
}

impl Words {
    fn new(title: impl Into<String>, meaning: impl Into<String>, remedy: impl Into<String>) -> Self {
        let (title, meaning, remedy) = (title.into(), meaning.into(), remedy.into());
        Self { title, meaning, remedy, effect: String::new(), ask: None }
    }

    /// Without markup.
    #[must_use]
    pub fn plain(self) -> Self {
        Self {
            title: plain(&self.title),
            meaning: plain(&self.meaning),
            remedy: plain(&self.remedy),
            effect: plain(&self.effect),
            ask: self.ask,
        }
    }
}

/// A piece of text as it is to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span<'a> {
    /// Ordinary.
    Plain(&'a str),
    /// A label of Oracle's.
    Bold(&'a str),
    /// A code or a value.
    Code(&'a str),
}

/// Splits a text at its markup. A mark that is not closed is ordinary text.
pub fn spans(text: &str) -> Vec<Span<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut plain_from = text;
    while let Some(at) = rest.find(['*', '`']) {
        let mark = if rest[at..].starts_with("**") { "**" } else { &rest[at..=at] };
        let inner = &rest[at + mark.len()..];
        let end = if mark == "*" { None } else { inner.find(mark).filter(|&end| end > 0) };
        let Some(end) = end else {
            rest = &rest[at + mark.len()..];
            continue;
        };
        let before = &plain_from[..plain_from.len() - inner.len() - mark.len()];
        if !before.is_empty() {
            found.push(Span::Plain(before));
        }
        found.push(if mark == "**" { Span::Bold(&inner[..end]) } else { Span::Code(&inner[..end]) });
        rest = &inner[end + mark.len()..];
        plain_from = rest;
    }
    if !plain_from.is_empty() {
        found.push(Span::Plain(plain_from));
    }
    found
}

/// A text without its markup.
pub fn plain(text: &str) -> String {
    spans(text)
        .into_iter()
        .map(|span| match span {
            Span::Plain(text) | Span::Bold(text) | Span::Code(text) => text,
        })
        .collect()
}

/// Text that came from outside, for a place between markup: its own marks do not count, and what would hide or turn it
/// around is shown.
fn code(text: &str) -> String {
    format!("`{}`", visible(text).replace('`', "'"))
}

/// `a`, `a and b`, `a, b and c`, each as code.
fn codes<'a>(list: impl IntoIterator<Item = &'a String>) -> String {
    let items: Vec<String> = list.into_iter().map(|item| code(item)).collect();
    match items.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, others)) => format!("{} and {end}", others.join(", ")),
    }
}

/// `1 role`, `2 roles`.
fn counted(count: usize, one: &str, many: &str) -> String {
    counted_long(u64::try_from(count).unwrap_or(u64::MAX), one, many)
}

fn counted_long(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// What has the number that was read off a screen, by the attribute that the guide looks it up in: `RequisitionNumber` is
/// that of a requisition, `PersonNumber` that of a person.
pub fn numbered(guide: &Guide) -> String {
    let attribute = guide.must_probes().find_map(|probe| probe.witness.as_deref());
    let noun = attribute.map(|attribute| attribute.strip_suffix("Number").unwrap_or(attribute));
    noun.map_or("requisition".to_owned(), str::to_lowercase)
}

/// With its first letter as at the beginning of a sentence.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `1 March 2027`.
fn day(time: Timestamp) -> String {
    time.strftime("%-d %B %Y").to_string()
}

/// The refusal of a command in words, without a setup.
pub fn of_refusal(problem: &Problem) -> Words {
    of_problem(problem, None::<&Plan>)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_bold_and_code() {
        assert_eq!(
            spans("In **Role Name**, put `X_1` here"),
            [
                Span::Plain("In "),
                Span::Bold("Role Name"),
                Span::Plain(", put "),
                Span::Code("X_1"),
                Span::Plain(" here")
            ]
        );
    }

    #[test]
    fn leaves_marks_that_are_not_closed() {
        assert_eq!(plain("a ** b * c ` d"), "a ** b * c ` d");
        assert_eq!(plain("2 * 3 and **yes**"), "2 * 3 and yes");
    }

    #[test]
    fn joins_a_list_as_a_person_would() {
        let list = ["A".to_owned(), "B".to_owned(), "C".to_owned()];
        assert_eq!(plain(&codes(&list)), "A, B and C");
        assert_eq!(codes(&[]), "");
    }
}
