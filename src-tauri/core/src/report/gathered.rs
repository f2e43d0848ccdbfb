//! What an auditor asks for first, gathered out of a verification: roles, visibility, what was accepted, and what was not
//! checked.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    checks::{Because, CheckId, CheckResult, Reason, Report, Verdict},
    plan::Plan,
    problem::Problem,
    setup_file::SetupFile,
    words,
};

/// Roles asked for, held and beyond.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolesEvidence {
    /// The role codes that the integration user was to hold when it was verified, else as the setup has them now.
    pub asked: Vec<String>,
    /// Whether that is the whole list.
    pub list_known: bool,
    /// The role codes that Oracle showed the user to hold; none where it was not seen.
    pub held: Option<Vec<String>>,
    /// Asked for and not held.
    pub missing: Vec<String>,
    /// Held beyond what is asked for and tolerated.
    pub extra: Vec<String>,
    /// Held, not asked for, and no finding: an account holds them by itself, or the guide lets them be.
    #[serde(default)]
    pub tolerated: Vec<String>,
}

/// How many rows each side sees of a resource, by Oracle's own counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Oracle's name of it.
    pub resource: String,
    /// As the guide words it.
    pub label: String,
    /// For the administrator.
    pub admin: Option<u64>,
    /// For the integration user.
    pub integration: Option<u64>,
    /// What came of whether rows are visible.
    pub verdict: Verdict,
}

/// A finding that a person accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedEvidence {
    /// The check.
    pub check: CheckId,
    /// Its subject.
    pub subject: Option<String>,
    /// What was found, in words.
    pub title: String,
    /// Why it was accepted.
    pub reason: String,
    /// Who did, where they gave a name.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// The last verification found the same, so the acceptance still holds.
    pub still_found: bool,
}

/// A check that did not come to a yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotChecked {
    /// The check.
    pub check: CheckId,
    /// Its subject.
    pub subject: Option<String>,
    /// What it would have shown.
    pub claim: String,
    /// Why it does not.
    pub why: String,
    /// It could have been asked, and something kept it from it. Else nobody asks for it here.
    pub was_wanted: bool,
}

pub(super) fn roles(run: Option<&Report>, plan: &Plan) -> RolesEvidence {
    let held = run.and_then(|run| run.check(CheckId::RolesGranted)?.held.clone());
    let asked = run.map_or_else(|| plan.required_roles.clone(), |run| run.required_roles.clone());
    let is_among = |codes: &[String], code: &str| codes.iter().any(|one| one.eq_ignore_ascii_case(code));
    let known = held.as_deref().unwrap_or_default();
    let missing = asked.iter().filter(|code| held.is_some() && !is_among(known, code)).cloned().collect();
    let (tolerated, extra) = known
        .iter()
        .filter(|code| !is_among(&asked, code))
        .cloned()
        .partition(|code| is_among(&plan.tolerated_roles, code));
    RolesEvidence { list_known: plan.roles_known, extra, tolerated, missing, asked, held }
}

pub(super) fn visibility(run: &Report, plan: &Plan) -> Vec<Seen> {
    run.checks.iter().filter_map(|check| seen(run, check, plan)).collect()
}

fn seen(run: &Report, check: &CheckResult, plan: &Plan) -> Option<Seen> {
    let resource = check.subject.clone().filter(|_| check.id == CheckId::RowsVisible)?;
    let same = |other: &&CheckResult| other.id == CheckId::AsManyRowsAsAdmin && other.subject == check.subject;
    let totals = run.checks.iter().find(same).and_then(|other| other.totals).or(check.totals);
    let (admin, integration) = match (&check.problem, totals) {
        (Some(Problem::NoRowsVisible { admin_total, .. }), _) => (*admin_total, Some(0)),
        (Some(Problem::NoRowsAnywhere { .. }), _) => (Some(0), Some(0)),
        (_, Some(totals)) => (totals.admin, totals.integration),
        (_, None) => (None, None),
    };
    let label = plan.label(&resource).to_owned();
    Some(Seen { label, resource, admin, integration, verdict: check.verdict })
}

pub(super) fn accepted(file: &SetupFile, run: Option<&Report>, plan: &Plan) -> Vec<AcceptedEvidence> {
    let found = |one: &crate::setup_file::Accepted| {
        run.into_iter().flat_map(|run| &run.checks).any(|check| {
            check.id == one.check && check.subject == one.subject && check.problem.as_ref() == Some(&one.problem)
        })
    };
    let accepted = file.accepted.iter().map(|one| AcceptedEvidence {
        check: one.check,
        subject: one.subject.clone(),
        title: words::of_problem(&one.problem, Some(plan)).plain().title,
        reason: one.reason.clone(),
        by: one.by.clone(),
        at: one.at,
        still_found: found(one),
    });
    accepted.collect()
}

pub(super) fn not_checked(run: &Report, plan: &Plan) -> Vec<NotChecked> {
    let open = |check: &&CheckResult| matches!(check.verdict, Verdict::Skipped | Verdict::CantTell | Verdict::Broke);
    let row = |check: &CheckResult| NotChecked {
        check: check.id,
        subject: check.subject.clone(),
        claim: words::plain(&words::claim(check.id, check.subject.as_deref(), plan)),
        why: if check.meaning.is_empty() { check.title.clone() } else { check.meaning.clone() },
        was_wanted: !matches!(check.because, Some(Because::Reason(Reason::NotAskedFor))),
    };
    run.checks.iter().filter(open).map(row).collect()
}
