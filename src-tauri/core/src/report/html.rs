//! The report as one HTML page: no script, no remote resource, made to be read, printed and filed.
//!
//! Whatever came from outside is text here, whatever it holds, and stands in a `bdi`, so that it turns nothing around it.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    Evidence, StepEvidence,
    gathered::{AcceptedEvidence, NotChecked, RolesEvidence, Seen},
    markdown::{claimed, handed_over_as, observed, runs_as, sent_as, what_it_proves},
    shown,
};
use crate::{
    address::Environment,
    checks::{CheckResult, Report, Verdict},
    near::{Difference, Segment},
    problem::Problem,
    setup_file::HandedOver,
    words::{self, Asking, visible},
};

const STYLE: &str = include_str!("report.css");
/// Before and behind the JSON in the page.
pub(super) const JSON_BEGINS: &str = "<pre id=\"report-json\">";
pub(super) const JSON_ENDS: &str = "</pre>";

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
                    (masked_strip(evidence))
                    (head(evidence, &title))
                    (proves(evidence))
                    @match &evidence.verification {
                        Some(run) => {
                            (findings(run))
                            (checks(run))
                            (roles(&evidence.roles))
                            (visibility(&evidence.visibility))
                            (accepted(&evidence.accepted))
                            (not_checked(&evidence.not_checked))
                            (requests(run))
                        },
                        None => {
                            section { h2 { "Verification" } p { "This setup was not verified. What follows is what people say of it." } }
                            (roles(&evidence.roles))
                            (accepted(&evidence.accepted))
                        },
                    }
                    (steps(&evidence.steps))
                    (handed_over(&evidence.handed_over))
                    (messages(&evidence.messages))
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

fn masked_strip(evidence: &Evidence) -> Markup {
    html! {
        @if evidence.masked {
            p.practice { strong { "Masked" } " Names of people, of the pod and of the company's own roles are left out. The same \
                name has the same stand-in throughout." }
        }
    }
}

fn head(evidence: &Evidence, title: &str) -> Markup {
    html! {
        header {
            p.kicker { (outside(title)) @if title != evidence.vendor { " · " (outside(&evidence.vendor)) } }
            h1 class=(evidence.verdict.map_or("none", class)) { (evidence.headline) }
            p.when {
                @match (evidence.verified_at, &evidence.verification) {
                    (Some(time), Some(run)) => { "Verified on " (shown(time)) ". " (words::headline(run).summary) },
                    _ => "Not verified",
                }
            }
            dl {
                dt { "Pod" }
                dd { code { (outside(evidence.host.as_deref().unwrap_or("not filled in"))) }
                    @if let Some(environment) = evidence.environment { " " span.badge { (words::environment(environment)) } } }
                dt { "Integration user" }
                dd { code { (outside(evidence.user.as_deref().unwrap_or("not filled in"))) } }
                @if evidence.verification.is_some() {
                    dt { "Administrator" }
                    dd { @match &evidence.administrator {
                        Some(name) => { code { (outside(name)) } " signed in and was asked for comparison" },
                        None => "nobody signed in as one, so nothing was compared",
                    } }
                }
                dt { "Made by" }
                dd { "Oracle setup assistant " (evidence.program) ", guide " (outside(&evidence.guide.id)) " version "
                    (outside(&evidence.guide.version)) ", on " (shown(evidence.created_at)) }
            }
        }
    }
}

fn proves(evidence: &Evidence) -> Markup {
    html! {
        section.proves {
            h2 { "What this shows, and what it does not" }
            ul { @for line in what_it_proves(evidence) { li { (visible(&line)) } } }
        }
    }
}

fn findings(run: &Report) -> Markup {
    let findings = run.findings();
    html! {
        @if !findings.is_empty() {
            section {
                h2 { "What was found" }
                @for finding in findings { (self::finding(finding)) }
            }
        }
    }
}

fn checks(run: &Report) -> Markup {
    html! {
        section {
            h2 { "What was checked" }
            table {
                thead { tr { th scope="col" { "Check" } th scope="col" { "As" } th scope="col" { "Result" } } }
                tbody {
                    @for check in &run.checks {
                        tr class=(class(check.verdict)) {
                            th scope="row" { (outside(&check.title)) p { (outside(&check.meaning)) } }
                            td { (runs_as(check.runs_as)) }
                            td.result { span.mark aria-hidden="true" { (mark(check.verdict)) } " " (words::result(check)) }
                        }
                    }
                }
            }
        }
    }
}

