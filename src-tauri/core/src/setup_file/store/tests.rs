use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;

/// Set for a copy of this program that writes while its parent kills or counts.
const CHILD_FILE: &str = "STORE_TEST_FILE";

/// Long enough for a writer that was only slow, short enough for a test.
const SHORT: Duration = Duration::from_millis(120);

fn valid(bytes: &[u8]) -> Validity {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return Validity::Damaged };
    if value["format"] != "counter" {
        return Validity::Other;
    }
    match value["schema"].as_u64() {
        Some(1) => Validity::Good,
        Some(schema) => Validity::Newer { schema },
        None => Validity::Damaged,
    }
}

fn bytes(count: u64) -> Vec<u8> {
    let value = json!({
        "format": "counter", "schema": 1, "count": count,
        "steps": {"add-user": {"claimed": "done", "note": "Zürich, 10 o'clock"}, "verify": {"claimed": "todo"}},
        "runs": [{"verdict": "failed", "problems": ["no_rows_visible", "roles_missing"], "total": null}],
    });
    let mut bytes = serde_json::to_vec_pretty(&value).unwrap();
    bytes.push(b'\n');
    bytes
}

fn count(bytes: &[u8]) -> u64 {
    serde_json::from_slice::<Value>(bytes).unwrap()["count"].as_u64().unwrap()
}

fn set(path: &Path, to: u64) {
    transact(path, &valid, |_| Ok((bytes(to), ()))).unwrap();
}

fn add_one(path: &Path) -> u64 {
    let change = |present: &[u8]| Ok((bytes(count(present) + 1), count(present) + 1));
    transact_within(path, &valid, change, &refuse_meanwhile, Duration::from_mins(1)).unwrap().1
}

/// A folder with `a.setup` in it, at its second version.
struct Desk {
    folder: TempDir,
    file: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.setup");
        create(&file, &bytes(1)).unwrap();
        set(&file, 2);
        Self { folder, file }
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn damage(&self, bytes: &[u8]) {
        fs::write(&self.file, bytes).unwrap();
    }

    fn names(&self) -> BTreeSet<String> {
        fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }

    fn damaged(&self) -> Vec<PathBuf> {
        let damaged = self.names().into_iter().filter(|name| name.starts_with("a.setup.damaged-"));
        damaged.map(|name| self.beside(&name)).collect()
    }

    /// Opens what is damaged, and sees that nothing of it was thrown away.
    fn opens_in_place_of(&self, damaged: &[u8]) -> (Opened, bool) {
        let opened = open(&self.file, &valid).unwrap();
        let [Notice::RestoredFromCopy { damaged_moved_to, copy_from, older }] = opened.notices.as_slice() else {
            panic!("no notice of the damage: {:?}", opened.notices)
        };
        let written: Timestamp = copy_from.as_deref().unwrap().parse().unwrap();
        assert!(written <= Timestamp::now());
        assert_eq!(fs::read(damaged_moved_to).unwrap(), damaged);
        assert_eq!(fs::read(&self.file).unwrap(), opened.bytes);
        assert_eq!(self.damaged(), [PathBuf::from(damaged_moved_to)]);
        let older = *older;
        fs::remove_file(damaged_moved_to).unwrap();
        assert_eq!(open(&self.file, &valid).unwrap().notices, [], "the repair did not last");
        (opened, older)
    }
}

#[test]
fn what_was_written_is_read_back() {
    let desk = Desk::new();
    let opened = open(&desk.file, &valid).unwrap();
    assert_eq!(opened.bytes, bytes(2));
    assert_eq!((opened.notices, opened.read_only), (Vec::new(), false));
    let (changed, value) = transact(&desk.file, &valid, |_| Ok((bytes(3), "told"))).unwrap();
    assert_eq!((count(&changed.bytes), value), (3, "told"));
    assert_eq!(fs::read(&desk.file).unwrap(), bytes(3));
}

#[test]
fn only_known_side_files_stay_behind() {
    let desk = Desk::new();
    let known = ["a.setup", ".a.setup.copy", ".a.setup.lock", ".a.setup.previous"];
    assert_eq!(desk.names(), known.map(str::to_owned).into());
    assert_eq!(fs::read(desk.beside(".a.setup.lock")).unwrap(), b"");
    assert_eq!(fs::read(desk.beside(".a.setup.previous")).unwrap(), bytes(1));
}

