//! `report`: the evidence of a setup as a file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde_json::json;
use setup::{
    problem::Problem,
    report::{self, Evidence},
    setup_file::store,
};

use crate::{exit::Exit, files, output::Output};

/// Write the report: what was claimed, what Oracle showed, and every request.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup report acme.oraclesetup --format html --out acme.html")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// The form of the report.
    #[arg(long, value_enum)]
    format: Format,
    /// Where to write it; a file that is there is never written over.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Html,
    Markdown,
    Json,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let opened = files::open(&arguments.file)?;
    let evidence = report::evidence(&opened.file, Timestamp::now())?;
    let text = arguments.format.text(&evidence)?;
    store::write_export(&arguments.out, text.as_bytes(), false)?;
    let file = arguments.out.display().to_string();
    let answer = json!({ "file": file, "verdict": evidence.verdict, "verified_at": evidence.verified_at });
    output.answer(&answer, || format!("The report is in {file}. {}.", evidence.headline))?;
    Ok(Exit::Holds)
}

impl Format {
    fn text(self, evidence: &Evidence) -> Result<String, Problem> {
        match self {
            Self::Html => Ok(report::html(evidence)),
            Self::Markdown => Ok(report::markdown(evidence)),
            Self::Json => serde_json::to_string_pretty(evidence)
                .map(|text| text + "\n")
                .map_err(|error| Problem::Unexpected { what: error.to_string() }),
        }
    }
}
