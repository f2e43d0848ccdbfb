//! Where a file and everything beside it stands, and what a refusal by the disk means there.
//!
//! Nothing here writes.

use std::{
    ffi::{OsStr, OsString},
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use crate::problem::Problem;

/// No setup comes near to this size; another program's file may, and is then not read whole.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// The longest name, in bytes, that still leaves room for what is put around it: file systems stop at 255.
const LONGEST_STEM: usize = 200;

/// How much of a file is compared at once.
const A_PIECE: usize = 64 * 1024;

/// How much of a longer name is kept in front of its hash.
const KEPT_OF_LONG_NAME: usize = 80;

/// One file in its folder. Side files are named after it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    shown: String,
    folder: PathBuf,
    name: OsString,
}

impl Place {
    /// The place of a file that should be there. A symbolic link is followed, so that a rename replaces its target and
    /// not the link.
    pub(super) fn of_existing(path: &Path) -> Result<Self, Problem> {
        let shown = path.display().to_string();
        let missing = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Problem::FileMissing { path: shown.clone() },
            _ => problem(&error, &shown),
        };
        let is_link = fs::symlink_metadata(path).map_err(missing)?.is_symlink();
        let target = if is_link { fs::canonicalize(path).map_err(missing)? } else { path.to_owned() };
        Self::split(&target, shown)
    }

    /// The place of a file that is to be made; its folder must be there.
    pub(super) fn of_new(path: &Path) -> Result<Self, Problem> {
        let place = Self::split(path, path.display().to_string())?;
        if place.folder.is_dir() {
            return Ok(place);
        }
        Err(Problem::FolderMissing { path: place.folder.display().to_string() })
    }

    fn split(path: &Path, shown: String) -> Result<Self, Problem> {
        let Some(name) = path.file_name() else { return Err(Problem::FileNotASetup { path: shown }) };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Self { folder: folder.to_owned(), name: name.to_owned(), shown })
    }

    /// The path as the caller gave it.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file itself.
    pub(super) fn file(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.beside("lock")
    }

    /// Who works on it.
    pub(super) fn hold(&self) -> PathBuf {
        self.beside("open")
    }

    /// The version before the newest.
    pub(super) fn previous(&self) -> PathBuf {
        self.beside("previous")
    }

    /// The newest version once more.
    pub(super) fn copy(&self) -> PathBuf {
        self.beside("copy")
    }

    /// What the name of a file in the making begins with; six letters or digits follow.
    pub(super) fn temporary_prefix(&self) -> OsString {
        let mut prefix = OsString::from(".");
        prefix.push(self.stem());
        prefix.push(".tmp-");
        prefix
    }

    /// Where a damaged file goes: `NAME.damaged-<UTC time>`, and a number from the second of that second on.
    pub(super) fn damaged(&self, time: jiff::Timestamp, attempt: u32) -> PathBuf {
        let mut name = self.stem();
        name.push(time.strftime(".damaged-%Y%m%dT%H%M%SZ").to_string());
        if attempt > 1 {
            name.push(format!("-{attempt}"));
        }
        self.folder.join(name)
    }

    /// Whether a change could not be kept here. A person who took the right to write away from file or folder meant it,
    /// so this also holds for a superuser, whom the system would let through.
    pub(super) fn is_read_only(&self) -> bool {
        let file_is = fs::metadata(self.file()).is_ok_and(|file| file.permissions().readonly());
        file_is || self.folder_is_read_only()
    }

    #[cfg(unix)]
    pub(super) fn folder_is_read_only(&self) -> bool {
        fs::metadata(&self.folder).is_ok_and(|folder| folder.permissions().readonly())
            || rustix::fs::access(&self.folder, rustix::fs::Access::WRITE_OK).is_err()
    }

    /// The read-only mark of a folder means something else on Windows, and the rights cannot be asked for: a write
    /// finds out.
    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "the other systems ask the folder")]
    pub(super) fn folder_is_read_only(&self) -> bool {
        false
    }

    /// Whether the file itself still holds just these bytes.
    pub(super) fn holds(&self, bytes: &[u8]) -> Result<bool, Problem> {
        begins_with(&self.file(), bytes, 0).map_err(|error| self.problem(&error))
    }

    /// The bytes of the file itself.
    pub(super) fn read(&self) -> Result<Vec<u8>, Problem> {
        match read_whole(&self.file()) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(Problem::FileNotASetup { path: self.shown.clone() }),
            Err(error) => Err(self.problem(&error)),
        }
    }

    /// What a refusal by the disk means for this file.
    pub(super) fn problem(&self, error: &io::Error) -> Problem {
        problem(error, &self.shown)
    }

    fn beside(&self, what: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(self.stem());
        name.push(".");
        name.push(what);
        self.folder.join(name)
    }

    /// The name, or for one that leaves no room beside it, its beginning and its hash.
    fn stem(&self) -> OsString {
        let bytes = self.name.as_encoded_bytes();
        if bytes.len() <= LONGEST_STEM {
            return self.name.clone();
        }
        let mut stem: String = self.name.to_string_lossy().into_owned();
        stem.truncate(stem.floor_char_boundary(KEPT_OF_LONG_NAME));
        let digest = Sha256::digest(bytes);
        OsString::from(format!("{stem}~{}", hex(digest.get(..8).unwrap_or(&digest))))
    }
}

