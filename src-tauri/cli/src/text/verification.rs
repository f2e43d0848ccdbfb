//! A verification in words: each claim with its result, and below a problem what it means and what to do.

use setup::{
    address::Environment,
    checks::{CheckResult, Comparison, Direction, Report, Verdict},
    plan::Plan,
    report, words,
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
    lines.extend(report.checks.iter().map(|check| row(check, plan)));
    lines.join("\n")
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

fn row(check: &CheckResult, plan: &Plan) -> String {
    let head = format!("{:MARGIN$}", format!("{}  ", words::result(check)));
    let mut lines = vec![hanging(&head, &words::claim(check.id, check.subject.as_deref(), plan))];
    let mut below = |text: &str| {
        if !text.is_empty() {
            lines.push(indented(MARGIN, text));
        }
    };
    match check.verdict {
        Verdict::Passed => {}
        Verdict::Skipped => below(&check.meaning),
        _ => {
            below(&format!("{}. {}", check.title.trim_end_matches('.'), check.meaning));
            below(&check.remedy);
            if let Some(step) = check.step.as_deref().and_then(|id| plan.guide.step(id)) {
                below(&format!("Step: {} ({})", words::plain(&plan.fill(&step.title)), step.id));
            }
        }
    }
    if let Some(accepted) = &check.accepted {
        below(&format!("Accepted: {}", accepted.reason));
    }
    lines.join("\n")
}
