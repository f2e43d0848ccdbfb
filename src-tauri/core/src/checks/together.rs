//! A whole verification with what later parts of it showed, for display.
//!
//! A person who checks one thing again wants to see where the whole now stands. What comes of it is never kept and never
//! counts as a verification: what was not asked again may have changed since, and each check says so
//! ([`CheckResult::earlier`]).

use super::{Because, CheckResult, Reason, Report, Verdict, report::whole};
use crate::setup_file::SetupFile;

/// The last whole verification, with the parts that were run since laid over it. None where there is no whole one; as it
/// is where there was no part since, or only parts of another guide, host, user or list of roles.
pub fn together(file: &SetupFile) -> Option<Report> {
    let at = file.runs.iter().rposition(|run| !run.partial)?;
    let (first, parts) = (&file.runs[at], &file.runs[at + 1..]);
    Some(parts.iter().fold(Report::clone(first), |shown, part| laid_over(&shown, part).unwrap_or(shown)))
}

/// A part laid over an earlier run. None where they are of different guides, hosts, users or lists of roles: what one
/// guide never asks for would else look as if it had been asked.
pub fn laid_over(before: &Report, part: &Report) -> Option<Report> {
    if before.guide != part.guide
        || before.host != part.host
        || before.user != part.user
        || before.required_roles != part.required_roles
    {
        return None;
    }
    let was_asked = |check: &&CheckResult| check.because != Some(Because::Reason(Reason::NotAskedFor));
    let earlier =
        |check: &CheckResult| CheckResult { earlier: check.earlier.or(Some(before.finished_at)), ..check.clone() };
    let kept = before.checks.iter().map(|check| {
        let again = part.checks.iter().find(|again| again.id == check.id && again.subject == check.subject);
        again.filter(was_asked).cloned().unwrap_or_else(|| earlier(check))
    });
    let is_new = |check: &&CheckResult| {
        !before.checks.iter().any(|known| known.id == check.id && known.subject == check.subject)
    };
    let new = part.checks.iter().filter(was_asked).filter(is_new).cloned();
    let checks: Vec<CheckResult> = kept.chain(new).collect();
    Some(Report { partial: true, verdict: whole(&checks), checks, ..part.clone() })
}

impl Report {
    /// Whether it is a part that left this check out.
    pub fn leaves_out(&self, check: &CheckResult) -> bool {
        self.partial && check.verdict == Verdict::Skipped && check.because == Some(Because::Reason(Reason::NotAskedFor))
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::*;
    use crate::{
        checks::{
            CheckId, GuideName,
            report::example::{self, check},
        },
        guide,
    };

    const BEGAN: Timestamp = Timestamp::UNIX_EPOCH;

    fn left_out(id: CheckId) -> CheckResult {
        CheckResult { because: Some(Because::Reason(Reason::NotAskedFor)), ..check(id, Verdict::Skipped) }
    }

    fn run(minute: i64, partial: bool, checks: Vec<CheckResult>) -> Report {
        let verdict = whole(&checks);
        Report { started_at: at(minute), finished_at: at(minute), partial, verdict, ..example::report(checks) }
    }

    fn at(minute: i64) -> Timestamp {
        BEGAN + SignedDuration::from_mins(minute)
    }

    fn shown(runs: Vec<Report>) -> Option<Report> {
        let mut file = SetupFile::new(&guide::builtins()[0], None, BEGAN);
        file.runs = runs.into_iter().map(Into::into).collect();
        together(&file)
    }

    /// Each check with its verdict and the minute of the run that it is of, where that is an earlier one.
    fn verdicts(report: &Report) -> Vec<(Verdict, Option<Timestamp>)> {
        report.checks.iter().map(|check| (check.verdict, check.earlier)).collect()
    }

    fn failing() -> Report {
        let checks = vec![check(CheckId::UserExists, Verdict::Passed), check(CheckId::RolesGranted, Verdict::Failed)];
        run(1, false, checks)
    }

    fn mended(minute: i64) -> Report {
        run(minute, true, vec![left_out(CheckId::UserExists), check(CheckId::RolesGranted, Verdict::Passed)])
    }

    #[test]
    fn a_part_takes_the_place_of_what_it_asked_again() {
        let shown = shown(vec![failing(), mended(2)]).unwrap();
        assert_eq!(verdicts(&shown), [(Verdict::Passed, Some(at(1))), (Verdict::Passed, None)]);
        assert_eq!((shown.verdict, shown.partial, shown.finished_at), (Verdict::Passed, true, at(2)));
    }

    #[test]
    fn parts_one_after_another_keep_the_time_of_each_check() {
        let user = run(3, true, vec![check(CheckId::UserExists, Verdict::Failed), left_out(CheckId::RolesGranted)]);
        let shown = shown(vec![failing(), mended(2), user]).unwrap();
        assert_eq!(verdicts(&shown), [(Verdict::Failed, None), (Verdict::Passed, Some(at(2)))]);
        assert_eq!(shown.verdict, Verdict::Failed);
    }

    #[test]
    fn a_whole_verification_stands_for_itself() {
        let shown = shown(vec![mended(1), failing()]).unwrap();
        assert_eq!(shown, failing());
    }

    #[test]
    fn without_a_whole_verification_there_is_nothing_to_lay_a_part_over() {
        assert_eq!(shown(vec![mended(1)]), None);
    }

    #[test]
    fn nothing_follows_from_a_part_of_another_user() {
        let other = Report { user: Some("other".to_owned()), ..mended(2) };
        assert_eq!(shown(vec![failing(), other]).unwrap(), failing());
    }

    #[test]
    fn nothing_follows_from_a_part_of_another_version_of_the_guide() {
        let newer = Report { guide: GuideName { id: "g".to_owned(), version: "2".to_owned() }, ..mended(2) };
        assert_eq!(shown(vec![failing(), newer]).unwrap(), failing());
    }

    #[test]
    fn the_last_whole_verification_is_untouched_by_what_is_shown() {
        let mut file = SetupFile::new(&guide::builtins()[0], None, BEGAN);
        file.runs = vec![failing().into(), mended(2).into()];
        assert_eq!(file.last_run(), Some(&failing()));
    }
}
