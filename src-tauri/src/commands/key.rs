//! The integration user's key pair: inwards only, like a password.

use std::path::Path;

use tauri::State;

use crate::{
    desk::{Desk, KeyForm},
    error::ProblemView,
    view::SetupView,
};

/// Makes a key pair and keeps it; the window learns the certificate's fingerprint.
#[tauri::command]
#[specta::specta]
pub async fn make_key(desk: State<'_, Desk>, path: String, days: u16) -> Result<SetupView, ProblemView> {
    Ok(desk.make_key(Path::new(&path), days).await?)
}

/// Reads a key pair from files and keeps it.
#[tauri::command]
#[specta::specta]
pub async fn import_key(desk: State<'_, Desk>, path: String, form: KeyForm) -> Result<SetupView, ProblemView> {
    Ok(desk.import_key(Path::new(&path), form).await?)
}

/// Has the practice Oracle of a setup trust its certificate, as an upload on its page would.
#[tauri::command]
#[specta::specta]
pub async fn upload_to_practice(desk: State<'_, Desk>, path: String) -> Result<(), ProblemView> {
    Ok(desk.upload_to_practice(Path::new(&path)).await?)
}
