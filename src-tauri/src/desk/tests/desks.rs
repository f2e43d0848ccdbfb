//! One setup on several desks: who has it open, what others change meanwhile, copies that go out and come back.

use std::fs;

use setup::setup_file::{Carry, Side};

use super::*;
use crate::view::Offer;

const STEP: &str = "copy-role";

fn form(name: &str) -> NewSetupForm {
    NewSetupForm {
        guide: "hackajob".to_owned(),
        name: name.to_owned(),
        address: String::new(),
        user: String::new(),
        authentication: Authentication::Basic,
        roles: String::new(),
        requisition: String::new(),
    }
}

/// A desk with one setup on it.
async fn working() -> (Desk, TempDir, PathBuf) {
    let (desk, folder) = desk();
    let path = PathBuf::from(desk.new_setup(form("Example Retail")).await.unwrap().path);
    (desk, folder, path)
}

fn note(text: &str) -> SetupChange {
    SetupChange::Note { step: STEP.to_owned(), note: text.to_owned() }
}

fn noted(view: &SetupView) -> &str {
    let mut steps = view.stages.iter().flat_map(|stage| &stage.steps);
    &steps.find(|step| step.id == STEP).unwrap().note
}

/// As another program does it: the command line, or a window on another computer.
fn changed_by_another(path: &Path, text: &str) {
    setup_file::change(path, |file| form::apply(file, note(text))).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn the_second_window_is_told_who_has_the_setup_open_and_only_looks_until_it_is_free() {
    let (first, _folder, path) = working().await;
    let second = Desk::new(path.parent().unwrap().join("own"), None);
    let view = second.open_setup(&path, Opening::Work).await.unwrap();
    let reading = view.reading.unwrap();
    assert!(reading.meaning.contains(&std::process::id().to_string()), "{}", reading.meaning);
    assert_eq!((view.read_only, reading.offers), (true, vec![Offer::TakeCopy]));
    let refused = second.change(&path, note("Written by a second hand")).await.unwrap_err();
    assert_eq!(refused.code(), "open_here");
    assert_eq!(second.write(&path, |_| Ok(())).await.unwrap_err().code(), "open_here");
    first.change(&path, note("Written by the first")).await.unwrap();
    let seen = second.look_again(&path).await.unwrap().unwrap();
    assert_eq!((noted(&seen), seen.read_only), ("Written by the first", true));
    first.put_away();
    let free = second.look_again(&path).await.unwrap().unwrap();
    assert_eq!(free.reading.unwrap().offers, [Offer::Work]);
    let mine = second.open_setup(&path, Opening::Work).await.unwrap();
    assert!(!mine.read_only && mine.reading.is_none());
    second.change(&path, note("Written by the second")).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_copy_of_a_setup_that_somebody_else_works_on_is_ones_own() {
    let (_first, folder, path) = working().await;
    let second = Desk::new(folder.path().join("own"), None);
    second.open_setup(&path, Opening::Work).await.unwrap();
    let copy = second.take_copy(&path).await.unwrap();
    assert!(!copy.read_only);
    let copied = PathBuf::from(&copy.path);
    assert_eq!(copied, folder.path().join("own/Example Retail copy.oraclesetup"));
    second.change(&copied, note("On the copy")).await.unwrap();
    assert_eq!(noted(&second.open(&path).await.unwrap()), "");
}

#[tokio::test]
async fn a_setup_that_a_computer_which_is_gone_had_open_can_be_opened_all_the_same() {
    let (desk, _folder, path) = working().await;
    desk.put_away();
    let left = serde_json::json!({"user": "ann", "program": "window", "process": 7, "computer": "a desk that is gone",
        "since": "2026-05-12T09:30:00Z"});
    fs::write(path.parent().unwrap().join(".Example Retail.oraclesetup.open"), left.to_string()).unwrap();
    let reading = desk.open_setup(&path, Opening::Work).await.unwrap().reading.unwrap();
    assert!(reading.meaning.contains("ann on a desk that is gone"), "{}", reading.meaning);
    assert_eq!(reading.offers, [Offer::TakeCopy, Offer::TakeOver]);
    assert!(!desk.open_setup(&path, Opening::TakeOver).await.unwrap().read_only);
}

#[tokio::test]
async fn a_window_that_loads_anew_is_not_kept_out_by_itself() {
    let (desk, _folder, path) = working().await;
    for _ in 0..2 {
        assert!(!desk.open_setup(&path, Opening::Work).await.unwrap().read_only);
    }
}

#[tokio::test]
async fn what_others_changed_is_noticed_and_ones_own_changes_are_not() {
    let (desk, _folder, path) = working().await;
    desk.change(&path, note("Mine")).await.unwrap();
    assert!(desk.look_again(&path).await.unwrap().is_none());
    desk.write(&path, |file| form::apply(file, note("Also mine"))).await.unwrap();
    assert!(desk.look_again(&path).await.unwrap().is_none());
    changed_by_another(&path, "Theirs");
    assert_eq!(noted(&desk.look_again(&path).await.unwrap().unwrap()), "Theirs");
    assert!(desk.look_again(&path).await.unwrap().is_none());
    fs::remove_file(&path).unwrap();
    assert_eq!(desk.look_again(&path).await.unwrap_err().code(), "file_missing");
}

#[tokio::test]
async fn a_change_stays_beside_what_others_changed_and_the_same_field_is_asked_about() {
    let (desk, _folder, path) = working().await;
    changed_by_another(&path, "Theirs");
    let owner = SetupChange::Owner { step: STEP.to_owned(), owner: "Ann".to_owned() };
    assert_eq!(noted(&desk.change(&path, owner).await.unwrap()), "Theirs");
    changed_by_another(&path, "Theirs again");
    let refused = desk.change(&path, note("Mine")).await.unwrap_err();
    assert_eq!(refused.code(), "changed_by_another");
    assert_eq!(noted(&desk.look_again(&path).await.unwrap().unwrap()), "Theirs again");
    assert_eq!(noted(&desk.change(&path, note("Mine after all")).await.unwrap()), "Mine after all");
}

#[tokio::test]
async fn a_damaged_setup_is_opened_from_its_copy_and_what_may_be_missing_is_said() {
    let (desk, _folder, path) = working().await;
    desk.change(&path, note("Kept")).await.unwrap();
    fs::write(&path, "{").unwrap();
    let view = desk.open_setup(&path, Opening::Work).await.unwrap();
    assert_eq!((noted(&view), view.read_only), ("Kept", false));
    assert!(view.notices[0].contains("As far as can be told nothing is missing"), "{:?}", view.notices);
    assert!(desk.look_again(&path).await.unwrap().is_none());
}

#[tokio::test]
async fn a_newer_programs_setup_is_shown_and_says_why_it_can_only_be_read() {
    let (desk, _folder, path) = working().await;
    let newer = fs::read_to_string(&path).unwrap().replace("\"schema\": 1", "\"schema\": 2");
    fs::write(&path, &newer).unwrap();
    let view = desk.open_setup(&path, Opening::Work).await.unwrap();
    let reading = view.reading.unwrap();
    assert!(view.read_only && reading.title.contains("newer version") && reading.offers.is_empty());
    assert_eq!(desk.change(&path, note("x")).await.unwrap_err().code(), "file_newer");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[tokio::test]
async fn a_secret_that_is_kept_in_memory_does_not_become_a_note() {
    let (desk, _folder, path) = working().await;
    desk.keep_secret(&path, "canary-4711".into(), Place::Memory).await.unwrap();
    assert_eq!(desk.change(&path, note("canary-4711")).await.unwrap_err().code(), "looks_like_a_secret");
    assert!(!fs::read_to_string(&path).unwrap().contains("canary"));
    desk.change(&path, note("Security has it")).await.unwrap();
}

#[tokio::test]
async fn a_copy_goes_out_without_names_and_comes_back_with_what_was_said() {
    let (desk, folder, path) = working().await;
    desk.change(&path, SetupChange::Owner { step: STEP.to_owned(), owner: "Ann".to_owned() }).await.unwrap();
    desk.change(&path, note("Mine")).await.unwrap();
    let to = desk.suggested_copy(&path).await.unwrap();
    assert!(to.ends_with("Example Retail for review.oraclesetup"), "{to}");
    let carry = Carry { names: false, times: false, runs: true };
    assert_eq!(desk.send_copy(&path, carry, &to).await.unwrap(), to);
    assert_eq!(desk.send_copy(&path, carry, &to).await.unwrap_err().code(), "file_exists");
    assert!(!fs::read_to_string(&to).unwrap().contains("Ann"));
    setup_file::change(Path::new(&to), |file| {
        form::apply(file, note("Theirs"))?;
        form::apply(file, SetupChange::Name { name: "Example Retail Ltd".to_owned() })
    })
    .unwrap();
    desk.change(&path, note("Mine, later")).await.unwrap();
    let found = desk.compare_copy(&path, &to).await.unwrap();
    let [open] = &found.open[..] else { panic!("{:?}", found.open) };
    assert_eq!((open.label.as_str(), open.mine.as_str(), open.theirs.as_str()), ("Note", "Mine, later", "Theirs"));
    assert_eq!((found.arriving[0].label.as_str(), found.arriving[0].after.as_str()), ("Name", "Example Retail Ltd"));
    let refused = desk.bring_in(&path, &to, Vec::new()).await.unwrap_err();
    assert_eq!(refused.code(), "merge_unresolved");
    let choice = Choice { field: open.field.clone(), side: Side::Theirs };
    let both = desk.bring_in(&path, &to, vec![choice]).await.unwrap();
    assert_eq!((noted(&both), both.name.as_str()), ("Theirs", "Example Retail Ltd"));
    let again = desk.compare_copy(&path, &to).await.unwrap();
    assert!(again.open.is_empty() && again.arriving.is_empty(), "{again:?}");
    let other = folder.path().join("other.oraclesetup");
    let strange = desk.new_setup(form("Example Bank")).await.unwrap();
    fs::copy(strange.path, &other).unwrap();
    assert_eq!(desk.compare_copy(&path, other.to_str().unwrap()).await.unwrap_err().code(), "different_setups");
}

#[tokio::test]
async fn another_folder_is_shown_with_what_others_change_in_it() {
    let (desk, folder, path) = working().await;
    let shared = folder.path().join("shared");
    let missing = desk.choose_folder(shared.to_str().unwrap()).await.unwrap_err();
    assert_eq!(missing.code(), "folder_missing");
    assert_eq!(desk.home().await.unwrap().setups.len(), 1, "the folder before is shown still");
    fs::create_dir(&shared).unwrap();
    let home = desk.choose_folder(shared.to_str().unwrap()).await.unwrap();
    assert!(home.setups.is_empty() && home.chosen);
    assert!(desk.home_again().await.unwrap().is_none());
    fs::copy(&path, shared.join("a.oraclesetup")).unwrap();
    let home = desk.home_again().await.unwrap().unwrap();
    assert_eq!(home.setups[0].name, "Example Retail");
    fs::remove_dir_all(&shared).unwrap();
    let gone = desk.home_again().await.unwrap().unwrap();
    assert_eq!((gone.problem.unwrap().code.as_str(), gone.setups.len()), ("folder_missing", 1));
}

#[tokio::test]
async fn all_setups_of_the_folder_are_exported_together() {
    let (desk, _folder, path) = working().await;
    let waiting = SetupChange::Claim {
        step: STEP.to_owned(),
        claim: Claim::Waiting,
        waiting_for: Some("=HYPERLINK(\"x\")".to_owned()),
    };
    desk.change(&path, waiting).await.unwrap();
    let view = desk.change(&path, SetupChange::PasswordExpires { day: "2026-08-01".to_owned() }).await.unwrap();
    assert_eq!(view.password_expires.as_deref(), Some("2026-08-01"));
    assert_eq!(desk.reminders(&path).await.unwrap()[0].day, "2026-08-01");
    let wrong = desk.change(&path, SetupChange::PasswordExpires { day: "soon".to_owned() }).await.unwrap_err();
    assert_eq!(wrong.code(), "value_invalid");
    let mut written = Vec::new();
    for what in [ListExport::List, ListExport::Waits, ListExport::Reminders] {
        let to = desk.suggested_list(what);
        desk.export_list(what, &to, false).await.unwrap();
        assert_eq!(desk.export_list(what, &to, false).await.unwrap_err().code(), "file_exists");
        written.push(fs::read_to_string(to).unwrap());
    }
    assert!(written[0].contains("\"'=HYPERLINK"), "{}", written[0]);
    assert!(written[1].contains("Waits for: =HYPERLINK"), "{}", written[1]);
    assert!(written[2].contains("DTSTART;VALUE=DATE:20260801"), "{}", written[2]);
    assert_eq!(desk.waits().await.unwrap().people[0].open[0].path, path.display().to_string());
}
