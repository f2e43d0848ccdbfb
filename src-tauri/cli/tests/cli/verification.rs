//! Verifications over real TLS, against a practice Oracle in a process of its own.

use std::fs;

use serde_json::{Value, json};

use crate::desk::{Desk, Running, Said};

fn verify(desk: &Desk, practice: &Running, extra: &[&str]) -> Said {
    let ca_file = practice.text("ca_file");
    let arguments = [&["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file, "--json"], extra].concat();
    desk.run_with(&arguments, &practice.secrets())
}

fn check<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap()
}

#[test]
fn the_first_five_scenarios_are_diagnosed_as_listed() {
    for name in ["ready", "nothing-done", "role-not-granted", "no-data-security", "wrong-password"] {
        let expect = &practice_oracle::scenarios().iter().find(|scenario| scenario.name == name).unwrap().expect;
        let desk = Desk::new();
        let practice = desk.practice(name);
        desk.setup_on(&practice, "a.oraclesetup");
        let said = verify(&desk, &practice, &[]);
        let report = said.json();
        assert_eq!(said.exit, i32::from(expect.exit), "{name}: {report}");
        // Where no credential is known, some checks are skipped for want of it; nothing is passed over.
        assert_eq!(report["verdict"], expect.verdict, "{name}");
        let found: Vec<Value> = report["checks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|check| check["verdict"] != "passed" && check["verdict"] != "skipped")
            .map(|check| {
                json!({ "check": check["id"], "subject": check["subject"], "code": check["problem"]["code"], "step": check["step"] })
            })
            .collect();
        assert_eq!(json!(found), json!(expect.problems), "{name}");
        assert_eq!(report["kept"], true);
    }
}

#[test]
fn a_run_is_kept_and_shown_in_status_sheet_and_report() {
    let desk = Desk::new();
    let practice = desk.practice("ready");
    desk.setup_on(&practice, "a.oraclesetup");
    let report = verify(&desk, &practice, &[]).ended(0).json();
    let status = desk.run(&["status", "a.oraclesetup", "--json"]).ended(0).json();
    assert_eq!(status["last"], json!({ "verdict": "passed", "finished_at": report["finished_at"], "partial": false }));
    let observed = |id: &str| {
        let steps = status["steps"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).unwrap()["observed"].clone()
    };
    assert_eq!(observed("add-roles"), "confirmed");
    assert_eq!(observed("job-requisition-profile"), "confirmed");
    assert_eq!(status["progress"]["done"], 0, "a verification claims nothing");
    let sheet = desk.run(&["sheet", "a.oraclesetup", "--json"]).ended(0).json();
    assert_eq!((&sheet["verdict"], &sheet["verified_at"]), (&json!("passed"), &report["finished_at"]));
    desk.run(&["report", "a.oraclesetup", "--format", "json", "--out", "r.json"]).ended(0);
    let evidence: Value = serde_json::from_slice(&fs::read(desk.path("r.json")).unwrap()).unwrap();
    assert_eq!(evidence["verification"]["checks"], report["checks"]);
}

#[test]
fn a_part_of_a_verification_is_no_last_one() {
    let desk = Desk::new();
    let practice = desk.practice("ready");
    desk.setup_on(&practice, "a.oraclesetup");
    let report = verify(&desk, &practice, &["--only", "user_exists"]).ended(0).json();
    assert_eq!(report["partial"], true);
    assert_eq!(check(&report, "user_exists")["verdict"], "passed");
    assert_eq!(check(&report, "rows_visible")["because"], "not_asked_for");
    assert!(desk.run(&["status", "a.oraclesetup", "--json"]).ended(0).json()["last"].is_null());
}

#[test]
fn a_part_asks_for_no_credential_that_its_checks_can_do_without() {
    let desk = Desk::new();
    let practice = desk.practice("no-data-security");
    desk.setup_on(&practice, "a.oraclesetup");
    let ca_file = practice.text("ca_file");
    let integration = json!({ "integration": { "password": practice.hello["integration"]["password"] } });
    let ask = |only: &str| {
        let arguments = ["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file, "--json", "--only", only];
        desk.run_with(&arguments, integration.to_string().as_bytes())
    };
    let readable = ask("resource_readable:recruitingJobRequisitions").ended(0).json();
    assert_eq!(check(&readable, "resource_readable")["verdict"], "passed");
    for id in ["admin_signed_in", "user_exists", "roles_granted"] {
        assert_eq!(check(&readable, id)["because"], "not_asked_for", "{id}");
    }
    let rows = ask("rows_visible").ended(3).json();
    assert_eq!(check(&rows, "rows_visible")["problem"]["code"], "no_rows_visible");
    let roles = ask("roles_granted").ended(4).json();
    assert_eq!(check(&roles, "roles_granted")["because"], "no_admin_credential");
}

#[test]
fn a_check_is_run_again_with_what_depends_on_it_and_shown_together_with_the_rest() {
    let desk = Desk::new();
    let practice = desk.practice("too-many-roles");
    desk.setup_on(&practice, "a.oraclesetup");
    let whole = verify(&desk, &practice, &[]).ended(4).json();
    assert!(whole.get("together").is_none());
    let said = verify(&desk, &practice, &["--again", "resource_readable:recruitingJobRequisitions"]).ended(0);
    assert!(!said.stderr.contains("nothing extra"), "what is left out is no progress: {}", said.stderr);
    let report = said.json();
    assert_eq!((&report["partial"], &report["verdict"]), (&json!(true), &json!("passed")));
    for id in ["resource_readable", "rows_visible", "as_many_rows_as_admin", "integration_signed_in"] {
        assert_eq!(check(&report, id)["verdict"], "passed", "{id}");
    }
    assert_eq!(check(&report, "nothing_extra_granted")["because"], "not_asked_for");
    let together = &report["together"];
    assert_eq!(together["verdict"], "warning", "what was found before and not asked again still stands");
    assert_eq!(check(together, "nothing_extra_granted")["earlier"], whole["finished_at"]);
    assert!(check(together, "rows_visible").get("earlier").is_none());
    let status = desk.run(&["status", "a.oraclesetup", "--json"]).ended(0).json();
    assert_eq!(status["last"]["finished_at"], whole["finished_at"], "a part is no last verification");
}

#[test]
fn again_and_only_exclude_each_other() {
    let desk = Desk::new();
    let practice = desk.practice("ready");
    desk.setup_on(&practice, "a.oraclesetup");
    verify(&desk, &practice, &["--again", "user_exists", "--only", "user_exists"]).ended(2);
    let refused = verify(&desk, &practice, &["--again", "user_exist"]).ended(2).json();
    assert_eq!(refused["problem"]["nearest"], "user_exists");
}

#[test]
fn in_words_a_finding_shows_what_differs_when_its_remedy_has_effect_and_a_message_to_send() {
    let desk = Desk::new();
    let said = desk.run(&["rehearse", "--scenario", "copy-kept-the-suffix"]).ended(3);
    for wanted in [
        "Oracle has: IRC_RECRUITER_JOB_GSE_INTEGRATION[_CUSTOM]",
        "Takes effect: Once Role Copy Status",
        "Whom to ask: IT security manager (message 1 below)",
        "Message 1, to send to: IT security manager",
        "Integration user: vendor.integration",
    ] {
        assert!(said.stdout.contains(wanted), "{wanted} is not in:\n{}", said.stdout);
    }
}

#[test]
fn nobody_is_sent_to_verify_again_while_oracle_does_not_answer() {
    let desk = Desk::new();
    let practice = desk.practice("ready");
    desk.setup_on(&practice, "a.oraclesetup");
    let asks_for_an_administrator = "with your own account";
    let ca_file = practice.text("ca_file");
    let no_one = br#"{"integration":{"password":"not the right one"}}"#;
    let said = desk.run_with(&["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file], no_one).ended(3);
    assert!(said.stdout.contains(asks_for_an_administrator), "{}", said.stdout);
    let untrusted = desk.run_with(&["verify", "a.oraclesetup", "--secrets-stdin"], no_one).ended(3);
    assert!(!untrusted.stdout.contains(asks_for_an_administrator), "{}", untrusted.stdout);
}

// Elsewhere than on Linux the keychain of whoever runs the tests can not be kept out.
#[cfg(target_os = "linux")]
#[test]
fn without_a_secret_and_a_keychain_the_run_goes_on_and_says_what_is_missing() {
    let desk = Desk::new();
    let practice = desk.practice("ready");
    desk.setup_on(&practice, "a.oraclesetup");
    let ca_file = practice.text("ca_file");
    let said = desk.run(&["verify", "a.oraclesetup", "--ca-file", &ca_file, "--json"]).ended(4);
    let report = said.json();
    assert_eq!(report["verdict"], "cant_tell");
    assert_eq!(check(&report, "host_reachable")["verdict"], "passed");
    assert_eq!(check(&report, "integration_signed_in")["because"], "no_integration_credential");
    assert_eq!(check(&report, "admin_signed_in")["because"], "no_admin_credential");
    assert!(said.stderr.contains("There is no keychain in this session"), "{}", said.stderr);
}

#[test]
fn a_certificate_that_is_not_trusted_is_a_finding() {
    let desk = Desk::new();
    let practice = desk.practice("ready");
    desk.setup_on(&practice, "a.oraclesetup");
    let said = desk.run_with(&["verify", "a.oraclesetup", "--secrets-stdin", "--json"], &practice.secrets()).ended(3);
    assert_eq!(check(&said.json(), "host_reachable")["problem"]["code"], "tls_untrusted");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_verified_and_not_touched() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let practice = desk.practice("ready");
    desk.setup_on(&practice, "a.oraclesetup");
    fs::set_permissions(desk.path("a.oraclesetup"), fs::Permissions::from_mode(0o400)).unwrap();
    let before = desk.files();
    let said = verify(&desk, &practice, &[]).ended(0);
    assert_eq!(said.json()["kept"], false);
    assert_eq!(said.json()["verdict"], "passed");
    assert!(said.stderr.contains("was not kept"), "{}", said.stderr);
    assert!(desk.files() == before);
    let refused = desk.run(&["set", "a.oraclesetup", "--user", "ann", "--json"]).ended(1);
    assert_eq!(refused.json()["problem"]["code"], "file_read_only");
}

#[test]
fn a_finding_is_accepted_by_name_and_keeps_its_verdict() {
    let desk = Desk::new();
    let practice = desk.practice("too-many-roles");
    desk.setup_on(&practice, "a.oraclesetup");
    let ca_file = practice.text("ca_file");
    let shown = || {
        let arguments = ["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file];
        desk.run_with(&arguments, &practice.secrets()).ended(4).stdout
    };
    assert!(shown().contains("Takes effect: "));
    let accept = ["accept", "a.oraclesetup", "nothing_extra_granted", "--reason", "Agreed", "--by", "Ann", "--json"];
    let accepted = desk.run(&accept).ended(0).json();
    assert_eq!((&accepted["check"], &accepted["reason"]), (&json!("nothing_extra_granted"), &json!("Agreed")));
    assert_eq!(accepted["problem"]["code"], "extra_roles");
    desk.run(&["report", "a.oraclesetup", "--format", "markdown", "--out", "r.md"]).ended(0);
    let report = fs::read_to_string(desk.path("r.md")).unwrap();
    assert!(report.contains("Agreed") && report.contains("Ann"), "the report says so at once: {report}");
    let again = verify(&desk, &practice, &[]).ended(4).json();
    assert_eq!(check(&again, "nothing_extra_granted")["verdict"], "warning");
    let by_whom = &check(&again, "nothing_extra_granted")["accepted"];
    assert_eq!((&by_whom["reason"], &by_whom["by"]), (&json!("Agreed"), &json!("Ann")));
    let shown = shown();
    assert!(
        shown.contains("Accepted by Ann: Agreed") && !shown.contains("Takes effect: "),
        "asks for nothing: {shown}"
    );
    let refused = desk.run(&["accept", "a.oraclesetup", "user_exists", "--reason", "Agreed", "--json"]).ended(2);
    assert_eq!(refused.json()["problem"]["code"], "check_not_accepted");
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_ends_with_1_and_keeps_nothing() {
    use std::{io::Write, process::Stdio, time::Duration};

    use rustix::process::{Pid, Signal, kill_process};
    let desk = Desk::new();
    let practice = desk.practice("no-answer");
    desk.setup_on(&practice, "a.oraclesetup");
    let before = desk.files();
    let ca_file = practice.text("ca_file");
    let mut command = desk.command();
    command.args(["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file, "--json"]).stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(&practice.secrets()).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["problem"]["code"], "cancelled");
    assert!(desk.files() == before);
}

#[test]
fn a_verification_in_words_names_the_step_to_go_to() {
    let desk = Desk::new();
    let practice = desk.practice("no-data-security");
    desk.setup_on(&practice, "a.oraclesetup");
    let ca_file = practice.text("ca_file");
    let arguments = ["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file];
    let said = desk.run_with(&arguments, &practice.secrets()).ended(3);
    for words in ["PRACTICE", "One thing is missing", "Sees none", "(job-requisition-profile)"] {
        assert!(said.stdout.contains(words), "{words}: {}", said.stdout);
    }
    assert!(said.stderr.contains("The copied role exists: Holds"), "{}", said.stderr);
}

#[test]
fn a_file_that_another_program_holds_is_told_after_a_while_and_the_report_is_not_withheld() {
    let desk = Desk::new();
    let practice = desk.practice("ready");
    desk.setup_on(&practice, "a.oraclesetup");
    let lock = fs::OpenOptions::new().read(true).write(true).open(desk.path(".a.oraclesetup.lock")).unwrap();
    lock.lock().unwrap();
    let refused = desk.run(&["set", "a.oraclesetup", "--user", "ann", "--json"]).ended(1).json();
    assert_eq!(refused["problem"]["code"], "file_in_use");
    let report = verify(&desk, &practice, &[]).ended(1).json();
    assert_eq!((&report["problem"]["code"], &report["kept"]), (&json!("file_in_use"), &json!(false)));
    assert_eq!(report["verdict"], "passed");
}
