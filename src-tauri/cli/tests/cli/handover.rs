//! Hand-overs from one end to the other: the gate, what is sealed, what opens it, and what is left of it afterwards.

use std::{fs, path::Path};

use serde_json::{Value, json};
use setup::handover::{ENVELOPE_SCHEMA, ReceiverKey};

use crate::desk::{Desk, Running, Said};

/// A reason that nobody would write by chance.
const REASON: &str = "Agreed with security: <b>the check</b> follows on Monday";

/// A desk with a practice Oracle of that scenario, its setup, and a receiver's key.
struct Table {
    desk: Desk,
    practice: Running,
    recipient: String,
}

impl Table {
    fn with(scenario: &str) -> Self {
        let desk = Desk::new();
        let practice = desk.practice(scenario);
        desk.setup_on(&practice, "a.oraclesetup");
        let made = desk.run(&["recipient", "new", "--out", "vendor.key", "--json"]).ended(0).json();
        let recipient = made["recipient"].as_str().unwrap().to_owned();
        Self { desk, practice, recipient }
    }

    /// The same after a whole verification.
    fn verified(scenario: &str, exit: i32) -> Self {
        let table = Self::with(scenario);
        table.verify(&table.practice.secrets(), exit);
        table
    }

    fn verify(&self, secrets: &[u8], exit: i32) {
        let ca_file = self.practice.text("ca_file");
        self.desk.run_with(&["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file], secrets).ended(exit);
    }

    fn password(&self) -> String {
        self.practice.hello["integration"]["password"].as_str().unwrap().to_owned()
    }

    fn handover(&self, extra: &[&str], secrets: &[u8]) -> Said {
        let ca_file = self.practice.text("ca_file");
        let fixed =
            ["handover", "a.oraclesetup", "--out", "out.age", "--secrets-stdin", "--ca-file", &ca_file, "--json"];
        self.desk.run_with(&[&fixed[..], extra].concat(), secrets)
    }

    fn to_key(&self, extra: &[&str]) -> Said {
        self.handover(&[&["--to", self.recipient.as_str()], extra].concat(), &self.practice.secrets())
    }

    fn receive(&self, extra: &[&str]) -> Said {
        self.desk.run(&[&["receive", "out.age", "--identity", "vendor.key", "--json"], extra].concat())
    }
}

fn code(said: &Said) -> String {
    said.json()["problem"]["code"].as_str().unwrap().to_owned()
}

fn has_the_shape_of_an_envelope(document: &Value) {
    let schema: Value = serde_json::from_str(ENVELOPE_SCHEMA).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}\n{document:#}");
}

#[test]
fn what_was_proved_reaches_the_receiver_and_the_secret_only_where_it_is_asked_for() {
    let table = Table::verified("ready", 0);
    let said = table.to_key(&["--by", "Ann"]).ended(0).json();
    assert_eq!(
        (&said["signed_in"], &said["unverified"], &said["kept"]),
        (&json!("passed"), &Value::Null, &json!(true))
    );
    let opened = table.receive(&[]).ended(0);
    assert!(!opened.stdout.contains(&table.password()) && !opened.stderr.contains(&table.password()));
    let envelope = opened.json();
    has_the_shape_of_an_envelope(&envelope);
    assert_eq!(envelope["secret"], json!({ "kind": "password" }));
    assert_eq!(envelope["connection"]["environment"], "practice");
    assert_eq!(envelope["connection"]["user"], practice_oracle::INTEGRATION_USER);
    assert_eq!(
        (&envelope["sign_in"]["verdict"], &envelope["verification"]["verdict"]),
        (&json!("passed"), &json!("passed"))
    );
    let revealed = table.receive(&["--reveal"]).ended(0).json();
    assert_eq!(revealed["secret"]["value"], table.password());
    has_the_shape_of_an_envelope(&revealed);
    let report = table.desk.run(&["report", "a.oraclesetup", "--format", "json", "--out", "r.json"]).ended(0);
    assert!(report.stderr.is_empty(), "{}", report.stderr);
    let report: Value = serde_json::from_slice(&fs::read(table.desk.path("r.json")).unwrap()).unwrap();
    assert_eq!(
        (&report["handed_over"][0]["by"], &report["handed_over"][0]["to"][0]),
        (&json!("Ann"), &json!(table.recipient))
    );
}

#[test]
fn the_gate_is_closed_until_the_whole_was_verified() {
    let table = Table::with("ready");
    let refused = table.to_key(&[]).ended(3).json();
    assert_eq!((&refused["problem"]["code"], &refused["problem"]["reason"]), (&json!("not_verified"), &json!("never")));
    let ca_file = table.practice.text("ca_file");
    let part = ["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file, "--only", "host_reachable"];
    table.desk.run_with(&part, &table.practice.secrets()).ended(0);
    assert_eq!(table.to_key(&[]).ended(3).json()["problem"]["reason"], "partial");
    table.verify(&table.practice.secrets(), 0);
    table.desk.run(&["set", "a.oraclesetup", "--role", "ANOTHER_JOB"]).ended(0);
    assert_eq!(table.to_key(&[]).ended(3).json()["problem"]["reason"], "changed");
    assert!(!table.desk.path("out.age").exists(), "nothing was to be written");
}

#[test]
fn a_verification_with_a_failure_closes_the_gate_also_where_it_was_accepted() {
    let table = Table::verified("no-data-security", 3);
    let accept = ["accept", "a.oraclesetup", "rows_visible", "--reason", "We know", "--by", "Ann"];
    table.desk.run(&accept).ended(0);
    let refused = table.to_key(&[]).ended(3).json();
    assert_eq!(refused["problem"]["reason"], "failed");
    assert_eq!(refused["problem"]["checks"], json!(["rows_visible:recruitingJobRequisitions"]));
}

#[test]
fn without_a_sign_in_it_is_not_proved() {
    let table = Table::with("ready");
    let admin = json!({ "admin": table.practice.hello["admin"] }).to_string();
    table.verify(admin.as_bytes(), 4);
    let refused = table.to_key(&[]).ended(3).json();
    assert_eq!(refused["problem"]["reason"], "not_proven");
    assert!(refused["problem"]["checks"].as_array().unwrap().contains(&json!("integration_signed_in")), "{refused}");
}

#[test]
fn yesterdays_verification_is_too_old() {
    let table = Table::verified("ready", 0);
    let path = table.desk.path("a.oraclesetup");
    let mut file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let run = &mut file["runs"][0];
    (run["started_at"], run["finished_at"]) = (json!("2026-01-01T10:00:00Z"), json!("2026-01-01T10:00:01Z"));
    fs::write(&path, serde_json::to_vec_pretty(&file).unwrap()).unwrap();
    assert_eq!(table.to_key(&[]).ended(3).json()["problem"]["reason"], "too_old");
}

#[test]
fn only_a_secret_that_signs_in_is_sealed_and_a_refused_one_is_not_tried_again() {
    let table = Table::verified("ready", 0);
    let wrong = br#"{"integration":{"password":"canary-wrong-4711"}}"#;
    let refused = table.handover(&["--to", &table.recipient], wrong).ended(3);
    assert_eq!(code(&refused), "integration_rejected");
    assert!(!table.desk.path("out.age").exists());
    let status: Value = serde_json::from_slice(&fs::read(table.desk.path("a.oraclesetup")).unwrap()).unwrap();
    assert!(status["refused_at"].is_string(), "that it was refused is kept");
}

#[test]
fn a_written_reason_goes_past_the_gate_and_stands_in_envelope_and_report() {
    let table = Table::verified("no-data-security", 3);
    let said = table.to_key(&["--unverified", REASON]).ended(0).json();
    assert_eq!((&said["unverified"]["not_verified"], &said["verdict"]), (&json!("failed"), &json!("failed")));
    let envelope = table.receive(&[]).ended(0).json();
    assert_eq!(envelope["unverified"]["reason"], REASON);
    assert!(envelope["verification"]["open"].as_array().unwrap().iter().any(|check| check["id"] == "rows_visible"));
    for (format, shown) in
        [("html", "&lt;b&gt;the check&lt;/b&gt;"), ("markdown", "&lt;b>the check"), ("json", "<b>the check")]
    {
        let out = format!("r.{format}");
        table.desk.run(&["report", "a.oraclesetup", "--format", format, "--out", &out]).ended(0);
        let text = fs::read_to_string(table.desk.path(&out)).unwrap();
        assert!(text.contains(shown), "{format}: {text}");
    }
}

#[test]
fn a_sign_in_that_was_let_in_and_read_nothing_is_told_to_the_receiver() {
    let table = Table::verified("role-not-granted", 3);
    table.to_key(&["--unverified", REASON]).ended(0);
    let envelope = table.receive(&[]).ended(0).json();
    has_the_shape_of_an_envelope(&envelope);
    assert_eq!((&envelope["sign_in"]["verdict"], &envelope["sign_in"]["status"]), (&json!("passed"), &json!(403)));
    let said = table.desk.run(&["receive", "out.age", "--identity", "vendor.key"]).ended(0);
    let text = said.stdout;
    assert!(text.contains("(403)"), "{text}");
}

#[test]
fn a_written_reason_also_goes_past_an_oracle_that_is_not_there() {
    let table = Table::with("ready");
    let secrets = table.practice.secrets();
    let Table { desk, practice, recipient } = table;
    drop(practice);
    let arguments = [
        "handover",
        "a.oraclesetup",
        "--to",
        &recipient,
        "--out",
        "out.age",
        "--secrets-stdin",
        "--unverified",
        REASON,
        "--json",
    ];
    let said = desk.run_with(&arguments, &secrets).ended(0).json();
    assert_eq!((&said["signed_in"], &said["unverified"]["not_verified"]), (&json!("skipped"), &json!("never")));
    assert!(desk.path("out.age").exists());
}

#[test]
fn a_passphrase_file_opens_with_the_passphrase_as_it_was_heard() {
    let table = Table::verified("ready", 0);
    let said = table.handover(&["--passphrase-new"], &table.practice.secrets()).ended(0).json();
    let words = said["passphrase"].as_str().unwrap();
    assert_eq!(words.split('-').count(), 6);
    let open = |passphrase: &str| {
        let input = json!({ "passphrase": passphrase }).to_string();
        table.desk.run_with(&["receive", "out.age", "--passphrase-stdin", "--json"], input.as_bytes())
    };
    open(&words.replace('-', " ").to_uppercase()).ended(0);
    assert_eq!(code(&open("another passphrase").ended(1)), "wrong_passphrase");
    assert_eq!(code(&table.receive(&[]).ended(1)), "wrong_key");
}

#[test]
fn a_chosen_passphrase_is_never_said_again() {
    let table = Table::verified("ready", 0);
    let chosen = "canary-9-Kormoran-zieht-Kreise";
    let mut secrets: Value = serde_json::from_slice(&table.practice.secrets()).unwrap();
    secrets["passphrase"] = json!(chosen);
    let said = table.handover(&["--passphrase-stdin"], secrets.to_string().as_bytes()).ended(0);
    assert!(!said.stdout.contains("canary") && !said.stderr.contains("canary"), "{}", said.stdout);
}

#[test]
fn wrong_key_damage_and_cost_are_told_apart() {
    let table = Table::verified("ready", 0);
    table.to_key(&[]).ended(0);
    table.desk.run(&["recipient", "new", "--out", "other.key"]).ended(0);
    let other = table.desk.run(&["receive", "out.age", "--identity", "other.key", "--json"]).ended(1);
    assert_eq!(code(&other), "wrong_key");
    let path = table.desk.path("out.age");
    let whole = fs::read(&path).unwrap();
    for (bytes, part) in [(&whole[..whole.len() - 1], "content"), (&whole[..60], "header"), (b"hello", "not_sealed")] {
        fs::write(&path, bytes).unwrap();
        let damaged = table.receive(&["--reveal"]).ended(1);
        assert_eq!((code(&damaged).as_str(), &damaged.json()["problem"]["part"]), ("damaged", &json!(part)));
    }
    // A file that would take hours: its head alone says so.
    let costly = "age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 23\n\
        gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n--- 2+bzBEkFsgbS6PVnDmP2QWAFOKxnhkZnj7hB1ExkWvo\n0123456789abcdef0123456789abcdef";
    fs::write(&path, costly).unwrap();
    let input = br#"{"passphrase":"password"}"#;
    let refused = table.desk.run_with(&["receive", "out.age", "--passphrase-stdin", "--json"], input).ended(1);
    assert_eq!(code(&refused), "too_costly");
}

#[test]
fn several_receivers_each_open_it() {
    let table = Table::verified("ready", 0);
    let other = table.desk.run(&["recipient", "new", "--out", "other.key", "--json"]).ended(0).json();
    table.to_key(&[other["recipient"].as_str().unwrap()]).ended(0);
    table.receive(&[]).ended(0);
    table.desk.run(&["receive", "out.age", "--identity", "other.key"]).ended(0);
}

#[test]
fn an_existing_file_is_never_written_over() {
    let table = Table::verified("ready", 0);
    fs::write(table.desk.path("out.age"), "mine").unwrap();
    assert_eq!(code(&table.to_key(&[]).ended(2)), "file_exists");
    assert_eq!(fs::read_to_string(table.desk.path("out.age")).unwrap(), "mine");
}

#[test]
fn no_secret_is_left_in_any_file_or_output() {
    let table = Table::verified("ready", 0);
    let said = table.to_key(&[]).ended(0);
    let opened = table.receive(&[]).ended(0);
    for format in ["html", "markdown", "json"] {
        table.desk.run(&["report", "a.oraclesetup", "--format", format, "--out", &format!("r.{format}")]).ended(0);
    }
    let key = fs::read_to_string(table.desk.path("vendor.key")).unwrap();
    let private = key.lines().last().unwrap().to_owned();
    let mut places: Vec<Vec<u8>> = table
        .desk
        .files()
        .into_iter()
        .filter(|(path, _)| !path.ends_with("vendor.key"))
        .map(|(_, bytes)| bytes)
        .collect();
    places.extend([said.stdout, said.stderr, opened.stdout, opened.stderr].map(String::into_bytes));
    for secret in [table.password(), private] {
        for bytes in &places {
            assert!(
                !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
                "a secret is in a file or an output"
            );
        }
    }
}

#[test]
fn the_receivers_key_is_for_its_owner_alone() {
    let desk = Desk::new();
    let made = desk.run(&["recipient", "new", "--out", "vendor.key", "--json"]).ended(0).json();
    let text = fs::read_to_string(desk.path("vendor.key")).unwrap();
    let keys = ReceiverKey::read_all(&text.into()).unwrap();
    assert_eq!(made["recipient"], keys[0].recipient().as_str());
    assert_eq!(mode(&desk.path("vendor.key")), 0o600);
}

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_checklist_for_afterwards_is_marked_and_begun_anew() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    desk.run(&["set", "a.oraclesetup", "--user", "vendor.user"]).ended(0);
    let before = desk.run(&["status", "a.oraclesetup", "--json"]).ended(0).json()["progress"].clone();
    desk.run(&["step", "a.oraclesetup", "undo-deactivate-user", "--done"]).ended(0);
    let undo = desk.run(&["afterwards", "a.oraclesetup", "undo"]).ended(0).stdout;
    assert!(undo.contains("[x] Deactivate the integration user") && undo.contains("vendor.user"), "{undo}");
    assert!(!undo.contains("Delete the certificate"), "this user signs in with a password: {undo}");
    let again = desk.run(&["afterwards", "a.oraclesetup", "undo", "--again", "--json"]).ended(0).json();
    assert_eq!(again["progress"]["done"], 0);
    let after = desk.run(&["status", "a.oraclesetup", "--json"]).ended(0).json()["progress"].clone();
    assert_eq!(before, after, "they are no part of the walk");
}
