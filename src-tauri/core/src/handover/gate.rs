//! Whether a setup may be handed over: what must have been proved, by the last verification of what it is now.
//!
//! The rules are the contract's, §2. Whether the secret signs in is not here: that is asked anew each time.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    checks::{CheckId, CheckResult, Report, Verdict},
    plan::Plan,
    problem::{NotVerifiedReason, Problem},
    setup_file::SetupFile,
    words,
};

/// A verification counts for as long as a person remembers it: a day. Another takes a second.
pub const FRESH: SignedDuration = SignedDuration::from_hours(24);

/// Where a hand-over stands.
#[derive(Debug, Clone)]
pub struct Gate<'a> {
    /// The verification that counts: the last whole one of this very host, user and role list, where there is one.
    pub run: Option<&'a Report>,
    /// Why nothing may be handed over without a written reason.
    pub closed: Option<Closed>,
}

/// Why the gate is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The first reason.
    pub reason: NotVerifiedReason,
    /// The checks that failed, or that had to pass and did not.
    pub checks: Vec<String>,
    /// When the verification that was looked at ended.
    pub verified_at: Option<Timestamp>,
}

/// A check that could not be told, warns or was left out, as it goes along with what is handed over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenCheck {
    /// The check.
    pub id: CheckId,
    /// The resource that it looked at.
    pub subject: Option<String>,
    /// What it came to.
    pub verdict: Verdict,
    /// In words, without markup.
    pub title: String,
    /// What it means.
    pub meaning: String,
}

impl From<Closed> for Problem {
    fn from(closed: Closed) -> Self {
        Self::NotVerified { reason: closed.reason, checks: closed.checks, verified_at: closed.verified_at }
    }
}

impl<'a> Gate<'a> {
    /// Where that setup stands.
    pub fn of(file: &'a SetupFile, plan: &Plan, now: Timestamp) -> Self {
        let mut whole = file.runs.iter().rev().filter(|run| !run.partial).peekable();
        let closed = |reason, checks, run: Option<&Report>| {
            Some(Closed { reason, checks, verified_at: run.map(|run| run.finished_at) })
        };
        let Some(newest) = whole.peek().copied() else {
            let reason = if file.runs.is_empty() { NotVerifiedReason::Never } else { NotVerifiedReason::Partial };
            return Self { run: None, closed: closed(reason, Vec::new(), file.runs.last().map(|run| &**run)) };
        };
        let Some(run) = whole.find(|run| is_of(run, plan)) else {
            return Self { run: None, closed: closed(NotVerifiedReason::Changed, Vec::new(), Some(newest)) };
        };
        let failed = named(run.checks.iter().filter(|check| check.verdict == Verdict::Failed));
        let unproved = unproved(run, plan);
        let closed = if !failed.is_empty() {
            closed(NotVerifiedReason::Failed, failed, Some(run))
        } else if !unproved.is_empty() {
            closed(NotVerifiedReason::NotProven, unproved, Some(run))
        } else if now.duration_since(run.finished_at).abs() > FRESH {
            closed(NotVerifiedReason::TooOld, Vec::new(), Some(run))
        } else {
            None
        };
        Self { run: Some(run), closed }
    }

    /// What the verification that counts left open.
    pub fn open_checks(&self) -> Vec<OpenCheck> {
        let checks = self.run.into_iter().flat_map(|run| &run.checks);
        checks.filter(|check| check.verdict != Verdict::Passed && !is_beside(check)).map(open_check).collect()
    }
}

/// Whether a run asked about what the setup is now.
fn is_of(run: &Report, plan: &Plan) -> bool {
    let codes = |codes: &[String]| codes.iter().map(|code| code.to_ascii_uppercase()).collect::<BTreeSet<_>>();
    plan.host.as_ref().is_some_and(|host| host.host() == run.host)
        && run.user == plan.user
        && codes(&run.required_roles) == codes(&plan.required_roles)
}

