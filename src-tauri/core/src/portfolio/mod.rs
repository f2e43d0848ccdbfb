//! Many setups at once: a row for each file of a folder, for whoever looks after many customers.
//!
//! A folder is all there is: no index, no database, so files may come and go by other programs and other people. Nothing
//! here writes or repairs; a file that can not be read is a row that says so.

mod csv;
mod waiting;

use std::{
    collections::HashMap,
    fs,
    num::NonZero,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::SystemTime,
};

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    address::{Environment, OracleHost},
    checks::Verdict,
    guide::StepKind,
    plan::{Heading, Outline},
    problem::Problem,
    setup_file::{self, Claim, Glance, store},
    status::{self, LastRun, Progress},
    words,
};
pub use csv::csv;
pub use waiting::{Waiting, Waits, waits, waits_text};

/// The ending of a setup file.
pub const ENDING: &str = "oraclesetup";

/// One file of the folder.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Where it is. A name that is no text is shown with marks in its place.
    #[serde(serialize_with = "shown")]
    pub path: PathBuf,
    /// What people call it, or the file's name.
    pub name: String,
    /// The vendor; empty where the file can not be read.
    pub vendor: String,
    /// The pod, or none in a draft.
    pub host: Option<String>,
    /// What sort of pod.
    pub environment: Option<Environment>,
    /// How far it is.
    pub progress: Progress,
    /// The last whole verification.
    pub last: Option<LastRun>,
    /// Steps that were begun and wait for something.
    pub waiting: Vec<OpenStep>,
    /// The first step that is to be done.
    pub next: Option<OpenStep>,
    /// When the file was written last, by its disk.
    pub modified: Option<Timestamp>,
    /// Why it can not be read.
    pub problem: Option<Problem>,
}

/// A step that somebody has to go on with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenStep {
    /// The step's id.
    pub id: String,
    /// Its title, without marks.
    pub title: String,
    /// Who does it: its owner, or whoever usually does.
    pub who: String,
    /// What it waits for, in words.
    pub waiting_for: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// When it is due.
    pub due: Option<Timestamp>,
}

