//! The list of setups for a spreadsheet.
//!
//! RFC 4180, with a byte order mark, without which Excel takes the text for another alphabet. A cell that a spreadsheet
//! would take for a formula gets an apostrophe in front (OWASP ASVS 5.0, 1.2.10): quotes alone do not keep it from being
//! run.

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

/// What would begin a formula: also the wide forms, which some spreadsheets take for the narrow ones.
const BEGIN_A_FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// The rows as CSV, one line each under a line of headings. Ages are counted to `now`.
pub fn csv<'a>(rows: impl IntoIterator<Item = &'a Row>, now: Timestamp) -> String {
    let mut text = String::from("\u{feff}");
    line(&mut text, HEAD.map(str::to_owned));
    for row in rows {
        line(&mut text, cells(row, now));
    }
    text
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

fn line(text: &mut String, cells: [String; HEAD.len()]) {
    let cells = cells.map(|cell| quoted(&cell));
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

fn quoted(cell: &str) -> String {
    let begins = cell.trim_start_matches(' ').starts_with(BEGIN_A_FORMULA);
    let safe = if begins { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains([',', '"', '\r', '\n', '\'']) || safe.starts_with(' ') || safe.ends_with(' ') {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_be_a_formula_is_made_a_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\0=1"] {
            assert!(quoted(cell).starts_with("\"'"), "{cell:?}: {}", quoted(cell));
        }
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    }

    #[test]
    fn ordinary_cells_stay_as_they_are() {
        for cell in ["Example Retail", "a-b", "1", "", "Zürich"] {
            assert_eq!(quoted(cell), cell);
        }
        assert_eq!(quoted("a, b"), "\"a, b\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
    }
}
