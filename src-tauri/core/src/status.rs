//! Where a setup stands, as the command line prints it and the home screen shows it.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    address::{Environment, OracleHost},
    checks::{GuideName, Verdict},
    guide::{Authentication, Step, StepKind},
    plan::Plan,
    problem::Problem,
    setup_file::{Claim, Comment, Observed, Opened, Redo, SetupFile, StepRecord},
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
    /// What the person must know: damage that was found, a guide that changed, a certificate that ends.
    pub notices: Vec<Value>,
    /// The last of these, to be put into words.
    #[serde(skip)]
    pub certificate: Option<CertificateNotice>,
}

/// A certificate for tokens that ends soon, or has ended. Oracle refuses tokens of its key from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CertificateNotice {
    /// It ends within [`SOON`].
    CertificateExpires {
        /// Its last moment.
        not_after: Timestamp,
        /// Whole days until then.
        days: i64,
    },
    /// It has ended.
    CertificateExpired {
        /// Its last moment.
        not_after: Timestamp,
    },
}

/// How long beforehand the end of a certificate is told: long enough to have a new one uploaded by someone else.
pub const SOON: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Whether the certificate of a setup that signs in with tokens ends soon, or has ended.
pub fn certificate_notice(file: &SetupFile, now: Timestamp) -> Option<CertificateNotice> {
    let record = file.certificate.as_ref().filter(|_| file.authentication == Authentication::Jwt)?;
    let not_after = record.certificate().not_after();
    let left = not_after.duration_since(now);
    if left.is_negative() {
        return Some(CertificateNotice::CertificateExpired { not_after });
    }
    (left < SOON).then(|| CertificateNotice::CertificateExpires { not_after, days: left.as_hours() / 24 })
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
    /// It was claimed before, and is to be done once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redo: Option<Redo>,
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

/// Where an opened setup stands at that time.
pub fn status(opened: &Opened, now: Timestamp) -> Result<Status, Problem> {
    let file = &opened.file;
    let plan = Plan::of(file)?;
    let steps: Vec<StepStatus> =
        plan.walk().into_iter().flat_map(|stage| stage.steps).map(|step| of_step(file, &step)).collect();
    let certificate = certificate_notice(file, now);
    Ok(Status {
        setup: file.id,
        name: file.name.clone(),
        guide: GuideName { id: file.guide.id.clone(), version: file.guide.version.clone() },
        host: file.host.clone(),
        environment: plan.host.as_ref().map(OracleHost::environment),
        progress: progress(steps.iter().map(|step| step.claimed)),
        last: last(file),
        notices: notices(opened, &plan, certificate),
        certificate,
        steps,
    })
}

/// When to look again at a step that waits: once it is due, else, where Oracle is what is waited for, after the guide's
/// minutes for it. None where nothing says when.
pub fn look_again_at(step: &Step, record: &StepRecord) -> Option<Timestamp> {
    if record.claimed != Claim::Waiting {
        return None;
    }
    let usual = || Some(record.claimed_at? + SignedDuration::from_mins(i64::from(step.minutes)));
    record.due.or_else(|| usual().filter(|_| step.kind == StepKind::Wait))
}

/// A step with what is recorded of it.
pub fn of_step(file: &SetupFile, step: &Step) -> StepStatus {
    let record = file.step(&step.id);
    StepStatus {
        id: step.id.clone(),
        title: step.title.clone(),
        claimed: record.claimed,
        observed: record.observed,
        note: record.note,
        owner: record.owner,
        waiting_for: record.waiting_for,
        due: record.due,
        comments: record.comments,
        redo: record.redo,
    }
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

fn notices(opened: &Opened, plan: &Plan, certificate: Option<CertificateNotice>) -> Vec<Value> {
    let mut notices: Vec<Value> =
        opened.notices.iter().filter_map(|notice| serde_json::to_value(notice).ok()).collect();
    if opened.file.guide_differs(&plan.guide) {
        notices.push(serde_json::json!({
            "code": "guide_changed",
            "from": opened.file.guide.version,
            "to": plan.guide.version,
        }));
    }
    notices.extend(certificate.and_then(|notice| serde_json::to_value(notice).ok()));
    notices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{guide, key::Pair};

    fn with_certificate(days: u16, now: Timestamp) -> SetupFile {
        let mut file = SetupFile::new(&guide::builtins()[0], None, now);
        file.authentication = Authentication::Jwt;
        file.certificate = Some(Pair::generate("t", days, now).unwrap().certificate.into());
        file
    }

    #[test]
    fn tells_of_a_certificate_only_when_its_end_is_near() {
        let now: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        assert_eq!(certificate_notice(&with_certificate(90, now), now), None);
        let near = certificate_notice(&with_certificate(12, now), now);
        assert!(matches!(near, Some(CertificateNotice::CertificateExpires { days: 11 | 12, .. })), "{near:?}");
        let later = now + SignedDuration::from_hours(13 * 24);
        let past = certificate_notice(&with_certificate(12, now), later);
        assert!(matches!(past, Some(CertificateNotice::CertificateExpired { .. })), "{past:?}");
    }

    #[test]
    fn a_wait_is_looked_at_again_when_it_is_due_or_when_oracle_is_usually_done() {
        let guide = guide::builtins().iter().find(|guide| guide.step("wait-for-the-copy").is_some()).unwrap();
        let (wait, other) = (guide.step("wait-for-the-copy").unwrap(), guide.step("add-user").unwrap());
        let begun: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        let due: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        let mut waits = StepRecord::default();
        (waits.claimed, waits.claimed_at) = (Claim::Waiting, Some(begun));
        let usual = begun + SignedDuration::from_mins(i64::from(wait.minutes));
        assert_eq!(look_again_at(wait, &waits), Some(usual));
        assert_eq!(look_again_at(other, &waits), None);
        waits.due = Some(due);
        assert_eq!(look_again_at(other, &waits), Some(due));
        waits.claimed = Claim::Done;
        assert_eq!(look_again_at(wait, &waits), None);
    }

    #[test]
    fn a_certificate_that_is_not_used_is_no_matter() {
        let now: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        let mut file = with_certificate(1, now);
        file.authentication = Authentication::Basic;
        assert_eq!(certificate_notice(&file, now), None);
    }
}
