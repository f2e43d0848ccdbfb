//! The file beside a practice setup in which its pod waits to be opened again.
//!
//! A file is never half written: it is written aside and renamed. One that cannot be read is put aside and the
//! scenario begins anew, since a rehearsal is not worth a dead end. What is in a state is not known here.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::{PLANTED_SCENARIO, state::KeptState};

const FORMAT: &str = "practice-oracle";

const SCHEMA: u32 = 1;

/// What was found where a pod was to be opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restored {
    /// There was no file, or it was of another scenario: the scenario begins.
    Begun,
    /// The pod is as it was left, but for passwords and ports.
    Again,
    /// The file could not be read: it was put aside under this name, and the scenario begins.
    Damaged {
        /// Where the file is now.
        aside: PathBuf,
    },
}

/// A pod as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    format: String,
    schema: u32,
    /// Its name, or [`PLANTED_SCENARIO`] where it was planted and nobody was told which it is.
    scenario: String,
    /// Which one was planted, so that nobody reads it in passing: it is no secret to somebody who looks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    planted: Option<String>,
    /// The scenario was planted and nobody was told which it is.
    pub hidden: bool,
    /// The person at the assistant knew the integration user's password.
    pub knows_password: bool,
    pub state: KeptState,
}

impl Kept {
    pub fn of(scenario: &str, hidden: bool, knows_password: bool, state: KeptState) -> Self {
        let (scenario, planted) =
            if hidden { (PLANTED_SCENARIO, Some(STANDARD.encode(scenario))) } else { (scenario, None) };
        let (format, scenario) = (FORMAT.to_owned(), scenario.to_owned());
        Self { format, schema: SCHEMA, scenario, planted, hidden, knows_password, state }
    }

    /// The name of the scenario, planted or not.
    pub fn scenario(&self) -> Option<String> {
        match &self.planted {
            Some(planted) => String::from_utf8(STANDARD.decode(planted).ok()?).ok(),
            None => Some(self.scenario.clone()),
        }
    }

    /// None where there is no such file.
    pub fn read(file: &Path) -> io::Result<Option<Self>> {
        let text = match fs::read(file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let kept: Self = serde_json::from_slice(&text)?;
        if kept.format == FORMAT && kept.schema == SCHEMA {
            Ok(Some(kept))
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidData, "another format or schema"))
        }
    }

    pub fn write(&self, file: &Path) -> io::Result<()> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut aside = NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut aside, self)?;
        aside.write_all(b"\n")?;
        aside.as_file().sync_all()?;
        aside.persist(file).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Puts a file that cannot be read beside its place, and says where.
pub(crate) fn put_aside(file: &Path) -> io::Result<PathBuf> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".damaged");
    let aside = file.with_file_name(name);
    fs::rename(file, &aside)?;
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Kept {
        Kept::of("ready", true, true, KeptState::default())
    }

    #[test]
    fn what_is_written_is_read_again_and_nothing_lies_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new").join("pod.json");
        assert_eq!(Kept::read(&file).unwrap(), None);
        kept().write(&file).unwrap();
        assert_eq!(Kept::read(&file).unwrap(), Some(kept()));
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_planted_scenario_is_kept_without_its_name() {
        let planted = Kept::of("user-inactive", true, true, KeptState::default());
        assert!(!serde_json::to_string(&planted).unwrap().contains("user-inactive"));
        assert_eq!(planted.scenario().as_deref(), Some("user-inactive"));
        let told = Kept::of("user-inactive", false, true, KeptState::default());
        assert!(serde_json::to_string(&told).unwrap().contains("\"scenario\":\"user-inactive\""));
        // A file of before, when the name stood there all the same.
        let before = Kept { scenario: "user-inactive".to_owned(), planted: None, ..planted };
        assert_eq!(before.scenario().as_deref(), Some("user-inactive"));
    }

    #[test]
    fn another_format_or_a_newer_schema_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pod.json");
        for changed in [Kept { schema: SCHEMA + 1, ..kept() }, Kept { format: "other".to_owned(), ..kept() }] {
            changed.write(&file).unwrap();
            assert!(Kept::read(&file).is_err());
        }
        let aside = put_aside(&file).unwrap();
        assert!(!file.exists() && aside.ends_with("pod.json.damaged") && aside.exists());
    }
}
