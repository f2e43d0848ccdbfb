//! The report as Markdown, for a ticket or a wiki.

use super::{Evidence, shown};
use crate::{
    address::Environment,
    checks::{CheckResult, RunsAs},
    near,
    oracle::SentAs,
    problem::Problem,
    words::{self, visible},
};

/// The report as Markdown.
pub fn markdown(evidence: &Evidence) -> String {
    let mut text = String::new();
    let mut line = |content: String| {
        text.push_str(&content);
        text.push('\n');
    };
    line(format!("# {}", cell(&evidence.headline)));
    line(String::new());
    if evidence.environment == Some(Environment::Practice) {
        line("**PRACTICE**: this was a practice Oracle on this computer.".to_owned());
        line(String::new());
    }
    line(format!("- Setup: {}", cell(if evidence.name.is_empty() { "(no name)" } else { &evidence.name })));
    line(format!(
        "- Vendor: {} (guide {}, version {})",
        cell(&evidence.vendor),
        evidence.guide.id,
        evidence.guide.version
    ));
    line(format!("- Pod: {}", evidence.host.as_deref().unwrap_or("not filled in")));
    line(format!("- Integration user: {}", cell(evidence.user.as_deref().unwrap_or("not filled in"))));
    line(match evidence.verified_at {
        Some(time) => format!("- Verified from this computer: {}", shown(time)),
        None => "- Not verified".to_owned(),
    });
    line(format!("- Report made: {}", shown(evidence.created_at)));
    if let Some(run) = &evidence.verification {
        line(String::new());
        line("| Check | As | Result | What it means |".to_owned());
        line("| --- | --- | --- | --- |".to_owned());
        for check in &run.checks {
            line(format!(
                "| {} | {} | {} | {} |",
                cell(&check.title),
                runs_as(check.runs_as),
                words::result(check),
                cell(&told(check))
            ));
        }
    }
    for asking in &evidence.messages {
        line(String::new());
        line(format!("## Ask: {}", cell(&asking.whom)));
        line(String::new());
        let said: Vec<&str> = asking.text.lines().collect();
        for (at, text) in said.iter().enumerate() {
            line(quoted(text, said.get(at + 1).is_some_and(|next| !next.is_empty())));
        }
    }
    line(String::new());
    line("| Step | Claimed | Observed |".to_owned());
    line("| --- | --- | --- |".to_owned());
    for step in &evidence.steps {
        line(format!("| {} | {} | {} |", cell(&step.title), claimed(step.claimed), observed(step.observed)));
    }
    text
}

/// A line of a quotation. One that goes on ends with the mark of a line break, else the next would run into it.
fn quoted(text: &str, goes_on: bool) -> String {
    match (text, goes_on) {
        ("", _) => ">".to_owned(),
        (text, true) => format!("> {}\\", cell(text)),
        (text, false) => format!("> {}", cell(text)),
    }
}

/// Meaning, near misses, remedy and its effect, in one paragraph.
fn told(check: &CheckResult) -> String {
    let mut parts = vec![check.meaning.clone()];
    parts.extend(check.problem.iter().flat_map(Problem::differences).map(|difference| {
        let (expected, found) = (near::bracketed(&difference.expected), near::bracketed(&difference.found));
        format!("Asked for: {expected}. Oracle has: {found}.")
    }));
    parts.push(check.remedy.clone());
    if !check.effect.is_empty() {
        parts.push(format!("Takes effect: {}", check.effect));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

pub(super) fn runs_as(who: RunsAs) -> &'static str {
    match who {
        RunsAs::Nobody => "nobody",
        RunsAs::Admin => "administrator",
        RunsAs::Integration => "integration user",
        RunsAs::Both => "both",
    }
}

pub(super) fn sent_as(who: SentAs) -> &'static str {
    match who {
        SentAs::Nobody => "nobody",
        SentAs::Admin => "administrator",
        SentAs::Integration => "integration user",
    }
}

/// A claim for people.
pub fn claimed(claim: crate::setup_file::Claim) -> &'static str {
    use crate::setup_file::Claim;
    match claim {
        Claim::Todo => "to do",
        Claim::Done => "done",
        Claim::Waiting => "waiting",
        Claim::NotApplicable => "not needed",
    }
}

/// What was observed, for people.
pub fn observed(observed: crate::setup_file::Observed) -> &'static str {
    use crate::setup_file::Observed;
    match observed {
        Observed::Unknown => "not observed",
        Observed::Confirmed => "seen in Oracle",
        Observed::Contradicted => "Oracle differs",
    }
}

/// Text for a cell: on one line, and with every mark of Markdown's and HTML's taken at its word.
fn cell(text: &str) -> String {
    let mut safe = String::new();
    for c in visible(text).chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '#' | '\\' => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    safe
}