/// What had to pass and did not.
fn unproved(run: &Report, plan: &Plan) -> Vec<String> {
    let alone = [CheckId::HostReachable, CheckId::IntegrationSignedIn].map(|id| (id, None));
    let of_each = plan.guide.must_probes().flat_map(|probe| {
        [CheckId::ResourceReadable, CheckId::RowsVisible].map(|id| (id, Some(probe.resource.as_str())))
    });
    let passed = |id, subject: Option<&str>| {
        let same = |check: &&CheckResult| check.id == id && check.subject.as_deref() == subject;
        run.checks.iter().find(same).is_some_and(|check| check.verdict == Verdict::Passed)
    };
    let missing = alone.into_iter().chain(of_each).filter(|(id, subject)| !passed(*id, *subject));
    missing.map(|(id, subject)| name(id, subject)).collect()
}

/// Neither guide nor setup asks for it, so nothing is open about it.
fn is_beside(check: &CheckResult) -> bool {
    use crate::checks::{Because, Reason};
    check.verdict == Verdict::Skipped
        && matches!(check.because, Some(Because::Reason(Reason::NotAskedFor | Reason::AdminSeesNone)))
}

fn open_check(check: &CheckResult) -> OpenCheck {
    OpenCheck {
        id: check.id,
        subject: check.subject.clone(),
        verdict: check.verdict,
        title: words::plain(&check.title),
        meaning: words::plain(&check.meaning),
    }
}

fn named<'a>(checks: impl Iterator<Item = &'a CheckResult>) -> Vec<String> {
    checks.map(|check| name(check.id, check.subject.as_deref())).collect()
}

