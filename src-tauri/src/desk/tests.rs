//! The desk with a practice Oracle, as the window calls it. What a check means is tested in core; here that the window's
//! choices reach it, and that what it kept is what it says.

mod desks;

use std::sync::Mutex;

use setup::{checks::Verdict, guide::Authentication, setup_file::Claim};
use tempfile::TempDir;

use super::*;
use crate::view::{CheckView, RunEvent, SecretState};

fn desk() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Desk::new(folder.path().join("Setups"), None), folder)
}

async fn practised(desk: &Desk, guide: &str, scenario: &str) -> (PathBuf, SetupView) {
    let view = desk.practise(guide, Some(scenario)).await.unwrap();
    (PathBuf::from(&view.path), view)
}

async fn verified(desk: &Desk, path: &Path, part: Part) -> SetupView {
    desk.verify(path, None, part, Trial::default(), |_| ()).await.unwrap()
}

fn check<'a>(view: &'a SetupView, id: &str) -> &'a CheckView {
    let report = view.latest.as_ref().or(view.last.as_ref()).unwrap();
    report.checks.iter().find(|check| check.id == id).unwrap()
}

#[tokio::test]
async fn a_token_rehearsal_signs_in_with_the_key_that_practice_gives() {
    let (desk, _folder) = desk();
    let (path, view) = practised(&desk, "qooper", "token-ready").await;
    assert_eq!(view.authentication, Authentication::Jwt);
    assert_eq!(view.secret.state, SecretState::Memory);
    assert!(view.issuer.is_some() && view.certificate.is_some());
    let view = verified(&desk, &path, Part::Whole).await;
    assert_eq!(view.last.unwrap().verdict, Verdict::Passed);
}

#[tokio::test]
async fn a_key_pair_made_in_practice_is_refused_until_its_certificate_is_uploaded() {
    let (desk, _folder) = desk();
    let (path, before) = practised(&desk, "qooper", "token-ready").await;
    let made = desk.make_key(&path, 30).await.unwrap();
    assert_ne!(made.certificate.unwrap().hex, before.certificate.unwrap().hex);
    let view = verified(&desk, &path, Part::Whole).await;
    assert_eq!(check(&view, "integration_signed_in").problem.as_ref().unwrap().code, "token_rejected");
    desk.upload_to_practice(&path).await.unwrap();
    let view = verified(&desk, &path, Part::Whole).await;
    assert_eq!(view.last.unwrap().verdict, Verdict::Passed);
}

#[tokio::test]
async fn switching_the_scenario_makes_the_setup_hold_what_that_one_takes_for_granted() {
    let (desk, _folder) = desk();
    let (path, view) = practised(&desk, "qooper", "workers-ready").await;
    assert_eq!(view.authentication, Authentication::Basic);
    let view = desk.switch_practice(&path, Some("vendor-holds-the-key")).await.unwrap();
    assert_eq!(view.authentication, Authentication::Jwt);
    assert_eq!(view.secret.state, SecretState::None);
    assert!(view.branches.iter().any(|branch| branch.key == "key" && branch.value == "vendor"));
    let view = desk.switch_practice(&path, Some("workers-ready")).await.unwrap();
    assert_eq!(view.authentication, Authentication::Basic);
    assert_eq!((view.issuer, view.certificate.is_none()), (None, true));
}

#[tokio::test]
async fn what_was_done_in_practice_is_there_when_the_setup_is_opened_again() {
    let (desk, folder) = desk();
    let (path, _) = practised(&desk, "qooper", "certificate-not-uploaded").await;
    desk.make_key(&path, 30).await.unwrap();
    desk.upload_to_practice(&path).await.unwrap();
    let changes = desk.practice_changes(&path).await.unwrap();
    assert!(!changes.is_empty());
    let passwords = {
        let practice = desk.running(&path).await.unwrap();
        [practice.admin().password, practice.integration().unwrap().password]
    };
    drop(desk);

    for entry in std::fs::read_dir(folder.path().join("Setups")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap_or_default();
        assert!(passwords.iter().all(|password| !text.contains(password)), "a password lies on disk");
    }
    let desk = Desk::new(folder.path().join("Setups"), None);
    desk.open(&path).await.unwrap();
    assert_eq!(desk.practice_changes(&path).await.unwrap(), changes);
    let view = verified(&desk, &path, Part::Whole).await;
    assert_eq!(view.last.unwrap().verdict, Verdict::Passed, "the new key's certificate is trusted in place of the old");
}

