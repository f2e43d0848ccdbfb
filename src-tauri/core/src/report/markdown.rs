//! The report as Markdown, for a ticket or a wiki.

use super::{Evidence, shown};
use crate::{
    address::Environment,
    checks::RunsAs,
    oracle::SentAs,
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
            let remedy = if check.remedy.is_empty() { String::new() } else { format!(" {}", check.remedy) };
            line(format!(
                "| {} | {} | {} | {}{} |",
                cell(&check.title),
                runs_as(check.runs_as),
                words::result(check),
                cell(&check.meaning),
                cell(&remedy)
            ));
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
