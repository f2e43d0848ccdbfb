//! One writer at a time, across processes.
//!
//! The lock is on a file beside the setup, since one on the setup itself would be lost at each rename. The system frees
//! it when its holder dies, however it dies. The lock file holds the holder's name while it is held and is empty
//! otherwise; it is never removed, because a third writer might just be about to lock it.

use std::{
    fs::{File, TryLockError},
    io,
    io::{Read as _, Seek as _, Write as _},
    time::{Duration, Instant},
};

use super::place::{Place, writable};
use crate::problem::Problem;

const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(25);

/// The longest name of a holder that is repeated, in bytes.
const LONGEST_HOLDER: u64 = 200;

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    /// Whether the holder before died with its work unfinished.
    pub(super) after_a_death: bool,
}

impl Lock {
    /// Waits at most `wait` for the other writer.
    ///
    /// # Errors
    /// [`Problem::FileInUse`] after that time, or what the disk says to a new file in that folder.
    pub(super) fn take(place: &Place, wait: Duration) -> Result<Self, Problem> {
        let mut file = writable(place, &place.lock()).map_err(|error| match place.problem(&error) {
            Problem::FileMissing { .. } => Problem::FolderMissing { path: place.folder().display().to_string() },
            other => other,
        })?;
        if !wait_for(&file, wait).map_err(|error| place.problem(&error))? {
            return Err(Problem::FileInUse { path: place.shown().to_owned(), holder: holder(&mut file) });
        }
        let after_a_death = holder(&mut file).is_some();
        let mut lock = Self { file, after_a_death };
        lock.name_holder(&format!("{} (process {})\n", program(), std::process::id()));
        Ok(lock)
    }

    /// The name serves a message only: a disk too full to hold it must not stop anyone.
    fn name_holder(&mut self, name: &str) {
        let written =
            self.file.set_len(0).and_then(|()| self.file.rewind()).and_then(|()| self.file.write_all(name.as_bytes()));
        if let Err(error) = written {
            tracing::debug!(kind = %error.kind(), "the lock file holds no name");
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.name_holder("");
        let _ = self.file.unlock();
    }
}

/// Whether the lock was had in time. A file system without locks gives none to anybody; there the check that the file
/// is still the one that was read stands alone.
fn wait_for(file: &File, wait: Duration) -> io::Result<bool> {
    let since = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if since.elapsed() >= wait => return Ok(false),
            Err(TryLockError::WouldBlock) => std::thread::sleep(pause.min(wait.saturating_sub(since.elapsed()))),
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Who holds the lock, where the file says so. On Windows a locked file cannot be read by others, and the answer is
/// none.
fn holder(file: &mut File) -> Option<String> {
    let mut bytes = Vec::new();
    file.rewind().and_then(|()| (&*file).take(LONGEST_HOLDER).read_to_end(&mut bytes)).ok()?;
    let name: String = String::from_utf8_lossy(&bytes).chars().filter(|sign| !sign.is_control()).collect();
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn program() -> String {
    let path = std::env::current_exe().unwrap_or_default();
    path.file_stem().map_or_else(|| "another program".to_owned(), |name| name.to_string_lossy().into_owned())
}
