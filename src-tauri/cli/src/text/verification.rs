//! A verification in words: each claim with its result, and below a problem what it means and what to do.

use setup::{
    address::Environment,
    checks::{CheckResult, Comparison, Direction, Report, Verdict},
    near::{self, Difference},
    plan::Plan,
    problem::Problem,
    report,
    words::{self, Asking},
};

use super::setting::{hanging, indented};

/// Where the claims begin, in characters.
const MARGIN: usize = 21;

/// The whole of it.
pub fn verification(report: &Report, plan: &Plan) -> String {
    let headline = words::headline(report);
    let user = report.user.as_deref().map(|user| format!(", user {user}")).unwrap_or_default();
    let mut lines = Vec::new();
    if report.environment == Environment::Practice {
        lines.push("PRACTICE: this is a practice Oracle on this computer.".to_owned());
    }
    lines.push(headline.title);
    lines.push(format!("{} ({}){user}", report.host, words::environment(report.environment)));
    lines.push(headline.summary);
    lines.push(String::new());
    let messages = words::messages(report, plan);
    let held = report.checks.iter().filter(|check| !report.leaves_out(check));
    lines.extend(held.map(|check| row(check, &messages, plan)));
    let left_out = report.checks.iter().filter(|check| report.leaves_out(check)).count();
    if left_out > 0 {
        lines.push(format!("{left_out} checks were left out: they were not asked for."));
    }
    lines.extend(messages.iter().zip(1..).map(|(asking, number)| message(asking, number)));
    lines.join("\n")
}

/// A message as it is to be sent: its own lines, so that it can be copied.
fn message(asking: &Asking, number: usize) -> String {
    let line = |line: &str| if line.is_empty() { String::new() } else { indented(2, line) };
    let lines: Vec<String> = asking.text.lines().map(line).collect();
    format!("\nMessage {number}, to send to: {}\n\n{}", asking.whom, lines.join("\n"))
}

/// Where the whole stands after a part: what it came to now, and what of it is from the run before.
pub fn together(together: &Report, plan: &Plan) -> String {
    let title = words::headline(together).title;
    let findings = together.findings();
    let from_before = findings.iter().filter(|check| check.earlier.is_some());
    let claims: Vec<_> = from_before.map(|check| words::claim(check.id, check.subject.as_deref(), plan)).collect();
    let head = format!("Together with the last whole verification: {title}.");
    if claims.is_empty() {
        return head;
    }
    let not_asked = hanging(&format!("  {:19}", "Not asked again:"), &format!("{}.", claims.join("; ")));
    format!("{head}\n{not_asked}")
}

/// What changed since the run before, one line for each way in which checks went.
pub fn comparison(compared: &Comparison, plan: &Plan) -> String {
    let since = report::shown(compared.since);
    let lines = DIRECTIONS.iter().filter_map(|&(direction, head)| {
        let went = compared.changes.iter().filter(|change| change.direction == direction);
        let claims: Vec<_> = went.map(|change| words::claim(change.check, change.subject.as_deref(), plan)).collect();
        (!claims.is_empty()).then(|| hanging(&format!("  {head:19}"), &format!("{}.", claims.join("; "))))
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return format!("Since the run before ({since}) nothing was mended and nothing broke.");
    }
    format!("Since the run before ({since}):\n{}", lines.join("\n"))
}

/// The ways in which a check can go, what is worst first, and what each is called.
const DIRECTIONS: [(Direction, &str); 6] = [
    (Direction::Broke, "Holds no longer:"),
    (Direction::Stays, "Stays as it was:"),
    (Direction::Differs, "Differs:"),
    (Direction::Narrowed, "Narrowed:"),
    (Direction::Widened, "Widened:"),
    (Direction::Mended, "Mended:"),
];

fn row(check: &CheckResult, messages: &[Asking], plan: &Plan) -> String {
    let head = format!("{:MARGIN$}", format!("{}  ", words::result(check)));
    let mut lines = vec![hanging(&head, &words::claim(check.id, check.subject.as_deref(), plan))];
    match check.verdict {
        Verdict::Passed => {}
        Verdict::Skipped => lines.push(indented(MARGIN, &check.meaning)),
        _ => lines.extend(finding(check, messages, plan)),
    }
    if let Some(accepted) = &check.accepted {
        let by = accepted.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        lines.push(indented(MARGIN, &format!("Accepted{by}: {}", accepted.reason)));
    }
    lines.join("\n")
}

/// What was found, what differs, what to do, when that has effect, where, and who can.
fn finding(check: &CheckResult, messages: &[Asking], plan: &Plan) -> Vec<String> {
    let below = |head: &str, text: &str| hanging(&format!("{:MARGIN$}{head}", ""), text);
    let mut lines = vec![below("", &format!("{}. {}", check.title.trim_end_matches('.'), check.meaning))];
    for Difference { expected, found } in check.problem.iter().flat_map(Problem::differences) {
        lines.push(below("Asked for:  ", &near::bracketed(&expected)));
        lines.push(below("Oracle has: ", &near::bracketed(&found)));
    }
    // What was accepted asks for nothing any more.
    let asks = check.accepted.is_none();
    if asks && !check.remedy.is_empty() {
        lines.push(below("", &check.remedy));
    }
    if asks && !check.effect.is_empty() {
        lines.push(below("Takes effect: ", &check.effect));
    }
    if let Some(step) = check.step.as_deref().and_then(|id| plan.guide.step(id)) {
        lines.push(below("Step: ", &format!("{} ({})", words::plain(&plan.fill(&step.title)), step.id)));
    }
    let of = |ask: &Asking| messages.iter().position(|message| message.whom == ask.whom);
    if let Some((ask, at)) = check.ask.as_ref().filter(|_| asks).and_then(|ask| Some((ask, of(ask)?))) {
        lines.push(below("Whom to ask: ", &format!("{} (message {} below)", ask.whom, at + 1)));
    }
    lines
}
