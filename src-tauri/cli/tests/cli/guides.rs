//! A guide of one's own: checked, shown, printed; and role codes that are looked at twice.

use std::fs;

use serde_json::{Value, json};

use crate::{
    desk::{Desk, GUIDE},
    shapes::has_the_shape_of,
};

/// The worked example of the documentation.
fn example() -> String {
    let page = include_str!("../../../core/docs/guide-format.md");
    let example = page.split("```toml\nschema = 1").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    format!("schema = 1{example}\n")
}

#[test]
fn the_worked_example_is_valid_and_can_be_followed() {
    let desk = Desk::new();
    fs::write(desk.path("brightlane.toml"), example()).unwrap();
    let checked = desk.run(&["guide", "check", "brightlane.toml", "--json"]).ended(0).json();
    assert_eq!((&checked["valid"], &checked["faults"]), (&json!(true), &json!([])));
    has_the_shape_of("guide check", &checked);
    let made = desk.run(&["new", "--guide", "brightlane.toml", "--out", "a.oraclesetup"]).ended(0);
    for told in
        ["did not come with this program", "GET /hcmRestApi/resources/latest/departments", "https://docs.oracle.com/"]
    {
        assert!(made.stderr.contains(told), "{told}: {}", made.stderr);
    }
    let page = desk.run(&["guide", "show", "a.oraclesetup", "--format", "html"]).ended(0).stdout;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Brightlane") && page.contains("<svg"));
    assert!(page.contains("did not come with the Oracle setup assistant"));
}

