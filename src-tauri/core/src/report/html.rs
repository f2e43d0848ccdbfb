//! The report as one HTML page: no script, no remote resource, made to be read, printed and filed.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    Evidence, StepEvidence,
    markdown::{claimed, observed, runs_as, sent_as},
    shown,
};
use crate::{
    address::Environment,
    checks::{CheckResult, Report, Verdict},
    near::{Difference, Segment},
    problem::Problem,
    words::{self, Asking, visible},
};

const STYLE: &str = include_str!("report.css");

/// The report as one HTML page.
pub fn html(evidence: &Evidence) -> String {
    let title = if evidence.name.is_empty() { evidence.vendor.clone() } else { evidence.name.clone() };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Oracle setup report: " (visible(&title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (practice_strip(evidence))
                    (head(evidence, &title))
                    @match &evidence.verification {
                        Some(run) => (verification(run)),
                        None => section { h2 { "Verification" } p { "This setup was not verified. What follows is what people say of it." } },
                    }
                    (messages(&evidence.messages))
                    (steps(&evidence.steps))
                    (foot(evidence))
                }
            }
        }
    }
    .into_string()
}

fn practice_strip(evidence: &Evidence) -> Markup {
    html! {
        @if evidence.environment == Some(Environment::Practice) {
            p.practice { strong { "PRACTICE" } " This was a practice Oracle on this computer, not a real pod." }
        }
    }
}

fn head(evidence: &Evidence, title: &str) -> Markup {
    html! {
        header {
            p.kicker { bdi { (visible(title)) } " · " bdi { (visible(&evidence.vendor)) } }
            h1 class=(evidence.verdict.map_or("none", class)) { (evidence.headline) }
            p.when {
                @match (evidence.verified_at, &evidence.verification) {
                    (Some(time), Some(run)) => { "Verified on " (shown(time)) ". " (words::headline(run).summary) },
                    _ => "Not verified",
                }
            }
            dl {
                dt { "Pod" }
                dd { code { (evidence.host.as_deref().unwrap_or("not filled in")) }
                    @if let Some(environment) = evidence.environment { " " span.badge { (words::environment(environment)) } } }
                dt { "Integration user" }
                dd { code { bdi { (visible(evidence.user.as_deref().unwrap_or("not filled in"))) } } }
                dt { "Roles asked for" }
                dd { @if evidence.required_roles.is_empty() { "not known" }
                    @for role in &evidence.required_roles { code { (visible(role)) } " " } }
            }
        }
    }
}

fn verification(run: &Report) -> Markup {
    let findings = run.findings();
    html! {
        @if !findings.is_empty() {
            section {
                h2 { "What was found" }
                @for finding in findings { (self::finding(finding)) }
            }
        }
        section {
            h2 { "What was checked" }
            table {
                thead { tr { th scope="col" { "Check" } th scope="col" { "As" } th scope="col" { "Result" } } }
                tbody {
                    @for check in &run.checks {
                        tr class=(class(check.verdict)) {
                            th scope="row" { (visible(&check.title)) @if check.verdict != Verdict::Passed { p { (visible(&check.meaning)) } } }
                            td { (runs_as(check.runs_as)) }
                            td.result { span.mark aria-hidden="true" { (mark(check.verdict)) } " " (words::result(check)) }
                        }
                    }
                }
            }
        }
        section {
            h2 { "What was asked of Oracle" }
            p { "Only these requests were sent, all of them GET. No header and no answer is kept." }
            table.requests {
                thead { tr { th scope="col" { "Path" } th scope="col" { "As" } th scope="col" { "Status" } th scope="col" { "Time" } } }
                tbody {
                    @for request in run.requests() {
                        tr { td { code { (visible(&request.path)) } } td { (sent_as(request.sent_as)) }
                            td { @match request.status { Some(status) => (status), None => "no answer" } }
                            td { (request.ms) " ms" } }
                    }
                }
            }
        }
    }
}

fn finding(check: &CheckResult) -> Markup {
    html! {
        article class=(class(check.verdict)) {
            h3 { span.mark aria-hidden="true" { (mark(check.verdict)) } " " (visible(&check.title)) }
            p { (visible(&check.meaning)) }
            @for difference in check.problem.iter().flat_map(Problem::differences) { (self::difference(&difference)) }
            @if !check.remedy.is_empty() { p.remedy { (visible(&check.remedy)) } }
            @if !check.effect.is_empty() { p { "Takes effect: " (visible(&check.effect)) } }
            @if let Some(ask) = &check.ask { p { "Whom to ask: " (visible(&ask.whom)) } }
            @if let Some(accepted) = &check.accepted {
                p { "Accepted on " (shown(accepted.at)) ": " bdi { (visible(&accepted.reason)) } }
            }
        }
    }
}

/// What was asked for above what is there; what differs is underlined and named, so that colour is not needed.
fn difference(difference: &Difference) -> Markup {
    html! {
        dl.difference {
            dt { "Asked for" } dd { (marked(&difference.expected)) }
            dt { "Oracle has" } dd { (marked(&difference.found)) }
        }
    }
}

fn marked(segments: &[Segment]) -> Markup {
    html! {
        code { bdi { @for segment in segments {
            @if segment.same { (visible(&segment.text)) } @else { mark { (visible(&segment.text)) } }
        } } }
    }
}

fn messages(messages: &[Asking]) -> Markup {
    html! {
        @if !messages.is_empty() {
            section {
                h2 { "Whom to ask" }
                p { "Where you may lack the right, send the message. It holds no secret." }
                @for asking in messages {
                    article { h3 { (visible(&asking.whom)) } p.message { @for line in asking.text.lines() { (visible(line)) br; } } }
                }
            }
        }
    }
}

fn steps(steps: &[StepEvidence]) -> Markup {
    html! {
        section {
            h2 { "Steps" }
            p { "What a person says, and what Oracle was observed to hold, are two facts." }
            table {
                thead { tr { th scope="col" { "Step" } th scope="col" { "Claimed" } th scope="col" { "Observed" } } }
                tbody {
                    @for step in steps {
                        tr { th scope="row" { (visible(&step.title)) } td { (claimed(step.claimed)) } td { (observed(step.observed)) } }
                    }
                }
            }
        }
    }
}

fn foot(evidence: &Evidence) -> Markup {
    html! {
        footer {
            p { "Made on " (shown(evidence.created_at)) " by the Oracle setup assistant " (evidence.program)
                ", guide " (evidence.guide.id) " version " (evidence.guide.version) ". It holds no password, no key and no token." }
        }
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Failed | Verdict::Broke => "failed",
        Verdict::Warning => "warning",
        Verdict::CantTell => "cant-tell",
        Verdict::Skipped => "skipped",
    }
}

fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "✓",
        Verdict::Failed | Verdict::Broke => "✕",
        Verdict::Warning => "!",
        Verdict::CantTell => "?",
        Verdict::Skipped => "–",
    }
}
