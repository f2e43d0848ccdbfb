//! The report as it leaves the program: what differs is marked, who can help is named, and an old run reads as before.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::Timestamp;
use serde_json::{Value, json};
use setup::{
    checks::{CheckId, Report, Verdict},
    guide,
    problem::Problem,
    report::{Evidence, check, evidence, html, markdown, masked},
    setup_file::{Change, Claim, Form, SetupFile},
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
    file.runs.push(run(problem).into());
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

/// A setup whose every name is hostile, and its report.
fn hostile() -> Evidence {
    let nasty = "<img src=x onerror=alert(1)>\u{202e}\"'&=cmd()\u{200b}\u{e0041}";
    let problem = json!({ "code": "user_not_found", "user": nasty, "nearest": [nasty, "javascript:alert(1)"] });
    let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
    let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
    let form = Form { address: Some("abcd.fa.ocs.oraclecloud.com".to_owned()), ..Form::default() };
    file.fill(&form, guide).unwrap();
    nasty.clone_into(&mut file.name);
    file.user = Some(nasty.to_owned());
    let mut run = run(&problem);
    run.user = Some(nasty.to_owned());
    run.admin = Some(nasty.to_owned());
    nasty.clone_into(&mut run.checks[0].title);
    nasty.clone_into(&mut run.checks[0].meaning);
    run.required_roles = vec![nasty.to_owned()];
    file.runs.push(run.into());
    let step = guide.steps().next().unwrap().id.clone();
    file.change_step_as(
        Some("<script>x</script>"),
        guide,
        &step,
        Change::Claim(Claim::Done, None),
        Timestamp::UNIX_EPOCH,
    )
    .unwrap();
    file.accept(CheckId::RoleCopied, None, nasty, Some("</pre><script>"), Timestamp::UNIX_EPOCH).unwrap();
    evidence(&file, Timestamp::UNIX_EPOCH).unwrap()
}

#[test]
fn hostile_names_are_text_and_what_hides_in_them_is_shown() {
    let page = html(&hostile());
    for markup in ["<img", "<script", "onerror=alert(1)>\u{202e}"] {
        assert!(!page.contains(markup), "{markup}");
    }
    // A reason that would close the element it stands in closes none.
    assert_eq!(page.matches("</pre>").count(), page.matches("<pre").count());
    assert!(!page.contains('\u{202e}') && !page.contains('\u{200b}'), "a hidden sign is in the page");
    assert!(page.contains("⟨U+202E⟩") && page.contains("⟨U+200B⟩"));
    let text = markdown(&hostile());
    assert!(!text.contains('\u{202e}') && !text.contains("<img") && !text.contains("<script"), "{text}");
}

#[test]
fn a_report_is_known_again_by_its_hash_and_each_change_is_noticed() {
    let evidence = hostile();
    let json = evidence.json().unwrap();
    assert_eq!(check(&json, "r.json").unwrap().sha256, evidence.sha256);
    let compact: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(check(&compact.to_string(), "r.json").unwrap().page_compared, None, "spaces do not matter");
    for (from, to) in [("\"failed\"", "\"passed\""), ("2026-11-20", "2026-11-21"), ("abcd.fa", "efgh.fa")] {
        let altered = json.replacen(from, to, 1);
        assert!(matches!(check(&altered, "r.json"), Err(Problem::ReportAltered { .. })), "{from}");
    }
    let twice = json.replacen("\"verdict\"", "\"verdict\": \"passed\", \"verdict\"", 1);
    assert!(
        matches!(check(&twice, "r.json"), Err(Problem::ReportAltered { computed: None, .. })),
        "either can be read"
    );
    for other in ["", "{}", "[]", "{\"sha256\": 1}", "hello"] {
        assert!(matches!(check(other, "r.json"), Err(Problem::NotAReport { .. })), "{other}");
    }
}

#[test]
fn the_page_of_a_report_is_checked_against_its_own_json() {
    let page = html(&hostile());
    assert_eq!(check(&page, "r.html").unwrap().page_compared, Some(true));
    let shown = page.replacen("<h1 class=\"failed\">", "<h1 class=\"passed\">", 1);
    assert_ne!(shown, page);
    assert!(matches!(check(&shown, "r.html"), Err(Problem::ReportAltered { .. })));
}

#[test]
fn a_masked_report_holds_no_name_and_says_the_same() {
    let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
    let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
    let form = Form {
        address: Some("acmecorp-test.fa.ocs.oraclecloud.com".to_owned()),
        user: Some("ACME.INTEGRATION".to_owned()),
        name: Some("Acme Corporation".to_owned()),
        roles: Some(vec!["ACME_SPECIAL_JOB".to_owned(), "ORA_IRC_RECRUITER_JOB".to_owned()]),
        requisition: Some("300100188".to_owned()),
        ..Form::default()
    };
    file.fill(&form, guide).unwrap();
    let mut run = run(
        &json!({ "code": "role_code_differs", "expected": "ACME_JOB", "found": "ACME_JOB_CUSTOM", "name": "Acme Job" }),
    );
    "acmecorp-test.fa.ocs.oraclecloud.com".clone_into(&mut run.host);
    run.user = Some("ACME.INTEGRATION".to_owned());
    run.admin = Some("ann.admin@acmecorp.com".to_owned());
    run.required_roles = vec!["ACME_SPECIAL_JOB".to_owned(), "ORA_IRC_RECRUITER_JOB".to_owned()];
    "ACME_JOB_CUSTOM stands in place of ACME_JOB on acmecorp-test, says ann.admin@acmecorp.com, and so does requisition 300100188."
        .clone_into(&mut run.checks[0].meaning);
    run.checks[0].differences = run.checks[0].problem.as_ref().unwrap().differences();
    file.runs.push(run.into());
    file.change_step_as(Some("Ann Admin"), guide, "copy-role", Change::Claim(Claim::Done, None), Timestamp::UNIX_EPOCH)
        .unwrap();
    file.accept(CheckId::RoleCopied, None, "Acme's director said so", Some("Ann Admin"), Timestamp::UNIX_EPOCH)
        .unwrap();
    let whole = evidence(&file, Timestamp::UNIX_EPOCH).unwrap();
    let masked = masked(&whole).unwrap();
    assert!(masked.masked && masked.sha256 != whole.sha256);
    for text in [html(&masked), markdown(&masked), masked.json().unwrap()] {
        for name in ["acme", "ann"] {
            let words: Vec<&str> =
                text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.eq_ignore_ascii_case(name)).collect();
            assert!(words.is_empty() && !text.to_lowercase().contains("acme"), "{name}: {text}");
        }
        assert!(!text.contains("300100188") && text.contains("requisition"), "{text}");
        assert!(
            text.contains("ORA_IRC_RECRUITER_JOB") || text.contains("ORA\\_IRC\\_RECRUITER\\_JOB"),
            "Oracle's own names stay"
        );
    }
    assert_eq!(masked.verdict, whole.verdict);
    assert_eq!(check(&masked.json().unwrap(), "m.json").unwrap().sha256, masked.sha256);
}

