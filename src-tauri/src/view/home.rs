//! The home screen: a row for each setup, and what waits on whom.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;
use setup::{
    address::Environment,
    portfolio::{self, Row, Waiting, Waits},
    problem::Problem,
};

use super::setups::{LastVerdict, count};
use crate::error::ProblemView;

/// A setup on the home screen.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct SetupSummary {
    pub path: String,
    pub name: String,
    pub vendor: String,
    pub host: Option<String>,
    pub environment: Option<Environment>,
    pub done: u32,
    pub total: u32,
    pub last: Option<LastVerdict>,
    pub waiting_for: Option<String>,
    pub next_step: Option<String>,
    /// Who has to go on with it.
    pub who: Option<String>,
    /// When what it waits for, or its next step, is due.
    pub due: Option<String>,
    /// When the file was written last.
    pub modified: Option<String>,
    pub problem: Option<ProblemView>,
}

/// The home screen.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct HomeView {
    /// Newest change first.
    pub setups: Vec<SetupSummary>,
    pub folder: String,
    /// A person chose the folder.
    pub chosen: bool,
    /// Why the folder can not be read now; the setups are then those that were read before.
    pub problem: Option<ProblemView>,
}

/// What waits on whom.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct WaitsView {
    pub people: Vec<WaitsOnView>,
    /// The same as a text for a mail.
    pub text: String,
}

/// What waits on one person.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct WaitsOnView {
    pub who: String,
    pub open: Vec<WaitingView>,
}

/// A setup that waits.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct WaitingView {
    pub path: String,
    pub setup: String,
    pub vendor: String,
    pub step: String,
    /// For what, how long and until when.
    pub about: String,
}

/// The home screen of these rows.
pub fn home_view(rows: &[Row], folder: &Path, chosen: bool, problem: Option<Problem>) -> HomeView {
    HomeView {
        chosen,
        setups: rows.iter().map(summary).collect(),
        folder: folder.display().to_string(),
        problem: problem.map(ProblemView::from),
    }
}

/// What waits on whom, at that time.
pub fn waits_view(waits: &[Waits], now: Timestamp) -> WaitsView {
    let waiting = |one: &Waiting| WaitingView {
        path: one.path.display().to_string(),
        setup: one.setup.clone(),
        vendor: one.vendor.clone(),
        step: one.step.title.clone(),
        about: one.about(now),
    };
    let on = |waits: &Waits| WaitsOnView { who: waits.who.clone(), open: waits.open.iter().map(waiting).collect() };
    WaitsView { people: waits.iter().map(on).collect(), text: portfolio::waits_text(waits, now) }
}

fn summary(row: &Row) -> SetupSummary {
    let waiting = row.waiting.first();
    let open = waiting.or(row.next.as_ref());
    SetupSummary {
        path: row.path.display().to_string(),
        name: row.name.clone(),
        vendor: row.vendor.clone(),
        host: row.host.clone(),
        environment: row.environment,
        done: count(row.progress.done),
        total: count(row.progress.total),
        last: row.last.map(LastVerdict::from),
        waiting_for: waiting.map(|step| step.waiting_for.clone().unwrap_or_else(|| step.title.clone())),
        next_step: row.next.as_ref().map(|step| step.title.clone()),
        who: open.map(|step| step.who.clone()),
        due: open.and_then(|step| step.due).map(|time| time.to_string()),
        modified: row.modified.map(|time| time.to_string()),
        problem: row.problem.clone().map(ProblemView::from),
    }
}
