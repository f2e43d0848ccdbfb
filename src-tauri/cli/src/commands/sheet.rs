//! `sheet`: what the vendor's form asks for, but for the secret.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use setup::{problem::Problem, report};

use crate::{
    exit::Exit,
    files,
    output::{self, Output},
};

/// Print the connection sheet: what the vendor's form asks for, but for the secret.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup sheet acme.oraclesetup")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// The form of the sheet; with `--json` always JSON.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let sheet = report::sheet(&files::open(&arguments.file)?.file)?;
    match arguments.format {
        Format::Text => output.answer(&sheet, || sheet.text())?,
        Format::Json => output::document(&sheet)?,
    }
    Ok(Exit::Holds)
}