fn roles(roles: &RolesEvidence) -> Markup {
    html! {
        section {
            h2 { "Roles" }
            @if !roles.list_known {
                p { "The vendor's list of roles is not known as a whole, so what is asked for here may be only a part." }
            }
            dl.wide {
                dt { "Asked for" } dd { (codes(&roles.asked, "not known")) }
                dt { "Held" } dd { @match &roles.held {
                    Some(held) => (codes(held, "none")),
                    None => "not seen: no administrator was asked, or Oracle did not say",
                } }
                @if roles.held.is_some() {
                    dt { "Missing" } dd { (codes(&roles.missing, "none")) }
                    dt { "Beyond what is asked for" } dd { (codes(&roles.extra, "none")) }
                    dt { "Let be, by Oracle's own rule or the guide's" } dd { (codes(&roles.tolerated, "none")) }
                }
            }
        }
    }
}

fn codes(codes: &[String], none: &str) -> Markup {
    html! {
        @if codes.is_empty() { (none) } @else { ul.codes { @for role in codes { li { code { (outside(role)) } } } } }
    }
}

fn visibility(seen: &[Seen]) -> Markup {
    html! {
        @if !seen.is_empty() {
            section {
                h2 { "What is visible" }
                p { "How many rows each side sees, by Oracle's own counts." }
                @for one in seen { (self::seen(one)) }
            }
        }
    }
}

/// Two bars on one scale, and the numbers beside them.
fn seen(seen: &Seen) -> Markup {
    let most = seen.admin.max(seen.integration).unwrap_or_default();
    html! {
        div.seen {
            h3 { (outside(&seen.label)) }
            @for (who, count) in [("Administrator", seen.admin), ("Integration user", seen.integration)] {
                p.bar {
                    span { (who) }
                    span.track { @if let Some(count) = count { span.fill style=(format!("width:{}%", share(count, most))) {} } }
                    span.count { @match count { Some(count) => (count), None => "not known" } }
                }
            }
        }
    }
}

/// Of a hundred; what is there at all shows.
fn share(count: u64, most: u64) -> u64 {
    if count == 0 || most == 0 { 0 } else { (u128::from(count) * 100 / u128::from(most)).clamp(1, 100) as u64 }
}

