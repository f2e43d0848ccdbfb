//! Where a setup stands, as the command line prints it and the home screen shows it.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    address::{Environment, OracleHost},
    checks::{GuideName, Verdict},
    plan::Plan,
    problem::Problem,
    setup_file::{Claim, Comment, Observed, Opened, SetupFile},
};

/// Where a setup stands.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    /// The setup's id.
    pub setup: Uuid,
    /// What people call it.
    pub name: String,
    /// The guide that it follows.
    pub guide: GuideName,
    /// The pod, or none in a draft.
    pub host: Option<String>,
    /// What sort of pod.
    pub environment: Option<Environment>,
    /// How far it is.
    pub progress: Progress,
    /// Each step of this setup's walk.
    pub steps: Vec<StepStatus>,
    /// The last whole verification.
    pub last: Option<LastRun>,
    /// What the person must know: damage that was found, a guide that changed.
    pub notices: Vec<Value>,
}

/// Steps that are done or not needed, of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Done, or not applicable.
    pub done: usize,
    /// All.
    pub total: usize,
}

/// A step and what is known of it.
#[derive(Debug, Clone, Serialize)]
pub struct StepStatus {
    /// The step's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What a person claims.
    pub claimed: Claim,
    /// What Oracle was observed to hold.
    pub observed: Observed,
    /// A note.
    pub note: String,
    /// Who does it.
    pub owner: String,
    /// What it waits for.
    pub waiting_for: Option<String>,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// Comments, oldest first.
    pub comments: Vec<Comment>,
}

/// A run in brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LastRun {
    /// Its verdict.
    pub verdict: Verdict,
    /// When it ended.
    pub finished_at: Timestamp,
    /// Always false: a part never counts as the last verification.
    pub partial: bool,
}

/// Where an opened setup stands.
pub fn status(opened: &Opened) -> Result<Status, Problem> {
    let file = &opened.file;
    let plan = Plan::of(file)?;
    let steps: Vec<StepStatus> = plan
        .walk()
        .into_iter()
        .flat_map(|stage| stage.steps)
        .map(|step| {
            let record = file.step(&step.id);
            StepStatus {
                id: step.id,
                title: step.title,
                claimed: record.claimed,
                observed: record.observed,
                note: record.note,
                owner: record.owner,
                waiting_for: record.waiting_for,
                due: record.due,
                comments: record.comments,
            }
        })
        .collect();
    Ok(Status {
        setup: file.id,
        name: file.name.clone(),
        guide: GuideName { id: file.guide.id.clone(), version: file.guide.version.clone() },
        host: file.host.clone(),
        environment: plan.host.as_ref().map(OracleHost::environment),
        progress: progress(steps.iter().map(|step| step.claimed)),
        last: last(file),
        notices: notices(opened, &plan),
        steps,
    })
}

/// How many of these claims count as done.
pub fn progress(claims: impl Iterator<Item = Claim>) -> Progress {
    let mut progress = Progress { done: 0, total: 0 };
    for claim in claims {
        progress.total += 1;
        progress.done += usize::from(matches!(claim, Claim::Done | Claim::NotApplicable));
    }
    progress
}

/// The last whole verification in brief.
pub fn last(file: &SetupFile) -> Option<LastRun> {
    file.last_run().map(|run| LastRun { verdict: run.verdict, finished_at: run.finished_at, partial: run.partial })
}

fn notices(opened: &Opened, plan: &Plan) -> Vec<Value> {
    let mut notices: Vec<Value> =
        opened.notices.iter().filter_map(|notice| serde_json::to_value(notice).ok()).collect();
    if opened.file.guide_differs(&plan.guide) {
        notices.push(serde_json::json!({
            "code": "guide_changed",
            "from": opened.file.guide.version,
            "to": plan.guide.version,
        }));
    }
    notices
}
