//! Which setups the window has open: who else has one open, what the window shows of it, and what others change meanwhile.
//!
//! A change is made to what the person saw. What came to the disk since then stays, and a field that both changed is told
//! instead of written over. Nobody is kept out: a hold tells others, it locks nothing.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use serde::{Deserialize, Serialize};
use setup::{
    problem::Problem,
    setup_file::{
        self, Opened, SetupFile,
        store::{Hold, held_by},
    },
};

use super::{Desk, SetupChange, blocking, form, held};
use crate::view::{Looking, SetupView};

/// How a setup is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// To work on it; where somebody else does, to look at it.
    Work,
    /// To work on it although another computer is said to.
    TakeOver,
}

/// A setup that the window has open.
pub(super) struct OpenFile {
    /// What the window shows; none before it shows anything.
    seen: Option<SetupFile>,
    /// Tells without reading whether the file is still that one.
    stamp: Stamp,
    /// None where nothing can be written, and where it is only looked at.
    hold: Option<Hold>,
    /// Somebody else works on it, so here it is only looked at.
    looking: Option<Looking>,
}

type Stamp = Option<(SystemTime, u64)>;

impl Desk {
    /// Opens a setup. The one that was open before is put away.
    pub async fn open_setup(&self, path: &Path, how: Opening) -> Result<SetupView, Problem> {
        let opened = read(path, false).await?;
        let held_here = held(&self.open_files).get_mut(&key(path)).and_then(|open| open.hold.take());
        let (hold, looking) = match held_here {
            None if !opened.read_only => match hold(path, how).await {
                Ok(hold) => (hold, None),
                Err(held) => (None, Some(Looking { held, free: false })),
            },
            held_here => (held_here, None),
        };
        let opened = Opened { read_only: opened.read_only || looking.is_some(), ..opened };
        {
            let mut open_files = held(&self.open_files);
            open_files.clear();
            open_files.insert(key(path), OpenFile { seen: None, stamp: None, hold, looking });
        }
        self.show(path, opened).await
    }

    /// Puts every open setup away: others are no longer told that it is open here.
    pub fn put_away(&self) {
        held(&self.open_files).clear();
    }

    /// The setup as it is now, where somebody else changed it since the window was shown it, or no longer works on it.
    pub async fn look_again(&self, path: &Path) -> Result<Option<SetupView>, Problem> {
        let known = held(&self.open_files).get(&key(path)).map(|open| (open.stamp, open.seen.clone()));
        let Some((stamp, Some(seen))) = known else { return Ok(None) };
        let let_go = self.let_go(path);
        let now = stamp_of(path);
        // A file that is gone is told by reading it.
        if now.is_some() && now == stamp && !let_go {
            return Ok(None);
        }
        let opened = self.read(path).await?;
        if opened.file == seen && opened.notices.is_empty() && !let_go {
            self.remember(path, &opened.file);
            return Ok(None);
        }
        self.show(path, opened).await.map(Some)
    }

    /// Whether it was found just now that nobody else works on it any more.
    fn let_go(&self, path: &Path) -> bool {
        let mut open_files = held(&self.open_files);
        let looking = open_files.get_mut(&key(path)).and_then(|open| open.looking.as_mut());
        let Some(looking) = looking.filter(|looking| !looking.free && held_by(path).is_none()) else { return false };
        looking.free = true;
        true
    }

    /// Changes what the person saw; answers when it is on disk.
    pub async fn change(&self, path: &Path, wanted: SetupChange) -> Result<SetupView, Problem> {
        self.refuse_where_only_looked_at(path)?;
        let seen = held(&self.open_files).get(&key(path)).and_then(|open| open.seen.clone());
        let secret = seen.as_ref().and_then(|seen| held(&self.secrets).get(&seen.id).cloned());
        let change = move |file: &mut SetupFile| {
            form::apply(file, wanted)?;
            // A password that is kept in memory must not get into the file as a note.
            secret.map_or(Ok(()), |secret| file.refuse_equal(&secret))
        };
        let place = path.to_owned();
        let (opened, ()) = blocking(move || match seen {
            Some(seen) => setup_file::apply_to_seen(&place, &seen, change),
            None => setup_file::apply(&place, change),
        })
        .await?;
        self.show(path, opened).await
    }

    /// Reads a setup: without repairing anything where it is only looked at.
    pub(super) async fn read(&self, path: &Path) -> Result<Opened, Problem> {
        read(path, self.looking(path).is_some()).await
    }

    /// Changes a setup as it stands on disk.
    pub(super) async fn write(
        &self,
        path: &Path,
        change: impl FnOnce(&mut SetupFile) -> Result<(), Problem> + Send + 'static,
    ) -> Result<SetupFile, Problem> {
        self.refuse_where_only_looked_at(path)?;
        let place = path.to_owned();
        let (file, ()) = blocking(move || setup_file::change(&place, change)).await?;
        self.remember(path, &file);
        Ok(file)
    }

    /// What was read, as the window shows it from now on.
    pub(super) async fn show(&self, path: &Path, mut opened: Opened) -> Result<SetupView, Problem> {
        // Without a pod of its own, a practice setup that can not be written shows what it holds.
        let practice =
            if opened.read_only { self.running(path).await } else { self.practice_of(path, &mut opened.file).await? };
        self.remember(path, &opened.file);
        self.view(path, &opened, practice.as_deref()).await
    }

    /// Who else works on it, where it is only looked at.
    pub(super) fn looking(&self, path: &Path) -> Option<Looking> {
        held(&self.open_files).get(&key(path)).and_then(|open| open.looking.clone())
    }

    pub(super) fn refuse_where_only_looked_at(&self, path: &Path) -> Result<(), Problem> {
        self.looking(path).map_or(Ok(()), |looking| Err(looking.held))
    }

    fn remember(&self, path: &Path, file: &SetupFile) {
        if let Some(open) = held(&self.open_files).get_mut(&key(path)) {
            open.stamp = stamp_of(path);
            open.seen = Some(file.clone());
        }
    }
}

/// Holds the file; refused where somebody else does. Where no name can be left, nobody can be told, and it opens all the
/// same.
async fn hold(path: &Path, how: Opening) -> Result<Option<Hold>, Problem> {
    let path = path.to_owned();
    let taken = blocking(move || if how == Opening::TakeOver { Hold::take_over(&path) } else { Hold::take(&path) });
    match taken.await {
        Ok(hold) => Ok(Some(hold)),
        Err(problem @ (Problem::OpenHere { .. } | Problem::OpenElsewhere { .. })) => Err(problem),
        Err(_) => Ok(None),
    }
}

async fn read(path: &Path, looking: bool) -> Result<Opened, Problem> {
    let path = path.to_owned();
    blocking(move || if looking { setup_file::look(&path) } else { setup_file::open(&path) }).await
}

/// One name for each file, however it was reached.
fn key(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn stamp_of(path: &Path) -> Stamp {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}
