//! `set`: fills fields of a setup in, or changes them.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use setup::{plan::Plan, problem::Problem, status};

use super::options::Options;
use crate::{exit::Exit, files, output::Output, text};

/// Fill in or change fields of a setup.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup set acme.oraclesetup --user vendor.integration")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// Follow this guide from now on: an id or a file. Claims follow the ids of the steps.
    #[arg(long)]
    guide: Option<String>,
    #[command(flatten)]
    options: Options,
}

pub fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    let Arguments { file, guide, options } = arguments;
    let guide = guide.as_deref().map(files::guide).transpose()?;
    let form = options.clone().form();
    let (opened, ()) = files::change(&file, |file| {
        let followed = match &guide {
            Some((guide, text)) => {
                file.follow(guide, text.clone());
                guide.clone()
            }
            None => file.guide()?,
        };
        file.fill(&form, &followed)
    })?;
    let mut status = status::status(&opened, Timestamp::now())?;
    status.notices.extend(options.tell_roles(&Plan::of(&opened.file)?));
    output.answer(&status, || text::status(&status))?;
    Ok(Exit::Holds)
}