#[test]
fn says_roles_visibility_and_what_was_not_shown() {
    let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
    let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
    file.fill(&Form { roles: Some(vec!["A_JOB".to_owned()]), ..Form::default() }, guide).unwrap();
    let mut run = run(&json!({ "code": "roles_missing", "missing": ["A_JOB"], "near_misses": [] }));
    run.required_roles = vec!["A_JOB".to_owned(), "B_JOB".to_owned()];
    run.checks[0].id = CheckId::RolesGranted;
    run.checks[0].held = Some(vec!["b_job".to_owned(), "EXTRA_JOB".to_owned(), "ORA_PER_EMPLOYEE_ABSTRACT".to_owned()]);
    let mut skipped = run.checks[0].clone();
    (skipped.id, skipped.verdict, skipped.problem, skipped.held) = (CheckId::UserActive, Verdict::Skipped, None, None);
    "No administrator signed in.".clone_into(&mut skipped.meaning);
    run.checks.push(skipped);
    file.runs.push(run.into());
    let evidence = evidence(&file, Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(
        (&evidence.roles.missing[..], &evidence.roles.extra[..]),
        (&["A_JOB".to_owned()][..], &["EXTRA_JOB".to_owned()][..])
    );
    assert_eq!(evidence.roles.tolerated, ["ORA_PER_EMPLOYEE_ABSTRACT"], "what is held stands in one list or another");
    assert_eq!(evidence.not_checked.len(), 1);
    let page = html(&evidence);
    assert!(page.contains("Beyond what is asked for") && page.contains("No administrator signed in."), "{page}");
}

#[test]
fn an_accepted_finding_asks_for_nothing_any_more() {
    let mut evidence = evidence_of(&json!({ "code": "extra_roles", "extra": ["MORE_JOB"] }));
    for text in [html(&evidence), markdown(&evidence)] {
        assert!(text.contains("Copy it again."), "{text}");
    }
    let accepted = json!({ "reason": "The audit asks for it", "by": "Ann", "at": "2026-11-20T10:00:00Z" });
    let run = evidence.verification.as_mut().unwrap();
    run.checks[0].accepted = Some(serde_json::from_value(accepted).unwrap());
    let page = html(&evidence);
    let read = page.split("<pre").next().unwrap().to_owned();
    for text in [read, markdown(&evidence)] {
        assert!(!text.contains("Copy it again."), "{text}");
    }
}

#[test]
fn a_hand_over_is_filed_with_its_recipients_and_the_hash_of_its_file() {
    let mut evidence = evidence_of(&code_differs());
    let (recipient, sha256) = (format!("age1{}", "q".repeat(58)), "ab".repeat(32));
    let one = json!({ "at": "2026-11-20T10:00:00Z", "way": "sealed", "to": [recipient], "sha256": sha256, "signed_in": "passed" });
    evidence.handed_over.push(serde_json::from_value(one).unwrap());
    for text in [html(&evidence), markdown(&evidence)] {
        assert!(text.contains(&recipient) && text.contains(&sha256), "{text}");
    }
}
