//! A table to fill in while a step is done: which stage of the vendor's belongs to which phase in Oracle, for example.
//!
//! The guide says which columns there are and begins the rows; what a person fills in is kept among the setup's values,
//! so that it travels with the setup. Setting one in HTML is the checklist's.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Guide;
use crate::{
    csv::csv,
    problem::Problem,
    setup_file::{Change, SetupFile},
};

/// Most rows of a table.
const ROWS: usize = 500;
/// Longest text of a cell, in characters.
const CELL: usize = 255;

/// A table to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worksheet {
    /// Short name, once in its step; what was filled in follows it from version to version.
    pub id: String,
    /// Title.
    pub title: String,
    /// How to fill it in, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The columns, from left to right.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
    /// Rows that the guide begins, each with a cell for every column; an empty cell is to be filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<String>>,
    /// How many empty rows stand below those.
    #[serde(default)]
    pub blank: usize,
}

/// A column of a worksheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Heading.
    pub label: String,
    /// What one would choose from, where that is known; other words are allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

impl Worksheet {
    /// The rows to show: those that were filled in, or else the guide's beginnings, with as much room below as the guide
    /// gives. Each has a cell for every column. `values` are the setup's.
    pub fn rows(&self, step: &str, values: &BTreeMap<String, String>) -> Vec<Vec<String>> {
        let kept =
            values.get(&key(step, &self.id)).and_then(|text| serde_json::from_str::<Vec<Vec<String>>>(text).ok());
        let mut rows = kept.unwrap_or_else(|| self.rows.clone());
        rows.resize(rows.len().max(self.rows.len() + self.blank), Vec::new());
        for row in &mut rows {
            row.resize(self.columns.len(), String::new());
        }
        rows
    }

    /// As a file for a spreadsheet. Rows without any text are left out.
    pub fn csv(&self, rows: &[Vec<String>]) -> String {
        let headings: Vec<&str> = self.columns.iter().map(|column| column.label.as_str()).collect();
        let filled = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
        let lines = filled.map(|row| row.iter().map(String::as_str).collect());
        csv(std::iter::once(headings).chain(lines))
    }

    /// Every text that may hold a placeholder.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let columns =
            self.columns.iter_mut().flat_map(|column| std::iter::once(&mut column.label).chain(&mut column.choices));
        std::iter::once(&mut self.title).chain(&mut self.text).chain(columns).chain(self.rows.iter_mut().flatten())
    }
}

/// Keeps what was filled in among the setup's values; empty rows at the end are left out, and a table without any text is
/// forgotten. Refuses a step or a worksheet that the guide does not have, a table that is too large, and a secret.
pub fn fill(
    file: &mut SetupFile,
    guide: &Guide,
    step: &str,
    worksheet: &str,
    rows: &[Vec<String>],
) -> Result<(), Problem> {
    let text = rows.iter().flatten().map(|cell| cell.trim()).collect::<Vec<_>>().join("\n");
    // A cell is free text of a step like a note, so it is held to what a note is held to.
    file.clone().change_step(guide, step, Change::Note(text), Timestamp::UNIX_EPOCH)?;
    let known = guide.step(step).and_then(|step| step.worksheets.iter().find(|one| one.id == worksheet));
    let Some(known) = known else {
        return Err(invalid(worksheet, "a worksheet of the step"));
    };
    if rows.len() > ROWS {
        return Err(invalid(&format!("{} rows", rows.len()), &format!("at most {ROWS} rows")));
    }
    let mut rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
    for cell in rows.iter().flatten() {
        if cell.chars().count() > CELL || cell.chars().any(char::is_control) {
            return Err(invalid(cell, &format!("one line of at most {CELL} characters")));
        }
    }
    if let Some(row) = rows.iter().find(|row| row.len() > known.columns.len()) {
        return Err(invalid(&format!("{} cells", row.len()), &format!("{} cells", known.columns.len())));
    }
    let used = rows.iter().rposition(|row| row.iter().any(|cell| !cell.is_empty())).map_or(0, |last| last + 1);
    rows.truncate(used);
    if rows.is_empty() {
        file.values.remove(&key(step, worksheet));
        return Ok(());
    }
    let kept = serde_json::to_string(&rows).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    file.values.insert(key(step, worksheet), kept);
    Ok(())
}

