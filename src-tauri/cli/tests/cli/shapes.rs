//! What is printed has the shape that the schema beside this crate promises.

use serde_json::{Value, json};

#[cfg(target_os = "linux")]
use crate::desk::{Desk, GUIDE};

const SCHEMA: &str = include_str!("../../schemas/output.schema.json");

/// The schema's own definition for a command.
pub fn has_the_shape_of(command: &str, document: &Value) {
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert!(schema["$defs"][command].is_object(), "{command} is not described");
    schema["$ref"] = json!(format!("#/$defs/{}", command.replace(' ', "%20")));
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{command}: {faults:#?}\n{document:#}");
}

// Elsewhere than on Linux the keychain of whoever runs the tests can not be kept out.
#[cfg(target_os = "linux")]
#[test]
fn every_command_prints_what_the_schema_says() {
    let desk = Desk::new();
    let practice = desk.practice("too-many-roles");
    desk.setup_on(&practice, "a.oraclesetup");
    let ca_file = practice.text("ca_file");
    has_the_shape_of("practice", &practice.hello);
    has_the_shape_of("practice", &desk.practice("token-ready").hello);
    let verify = ["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file, "--json"];
    has_the_shape_of("verify", &desk.run_with(&verify, &practice.secrets()).ended(4).json());
    let again = desk.run_with(&verify, &practice.secrets()).ended(4).json();
    assert!(again["compared"].is_object(), "{again}");
    has_the_shape_of("verify", &again);
    let part = desk.run_with(&[&verify[..], &["--again", "user_exists"]].concat(), &practice.secrets());
    assert!(part.json()["together"].is_object(), "{}", part.stdout);
    has_the_shape_of("verify", &part.json());
    let key = setup::key::Pair::generate("t", 1, jiff::Timestamp::now()).unwrap();
    std::fs::write(desk.path("t.cer"), key.certificate.pem()).unwrap();
    let accepted = ["accept", "a.oraclesetup", "nothing_extra_granted", "--reason", "Agreed"];
    for (shape, arguments, exit) in [
        ("address", &["address", "abcd.fa.ocs.oraclecloud.com"][..], 0),
        ("guide list", &["guide", "list"], 0),
        ("guide show", &["guide", "show", GUIDE], 0),
        ("new", &["new", "--guide", GUIDE, "--out", "b.oraclesetup"], 0),
        ("status", &["set", "b.oraclesetup", "--user", "ann"], 0),
        ("step", &["step", "a.oraclesetup", "copy-role", "--done", "--comment", "Seen"], 0),
        ("accept", &accepted, 0),
        ("status", &["status", "a.oraclesetup"], 0),
        ("status", &["status", "b.oraclesetup"], 0),
        ("sheet", &["sheet", "a.oraclesetup"], 0),
        ("sheet", &["sheet", "b.oraclesetup"], 0),
        ("report", &["report", "a.oraclesetup", "--format", "html", "--out", "r.html"], 0),
        ("secret", &["secret", "status", "a.oraclesetup"], 0),
        ("refusal", &["secret", "forget", "a.oraclesetup"], 1),
        ("new", &["new", "--guide", "qooper", "--auth", "jwt", "--out", "t.oraclesetup"], 0),
        ("key", &["key", "new", "t.oraclesetup", "--certificate", "n.cer", "--key-out", "n.pem"], 0),
        ("status", &["set", "t.oraclesetup", "--branch", "key=vendor"], 0),
        ("key", &["key", "import", "t.oraclesetup", "--certificate", "t.cer"], 0),
        ("sheet", &["sheet", "t.oraclesetup"], 0),
        ("afterwards", &["afterwards", "a.oraclesetup", "rotate"], 0),
        ("step", &["step", "a.oraclesetup", "undo-tell-vendor", "--done"], 0),
        ("afterwards", &["afterwards", "t.oraclesetup", "undo", "--again"], 0),
        ("recipient new", &["recipient", "new", "--out", "vendor.key"], 0),
        ("report", &["report", "a.oraclesetup", "--format", "json", "--masked", "--out", "m.json"], 0),
        ("report --check", &["report", "--check", "m.json"], 0),
        ("report --check", &["report", "--check", "r.html"], 0),
        ("refusal", &["status", "none.oraclesetup"], 2),
        ("practice --list", &["practice", "--list"], 0),
        ("report_of_checks", &["rehearse", "--scenario", "nothing-done"], 3),
        ("report_of_checks", &["rehearse", "--scenario", "copy-kept-the-suffix"], 3),
    ] {
        let with_json = [arguments, &["--json"]].concat();
        has_the_shape_of(shape, &desk.run(&with_json).ended(exit).json());
    }
    let to = setup::handover::ReceiverKey::read_all(&std::fs::read_to_string(desk.path("vendor.key")).unwrap().into())
        .unwrap();
    let to = to[0].recipient();
    let seal = [
        "handover",
        "a.oraclesetup",
        "--to",
        to.as_str(),
        "--out",
        "out.age",
        "--secrets-stdin",
        "--ca-file",
        &ca_file,
        "--json",
    ];
    has_the_shape_of("handover", &desk.run_with(&seal, &practice.secrets()).ended(0).json());
    let open = ["receive", "out.age", "--identity", "vendor.key", "--json"];
    has_the_shape_of("receive", &desk.run(&open).ended(0).json());
    let rehearsal = desk.run(&["rehearse", "--json"]).ended(0).json();
    has_the_shape_of("rehearse", &rehearsal);
    let report = std::path::Path::new(rehearsal["report_file"].as_str().unwrap());
    std::fs::remove_dir_all(report.parent().unwrap()).unwrap();
}

#[test]
#[should_panic(expected = "progress")]
fn a_document_that_lacks_a_member_is_noticed() {
    has_the_shape_of("step", &json!({ "id": "copy-role" }));
}
