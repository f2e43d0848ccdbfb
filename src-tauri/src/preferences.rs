//! What a person prefers, and what may be lost: the store truncates in place, so nothing else lives in it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Runtime};
use tauri_plugin_store::StoreExt;

const FILE: &str = "preferences.json";
const KEY: &str = "preferences";
const FOLDER: &str = "folder";

/// Preferences of the window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Preferences {
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// A file with the company's certificate authority, as PEM, to trust beside the system's.
    pub ca_file: Option<String>,
}

/// The colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// What was kept, or the defaults.
pub fn read<R: Runtime>(app: &AppHandle<R>) -> Preferences {
    let kept = app.store(FILE).ok().and_then(|store| store.get(KEY));
    kept.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}

/// The folder of setups that was chosen, where one was.
pub fn folder<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    let kept = app.store(FILE).ok().and_then(|store| store.get(FOLDER));
    kept.and_then(|value| Some(PathBuf::from(value.as_str()?)))
}

/// Keeps them.
pub fn keep<R: Runtime>(app: &AppHandle<R>, preferences: &Preferences) {
    put(app, KEY, serde_json::json!(preferences));
}

/// Keeps the folder that was chosen.
pub fn keep_folder<R: Runtime>(app: &AppHandle<R>, folder: &str) {
    put(app, FOLDER, serde_json::json!(folder));
}

/// A disk that refuses costs a preference, so it is only logged.
fn put<R: Runtime>(app: &AppHandle<R>, key: &str, value: serde_json::Value) {
    let kept = app.store(FILE).and_then(|store| {
        store.set(key, value);
        store.save()
    });
    if let Err(error) = kept {
        tracing::warn!(%error, "the preferences were not kept");
    }
}
