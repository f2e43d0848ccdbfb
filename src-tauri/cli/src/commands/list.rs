//! `list`: every setup of a folder, and what waits on whom.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use setup::{
    portfolio::{self, Portfolio, Row},
    problem::Problem,
    setup_file::store,
    words,
};

use crate::{exit::Exit, output::Output};

/// List the setups of a folder: how far each is, its last verification, and whom it waits for.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup list customers --csv customers.csv")]
pub struct Arguments {
    /// The folder.
    folder: PathBuf,
    /// Say what waits on whom instead.
    #[arg(long)]
    waits: bool,
    /// Also write the list for a spreadsheet; a file that is there is never written over.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let portfolio = Portfolio::read(&arguments.folder)?;
    let rows = portfolio.rows();
    let waits = portfolio::waits(rows.iter().copied());
    let now = Timestamp::now();
    if let Some(csv) = &arguments.csv {
        store::write_export(csv, portfolio::csv(rows.iter().copied(), now).as_bytes(), false)?;
    }
    let answer = json!({ "setups": rows, "waits": waits });
    output.answer(&answer, || {
        if arguments.waits {
            portfolio::waits_text(&waits, now)
        } else {
            rows.iter().map(|row| line(row)).collect::<Vec<_>>().join("\n")
        }
    })?;
    Ok(Exit::Holds)
}

fn line(row: &Row) -> String {
    if let Some(problem) = &row.problem {
        return format!("{}: {}", row.path.display(), words::of_refusal(problem).plain().title);
    }
    let verified = row.last.map_or("Not verified", |last| words::verdict(last.verdict));
    let open = row.waiting.first().or(row.next.as_ref());
    let open = open.map_or_else(String::new, |step| format!(". {}: {}", step.who, step.title));
    format!(
        "{}, {}: {} of {} steps done. {verified}{open}.",
        row.name, row.vendor, row.progress.done, row.progress.total
    )
}
