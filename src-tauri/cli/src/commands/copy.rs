//! `copy`: a copy of a setup for somebody to look at and send back.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;
use setup::{
    problem::Problem,
    setup_file::{self, Carry},
};

use crate::{exit::Exit, output::Output};

/// Write a copy to send for review. What comes back is brought in with `merge`.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup copy acme.oraclesetup --without names --out acme-for-review.oraclesetup")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// Where to write it; a file that is there is never written over.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What to leave out; may be repeated. `merge` fills it in again.
    #[arg(long, value_enum)]
    without: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Who does a step, who claimed it and who commented.
    Names,
    /// When it was claimed and commented.
    Times,
    /// The verifications.
    Runs,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let with = |part| !arguments.without.contains(&part);
    let carry = Carry { names: with(Part::Names), times: with(Part::Times), runs: with(Part::Runs) };
    setup_file::copy(&arguments.file, &arguments.out, carry)?;
    let file = arguments.out.display().to_string();
    output.answer(&json!({ "file": file }), || format!("The copy is {file}."))?;
    Ok(Exit::Holds)
}
