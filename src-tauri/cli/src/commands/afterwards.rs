//! `afterwards`: what to do when the secret is to be replaced, and when the integration ends.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde_json::json;
use setup::{
    guide::{self, Stage, Step},
    plan::Plan,
    problem::Problem,
    setup_file::{Change, Claim, SetupFile},
    status::{self, StepStatus},
};

use crate::{exit::Exit, files, output::Output, text};

/// The checklist for a new secret, or for the end of the integration. Its steps are marked with `step`.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup afterwards acme.oraclesetup rotate")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// Which of the two.
    #[arg(value_enum)]
    list: List,
    /// Take back what was marked before, to begin once more.
    #[arg(long)]
    again: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum List {
    /// A new secret in place of the old one, verified and handed over.
    Rotate,
    /// What to take away in Oracle when the integration ends, in order.
    Undo,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let list = match arguments.list {
        List::Rotate => guide::Afterwards::Rotate,
        List::Undo => guide::Afterwards::Undo,
    };
    let opened = if arguments.again {
        files::change(&arguments.file, |file| take_back(file, list))?.0
    } else {
        files::open(&arguments.file)?
    };
    let plan = Plan::of(&opened.file)?;
    let steps = plan.afterwards(list);
    let statuses: Vec<StepStatus> = steps.iter().map(|step| status::of_step(&opened.file, step)).collect();
    let progress = status::progress(statuses.iter().map(|step| step.claimed));
    let answer = json!({ "checklist": list, "title": list.title(), "progress": progress, "steps": statuses });
    output.answer(&answer, || told(list.title(), &plan, steps, &statuses))?;
    Ok(Exit::Holds)
}

fn take_back(file: &mut SetupFile, list: guide::Afterwards) -> Result<(), Problem> {
    let guide = file.guide()?;
    let claimed = |file: &SetupFile, id: &str| file.step(id).claimed != Claim::Todo;
    for step in list.steps() {
        if claimed(file, &step.id) {
            file.change_step(&guide, &step.id, Change::Claim(Claim::Todo, None), Timestamp::now())?;
        }
    }
    Ok(())
}

fn told(title: &str, plan: &Plan, steps: Vec<Step>, statuses: &[StepStatus]) -> String {
    let marked = steps.into_iter().zip(statuses).map(|(step, status)| {
        let mark = if matches!(status.claimed, Claim::Done | Claim::NotApplicable) { "[x] " } else { "[ ] " };
        Step { title: format!("{mark}{}", step.title), ..step }
    });
    let stage = Stage { id: String::new(), title: title.to_owned(), steps: marked.collect() };
    text::plain(&text::stages(plan, &[stage], None))
}