#[test]
fn a_new_file_never_takes_the_place_of_another() {
    let desk = Desk::new();
    assert_eq!(create(&desk.file, &bytes(9)).unwrap_err().code(), "file_exists");
    assert_eq!(fs::read(&desk.file).unwrap(), bytes(2));
    assert_eq!(create(&desk.beside("none/a.setup"), &bytes(9)).unwrap_err().code(), "folder_missing");
    assert_eq!(create(desk.folder.path(), &bytes(9)).unwrap_err().code(), "file_exists");
}

#[test]
fn a_new_file_forgets_the_copies_of_the_one_that_was_deleted() {
    let desk = Desk::new();
    fs::remove_file(&desk.file).unwrap();
    assert_eq!(open(&desk.file, &valid).unwrap_err().code(), "file_missing");
    create(&desk.file, &bytes(50)).unwrap();
    desk.damage(b"");
    assert_eq!(count(&desk.opens_in_place_of(b"").0.bytes), 50);
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_missing() {
    let desk = Desk::new();
    for missing in ["b.setup", "none/b.setup", "a.setup/b.setup"] {
        let path = desk.beside(missing);
        assert_eq!(open(&path, &valid).unwrap_err(), Problem::FileMissing { path: path.display().to_string() });
        let changed = transact(&path, &valid, |_| Ok((bytes(9), ())));
        assert_eq!(changed.unwrap_err().code(), "file_missing");
    }
}

#[test]
fn a_file_cut_at_any_length_loses_nothing() {
    let desk = Desk::new();
    let whole = bytes(2);
    for length in 0..whole.len() - 1 {
        desk.damage(&whole[..length]);
        let (opened, older) = desk.opens_in_place_of(&whole[..length]);
        assert_eq!((opened.bytes.as_slice(), older), (whole.as_slice(), false), "cut at {length}");
    }
}

#[test]
fn a_file_without_its_last_line_break_is_whole() {
    let desk = Desk::new();
    desk.damage(bytes(2).strip_suffix(b"\n").unwrap());
    assert_eq!(open(&desk.file, &valid).unwrap().notices, []);
}

#[test]
fn a_turned_bit_is_found_also_where_the_file_still_reads() {
    let desk = Desk::new();
    let whole = bytes(2);
    let mut still_read = 0;
    for at in 0..400 {
        let bit = at * whole.len() * 8 / 400;
        let mut turned = whole.clone();
        turned[bit / 8] ^= 1 << (bit % 8);
        still_read += u32::from(valid(&turned) == Validity::Good);
        desk.damage(&turned);
        let (opened, older) = desk.opens_in_place_of(&turned);
        assert_eq!((opened.bytes.as_slice(), older), (whole.as_slice(), false), "bit {bit}");
    }
    assert!(still_read > 50, "too few of these bits lie in texts to prove anything: {still_read}");
}

#[test]
fn many_turned_bits_are_found_too() {
    let desk = Desk::new();
    let whole = bytes(2);
    let mut turned = whole.clone();
    for at in (0..whole.len()).step_by(3) {
        turned[at] ^= 1 << (at % 7);
    }
    desk.damage(&turned);
    assert_eq!(desk.opens_in_place_of(&turned).0.bytes, whole);
}

#[test]
fn zeros_and_other_programs_files_are_moved_aside() {
    let desk = Desk::new();
    let others: [&[u8]; 6] =
        [b"", &[0; 4096], b"\x89PNG\r\n\x1a\n", b"{}", b"[1, 2]", br#"{"format": "another", "schema": 1}"#];
    for other in others {
        desk.damage(other);
        let (opened, older) = desk.opens_in_place_of(other);
        assert_eq!((count(&opened.bytes), older), (2, false));
    }
}

#[test]
fn a_copy_that_is_damaged_itself_does_not_speak_against_the_file() {
    let desk = Desk::new();
    let copy = desk.beside(".a.setup.copy");
    let whole = fs::read(&copy).unwrap();
    for at in 0..whole.len() {
        let mut turned = whole.clone();
        turned[at] ^= 1;
        fs::write(&copy, turned).unwrap();
        let opened = open(&desk.file, &valid).unwrap();
        assert_eq!((count(&opened.bytes), opened.notices), (2, Vec::new()), "bit turned in byte {at} of the copy");
    }
    assert_eq!(desk.damaged(), Vec::<PathBuf>::new());
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_copy_holds_nobody_up() {
    let desk = Desk::new();
    let copy = desk.beside(".a.setup.copy");
    fs::remove_file(&copy).unwrap();
    let made = Command::new("mkfifo").arg(&copy).status().unwrap();
    assert!(made.success());
    assert_eq!(count(&open(&desk.file, &valid).unwrap().bytes), 2);
    // More than a pipe takes before it waits for its reader.
    let long = [bytes(3), vec![b' '; 200_000]].concat();
    transact(&desk.file, &valid, |_| Ok((long.clone(), ()))).unwrap();
    assert_eq!(fs::read(&desk.file).unwrap(), long);
}

#[test]
fn a_damaged_file_without_a_copy_stays_where_it_is() {
    let desk = Desk::new();
    for copy in [".a.setup.copy", ".a.setup.previous"] {
        fs::remove_file(desk.beside(copy)).unwrap();
    }
    let shown = desk.file.display().to_string();
    for (bytes, problem) in [
        (&b"{\"format\": \"cou"[..], Problem::FileDamaged { path: shown.clone(), moved_to: None }),
        (&b"{\"format\": \"other\"}"[..], Problem::FileNotASetup { path: shown }),
    ] {
        desk.damage(bytes);
        assert_eq!(open(&desk.file, &valid).unwrap_err(), problem);
        assert_eq!(transact(&desk.file, &valid, |_| Ok((self::bytes(9), ()))).unwrap_err(), problem);
        assert_eq!(fs::read(&desk.file).unwrap(), bytes);
    }
    assert_eq!(desk.damaged(), Vec::<PathBuf>::new());
}

#[test]
fn what_another_program_wrote_and_this_one_cannot_read_is_refused_and_never_replaced() {
    let desk = Desk::new();
    let newer_word = |bytes: &[u8]| if count(bytes) == 7 { Validity::Damaged } else { valid(bytes) };
    set(&desk.file, 7);
    let written = fs::read(&desk.file).unwrap();
    let refused = open(&desk.file, &newer_word).unwrap_err();
    assert!(matches!(refused, Problem::FileDamaged { moved_to: None, .. }), "{refused:?}");
    assert_eq!(fs::read(&desk.file).unwrap(), written);
    assert_eq!(desk.damaged(), Vec::<PathBuf>::new());
}

#[test]
fn the_version_before_is_opened_where_file_and_copy_are_both_damaged() {
    let desk = Desk::new();
    desk.damage(b"");
    let sealed = fs::read(desk.beside(".a.setup.copy")).unwrap();
    fs::write(desk.beside(".a.setup.copy"), &sealed[..sealed.len() - 1]).unwrap();
    let (opened, older) = desk.opens_in_place_of(b"");
    assert_eq!((count(&opened.bytes), older), (1, true));
}

#[test]
fn a_change_repairs_first_and_says_so() {
    let desk = Desk::new();
    desk.damage(b"{");
    let (opened, ()) = transact(&desk.file, &valid, |present| Ok((bytes(count(present) + 1), ()))).unwrap();
    assert_eq!(count(&opened.bytes), 3);
    assert!(matches!(opened.notices.as_slice(), [Notice::RestoredFromCopy { older: false, .. }]));
    assert_eq!(fs::read(&desk.damaged()[0]).unwrap(), b"{");
    assert_eq!(fs::read(&desk.file).unwrap(), bytes(3));
}

#[test]
fn a_change_that_fails_leaves_everything_as_it_was() {
    let desk = Desk::new();
    desk.damage(b"{");
    let before = desk.names();
    let refused = transact(&desk.file, &valid, |_| Err::<(Vec<u8>, ()), _>(Problem::Cancelled));
    assert_eq!(refused.unwrap_err(), Problem::Cancelled);
    assert_eq!(desk.names(), before);
    assert_eq!(fs::read(&desk.file).unwrap(), b"{");
}

#[test]
fn a_change_that_alters_nothing_writes_nothing() {
    let desk = Desk::new();
    let before = fs::metadata(&desk.file).unwrap().modified().unwrap();
    set(&desk.file, 2);
    assert_eq!(fs::metadata(&desk.file).unwrap().modified().unwrap(), before);
    assert_eq!(fs::read(desk.beside(".a.setup.previous")).unwrap(), bytes(1));
}

#[test]
fn an_edit_by_hand_is_kept_and_built_on() {
    let desk = Desk::new();
    desk.damage(&bytes(77));
    let opened = open(&desk.file, &valid).unwrap();
    assert_eq!((count(&opened.bytes), opened.notices), (77, Vec::new()));
    assert_eq!(add_one(&desk.file), 78);
    assert_eq!(fs::read(desk.beside(".a.setup.previous")).unwrap(), bytes(77));
}

#[test]
fn an_edit_by_a_program_without_locks_is_not_written_over() {
    let desk = Desk::new();
    let refused = transact(&desk.file, &valid, |_| {
        desk.damage(&bytes(77));
        Ok((bytes(3), ()))
    });
    assert_eq!(refused.unwrap_err(), Problem::FileInUse { path: desk.file.display().to_string(), holder: None });
    assert_eq!(fs::read(&desk.file).unwrap(), bytes(77));
    assert!(!desk.names().iter().any(|name| name.contains(".tmp-")));
}

#[test]
fn a_copy_from_before_a_crash_does_not_speak_against_the_file() {
    let desk = Desk::new();
    let copy_of_the_second = fs::read(desk.beside(".a.setup.copy")).unwrap();
    set(&desk.file, 3);
    // As after a crash, or a power cut, between the rename of the file and that of its copy. Second and third version
    // differ in one bit.
    fs::write(desk.beside(".a.setup.copy"), copy_of_the_second).unwrap();
    let opened = open(&desk.file, &valid).unwrap();
    assert_eq!((count(&opened.bytes), opened.notices), (3, Vec::new()));
    desk.damage(b"");
    let (opened, older) = desk.opens_in_place_of(b"");
    assert_eq!((count(&opened.bytes), older), (2, true));
}

#[test]
fn a_newer_programs_file_is_read_and_never_written() {
    let desk = Desk::new();
    let newer = br#"{"format": "counter", "schema": 2, "later": true}"#;
    desk.damage(newer);
    let opened = open(&desk.file, &valid).unwrap();
    assert_eq!((opened.bytes.as_slice(), opened.read_only), (&newer[..], true));
    assert_eq!(opened.notices, [Notice::ReadOnly]);
    let refused = transact(&desk.file, &valid, |_| Ok((bytes(3), ())));
    assert_eq!(refused.unwrap_err().code(), "file_read_only");
    assert_eq!(fs::read(&desk.file).unwrap(), newer);
}

#[test]
fn a_second_writer_is_told_who_holds_the_file() {
    let desk = Desk::new();
    let held = Lock::take(&Place::of_existing(&desk.file).unwrap(), SHORT).unwrap();
    let since = std::time::Instant::now();
    let refused = transact_within(&desk.file, &valid, |_| Ok((bytes(3), ())), &refuse_meanwhile, SHORT).unwrap_err();
    assert!(since.elapsed() >= SHORT);
    let Problem::FileInUse { holder, .. } = refused else { panic!("{refused:?}") };
    if cfg!(unix) {
        assert!(holder.unwrap().contains(&format!("(process {}), since ", std::process::id())));
    } else {
        assert_eq!(holder, None);
    }
    assert_eq!(open(&desk.file, &valid).unwrap().notices, [], "reading needs no lock");
    drop(held);
    set(&desk.file, 3);
}

#[test]
fn a_damaged_file_that_another_repairs_is_not_touched() {
    let desk = Desk::new();
    desk.damage(b"{");
    let held = Lock::take(&Place::of_existing(&desk.file).unwrap(), SHORT).unwrap();
    assert_eq!(open_within(&desk.file, &valid, SHORT).unwrap_err().code(), "file_in_use");
    drop(held);
    assert_eq!(count(&desk.opens_in_place_of(b"{").0.bytes), 2);
}

#[test]
fn a_file_or_folder_that_may_not_be_written_can_be_read() {
    let desk = Desk::new();
    for read_only in [desk.file.clone(), desk.folder.path().to_owned()] {
        if read_only.is_dir() && cfg!(not(unix)) {
            continue;
        }
        let before = fs::metadata(&read_only).unwrap().permissions();
        let mut permissions = before.clone();
        permissions.set_readonly(true);
        fs::set_permissions(&read_only, permissions).unwrap();
        let opened = open(&desk.file, &valid).unwrap();
        let refused = transact(&desk.file, &valid, |_| Ok((bytes(3), ())));
        let names = desk.names();
        fs::set_permissions(&read_only, before).unwrap();
        assert_eq!((opened.notices, opened.read_only), (vec![Notice::ReadOnly], true));
        assert_eq!(refused.unwrap_err().code(), "file_read_only");
        assert_eq!(fs::read(&desk.file).unwrap(), bytes(2));
        assert_eq!(names.len(), 4, "{names:?}");
    }
    set(&desk.file, 3);
}

#[cfg(unix)]
#[test]
fn a_damaged_file_in_a_read_only_folder_is_opened_from_its_copy_and_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.damage(b"{");
    fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let opened = open(&desk.file, &valid).unwrap();
    let created = create(&desk.beside("b.setup"), &bytes(1));
    let exported = write_export(&desk.beside("b.html"), b"x", false);
    fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!((count(&opened.bytes), opened.read_only), (2, true));
    let [Notice::RestoredFromCopy { damaged_moved_to, .. }, Notice::ReadOnly] = opened.notices.as_slice() else {
        panic!("{:?}", opened.notices)
    };
    assert_eq!(*damaged_moved_to, desk.file.display().to_string());
    assert_eq!(fs::read(&desk.file).unwrap(), b"{");
    assert_eq!(created.unwrap_err().code(), "not_permitted");
    assert_eq!(exported.unwrap_err().code(), "not_permitted");
}

#[cfg(unix)]
#[test]
fn files_are_their_owners_alone_until_a_person_shares_them() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let desk = Desk::new();
    let mode = |name: &str| fs::metadata(desk.beside(name)).unwrap().mode() & 0o777;
    for name in desk.names() {
        assert_eq!(mode(&name), 0o600, "{name}");
    }
    fs::set_permissions(&desk.file, fs::Permissions::from_mode(0o660)).unwrap();
    set(&desk.file, 3);
    assert_eq!((mode("a.setup"), mode(".a.setup.copy")), (0o660, 0o660));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_its_target_is_written() {
    let desk = Desk::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link.setup");
    std::os::unix::fs::symlink(&desk.file, &link).unwrap();
    set(&link, 3);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&desk.file).unwrap(), bytes(3));
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
    fs::remove_file(&desk.file).unwrap();
    assert_eq!(open(&link, &valid).unwrap_err().code(), "file_missing");
    assert_eq!(create(&link, &bytes(1)).unwrap_err().code(), "file_exists");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_side_file_is_not_followed() {
    let desk = Desk::new();
    let private = desk.beside("private");
    for side in [".a.setup.copy", ".a.setup.lock"] {
        fs::write(&private, b"kept").unwrap();
        fs::remove_file(desk.beside(side)).unwrap();
        std::os::unix::fs::symlink(&private, desk.beside(side)).unwrap();
        let changed = transact(&desk.file, &valid, |present| Ok((bytes(count(present) + 1), ())));
        assert_eq!(changed.is_ok(), side == ".a.setup.copy", "{side}");
        assert_eq!(fs::read(&private).unwrap(), b"kept", "{side}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.as_path(), folder.path(), Path::new("/dev/zero"), Path::new("/")] {
        assert_eq!(open(path, &valid).unwrap_err().code(), "file_not_a_setup", "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn odd_and_long_names_are_names() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("{}.setup", "ü".repeat(120));
    for name in ["a b.setup", "🏢.setup", "-rf", "a\nb", "'\"$(x)", ".hidden", &long] {
        let path = folder.path().join(name);
        create(&path, &bytes(1)).unwrap();
        set(&path, 2);
        fs::write(&path, b"{").unwrap();
        assert_eq!(count(&open(&path, &valid).unwrap().bytes), 2, "{name}");
    }
    let too_long = folder.path().join("x".repeat(256));
    assert_eq!(create(&too_long, &bytes(1)).unwrap_err().code(), "disk_fault");
    assert_eq!(open(&too_long, &valid).unwrap_err().code(), "disk_fault");
}

#[test]
fn an_export_is_written_over_only_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    write_export(&path, b"one", false).unwrap();
    assert_eq!(write_export(&path, b"two", false).unwrap_err().code(), "file_exists");
    assert_eq!(fs::read(&path).unwrap(), b"one");
    write_export(&path, b"two", true).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(write_export(&folder.path().join("none/x"), b"", false).unwrap_err().code(), "folder_missing");
    assert_eq!(write_export(folder.path(), b"", true).unwrap_err().code(), "file_exists");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "an export leaves nothing beside itself");
}

#[test]
fn readers_see_whole_versions_while_a_writer_works() {
    let desk = Desk::new();
    let finished = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut last, mut reads) = (0, 0);
            while !finished.load(Ordering::Relaxed) {
                let opened = open(&desk.file, &valid).unwrap();
                assert_eq!(opened.notices, []);
                assert!(count(&opened.bytes) >= last);
                (last, reads) = (count(&opened.bytes), reads + 1);
            }
            reads
        });
        for _ in 0..200 {
            add_one(&desk.file);
        }
        finished.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 10);
    });
}

