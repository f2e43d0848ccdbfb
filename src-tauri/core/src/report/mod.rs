//! What leaves the program: the report and the connection sheet.
//!
//! Both carry the verdict and its time, and say *not verified* where there is none. Neither ever holds a secret. A report
//! is written to be read by somebody who was not there: what was asked as whom, what was proved, what was not and why,
//! and what people only say. It can be [masked] before it goes to strangers, and [checked](check()) later. The sealed
//! hand-over is in [`crate::handover`].

mod check;
mod checklist;
mod follow_up;
mod gathered;
mod html;
mod json;
mod markdown;
mod masked;
mod sheet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    address::Environment,
    checks::{GuideName, Report, Verdict},
    plan::Plan,
    problem::Problem,
    setup_file::{Claim, HandedOver, Observed, SetupFile},
    words::{self, Asking},
};
pub use check::{Checked, check};
pub use checklist::{checklist, checklist_of_guide};
pub use follow_up::follow_up;
pub use gathered::{AcceptedEvidence, NotChecked, RolesEvidence, Seen};
pub use html::html;
pub use markdown::{claimed, markdown, observed};
pub use masked::masked;
pub use sheet::{FormField, Sheet, SheetField, form, sheet};

/// The report of a setup, before it is put into a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Version of this shape.
    pub schema: u64,
    /// Names of people, the pod, the setup and the company's own codes are left out.
    #[serde(default)]
    pub masked: bool,
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
    /// The administrator as whom was asked, where one signed in.
    #[serde(default)]
    pub administrator: Option<String>,
    /// The role codes that are needed, as far as they are known.
    pub required_roles: Vec<String>,
    /// Verdict of the last whole verification.
    pub verdict: Option<Verdict>,
    /// When that ended.
    pub verified_at: Option<Timestamp>,
    /// From where: a pass there does not prove that the vendor gets in.
    #[serde(default)]
    pub seen_from: Option<String>,
    /// In a line.
    pub headline: String,
    /// What the number that was read off a screen is of, and the number: words speak of it, and a masked report must not.
    #[serde(skip)]
    requisition: Option<(String, String)>,
    /// Roles asked for, held and beyond.
    #[serde(default)]
    pub roles: RolesEvidence,
    /// What each side sees of each resource that must be visible.
    #[serde(default)]
    pub visibility: Vec<Seen>,
    /// Findings that were accepted, by whom and why.
    #[serde(default)]
    pub accepted: Vec<AcceptedEvidence>,
    /// What was not checked, and why.
    #[serde(default)]
    pub not_checked: Vec<NotChecked>,
    /// What people claim and what was observed, apart.
    pub steps: Vec<StepEvidence>,
    /// What was handed over, oldest first.
    #[serde(default)]
    pub handed_over: Vec<HandedOver>,
    /// The last whole verification.
    pub verification: Option<Report>,
    /// What to send to whom, where the reader may lack the right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Asking>,
    /// SHA-256 over everything above: lower-case hex, of the JSON without this member, canonical as RFC 8785 has it.
    #[serde(default)]
    pub sha256: String,
}

/// A step in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepEvidence {
    /// The step's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What a person claims.
    pub claimed: Claim,
    /// When the claim was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Timestamp>,
    /// Who made it, where they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// What Oracle was observed to hold.
    pub observed: Observed,
    /// When it was observed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_at: Option<Timestamp>,
}

/// Gathers the report of a setup.
pub fn evidence(file: &SetupFile, now: Timestamp) -> Result<Evidence, Problem> {
    let plan = Plan::of(file)?;
    let run = file.last_run();
    let steps = plan.walk().into_iter().flat_map(|stage| stage.steps).map(|step| {
        let record = file.step(&step.id);
        StepEvidence {
            id: step.id,
            title: words::plain(&step.title),
            claimed: record.claimed,
            claimed_at: record.claimed_at,
            claimed_by: record.claimed_by,
            observed: record.observed,
            observed_at: record.observed_at,
        }
    });
    let evidence = Evidence {
        schema: 1,
        masked: false,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: now,
        setup: file.id,
        name: file.name.clone(),
        guide: GuideName { id: plan.guide.id.clone(), version: plan.guide.version.clone() },
        vendor: plan.guide.vendor.clone(),
        host: file.host.clone(),
        environment: plan.host.as_ref().map(crate::address::OracleHost::environment),
        user: file.user.clone(),
        administrator: run.and_then(|run| run.admin.clone()),
        required_roles: plan.required_roles.clone(),
        verdict: run.map(|run| run.verdict),
        verified_at: run.map(|run| run.finished_at),
        seen_from: run.map(|run| run.seen_from.clone()),
        headline: headline(run),
        requisition: plan.requisition.clone().map(|number| (words::numbered(&plan.guide), number)),
        roles: gathered::roles(run, &plan),
        visibility: run.map(|run| gathered::visibility(run, &plan)).unwrap_or_default(),
        accepted: gathered::accepted(file, run, &plan),
        not_checked: run.map(|run| gathered::not_checked(run, &plan)).unwrap_or_default(),
        steps: steps.collect(),
        handed_over: file.handed_over.clone(),
        verification: run.cloned(),
        messages: run.map(|run| words::messages(run, &plan)).unwrap_or_default(),
        sha256: String::new(),
    };
    evidence.hashed()
}

impl Evidence {
    /// The same with the SHA-256 of what it holds now.
    fn hashed(self) -> Result<Self, Problem> {
        let sha256 = json::sha256(&json::value(&self)?);
        Ok(Self { sha256, ..self })
    }

    /// The report as JSON, for programs and for [`check()`].
    pub fn json(&self) -> Result<String, Problem> {
        json::pretty(self)
    }
}

fn headline(run: Option<&Report>) -> String {
    run.map_or_else(|| "Not verified".to_owned(), |run| words::headline(run).title)
}

/// A time for people: to the minute, in UTC, since a report is read in more than one place.
pub fn shown(time: Timestamp) -> String {
    time.strftime("%-d %B %Y, %H:%M UTC").to_string()
}
