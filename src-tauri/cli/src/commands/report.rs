//! `report`: the evidence of a setup as a file, and whether such a file is as it was written.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde_json::json;
use setup::{
    problem::Problem,
    report::{self, Evidence},
    setup_file::store,
};

use crate::{exit::Exit, files, output::Output};

/// Write the report: what was claimed, what Oracle showed, and every request. Or check one.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup report acme.oraclesetup --format html --out acme.html\n\n\
    oracle-setup report --check acme.json says whether a report is as it was written.")]
pub struct Arguments {
    /// The setup.
    #[arg(required_unless_present = "check")]
    file: Option<PathBuf>,
    /// The form of the report.
    #[arg(long, value_enum, required_unless_present = "check")]
    format: Option<Format>,
    /// Leave out the names of people, pod, setup and the company's own codes.
    #[arg(long)]
    masked: bool,
    /// Where to write it; a file that is there is never written over.
    #[arg(long, value_name = "FILE", required_unless_present = "check")]
    out: Option<PathBuf>,
    /// Check a report instead, JSON or HTML: whether it is as it was written.
    #[arg(long, value_name = "REPORT", conflicts_with_all = ["file", "format", "masked", "out"])]
    check: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Html,
    Markdown,
    Json,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    match arguments {
        Arguments { check: Some(report), .. } => check(report, output),
        Arguments { file: Some(file), format: Some(format), out: Some(out), masked, .. } => {
            write(file, *format, out, *masked, output)
        }
        // What is required is required by the definition above.
        _ => Err(Problem::Usage { what: "`report` needs a setup, `--format` and `--out`".to_owned() }),
    }
}

fn write(file: &Path, format: Format, out: &Path, masked: bool, output: &Output) -> Result<Exit, Problem> {
    let opened = files::open(file)?;
    let evidence = report::evidence(&opened.file, Timestamp::now())?;
    let evidence = if masked { report::masked(&evidence)? } else { evidence };
    let text = format.text(&evidence)?;
    store::write_export(out, text.as_bytes(), false)?;
    let file = out.display().to_string();
    let answer = json!({
        "file": file,
        "verdict": evidence.verdict,
        "verified_at": evidence.verified_at,
        "masked": evidence.masked,
        "sha256": evidence.sha256,
    });
    output.answer(&answer, || format!("The report is in {file}. {}.", evidence.headline))?;
    Ok(Exit::Holds)
}

fn check(report: &Path, output: &Output) -> Result<Exit, Problem> {
    let shown = report.display().to_string();
    let text = files::text(report)?.ok_or_else(|| Problem::NotAReport { path: shown.clone() })?;
    let checked = report::check(&text, &shown)?;
    let mut answer = serde_json::to_value(&checked).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    answer["file"] = json!(shown);
    // Of a page that another version wrote only the JSON is known to hold: no green light for the rest.
    let whole = checked.page_compared != Some(false);
    answer["holds"] = json!(whole);
    output.answer(&answer, || {
        let written = report::shown(checked.created_at);
        let sha256 = &checked.sha256;
        if !whole {
            let program = &checked.program;
            return format!(
                "The JSON in {shown} is as it was written on {written}.\nWhat the page around it shows was not compared: \
                 version {program} of this program wrote it, and only that version can tell. Rely on the JSON alone.\n\
                 SHA-256 {sha256}"
            );
        }
        format!("{shown} is as it was written on {written}.\nSHA-256 {sha256}")
    })?;
    Ok(if whole { Exit::Holds } else { Exit::Open })
}

impl Format {
    fn text(self, evidence: &Evidence) -> Result<String, Problem> {
        match self {
            Self::Html => Ok(report::html(evidence)),
            Self::Markdown => Ok(report::markdown(evidence)),
            Self::Json => evidence.json(),
        }
    }
}
