//! `reminders`: due steps and expiring keys and passwords, for a calendar.

use std::path::PathBuf;

use clap::Args;
use jiff::{Timestamp, tz::TimeZone};
use serde_json::json;
use setup::{problem::Problem, reminders, setup_file::store};

use crate::{exit::Exit, files, output::Output};

/// Write reminders for a calendar: steps that are due, keys and passwords that expire.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup reminders acme.oraclesetup --out acme.ics")]
pub struct Arguments {
    /// The setups.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where to write it; a file that is there is never written over.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let zone = TimeZone::system();
    let mut found = Vec::new();
    for file in &arguments.files {
        found.extend(reminders::reminders(&files::open(file)?.file, &zone)?);
    }
    store::write_export(&arguments.out, reminders::ics(&found, Timestamp::now()).as_bytes(), false)?;
    let file = arguments.out.display().to_string();
    let said = match found.len() {
        1 => format!("One reminder is in {file}."),
        count => format!("{count} reminders are in {file}."),
    };
    output.answer(&json!({ "file": file, "reminders": found }), || said)?;
    Ok(Exit::Holds)
}
