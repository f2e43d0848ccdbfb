//! One writer at a time, across processes.
//!
//! The lock is on a file beside the setup, since one on the setup itself would be lost at each rename. The system frees
//! it when its holder dies, however it dies. The lock file names its [`Holder`] while it is held and is empty otherwise;
//! it is never removed, because a third writer might just be about to lock it.

use std::{
    fs::{File, TryLockError},
    io,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use super::{
    holder::Holder,
    place::{Place, writable},
};
use crate::problem::Problem;

const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(25);

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
        let waited = wait_for(&file, wait).map_err(|error| place.problem(&error))?;
        if waited == Waited::InVain {
            let holder = Holder::read(&mut file).map(|holder| holder.to_string());
            return Err(Problem::FileInUse { path: place.shown().to_owned(), holder });
        }
        // Without locks a name that stands there may be that of somebody who is writing now.
        let after_a_death = waited == Waited::Locked && file.metadata().is_ok_and(|about| about.len() > 0);
        Holder::this_program(Timestamp::now()).write(&mut file);
        Ok(Self { file, after_a_death })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        Holder::clear(&mut self.file);
        let _ = self.file.unlock();
    }
}

/// What waiting for a lock came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waited {
    Locked,
    /// This file system gives no lock to anybody; there the check that the file is still the one that was read stands
    /// alone.
    WithoutLocks,
    /// Somebody else held it all the time.
    InVain,
}

/// Waits for the lock, at most so long.
pub(super) fn wait_for(file: &File, wait: Duration) -> io::Result<Waited> {
    let since = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Waited::Locked),
            Err(TryLockError::Error(error)) if has_no_locks(&error) => return Ok(Waited::WithoutLocks),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if since.elapsed() >= wait => return Ok(Waited::InVain),
            Err(TryLockError::WouldBlock) => std::thread::sleep(pause.min(wait.saturating_sub(since.elapsed()))),
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// A file system without locks, or a network drive whose lock server is not there. Some drives that a program serves
/// (FUSE) call the request itself invalid.
fn has_no_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        let refused = |errno: Errno| error.raw_os_error() == Some(errno.raw_os_error());
        if [Errno::NOLCK, Errno::INVAL].into_iter().any(refused) {
            return true;
        }
    }
    error.kind() == io::ErrorKind::Unsupported
}
