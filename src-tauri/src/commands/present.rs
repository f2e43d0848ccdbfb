//! The guided call: the second window that is shared, and the text that is sent afterwards.

use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};
use tauri::{AppHandle, State, ipc::Channel};

use crate::{desk::Desk, error::ProblemView, second_window, view::PresentView};

/// Shows a step in the second window, which opens where it is not there yet.
#[tauri::command]
#[specta::specta]
pub async fn present(app: AppHandle, desk: State<'_, Desk>, path: String, step: String) -> Result<(), ProblemView> {
    desk.present(Path::new(&path), &step).await?;
    Ok(second_window::open(&app)?)
}

/// Shows another step in the second window; false where that was closed.
#[tauri::command]
#[specta::specta]
pub async fn present_next(
    app: AppHandle,
    desk: State<'_, Desk>,
    path: String,
    step: String,
) -> Result<bool, ProblemView> {
    desk.present(Path::new(&path), &step).await?;
    Ok(second_window::is_open(&app))
}

/// Closes the second window.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn stop_presenting(app: AppHandle) {
    second_window::close(&app);
}

/// The one thing that the second window may ask for: to be told what to show.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn watch_presentation(desk: State<'_, Desk>, watch: Channel<PresentView>) {
    desk.watch_presentation(watch);
}

/// The text that is sent after a call which began then.
#[tauri::command]
#[specta::specta]
pub async fn follow_up(desk: State<'_, Desk>, path: String, begun: String) -> Result<String, ProblemView> {
    let begun = begun.parse().unwrap_or(Timestamp::MAX);
    Ok(desk.follow_up(Path::new(&path), begun, &TimeZone::system()).await?)
}
