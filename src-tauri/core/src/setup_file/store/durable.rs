//! Writing so that what was acknowledged is there after a power cut: aside, synced, renamed, folder synced.
//!
//! A rename alone is not enough: without the sync before it, a power cut can leave the new name on an empty file. On
//! Windows a folder cannot be synced; its journal orders the rename behind the synced contents.

use std::{
    ffi::OsStr,
    fs, io,
    io::Write as _,
    path::Path,
    time::{Duration, SystemTime},
};

use tempfile::{NamedTempFile, TempPath};

use super::place::{Place, is_temporary};

/// A scanner or a search index may hold a file open for a moment; Windows then refuses the rename.
#[cfg(windows)]
const RENAME_PATIENCE: Duration = Duration::from_millis(250);

/// The new contents in the folder of the file, on disk, under a name of their own. Dropped, it is gone.
pub(super) fn stage(place: &Place, bytes: &[u8], like: Option<&fs::Permissions>) -> io::Result<TempPath> {
    // Made by this call alone, and readable by its owner alone until it has the rights of the file that it replaces.
    let mut staged = temporary(&place.temporary_prefix()).tempfile_in(place.folder())?;
    staged.write_all(bytes)?;
    if let Some(permissions) = like {
        staged.as_file().set_permissions(permissions.clone())?;
    }
    staged.as_file().sync_all()?;
    Ok(staged.into_temp_path())
}

/// The present file under a second name, so that the version before stays while the file is replaced. Where the file
/// system has no second names, its bytes.
pub(super) fn stage_present(place: &Place, bytes: &[u8]) -> io::Result<TempPath> {
    let file = place.file();
    let linked = temporary(&place.temporary_prefix())
        .make_in(place.folder(), |name| fs::hard_link(&file, name))
        .map(NamedTempFile::into_temp_path);
    linked.or_else(|_| stage(place, bytes, fs::metadata(&file).map(|about| about.permissions()).ok().as_ref()))
}

/// Puts the second name that [`stage_present`] made at `to`.
pub(super) fn put_present(staged: TempPath, to: &Path) -> io::Result<()> {
    let second_name = staged.to_path_buf();
    put(staged, to)?;
    // A rename onto another name of the same file does nothing and leaves both names.
    let _ = fs::remove_file(second_name);
    Ok(())
}

/// Puts what was staged in the place of whatever stands at `to`.
pub(super) fn put(staged: TempPath, to: &Path) -> io::Result<()> {
    patiently(staged, |staged| staged.persist(to))
}

/// Puts what was staged at `to`, where nothing may stand.
pub(super) fn put_new(staged: TempPath, to: &Path) -> io::Result<()> {
    patiently(staged, |staged| staged.persist_noclobber(to))
}

/// Makes the renames in a folder last. Some network file systems cannot be asked to.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match fs::File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the other systems can fail here")]
pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes what writers of this file that died have left, where it is at least that old. What cannot be removed does no
/// harm.
pub(super) fn sweep(place: &Place, older_than: Duration) {
    let Ok(entries) = fs::read_dir(place.folder()) else { return };
    let prefix = place.temporary_prefix();
    let now = SystemTime::now();
    for entry in entries.flatten().filter(|entry| is_temporary(&entry.file_name(), &prefix)) {
        let modified = entry.metadata().and_then(|about| about.modified());
        let age = modified.ok().and_then(|modified| now.duration_since(modified).ok()).unwrap_or_default();
        if age >= older_than {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn temporary(prefix: &OsStr) -> tempfile::Builder<'_, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    builder
}

#[cfg(not(windows))]
fn patiently(staged: TempPath, rename: impl Fn(TempPath) -> Result<(), tempfile::PathPersistError>) -> io::Result<()> {
    rename(staged).map_err(|refused| refused.error)
}

#[cfg(windows)]
fn patiently(
    mut staged: TempPath,
    rename: impl Fn(TempPath) -> Result<(), tempfile::PathPersistError>,
) -> io::Result<()> {
    /// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
    const HELD_BY_ANOTHER: [i32; 2] = [32, 33];
    let since = std::time::Instant::now();
    loop {
        let Err(refused) = rename(staged) else { return Ok(()) };
        let held = refused.error.kind() == io::ErrorKind::PermissionDenied
            || refused.error.raw_os_error().is_some_and(|code| HELD_BY_ANOTHER.contains(&code));
        if !held || since.elapsed() >= RENAME_PATIENCE {
            return Err(refused.error);
        }
        staged = refused.path;
        std::thread::sleep(Duration::from_millis(10));
    }
}
