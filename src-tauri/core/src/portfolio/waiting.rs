//! What waits on whom, over many setups.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write as _};

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
            let (setup, vendor, step) = (row.name.clone(), row.vendor.clone(), step.clone());
            by_whom.entry(step.who.clone()).or_default().push(Waiting { setup, vendor, begun, step });
        }
    }
    let mut all: Vec<Waits> = by_whom.into_iter().map(|(who, open)| Waits { who, open }).collect();
    for waits in &mut all {
        waits.open.sort_by_key(|one| (!one.begun, one.step.since, one.setup.clone()));
    }
    all.sort_by_key(|waits| Reverse(waits.open.len()));
    all
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
    let Waiting { setup, vendor, begun, step } = waiting;
    let mut line = format!("{setup}, {vendor}: {}", step.title);
    if let Some(waiting_for) = &step.waiting_for {
        let _ = write!(line, ". Waits for: {waiting_for}");
    }
    if let Some(since) = step.since.filter(|_| *begun) {
        let _ = match days(since, now) {
            0 => write!(line, ". Since today"),
            1 => write!(line, ". Since yesterday"),
            days => write!(line, ". For {days} days"),
        };
    }
    if let Some(due) = step.due {
        let past = if due < now { ", which is past" } else { "" };
        let _ = write!(line, ". Due {}{past}", due.strftime("%-d %B %Y"));
    }
    line + "."
}

/// Whole days from then to now; a clock that was set back makes none.
pub(super) fn days(then: Timestamp, now: Timestamp) -> i64 {
    (now.duration_since(then).as_hours() / 24).max(0)
}
