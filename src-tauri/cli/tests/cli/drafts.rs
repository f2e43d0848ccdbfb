//! A customer success manager prepares a draft, the administrator fills it in.

use std::fs;

use serde_json::{Value, json};

use crate::desk::{Desk, GUIDE};

fn read(desk: &Desk, name: &str) -> Value {
    serde_json::from_slice(&fs::read(desk.path(name)).unwrap()).unwrap()
}

#[test]
fn a_draft_is_prepared_filled_in_and_walked() {
    let desk = Desk::new();
    let made = desk.draft("acme.oraclesetup");
    assert_eq!(made["file"], "acme.oraclesetup");

    let status = desk.run(&["status", "acme.oraclesetup", "--json"]).ended(0).json();
    assert_eq!(status["setup"], made["setup"]);
    assert_eq!(status["guide"]["id"], GUIDE);
    assert_eq!((&status["host"], &status["environment"], &status["last"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(status["progress"]["done"], 0);
    let ids: Vec<_> = status["steps"].as_array().unwrap().iter().map(|step| step["id"].as_str().unwrap()).collect();
    assert_eq!((ids.first(), ids.last()), (Some(&"prerequisites"), Some(&"hand-over")));

    let filled = desk.run(&[
        "set",
        "acme.oraclesetup",
        "--json",
        "--user",
        "vendor.integration",
        "--name",
        "Acme",
        "--role",
        "ORA_A_JOB",
        "--address",
        "https://abcd-test.fa.ocs.oraclecloud.com/fscmUI",
        "--requisition",
        "1042",
        "--branch",
        "pages=redwood",
        "--value",
        "role_code=ACME_COPY",
    ]);
    let filled = filled.ended(0).json();
    assert_eq!(filled["host"], "abcd-test.fa.ocs.oraclecloud.com");
    assert_eq!(filled["environment"], "test");

    desk.run(&["step", "acme.oraclesetup", "copy-role", "--done", "--note", "On Monday", "--owner", "Ann"]).ended(0);
    desk.run(&["step", "acme.oraclesetup", "wait-for-the-copy", "--waiting", "Oracle", "--comment", "Asked"]).ended(0);
    let status = desk.run(&["status", "acme.oraclesetup", "--json"]).ended(0).json();
    let step = |id: &str| status["steps"].as_array().unwrap().iter().find(|step| step["id"] == id).unwrap().clone();
    let copy = step("copy-role");
    assert_eq!((&copy["claimed"], &copy["note"], &copy["owner"]), (&json!("done"), &json!("On Monday"), &json!("Ann")));
    assert_eq!(copy["observed"], "unknown");
    let wait = step("wait-for-the-copy");
    assert_eq!((&wait["claimed"], &wait["waiting_for"]), (&json!("waiting"), &json!("Oracle")));
    assert_eq!(wait["comments"][0]["text"], "Asked");
    assert_eq!(status["progress"]["done"], 1);
}

#[test]
fn a_step_answers_with_how_it_stands_now() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    let done = desk.run(&["step", "a.oraclesetup", "copy-role", "--done", "--json"]).ended(0).json();
    assert_eq!(
        (&done["id"], &done["claimed"], &done["progress"]["done"]),
        (&json!("copy-role"), &json!("done"), &json!(1))
    );
    let not_needed = desk.run(&["step", "a.oraclesetup", "copy-role", "--not-applicable", "--json"]).ended(0).json();
    assert_eq!(not_needed["claimed"], "not_applicable");
    let before = desk.files();
    let looked_at = desk.run(&["step", "a.oraclesetup", "copy-role", "--json"]).ended(0).json();
    assert_eq!(looked_at["claimed"], "not_applicable");
    assert!(desk.files() == before, "looking changed something");
    let again = desk.run(&["step", "a.oraclesetup", "copy-role", "--todo", "--json"]).ended(0).json();
    assert_eq!((&again["claimed"], &again["progress"]["done"]), (&json!("todo"), &json!(0)));
}

#[test]
fn a_refused_field_takes_no_other_field_over() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    desk.run(&["set", "a.oraclesetup", "--user", "ann", "--address", "example.com"]).ended(2);
    assert!(read(&desk, "a.oraclesetup")["user"].is_null());
}

#[test]
fn an_empty_text_takes_a_field_away_again() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    desk.run(&["set", "a.oraclesetup", "--user", "ann", "--role", "A_1"]).ended(0);
    assert_eq!(read(&desk, "a.oraclesetup")["roles"], json!({ "given": ["A_1"] }));
    desk.run(&["set", "a.oraclesetup", "--user", "", "--role", ""]).ended(0);
    let file = read(&desk, "a.oraclesetup");
    assert_eq!((&file["user"], &file["roles"]), (&Value::Null, &json!("unknown")));
}

