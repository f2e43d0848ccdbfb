//! The integration user's secret: inwards only.

use std::path::Path;

use secrecy::SecretString;
use tauri::State;

use crate::{
    desk::{Desk, Place},
    error::ProblemView,
    view::SecretView,
};

/// A secret on its way in. It has no way back: it can not be written as JSON and shows nothing of itself.
#[derive(serde::Deserialize, specta::Type)]
#[serde(transparent)]
pub struct Secret(#[specta(type = String)] SecretString);

impl From<Secret> for SecretString {
    fn from(secret: Secret) -> Self {
        secret.0
    }
}

/// Keeps the secret.
#[tauri::command]
#[specta::specta]
pub async fn keep_secret(
    desk: State<'_, Desk>,
    path: String,
    secret: Secret,
    r#where: Place,
) -> Result<SecretView, ProblemView> {
    Ok(desk.keep_secret(Path::new(&path), secret.0, r#where).await?)
}

/// Where the secret is by now: a keychain may appear, or be unlocked, later.
#[tauri::command]
#[specta::specta]
pub async fn secret_state(desk: State<'_, Desk>, path: String) -> Result<SecretView, ProblemView> {
    Ok(desk.secret_state(Path::new(&path)).await?)
}

/// Forgets the secret.
#[tauri::command]
#[specta::specta]
pub async fn forget_secret(desk: State<'_, Desk>, path: String) -> Result<SecretView, ProblemView> {
    Ok(desk.forget_secret(Path::new(&path)).await?)
}
