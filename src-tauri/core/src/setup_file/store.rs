//! Bytes on disk that are never lost once they were acknowledged.
//!
//! This knows nothing of setups: what counts as a good file is the caller's to say ([`Validity`]). A write is synced
//! before it is acknowledged; one writer works at a time; two older selves stand beside the file (`.NAME.previous` and
//! `.NAME.copy`, with `.NAME.lock`), and from them a damaged file is replaced after it was moved aside. Where there is no
//! good copy, the damaged file stays where it is: nothing would take its place. [`Hold`] tells others that somebody
//! works on a file, for longer than a write takes.
//!
//! All calls block, on the disk and on another writer; call them off the window's thread.

mod copies;
mod durable;
mod hold;
mod holder;
mod lock;
mod place;

use std::{borrow::Cow, fs, io, path::Path, thread, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tempfile::TempPath;

use self::{copies::Replacement, lock::Lock, place::Place};
use crate::problem::Problem;
pub use hold::{Hold, held_by};
pub use holder::{Holder, account};

/// How long a writer waits for another before it is told.
const WAIT: Duration = Duration::from_secs(5);

/// An export that is being written now is younger than this; what is older was left by a process that died.
const ABANDONED: Duration = Duration::from_hours(1);

/// How often a change is brought together with what another program wrote meanwhile, before that is given up.
const MOST_RECONCILED: u32 = 5;

/// To hash so many bytes takes no longer than to start a thread for it.
const QUICKLY_SEALED: usize = 64 * 1024;

/// Further attempts at a free name would find the clock stopped.
const MOST_DAMAGED_A_SECOND: u32 = 1000;

/// What a caller says of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Whole, and of a kind that this program can read and write.
    Good,
    /// Whole, but written by a newer program: it is opened and never written.
    Newer {
        /// The schema that the file names.
        schema: u64,
    },
    /// Whole, but another program's.
    Other,
    /// Cut off, or not what it says it is.
    Damaged,
}

/// Something about a file that a person should know although it could be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Notice {
    /// The file was damaged, and a copy was opened.
    RestoredFromCopy {
        /// Where the damaged bytes are now. In a folder that cannot be written, that is still the file itself.
        damaged_moved_to: String,
        /// When the copy was written: RFC 3339, UTC, whole seconds.
        copy_from: Option<String>,
        /// Whether a change that had been kept may be missing in the copy.
        older: bool,
    },
    /// Nothing that is changed now could be kept.
    ReadOnly,
    /// The file is a newer program's: it is read as far as it is understood, and never written.
    Newer {
        /// The schema that the file names.
        schema: u64,
        /// The newest one that this program writes.
        known: u64,
    },
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Good bytes, or those of a newer program.
    pub bytes: Vec<u8>,
    /// What the person should know.
    pub notices: Vec<Notice>,
    /// Whether [`transact`] would refuse.
    pub read_only: bool,
}

impl Opened {
    fn new(bytes: Vec<u8>, mut notices: Vec<Notice>, read_only: bool) -> Self {
        if read_only {
            notices.push(Notice::ReadOnly);
        }
        Self { bytes, notices, read_only }
    }
}

/// Reads a file, and repairs it from a copy where it is damaged. Nothing else is ever written.
///
/// # Errors
/// [`Problem::FileMissing`]; [`Problem::FileDamaged`] and [`Problem::FileNotASetup`] where there is no good copy, the file
/// then being left as it is; [`Problem::FileInUse`] where a repair was wanted and another writer did not finish;
/// [`Problem::NotPermitted`].
pub fn open(path: &Path, valid: &dyn Fn(&[u8]) -> Validity) -> Result<Opened, Problem> {
    open_within(path, valid, WAIT)
}

/// As [`open`], and nothing is written: what is damaged stays where it is, whether a copy can be shown or not.
///
/// # Errors
/// [`Problem::FileMissing`]; [`Problem::FileDamaged`] and [`Problem::FileNotASetup`] where there is no good copy.
pub fn look(path: &Path, valid: &dyn Fn(&[u8]) -> Validity) -> Result<Opened, Problem> {
    let place = Place::of_existing(path)?;
    let bytes = place.read()?;
    match judge(&place, &bytes, valid)? {
        Found::Sound { .. } => Ok(Opened { bytes, notices: Vec::new(), read_only: true }),
        Found::Replaced(replacement) => Ok(opened_from(&place, replacement)),
    }
}

/// The bytes of a file as they stand there, good or not. Nothing is written.
///
/// # Errors
/// [`Problem::FileMissing`], [`Problem::FileNotASetup`] for what is no file or far too large,
/// [`Problem::NotPermitted`].
pub fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    Place::of_existing(path)?.read()
}