fn name(id: CheckId, subject: Option<&str>) -> String {
    subject.map_or_else(|| id.as_str().to_owned(), |subject| format!("{}:{subject}", id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        checks::{Because, Reason, example},
        guide,
        setup_file::Form,
    };

    const HOST: &str = "abcd.fa.ocs.oraclecloud.com";

    fn now() -> Timestamp {
        "2026-11-20T10:00:00Z".parse().unwrap()
    }

    /// A setup whose last verification proved everything an hour ago.
    fn proved() -> SetupFile {
        let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
        let mut file = SetupFile::new(guide, None, now());
        let form = Form {
            address: Some(HOST.to_owned()),
            user: Some("vendor.user".to_owned()),
            roles: Some(vec!["A_JOB".to_owned(), "B_JOB".to_owned()]),
            ..Form::default()
        };
        file.fill(&form, guide).unwrap();
        let plan = Plan::of(&file).unwrap();
        let mut checks = vec![
            example::check(CheckId::HostReachable, Verdict::Passed),
            example::check(CheckId::IntegrationSignedIn, Verdict::Passed),
            example::check(CheckId::RolesGranted, Verdict::CantTell),
        ];
        for probe in plan.guide.must_probes() {
            for id in [CheckId::ResourceReadable, CheckId::RowsVisible] {
                let subject = Some(probe.resource.clone());
                checks.push(CheckResult { subject, ..example::check(id, Verdict::Passed) });
            }
        }
        let finished_at = now() - SignedDuration::from_hours(1);
        let run = Report {
            host: HOST.to_owned(),
            user: Some("vendor.user".to_owned()),
            required_roles: plan.required_roles,
            finished_at,
            ..example::report(checks)
        };
        file.runs.push(run.into());
        file
    }

    fn reason(file: &SetupFile) -> Option<NotVerifiedReason> {
        Gate::of(file, &Plan::of(file).unwrap(), now()).closed.map(|closed| closed.reason)
    }

    #[test]
    fn stands_open_where_the_last_verification_proved_what_matters() {
        let file = proved();
        assert_eq!(reason(&file), None);
        let open = Gate::of(&file, &Plan::of(&file).unwrap(), now()).open_checks();
        assert_eq!(open.len(), 1, "{open:?}");
        assert_eq!((open[0].id, open[0].verdict), (CheckId::RolesGranted, Verdict::CantTell));
    }

    #[test]
    fn is_closed_without_a_whole_verification() {
        let mut file = proved();
        file.runs[0].partial = true;
        assert_eq!(reason(&file), Some(NotVerifiedReason::Partial));
        file.runs.clear();
        assert_eq!(reason(&file), Some(NotVerifiedReason::Never));
    }

    #[test]
    fn a_part_that_was_verified_later_does_not_count() {
        let mut file = proved();
        let mut part = file.runs[0].clone();
        part.partial = true;
        part.checks[0].verdict = Verdict::Failed;
        file.runs.push(part);
        assert_eq!(reason(&file), None);
    }

    #[test]
    fn is_closed_where_host_user_or_roles_are_others_now() {
        let change = |change: fn(&mut SetupFile)| {
            let mut file = proved();
            change(&mut file);
            reason(&file)
        };
        let changed = Some(NotVerifiedReason::Changed);
        assert_eq!(change(|file| file.host = Some("efgh.fa.ocs.oraclecloud.com".to_owned())), changed);
        assert_eq!(change(|file| file.user = Some("another".to_owned())), changed);
        assert_eq!(
            change(|file| file.roles = crate::setup_file::VendorRoles::Given(vec!["A_JOB".to_owned()])),
            changed
        );
        assert_eq!(change(|file| file.runs[0].required_roles.reverse()), None, "an order is no other list");
    }

    #[test]
    fn the_last_verification_of_what_the_setup_is_now_counts() {
        let mut file = proved();
        let mut elsewhere = file.runs[0].clone();
        "efgh.fa.ocs.oraclecloud.com".clone_into(&mut elsewhere.host);
        elsewhere.checks[0].verdict = Verdict::Failed;
        file.runs.push(elsewhere);
        assert_eq!(reason(&file), None);
    }

    #[test]
    fn a_failure_closes_it_also_where_it_was_accepted() {
        let mut file = proved();
        file.runs[0].checks[2].verdict = Verdict::Failed;
        file.runs[0].checks[2].accepted =
            Some(crate::checks::Accepting { reason: "agreed".to_owned(), at: now(), by: None });
        let plan = Plan::of(&file).unwrap();
        let closed = Gate::of(&file, &plan, now()).closed.unwrap();
        assert_eq!((closed.reason, closed.checks), (NotVerifiedReason::Failed, vec!["roles_granted".to_owned()]));
    }

    #[test]
    fn each_check_that_must_pass_closes_it_by_not_passing() {
        for at in [0, 1, 3, 4] {
            for verdict in [Verdict::Warning, Verdict::CantTell, Verdict::Skipped, Verdict::Broke] {
                let mut file = proved();
                file.runs[0].checks[at].verdict = verdict;
                assert_eq!(reason(&file), Some(NotVerifiedReason::NotProven), "{at} {verdict:?}");
            }
        }
    }

    #[test]
    fn a_vendor_that_holds_the_key_leaves_the_sign_in_unproved() {
        let mut file = proved();
        file.runs[0].checks[1].verdict = Verdict::Skipped;
        file.runs[0].checks[1].because = Some(Because::Reason(Reason::VendorHoldsTheKey));
        assert_eq!(reason(&file), Some(NotVerifiedReason::NotProven));
    }

    #[test]
    fn is_closed_a_day_later_and_where_the_clock_was_wrong() {
        let mut file = proved();
        for away in [SignedDuration::from_hours(-25), SignedDuration::from_hours(25)] {
            file.runs[0].finished_at = now() + away;
            assert_eq!(reason(&file), Some(NotVerifiedReason::TooOld), "{away:?}");
        }
        file.runs[0].finished_at = now() - SignedDuration::from_hours(23);
        assert_eq!(reason(&file), None);
    }
}