/// Under which name it stands among the values.
fn key(step: &str, worksheet: &str) -> String {
    format!("worksheet.{step}.{worksheet}")
}

fn invalid(value: &str, expected: &str) -> Problem {
    Problem::ValueInvalid {
        field: "worksheet".to_owned(),
        value: value.chars().take(80).collect(),
        expected: expected.to_owned(),
        example: "Interview".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide;

    fn sheet() -> Worksheet {
        let column = |label: &str| Column { label: label.to_owned(), choices: Vec::new() };
        Worksheet {
            id: "stages".to_owned(),
            title: "Stages".to_owned(),
            text: None,
            columns: vec![column("Stage"), column("Phase, in Oracle")],
            rows: vec![vec!["Request accepted".to_owned(), String::new()]],
            blank: 1,
        }
    }

    fn setup() -> (SetupFile, Guide, String) {
        let mut guide = guide::builtins()[0].clone();
        let step = &mut guide.stages[0].steps[0];
        step.worksheets = vec![sheet()];
        let id = step.id.clone();
        (SetupFile::new(&guide, None, Timestamp::UNIX_EPOCH), guide, id)
    }

    fn rows(rows: &[[&str; 2]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
    }

    #[test]
    fn begins_with_the_guides_rows_and_keeps_what_is_filled_in() {
        let (mut file, guide, step) = setup();
        assert_eq!(sheet().rows(&step, &file.values), rows(&[["Request accepted", ""], ["", ""]]));
        fill(&mut file, &guide, &step, "stages", &rows(&[["Request accepted", " New "], ["", ""]])).unwrap();
        assert_eq!(sheet().rows(&step, &file.values), rows(&[["Request accepted", "New"], ["", ""]]));
        fill(&mut file, &guide, &step, "stages", &rows(&[["a", ""], ["b", ""], ["c", ""]])).unwrap();
        assert_eq!(sheet().rows(&step, &file.values), rows(&[["a", ""], ["b", ""], ["c", ""]]));
        let again: SetupFile = serde_json::from_slice(&serde_json::to_vec(&file).unwrap()).unwrap();
        assert_eq!(again.values, file.values);
        fill(&mut file, &guide, &step, "stages", &rows(&[["", ""]])).unwrap();
        assert!(file.values.is_empty());
    }

    #[test]
    fn refuses_what_does_not_belong_into_a_table_and_leaves_the_setup_alone() {
        let (mut file, guide, step) = setup();
        let before = file.clone();
        let key = "-----BEGIN PRIVATE KEY-----";
        assert!(matches!(
            fill(&mut file, &guide, &step, "stages", &rows(&[["a", key]])),
            Err(Problem::LooksLikeASecret { .. })
        ));
        assert!(matches!(fill(&mut file, &guide, "none", "stages", &[]), Err(Problem::StepUnknown { .. })));
        for (sheet, wrong) in [
            ("other", rows(&[])),
            ("stages", rows(&[["two\nlines", ""]])),
            ("stages", rows(&[[&"x".repeat(256), ""]])),
            ("stages", vec![vec!["a".to_owned(); 3]]),
            ("stages", vec![Vec::new(); 501]),
        ] {
            let refused = fill(&mut file, &guide, &step, sheet, &wrong);
            assert!(matches!(refused, Err(Problem::ValueInvalid { .. })), "{sheet} {refused:?}");
        }
        assert_eq!(file, before);
    }

    #[test]
    fn a_spreadsheet_computes_nothing_from_a_cell() {
        let cells = rows(&[["=1+1", "+49"], ["-x", "@y"], [" =z", "plain \"quoted\""], ["", ""]]);
        assert_eq!(
            sheet().csv(&cells),
            "\u{FEFF}Stage,\"Phase, in Oracle\"\r\n\"'=1+1\",\"'+49\"\r\n\"'-x\",\"'@y\"\r\n\"' =z\",\"plain \"\"quoted\"\"\"\r\n"
        );
    }
}