#[tokio::test]
async fn a_planted_mistake_is_told_when_somebody_asks_and_not_before() {
    let (desk, folder) = desk();
    let view = desk.practise("wintro", None).await.unwrap();
    let path = PathBuf::from(&view.path);
    let untold = |view: &SetupView| view.practice.as_ref().unwrap().scenario.is_none();
    assert!(untold(&view));
    assert_eq!(view.practice.as_ref().unwrap().learn, practice_oracle::PLANTED);
    let found = verified(&desk, &path, Part::Whole).await;
    assert_ne!(found.last.as_ref().unwrap().verdict, Verdict::Passed);
    assert!(untold(&found), "a verification finds it; that it is the one that was planted is not told");
    let planted = desk.running(&path).await.unwrap().scenario().name;
    assert!(!on_disk(&folder).contains(planted), "neither the setup nor what lies beside it says {planted}");
    drop(desk);

    let desk = Desk::new(folder.path().join("Setups"), None);
    assert!(untold(&desk.open(&path).await.unwrap()));
    assert_eq!(desk.running(&path).await.unwrap().scenario().name, planted);
    let told = desk.reveal_practice(&path).await.unwrap();
    assert_eq!(told.practice.unwrap().scenario.as_deref(), Some(planted));
    assert!(on_disk(&folder).contains(planted), "what was told may be read");
    assert!(untold(&desk.switch_practice(&path, None).await.unwrap()));
}

#[tokio::test]
async fn a_planted_mistake_whose_state_is_gone_gives_way_to_another() {
    let (desk, folder) = desk();
    let path = PathBuf::from(desk.practise("wintro", None).await.unwrap().path);
    drop(desk);
    std::fs::remove_file(path.with_extension("practice.json")).unwrap();
    let desk = Desk::new(folder.path().join("Setups"), None);
    assert_eq!(desk.open(&path).await.unwrap().practice.unwrap().scenario, None);
    let found = verified(&desk, &path, Part::Whole).await;
    assert_ne!(found.last.unwrap().verdict, Verdict::Passed);
}

/// All that lies in the folder of the setups.
fn on_disk(folder: &TempDir) -> String {
    let files = std::fs::read_dir(folder.path().join("Setups")).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap_or_default()).collect()
}

#[tokio::test]
async fn a_reset_undoes_what_it_says_and_what_happened_has_an_address() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "qooper", "token-ready").await;
    assert!(desk.practice_changes(&path).await.unwrap().is_empty());
    desk.make_key(&path, 30).await.unwrap();
    desk.upload_to_practice(&path).await.unwrap();
    assert_eq!(desk.practice_changes(&path).await.unwrap(), ["The certificates of practice-vendor were changed."]);
    desk.reset_practice(&path).await.unwrap();
    assert!(desk.practice_changes(&path).await.unwrap().is_empty());
    let page = desk.practice_page(&path, PracticePage::WhatHappened).await.unwrap();
    assert!(page.starts_with("http://localhost:") && page.ends_with("/what-happened"), "{page}");
}

#[tokio::test]
async fn a_practice_setup_of_a_name_that_was_used_before_begins_from_the_beginning() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "qooper", "token-ready").await;
    desk.make_key(&path, 30).await.unwrap();
    desk.upload_to_practice(&path).await.unwrap();
    let practice = desk.practices.lock().await.remove(&path).unwrap();
    drop(practice);
    std::fs::remove_file(&path).unwrap();
    let (again, _) = practised(&desk, "qooper", "token-ready").await;
    assert_eq!(again, path);
    assert!(desk.practice_changes(&again).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_scenario_about_a_requisition_names_it_in_the_setup() {
    let (desk, _folder) = desk();
    let (path, view) = practised(&desk, "hackajob", "known-requisition-hidden").await;
    assert!(view.requisition.is_some());
    let view = verified(&desk, &path, Part::Whole).await;
    assert_eq!(check(&view, "known_requisition_visible").problem.as_ref().unwrap().code, "requisition_hidden");
}

#[tokio::test]
async fn practice_signs_the_administrator_in_as_the_scenario_has_it() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "hackajob", "no-administrator").await;
    let view = verified(&desk, &path, Part::Whole).await;
    assert_eq!(check(&view, "admin_signed_in").verdict, Verdict::Skipped);
    desk.switch_practice(&path, Some("admin-token")).await.unwrap();
    let view = verified(&desk, &path, Part::Whole).await;
    assert_eq!(check(&view, "admin_signed_in").verdict, Verdict::Passed);
}

