//! What a setup file outlives: other writers, synced folders, damage, full and missing disks.
//!
//! The writing itself is held to kills, cuts and flipped bits beside `setup_file::store`; here whole setups are.

#![expect(clippy::unwrap_used, reason = "a test ends where its ground is gone")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use jiff::Timestamp;
use setup::{
    guide::{self, Guide},
    problem::Problem,
    setup_file::{self, Carry, Change, Choices, Claim, Merged, Notice, SetupFile, store},
};

/// Set for a copy of this program that changes that file where the disk lets it write only so much.
const CHILD_FILE: &str = "SETUP_FILE_TEST";

fn guide() -> &'static Guide {
    guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap()
}

struct Desk {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Desk {
    fn new() -> Self {
        Self::named("a.oraclesetup")
    }

    fn named(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        let mut setup = SetupFile::new(guide(), None, Timestamp::now());
        "Example Retail".clone_into(&mut setup.name);
        setup_file::create(&file, &setup).unwrap();
        Self { folder, file }
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn change(step: &str, change: Change) -> impl FnOnce(&mut SetupFile) -> Result<(), Problem> {
    move |file| file.change_step(guide(), step, change, Timestamp::now())
}

fn note(path: &Path, step: &str, text: &str) {
    setup_file::change(path, change(step, Change::Note(text.to_owned()))).unwrap();
}

fn open(path: &Path) -> SetupFile {
    setup_file::open(path).unwrap().file
}

/// What a synced folder's program does: other bytes under the same name, without a lock.
fn sync_over(path: &Path, with: &Path) {
    fs::write(path, fs::read(with).unwrap()).unwrap();
}

#[test]
fn two_writers_at_two_hundred_changes_each_lose_none() {
    let desk = Desk::new();
    thread::scope(|scope| {
        for step in ["copy-role", "add-user"] {
            let file = &desk.file;
            scope.spawn(move || {
                for number in 0..200 {
                    setup_file::change(file, change(step, Change::Comment(number.to_string()))).unwrap();
                }
            });
        }
    });
    for step in ["copy-role", "add-user"] {
        let said: Vec<String> = open(&desk.file).step(step).comments.into_iter().map(|comment| comment.text).collect();
        assert_eq!(said, (0..200).map(|number| number.to_string()).collect::<Vec<_>>());
    }
}

#[test]
fn a_change_that_a_synced_folder_brings_meanwhile_is_kept_beside_ones_own() {
    let desk = Desk::new();
    let other = desk.beside("other.oraclesetup");
    setup_file::copy(&desk.file, &other, Carry::ALL).unwrap();
    note(&other, "add-user", "From the other desk");
    let (kept, ()) = setup_file::apply(&desk.file, |file| {
        sync_over(&desk.file, &other);
        change("copy-role", Change::Note("From this desk".to_owned()))(file)
    })
    .unwrap();
    assert_eq!(open(&desk.file), kept.file);
    assert_eq!(
        (kept.file.step("copy-role").note.as_str(), kept.file.step("add-user").note.as_str()),
        ("From this desk", "From the other desk")
    );
}

#[test]
fn the_same_field_that_a_synced_folder_changed_meanwhile_is_told_and_not_written_over() {
    let desk = Desk::new();
    let other = desk.beside("other.oraclesetup");
    setup_file::copy(&desk.file, &other, Carry::ALL).unwrap();
    note(&other, "copy-role", "From the other desk");
    let refused = setup_file::apply(&desk.file, |file| {
        sync_over(&desk.file, &other);
        change("copy-role", Change::Note("From this desk".to_owned()))(file)
    });
    let fields = vec!["steps/copy-role/note".to_owned()];
    assert_eq!(refused.unwrap_err(), Problem::ChangedByAnother { path: desk.file.display().to_string(), fields });
    assert_eq!(open(&desk.file).step("copy-role").note, "From the other desk");
}

#[test]
fn a_change_to_what_a_window_showed_does_not_undo_what_came_since() {
    let desk = Desk::new();
    let shown = open(&desk.file);
    note(&desk.file, "copy-role", "Typed elsewhere since");
    let (kept, ()) =
        setup_file::apply_to_seen(&desk.file, &shown, change("copy-role", Change::Claim(Claim::Done, None))).unwrap();
    assert_eq!(kept.file.step("copy-role").note, "Typed elsewhere since");
    let refused =
        setup_file::apply_to_seen(&desk.file, &shown, change("copy-role", Change::Note("Typed here".to_owned())));
    assert_eq!(refused.unwrap_err().code(), "changed_by_another");
    let step = open(&desk.file).step("copy-role");
    assert_eq!((step.claimed, step.note.as_str()), (Claim::Done, "Typed elsewhere since"));
}

#[test]
fn another_setup_under_the_same_name_is_no_version_of_this_one() {
    let desk = Desk::new();
    let shown = open(&desk.file);
    let other = Desk::new();
    sync_over(&desk.file, &other.file);
    let refused = setup_file::apply_to_seen(&desk.file, &shown, change("copy-role", Change::Claim(Claim::Done, None)));
    assert_eq!(refused.unwrap_err().code(), "different_setups");
}

#[test]
fn a_repair_on_the_way_to_a_change_is_told() {
    let desk = Desk::new();
    note(&desk.file, "copy-role", "Kept");
    fs::write(&desk.file, "{").unwrap();
    let (opened, ()) = setup_file::apply(&desk.file, change("add-user", Change::Claim(Claim::Done, None))).unwrap();
    assert!(matches!(opened.notices[..], [Notice::RestoredFromCopy { older: false, .. }]), "{:?}", opened.notices);
    assert_eq!(opened.file.step("copy-role").note, "Kept");
}

#[test]
fn looking_at_a_damaged_file_leaves_it_as_it_is() {
    let desk = Desk::new();
    fs::write(&desk.file, "{").unwrap();
    let looked = setup_file::look(&desk.file).unwrap();
    assert_eq!((looked.file.name.as_str(), looked.read_only), ("Example Retail", true));
    assert_eq!(fs::read(&desk.file).unwrap(), b"{");
}

#[test]
fn four_hundred_flipped_bits_lose_nothing() {
    let desk = Desk::new();
    note(&desk.file, "copy-role", "Zürich, 10 o'clock");
    let (whole, kept) = (fs::read(&desk.file).unwrap(), open(&desk.file));
    for at in 0..400 {
        let bit = at * whole.len() * 8 / 400;
        let mut turned = whole.clone();
        turned[bit / 8] ^= 1 << (bit % 8);
        fs::write(&desk.file, &turned).unwrap();
        let opened = setup_file::open(&desk.file).unwrap();
        assert_eq!(opened.file, kept, "bit {bit}");
        let [Notice::RestoredFromCopy { damaged_moved_to, .. }] = &opened.notices[..] else { panic!("bit {bit}") };
        assert_eq!(fs::read(damaged_moved_to).unwrap(), turned);
        fs::remove_file(damaged_moved_to).unwrap();
    }
}

#[test]
fn a_copy_without_names_comes_back_with_what_the_reviewer_said_and_loses_no_name() {
    let desk = Desk::new();
    let by_ann = |change| {
        move |file: &mut SetupFile| file.change_step_as(Some("Ann"), guide(), "copy-role", change, Timestamp::now())
    };
    setup_file::change(&desk.file, by_ann(Change::Claim(Claim::Done, None))).unwrap();
    setup_file::change(&desk.file, by_ann(Change::Comment("Please look".to_owned()))).unwrap();
    setup_file::change(&desk.file, change("add-user", Change::Owner("Ann".to_owned()))).unwrap();
    let copy = desk.beside("copy.oraclesetup");
    setup_file::copy(&desk.file, &copy, Carry { names: false, times: false, runs: false }).unwrap();
    assert!(!fs::read_to_string(&copy).unwrap().contains("Ann"));
    let review = |change| {
        move |file: &mut SetupFile| file.change_step_as(Some("Bo"), guide(), "copy-role", change, Timestamp::now())
    };
    setup_file::change(&copy, review(Change::Redo("The code has a suffix".to_owned()))).unwrap();
    setup_file::change(&copy, review(Change::Comment("See the code".to_owned()))).unwrap();
    let Merged::Whole(both) = setup_file::merge_into(&desk.file, &copy, &Choices::default()).unwrap() else {
        panic!("nothing was to choose")
    };
    assert_eq!(open(&desk.file), both.file);
    let step = both.file.step("copy-role");
    assert_eq!((step.claimed, step.redo.unwrap().by.as_deref()), (Claim::Todo, Some("Bo")));
    let said: Vec<_> = step.comments.iter().map(|one| (one.by.as_deref(), one.text.as_str())).collect();
    assert_eq!(said, [(Some("Ann"), "Please look"), (Some("Bo"), "See the code")]);
    assert_eq!(both.file.step("add-user").owner, "Ann");
}

#[test]
fn merging_in_place_with_something_left_to_choose_writes_nothing() {
    let desk = Desk::new();
    let copy = desk.beside("copy.oraclesetup");
    setup_file::copy(&desk.file, &copy, Carry::ALL).unwrap();
    note(&desk.file, "copy-role", "Mine");
    note(&copy, "copy-role", "Theirs");
    let before = fs::read(&desk.file).unwrap();
    let Merged::Open(open) = setup_file::merge_into(&desk.file, &copy, &Choices::default()).unwrap() else {
        panic!("both changed the note")
    };
    assert_eq!(open[0].field, "steps/copy-role/note");
    assert_eq!(fs::read(&desk.file).unwrap(), before);
}

#[test]
fn odd_names_hold_a_setup_and_its_neighbours() {
    for name in
        ["a b.oraclesetup", "🏢 Zürich.oraclesetup", "-rf.oraclesetup", &format!("{}.oraclesetup", "x".repeat(240))]
    {
        let desk = Desk::named(name);
        let hold = store::Hold::take(&desk.file).unwrap();
        note(&desk.file, "copy-role", "Kept");
        fs::write(&desk.file, "").unwrap();
        assert_eq!(open(&desk.file).step("copy-role").note, "Kept", "{name}");
        drop(hold);
        assert_eq!(store::held_by(&desk.file), None);
    }
}

#[test]
fn a_folder_that_went_away_is_told() {
    let desk = Desk::new();
    let shown = open(&desk.file);
    fs::remove_dir_all(desk.folder.path()).unwrap();
    let gone = setup_file::change(&desk.file, change("copy-role", Change::Claim(Claim::Done, None)));
    assert_eq!(gone.unwrap_err().code(), "file_missing");
    assert_eq!(setup_file::create(&desk.file, &shown).unwrap_err().code(), "folder_missing");
}

/// The limit on a file's size stands in for a disk that is full in the midst of a write.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_setup_as_it_was() {
    if let Some(file) = std::env::var_os(CHILD_FILE) {
        let refused = setup_file::change(Path::new(&file), change("add-user", Change::Note("x".repeat(15_000))));
        assert_eq!(refused.unwrap_err().code(), "disk_full");
        return;
    }
    let desk = Desk::new();
    note(&desk.file, "copy-role", "Kept");
    let before = open(&desk.file);
    // Blocks of 512 bytes; a signal that is ignored stays ignored in the program that is started.
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "a_disk_that_takes_no_more_leaves_the_setup_as_it_was", "--nocapture"])
        .env(CHILD_FILE, &desk.file)
        .status()
        .unwrap();
    assert!(limited.success());
    assert_eq!(open(&desk.file), before);
    let left: Vec<_> = fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains(".tmp-")), "{left:?}");
    note(&desk.file, "add-user", "Kept too");
}

/// A real disk that is full. Only a superuser may make one.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "mounts a file system, which takes a superuser"]
fn a_full_file_system_leaves_the_setup_as_it_was() {
    let disk = tempfile::tempdir().unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(disk.path()).status();
    assert!(mount.unwrap().success());
    let file = disk.path().join("a.oraclesetup");
    setup_file::create(&file, &SetupFile::new(guide(), None, Timestamp::now())).unwrap();
    note(&file, "copy-role", "Kept");
    let mut filling = fs::File::create(disk.path().join("filling")).unwrap();
    while std::io::Write::write_all(&mut filling, &[0; 512]).is_ok() {}
    let before = open(&file);
    let refused = setup_file::change(&file, change("add-user", Change::Note("x".repeat(15_000))));
    let after = open(&file);
    drop(filling);
    fs::remove_file(disk.path().join("filling")).unwrap();
    note(&file, "add-user", "Kept too");
    let later = open(&file);
    assert!(Command::new("umount").arg(disk.path()).status().unwrap().success());
    assert_eq!((refused.unwrap_err().code().as_str(), &after), ("disk_full", &before));
    assert_eq!(later.step("add-user").note, "Kept too");
}
