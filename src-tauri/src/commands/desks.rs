//! Setups on several desks: copies that go out and come back, a folder of many, reminders.

use std::path::Path;

use setup::setup_file::Carry;
use tauri::{AppHandle, State};

use crate::{
    desk::{Choice, Desk, ListExport},
    error::ProblemView,
    preferences,
    view::{HomeView, MergeView, ReminderView, SetupView, WaitsView},
};

type Answer<T> = Result<T, ProblemView>;

/// Where a copy for review would go.
#[tauri::command]
#[specta::specta]
pub async fn suggested_copy(desk: State<'_, Desk>, path: String) -> Answer<String> {
    Ok(desk.suggested_copy(Path::new(&path)).await?)
}

/// Writes a copy for review; gives the path.
#[tauri::command]
#[specta::specta]
pub async fn send_copy(desk: State<'_, Desk>, path: String, carry: Carry, to: String) -> Answer<String> {
    Ok(desk.send_copy(Path::new(&path), carry, &to).await?)
}

/// Takes a copy of a setup that somebody else works on, and opens it.
#[tauri::command]
#[specta::specta]
pub async fn take_copy(desk: State<'_, Desk>, path: String) -> Answer<SetupView> {
    Ok(desk.take_copy(Path::new(&path)).await?)
}

/// What bringing a copy in would do.
#[tauri::command]
#[specta::specta]
pub async fn compare_copy(desk: State<'_, Desk>, path: String, theirs: String) -> Answer<MergeView> {
    Ok(desk.compare_copy(Path::new(&path), &theirs).await?)
}

/// Brings a copy in.
#[tauri::command]
#[specta::specta]
pub async fn bring_in(desk: State<'_, Desk>, path: String, theirs: String, choices: Vec<Choice>) -> Answer<SetupView> {
    Ok(desk.bring_in(Path::new(&path), &theirs, choices).await?)
}

/// What a setup asks to be reminded of.
#[tauri::command]
#[specta::specta]
pub async fn reminders(desk: State<'_, Desk>, path: String) -> Answer<Vec<ReminderView>> {
    Ok(desk.reminders(Path::new(&path)).await?)
}

/// What waits on whom, over all setups of the folder.
#[tauri::command]
#[specta::specta]
pub async fn waits(desk: State<'_, Desk>) -> Answer<WaitsView> {
    Ok(desk.waits().await?)
}

/// Shows another folder from now on.
#[tauri::command]
#[specta::specta]
pub async fn set_folder(desk: State<'_, Desk>, app: AppHandle, folder: String) -> Answer<HomeView> {
    let home = desk.choose_folder(&folder).await?;
    preferences::keep_folder(&app, &home.folder);
    Ok(home)
}

/// Where an export of the whole folder would go.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn suggested_list(desk: State<'_, Desk>, what: ListExport) -> String {
    desk.suggested_list(what)
}

/// Writes an export of the whole folder; gives the path.
#[tauri::command]
#[specta::specta]
pub async fn export_list(desk: State<'_, Desk>, what: ListExport, to: String, replace: bool) -> Answer<String> {
    Ok(desk.export_list(what, &to, replace).await?)
}
