//! The report as Markdown, for a ticket or a wiki.

use super::{Evidence, shown};
use crate::{
    address::Environment,
    checks::{CheckResult, RunsAs, Verdict},
    guide::Way,
    near,
    oracle::SentAs,
    problem::Problem,
    setup_file::HandedOver,
    words::{self, visible},
};

/// The report as Markdown.
pub fn markdown(evidence: &Evidence) -> String {
    let sections = [
        head(evidence),
        proves(evidence),
        checks(evidence),
        roles(evidence),
        visibility(evidence),
        accepted(evidence),
        not_checked(evidence),
        requests(evidence),
        messages(evidence),
        steps(evidence),
        handed_over(evidence),
        vec![format!("SHA-256 over the JSON of this report: `{}`", evidence.sha256)],
    ];
    let sections = sections.iter().filter(|section| !section.is_empty()).map(|section| section.join("\n"));
    sections.collect::<Vec<_>>().join("\n\n") + "\n"
}

fn head(evidence: &Evidence) -> Vec<String> {
    let mut lines = vec![format!("# {}", cell(&evidence.headline)), String::new()];
    if evidence.environment == Some(Environment::Practice) {
        lines.extend(["**PRACTICE**: this was a practice Oracle on this computer.".to_owned(), String::new()]);
    }
    if evidence.masked {
        lines.extend(["**Masked**: names are left out.".to_owned(), String::new()]);
    }
    lines.extend([
        format!("- Setup: {}", cell(if evidence.name.is_empty() { "(no name)" } else { &evidence.name })),
        format!(
            "- Vendor: {} (guide {}, version {})",
            cell(&evidence.vendor),
            cell(&evidence.guide.id),
            cell(&evidence.guide.version)
        ),
        format!("- Pod: {}", cell(evidence.host.as_deref().unwrap_or("not filled in"))),
        format!("- Integration user: {}", cell(evidence.user.as_deref().unwrap_or("not filled in"))),
    ]);
    if evidence.verification.is_some() {
        lines.push(match &evidence.administrator {
            Some(name) => format!("- Administrator who was asked for comparison: {}", cell(name)),
            None => "- Administrator: none signed in".to_owned(),
        });
    }
    lines.push(match evidence.verified_at {
        Some(time) => format!("- Verified from this computer: {}", shown(time)),
        None => "- Not verified".to_owned(),
    });
    lines.push(format!("- Report made: {}, by version {}", shown(evidence.created_at), evidence.program));
    lines
}

/// What a reader may conclude, and what not. Plain sentences.
pub(super) fn what_it_proves(evidence: &Evidence) -> Vec<String> {
    let Some(run) = &evidence.verification else {
        return vec!["Nobody has asked Oracle yet. Everything here is what people say.".to_owned()];
    };
    let count = |wanted: fn(Verdict) -> bool| run.checks.iter().filter(|check| wanted(check.verdict)).count();
    let passed = count(|verdict| verdict == Verdict::Passed);
    let failed = count(|verdict| verdict == Verdict::Failed);
    let warned = count(|verdict| verdict == Verdict::Warning);
    let open = evidence.not_checked.iter().filter(|one| one.was_wanted).count();
    let verb = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let mut lines = vec![format!(
        "Of {} checks, {}, {}, {}, and {}.",
        run.checks.len(),
        verb(passed, "holds", "hold"),
        verb(failed, "does not", "do not"),
        verb(warned, "needs a look", "need a look"),
        verb(evidence.not_checked.len(), "was not shown", "were not shown")
    )];
    if open > 0 {
        lines.push(format!(
            "Of those, {open} could have been shown with another sign-in, or by an answer that Oracle did not give."
        ));
    }
    lines.push(
        "It was seen from this computer, at this time, as these users. It does not show that the vendor gets in from its own \
         addresses, or that it will tomorrow."
            .to_owned(),
    );
    if !evidence.accepted.is_empty() {
        lines.push("That a finding was accepted is a decision of people. It changes no result.".to_owned());
    }
    if evidence.administrator.is_none() {
        lines.push(
            "No administrator signed in, so roles and counts were not compared with what Oracle holds.".to_owned(),
        );
    }
    lines
}

fn proves(evidence: &Evidence) -> Vec<String> {
    what_it_proves(evidence).iter().map(|line| format!("- {}", cell(line))).collect()
}

fn checks(evidence: &Evidence) -> Vec<String> {
    let Some(run) = &evidence.verification else { return Vec::new() };
    let row = |check: &CheckResult| {
        let (title, told) = (cell(&check.title), cell(&told(check)));
        format!("| {title} | {} | {} | {told} |", runs_as(check.runs_as), words::result(check))
    };
    table("| Check | As | Result | What it means |", run.checks.iter().map(row))
}