fn accepted(accepted: &[AcceptedEvidence]) -> Markup {
    html! {
        @if !accepted.is_empty() {
            section {
                h2 { "What was accepted" }
                p { "An accepted finding keeps its result. It stands here with whoever accepted it, and why." }
                table {
                    thead { tr { th scope="col" { "Finding" } th scope="col" { "Reason" } th scope="col" { "By, on" } } }
                    tbody {
                        @for one in accepted {
                            tr {
                                th scope="row" { (outside(&one.title))
                                    @if !one.still_found { p { "The last verification did not find it so any more." } } }
                                td { (outside(&one.reason)) }
                                td { (by(one.by.as_deref())) ", " (shown(one.at)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn not_checked(open: &[NotChecked]) -> Markup {
    html! {
        @if !open.is_empty() {
            section {
                h2 { "What was not shown, and why" }
                table {
                    thead { tr { th scope="col" { "It was not shown that" } th scope="col" { "Because" } } }
                    tbody {
                        @for one in open {
                            tr { th scope="row" { (outside(&one.claim)) } td { (outside(&one.why)) } }
                        }
                    }
                }
            }
        }
    }
}

fn requests(run: &Report) -> Markup {
    html! {
        section {
            h2 { "What was asked of Oracle" }
            p { "Only these requests were sent, all of them GET. No header, no query and no answer is kept." }
            table.requests {
                thead { tr { th scope="col" { "After" } th scope="col" { "Path" } th scope="col" { "As" } th scope="col" { "Status" } th scope="col" { "Time" } } }
                tbody {
                    @for request in run.requests() {
                        tr { td.count { (request.at_ms) " ms" } td { code { (path(&request.path)) } } td { (sent_as(request.sent_as)) }
                            td { @match request.status { Some(status) => (status), None => "no answer" } }
                            td.count { (request.ms) " ms" } }
                    }
                }
            }
        }
    }
}

fn finding(check: &CheckResult) -> Markup {
    html! {
        article class=(class(check.verdict)) {
            h3 { span.mark aria-hidden="true" { (mark(check.verdict)) } " " (outside(&check.title)) }
            p { (outside(&check.meaning)) }
            @for difference in check.problem.iter().flat_map(Problem::differences) { (self::difference(&difference)) }
            @match &check.accepted {
                // People decided that nothing is to be done.
                Some(accepted) => p { "Accepted by " (by(accepted.by.as_deref())) " on " (shown(accepted.at)) ": " (outside(&accepted.reason)) },
                None => (remedy(check)),
            }
        }
    }
}

fn remedy(check: &CheckResult) -> Markup {
    html! {
        @if !check.remedy.is_empty() { p.remedy { (outside(&check.remedy)) } }
        @if !check.effect.is_empty() { p { "Takes effect: " (visible(&check.effect)) } }
        @if let Some(ask) = &check.ask { p { "Whom to ask: " (visible(&ask.whom)) } }
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
                    article { h3 { (visible(&asking.whom)) } p.message { @for line in asking.text.lines() { (outside(line)) br; } } }
                }
            }
        }
    }
}

fn steps(steps: &[StepEvidence]) -> Markup {
    html! {
        section {
            h2 { "Steps" }
            p { "What a person says, and what Oracle was observed to hold, are two facts. Only a verification writes the second: it \
                saw what the step is for, not each of its clicks." }
            table {
                thead { tr { th scope="col" { "Step" } th scope="col" { "A person says" } th scope="col" { "Observed" } } }
                tbody {
                    @for step in steps {
                        tr {
                            th scope="row" { (outside(&step.title)) }
                            td { (claimed(step.claimed))
                                @if let Some(name) = &step.claimed_by { ", " (outside(name)) }
                                @if let Some(time) = step.claimed_at { br; span.quiet { (shown(time)) } } }
                            td { (observed(step.observed))
                                @if let Some(time) = step.observed_at { br; span.quiet { (shown(time)) } } }
                        }
                    }
                }
            }
        }
    }
}

fn handed_over(list: &[HandedOver]) -> Markup {
    html! {
        @if !list.is_empty() {
            section {
                h2 { "What was handed over" }
                @for one in list {
                    article {
                        h3 { (handed_over_as(one.way)) ", " (shown(one.at)) }
                        p { "By " (by(one.by.as_deref())) ". " @match one.signed_in {
                            Verdict::Passed => "The very secret that was handed over signed in to Oracle then.",
                            Verdict::Failed => "Oracle refused the secret that was handed over.",
                            _ => "The secret that was handed over was not tried then.",
                        } }
                        @if let Some(unverified) = &one.unverified {
                            p { strong { "Although not everything was proved: " } (outside(&unverified.reason)) }
                        }
                        @for recipient in &one.to { p { "Sealed for " code { (outside(recipient)) } } }
                        @if let Some(sha256) = &one.sha256 { p { "SHA-256 of the file " code { (outside(sha256)) } } }
                    }
                }
            }
        }
    }
}

fn foot(evidence: &Evidence) -> Markup {
    html! {
        footer {
            p { "It holds no password, no key and no token." }
            p { "SHA-256 over the JSON of this report: " code { (evidence.sha256) } ". "
                code { "oracle-setup report --check FILE" } " tests it. It shows whether something was changed, not by whom: keep the \
                number apart from the report." }
            details {
                summary { "The same as JSON" }
                (PreEscaped(JSON_BEGINS)) (evidence.json().unwrap_or_default()) (PreEscaped(JSON_ENDS))
            }
        }
    }
}

/// A path from outside, which may break behind each of its slashes.
fn path(path: &str) -> Markup {
    html! { bdi { @for part in path.split_inclusive('/') { (visible(part)) wbr; } } }
}

/// Text from outside, which may hold anything.
fn outside(text: &str) -> Markup {
    html! { bdi { (visible(text)) } }
}

fn by(name: Option<&str>) -> Markup {
    html! { @match name { Some(name) => (outside(name)), None => "somebody who gave no name" } }
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
