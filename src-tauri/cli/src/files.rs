//! Files that a person names on the command line: setups, guides, certificates.

use std::{
    fs::File,
    io::{ErrorKind, Read},
    path::Path,
};

use secrecy::{SecretString, zeroize::Zeroizing};
use setup::{
    guide::{self, Guide},
    key::Certificate,
    problem::Problem,
    setup_file::{self, Notice, Opened, SetupFile, store},
    words,
};

use crate::output;

/// How much of a guide or a certificate is read, in bytes: one more than the largest guide, so that a larger one is told.
const MOST: u64 = guide::LARGEST as u64 + 1;
/// Longest report, in bytes.
const LARGEST_REPORT: u64 = 64 * 1024 * 1024;

/// Opens a setup, and says what a person should know of it. That it can only be read is said where it matters.
pub fn open(path: &Path) -> Result<Opened, Problem> {
    let opened = setup_file::open(path)?;
    for notice in opened.notices.iter().filter(|notice| **notice != Notice::ReadOnly) {
        output::tell(&words::notice(notice));
    }
    Ok(opened)
}

/// Changes a setup, and returns it when the change is on disk. It is opened first, so that a repair is told and kept
/// among the notices, and the change is tried there: one that is refused leaves not even a lock behind.
pub fn change<T>(path: &Path, change: impl Fn(&mut SetupFile) -> Result<T, Problem>) -> Result<(Opened, T), Problem> {
    let opened = open(path)?;
    change(&mut opened.file.clone())?;
    let (file, value) = setup_file::change(path, change)?;
    if let Some(holder) = store::held_by(path) {
        output::tell(&words::open_meanwhile(&holder));
    }
    Ok((Opened { file, ..opened }, value))
}

/// A guide by its id, or from a file; of a file also the text, which a setup keeps inside.
pub fn guide(named: &str) -> Result<(Guide, Option<String>), Problem> {
    let path = Path::new(named);
    let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let is_path = is_toml || named.contains(['/', std::path::MAIN_SEPARATOR]) || path.is_file();
    if !is_path {
        return guide::find(named).map(|guide| (guide.clone(), None));
    }
    let (guide, text) = guide::read_bytes(bytes(path)?, named)?;
    Ok((guide, Some(text)))
}

/// The certificate authorities of `--ca-file`; whether they are any is for the client to say.
pub fn certificates(path: &Path) -> Result<Vec<u8>, Problem> {
    if path.is_dir() {
        return Err(Problem::CaFileInvalid { path: path.display().to_string() });
    }
    bytes(path)
}

/// A certificate for Oracle, as PEM or DER.
pub fn certificate(path: &Path) -> Result<Certificate, Problem> {
    Certificate::read(&bytes(path)?)
}

/// Refuses a place where something stands already, or whose folder is not there, before any work is done for it.
pub fn refuse_taken(path: &Path) -> Result<(), Problem> {
    if path.symlink_metadata().is_ok() {
        return Err(Problem::FileExists { path: path.display().to_string() });
    }
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => Err(Problem::FolderMissing { path: folder.display().to_string() }),
        _ => Ok(()),
    }
}

/// The client sees the bytes of the certificate file, not where they came from.
pub fn name_ca_file(problem: Problem, ca_file: Option<&Path>) -> Problem {
    match (problem, ca_file) {
        (Problem::CaFileInvalid { .. }, Some(path)) => Problem::CaFileInvalid { path: path.display().to_string() },
        (problem, _) => problem,
    }
}

/// A sealed file, as it was received.
pub fn sealed(path: &Path) -> Result<Vec<u8>, Problem> {
    bytes(path)
}

/// A text that a person wants to have checked; none where it is not one in UTF-8.
pub fn text(path: &Path) -> Result<Option<String>, Problem> {
    Ok(String::from_utf8(bytes_up_to(path, LARGEST_REPORT)?).ok())
}

/// A file that holds a secret, in memory that is wiped.
pub fn secret_text(path: &Path) -> Result<SecretString, Problem> {
    let bytes = Zeroizing::new(bytes(path)?);
    // What is not text is no key, and the reader of keys says so.
    Ok(std::str::from_utf8(&bytes).unwrap_or("not text").to_owned().into())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    bytes_up_to(path, MOST)
}

fn bytes_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Problem> {
    let shown = || path.display().to_string();
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory => {
            Problem::FileMissing { path: shown() }
        }
        ErrorKind::PermissionDenied => Problem::NotPermitted { path: shown() },
        _ => Problem::DiskFault { path: shown(), what: error.to_string() },
    })?;
    Ok(bytes)
}
