use std::time::Instant;

use jiff::ToSpan as _;

use super::*;
use crate::{
    guide,
    setup_file::{self, Change, SetupFile},
};

fn now() -> Timestamp {
    "2026-05-12T09:00:00Z".parse().unwrap()
}

fn setup(name: &str) -> SetupFile {
    let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
    let mut file = SetupFile::new(guide, None, now());
    name.clone_into(&mut file.name);
    file
}

fn change(file: &mut SetupFile, step: &str, change: Change, at: Timestamp) {
    let guide = file.guide().unwrap();
    file.change_step(&guide, step, change, at).unwrap();
}

fn folder_of(files: &[SetupFile]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (number, file) in files.iter().enumerate() {
        setup_file::create(&folder.path().join(format!("{number}.{ENDING}")), file).unwrap();
    }
    folder
}

fn waiting(name: &str, owner: &str, days: i32) -> SetupFile {
    let mut file = setup(name);
    let since = now() - (24 * days).hours();
    change(&mut file, "copy-role", Change::Claim(Claim::Waiting, Some("the security team".to_owned())), since);
    change(&mut file, "copy-role", Change::Owner(owner.to_owned()), since);
    change(&mut file, "copy-role", Change::Due(Some(now() + 48.hours())), since);
    file
}

#[test]
fn a_row_says_how_far_a_setup_is_and_whom_it_waits_for() {
    let mut file = waiting("Example Retail", "Ann", 3);
    change(&mut file, "prerequisites", Change::Claim(Claim::Done, None), now());
    file.host = Some("abcd-test.fa.ocs.oraclecloud.com".to_owned());
    let folder = folder_of(&[file]);
    let portfolio = Portfolio::read(folder.path()).unwrap();
    let [row] = portfolio.rows()[..] else { panic!("{portfolio:?}") };
    assert_eq!((row.name.as_str(), row.progress.done, row.problem.as_ref()), ("Example Retail", 1, None));
    assert_eq!(row.environment, Some(Environment::Test));
    assert_eq!(
        (row.waiting[0].who.as_str(), row.waiting[0].waiting_for.as_deref()),
        ("Ann", Some("the security team"))
    );
    assert_eq!(row.next.as_ref().unwrap().id, "find-address");
}

#[test]
fn a_file_that_can_not_be_read_is_a_row_that_says_so() {
    let folder = folder_of(&[setup("Good")]);
    for (name, bytes) in [("cut", &b"{\"format\""[..]), ("other", b"{}"), ("empty", b"")] {
        fs::write(folder.path().join(format!("{name}.{ENDING}")), bytes).unwrap();
    }
    fs::write(folder.path().join("notes.txt"), b"no setup").unwrap();
    let portfolio = Portfolio::read(folder.path()).unwrap();
    let mut found: Vec<(&str, String)> = portfolio
        .rows()
        .into_iter()
        .map(|row| (row.name.as_str(), row.problem.as_ref().map_or_else(String::new, Problem::code)))
        .collect();
    found.sort_unstable();
    let told = [("Good", ""), ("cut", "file_damaged"), ("empty", "file_damaged"), ("other", "file_not_a_setup")];
    assert_eq!(found, told.map(|(name, code)| (name, code.to_owned())));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 7, "looking repairs and writes nothing");
}

#[test]
fn a_damaged_file_that_has_a_good_copy_is_listed_as_that_copy() {
    let folder = folder_of(&[setup("Example Retail")]);
    fs::write(folder.path().join("0.oraclesetup"), b"{\"format\"").unwrap();
    let portfolio = Portfolio::read(folder.path()).unwrap();
    let [row] = portfolio.rows()[..] else { panic!("{portfolio:?}") };
    assert_eq!((row.name.as_str(), row.problem.as_ref()), ("Example Retail", None));
    assert_eq!(fs::read(folder.path().join("0.oraclesetup")).unwrap(), b"{\"format\"", "looking repairs nothing");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_stops_no_list() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"\xff.oraclesetup");
    setup_file::create(&folder.path().join(name), &setup("Example Retail")).unwrap();
    let portfolio = Portfolio::read(folder.path()).unwrap();
    let rows = serde_json::to_value(portfolio.rows()).unwrap();
    assert!(rows[0]["path"].as_str().unwrap().ends_with("\u{fffd}.oraclesetup"), "{rows}");
    serde_json::to_value(waits(portfolio.rows())).unwrap();
}

