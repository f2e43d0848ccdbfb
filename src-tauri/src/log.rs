//! The program's log: the last lines in memory, for the window to show and a person to copy, and the same lines in two
//! small files that take turns.
//!
//! No secret is in it: types that hold one do not print it, and of libraries, which may write down a header, only warnings
//! are taken. Deliberately not here: what is worth a line.

use std::{
    collections::VecDeque,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    Layer, Registry,
    filter::Targets,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    reload,
    util::SubscriberInitExt,
};

/// A level here takes the place of the preference, for those who start the program from a terminal.
const VARIABLE: &str = "ORACLE_SETUP_LOG";
const OURS: [&str; 3] = ["assistant", "setup", "practice_oracle"];
const MOST_LINES: usize = 2000;
/// Of each of the two files, in bytes.
const LARGEST: u64 = 512 * 1024;

/// What is written into the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// What went wrong.
    Warnings,
    /// And what was done.
    #[default]
    Information,
    /// And every request that was made.
    Everything,
}

impl Level {
    fn filter(self) -> LevelFilter {
        match self {
            Self::Warnings => LevelFilter::WARN,
            Self::Information => LevelFilter::INFO,
            Self::Everything => LevelFilter::DEBUG,
        }
    }
}

/// The log as the window shows it.
#[derive(Debug, Serialize, specta::Type)]
pub struct LogView {
    /// The last lines, oldest first.
    pub text: String,
    /// The file that holds them too, and those before; none where it could not be written.
    pub file: Option<String>,
}

/// The log.
pub struct Log {
    kept: Lines,
    level: reload::Handle<Targets, Registry>,
    /// Asked for on the terminal, so no preference changes it.
    fixed: bool,
}

impl Log {
    /// Starts it, in memory alone until it is told of a folder.
    pub fn start() -> Self {
        let asked = std::env::var(VARIABLE).ok().and_then(|level| level.trim().parse::<LevelFilter>().ok());
        let kept = Lines::default();
        let (targets, level) = reload::Layer::new(targets(asked.unwrap_or(Level::default().filter())));
        let written = fmt::layer().with_writer(kept.clone()).with_ansi(false).with_filter(targets);
        tracing_subscriber::registry().with(written).init();
        Self { kept, level, fixed: asked.is_some() }
    }

    /// From here on the lines also go into a file of that folder, those that are there already among them.
    pub fn keep_in(&self, folder: PathBuf) {
        self.kept.held().keep_in(folder);
    }

    /// Follows the preference.
    pub fn set_level(&self, level: Level) {
        if !self.fixed && self.level.reload(targets(level.filter())).is_err() {
            tracing::warn!("the log stays as detailed as it was");
        }
    }

    /// The last lines, and where they are kept.
    pub fn view(&self) -> LogView {
        let kept = self.kept.held();
        let text = kept.lines.iter().map(String::as_str).collect();
        let file = kept.files.as_ref().map(|files| files.path().display().to_string());
        LogView { text, file }
    }
}

fn targets(level: LevelFilter) -> Targets {
    Targets::new().with_default(level.min(LevelFilter::WARN)).with_targets(OURS.map(|ours| (ours, level)))
}

/// A writer of lines, one event at a time.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Kept>>);

impl Lines {
    fn held(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // Whoever started the program from a terminal reads along; nobody else is there to be told of a fault.
        let _ = io::stderr().write_all(line);
        self.held().add(&String::from_utf8_lossy(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Default)]
struct Kept {
    lines: VecDeque<String>,
    files: Option<Files>,
}

impl Kept {
    fn add(&mut self, line: &str) {
        if self.lines.len() == MOST_LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(line.to_owned());
        self.write(line);
    }

    fn keep_in(&mut self, folder: PathBuf) {
        self.files = Some(Files { folder, open: None });
        let before: String = self.lines.iter().map(String::as_str).collect();
        self.write(&before);
    }

    /// A log that can not be written is no reason to stop, and there is nowhere left to say so: the window shows no file.
    fn write(&mut self, text: &str) {
        if !text.is_empty() && self.files.as_mut().is_some_and(|files| files.append(text).is_err()) {
            self.files = None;
        }
    }
}

/// The file that is written, and the one before it.
struct Files {
    folder: PathBuf,
    /// With what it holds, in bytes.
    open: Option<(File, u64)>,
}

impl Files {
    fn path(&self) -> PathBuf {
        self.folder.join("assistant.log")
    }

    fn append(&mut self, text: &str) -> io::Result<()> {
        let (mut file, held) = match self.open.take() {
            Some(open) => open,
            None => opened(&self.folder, &self.path())?,
        };
        file.write_all(text.as_bytes())?;
        let held = held + text.len() as u64;
        if held > LARGEST {
            return fs::rename(self.path(), self.folder.join("assistant.1.log"));
        }
        self.open = Some((file, held));
        Ok(())
    }
}

/// Only this account reads it: it names customers and their pods.
fn opened(folder: &Path, path: &Path) -> io::Result<(File, u64)> {
    fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    let held = file.metadata()?.len();
    Ok((file, held))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_from_before_the_folder_was_known_are_in_the_file_too() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::default();
        kept.add("one\n");
        kept.keep_in(folder.path().join("logs"));
        kept.add("two\n");
        let file = fs::read_to_string(folder.path().join("logs/assistant.log")).unwrap();
        assert_eq!(file, "one\ntwo\n");
    }

    #[test]
    fn neither_memory_nor_disk_fills_up() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::default();
        kept.keep_in(folder.path().to_owned());
        let line = format!("{}\n", "x".repeat(999));
        for _ in 0..5000 {
            kept.add(&line);
        }
        assert_eq!(kept.lines.len(), MOST_LINES);
        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().collect();
        let held: u64 = files.iter().map(|file| file.metadata().unwrap().len()).sum();
        assert_eq!(files.len(), 2);
        assert!(held <= 2 * (LARGEST + 1000), "{held}");
    }

    #[test]
    fn a_folder_that_can_not_be_written_costs_the_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a file");
        fs::write(&file, "").unwrap();
        let mut kept = Kept::default();
        kept.keep_in(file.join("logs"));
        kept.add("one\n");
        assert!(kept.files.is_none());
        assert_eq!(kept.lines.len(), 1);
    }

    #[test]
    fn of_libraries_only_warnings_are_taken() {
        let targets = targets(Level::Everything.filter());
        assert!(targets.would_enable("setup::oracle", &tracing::Level::DEBUG));
        assert!(!targets.would_enable("hyper::client", &tracing::Level::INFO));
        assert!(targets.would_enable("hyper::client", &tracing::Level::WARN));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::default();
        kept.keep_in(folder.path().to_owned());
        kept.add("one\n");
        let mode = fs::metadata(folder.path().join("assistant.log")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}