#[tokio::test]
async fn checking_again_runs_what_depends_on_it_and_leaves_the_last_whole_verification() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "hackajob", "no-data-security").await;
    let whole = verified(&desk, &path, Part::Whole).await.last.unwrap();
    assert_eq!(whole.verdict, Verdict::Failed);
    desk.switch_practice(&path, Some("ready")).await.unwrap();
    let again = Part::Again { checks: vec!["integration_signed_in".to_owned()] };
    let asked = Mutex::new(Vec::new());
    let view = desk
        .verify(&path, None, again, Trial::default(), |event| {
            if let RunEvent::Started { id, .. } = event {
                asked.lock().unwrap().push(id);
            }
        })
        .await
        .unwrap();
    let asked = asked.into_inner().unwrap();
    assert!(asked.contains(&"rows_visible".to_owned()), "{asked:?}");
    assert!(!asked.contains(&"role_copied".to_owned()), "{asked:?}");
    assert_eq!(view.last.as_ref().unwrap().finished_at, whole.finished_at);
    assert_eq!((check(&view, "rows_visible").verdict, &check(&view, "rows_visible").earlier), (Verdict::Passed, &None));
    assert_eq!(check(&view, "role_copied").earlier.as_ref(), Some(&whole.finished_at));
}

#[tokio::test]
async fn several_checks_that_rest_on_one_request_show_it_under_one_number() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "hackajob", "ready").await;
    let view = verified(&desk, &path, Part::Whole).await;
    let numbers = |id: &str| check(&view, id).requests.iter().map(|request| request.number).collect::<Vec<_>>();
    assert_eq!(numbers("integration_signed_in"), numbers("rows_visible"));
}

#[tokio::test]
async fn a_later_run_of_a_setup_ends_the_one_before() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "hackajob", "no-answer").await;
    let started = Notify::new();
    let first = desk.verify(&path, None, Part::Whole, Trial::default(), |_| started.notify_one());
    let second = async {
        started.notified().await;
        verified(&desk, &path, Part::Only { checks: vec!["address_known".to_owned()] }).await
    };
    let (first, _) = tokio::join!(first, second);
    assert!(matches!(first, Err(Problem::Cancelled)));
    assert!(held(&desk.runs).is_empty());
}

#[tokio::test]
async fn a_run_that_is_stopped_remembers_that_the_secret_was_refused() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "hackajob", "wrong-password").await;
    let stop = |event| {
        if matches!(&event, RunEvent::Finished { check } if check.id == "integration_signed_in") {
            desk.cancel(&path);
        }
    };
    let stopped = desk.verify(&path, None, Part::Whole, Trial::default(), stop).await;
    assert!(matches!(stopped, Err(Problem::Cancelled)));
    let view = desk.open(&path).await.unwrap();
    assert!(view.last.is_none(), "what was stopped is not kept");
    assert!(view.refused_at.is_some());
}

#[tokio::test]
async fn a_page_that_loads_anew_comes_back_to_the_same_rehearsal() {
    let (desk, _folder) = desk();
    let first = desk.practise_once().await.unwrap().unwrap();
    desk.change(
        Path::new(&first.path),
        SetupChange::Claim { step: "prerequisites".to_owned(), claim: Claim::Done, waiting_for: None },
    )
    .await
    .unwrap();
    let again = desk.practise_once().await.unwrap().unwrap();
    assert_eq!((again.path, again.done), (first.path, 1));
    assert_eq!(desk.home().await.unwrap().setups.len(), 1);
}

#[tokio::test]
async fn a_secret_that_is_forgotten_has_not_been_refused() {
    let (desk, _folder) = desk();
    let form = NewSetupForm {
        guide: "hackajob".to_owned(),
        name: "Example".to_owned(),
        address: String::new(),
        user: String::new(),
        authentication: Authentication::Basic,
        roles: String::new(),
        requisition: String::new(),
    };
    let path = PathBuf::from(desk.new_setup(form).await.unwrap().path);
    let kept = desk.keep_secret(&path, "canary-4711".into(), Place::Memory).await.unwrap();
    assert_eq!(kept.state, SecretState::Memory);
    let refused = |file: &mut SetupFile| {
        file.refused_at = Some(Timestamp::now());
        Ok(())
    };
    desk.write(&path, refused).await.unwrap();
    assert_eq!(desk.forget_secret(&path).await.unwrap().state, SecretState::None);
    assert_eq!(desk.open(&path).await.unwrap().refused_at, None);
}

#[tokio::test]
async fn a_setup_that_is_open_for_review_reaches_no_oracle_until_it_is_worked_on() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "wintro", "ready").await;
    verified(&desk, &path, Part::Whole).await;
    let view = desk.review(&path).await.unwrap();
    assert!(view.review && view.practice.is_none() && view.last.is_some());
    assert!(view.stages.iter().flat_map(|stage| &stage.steps).all(|step| step.link.is_none()));
    let refused = desk.verify(&path, None, Part::Whole, Trial::default(), |_| ()).await.unwrap_err();
    assert_eq!(refused, Problem::UnderReview);
    assert_eq!(desk.step_url(&path, "open-security-console").await.unwrap_err(), Problem::UnderReview);
    assert!(!desk.end_review(&path).await.unwrap().review);
    verified(&desk, &path, Part::Whole).await;
}

