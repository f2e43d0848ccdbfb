//! What a person prefers, and what may be lost: the store truncates in place, so nothing else lives in it.

use std::{path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_store::StoreExt;

use crate::{
    log::{Level, Log},
    second_window,
};

const FILE: &str = "preferences.json";
const KEY: &str = "preferences";
const FOLDER: &str = "folder";

/// Preferences of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Preferences {
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// How large text is, in percent of the usual; 100 to 200.
    pub text_size: u16,
    /// How long a copied secret stays in the clipboard, in seconds; 10 to 120.
    pub clipboard_seconds: u16,
    /// A file with the company's certificate authority, as PEM, to trust beside the system's.
    pub ca_file: Option<String>,
    /// What is written into the log.
    pub log_level: Level,
}

impl Default for Preferences {
    fn default() -> Self {
        let (theme, log_level) = (Theme::default(), Level::default());
        Self { theme, text_size: 100, clipboard_seconds: 30, ca_file: None, log_level }
    }
}

impl Preferences {
    /// A file that was written by hand or by another version may hold anything.
    fn within_bounds(self) -> Self {
        let (text_size, clipboard_seconds) = (self.text_size.clamp(100, 200), self.clipboard_seconds.clamp(10, 120));
        Self { text_size, clipboard_seconds, ..self }
    }

    /// How many times as large as usual text is.
    pub fn zoom(&self) -> f64 {
        f64::from(self.text_size) / 100.0
    }

    /// How long a copied secret stays in the clipboard.
    pub fn clipboard_time(&self) -> Duration {
        Duration::from_secs(self.clipboard_seconds.into())
    }
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

impl Theme {
    /// As the window's own frame and menu take it.
    pub fn of_the_window(self) -> Option<tauri::Theme> {
        match self {
            Self::System => None,
            Self::Light => Some(tauri::Theme::Light),
            Self::Dark => Some(tauri::Theme::Dark),
        }
    }
}

/// The folder of setups that was chosen, where one was.
pub fn folder<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    value(app, FOLDER)
}

/// Keeps the folder that was chosen.
pub fn keep_folder<R: Runtime>(app: &AppHandle<R>, folder: &str) {
    write(app, FOLDER, &folder);
}

/// What was kept, or the defaults.
pub fn read<R: Runtime>(app: &AppHandle<R>) -> Preferences {
    value::<_, Preferences>(app, KEY).unwrap_or_default().within_bounds()
}

/// Keeps them, and follows them where the page can not: the window's frame, the second window, and the log.
pub fn keep<R: Runtime>(app: &AppHandle<R>, preferences: Preferences) {
    let preferences = preferences.within_bounds();
    write(app, KEY, &preferences);
    app.state::<Log>().set_level(preferences.log_level);
    app.set_theme(preferences.theme.of_the_window());
    second_window::follow(app, &preferences);
}

/// What is kept under a name, if it is there and can be read.
pub fn value<R: Runtime, T: DeserializeOwned>(app: &AppHandle<R>, key: &str) -> Option<T> {
    let kept = app.store(FILE).ok().and_then(|store| store.get(key));
    kept.and_then(|value| serde_json::from_value(value).ok())
}

/// Keeps a value under a name. A disk that refuses costs a preference, so it is only logged.
pub fn write<R: Runtime>(app: &AppHandle<R>, key: &str, value: &impl Serialize) {
    let kept = app.store(FILE).and_then(|store| {
        store.set(key, serde_json::json!(value));
        store.save()
    });
    if let Err(error) = kept {
        tracing::warn!(%error, "the preferences were not kept");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_of_an_older_version_are_filled_up() {
        let read: Preferences = serde_json::from_str(r#"{"theme":"dark","ca_file":null}"#).unwrap();
        assert_eq!(read, Preferences { theme: Theme::Dark, ..Preferences::default() });
    }

    #[test]
    fn a_text_size_that_nobody_could_read_by_is_brought_within_bounds() {
        let odd = Preferences { text_size: 4, clipboard_seconds: 9000, ..Preferences::default() }.within_bounds();
        assert_eq!((odd.text_size, odd.clipboard_seconds), (100, 120));
    }
}
