//! The desktop around the page: its menu, what it opens, what the program is, what it logged.

use std::path::Path;

use tauri::{AppHandle, State, ipc::Channel};

use crate::{
    about::{self, AboutView},
    desktop::{Desktop, DesktopEvent},
    log::{Log, LogView},
    menu,
};

/// Tells the page from here on what a person does beside it.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command is given its state by value")]
pub fn watch_desktop(desktop: State<'_, Desktop>, watch: Channel<DesktopEvent>) {
    desktop.listen(watch);
}

/// The page shows that setup now, or none.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn showing(app: AppHandle, path: Option<String>) {
    menu::show(&app, path.as_deref().map(Path::new));
}

/// Which program this is.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn about(app: AppHandle) -> AboutView {
    about::about(&app)
}

/// The licences of all that the program is built with.
#[tauri::command]
#[specta::specta]
pub async fn licences(app: AppHandle) -> Option<String> {
    about::licences(&app)
}

/// The last lines of the log.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command is given its state by value")]
pub fn show_log(log: State<'_, Log>) -> LogView {
    log.view()
}
