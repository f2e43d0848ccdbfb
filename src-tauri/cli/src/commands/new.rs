//! `new`: a setup from a guide, or the plan of another setup for another pod.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};
use setup::{
    guide::preview,
    plan::Plan,
    problem::Problem,
    setup_file::{self, SetupFile},
};

use super::options::Options;
use crate::{
    exit::Exit,
    files,
    output::{self, Output},
    text,
};

/// Make a setup; what is not known yet is filled in later by `set`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: oracle-setup new --guide GUIDE --address abcd-test.fa.ocs.oraclecloud.com --out acme.oraclesetup"
)]
pub struct Arguments {
    /// A guide's id (see `guide list`), or a guide's file.
    #[arg(long, required_unless_present = "from")]
    guide: Option<String>,
    /// A setup whose plan is taken over for another pod: no claims, no observations, no secret.
    #[arg(long, value_name = "FILE", conflicts_with = "guide")]
    from: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// Where to write it; a file that is there is never written over.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    let Arguments { guide, from, options, out } = arguments;
    let (mut file, guide) = match (guide, from) {
        (_, Some(from)) => {
            if !options.has_address() {
                return Err(address_missing());
            }
            let file = files::open(&from)?.file;
            let guide = file.guide()?;
            (file.for_another_pod(Timestamp::now()), guide)
        }
        (named, None) => {
            let (guide, text) = files::guide(&named.unwrap_or_default())?;
            (SetupFile::new(&guide, text, Timestamp::now()), guide)
        }
    };
    file.fill(&options.clone().form(), &guide)?;
    setup_file::create(&out, &file)?;
    let notices = options.tell_roles(&Plan::of(&file)?);
    if !guide.built_in {
        let id = &guide.id;
        output::tell(&format!("The guide \"{id}\" did not come with this program. It is kept inside the setup."));
        output::tell(&text::asks(&preview(&guide, file.guide.text.as_deref())?));
    }
    let mut answer = json!({ "setup": file.id, "file": out.display().to_string() });
    if !notices.is_empty() {
        answer["notices"] = Value::Array(notices);
    }
    output.answer(&answer, || format!("The setup is in {}.", out.display()))?;
    Ok(Exit::Holds)
}

fn address_missing() -> Problem {
    Problem::ValueMissing {
        field: "address".to_owned(),
        expected: "the address of the other pod".to_owned(),
        example: "--address abcd.fa.ocs.oraclecloud.com".to_owned(),
    }
}