fn roles(evidence: &Evidence) -> Vec<String> {
    let roles = &evidence.roles;
    let listed = |codes: &[String], none: &str| {
        if codes.is_empty() {
            none.to_owned()
        } else {
            codes.iter().map(|code| cell(code)).collect::<Vec<_>>().join(", ")
        }
    };
    let mut lines =
        vec!["## Roles".to_owned(), String::new(), format!("- Asked for: {}", listed(&roles.asked, "not known"))];
    match &roles.held {
        Some(held) => lines.extend([
            format!("- Held: {}", listed(held, "none")),
            format!("- Missing: {}", listed(&roles.missing, "none")),
            format!("- Beyond what is asked for: {}", listed(&roles.extra, "none")),
            format!("- Let be, by Oracle's own rule or the guide's: {}", listed(&roles.tolerated, "none")),
        ]),
        None => lines.push("- Held: not seen".to_owned()),
    }
    lines
}

fn visibility(evidence: &Evidence) -> Vec<String> {
    let count = |count: Option<u64>| count.map_or_else(|| "not known".to_owned(), |count| count.to_string());
    let rows = evidence.visibility.iter();
    let rows =
        rows.map(|seen| format!("| {} | {} | {} |", cell(&seen.label), count(seen.admin), count(seen.integration)));
    table("| What is visible | Administrator | Integration user |", rows)
}

fn accepted(evidence: &Evidence) -> Vec<String> {
    let rows = evidence.accepted.iter().map(|one| {
        format!("| {} | {} | {}, {} |", cell(&one.title), cell(&one.reason), by(one.by.as_deref()), shown(one.at))
    });
    table("| What was accepted | Reason | By, on |", rows)
}

fn not_checked(evidence: &Evidence) -> Vec<String> {
    let rows = evidence.not_checked.iter().map(|one| format!("| {} | {} |", cell(&one.claim), cell(&one.why)));
    table("| It was not shown that | Because |", rows)
}

fn requests(evidence: &Evidence) -> Vec<String> {
    let requests = evidence.verification.iter().flat_map(crate::checks::Report::requests);
    let rows = requests.map(|one| {
        let status = one.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        format!("| {} ms | {} | {} | {status} | {} ms |", one.at_ms, cell(&one.path), sent_as(one.sent_as), one.ms)
    });
    table("| After | What was asked of Oracle, all GET | As | Status | Time |", rows)
}

fn messages(evidence: &Evidence) -> Vec<String> {
    let mut lines = Vec::new();
    for asking in &evidence.messages {
        lines.extend([format!("## Ask: {}", cell(&asking.whom)), String::new()]);
        let said: Vec<&str> = asking.text.lines().collect();
        for (at, text) in said.iter().enumerate() {
            lines.push(quoted(text, said.get(at + 1).is_some_and(|next| !next.is_empty())));
        }
        lines.push(String::new());
    }
    lines.pop();
    lines
}

fn steps(evidence: &Evidence) -> Vec<String> {
    let rows = evidence.steps.iter().map(|step| {
        let who = step.claimed_by.as_deref().map_or_else(String::new, |name| format!(", {}", cell(name)));
        format!("| {} | {}{who} | {} |", cell(&step.title), claimed(step.claimed), observed(step.observed))
    });
    table("| Step | Claimed | Observed |", rows)
}

fn handed_over(evidence: &Evidence) -> Vec<String> {
    let row = |one: &HandedOver| {
        let reason = one.unverified.as_ref().map(|unverified| cell(&unverified.reason)).unwrap_or_default();
        let signed_in = if one.signed_in == Verdict::Passed { "signed in" } else { "not proved" };
        let way = handed_over_as(one.way);
        let to = one.to.iter().map(|recipient| cell(recipient)).collect::<Vec<_>>().join(", ");
        let file = one.sha256.as_deref().map(cell).unwrap_or_default();
        let who = by(one.by.as_deref());
        format!("| {way} | {} | {who} | {signed_in} | {to} | {file} | {reason} |", shown(one.at))
    };
    table(
        "| Handed over | On | By | The secret | Sealed for | SHA-256 of the file | Although not proved |",
        evidence.handed_over.iter().map(row),
    )
}

/// A table, or nothing where it has no rows.
fn table(head: &str, rows: impl Iterator<Item = String>) -> Vec<String> {
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() {
        return rows;
    }
    let line = "| --- ".repeat(head.matches('|').count() - 1) + "|";
    [vec![head.to_owned(), line], rows].concat()
}

fn by(name: Option<&str>) -> String {
    name.map_or_else(|| "somebody who gave no name".to_owned(), cell)
}

/// A way for people.
pub(super) fn handed_over_as(way: Way) -> &'static str {
    match way {
        Way::Form => "Entered in the vendor's form",
        Way::Sealed => "Sealed file",
        Way::Passphrase => "File with a passphrase",
        Way::Manager => "Shared from a password manager",
    }
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
    // Where people accepted it, they decided that nothing is to be done.
    if check.accepted.is_none() {
        parts.push(check.remedy.clone());
        parts.extend(
            Some(&check.effect).filter(|effect| !effect.is_empty()).map(|effect| format!("Takes effect: {effect}")),
        );
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