#[tokio::test]
async fn a_review_comments_marks_to_redo_and_accepts_by_name() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "wintro", "too-many-roles").await;
    verified(&desk, &path, Part::Whole).await;
    desk.review(&path).await.unwrap();
    let step = || "add-roles".to_owned();
    desk.change(&path, SetupChange::Comment { step: step(), text: "Which list?".to_owned(), by: "Ann".to_owned() })
        .await
        .unwrap();
    desk.change(&path, SetupChange::Redo { step: step(), why: "Two roles too many".to_owned(), by: String::new() })
        .await
        .unwrap();
    let accept = |reason: &str| SetupChange::Accept {
        check: "nothing_extra_granted".to_owned(),
        subject: None,
        reason: reason.to_owned(),
    };
    assert_eq!(desk.change(&path, accept(" ")).await.unwrap_err().code(), "value_missing");
    let view = desk.change(&path, accept("Agreed with security")).await.unwrap();
    let accepted = check(&view, "nothing_extra_granted").accepted.as_ref().unwrap();
    assert_eq!((accepted.reason.as_str(), &accepted.by), ("Agreed with security", &setup_file::account()));
    let reviewed = view.stages.iter().flat_map(|stage| &stage.steps).find(|step| step.id == "add-roles").unwrap();
    assert_eq!(reviewed.comments[0].by.as_deref(), Some("Ann"));
    assert_eq!(reviewed.redo.as_ref().unwrap().text, "Two roles too many");
}

#[tokio::test]
async fn the_second_window_is_told_the_step_and_nothing_that_people_wrote() {
    let (desk, _folder) = desk();
    let (path, view) = practised(&desk, "wintro", "ready").await;
    let step = || "name-the-copy".to_owned();
    desk.change(&path, SetupChange::Note { step: step(), note: "CANARY note".to_owned() }).await.unwrap();
    desk.change(&path, SetupChange::Owner { step: step(), owner: "CANARY owner".to_owned() }).await.unwrap();
    let comment = SetupChange::Comment { step: step(), text: "CANARY".to_owned(), by: "CANARY".to_owned() };
    let full = desk.change(&path, comment).await.unwrap();
    let asked = full.stages.iter().flat_map(|stage| &stage.steps).find(|one| one.id == step()).unwrap();
    let shown = view::present_view(&full, &step()).unwrap();
    let told = serde_json::to_string(&shown).unwrap();
    assert!(told.contains(view.role_code.as_deref().unwrap()), "{told}");
    assert!(!told.contains("CANARY") && !told.contains(asked.ask.as_deref().unwrap()), "{told}");
    assert!(view::present_view(&full, "no-such-step").is_err());
}

#[tokio::test]
async fn home_tells_what_a_setup_waits_for_and_on_whom() {
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "wintro", "ready").await;
    let waits = Claim::Waiting;
    let step = || "add-roles".to_owned();
    let waiting_for = Some("security to agree".to_owned());
    desk.change(&path, SetupChange::Claim { step: step(), claim: waits, waiting_for }).await.unwrap();
    desk.change(&path, SetupChange::Owner { step: step(), owner: "Priya".to_owned() }).await.unwrap();
    let due = Some("2026-12-01T09:00:00Z".to_owned());
    desk.change(&path, SetupChange::Due { step: step(), due: due.clone() }).await.unwrap();
    let home = desk.home().await.unwrap();
    let setup = &home.setups[0];
    assert_eq!((setup.who.as_deref(), setup.waiting_for.as_deref()), (Some("Priya"), Some("security to agree")));
    assert_eq!(setup.due, due);
    let unclear = SetupChange::Due { step: step(), due: Some("tomorrow".to_owned()) };
    assert_eq!(desk.change(&path, unclear).await.unwrap_err().code(), "value_invalid");
}

#[tokio::test]
async fn the_log_tells_of_every_request_and_of_no_secret() {
    use base64::Engine as _;
    let log = crate::log::Log::start();
    log.set_level(crate::log::Level::Everything);
    let (desk, _folder) = desk();
    let (path, _) = practised(&desk, "wintro", "ready").await;
    verified(&desk, &path, Part::Whole).await;

    let practice = desk.running(&path).await.unwrap();
    let (admin, integration) = (practice.admin(), practice.integration().unwrap());
    let text = log.view().text;
    assert!(text.contains("asked Oracle") && text.contains("recruitingJobRequisitions"), "{text}");
    assert!(text.contains("verdict=Passed"), "{text}");
    for person in [admin, integration] {
        let header = format!("{}:{}", person.user, person.password);
        let coded = base64::engine::general_purpose::STANDARD.encode(header);
        assert!(!text.contains(&person.password) && !text.contains(&coded), "{text}");
    }
}