#[test]
fn changes_that_others_make_are_noticed() {
    let folder = folder_of(&[setup("One"), setup("Two")]);
    let mut portfolio = Portfolio::read(folder.path()).unwrap();
    assert!(!portfolio.refresh().unwrap());
    setup_file::change(&folder.path().join("0.oraclesetup"), |file| {
        file.name = "One, renamed".to_owned();
        Ok(())
    })
    .unwrap();
    fs::remove_file(folder.path().join("1.oraclesetup")).unwrap();
    setup_file::create(&folder.path().join("2.oraclesetup"), &setup("Three")).unwrap();
    assert!(portfolio.refresh().unwrap());
    let mut names: Vec<&str> = portfolio.rows().iter().map(|row| row.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["One, renamed", "Three"]);
    fs::remove_file(folder.path().join("2.oraclesetup")).unwrap();
    assert!(portfolio.refresh().unwrap());
}

#[test]
fn a_folder_that_is_gone_is_told_and_the_rows_stay() {
    let folder = folder_of(&[setup("One")]);
    let mut portfolio = Portfolio::read(folder.path()).unwrap();
    fs::remove_dir_all(folder.path()).unwrap();
    assert_eq!(portfolio.refresh().unwrap_err().code(), "folder_missing");
    assert_eq!(portfolio.rows().len(), 1);
    assert_eq!(Portfolio::read(folder.path()).unwrap_err().code(), "folder_missing");
}

#[test]
fn a_spreadsheet_gets_a_line_for_each_setup_and_no_formula() {
    let folder = folder_of(&[waiting("=cmd|' /C calc'!A0", "+Ann", 3)]);
    let portfolio = Portfolio::read(folder.path()).unwrap();
    let text = csv(portfolio.rows(), now());
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap().split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("Customer,Vendor,Host,"));
    assert!(lines[1].starts_with("\"'=cmd|' /C calc'!A0\","), "{}", lines[1]);
    assert!(lines[1].contains("the security team,\"'+Ann\","), "{}", lines[1]);
    assert!(lines[1].contains(",2026-05-14,"), "{}", lines[1]);
}

#[test]
fn the_summary_says_what_waits_on_whom_and_since_when() {
    let folder = folder_of(&[waiting("Second", "Ann", 1), waiting("First", "Ann", 9), setup("Fresh")]);
    let portfolio = Portfolio::read(folder.path()).unwrap();
    let waits = waits(portfolio.rows());
    assert_eq!((waits[0].who.as_str(), waits[0].open.len()), ("Ann", 2));
    let text = waits_text(&waits, now());
    let first = text.lines().nth(1).unwrap();
    assert!(first.starts_with("- First, "), "{text}");
    assert!(first.ends_with("Waits for: the security team. For 9 days. Due 14 May 2026."), "{text}");
    assert!(text.contains("Since yesterday"), "{text}");
    assert!(text.contains("- Fresh, "), "{text}");
    assert_eq!(waits_text(&[], now()), "Nothing waits on anybody.\n");
}

#[test]
fn a_thousand_files_are_read_and_looked_at_again_quickly() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = serde_json::to_vec_pretty(&waiting("Example Retail", "Ann", 3)).unwrap();
    for number in 0..1000 {
        fs::write(folder.path().join(format!("{number}.{ENDING}")), &bytes).unwrap();
    }
    let mut portfolio = Portfolio::read(folder.path()).unwrap();
    assert_eq!(portfolio.rows().len(), 1000);
    let since = Instant::now();
    assert!(!portfolio.refresh().unwrap());
    // The bench holds the real bounds; this one only tells a look from a reading on the slowest machine.
    assert!(since.elapsed().as_secs() < 5);
}
