use std::io::Read;

use serde_json::Value;

use crate::desk::Desk;

#[test]
fn prints_one_line_of_json_once_it_listens() {
    let desk = Desk::new();
    let practice = desk.practice("ready");
    let members: Vec<_> = practice.hello.as_object().unwrap().keys().collect();
    assert_eq!(members, ["origin", "console", "ca_file", "admin", "integration"]);
    assert!(practice.text("origin").starts_with("https://localhost:"));
    assert!(practice.text("console").starts_with("http://localhost:"));
    assert!(std::fs::read_to_string(practice.text("ca_file")).unwrap().contains("BEGIN CERTIFICATE"));
}

#[test]
fn where_the_user_does_not_exist_yet_no_credential_is_known() {
    assert!(Desk::new().practice("nothing-done").hello["integration"].is_null());
}

#[cfg(unix)]
#[test]
fn stops_cleanly_when_the_system_or_a_person_asks() {
    use rustix::process::{Pid, Signal, kill_process};
    for signal in [Signal::TERM, Signal::INT] {
        let desk = Desk::new();
        let mut practice = desk.practice("ready");
        let folder = std::path::PathBuf::from(practice.text("ca_file"));
        let pid = Pid::from_child(&practice.child);
        kill_process(pid, signal).unwrap();
        assert_eq!(practice.child.wait().unwrap().code(), Some(0), "{signal:?}");
        let mut rest = String::new();
        practice.stdout.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "more than one line");
        assert!(!folder.exists(), "the certificate was left behind");
    }
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = Desk::new().run(&["practice", "--port", &port, "--json"]).ended(1);
    assert_eq!(said.json()["problem"]["code"], "port_in_use");
}

#[test]
fn lists_every_scenario_with_what_is_to_be_found() {
    let list = Desk::new().run(&["practice", "--list"]).ended(0).json();
    assert_eq!(list, practice_oracle::list());
    let scenarios = list["scenarios"].as_array().unwrap();
    assert!(scenarios.iter().all(|scenario| scenario["learn"].is_string() && scenario["expect"]["exit"].is_u64()));
    let names: Vec<_> = scenarios.iter().filter_map(|scenario| scenario["name"].as_str()).collect();
    for first in ["ready", "nothing-done", "role-not-granted", "no-data-security", "wrong-password"] {
        assert!(names.contains(&first), "{first}");
    }
    assert_ne!(scenarios[0]["expect"]["verdict"], Value::Null);
}
