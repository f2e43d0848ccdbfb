//! A verification as the window shows it.

use serde::Serialize;
use setup::{
    checks::{
        Accepting, Changed, CheckId, CheckResult, Comparison, Direction, Event, PlannedCheck, Report, RunsAs, Verdict,
    },
    guide::PlannedRequest,
    near::Difference,
    oracle::{Ask, Request, SentAs},
    plan::Plan,
    problem::Problem,
    words::{self, Asking, Words},
};

/// A verification.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ReportView {
    pub verdict: Verdict,
    pub title: String,
    pub summary: String,
    pub started_at: String,
    pub finished_at: String,
    pub partial: bool,
    pub checks: Vec<CheckView>,
    pub visibility: Vec<VisibilityView>,
}

/// One check.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CheckView {
    pub id: String,
    pub subject: Option<String>,
    pub runs_as: RunsAs,
    pub verdict: Verdict,
    pub claim: String,
    pub result: String,
    pub problem: Option<FindingView>,
    pub because: Option<String>,
    /// The check was not run this time: when the run ended that it is of.
    pub earlier: Option<String>,
    pub step: Option<StepLink>,
    /// Why the finding was accepted, where it was.
    pub accepted: Option<AcceptedView>,
    pub requests: Vec<RequestView>,
}

/// What a check found, in words. Texts may hold `**bold**` and `` `code` ``.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct FindingView {
    /// The code of the contract.
    pub code: String,
    /// What is so.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
    /// How long until the remedy has effect; empty where nothing is to be waited for.
    pub effect: String,
    /// Whom to ask where the reader may lack the right.
    pub ask: Option<Asking>,
    /// What was asked for beside what Oracle has in its place.
    pub differences: Vec<Difference>,
}

/// Why a finding was accepted.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct AcceptedView {
    pub reason: String,
    pub at: String,
    /// By whom, where that is known.
    pub by: Option<String>,
}

/// A step to go to.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct StepLink {
    pub id: String,
    pub title: String,
}

/// A request that was sent.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RequestView {
    /// Its place in the run. Several checks may rest on the same request.
    pub number: u32,
    pub method: String,
    pub path: String,
    /// Whom it spoke for.
    pub runs_as: RunsAs,
    pub status: Option<u16>,
    pub ms: u32,
    pub started_ms: u32,
}

/// How many rows each identity sees, by Oracle's own counts.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct VisibilityView {
    pub label: String,
    pub admin: Option<u32>,
    pub integration: Option<u32>,
}

/// A check before it ran.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PlannedCheckView {
    pub id: String,
    pub subject: Option<String>,
    pub runs_as: RunsAs,
    pub claim: String,
    /// Whether the run is to hold it; else it is skipped.
    pub asked_for: bool,
}

/// What can be watched while a run is under way.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RunEvent {
    Planned { checks: Vec<PlannedCheckView> },
    Started { id: String, subject: Option<String> },
    Finished { check: Box<CheckView> },
}

/// The last whole verification beside the one before it.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ComparisonView {
    /// When the run before ended.
    pub since: String,
    pub changes: Vec<ChangeView>,
    /// Every check of the run before.
    pub before: Vec<BeforeView>,
}

/// What a check came to in the run before.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct BeforeView {
    pub id: String,
    pub subject: Option<String>,
    pub verdict: Verdict,
    pub result: String,
}

/// One check that came to something else than before, or to the same finding again.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ChangeView {
    pub id: String,
    pub subject: Option<String>,
    pub claim: String,
    pub direction: Direction,
}

/// A comparison with the run before, in words of this plan.
pub fn comparison_view(comparison: &Comparison, before: &Report, plan: &Plan) -> ComparisonView {
    let then = |check: &CheckResult| BeforeView {
        id: check.id.as_str().to_owned(),
        subject: check.subject.clone(),
        verdict: check.verdict,
        result: words::result(check),
    };
    let change = |change: &Changed| ChangeView {
        id: change.check.as_str().to_owned(),
        subject: change.subject.clone(),
        claim: words::claim(change.check, change.subject.as_deref(), plan),
        direction: change.direction,
    };
    ComparisonView {
        since: comparison.since.to_string(),
        changes: comparison.changes.iter().map(change).collect(),
        before: before.checks.iter().map(then).collect(),
    }
}

