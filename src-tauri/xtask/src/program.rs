//! Programs on the `PATH`: whether they are there, and what they answer.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The full path of the first program of that name on the `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// What the program prints, trimmed; nothing if it is missing or ends red.
pub fn answer(name: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(name).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_program_that_runs_this_test() {
        assert!(find("cargo").is_some());
    }

    #[test]
    fn does_not_find_what_is_not_there() {
        assert_eq!(find("no-such-program-of-that-name"), None);
        assert_eq!(answer("no-such-program-of-that-name", &[]), None);
    }
}