#[test]
fn two_writers_in_one_program_lose_no_change() {
    let desk = Desk::new();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| (0..200).for_each(|_| assert!(add_one(&desk.file) > 2)));
        }
    });
    assert_eq!(count(&open(&desk.file, &valid).unwrap().bytes), 402);
}

/// A copy of this program that runs one test, which finds its file in the environment.
fn start_child(test: &str, file: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("{}::{test}", module_path!().split_once("::").unwrap().1), "--nocapture"])
        .env(CHILD_FILE, file)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// The counts that a child printed after they were acknowledged.
fn acknowledged(child: &mut Child) -> Vec<u64> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("kept ")?.strip_suffix('.')?.parse().ok()).collect()
}

fn add_and_tell(file: &Path, times: usize) {
    for _ in 0..times {
        let kept = add_one(file);
        let mut out = io::stdout().lock();
        writeln!(out, "kept {kept}.").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn two_programs_lose_no_change() {
    if let Some(file) = std::env::var_os(CHILD_FILE) {
        return add_and_tell(Path::new(&file), 200);
    }
    let desk = Desk::new();
    let mut children = [(); 2].map(|()| start_child("two_programs_lose_no_change", &desk.file));
    let mut told: Vec<u64> = children.iter_mut().flat_map(acknowledged).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    told.sort_unstable();
    assert_eq!(told, (3..=402).collect::<Vec<_>>());
    assert_eq!(count(&open(&desk.file, &valid).unwrap().bytes), 402);
}

/// Each takes a moment, so few serve from day to day; before a release it is set to 500.
fn kills() -> u64 {
    std::env::var("STORE_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(60)
}

#[test]
fn a_program_killed_at_any_moment_loses_nothing_acknowledged() {
    if let Some(file) = std::env::var_os(CHILD_FILE) {
        return add_and_tell(Path::new(&file), usize::MAX);
    }
    let desk = Desk::new();
    let mut last = 2;
    for round in 0..kills() {
        let mut child = start_child("a_program_killed_at_any_moment_loses_nothing_acknowledged", &desk.file);
        let killer_waits = Duration::from_micros(15_000 + round * 7_919 % 40_000);
        thread::sleep(killer_waits);
        child.kill().unwrap();
        let told = acknowledged(&mut child);
        child.wait().unwrap();
        let opened = open(&desk.file, &valid).unwrap();
        assert_eq!(opened.notices, [], "round {round}");
        let found = count(&opened.bytes);
        let acknowledged = told.last().copied().unwrap_or(last);
        assert!(found == acknowledged || found == acknowledged + 1, "round {round}: {found} after {acknowledged}");
        // The copies are as good after a kill as the file.
        desk.damage(b"");
        let (opened, _) = desk.opens_in_place_of(b"");
        assert!((found - 1..=found).contains(&count(&opened.bytes)), "round {round}");
        assert!(count(&opened.bytes) >= acknowledged, "round {round}: the copy lacks an acknowledged change");
        last = count(&opened.bytes);
    }
    assert!(last > 60, "the children were killed before they wrote: {last}");
    assert!(!desk.names().iter().any(|name| name.contains(".tmp-")), "{:?}", desk.names());
}
