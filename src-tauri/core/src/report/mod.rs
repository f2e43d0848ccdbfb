//! What leaves the program: the report and the connection sheet.
//!
//! Both carry the verdict and its time, and say *not verified* where there is none. Neither ever holds a secret. The
//! sealed hand-over is not here.

mod checklist;
mod follow_up;
mod html;
mod markdown;
mod sheet;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    address::Environment,
    checks::{GuideName, Report, Verdict},
    plan::Plan,
    problem::Problem,
    setup_file::{Claim, Observed, SetupFile},
    words::{self, Asking},
};
pub use checklist::{checklist, checklist_of_guide};
pub use follow_up::follow_up;
pub use html::html;
pub use markdown::{claimed, markdown, observed};
pub use sheet::{Sheet, SheetField, sheet};

/// The report of a setup, before it is put into a form.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    /// Version of this shape.
    pub schema: u64,
    /// Version of this program.
    pub program: String,
    /// When the report was made.
    pub created_at: Timestamp,
    /// The setup's id.
    pub setup: Uuid,
    /// What people call it.
    pub name: String,
    /// The guide.
    pub guide: GuideName,
    /// The vendor.
    pub vendor: String,
    /// The pod.
    pub host: Option<String>,
    /// What sort of pod.
    pub environment: Option<Environment>,
    /// The integration user.
    pub user: Option<String>,
    /// The role codes that are needed, as far as they are known.
    pub required_roles: Vec<String>,
    /// Verdict of the last whole verification.
    pub verdict: Option<Verdict>,
    /// When that ended.
    pub verified_at: Option<Timestamp>,
    /// In a line.
    pub headline: String,
    /// What people claim and what was observed, apart.
    pub steps: Vec<StepEvidence>,
    /// The last whole verification.
    pub verification: Option<Report>,
    /// What to send to whom, where the reader may lack the right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Asking>,
}

/// A step in the report.
#[derive(Debug, Clone, Serialize)]
pub struct StepEvidence {
    /// The step's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What a person claims.
    pub claimed: Claim,
    /// What Oracle was observed to hold.
    pub observed: Observed,
}

/// Gathers the report of a setup.
pub fn evidence(file: &SetupFile, now: Timestamp) -> Result<Evidence, Problem> {
    let plan = Plan::of(file)?;
    let run = file.last_run();
    let steps = plan.walk().into_iter().flat_map(|stage| stage.steps).map(|step| {
        let record = file.step(&step.id);
        StepEvidence { id: step.id, title: step.title, claimed: record.claimed, observed: record.observed }
    });
    Ok(Evidence {
        schema: 1,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: now,
        setup: file.id,
        name: file.name.clone(),
        guide: GuideName { id: plan.guide.id.clone(), version: plan.guide.version.clone() },
        vendor: plan.guide.vendor.clone(),
        host: file.host.clone(),
        environment: plan.host.as_ref().map(crate::address::OracleHost::environment),
        user: file.user.clone(),
        required_roles: plan.required_roles.clone(),
        verdict: run.map(|run| run.verdict),
        verified_at: run.map(|run| run.finished_at),
        headline: headline(run),
        steps: steps.collect(),
        verification: run.cloned(),
        messages: run.map(|run| words::messages(run, &plan)).unwrap_or_default(),
    })
}

fn headline(run: Option<&Report>) -> String {
    run.map_or_else(|| "Not verified".to_owned(), |run| words::headline(run).title)
}

/// A time for people: to the minute, in UTC, since a report is read in more than one place.
pub fn shown(time: Timestamp) -> String {
    time.strftime("%-d %B %Y, %H:%M UTC").to_string()
}
