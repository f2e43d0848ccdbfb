//! Files that a person brings along: keys, certificates, a company's authority, guides. Each cause of a failure has its own words:
//! a file that is not there is mended in another way than one that may not be read.
//!
//! Setups and exports are not here: core reads and writes those.

use std::{
    fs::File,
    io::{ErrorKind, Read},
};

use setup::problem::Problem;

/// Longest file, in bytes. Real ones hold a hundredth of it.
const LARGEST: u64 = 1024 * 1024;

/// What stands in a file, up to 1 MiB.
///
/// # Errors
/// [`Problem::FileMissing`], or [`Problem::DiskFault`] with what stands in the way: no permission, a folder, more than 1 MiB,
/// or what the system says.
pub(super) fn bytes(path: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| refused(&error, path))?;
    if bytes.len() as u64 > LARGEST {
        return Err(fault(path, "the file is too large"));
    }
    Ok(bytes)
}

fn refused(error: &std::io::Error, path: &str) -> Problem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Problem::FileMissing { path: path.to_owned() },
        // `NotPermitted` speaks of writing.
        ErrorKind::PermissionDenied => fault(path, "this account may not read it"),
        ErrorKind::IsADirectory => fault(path, "this is a folder"),
        kind => fault(path, &kind.to_string()),
    }
}

fn fault(path: &str, what: &str) -> Problem {
    Problem::DiskFault { path: path.to_owned(), what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, content: Option<&[u8]>) -> Result<Vec<u8>, Problem> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        if let Some(content) = content {
            std::fs::write(&path, content).unwrap();
        }
        bytes(path.to_str().unwrap())
    }

    #[test]
    fn reads_what_stands_in_a_file_whatever_it_is() {
        assert_eq!(told("key.der", Some(&[0, 159, 146])), Ok(vec![0, 159, 146]));
    }

    #[test]
    fn a_missing_file_a_folder_and_one_that_is_too_large_are_three_things() {
        assert!(matches!(told("missing.pem", None), Err(Problem::FileMissing { .. })));
        let folder = tempfile::tempdir().unwrap();
        let refused = bytes(folder.path().to_str().unwrap());
        assert!(matches!(&refused, Err(Problem::DiskFault { what, .. }) if what == "this is a folder"), "{refused:?}");
        let large = vec![b'x'; usize::try_from(LARGEST).unwrap() + 1];
        assert!(matches!(told("large.pem", Some(&large)), Err(Problem::DiskFault { .. })));
    }

    #[test]
    fn a_file_that_may_not_be_read_is_not_called_missing() {
        let refused = refused(&ErrorKind::PermissionDenied.into(), "/etc/key.pem");
        assert_eq!(refused, fault("/etc/key.pem", "this account may not read it"));
    }
}
