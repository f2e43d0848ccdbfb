//! A whole run in a line or two, and the names of verdicts and environments.

use crate::{
    address::Environment,
    checks::{CheckId, Report, Verdict},
};

use super::counted;

/// A verdict for people.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "Holds",
        Verdict::Warning => "Look at this",
        Verdict::Failed => "Does not hold",
        Verdict::CantTell => "Can't tell",
        Verdict::Skipped => "Not checked",
        Verdict::Broke => "This program failed",
    }
}

/// An environment for people.
pub fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "Production",
        Environment::Test => "Test",
        Environment::Development => "Development",
        Environment::Demo => "Demo",
        Environment::Practice => "Practice",
    }
}

/// A run in a line, and in one more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// "One thing is missing".
    pub title: String,
    /// How it was checked: when is added by whoever shows it, in the reader's own zone.
    pub summary: String,
}

/// What a run came to.
pub fn headline(report: &Report) -> Headline {
    let count = |wanted: Verdict| report.checks.iter().filter(|check| check.verdict == wanted).count();
    let failed = count(Verdict::Failed);
    let not_reached =
        report.checks.iter().any(|check| check.id == CheckId::HostReachable && check.verdict == Verdict::Failed);
    let title = match report.verdict {
        // Nothing was asked of Oracle, so nothing can be missing there.
        Verdict::Failed if not_reached => "Oracle was not reached".to_owned(),
        Verdict::Failed if failed == 1 => "One thing is missing".to_owned(),
        Verdict::Failed => format!("{failed} things are missing"),
        Verdict::Passed if report.partial => "What was checked holds".to_owned(),
        Verdict::Passed => "Everything holds".to_owned(),
        Verdict::Warning => {
            format!("It works, with {} to look at", counted(count(Verdict::Warning), "thing", "things"))
        }
        _ => "Not everything could be proved".to_owned(),
    };
    let requests = report.requests().len();
    let took = report.finished_at.as_millisecond() - report.started_at.as_millisecond();
    let part = if report.partial { "Only a part was checked. " } else { "" };
    let summary = format!(
        "{part}Checked from {} in {}. Read only: {}, all GET.",
        report.seen_from,
        duration(took),
        counted(requests, "request", "requests")
    );
    Headline { title, summary }
}

/// `41 ms`, `0.7 s`, `12.3 s`.
fn duration(ms: i64) -> String {
    if ms < 100 { format!("{} ms", ms.max(1)) } else { format!("{}.{} s", ms / 1000, (ms % 1000) / 100) }
}
