//! `merge`: two copies of one setup, brought together in a third file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Value, json};
use setup::{
    problem::Problem,
    setup_file::{self, Choices, Difference, Merged, Side},
    status::{self, Progress},
    words,
};

use crate::{
    exit::Exit,
    output::{self, Output},
};

/// Bring two copies of one setup together: what was changed on one side alone comes together by itself.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: oracle-setup merge acme.oraclesetup acme-reviewed.oraclesetup --out acme-both.oraclesetup"
)]
pub struct Arguments {
    /// The setup at hand.
    mine: PathBuf,
    /// The copy that came back.
    theirs: PathBuf,
    /// Where to write the setup that holds both; a file that is there is never written over.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Whose change counts where both changed the same field.
    #[arg(long, value_enum)]
    prefer: Option<Prefer>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Prefer {
    Mine,
    Theirs,
}

#[derive(Serialize)]
struct Answer<'a> {
    /// The setup's id.
    setup: String,
    /// As it was given.
    file: String,
    progress: Progress,
    unresolved: [Difference; 0],
    notices: &'a [setup_file::Notice],
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let Arguments { mine, theirs, out, prefer } = arguments;
    let prefer = prefer.map(|prefer| match prefer {
        Prefer::Mine => Side::Mine,
        Prefer::Theirs => Side::Theirs,
    });
    let choices = Choices { prefer, ..Choices::default() };
    match setup_file::merge_files(mine, theirs, out, &choices)? {
        Merged::Open(differences) => unresolved(&differences, output),
        Merged::Whole(both) => {
            both.notices.iter().for_each(|notice| output::tell(&words::notice(notice)));
            let file = out.display().to_string();
            let progress = status::status(&both, jiff::Timestamp::now())?.progress;
            let answer =
                Answer { setup: both.file.id.to_string(), file, progress, unresolved: [], notices: &both.notices };
            let Progress { done, total } = progress;
            output.answer(&answer, || format!("Both are in {}. {done} of {total} steps done.", answer.file))?;
            Ok(Exit::Holds)
        }
    }
}

/// Nothing was written: the refusal, and what is left to choose.
fn unresolved(differences: &[Difference], output: &Output) -> Result<Exit, Problem> {
    let fields = differences.iter().map(|one| one.field.clone()).collect();
    let problem = Problem::MergeUnresolved { fields };
    output::tell_problem(&problem);
    let mut answer = output::refusal(&problem);
    answer["unresolved"] = json!(differences);
    output.answer(&answer, || differences.iter().map(line).collect::<Vec<_>>().join("\n"))?;
    Ok(Exit::Open)
}

fn line(difference: &Difference) -> String {
    let Difference { field, mine, theirs, .. } = difference;
    format!("{field}\n  mine:   {}\n  theirs: {}", shown(mine), shown(theirs))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "(nothing)".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
