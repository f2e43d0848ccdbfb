//! What waits on whom, over many setups.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write as _, path::PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use super::{OpenStep, Row};
use crate::words;

/// What waits on one person, or on everyone who usually does such a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waits {
    /// A step's owner, or whoever usually does it.
    pub who: String,
    /// The setups that wait, those that wait longest first.
    pub open: Vec<Waiting>,
}

/// A setup that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Where the setup is.
    #[serde(serialize_with = "super::shown")]
    pub path: PathBuf,
    /// What people call the setup.
    pub setup: String,
    /// The vendor.
    pub vendor: String,
    /// Whether the step was begun, rather than being the next.
    pub begun: bool,
    /// The step.
    pub step: OpenStep,
}

/// What waits on whom: every step that was begun and waits, and where there is none the next step. Whoever is waited for
/// most stands first.
pub fn waits<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<Waits> {
    let mut by_whom: BTreeMap<String, Vec<Waiting>> = BTreeMap::new();
    for row in rows {
        let next = row.next.iter().filter(|_| row.waiting.is_empty()).map(|step| (step, false));
        for (step, begun) in row.waiting.iter().map(|step| (step, true)).chain(next) {
            let (path, setup, vendor, step) = (row.path.clone(), row.name.clone(), row.vendor.clone(), step.clone());
            by_whom.entry(step.who.clone()).or_default().push(Waiting { path, setup, vendor, begun, step });
        }
    }
    let mut all: Vec<Waits> = by_whom.into_iter().map(|(who, open)| Waits { who, open }).collect();
    for waits in &mut all {
        waits.open.sort_by_key(|one| (!one.begun, one.step.since, one.setup.clone()));
    }
    all.sort_by_key(|waits| Reverse(waits.open.len()));
    all
}

impl Waiting {
    /// How long, for what and until when it waits, in words. Ages are counted to `now`.
    pub fn about(&self, now: Timestamp) -> String {
        let about = [self.waits_for(), self.since(now), self.due(now)];
        about.into_iter().flatten().map(|part| words::visible(&part)).collect::<Vec<_>>().join(". ")
    }

    fn waits_for(&self) -> Option<String> {
        self.step.waiting_for.as_ref().map(|waiting_for| format!("Waits for: {waiting_for}"))
    }

    fn since(&self, now: Timestamp) -> Option<String> {
        let since = self.step.since.filter(|_| self.begun)?;
        Some(match days(since, now) {
            0 => "Since today".to_owned(),
            1 => "Since yesterday".to_owned(),
            days => format!("For {days} days"),
        })
    }

    fn due(&self, now: Timestamp) -> Option<String> {
        let due = self.step.due?;
        let past = if due < now { ", which is past" } else { "" };
        Some(format!("Due {}{past}", due.strftime("%-d %B %Y")))
    }
}

/// The same as a text for a mail. Ages are counted to `now`.
pub fn waits_text(waits: &[Waits], now: Timestamp) -> String {
    let mut text = String::new();
    for Waits { who, open } in waits {
        let gap = if text.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{gap}{} ({})", words::visible(who), open.len());
        for waiting in open {
            let _ = writeln!(text, "- {}", words::visible(&line(waiting, now)));
        }
    }
    if text.is_empty() { "Nothing waits on anybody.\n".to_owned() } else { text }
}

fn line(waiting: &Waiting, now: Timestamp) -> String {
    let Waiting { setup, vendor, step, .. } = waiting;
    let about = waiting.about(now);
    let gap = if about.is_empty() { "" } else { ". " };
    format!("{setup}, {vendor}: {}{gap}{about}.", step.title)
}

/// Whole days from then to now; a clock that was set back makes none.
pub(super) fn days(then: Timestamp, now: Timestamp) -> i64 {
    (now.duration_since(then).as_hours() / 24).max(0)
}
