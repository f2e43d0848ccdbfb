//! Where a private key stays between two runs: in a file that is sealed with a key from the keychain.
//!
//! A PEM does not fit every keychain (Windows takes 1280 characters), so the keychain of each system holds the same: 32
//! random bytes as text, under the setup's id. The sealed file, `SETUP-ID.key`, lies in a folder that the caller names.
//! Neither opens anything without the other. Without a keychain nothing is kept; the key may still be used from memory.

use std::{
    env,
    ffi::OsString,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{PrivateKey, failed, import};
use crate::{
    keychain,
    problem::Problem,
    sealed::{MasterKey, Unopened},
};

/// The program's own folder among an account's data, the same for window and command line.
const APPLICATION: &str = "app.oracle-setup-assistant";

/// Where sealed keys lie for this account, as its environment names the place; none where it names none. Nothing is
/// looked up on the disk, and the folder need not be there.
pub fn sealed_folder() -> Option<PathBuf> {
    data_folder(|name| env::var_os(name)).map(|folder| folder.join(APPLICATION).join("keys"))
}

/// Where the system has a program keep an account's data: `%APPDATA%`, *Application Support*, or `XDG_DATA_HOME` (XDG Base
/// Directory Specification: a relative path there does not count).
fn data_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    }
}

/// Keeps the private key of a setup in place of the one that was kept before. The folder is made where it is not there.
/// When this returns, the key is on disk.
///
/// # Errors
/// [`Problem::Keychain`], or what the disk did not do.
pub async fn keep(setup_id: &str, key: &PrivateKey, sealed_dir: &Path) -> Result<(), Problem> {
    let master = if let Some(master) = stored_master(setup_id).await? {
        master
    } else {
        let master = MasterKey::generate().ok_or_else(|| failed("making a key for the file"))?;
        // Before the file: a file whose key was never kept would be lost.
        keychain::store(&entry(setup_id), &master.to_text()).await?;
        master
    };
    write(setup_id, key, &master, sealed_dir)
}

/// The private key of a setup, or none where none is kept.
///
/// # Errors
/// [`Problem::Keychain`], [`Problem::KeyFileDamaged`], [`Problem::KeyFileLocked`], [`Problem::FileNewer`], or what the
/// disk did not do.
pub async fn read(setup_id: &str, sealed_dir: &Path) -> Result<Option<PrivateKey>, Problem> {
    let path = path(setup_id, sealed_dir);
    // The file first: where there is none, no keychain need open its prompt.
    let Some(sealed) = read_file(&path)? else { return Ok(None) };
    let Some(master) = stored_master(setup_id).await? else {
        return Err(Problem::KeyFileLocked { path: path.display().to_string() });
    };
    open(setup_id, &sealed, &master, &path).map(Some)
}

/// Whether a private key is kept, as far as can be told without the keychain.
pub fn is_kept(setup_id: &str, sealed_dir: &Path) -> bool {
    path(setup_id, sealed_dir).is_file()
}

/// Removes the private key of a setup, the file before the key that opens it; false where neither was kept.
///
/// # Errors
/// [`Problem::Keychain`], or what the disk did not do.
pub async fn forget(setup_id: &str, sealed_dir: &Path) -> Result<bool, Problem> {
    let path = path(setup_id, sealed_dir);
    let removed = match fs::remove_file(&path) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(disk(&error, &path)),
    };
    Ok(keychain::forget(&entry(setup_id)).await? || removed)
}

/// The keychain's own name for it, apart from the password of the same setup.
fn entry(setup_id: &str) -> String {
    format!("{setup_id}:key")
}

fn path(setup_id: &str, sealed_dir: &Path) -> PathBuf {
    sealed_dir.join(format!("{setup_id}.key"))
}

/// What the keychain holds and can not be read as a key opens nothing, as if it were not there.
async fn stored_master(setup_id: &str) -> Result<Option<MasterKey>, Problem> {
    Ok(keychain::read(&entry(setup_id)).await?.as_ref().and_then(MasterKey::from_text))
}

fn write(setup_id: &str, key: &PrivateKey, master: &MasterKey, sealed_dir: &Path) -> Result<(), Problem> {
    let pkcs8 = key.to_pkcs8()?;
    let sealed = master.seal(setup_id, pkcs8.as_ref()).ok_or_else(|| failed("sealing the key"))?;
    let path = path(setup_id, sealed_dir);
    put(&sealed, sealed_dir, &path).map_err(|error| disk(&error, &path))
}

/// Aside, synced, renamed, folder synced: after a power cut the file is the one before or this one, whole.
fn put(bytes: &[u8], folder: &Path, path: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut staged = tempfile::Builder::new().prefix(".key-").tempfile_in(folder)?;
    staged.write_all(bytes)?;
    staged.as_file().sync_all()?;
    staged.persist(path).map_err(|refused| refused.error)?;
    // A folder can only be synced where it can be opened as a file; elsewhere the journal orders the rename.
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk(&error, path)),
    }
}

