//! Verification.

use std::path::Path;

use setup::guide::PlannedRequest;
use tauri::{AppHandle, State, ipc::Channel};

use crate::{
    desk::{AdminForm, Desk, Part, Trial},
    error::ProblemView,
    preferences,
    view::{RunEvent, SetupView},
};

/// The requests of a run, before it.
#[tauri::command]
#[specta::specta]
pub async fn planned_requests(desk: State<'_, Desk>, path: String) -> Result<Vec<PlannedRequest>, ProblemView> {
    Ok(desk.planned(Path::new(&path)).await?)
}

/// Verifies, and keeps the run.
#[tauri::command]
#[specta::specta]
pub async fn verify(
    desk: State<'_, Desk>,
    path: String,
    admin: Option<AdminForm>,
    part: Part,
    oracle_changed: bool,
    watch: Channel<RunEvent>,
    app: AppHandle,
) -> Result<SetupView, ProblemView> {
    let trial = Trial { oracle_changed, ca_file: preferences::read(&app).ca_file };
    // A window that went away no longer watches; the run goes on and is kept.
    Ok(desk.verify(Path::new(&path), admin, part, trial, |event| drop(watch.send(event))).await?)
}

/// Ends the run of that setup.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn cancel_verify(desk: State<'_, Desk>, path: String) {
    desk.cancel(Path::new(&path));
}