/// Writes a new file, readable by its owner alone, and returns when it is on disk.
///
/// # Errors
/// [`Problem::FileExists`], [`Problem::FolderMissing`], [`Problem::NotPermitted`], [`Problem::DiskFull`],
/// [`Problem::FileInUse`].
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let place = Place::of_new(path)?;
    refuse_existing(&place)?;
    refuse_read_only_folder(&place)?;
    let lock = begin(&place, WAIT)?;
    refuse_existing(&place)?;
    let written = copies::forget(&place)
        .and_then(|()| durable::stage(&place, bytes, None))
        .and_then(|staged| durable::put_new(staged, &place.file()))
        .and_then(|()| durable::sync_folder(place.folder()));
    written.map_err(|error| place.problem(&error))?;
    copies::keep_newest(&place, &copies::sealed(bytes, None));
    drop(lock);
    Ok(())
}

/// Gives a file away, such as to the system's trash, while no other writer is at it. The copies beside it go too: what a
/// person deletes should not stay behind unseen.
///
/// # Errors
/// Those of `away`, and then everything is as it was; [`Problem::FileMissing`]; [`Problem::FileInUse`] after 5 s.
pub fn give_away(path: &Path, away: impl FnOnce(&Path) -> Result<(), Problem>) -> Result<(), Problem> {
    let place = Place::of_existing(path)?;
    let lock = begin(&place, WAIT)?;
    away(&place.file())?;
    if let Err(error) = copies::forget(&place) {
        tracing::warn!(kind = %error.kind(), "a copy of a file that was given away is still there");
    }
    drop(lock);
    Ok(())
}

/// Reads a file afresh, lets `change` make new bytes of it, and returns when these are on disk. No other writer comes
/// between. A change that alters nothing writes nothing; one that fails leaves everything as it was.
///
/// A damaged file is repaired first, as by [`open`]; the notices say so. `change` also sees the bytes of a newer
/// program, to refuse them in its own words.
///
/// # Errors
/// Those of `change` and of [`open`]; [`Problem::FileReadOnly`]; [`Problem::FileInUse`] after 5 s, with the holder's
/// name where it is known, or at once where a program that takes no lock has written meanwhile;
/// [`Problem::DiskFull`]. The old bytes then stand; only after [`Problem::DiskFault`] it may be either.
pub fn transact<T>(
    path: &Path,
    valid: &dyn Fn(&[u8]) -> Validity,
    change: impl FnOnce(&[u8]) -> Result<(Vec<u8>, T), Problem>,
) -> Result<(Opened, T), Problem> {
    transact_within(path, valid, change, &refuse_meanwhile, WAIT)
}

/// What to write where another program wrote meanwhile, made of the bytes that were read, those that were to be written
/// and those that are there now; none where they cannot be brought together.
pub type Reconcile<'a> = &'a dyn Fn(&[u8], &[u8], &[u8]) -> Result<Option<Vec<u8>>, Problem>;

/// As [`transact`]; what a program without locks has written meanwhile is brought together with the change. A synced
/// folder carries no locks, so there this is what keeps both.
///
/// # Errors
/// Those of [`transact`] and of `reconcile`.
pub fn transact_reconciling<T>(
    path: &Path,
    valid: &dyn Fn(&[u8]) -> Validity,
    change: impl FnOnce(&[u8]) -> Result<(Vec<u8>, T), Problem>,
    reconcile: Reconcile<'_>,
) -> Result<(Opened, T), Problem> {
    transact_within(path, valid, change, reconcile, WAIT)
}

#[expect(clippy::unnecessary_wraps, reason = "a `Reconcile`, of which others fail")]
fn refuse_meanwhile(_read: &[u8], _changed: &[u8], _present: &[u8]) -> Result<Option<Vec<u8>>, Problem> {
    Ok(None)
}

