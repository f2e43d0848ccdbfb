//! What a verification shows of each step. Only this writes `observed`; only a person writes `claimed`.

use std::mem;

use super::{Observed, SetupFile};
use crate::{
    checks::{Report, Verdict},
    guide::{Guide, ProbeKind},
};

/// A step is contradicted where any of its checks failed, confirmed where at least one passed and none failed. What
/// could not be told, was skipped or broke changes nothing.
pub(super) fn observe(file: &mut SetupFile, report: &Report, guide: &Guide) {
    for step in guide.steps() {
        let decided: Vec<_> = report
            .checks
            .iter()
            .filter(|check| step.observed_by.iter().any(|id| id == check.id.as_str()))
            .filter(|check| counts(guide, check.subject.as_deref()))
            .filter(|check| matches!(check.verdict, Verdict::Passed | Verdict::Failed))
            .collect();
        if decided.is_empty() {
            continue;
        }
        let record = file.steps.entry(step.id.clone()).or_default();
        // A run of a part must not turn a step green whose other check failed before and was not asked again.
        let mut contradicted_by = mem::take(&mut record.contradicted_by);
        contradicted_by.retain(|id| !decided.iter().any(|check| check.id == *id));
        for check in decided.iter().filter(|check| check.verdict == Verdict::Failed) {
            if !contradicted_by.contains(&check.id) {
                contradicted_by.push(check.id);
            }
        }
        record.observed = if contradicted_by.is_empty() { Observed::Confirmed } else { Observed::Contradicted };
        record.observed_at = Some(report.finished_at);
        record.contradicted_by = contradicted_by;
    }
}

/// Only what a must resource shows counts for a step.
fn counts(guide: &Guide, subject: Option<&str>) -> bool {
    subject.is_none_or(|resource| {
        guide.probes.iter().any(|probe| probe.resource == resource && probe.kind == ProbeKind::Must)
    })
}