#[expect(clippy::ptr_arg, reason = "serde asks for the field's own type")]
fn shown<S: serde::Serializer>(path: &PathBuf, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// A folder of setups, kept up to date.
#[derive(Debug)]
pub struct Portfolio {
    folder: PathBuf,
    rows: HashMap<PathBuf, (Stamp, Row)>,
}

/// Tells whether a file is still the one that was read, without reading it.
type Stamp = (Option<SystemTime>, u64);

impl Portfolio {
    /// Reads a folder. It blocks, on several threads at once.
    ///
    /// # Errors
    /// [`Problem::FolderMissing`], [`Problem::NotPermitted`].
    pub fn read(folder: &Path) -> Result<Self, Problem> {
        let mut portfolio = Self { folder: folder.to_owned(), rows: HashMap::new() };
        portfolio.refresh()?;
        Ok(portfolio)
    }

    /// Reads what was changed since, by whomever, and says whether anything was. A folder in which nothing was changed
    /// costs a look at each file's date.
    ///
    /// # Errors
    /// Those of [`Self::read`]; the rows stay as they were.
    pub fn refresh(&mut self) -> Result<bool, Problem> {
        let found = files(&self.folder)?;
        let known = self.rows.len();
        let present: HashMap<&PathBuf, Stamp> = found.iter().map(|(path, stamp)| (path, *stamp)).collect();
        self.rows.retain(|path, (stamp, _)| present.get(path) == Some(stamp));
        let gone = known != self.rows.len();
        let new: Vec<(PathBuf, Stamp)> = found.into_iter().filter(|(path, _)| !self.rows.contains_key(path)).collect();
        let changed = gone || !new.is_empty();
        let rows = read_all(&new);
        self.rows.extend(new.into_iter().zip(rows).map(|((path, stamp), row)| (path, (stamp, row))));
        Ok(changed)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The rows, newest change first.
    pub fn rows(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.values().map(|(_, row)| row).collect();
        rows.sort_by(|one, other| other.modified.cmp(&one.modified).then_with(|| one.path.cmp(&other.path)));
        rows
    }
}

/// One file as a row.
pub fn row(path: &Path) -> Row {
    let modified = fs::metadata(path).and_then(|about| about.modified()).ok();
    let modified = modified.and_then(|time| Timestamp::try_from(time).ok());
    let read = glance(path).and_then(|glance| readable(path, &glance));
    Row { modified, ..read.unwrap_or_else(|problem| unreadable(path, problem)) }
}

/// A damaged file that has a good copy is shown as that: whoever opens it is told.
fn glance(path: &Path) -> Result<Glance, Problem> {
    let bytes = store::bytes(path)?;
    Glance::read(&bytes, path)
        .or_else(|problem| setup_file::look(path).map(|opened| Glance::from(opened.file)).map_err(|_| problem))
}

fn readable(path: &Path, glance: &Glance) -> Result<Row, Problem> {
    let file = &glance.file;
    let Outline { vendor, host, steps } = Outline::of(file)?;
    let claim = |step: &Heading| file.steps.get(&step.id).map_or(Claim::Todo, |record| record.claimed);
    let open = |step: &Heading| {
        let record = file.step(&step.id);
        let who = Some(record.owner).filter(|owner| !owner.is_empty());
        OpenStep {
            id: step.id.clone(),
            title: words::plain(&step.title),
            who: who.unwrap_or_else(|| step.who.words().to_owned()),
            waiting_for: record.waiting_for,
            since: record.claimed_at.filter(|_| record.claimed == Claim::Waiting),
            due: record.due,
        }
    };
    let verified = glance.last.is_some_and(|last| last.verdict == Verdict::Passed);
    let to_do = |step: &&Heading| claim(step) == Claim::Todo && !(verified && step.kind == StepKind::Verify);
    Ok(Row {
        path: path.to_owned(),
        name: Some(file.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| stem(path)),
        vendor,
        host: file.host.clone(),
        environment: host.as_ref().map(OracleHost::environment),
        progress: status::progress(steps.iter().map(claim)),
        last: glance.last,
        waiting: steps.iter().filter(|step| claim(step) == Claim::Waiting).map(open).collect(),
        next: steps.iter().find(to_do).map(open),
        modified: None,
        problem: None,
    })
}

fn unreadable(path: &Path, problem: Problem) -> Row {
    Row {
        path: path.to_owned(),
        name: stem(path),
        vendor: String::new(),
        host: None,
        environment: None,
        progress: Progress { done: 0, total: 0 },
        last: None,
        waiting: Vec::new(),
        next: None,
        modified: None,
        problem: Some(problem),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The setups of a folder. What a synced folder hides, and the files that stand beside a setup, begin with a dot.
fn files(folder: &Path) -> Result<Vec<(PathBuf, Stamp)>, Problem> {
    let entries = fs::read_dir(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => Problem::NotPermitted { path: folder.display().to_string() },
        _ => Problem::FolderMissing { path: folder.display().to_string() },
    })?;
    let is_setup = |path: &PathBuf| {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        !hidden && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
    };
    let paths = entries.flatten().map(|entry| entry.path()).filter(is_setup);
    Ok(paths
        .filter_map(|path| {
            // A link that leads nowhere is a row too: it says that the file is missing.
            let about = fs::metadata(&path).or_else(|_| fs::symlink_metadata(&path)).ok()?;
            let stamp = (about.modified().ok(), about.len());
            (!about.is_dir()).then_some((path, stamp))
        })
        .collect())
}

/// The rows of these files, in their order.
fn read_all(files: &[(PathBuf, Stamp)]) -> Vec<Row> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(8);
    let next = AtomicUsize::new(0);
    let read: Mutex<Vec<(usize, Row)>> = Mutex::new(Vec::with_capacity(files.len()));
    let work = || {
        let mut own = Vec::new();
        while let Some((at, (path, _))) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, files.get(at)?)))
        {
            own.push((at, row(path)));
        }
        read.lock().unwrap_or_else(PoisonError::into_inner).extend(own);
    };
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let mut rows = read.into_inner().unwrap_or_else(PoisonError::into_inner);
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests;
