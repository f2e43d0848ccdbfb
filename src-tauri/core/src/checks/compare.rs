//! Two verifications of one setup beside each other: what was mended, what broke, and whether access narrowed or
//! widened. A remedy that was tried without effect shows as a finding that stays.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CheckId, CheckResult, Report, Verdict};
use crate::problem::Problem;

/// What changed between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// When the earlier run ended.
    pub since: Timestamp,
    /// What changed, in the order of the checks.
    pub changes: Vec<Changed>,
}

/// One check that came to something else than before, or to the same finding again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The check.
    pub check: CheckId,
    /// Its resource.
    pub subject: Option<String>,
    /// Which way it went.
    pub direction: Direction,
    /// What it came to before.
    pub before: Verdict,
    /// What it came to now.
    pub now: Verdict,
}

/// Which way a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It did not hold, and holds now.
    Mended,
    /// It held, and does not hold now.
    Broke,
    /// It does not hold in the same way as before: what was done since had no effect on it.
    Stays,
    /// The user sees or holds less than before.
    Narrowed,
    /// The user sees or holds more than before.
    Widened,
    /// Something else about it is different: another finding of the same weight, or what held can no longer be told.
    Differs,
}

/// Compares a run with an earlier one. None where they are of different hosts or users: nothing follows from that.
pub fn compare(before: &Report, now: &Report) -> Option<Comparison> {
    if before.host != now.host || before.user != now.user {
        return None;
    }
    let changes = now
        .checks
        .iter()
        .filter_map(|check| {
            let earlier = before.checks.iter().find(|other| other.id == check.id && other.subject == check.subject)?;
            let direction = direction(earlier, check)?;
            Some(Changed {
                check: check.id,
                subject: check.subject.clone(),
                direction,
                before: earlier.verdict,
                now: check.verdict,
            })
        })
        .collect();
    Some(Comparison { since: before.finished_at, changes })
}

fn direction(before: &CheckResult, now: &CheckResult) -> Option<Direction> {
    let found = |check: &CheckResult| matches!(check.verdict, Verdict::Failed | Verdict::Warning | Verdict::CantTell);
    match (found(before), found(now)) {
        (true, false) if now.verdict == Verdict::Passed => Some(Direction::Mended),
        (false, true) if before.verdict == Verdict::Passed && now.verdict == Verdict::CantTell => {
            Some(Direction::Differs)
        }
        (false, true) if before.verdict == Verdict::Passed => Some(Direction::Broke),
        (true, true) if before.problem == now.problem => Some(Direction::Stays),
        _ => reach(before, now).or_else(|| (found(before) && found(now)).then_some(Direction::Differs)),
    }
}

/// Whether the user's reach grew or shrank: rows that it sees, or roles that it holds beyond what is asked for.
fn reach(before: &CheckResult, now: &CheckResult) -> Option<Direction> {
    let (before, now) = (amount(before)?, amount(now)?);
    match now.cmp(&before) {
        std::cmp::Ordering::Less => Some(Direction::Narrowed),
        std::cmp::Ordering::Greater => Some(Direction::Widened),
        std::cmp::Ordering::Equal => None,
    }
}

fn amount(check: &CheckResult) -> Option<u64> {
    match &check.problem {
        Some(Problem::ExtraRoles { extra }) => u64::try_from(extra.len()).ok(),
        Some(Problem::FewerRowsThanAdmin { integration_total, .. }) => Some(*integration_total),
        _ => check.totals.and_then(|totals| totals.integration),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{
        Totals,
        report::example::{self, report},
    };

    fn check(id: CheckId, verdict: Verdict, problem: Option<Problem>) -> CheckResult {
        CheckResult { problem, ..example::check(id, verdict) }
    }

    fn between(before: CheckResult, now: CheckResult) -> Option<Direction> {
        let changes = compare(&report(vec![before]), &report(vec![now])).unwrap().changes;
        changes.first().map(|change| change.direction)
    }

    fn rows(integration: u64) -> CheckResult {
        let totals = Some(Totals { admin: None, integration: Some(integration) });
        CheckResult { totals, ..check(CheckId::RowsVisible, Verdict::Passed, None) }
    }

    #[test]
    fn tells_what_was_mended_from_what_stays() {
        let inactive = || Some(Problem::UserInactive { user: "u".to_owned() });
        let failed = || check(CheckId::UserActive, Verdict::Failed, inactive());
        let passed = || check(CheckId::UserActive, Verdict::Passed, None);
        assert_eq!(between(failed(), passed()), Some(Direction::Mended));
        assert_eq!(between(passed(), failed()), Some(Direction::Broke));
        assert_eq!(between(failed(), failed()), Some(Direction::Stays));
        assert_eq!(between(passed(), passed()), None);
    }

    #[test]
    fn what_can_no_longer_be_told_is_not_said_to_hold_no_longer() {
        let away = check(CheckId::UserActive, Verdict::CantTell, Some(Problem::OracleUnavailable { status: 503 }));
        assert_eq!(between(check(CheckId::UserActive, Verdict::Passed, None), away), Some(Direction::Differs));
    }

    #[test]
    fn tells_whether_access_narrowed_or_widened() {
        assert_eq!(between(rows(128), rows(3)), Some(Direction::Narrowed));
        assert_eq!(between(rows(3), rows(128)), Some(Direction::Widened));
    }

    #[test]
    fn compares_nothing_across_hosts() {
        let other = Report { host: "efgh.fa.ocs.oraclecloud.com".to_owned(), ..report(Vec::new()) };
        assert_eq!(compare(&report(Vec::new()), &other), None);
    }
}
