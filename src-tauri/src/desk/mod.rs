//! What lies on the desk while the program runs: secrets that are kept in memory only, practice pods, runs under way.
//!
//! The commands call this; what a setup is and what a check means is core's.

mod brought;
mod copies;
mod delete;
mod export;
mod form;
mod handover;
mod home;
mod key;
mod open_files;
mod own_guide;
mod practice;
mod presentation;
mod review;
mod secret;
#[cfg(test)]
mod tests;
mod verification;

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use practice_oracle::Practice;
use secrecy::SecretString;
use setup::{
    handover::Envelope,
    key::PrivateKey,
    problem::Problem,
    setup_file::{self, Opened, SetupFile},
};
use tokio::sync::Notify;
use uuid::Uuid;

pub use copies::Choice;
pub use export::Export;
pub use form::{AdminForm, NewSetupForm, SetupChange, check_address};
pub use handover::{OpenForm, SealForm, check_recipient};
pub use home::ListExport;
pub use key::KeyForm;
pub use open_files::Opening;
pub use practice::PracticePage;
pub use secret::Place;
pub use verification::{Part, Trial};

use self::{home::Folder, open_files::OpenFile, presentation::Presentation};
use crate::{
    desktop::FileKind,
    folder,
    view::{self, SetupView},
};

/// The desk.
#[derive(Default)]
pub struct Desk {
    folder: Mutex<Folder>,
    open_files: Mutex<HashMap<PathBuf, OpenFile>>,
    /// Setups that are open for review.
    reviews: Mutex<HashSet<PathBuf>>,
    presentation: Presentation,
    /// What the window was started with, once it is there: a page that loads anew comes back to it.
    opening: tokio::sync::Mutex<Option<PathBuf>>,
    secrets: Mutex<HashMap<Uuid, SecretString>>,
    /// Guides of a person's own that were looked at, by the SHA-256 of their text.
    guides: Mutex<HashMap<String, own_guide::OwnGuide>>,
    /// Private keys of practice setups.
    keys: Mutex<HashMap<Uuid, PrivateKey>>,
    /// Passphrases that were made and not sealed with yet.
    passphrases: Mutex<HashMap<Uuid, SecretString>>,
    /// The hand-over that was opened last, until it is put away.
    received: Mutex<Option<Envelope>>,
    practices: tokio::sync::Mutex<HashMap<PathBuf, Arc<Practice>>>,
    runs: Mutex<HashMap<PathBuf, Arc<Notify>>>,
}

impl Desk {
    /// A desk whose setups lie in that folder, or in another that the person chose before.
    pub fn new(folder: PathBuf, chosen: Option<PathBuf>) -> Self {
        Self { folder: Mutex::new(Folder::new(folder, chosen)), ..Self::default() }
    }

    /// What the program was started with: `--practise`, or a setup file. None where it was started by itself, or with a
    /// guide, from which no setup is made before a person has looked at it.
    pub async fn opening(&self) -> Result<Option<SetupView>, Problem> {
        let Some(argument) = std::env::args_os().nth(1) else { return Ok(None) };
        if argument == "--practise" {
            return self.practise_once().await;
        }
        let path = std::path::absolute(&argument).unwrap_or_else(|_| PathBuf::from(&argument));
        if FileKind::of(&path) == FileKind::Guide {
            return Ok(None);
        }
        self.open_setup(&path, Opening::Work).await.map(Some)
    }

    /// A page that loads anew comes back to the rehearsal that stands; it does not begin another.
    async fn practise_once(&self) -> Result<Option<SetupView>, Problem> {
        let mut opening = self.opening.lock().await;
        if let Some(path) = opening.as_deref() {
            return self.open_setup(path, Opening::Work).await.map(Some);
        }
        let setup = self.practise_first().await?;
        *opening = setup.as_ref().map(|setup| PathBuf::from(&setup.path));
        Ok(setup)
    }

    /// Makes a setup; a draft without address or user is one too.
    pub async fn new_setup(&self, form: NewSetupForm) -> Result<SetupView, Problem> {
        let (guide, text) = self.guide(&form.guide)?;
        let mut file = SetupFile::new(&guide, text, Timestamp::now());
        file.fill(&form::filled(form), &guide)?;
        let path = self.create(file, &guide.vendor).await?;
        self.open_setup(&path, Opening::Work).await
    }

    pub(super) async fn create(&self, file: SetupFile, fallback: &str) -> Result<PathBuf, Problem> {
        let name = if file.name.is_empty() { fallback.to_owned() } else { file.name.clone() };
        let path = self.free_path(name).await?;
        create_at(&path, file).await?;
        Ok(path)
    }

    async fn free_path(&self, name: String) -> Result<PathBuf, Problem> {
        let folder = self.folder();
        blocking(move || folder::free_path(&folder, &name)).await
    }

    /// The setup as it stands on disk now. A practice setup gets its pod back, with a new port and new passwords.
    pub async fn open(&self, path: &Path) -> Result<SetupView, Problem> {
        let opened = self.read(path).await?;
        self.show(path, opened).await
    }

    pub(super) async fn view(
        &self,
        path: &Path,
        opened: &Opened,
        practice: Option<&Practice>,
    ) -> Result<SetupView, Problem> {
        if self.is_reviewed(path) {
            return view::setup_view(path, opened, self.looking(path), review::nothing_kept(), None, true);
        }
        let secret = self.secret(&opened.file, practice).await;
        view::setup_view(path, opened, self.looking(path), secret, practice, false)
    }
}

async fn create_at(path: &Path, file: SetupFile) -> Result<(), Problem> {
    let path = path.to_owned();
    blocking(move || setup_file::create(&path, &file)).await
}

/// Disk work, off the threads that answer the window.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    let ended = tokio::task::spawn_blocking(work).await;
    ended.unwrap_or_else(|_| Err(Problem::Unexpected { what: "work on the disk did not end as it should".to_owned() }))
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
