//! `accept`: one finding of the last verification, accepted by name and with a reason.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use setup::{checks::Named, problem::Problem, setup_file};

use super::options::free_text;
use crate::{exit::Exit, files, output::Output};

/// Accept one finding of the last verification. It keeps its verdict, and the reason stands beside it.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: oracle-setup accept acme.oraclesetup nothing_extra_granted --reason \"Agreed with security\""
)]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// The check, where it has several with its resource.
    #[arg(value_name = "CHECK[:SUBJECT]")]
    check: String,
    /// Why it is acceptable.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = free_text)]
    reason: String,
    /// Who accepts it. Else the name of this account.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let Named { id, subject } = Named::parse(&arguments.check)?;
    let by = arguments.by.clone().or_else(setup_file::account);
    let (_, accepted) = files::change(&arguments.file, |file| {
        file.accept(id, subject.as_deref(), &arguments.reason, by.as_deref(), Timestamp::now())?;
        // The newest stands last.
        Ok(file.accepted.last().cloned())
    })?;
    output.answer(&accepted, || format!("Accepted: {}. The reason stands beside the finding.", arguments.check))?;
    Ok(Exit::Holds)
}