/// The whole of a regular file; none where it is something else or too large to be a setup. A pipe is never opened: it
/// might never answer.
pub(super) fn read_whole(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let about = fs::metadata(path)?;
    if !about.is_file() || about.len() > LARGEST_FILE {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    fs::File::open(path)?.take(LARGEST_FILE).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Whether a file begins with these bytes and is just `more` longer. It is never held whole.
pub(super) fn begins_with(path: &Path, bytes: &[u8], more: usize) -> io::Result<bool> {
    let about = fs::metadata(path)?;
    if !about.is_file() || about.len() != (bytes.len() + more) as u64 {
        return Ok(false);
    }
    let mut file = fs::File::open(path)?;
    let mut piece = vec![0; A_PIECE.min(bytes.len())];
    for expected in bytes.chunks(A_PIECE) {
        let piece = &mut piece[..expected.len()];
        match file.read_exact(piece) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            read => read?,
        }
        if piece != expected {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A side file, opened to be written from its beginning without cutting it first; made where it is not there. Whoever may
/// write the file may write it too. A link is not followed: in a shared folder it could lead into another's files.
pub(super) fn writable(place: &Place, path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    let mode = {
        use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
        let mode = fs::metadata(place.file()).map_or(0o600, |about| about.mode() & 0o666) | 0o600;
        options.mode(mode).custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
        mode
    };
    #[cfg(not(unix))]
    let _ = place;
    let file = options.open(path)?;
    // Whoever writes into a pipe waits for its reader.
    if !file.metadata()?.is_file() {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        if file.metadata()?.mode() & 0o777 != mode {
            // Only the owner can; the others then have the rights that the owner left them.
            let _ = file.set_permissions(fs::Permissions::from_mode(mode));
        }
    }
    Ok(file)
}

/// Whether `name` is one that a file in the making has under `prefix`.
pub(super) fn is_temporary(name: &OsStr, prefix: &OsStr) -> bool {
    name.as_encoded_bytes()
        .strip_prefix(prefix.as_encoded_bytes())
        .is_some_and(|rest| rest.len() == 6 && rest.iter().all(u8::is_ascii_alphanumeric))
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// By kind alone: the system's own words depend on its language.
fn problem(error: &io::Error, shown: &str) -> Problem {
    use io::ErrorKind as Kind;
    let path = shown.to_owned();
    match error.kind() {
        Kind::NotFound | Kind::NotADirectory => Problem::FileMissing { path },
        Kind::AlreadyExists | Kind::IsADirectory => Problem::FileExists { path },
        Kind::PermissionDenied => Problem::NotPermitted { path },
        Kind::ReadOnlyFilesystem => Problem::FileReadOnly { path },
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Problem::DiskFull { path },
        kind => Problem::DiskFault { path, what: kind.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_by_the_disk_is_told_by_its_cause() {
        let cases = [
            (io::ErrorKind::StorageFull, "disk_full"),
            (io::ErrorKind::QuotaExceeded, "disk_full"),
            (io::ErrorKind::FileTooLarge, "disk_full"),
            (io::ErrorKind::ReadOnlyFilesystem, "file_read_only"),
            (io::ErrorKind::PermissionDenied, "not_permitted"),
            (io::ErrorKind::NotFound, "file_missing"),
            (io::ErrorKind::AlreadyExists, "file_exists"),
            (io::ErrorKind::InvalidFilename, "disk_fault"),
            (io::ErrorKind::Other, "disk_fault"),
        ];
        for (kind, code) in cases {
            assert_eq!(problem(&io::Error::from(kind), "a").code(), code, "{kind}");
        }
    }

    #[test]
    fn only_names_that_this_module_makes_are_swept() {
        let prefix = Place::of_new(Path::new("a")).unwrap().temporary_prefix();
        assert!(is_temporary(OsStr::new(".a.tmp-x1Y2z3"), &prefix));
        for other in [".a.tmp-x.lock", ".a.tmp-x1Y2z", "a.tmp-x1Y2z3", ".a.tmp-x1Y2z34", ".b.tmp-x1Y2z3", ".a.copy"] {
            assert!(!is_temporary(OsStr::new(other), &prefix), "{other}");
        }
    }

    #[test]
    fn side_files_of_a_very_long_name_fit_and_stay_apart() {
        let names = [format!("{}1", "ü".repeat(126)), format!("{}2", "ü".repeat(126))];
        let places = names.map(|name| Place::of_new(Path::new(&name)).unwrap());
        assert_ne!(places[0].copy(), places[1].copy());
        let longest = places[0].damaged(jiff::Timestamp::UNIX_EPOCH, 4_000_000_000);
        assert!(longest.file_name().unwrap().len() <= 255);
    }
}