fn open(setup_id: &str, sealed: &[u8], master: &MasterKey, path: &Path) -> Result<PrivateKey, Problem> {
    let shown = || path.display().to_string();
    let pkcs8 = master.open(setup_id, sealed).map_err(|unopened| match unopened {
        Unopened::Damaged => Problem::KeyFileDamaged { path: shown() },
        Unopened::WrongKey => Problem::KeyFileLocked { path: shown() },
        Unopened::Newer(version) => Problem::FileNewer { path: shown(), schema: version.into(), known: 1 },
    })?;
    import::from_pkcs8(&pkcs8).map_err(|_| Problem::KeyFileDamaged { path: shown() })
}

fn disk(error: &io::Error, path: &Path) -> Problem {
    let path = path.display().to_string();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Problem::DiskFull { path },
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Problem::NotPermitted { path },
        kind => Problem::DiskFault { path, what: kind.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETUP: &str = "5b1e0a52-58c8-4a44-a1b3-1c1f7a0d9d10";

    fn kept() -> (PrivateKey, MasterKey, tempfile::TempDir, PathBuf) {
        let (key, master) = (PrivateKey::generate().unwrap(), MasterKey::generate().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let sealed_dir = folder.path().join("keys");
        write(SETUP, &key, &master, &sealed_dir).unwrap();
        (key, master, folder, sealed_dir)
    }

    fn opened(setup_id: &str, master: &MasterKey, path: &Path) -> Result<PrivateKey, Problem> {
        open(setup_id, &fs::read(path).unwrap(), master, path)
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn finds_the_data_folder_of_the_account_and_takes_no_relative_one() {
        let with = |data: &str, home: &str| {
            let named = [("XDG_DATA_HOME", data.to_owned()), ("HOME", home.to_owned())];
            data_folder(|name| {
                named.iter().find(|(known, value)| *known == name && !value.is_empty()).map(|(_, value)| value.into())
            })
        };
        assert_eq!(with("/data", "/home/ann"), Some(PathBuf::from("/data")));
        assert_eq!(with("data", "/home/ann"), Some(PathBuf::from("/home/ann/.local/share")));
        assert_eq!(with("", ""), None);
    }

    #[test]
    fn the_key_comes_back_as_it_was_kept() {
        let (key, master, _folder, sealed_dir) = kept();
        let again = opened(SETUP, &master, &path(SETUP, &sealed_dir)).unwrap();
        assert_eq!(again.to_pkcs8().unwrap().as_ref(), key.to_pkcs8().unwrap().as_ref());
    }

    #[test]
    fn nothing_of_the_key_stands_in_the_file() {
        let (key, _, _folder, sealed_dir) = kept();
        let file = fs::read(path(SETUP, &sealed_dir)).unwrap();
        let pkcs8 = key.to_pkcs8().unwrap();
        let shared = pkcs8.as_ref().windows(16).filter(|window| file.windows(16).any(|other| other == *window));
        assert_eq!(shared.count(), 0);
    }

    #[test]
    fn a_file_in_the_place_of_another_setups_does_not_open() {
        let (_, master, _folder, sealed_dir) = kept();
        let other = "00000000-0000-4000-8000-000000000000";
        fs::rename(path(SETUP, &sealed_dir), path(other, &sealed_dir)).unwrap();
        let refused = opened(other, &master, &path(other, &sealed_dir));
        assert!(matches!(refused, Err(Problem::KeyFileLocked { .. })), "{refused:?}");
    }

    #[test]
    fn tells_a_damaged_file_from_the_key_of_another_keychain() {
        let (_, master, _folder, sealed_dir) = kept();
        let path = path(SETUP, &sealed_dir);
        let refused = opened(SETUP, &MasterKey::generate().unwrap(), &path);
        assert!(matches!(refused, Err(Problem::KeyFileLocked { .. })), "{refused:?}");
        let mut bytes = fs::read(&path).unwrap();
        bytes.truncate(bytes.len() / 2);
        fs::write(&path, bytes).unwrap();
        let refused = opened(SETUP, &master, &path);
        assert!(matches!(refused, Err(Problem::KeyFileDamaged { .. })), "{refused:?}");
    }

    #[test]
    fn a_second_key_takes_the_place_of_the_first_and_leaves_nothing_beside_it() {
        let (_, master, _folder, sealed_dir) = kept();
        let second = PrivateKey::generate().unwrap();
        write(SETUP, &second, &master, &sealed_dir).unwrap();
        let again = opened(SETUP, &master, &path(SETUP, &sealed_dir)).unwrap();
        assert_eq!(again.public(), second.public());
        assert_eq!(fs::read_dir(&sealed_dir).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_, _, _folder, sealed_dir) = kept();
        let mode = fs::metadata(path(SETUP, &sealed_dir)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
