//! The report as it leaves the program: what differs is marked, who can help is named, and an old run reads as before.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::Timestamp;
use serde_json::{Value, json};
use setup::{
    checks::Report,
    guide,
    report::{Evidence, evidence, html, markdown},
    setup_file::{Form, SetupFile},
};

/// A run as it stood in setup files before `effect`, `ask` and `differences` were added.
fn run(problem: &Value) -> Report {
    let check = json!({
        "id": "role_copied", "subject": null, "runs_as": "admin", "verdict": "failed", "problem": problem,
        "step": "name-the-copy", "title": "Another code", "meaning": "It differs.", "remedy": "Copy it again.",
        "requests": [],
    });
    let report = json!({
        "schema": 1, "guide": { "id": "g", "version": "1" }, "host": "abcd.fa.ocs.oraclecloud.com",
        "environment": "production", "user": "VENDOR.USER", "seen_from": "this computer",
        "started_at": "2026-11-20T10:00:00Z", "finished_at": "2026-11-20T10:00:01Z", "partial": false,
        "verdict": "failed", "checks": [check],
    });
    serde_json::from_value(report).unwrap()
}

fn evidence_of(problem: &Value) -> Evidence {
    let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
    let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
    let form = Form {
        address: Some("abcd.fa.ocs.oraclecloud.com".to_owned()),
        user: Some("VENDOR.USER".to_owned()),
        ..Form::default()
    };
    file.fill(&form, guide).unwrap();
    file.runs.push(run(problem));
    evidence(&file, Timestamp::UNIX_EPOCH).unwrap()
}

fn code_differs() -> Value {
    json!({ "code": "role_code_differs", "expected": "ACME_JOB", "found": "ACME_JOB<i>\u{202e}", "name": "Acme" })
}

#[test]
fn marks_in_html_what_differs_and_takes_it_at_its_word() {
    let page = html(&evidence_of(&code_differs()));
    assert!(page.contains("ACME_JOB<mark>&lt;i&gt;⟨U+202E⟩</mark>"), "{page}");
    assert!(page.contains("Oracle has"));
}

#[test]
fn marks_in_markdown_what_differs_without_a_mark_of_its_own() {
    let text = markdown(&evidence_of(&code_differs()));
    assert!(text.contains("Asked for: ACME\\_JOB. Oracle has: ACME\\_JOB\\[&lt;i>⟨U+202E⟩\\]."), "{text}");
}

#[test]
fn holds_one_message_for_each_person_that_can_help() {
    let evidence = evidence_of(&code_differs());
    let whom: Vec<&str> = evidence.messages.iter().map(|asking| asking.whom.as_str()).collect();
    assert_eq!(whom, ["IT security manager"]);
    for text in [html(&evidence), markdown(&evidence)] {
        assert!(text.contains("IT security manager") && text.contains("Integration user: VENDOR.USER"), "{text}");
    }
}

#[test]
fn asks_nobody_where_nothing_is_to_be_asked() {
    let evidence = evidence_of(&json!({ "code": "wrong_pod", "host": "abcd.fa.ocs.oraclecloud.com" }));
    assert!(evidence.messages.is_empty());
    assert!(!html(&evidence).contains("Whom to ask"));
}

#[test]
fn a_line_that_was_forged_in_oracle_stays_in_its_line() {
    let problem = json!({ "code": "extra_roles", "extra": ["A\n# Everything holds"] });
    let text = markdown(&evidence_of(&problem));
    assert!(!text.lines().any(|line| line.trim_start_matches(['>', ' ']).starts_with("# Everything holds")), "{text}");
}
