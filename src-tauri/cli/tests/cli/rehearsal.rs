use std::path::Path;

use crate::desk::Desk;

#[test]
fn shows_a_fault_then_the_mended_pod_and_leaves_only_a_report() {
    let desk = Desk::new();
    let said = desk.run(&["rehearse", "--json"]).ended(0);
    let document = said.json();
    let runs = document["runs"].as_array().unwrap();
    let seen: Vec<_> = runs.iter().map(|run| (run["scenario"].as_str(), run["report"]["verdict"].as_str())).collect();
    assert_eq!(seen, [(Some("no-data-security"), Some("failed")), (Some("ready"), Some("passed"))]);
    assert!(runs.iter().all(|run| run["as_expected"] == true));
    let report = Path::new(document["report_file"].as_str().unwrap());
    let page = std::fs::read_to_string(report).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("PRACTICE"), "{page}");
    assert!(desk.files().is_empty(), "the working folder was written to");
    std::fs::remove_dir_all(report.parent().unwrap()).unwrap();
}

#[test]
fn says_it_in_words_for_a_person() {
    let said = Desk::new().run(&["rehearse"]).ended(0);
    for words in ["no-data-security", "Everything holds", "The report is in", "job-requisition-profile"] {
        assert!(said.stdout.contains(words), "{words}: {}", said.stdout);
    }
    let report = said.stdout.trim().rsplit("The report is in ").next().unwrap().trim_end_matches('.').to_owned();
    std::fs::remove_dir_all(Path::new(&report).parent().unwrap()).unwrap();
}

#[test]
fn a_single_scenario_ends_with_its_own_report_and_exit_code() {
    let desk = Desk::new();
    for (scenario, exit) in [("ready", 0), ("wrong-password", 3), ("admin-rejected", 4)] {
        let said = desk.run(&["rehearse", "--scenario", scenario, "--json"]);
        let expected = practice_oracle::scenarios().iter().find(|one| one.name == scenario).unwrap();
        assert_eq!(said.exit, i32::from(expected.expect.exit), "{scenario}");
        if scenario != "admin-rejected" {
            assert_eq!(said.exit, exit, "{scenario}");
        }
        assert_eq!(said.json()["verdict"], expected.expect.verdict, "{scenario}");
        assert_eq!(said.json()["environment"], "practice");
    }
}

#[test]
fn each_way_to_sign_in_and_each_kind_of_guide_is_rehearsed_as_listed() {
    let desk = Desk::new();
    let unusual: Vec<_> =
        practice_oracle::scenarios().iter().filter(|one| one.given.needs_more_than_a_password()).collect();
    assert!(unusual.len() > 10, "{}", unusual.len());
    for scenario in unusual {
        let said = desk.run(&["rehearse", "--scenario", scenario.name, "--json"]);
        let report = said.json();
        assert_eq!(said.exit, i32::from(scenario.expect.exit), "{}: {report}", scenario.name);
        let found: Vec<_> = report["checks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|check| !check["problem"].is_null())
            .map(|check| (check["id"].as_str().unwrap(), check["problem"]["code"].as_str().unwrap()))
            .collect();
        let listed: Vec<_> = scenario.expect.problems.iter().map(|problem| (problem.check, problem.code)).collect();
        assert_eq!(found, listed, "{}", scenario.name);
    }
}
