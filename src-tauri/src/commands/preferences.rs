//! Preferences.

use tauri::AppHandle;

use crate::preferences::{self, Preferences};

/// What the person prefers.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn preferences(app: AppHandle) -> Preferences {
    preferences::read(&app)
}

/// Keeps what the person prefers.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn set_preferences(app: AppHandle, preferences: Preferences) {
    preferences::keep(&app, preferences);
}
