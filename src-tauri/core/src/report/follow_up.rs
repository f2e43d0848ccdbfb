//! The text that is sent after a guided call: what is done, what is open, who goes on with it and by when.
//!
//! It goes to the customer. A note is the customer success manager's own and never in it; neither is a comment, nor any
//! secret, since a setup holds none.

use std::fmt::Write as _;

use jiff::{Timestamp, tz::TimeZone};

use super::headline;
use crate::{
    guide::Step,
    plan::Plan,
    problem::Problem,
    setup_file::{Claim, Observed, SetupFile, StepRecord},
    words::{self, visible},
};

/// The text, ready to be sent. What was done since `begun`, the start of the call, is listed; what was done before is
/// counted. Days are those of `zone`.
pub fn follow_up(file: &SetupFile, begun: Timestamp, zone: &TimeZone) -> Result<String, Problem> {
    let plan = Plan::of(file)?;
    let steps: Vec<(Step, StepRecord)> = plan
        .walk()
        .into_iter()
        .flat_map(|stage| stage.steps)
        .map(|step| (file.step(&step.id), step))
        .map(|(record, step)| (step, record))
        .collect();
    let (closed, open): (Vec<_>, Vec<_>) =
        steps.iter().partition(|(_, record)| matches!(record.claimed, Claim::Done | Claim::NotApplicable));
    let in_the_call: Vec<_> =
        closed.iter().filter(|(_, record)| record.claimed_at.is_some_and(|at| at >= begun)).collect();
    let mut text =
        format!("Thank you for your time. This is where the Oracle setup for {} stands.\n", plan.guide.vendor);
    for line in facts(file, &plan) {
        put(&mut text, &line);
    }
    let before = closed.len() - in_the_call.len();
    heading(&mut text, &format!("Done in this call ({} of {} steps are done)", closed.len(), steps.len()));
    for (step, _) in &in_the_call {
        put(&mut text, &format!("- {}", words::plain(&step.title)));
    }
    match (before, in_the_call.is_empty()) {
        (0, true) => put(&mut text, "- Nothing yet."),
        (0, false) => (),
        (1, _) => put(&mut text, "- One step was done before."),
        (before, _) => put(&mut text, &format!("- {before} steps were done before.")),
    }
    heading(&mut text, "Open");
    for (step, record) in &open {
        put(&mut text, &open_line(step, record, zone));
    }
    if open.is_empty() {
        put(&mut text, "- Nothing is open.");
    }
    heading(&mut text, "What Oracle showed");
    put(&mut text, &format!("- {}", oracle_line(file, zone)));
    put(&mut text, "");
    put(&mut text, "There is no password and no key in this message.");
    Ok(text)
}

fn facts(file: &SetupFile, plan: &Plan) -> Vec<String> {
    let host = plan.host.as_ref().map(|host| format!("{} ({})", host.host(), words::environment(host.environment())));
    let named = Some(file.name.trim()).filter(|name| !name.is_empty());
    let setup = named.map(|name| format!("Setup: {name}"));
    let facts =
        [setup, host.map(|host| format!("Oracle: {host}")), plan.user.clone().map(|user| format!("User: {user}"))];
    facts.into_iter().flatten().collect()
}

/// Who, by when, and what for.
fn open_line(step: &Step, record: &StepRecord, zone: &TimeZone) -> String {
    let who = if record.owner.is_empty() { step.who.words() } else { record.owner.as_str() };
    let mut line = format!("- {}: {who}", words::plain(&step.title));
    if let Some(due) = record.due {
        let _ = write!(line, ", by {}", day(due, zone));
    }
    if let Some(waiting_for) = &record.waiting_for {
        let _ = write!(line, ". Waits for: {waiting_for}");
    }
    if let Some(redo) = &record.redo {
        let why = if redo.why.is_empty() { String::new() } else { format!(": {}", redo.why) };
        let _ = write!(line, ". To be done once more{why}");
    }
    if record.observed == Observed::Contradicted {
        line.push_str(". Oracle shows something else");
    }
    line
}

fn oracle_line(file: &SetupFile, zone: &TimeZone) -> String {
    let last = headline(file.last_run());
    file.last_run().map_or_else(|| last.clone(), |run| format!("{last}, on {}", day(run.finished_at, zone)))
}

fn day(time: Timestamp, zone: &TimeZone) -> String {
    time.to_zoned(zone.clone()).strftime("%-d %B %Y").to_string()
}

fn heading(text: &mut String, title: &str) {
    put(text, "");
    put(text, title);
}

/// What people wrote may hold what would turn a line around.
fn put(text: &mut String, line: &str) {
    text.push_str(&visible(line));
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{guide, setup_file::Change};

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    fn setup() -> SetupFile {
        let guide = guide::builtins().iter().find(|guide| guide.step("wait-for-the-copy").is_some()).unwrap();
        let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
        let mut change = |step: &str, change: Change, time: &str| {
            file.change_step(guide, step, change, at(time)).unwrap();
        };
        change("prerequisites", Change::Claim(Claim::Done, None), "2026-11-19T10:00:00Z");
        change("find-address", Change::Claim(Claim::Done, None), "2026-11-20T10:05:00Z");
        let waits = Change::Claim(Claim::Waiting, Some("security to agree".to_owned()));
        change("add-roles", waits, "2026-11-20T10:20:00Z");
        change("add-roles", Change::Owner("Priya".to_owned()), "2026-11-20T10:21:00Z");
        change("add-roles", Change::Due(Some(at("2026-11-24T12:00:00Z"))), "2026-11-20T10:22:00Z");
        change("add-roles", Change::Note("they are slow".to_owned()), "2026-11-20T10:23:00Z");
        change("add-roles", Change::Comment("ask twice".to_owned()), "2026-11-20T10:24:00Z");
        file
    }

    fn text() -> String {
        follow_up(&setup(), at("2026-11-20T10:00:00Z"), &TimeZone::UTC).unwrap()
    }

    #[test]
    fn lists_what_the_call_brought_and_counts_what_was_done_before() {
        let text = text();
        let done = text.split("\nOpen\n").next().unwrap();
        let title = |id: &str| words::plain(&setup().guide().unwrap().step(id).unwrap().title);
        assert!(done.contains(&format!("- {}\n", title("find-address"))), "{done}");
        assert!(!done.contains(&title("prerequisites")) && done.contains("One step was done before."), "{done}");
    }

    #[test]
    fn names_who_goes_on_with_a_step_by_when_and_what_it_waits_for() {
        let text = text();
        let line = text.lines().find(|line| line.contains("Priya")).unwrap();
        assert!(line.ends_with(": Priya, by 24 November 2026. Waits for: security to agree"), "{line}");
    }

    #[test]
    fn leaves_out_notes_and_comments() {
        assert!(!text().contains("slow") && !text().contains("twice"));
    }
}
