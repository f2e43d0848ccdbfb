//! Where a setup stands, in words.

use setup::{
    report,
    setup_file::Observed,
    status::{Status, StepStatus},
    words,
};

use super::setting::{hanging, indented};

/// The whole of it: who, how far, every step.
pub fn status(status: &Status) -> String {
    let name = if status.name.is_empty() { "Setup without a name" } else { &status.name };
    let host = match (&status.host, status.environment) {
        (Some(host), Some(environment)) => format!("{host} ({})", words::environment(environment)),
        _ => "no address yet".to_owned(),
    };
    let last = status.last.map_or("Not verified".to_owned(), |last| {
        format!("Last verified {}: {}", report::shown(last.finished_at), words::verdict(last.verdict).to_lowercase())
    });
    let mut lines = vec![
        name.to_owned(),
        format!("Guide {}, version {}, {host}", status.guide.id, status.guide.version),
        format!("{} of {} steps done. {last}.", status.progress.done, status.progress.total),
    ];
    lines.extend(status.certificate.map(|notice| indented(0, &words::certificate_notice(notice))));
    lines.push(String::new());
    let width = status.steps.iter().map(|step| step.id.len()).max().unwrap_or_default();
    lines.extend(status.steps.iter().map(|one| row(one, width)));
    lines.join("\n")
}

/// One step, with what was written down about it.
pub fn step(step: &StepStatus) -> String {
    row(step, step.id.len())
}

fn row(step: &StepStatus, width: usize) -> String {
    let observed = match step.observed {
        Observed::Unknown => String::new(),
        seen => format!(" ({})", report::observed(seen)),
    };
    let mut lines = vec![format!("{:10}  {:width$}  {}{observed}", report::claimed(step.claimed), step.id, step.title)];
    let told = [
        ("Waits for: ", step.waiting_for.as_deref().unwrap_or_default()),
        ("Note: ", &step.note),
        ("Who: ", &step.owner),
    ];
    let told = told.into_iter().filter(|(_, text)| !text.is_empty());
    lines.extend(told.map(|(head, text)| indented(12, &format!("{head}{text}"))));
    lines.extend(
        step.comments
            .iter()
            .map(|comment| hanging(&format!("{:12}{}  ", "", report::shown(comment.at)), &comment.text)),
    );
    lines.join("\n")
}
