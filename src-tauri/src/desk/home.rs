//! The home screen: the setups of one folder, which may be a shared one, and what is made of all of them together.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
};

use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use setup::{
    portfolio::{self, Portfolio, Row},
    problem::Problem,
    reminders,
    setup_file::{self, store},
};

use super::{Desk, blocking, export::export_path, held};
use crate::view::{self, HomeView, WaitsView};

/// What can be exported of all setups of the folder.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ListExport {
    /// A table for a spreadsheet.
    List,
    /// What waits on whom, as a text.
    Waits,
    /// What is due and what expires, for a calendar.
    Reminders,
}

/// The folder that the home screen shows.
#[derive(Default)]
pub(super) struct Folder {
    path: PathBuf,
    /// A person chose it. The program's own is made when the first setup is.
    chosen: bool,
    portfolio: Arc<Mutex<Option<Portfolio>>>,
}

impl Folder {
    pub(super) fn new(own: PathBuf, chosen: Option<PathBuf>) -> Self {
        let (path, chosen) = chosen.map_or((own, false), |path| (path, true));
        Self { path, chosen, portfolio: Arc::default() }
    }
}

/// What was found in the folder.
struct Found {
    rows: Vec<Row>,
    changed: bool,
    problem: Option<Problem>,
}

impl Desk {
    /// Every setup of the folder.
    pub async fn home(&self) -> Result<HomeView, Problem> {
        Ok(self.home_view(self.found().await?))
    }

    /// Reads the folder before it is asked for. Whoever asks meanwhile waits for this and reads nothing twice.
    pub fn read_ahead(&self) {
        let (path, portfolio) = {
            let folder = held(&self.folder);
            (folder.path.clone(), Arc::clone(&folder.portfolio))
        };
        thread::spawn(move || {
            let mut portfolio = held(&portfolio);
            if portfolio.is_none() {
                // A folder that can not be read is told when the home screen asks.
                *portfolio = Portfolio::read(&path).ok();
            }
        });
    }

    /// The same, where anything was changed since it was asked last, by whomever.
    pub async fn home_again(&self) -> Result<Option<HomeView>, Problem> {
        let found = self.found().await?;
        Ok((found.changed || found.problem.is_some()).then(|| self.home_view(found)))
    }

    /// Shows another folder from now on.
    pub async fn choose_folder(&self, text: &str) -> Result<HomeView, Problem> {
        let path = export_path(text)?;
        let readable = path.clone();
        let portfolio = blocking(move || Portfolio::read(&readable)).await?;
        *held(&self.folder) = Folder { path, chosen: true, portfolio: Arc::new(Mutex::new(Some(portfolio))) };
        self.home().await
    }

    /// What waits on whom.
    pub async fn waits(&self) -> Result<WaitsView, Problem> {
        Ok(view::waits_view(&portfolio::waits(&self.found().await?.rows), Timestamp::now()))
    }

    /// Where an export of the whole folder would go.
    pub fn suggested_list(&self, what: ListExport) -> String {
        let name = match what {
            ListExport::List => "Setups.csv",
            ListExport::Waits => "What waits on whom.txt",
            ListExport::Reminders => "Reminders.ics",
        };
        self.folder().join(name).display().to_string()
    }

    /// Writes an export of the whole folder; gives the path.
    pub async fn export_list(&self, what: ListExport, to: &str, replace: bool) -> Result<String, Problem> {
        let to = export_path(to)?;
        let rows = self.found().await?.rows;
        blocking(move || {
            let now = Timestamp::now();
            let content = match what {
                ListExport::List => portfolio::csv(&rows, now),
                ListExport::Waits => portfolio::waits_text(&portfolio::waits(&rows), now),
                ListExport::Reminders => calendar(&rows, now),
            };
            store::write_export(&to, content.as_bytes(), replace)?;
            Ok(to.display().to_string())
        })
        .await
    }

    /// The folder that new setups are made in.
    pub(super) fn folder(&self) -> PathBuf {
        held(&self.folder).path.clone()
    }

    fn home_view(&self, found: Found) -> HomeView {
        let folder = held(&self.folder);
        view::home_view(&found.rows, &folder.path, folder.chosen, found.problem)
    }

    /// A folder that can not be read keeps the rows that were read before.
    async fn found(&self) -> Result<Found, Problem> {
        let (path, chosen, portfolio) = {
            let folder = held(&self.folder);
            (folder.path.clone(), folder.chosen, Arc::clone(&folder.portfolio))
        };
        blocking(move || {
            let mut portfolio = held(&portfolio);
            let refreshed = refresh(&mut portfolio, &path);
            let rows = portfolio.iter().flat_map(Portfolio::rows).cloned().collect();
            let (changed, problem) = match refreshed {
                Ok(changed) => (changed, None),
                Err(Problem::FolderMissing { .. }) if !chosen => (false, None),
                Err(problem) => (false, Some(problem)),
            };
            Ok(Found { rows, changed, problem })
        })
        .await
    }
}

fn refresh(portfolio: &mut Option<Portfolio>, folder: &Path) -> Result<bool, Problem> {
    if let Some(known) = portfolio {
        return known.refresh();
    }
    *portfolio = Some(Portfolio::read(folder)?);
    Ok(true)
}

/// A setup that can not be read has no reminders; the home screen says so.
fn calendar(rows: &[Row], now: Timestamp) -> String {
    let zone = TimeZone::system();
    let of = |row: &Row| setup_file::look(&row.path).and_then(|opened| reminders::reminders(&opened.file, &zone));
    let mut found: Vec<_> = rows.iter().filter_map(|row| of(row).ok()).flatten().collect();
    found.sort_by(|one, other| (one.day, &one.uid).cmp(&(other.day, &other.uid)));
    reminders::ics(&found, now)
}