#[test]
fn a_valid_guide_tells_what_it_asks_for_and_which_requests_it_leads_to() {
    let desk = Desk::new();
    fs::write(desk.path("brightlane.toml"), example()).unwrap();
    let asks = desk.run(&["guide", "check", "brightlane.toml", "--json"]).ended(0).json()["asks"].clone();
    assert_eq!(asks["secrets"], json!(["Password"]));
    assert_eq!(asks["built_in"], false);
    let paths: Vec<&str> =
        asks["requests"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert!(
        paths.iter().any(|path| path.ends_with("/workers")) && paths.iter().any(|path| path.ends_with("/departments"))
    );
    assert!(paths.iter().all(|path| path.starts_with("/hcmRestApi/")), "{paths:?}");
    let words = desk.run(&["guide", "check", "brightlane.toml"]).ended(0).stdout;
    for path in paths {
        assert!(words.contains(&format!("GET {path} ")), "{words}");
    }
}

#[test]
fn help_is_asked_for_with_the_step_and_without_a_note() {
    let desk = Desk::new();
    desk.run(&["new", "--guide", GUIDE, "--user", "vendor.integration", "--out", "a.oraclesetup"]).ended(0);
    let said =
        desk.run(&["step", "a.oraclesetup", "add-roles", "--note", "Seen on Monday", "--ask", "--json"]).ended(0);
    has_the_shape_of("step", &said.json());
    let text = said.json()["help"]["text"].as_str().unwrap().to_owned();
    assert!(text.contains("add-roles") && text.contains("vendor.integration") && !text.contains("Monday"), "{text}");
    let words = desk.run(&["step", "a.oraclesetup", "add-roles", "--ask"]).ended(0).stdout;
    assert!(words.starts_with("To: ") && words.contains("What I see instead"), "{words}");
}

#[test]
fn every_fault_is_told_with_its_place_and_the_nearest_word() {
    let desk = Desk::new();
    let broken = example().replace("minutes = 20", "minuts = 20").replace("kind = \"must\"", "kind = \"mast\"");
    fs::write(desk.path("broken.toml"), &broken).unwrap();
    let said = desk.run(&["guide", "check", "broken.toml", "--json"]).ended(2).json();
    has_the_shape_of("guide check", &said);
    let line = |part: &str| broken.lines().position(|line| line.contains(part)).unwrap() + 1;
    let told = |fault: &Value| (fault["line"].clone(), fault["nearest"].as_str().map(str::to_owned));
    let told: Vec<_> = said["faults"].as_array().unwrap().iter().map(told).collect();
    assert!(told.contains(&(json!(line("minuts")), Some("minutes".to_owned()))), "{told:?}");
    assert!(told.contains(&(json!(line("mast")), Some("must".to_owned()))), "{told:?}");
    let words = desk.run(&["guide", "check", "broken.toml"]).ended(2).stdout;
    assert!(words.contains(&format!("broken.toml:{}:1: there is no key \"minuts\" here", line("minuts"))), "{words}");
}

#[test]
fn what_is_no_guide_at_all_is_a_fault_too() {
    let desk = Desk::new();
    fs::write(desk.path("binary.toml"), [0xff, 0xfe, 0x00]).unwrap();
    fs::write(desk.path("empty.toml"), "").unwrap();
    for file in ["binary.toml", "empty.toml"] {
        let said = desk.run(&["guide", "check", file, "--json"]).ended(2).json();
        assert_eq!(said["valid"], false, "{file}");
    }
    assert_eq!(desk.run(&["guide", "check", "none.toml", "--json"]).ended(2).json()["problem"]["code"], "file_missing");
}

#[test]
fn the_schema_is_a_schema_and_knows_the_example() {
    let desk = Desk::new();
    let schema = desk.run(&["guide", "schema"]).ended(0).json();
    assert_eq!(desk.run(&["guide", "schema", "--json"]).ended(0).json(), schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(!validator.is_valid(&json!({ "schema": 1 })));
    assert_eq!(schema["properties"]["schema"]["const"], 1);
}

#[test]
fn the_checklist_of_a_setup_holds_its_values_and_only_its_branch() {
    let desk = Desk::new();
    let address = "abcd-test.fa.ocs.oraclecloud.com";
    desk.run(&[
        "new",
        "--guide",
        GUIDE,
        "--address",
        address,
        "--user",
        "vendor.integration",
        "--out",
        "a.oraclesetup",
    ])
    .ended(0);
    let html = |what: &str| desk.run(&["guide", "show", what, "--format", "html"]).ended(0).stdout;
    let (classic, alone) = (html("a.oraclesetup"), html(GUIDE));
    assert!(classic.contains(address) && classic.contains("vendor.integration") && !classic.contains("<script"));
    assert!(!alone.contains(address) && alone.contains("Only on Redwood pages"));
    assert!(!classic.contains("Only on Redwood pages"));
    desk.run(&["set", "a.oraclesetup", "--branch", "pages=redwood"]).ended(0);
    assert_ne!(html("a.oraclesetup"), classic);
    let text = desk.run(&["guide", "show", "a.oraclesetup"]).ended(0).stdout;
    assert!(text.contains("vendor.integration"));
}

#[test]
fn a_role_code_that_looks_like_a_slip_is_told_and_kept() {
    let desk = Desk::new();
    let roles = ["--role", "ORA_RECRUITER_JOB", "--role", "ACME_READER", "--role", "ORA_IRC_RECRUITER_JOB"];
    let new = [&["new", "--guide", GUIDE, "--out", "a.oraclesetup", "--json"][..], &roles].concat();
    let said = desk.run(&new).ended(0);
    let notices = json!([
        { "code": "role_near_miss", "role": "ORA_RECRUITER_JOB", "likely": "ORA_IRC_RECRUITER_JOB" },
        { "code": "role_unknown", "role": "ACME_READER" },
    ]);
    assert_eq!(said.json()["notices"], notices);
    assert!(said.stderr.contains("ORA_IRC_RECRUITER_JOB"), "{}", said.stderr);
    has_the_shape_of("new", &said.json());
    let set = desk.run(&[&["set", "a.oraclesetup", "--json"][..], &roles].concat()).ended(0).json();
    assert_eq!(set["notices"], notices);
    let kept: Value = serde_json::from_slice(&fs::read(desk.path("a.oraclesetup")).unwrap()).unwrap();
    assert_eq!(kept["roles"]["given"], json!(["ORA_RECRUITER_JOB", "ACME_READER", "ORA_IRC_RECRUITER_JOB"]));
    let again = desk.run(&["set", "a.oraclesetup", "--name", "Acme", "--json"]).ended(0).json();
    assert_eq!(again["notices"], json!([]));
}
