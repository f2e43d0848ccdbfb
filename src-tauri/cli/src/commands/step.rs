//! `step`: what a person says of one step.

use std::path::PathBuf;

use clap::Args;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;
use serde_json::Value;
use setup::{
    guide::{Afterwards, Step},
    near,
    plan::{HelpRequest, Plan, help_request},
    problem::Problem,
    setup_file::{Change, Claim, SetupFile},
    status::{self, Progress, Status, StepStatus},
    words,
};

use super::options::free_text;
use crate::{exit::Exit, files, output::Output, text};

/// Say how far a step is, or look at it.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup step acme.oraclesetup copy-role --done --note \"Copied on Monday\"")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// The step's id (see `status`).
    step: String,
    #[command(flatten)]
    claim: ClaimArguments,
    /// A note, in place of the one before.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = free_text)]
    note: Option<String>,
    /// Who does it.
    #[arg(long, value_name = "TEXT")]
    owner: Option<String>,
    /// One more comment.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = free_text)]
    comment: Option<String>,
    /// The day by whose end it is due, or `none`.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = due)]
    due: Option<Due>,
    /// Write the message that asks for help with this step: whom to send it to, and what it says. It holds no secret.
    #[arg(long)]
    ask: bool,
    /// Who says all this.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// When a step is due; none takes that away.
#[derive(Debug, Clone, Copy)]
struct Due(Option<Timestamp>);

#[derive(Debug, Args)]
#[group(multiple = false)]
struct ClaimArguments {
    /// It is done.
    #[arg(long)]
    done: bool,
    /// It is still to be done.
    #[arg(long)]
    todo: bool,
    /// It was begun, and waits for something.
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "")]
    waiting: Option<String>,
    /// It is not needed here.
    #[arg(long)]
    not_applicable: bool,
    /// It is to be done once more, and why.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = free_text)]
    redo: Option<String>,
}

/// One step of a setup, as it stands now.
#[derive(Serialize)]
struct StepAnswer<'a> {
    #[serde(flatten)]
    step: &'a StepStatus,
    progress: Progress,
    notices: &'a [Value],
    /// The message that asks for help, where it was wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<HelpRequest>,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let Arguments { file: path, step: id, .. } = arguments;
    let changes = arguments.changes();
    let opened = if changes.is_empty() {
        files::open(path)?
    } else {
        let now = Timestamp::now();
        files::change(path, |file| {
            let guide = Plan::of(file)?.guide;
            refuse_elsewhere(file, id)?;
            let by = arguments.by.as_deref();
            changes.iter().try_for_each(|change| file.change_step_as(by, &guide, id, change.clone(), now))
        })?
        .0
    };
    refuse_elsewhere(&opened.file, id)?;
    let mut status = status::status(&opened, Timestamp::now())?;
    status.steps.extend(afterwards(&opened.file)?.iter().map(|step| status::of_step(&opened.file, step)));
    if let Some(step) = status.steps.iter().find(|step| &step.id == id) {
        let help = if arguments.ask { help(&opened.file, id)? } else { None };
        let answer = StepAnswer { step, progress: status.progress, notices: &status.notices, help };
        output.answer(&answer, || answer.help.as_ref().map_or_else(|| one(step, &status), letter))?;
    }
    Ok(Exit::Holds)
}

impl Arguments {
    fn changes(&self) -> Vec<Change> {
        let claim = match &self.claim {
            ClaimArguments { done: true, .. } => Some(Change::Claim(Claim::Done, None)),
            ClaimArguments { todo: true, .. } => Some(Change::Claim(Claim::Todo, None)),
            ClaimArguments { not_applicable: true, .. } => Some(Change::Claim(Claim::NotApplicable, None)),
            ClaimArguments { waiting: Some(text), .. } => Some(Change::Claim(Claim::Waiting, Some(text.clone()))),
            ClaimArguments { redo: Some(why), .. } => Some(Change::Redo(why.clone())),
            _ => None,
        };
        let note = self.note.clone().map(Change::Note);
        let owner = self.owner.clone().map(Change::Owner);
        let comment = self.comment.clone().map(Change::Comment);
        let due = self.due.map(|Due(due)| Change::Due(due));
        claim.into_iter().chain(note).chain(owner).chain(comment).chain(due).collect()
    }
}

/// The last second of a day, where this computer is.
fn due(text: &str) -> Result<Due, &'static str> {
    if text == "none" {
        return Ok(Due(None));
    }
    let day: Date = text.parse().map_err(|_| "a day such as 2026-05-20, or none, was expected")?;
    let end = day.at(23, 59, 59, 0).to_zoned(TimeZone::system()).map_err(|_| "this day is out of range")?;
    Ok(Due(Some(end.timestamp())))
}

/// The steps of the checklists for afterwards, which are no part of the walk.
fn afterwards(file: &SetupFile) -> Result<Vec<Step>, Problem> {
    let plan = Plan::of(file)?;
    Ok(Afterwards::ALL.iter().flat_map(|list| plan.afterwards(*list)).collect())
}

/// A claim on a step that this setup's walk does not show would never be seen again.
fn refuse_elsewhere(file: &SetupFile, id: &str) -> Result<(), Problem> {
    let (walk, later) = (Plan::of(file)?.walk(), afterwards(file)?);
    let steps = walk.iter().flat_map(|stage| &stage.steps).chain(&later);
    let ids: Vec<&str> = steps.map(|step| step.id.as_str()).collect();
    if ids.contains(&id) {
        return Ok(());
    }
    let nearest = near::nearest(id, ids, 1).first().map(|&id| id.to_owned());
    Err(Problem::StepUnknown { step: id.to_owned(), nearest })
}

/// The message for a step, with what was found there.
fn help(file: &SetupFile, id: &str) -> Result<Option<HelpRequest>, Problem> {
    let plan = Plan::of(file)?;
    let words = file.found_at(id).map(|problem| words::of_problem(problem, Some(&plan)));
    let step = plan.walk().into_iter().flat_map(|stage| stage.steps).find(|step| step.id == id);
    Ok(step.map(|step| help_request(&plan, &step, words.as_ref())))
}

fn letter(help: &HelpRequest) -> String {
    let HelpRequest { to, how, link, subject, text } = help;
    let link = link.as_ref().map(|link| format!("\nPage: {link}")).unwrap_or_default();
    format!("To: {to}\n{how}{link}\nSubject: {subject}\n\n{text}")
}

fn one(step: &StepStatus, status: &Status) -> String {
    let Progress { done, total } = status.progress;
    format!("{}\n\n{done} of {total} steps done.", text::step(step))
}