/// A verification in words of this plan.
pub fn report_view(report: &Report, plan: &Plan) -> ReportView {
    let headline = words::headline(report);
    ReportView {
        verdict: report.verdict,
        title: headline.title,
        summary: headline.summary,
        started_at: report.started_at.to_string(),
        finished_at: report.finished_at.to_string(),
        partial: report.partial,
        checks: report.checks.iter().map(|check| check_view(check, plan)).collect(),
        visibility: report.checks.iter().filter_map(|check| visibility(report, check, plan)).collect(),
    }
}

/// A check in words of this plan.
pub fn check_view(check: &CheckResult, plan: &Plan) -> CheckView {
    let title_of = |id: &String| plan.guide.step(id).map(|step| plan.fill(&step.title)).unwrap_or_default();
    CheckView {
        id: check.id.as_str().to_owned(),
        subject: check.subject.clone(),
        runs_as: check.runs_as,
        verdict: check.verdict,
        claim: words::claim(check.id, check.subject.as_deref(), plan),
        result: words::result(check),
        problem: finding_view(check, plan),
        because: check.because.map(|_| words::of_check(check, plan).meaning),
        earlier: check.earlier.map(|time| time.to_string()),
        step: check.step.as_ref().map(|id| StepLink { id: id.clone(), title: title_of(id) }),
        accepted: check.accepted.as_ref().map(accepted_view),
        requests: check.requests.iter().map(request_view).collect(),
    }
}

fn accepted_view(Accepting { reason, at, by }: &Accepting) -> AcceptedView {
    AcceptedView { reason: reason.clone(), at: at.to_string(), by: by.clone() }
}

/// What a check found, with this setup's own names; none where it found nothing.
pub fn finding_view(check: &CheckResult, plan: &Plan) -> Option<FindingView> {
    let problem = check.problem.as_ref()?;
    let Words { title, meaning, remedy, effect, ask } = words::of_check(check, plan);
    Some(FindingView { code: problem.code(), title, meaning, remedy, effect, ask, differences: problem.differences() })
}

/// A request before it is sent.
pub fn planned_request((runs_as, ask): &(RunsAs, Ask)) -> PlannedRequest {
    PlannedRequest { runs_as: *runs_as, path: ask.path().to_owned() }
}

fn request_view(request: &Request) -> RequestView {
    RequestView {
        number: small(u64::from(request.number)),
        method: request.method.clone(),
        path: request.path.clone(),
        runs_as: match request.sent_as {
            SentAs::Nobody => RunsAs::Nobody,
            SentAs::Admin => RunsAs::Admin,
            SentAs::Integration => RunsAs::Integration,
        },
        status: request.status,
        ms: small(request.ms),
        started_ms: small(request.at_ms),
    }
}

/// What both sides see of a must resource, from the counts that the run kept.
fn visibility(report: &Report, check: &CheckResult, plan: &Plan) -> Option<VisibilityView> {
    let resource = check.subject.as_deref().filter(|_| check.id == CheckId::RowsVisible)?;
    let compared = report
        .checks
        .iter()
        .find(|other| other.id == CheckId::AsManyRowsAsAdmin && other.subject.as_deref() == Some(resource))
        .and_then(|other| other.totals);
    let (admin, integration) = match (&check.problem, compared.or(check.totals)) {
        (Some(Problem::NoRowsVisible { admin_total, .. }), _) => (*admin_total, Some(0)),
        (Some(Problem::NoRowsAnywhere { .. }), _) => (Some(0), Some(0)),
        (_, Some(totals)) => (totals.admin, totals.integration),
        _ => return None,
    };
    let label = capitalised(plan.label(resource));
    Some(VisibilityView { label, admin: admin.map(small), integration: integration.map(small) })
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// What was watched, in words of this plan.
/// None for what the page sees by itself: that a check is slow.
pub fn run_event(event: Event, plan: &Plan) -> Option<RunEvent> {
    Some(match event {
        Event::Slow(..) => return None,
        Event::Planned(checks) => {
            let view = |check: PlannedCheck| PlannedCheckView {
                id: check.id.as_str().to_owned(),
                claim: words::claim(check.id, check.subject.as_deref(), plan),
                subject: check.subject,
                runs_as: check.runs_as,
                asked_for: check.asked_for,
            };
            RunEvent::Planned { checks: checks.into_iter().map(view).collect() }
        }
        Event::Started(id, subject) => RunEvent::Started { id: id.as_str().to_owned(), subject },
        Event::Finished(check) => RunEvent::Finished { check: Box::new(check_view(&check, plan)) },
    })
}
