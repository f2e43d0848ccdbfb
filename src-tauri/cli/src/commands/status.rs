//! `status`: where a setup stands.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use setup::{problem::Problem, status};

use crate::{exit::Exit, files, output::Output, text};

/// Show where a setup stands: every step, what is claimed and what was observed.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup status acme.oraclesetup")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let status = status::status(&files::open(&arguments.file)?, Timestamp::now())?;
    output.answer(&status, || text::status(&status))?;
    Ok(Exit::Holds)
}
