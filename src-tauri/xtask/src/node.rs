//! Node and the page's packages.

use std::fmt;
use std::path::Path;
use std::time::SystemTime;

use crate::fault::Fault;
use crate::program;
use crate::stages::Stages;
use crate::workspace::Workspace;

const EXPECTED: &str = "Expected Node 20.19 or newer (in the 22 line: 22.12 or newer). Get it from https://nodejs.org.";

/// Refuses a missing or too old Node before anything is built.
pub fn require() -> Result<(), Fault> {
    let Some(answer) = program::answer("node", &["--version"]) else {
        return Err(Fault::broke(format!("Node was not found on the PATH.\n{EXPECTED}")));
    };
    match Version::parse(&answer) {
        Some(version) if version.can_build_the_page() => Ok(()),
        Some(version) => {
            Err(Fault::broke(format!("Node {version} is too old to build the window's page.\n{EXPECTED}")))
        }
        None => {
            Err(Fault::broke(format!("\u{201c}node --version\u{201d} answered \u{201c}{answer}\u{201d}.\n{EXPECTED}")))
        }
    }
}

/// Installs exactly what the lock file says, unless that has been done since it last changed.
pub fn install_packages(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    let ui = workspace.ui();
    if is_newer(&ui.join("node_modules/.package-lock.json"), &ui.join("package-lock.json")) {
        return Ok(());
    }
    stages.run("Packages of the page (npm ci)", &mut workspace.npm(&["ci", "--no-audit", "--no-fund"]))
}

/// Whether `made` was written no earlier than `from`; false where either is missing.
fn is_newer(made: &Path, from: &Path) -> bool {
    let written = |path: &Path| -> Option<SystemTime> { path.metadata().ok()?.modified().ok() };
    matches!((written(made), written(from)), (Some(made), Some(from)) if made >= from)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version {
    major: u32,
    minor: u32,
}

impl Version {
    fn parse(answer: &str) -> Option<Self> {
        let mut parts = answer.trim().strip_prefix('v')?.split('.');
        Some(Self { major: parts.next()?.parse().ok()?, minor: parts.next()?.parse().ok()? })
    }

    /// The range that Vite 8 names in its `engines`.
    fn can_build_the_page(self) -> bool {
        match self.major {
            20 => self.minor >= 19,
            22 => self.minor >= 12,
            major => major > 22,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builds(answer: &str) -> bool {
        Version::parse(answer).unwrap().can_build_the_page()
    }

    #[test]
    fn takes_the_versions_that_vite_takes() {
        assert!(builds("v20.19.0"));
        assert!(builds("v20.20.2\n"));
        assert!(builds("v22.12.0"));
        assert!(builds("v24.0.0"));
    }

    #[test]
    fn refuses_what_is_too_old_even_where_the_number_is_higher() {
        assert!(!builds("v18.20.8"));
        assert!(!builds("v20.18.3"));
        assert!(!builds("v21.7.3"));
        assert!(!builds("v22.11.0"));
    }

    #[test]
    fn an_answer_that_is_no_version_is_not_taken_for_one() {
        assert_eq!(Version::parse("20.19.0"), None);
        assert_eq!(Version::parse("v20"), None);
        assert_eq!(Version::parse(""), None);
    }

    #[test]
    fn a_missing_file_counts_as_out_of_date() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(is_newer(&manifest, &manifest));
        assert!(!is_newer(&manifest.with_extension("gone"), &manifest));
        assert!(!is_newer(&manifest, &manifest.with_extension("gone")));
    }
}
