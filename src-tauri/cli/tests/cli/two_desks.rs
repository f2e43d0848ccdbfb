//! One setup on two desks: a copy goes out, both go on, and what comes back is merged.

use std::fs;

use serde_json::{Value, json};

use crate::{
    desk::{Desk, Said},
    shapes::has_the_shape_of,
};

/// A setup and the copy of it that went out.
fn two_copies() -> Desk {
    let desk = Desk::new();
    desk.draft("mine.oraclesetup");
    let sent = desk.run(&["copy", "mine.oraclesetup", "--out", "theirs.oraclesetup", "--json"]).ended(0).json();
    has_the_shape_of("copy", &sent);
    desk
}

fn step(desk: &Desk, file: &str, arguments: &[&str]) {
    desk.run(&[&["step", file, "copy-role"], arguments].concat()).ended(0);
}

fn merge(desk: &Desk, more: &[&str]) -> Said {
    let arguments = ["merge", "mine.oraclesetup", "theirs.oraclesetup", "--out", "both.oraclesetup", "--json"];
    desk.run(&[&arguments, more].concat())
}

fn copy_role(desk: &Desk) -> Value {
    let file: Value = serde_json::from_slice(&fs::read(desk.path("both.oraclesetup")).unwrap()).unwrap();
    file["steps"]["copy-role"].clone()
}

#[test]
fn what_each_side_changed_alone_comes_together() {
    let desk = two_copies();
    step(&desk, "mine.oraclesetup", &["--done", "--comment", "Here"]);
    step(&desk, "theirs.oraclesetup", &["--note", "Look at the code", "--comment", "There"]);
    has_the_shape_of("merge", &merge(&desk, &[]).ended(0).json());
    let both = copy_role(&desk);
    assert_eq!((&both["claimed"], &both["note"]), (&json!("done"), &json!("Look at the code")));
    let said: Vec<&Value> = both["comments"].as_array().unwrap().iter().map(|comment| &comment["text"]).collect();
    assert_eq!(said, ["Here", "There"]);
}

#[test]
fn what_both_changed_is_listed_and_nothing_is_written() {
    let desk = two_copies();
    step(&desk, "mine.oraclesetup", &["--note", "Mine"]);
    step(&desk, "theirs.oraclesetup", &["--note", "Theirs"]);
    let told = merge(&desk, &[]).ended(4).json();
    has_the_shape_of("merge, unresolved", &told);
    assert_eq!(told["problem"], json!({"code": "merge_unresolved", "fields": ["steps/copy-role/note"]}));
    assert_eq!((&told["unresolved"][0]["mine"], &told["unresolved"][0]["theirs"]), (&json!("Mine"), &json!("Theirs")));
    assert!(!desk.path("both.oraclesetup").exists());
    merge(&desk, &["--prefer", "theirs"]).ended(0);
    assert_eq!(copy_role(&desk)["note"], "Theirs");
}

#[test]
fn a_file_that_is_there_and_another_setup_are_refused() {
    let desk = two_copies();
    desk.draft("both.oraclesetup");
    let before = desk.files();
    assert_eq!(merge(&desk, &[]).ended(2).json()["problem"]["code"], "file_exists");
    let another = ["merge", "mine.oraclesetup", "both.oraclesetup", "--out", "new.oraclesetup", "--json"];
    assert_eq!(desk.run(&another).ended(2).json()["problem"]["code"], "different_setups");
    assert_eq!(desk.files(), before);
}

#[test]
fn a_folder_is_listed_for_people_and_for_a_spreadsheet() {
    let desk = two_copies();
    step(&desk, "mine.oraclesetup", &["--waiting", "=HYPERLINK(\"x\")", "--owner", "Ann"]);
    fs::write(desk.path("damaged.oraclesetup"), "{").unwrap();
    let listed = desk.run(&["list", ".", "--csv", "list.csv", "--json"]).ended(0).json();
    has_the_shape_of("list", &listed);
    assert_eq!(listed["setups"].as_array().unwrap().len(), 3);
    assert_eq!(listed["waits"][0]["open"].as_array().unwrap().len(), 1);
    let csv = fs::read_to_string(desk.path("list.csv")).unwrap();
    assert!(csv.contains(",\"'=HYPERLINK(\"\"x\"\")\",Ann,"), "{csv}");
    assert_eq!(csv.matches("\r\n").count(), 4);
    assert_eq!(fs::read(desk.path("damaged.oraclesetup")).unwrap(), b"{");
}

#[test]
fn a_reviewer_asks_for_a_step_once_more_and_the_owner_is_told_by_whom() {
    let desk = two_copies();
    step(&desk, "mine.oraclesetup", &["--note", "As agreed"]);
    step(&desk, "theirs.oraclesetup", &["--redo", "The code has a suffix", "--by", "Bo"]);
    merge(&desk, &[]).ended(0);
    let step = desk.run(&["step", "both.oraclesetup", "copy-role", "--json"]).ended(0).json();
    has_the_shape_of("step", &step);
    assert_eq!((&step["redo"]["by"], &step["redo"]["why"]), (&json!("Bo"), &json!("The code has a suffix")));
    assert_eq!(step["note"], "As agreed");
}

#[test]
fn reminders_are_a_calendar() {
    let desk = two_copies();
    step(&desk, "mine.oraclesetup", &["--due", "2026-05-20"]);
    let said = desk.run(&["reminders", "mine.oraclesetup", "--out", "a.ics", "--json"]).ended(0).json();
    has_the_shape_of("reminders", &said);
    assert_eq!(said["reminders"][0]["day"], "2026-05-20");
    let calendar = fs::read_to_string(desk.path("a.ics")).unwrap();
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{calendar}");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20260520\r\n"), "{calendar}");
    step(&desk, "mine.oraclesetup", &["--due", "none"]);
    let none = desk.run(&["reminders", "mine.oraclesetup", "--out", "b.ics", "--json"]).ended(0).json();
    assert_eq!(none["reminders"], json!([]));
}