#[test]
fn fields_of_a_later_version_survive_set_and_step() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    let mut file = read(&desk, "a.oraclesetup");
    file["later"] = json!({ "kept": [1, 2] });
    file["guide"]["mirror"] = json!("https://example.com");
    file["steps"]["copy-role"] = json!({ "mood": "good" });
    fs::write(desk.path("a.oraclesetup"), serde_json::to_vec(&file).unwrap()).unwrap();
    desk.run(&["set", "a.oraclesetup", "--user", "ann", "--guide", GUIDE]).ended(0);
    desk.run(&["step", "a.oraclesetup", "copy-role", "--done"]).ended(0);
    let after = read(&desk, "a.oraclesetup");
    assert_eq!(after["user"], "ann");
    assert_eq!(after["later"], json!({ "kept": [1, 2] }));
    assert_eq!(after["guide"]["mirror"], "https://example.com");
    assert_eq!(
        (&after["steps"]["copy-role"]["mood"], &after["steps"]["copy-role"]["claimed"]),
        (&json!("good"), &json!("done"))
    );
}

#[test]
fn the_same_plan_for_another_pod_carries_neither_claim_nor_id() {
    let desk = Desk::new();
    let test = desk.draft("test.oraclesetup");
    desk.run(&["set", "test.oraclesetup", "--user", "ann", "--address", "abcd-test.fa.ocs.oraclecloud.com"]).ended(0);
    desk.run(&["step", "test.oraclesetup", "copy-role", "--done"]).ended(0);
    let arguments =
        ["new", "--from", "test.oraclesetup", "--address", "abcd.fa.ocs.oraclecloud.com", "--out", "live.oraclesetup"];
    let live = desk.run(&[&arguments[..], &["--json"]].concat()).ended(0).json();
    assert_ne!(live["setup"], test["setup"]);
    let status = desk.run(&["status", "live.oraclesetup", "--json"]).ended(0).json();
    assert_eq!(status["host"], "abcd.fa.ocs.oraclecloud.com");
    assert_eq!(status["progress"]["done"], 0);
    assert_eq!(read(&desk, "live.oraclesetup")["user"], "ann");
}

const FOREIGN: &str = r#"
schema = 1
id = "small"
version = "7"
vendor = "Small"
summary = "Reads requisitions."
minutes = 5
reads = ["Job requisitions"]
authentications = ["basic"]
[support]
who = "Support"
how = "Write to them."
[roles]
required = []
list = "guide"
[[probe]]
resource = "recruitingJobRequisitions"
kind = "must"
label = "job requisitions"
field = "RequisitionNumber"
[[stage]]
id = "all"
title = "All"
steps = ["one"]
[[handover]]
id = "host"
label = "Host"
value = "{host}"
[[step]]
id = "one"
title = "One"
why = "Because."
do = ["Do it."]
"#;

#[test]
fn a_guide_from_a_file_stands_inside_the_setup() {
    let desk = Desk::new();
    fs::write(desk.path("small.toml"), FOREIGN).unwrap();
    let said = desk.run(&["new", "--guide", "small.toml", "--out", "a.oraclesetup"]).ended(0);
    assert!(said.stderr.contains("did not come with this program"), "{}", said.stderr);
    fs::remove_file(desk.path("small.toml")).unwrap();
    let status = desk.run(&["status", "a.oraclesetup", "--json"]).ended(0).json();
    assert_eq!(status["guide"], json!({ "id": "small", "version": "7" }));
    assert_eq!(status["steps"][0]["id"], "one");
}

#[test]
fn a_newer_schema_can_be_read_and_is_never_written() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    let mut file = read(&desk, "a.oraclesetup");
    file["schema"] = json!(2);
    fs::write(desk.path("newer.oraclesetup"), serde_json::to_vec(&file).unwrap()).unwrap();
    desk.run(&["status", "newer.oraclesetup", "--json"]).ended(0);
    let refused = desk.run(&["set", "newer.oraclesetup", "--user", "ann", "--json"]).ended(1).json();
    assert_eq!(refused["problem"]["code"], "file_newer");
    assert_eq!(read(&desk, "newer.oraclesetup"), file);
}

#[test]
fn a_damaged_file_is_replaced_by_its_copy_and_the_notice_says_so() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    desk.run(&["set", "a.oraclesetup", "--user", "ann"]).ended(0);
    let good = fs::read(desk.path("a.oraclesetup")).unwrap();
    fs::write(desk.path("a.oraclesetup"), &good[..good.len() / 2]).unwrap();
    let said = desk.run(&["set", "a.oraclesetup", "--name", "Acme", "--json"]).ended(0);
    assert_eq!(said.json()["notices"][0]["code"], "restored_from_copy");
    assert_eq!(
        (said.json()["name"].as_str(), read(&desk, "a.oraclesetup")["user"].as_str()),
        (Some("Acme"), Some("ann"))
    );
}

#[test]
fn a_damaged_file_without_a_copy_is_told_and_left_alone() {
    let desk = Desk::new();
    fs::write(desk.path("lone.oraclesetup"), br#"{"format":"oracle-setup","schema":1,"id"#).unwrap();
    let before = desk.files();
    let said = desk.run(&["status", "lone.oraclesetup", "--json"]).ended(1);
    assert_eq!(said.json()["problem"]["code"], "file_damaged");
    assert!(desk.files() == before);
}
