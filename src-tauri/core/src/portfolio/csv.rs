//! The list of setups for a spreadsheet.

use std::iter;

use jiff::Timestamp;

use super::{OpenStep, Row};
use crate::words;

const HEAD: [&str; 14] = [
    "Customer",
    "Vendor",
    "Host",
    "Environment",
    "Steps done",
    "Steps",
    "Last verification",
    "Verified at",
    "Days since",
    "Waiting for",
    "Waits on",
    "Next step",
    "Due",
    "File",
];

/// The rows as CSV, one line each under a line of headings. Ages are counted to `now`.
pub fn csv<'a>(rows: impl IntoIterator<Item = &'a Row>, now: Timestamp) -> String {
    let lines = rows.into_iter().map(|row| cells(row, now));
    crate::csv::csv(iter::once(HEAD.map(str::to_owned)).chain(lines))
}

fn cells(row: &Row, now: Timestamp) -> [String; HEAD.len()] {
    let open = row.waiting.first().or(row.next.as_ref());
    let verdict = match (&row.problem, row.last) {
        (Some(problem), _) => words::of_refusal(problem).plain().title,
        (None, Some(last)) => words::verdict(last.verdict).to_owned(),
        (None, None) => "Not verified".to_owned(),
    };
    let time = |time: Option<Timestamp>| time.map_or_else(String::new, |time| time.strftime("%Y-%m-%d").to_string());
    let waits_for = |step: &OpenStep| step.waiting_for.clone().unwrap_or_else(|| step.title.clone());
    [
        row.name.clone(),
        row.vendor.clone(),
        row.host.clone().unwrap_or_default(),
        row.environment.map_or("", words::environment).to_owned(),
        row.progress.done.to_string(),
        row.progress.total.to_string(),
        verdict,
        time(row.last.map(|last| last.finished_at)),
        row.last.map_or_else(String::new, |last| super::waiting::days(last.finished_at, now).to_string()),
        row.waiting.first().map_or_else(String::new, waits_for),
        open.map_or_else(String::new, |step| step.who.clone()),
        row.next.as_ref().map_or_else(String::new, |step| step.title.clone()),
        time(row.waiting.iter().chain(&row.next).filter_map(|step| step.due).min()),
        row.path.display().to_string(),
    ]
}
