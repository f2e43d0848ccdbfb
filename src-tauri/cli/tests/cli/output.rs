//! What goes to standard output and what does not.

use std::fs;

use serde_json::{Value, json};

use crate::desk::{Desk, GUIDE};

#[test]
fn the_guides_are_listed_and_shown_in_each_form() {
    let desk = Desk::new();
    let listed = desk.run(&["guide", "list", "--json"]).ended(0).json();
    let ids: Vec<_> = listed["guides"].as_array().unwrap().iter().map(|guide| guide["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&GUIDE));
    for id in ids {
        let whole = desk.run(&["guide", "show", id, "--json"]).ended(0).json();
        assert_eq!(whole["id"], id);
        assert_eq!(desk.run(&["guide", "show", id, "--format", "json"]).ended(0).json(), whole);
        let text = desk.run(&["guide", "show", id]).ended(0).stdout;
        let page = desk.run(&["guide", "show", id, "--format", "markdown"]).ended(0).stdout;
        assert!(page.starts_with("# "), "{page}");
        for step in whole["stages"].as_array().unwrap().iter().flat_map(|stage| stage["steps"].as_array().unwrap()) {
            let id = step["id"].as_str().unwrap();
            assert!(text.contains(&format!("({id})")) && page.contains(&format!("(`{id}`)")), "{id}");
        }
    }
}

#[test]
fn help_and_version_are_no_errors_and_json_where_it_is_asked_for() {
    let desk = Desk::new();
    for arguments in [&["--help"][..], &["verify", "--help"], &["--version"], &["guide", "show", "--help"]] {
        let said = desk.run(arguments).ended(0);
        assert!(!said.stdout.is_empty() && said.stderr.is_empty(), "{arguments:?}");
    }
    assert!(desk.run(&["--version", "--json"]).ended(0).json()["version"].is_string());
    assert!(desk.run(&["--json", "new", "--help"]).ended(0).json()["help"].as_str().unwrap().contains("--guide"));
}

#[test]
fn help_names_only_commands_that_exist() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]).ended(0).stdout;
    let commands = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let names: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names.len(), 22, "{names:?}");
    for name in names {
        desk.run(&[name, "--help"]).ended(0);
    }
}

#[test]
fn a_sheet_and_a_report_of_a_draft_say_that_nothing_was_verified() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    let sheet = desk.run(&["sheet", "a.oraclesetup", "--json"]).ended(0).json();
    assert_eq!((&sheet["verdict"], &sheet["verified_at"]), (&Value::Null, &Value::Null));
    assert!(desk.run(&["sheet", "a.oraclesetup"]).ended(0).stdout.contains("Not verified"));
    for format in ["html", "markdown", "json"] {
        let out = format!("report.{format}");
        let said = desk.run(&["report", "a.oraclesetup", "--format", format, "--out", &out, "--json"]).ended(0).json();
        assert_eq!((&said["file"], &said["verdict"]), (&json!(out), &Value::Null));
        assert!(fs::read_to_string(desk.path(&out)).unwrap().contains("Not verified"), "{format}");
    }
    let evidence: Value = serde_json::from_slice(&fs::read(desk.path("report.json")).unwrap()).unwrap();
    assert_eq!(evidence["guide"]["id"], GUIDE);
}

#[test]
fn a_page_that_another_version_wrote_is_not_said_to_hold() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    desk.run(&["report", "a.oraclesetup", "--format", "html", "--out", "r.html"]).ended(0);
    let check = || desk.run(&["report", "--check", "r.html", "--json"]);
    assert_eq!(check().ended(0).json()["holds"], true);
    let change = |from: &str, to: &str| {
        let page = fs::read_to_string(desk.path("r.html")).unwrap();
        assert!(page.contains(from), "{from}");
        fs::write(desk.path("r.html"), page.replace(from, to)).unwrap();
    };
    let version = |number: &str| format!("program&quot;: &quot;{number}&quot;");
    change(&version(env!("CARGO_PKG_VERSION")), &version("0.0.1"));
    let refused = check().ended(3).json();
    let hash = |name: &str| refused["problem"][name].as_str().unwrap().to_owned();
    change(&hash("stated"), &hash("computed"));
    let said = check().ended(4).json();
    assert_eq!((&said["holds"], &said["page_compared"]), (&json!(false), &json!(false)));
    assert!(desk.run(&["report", "--check", "r.html"]).ended(4).stdout.contains("Rely on the JSON alone"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    let mut child = desk.command().args(["guide", "show", GUIDE, "--json"]).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn text_from_outside_can_not_steer_the_terminal() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    desk.run(&["step", "a.oraclesetup", "copy-role", "--note", "red \u{1b}[31m and \u{202e}back"]).ended(0);
    let said = desk.run(&["status", "a.oraclesetup"]).ended(0);
    assert!(!said.stdout.contains('\u{1b}') && !said.stdout.contains('\u{202e}'), "{}", said.stdout);
    assert!(said.stdout.contains("U+001B"));
}

#[test]
fn the_log_speaks_only_where_it_is_asked_for() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    let rehearse = |log: Option<&str>| {
        let mut command = desk.command();
        command.args(["rehearse", "--scenario", "ready", "--json"]);
        log.map(|level| command.env("ORACLE_SETUP_LOG", level));
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    assert!(!rehearse(None).contains("practice Oracle listens"));
    assert!(rehearse(Some("debug")).contains("practice Oracle listens"));
}