/// Writes a report or another export, readable by its owner alone, and returns when it is on disk.
///
/// # Errors
/// [`Problem::FileExists`] unless `replace`; [`Problem::FolderMissing`], [`Problem::NotPermitted`],
/// [`Problem::DiskFull`].
pub fn write_export(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Problem> {
    let place = if replace && path.exists() { Place::of_existing(path)? } else { Place::of_new(path)? };
    if !replace || place.file().is_dir() {
        refuse_existing(&place)?;
    }
    refuse_read_only_folder(&place)?;
    durable::sweep(&place, ABANDONED);
    let put = if replace { durable::put } else { durable::put_new };
    durable::stage(&place, bytes, None)
        .and_then(|staged| put(staged, &place.file()))
        .and_then(|()| durable::sync_folder(place.folder()))
        .map_err(|error| place.problem(&error))
}

/// Takes the lock, and clears away what a writer has left that died while it held it.
fn begin(place: &Place, wait: Duration) -> Result<Lock, Problem> {
    let lock = Lock::take(place, wait)?;
    if lock.after_a_death {
        durable::sweep(place, Duration::ZERO);
    }
    Ok(lock)
}

/// What is to be made of a file as it was found.
enum Found {
    /// Opened as it is.
    Sound { newer: bool },
    /// Opened from a copy.
    Replaced(Replacement),
}

fn judge(place: &Place, bytes: &[u8], valid: &dyn Fn(&[u8]) -> Validity) -> Result<Found, Problem> {
    let validity = valid(bytes);
    let broken = matches!(validity, Validity::Damaged | Validity::Other);
    if let Some(replacement) = copies::replacement(place, bytes, broken, valid) {
        return Ok(Found::Replaced(replacement));
    }
    let path = place.shown().to_owned();
    match validity {
        Validity::Good => Ok(Found::Sound { newer: false }),
        Validity::Newer { .. } => Ok(Found::Sound { newer: true }),
        Validity::Other => Err(Problem::FileNotASetup { path }),
        Validity::Damaged => Err(Problem::FileDamaged { path, moved_to: None }),
    }
}

fn open_within(path: &Path, valid: &dyn Fn(&[u8]) -> Validity, wait: Duration) -> Result<Opened, Problem> {
    let place = Place::of_existing(path)?;
    let bytes = place.read()?;
    match judge(&place, &bytes, valid)? {
        Found::Sound { newer } => Ok(Opened::new(bytes, Vec::new(), newer || place.is_read_only())),
        Found::Replaced(replacement) => repair(&place, replacement, valid, wait),
    }
}

/// What looked damaged may have been read while a writer was at work: only what is found under the lock is believed.
fn repair(
    place: &Place,
    replacement: Replacement,
    valid: &dyn Fn(&[u8]) -> Validity,
    wait: Duration,
) -> Result<Opened, Problem> {
    if place.is_read_only() {
        return Ok(opened_from(place, replacement));
    }
    let lock = match begin(place, wait) {
        Ok(lock) => lock,
        Err(Problem::FileInUse { path, holder }) => return Err(Problem::FileInUse { path, holder }),
        Err(_) => return Ok(opened_from(place, replacement)),
    };
    let bytes = place.read()?;
    let opened = match judge(place, &bytes, valid)? {
        Found::Sound { newer } => Opened::new(bytes, Vec::new(), newer),
        Found::Replaced(replacement) => match restore(place, &bytes, &replacement) {
            Ok(notice) => {
                let newer = matches!(valid(&replacement.bytes), Validity::Newer { .. });
                Opened::new(replacement.bytes, vec![notice], newer)
            }
            // A full disk keeps nobody from reading.
            Err(_) => opened_from(place, replacement),
        },
    };
    drop(lock);
    Ok(opened)
}

/// A copy's bytes where the file itself cannot be repaired.
fn opened_from(place: &Place, replacement: Replacement) -> Opened {
    let notice = restored(place.shown().to_owned(), &replacement);
    Opened::new(replacement.bytes, vec![notice], true)
}

/// Moves the damaged bytes aside, then puts the good ones in their place. The file's name is never without a file.
fn restore(place: &Place, damaged: &[u8], replacement: &Replacement) -> Result<Notice, Problem> {
    let disk = |error: io::Error| place.problem(&error);
    let like = fs::metadata(place.file()).map_err(disk)?.permissions();
    let staged = durable::stage(place, &replacement.bytes, Some(&like)).map_err(disk)?;
    let aside = set_aside(place, damaged)?;
    durable::put(staged, &place.file()).and_then(|()| durable::sync_folder(place.folder())).map_err(disk)?;
    Ok(restored(aside, replacement))
}

fn set_aside(place: &Place, damaged: &[u8]) -> Result<String, Problem> {
    let now = Timestamp::now();
    for attempt in 1..=MOST_DAMAGED_A_SECOND {
        let aside = place.damaged(now, attempt);
        let kept = durable::stage_present(place, damaged).and_then(|staged| durable::put_new(staged, &aside));
        match kept {
            Ok(()) => return Ok(aside.display().to_string()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(place.problem(&error)),
        }
    }
    Err(Problem::FileExists { path: place.damaged(now, 1).display().to_string() })
}

fn restored(damaged_moved_to: String, replacement: &Replacement) -> Notice {
    let copy_from = replacement.modified.and_then(|time| Timestamp::try_from(time).ok());
    let copy_from = copy_from.map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    Notice::RestoredFromCopy { damaged_moved_to, copy_from, older: replacement.older }
}

fn transact_within<T>(
    path: &Path,
    valid: &dyn Fn(&[u8]) -> Validity,
    change: impl FnOnce(&[u8]) -> Result<(Vec<u8>, T), Problem>,
    reconcile: Reconcile<'_>,
    wait: Duration,
) -> Result<(Opened, T), Problem> {
    let place = Place::of_existing(path)?;
    if place.is_read_only() {
        return Err(Problem::FileReadOnly { path: place.shown().to_owned() });
    }
    let lock = begin(&place, wait)?;
    let read = place.read()?;
    let found = judge(&place, &read, valid)?;
    let (present, newer) = match &found {
        Found::Sound { newer } => (&read, *newer),
        Found::Replaced(replacement) => {
            (&replacement.bytes, matches!(valid(&replacement.bytes), Validity::Newer { .. }))
        }
    };
    let (bytes, value) = change(present)?;
    if newer {
        return Err(Problem::FileReadOnly { path: place.shown().to_owned() });
    }
    let notices = match &found {
        Found::Sound { .. } => Vec::new(),
        Found::Replaced(replacement) => vec![restore(&place, &read, replacement)?],
    };
    let next = if bytes == *present { bytes } else { replace(&place, present, bytes, valid, reconcile)? };
    drop(lock);
    Ok((Opened::new(next, notices, false), value))
}

/// Puts `next` in the place of what was read. Returns what was written: not quite `next`, where another program wrote
/// meanwhile.
fn replace(
    place: &Place,
    read: &[u8],
    next: Vec<u8>,
    valid: &dyn Fn(&[u8]) -> Validity,
    reconcile: Reconcile<'_>,
) -> Result<Vec<u8>, Problem> {
    let in_use = || Problem::FileInUse { path: place.shown().to_owned(), holder: None };
    let (mut read, mut next) = (Cow::Borrowed(read), next);
    for _ in 0..MOST_RECONCILED {
        if put_in_place(place, &read, &next)? {
            return Ok(next);
        }
        let present = place.read()?;
        if valid(&present) != Validity::Good {
            return Err(in_use());
        }
        next = reconcile(&read, &next, &present)?.ok_or_else(in_use)?;
        read = Cow::Owned(present);
    }
    Err(in_use())
}

/// The heart of a change: from the last rename of the file on, a power cut leaves the new bytes; before it, the old.
/// False, and nothing done, where the file is no longer the one that was read: a synced folder carries no locks, and its
/// program may have brought another version.
fn put_in_place(place: &Place, present: &[u8], next: &[u8]) -> Result<bool, Problem> {
    let disk = |error: io::Error| place.problem(&error);
    let like = fs::metadata(place.file()).map_err(disk)?.permissions();
    let (staged, sealed) = stage_and_seal(place, present, next, &like);
    let staged = staged.map_err(disk)?;
    let previous = durable::stage_present(place, present).map_err(disk)?;
    if !place.holds(present)? {
        return Ok(false);
    }
    // In this order, so that after a crash between the two the copy is not taken for the newest (see `copies`).
    durable::put_present(previous, &place.previous()).map_err(disk)?;
    durable::put(staged, &place.file()).map_err(disk)?;
    durable::sync_folder(place.folder()).map_err(disk)?;
    copies::keep_newest(place, &sealed);
    Ok(true)
}

/// Stages `next`. Its sealed copy is made while the disk is busy, where it is long enough for that to be worth a thread.
fn stage_and_seal(
    place: &Place,
    present: &[u8],
    next: &[u8],
    like: &fs::Permissions,
) -> (io::Result<TempPath>, Vec<u8>) {
    let seal = || copies::sealed(next, Some(present));
    thread::scope(|scope| {
        let sealing = (next.len() > QUICKLY_SEALED).then(|| thread::Builder::new().spawn_scoped(scope, seal));
        let staged = durable::stage(place, next, Some(like));
        let sealed = sealing.and_then(Result::ok).and_then(|sealing| sealing.join().ok());
        (staged, sealed.unwrap_or_else(seal))
    })
}

/// A link that leads nowhere is there too.
fn refuse_existing(place: &Place) -> Result<(), Problem> {
    if fs::symlink_metadata(place.file()).is_ok() {
        return Err(Problem::FileExists { path: place.shown().to_owned() });
    }
    Ok(())
}

fn refuse_read_only_folder(place: &Place) -> Result<(), Problem> {
    if place.folder_is_read_only() {
        return Err(Problem::NotPermitted { path: place.folder().display().to_string() });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
