//! Handing over and receiving. Two commands give a secret to the window: the passphrase that is made here to be told by
//! phone, and a received secret while a person holds the button for it.

use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use setup::guide::Way;
use tauri::{AppHandle, State};

use crate::{
    desk::{self, Desk, OpenForm, SealForm, Trial},
    error::ProblemView,
    preferences, system,
    view::{ChecklistView, HandOverView, ReceivedView, ReceiverView, RecipientView},
};

type Answer<T> = Result<T, ProblemView>;

/// A secret on its way to the window, where a person asked to see it.
#[derive(Serialize, specta::Type)]
#[serde(transparent)]
pub struct Shown(String);

impl From<SecretString> for Shown {
    fn from(secret: SecretString) -> Self {
        Self(secret.expose_secret().to_owned())
    }
}

/// Where the hand-over of a setup stands.
#[tauri::command]
#[specta::specta]
pub async fn hand_over(desk: State<'_, Desk>, path: String) -> Answer<HandOverView> {
    Ok(desk.hand_over(Path::new(&path)).await?)
}

/// What was typed as a receiver's key.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn check_recipient(text: String) -> Answer<RecipientView> {
    Ok(desk::check_recipient(&text)?)
}

/// A passphrase of six words for the next file that is sealed.
#[tauri::command]
#[specta::specta]
pub async fn make_passphrase(desk: State<'_, Desk>, path: String) -> Answer<Shown> {
    Ok(desk.make_passphrase(Path::new(&path)).await?.into())
}

/// Exactly what a sealed file would hold, but for the secret.
#[tauri::command]
#[specta::specta]
pub async fn preview_hand_over(desk: State<'_, Desk>, path: String, unverified: Option<String>) -> Answer<String> {
    Ok(desk.preview_hand_over(Path::new(&path), unverified).await?)
}

/// Seals the connection details after one sign-in with the very secret; gives the path.
#[tauri::command]
#[specta::specta]
pub async fn seal_hand_over(
    desk: State<'_, Desk>,
    path: String,
    form: SealForm,
    oracle_changed: bool,
    app: AppHandle,
) -> Answer<String> {
    let trial = Trial { oracle_changed, ca_file: preferences::read(&app).ca_file };
    Ok(desk.seal_hand_over(Path::new(&path), form, trial).await?)
}

/// Keeps that the secret went by a way on which nothing is sealed here.
#[tauri::command]
#[specta::specta]
pub async fn record_hand_over(
    desk: State<'_, Desk>,
    path: String,
    way: Way,
    unverified: Option<String>,
) -> Answer<HandOverView> {
    Ok(desk.record_hand_over(Path::new(&path), way, unverified).await?)
}

/// Puts the integration user's secret into the clipboard, for the time that the person prefers. It is not shown.
#[tauri::command]
#[specta::specta]
pub async fn copy_kept_secret(
    desk: State<'_, Desk>,
    clipboard: State<'_, system::Clipboard>,
    path: String,
    app: AppHandle,
) -> Answer<()> {
    let secret = desk.secret_to_copy(Path::new(&path)).await?;
    Ok(clipboard.put_secret(secret, preferences::read(&app).clipboard_time())?)
}

/// Opens the page of the vendor's form in the browser.
#[tauri::command]
#[specta::specta]
pub async fn open_form(desk: State<'_, Desk>, path: String) -> Answer<()> {
    Ok(system::open_page(&desk.form_page(Path::new(&path)).await?)?)
}

/// The report as text, as it would leave.
#[tauri::command]
#[specta::specta]
pub async fn preview_report(desk: State<'_, Desk>, path: String, masked: bool) -> Answer<String> {
    Ok(desk.preview_report(Path::new(&path), masked).await?)
}

/// The checklists for a new secret and for the end of the integration.
#[tauri::command]
#[specta::specta]
pub async fn afterwards(desk: State<'_, Desk>, path: String) -> Answer<Vec<ChecklistView>> {
    Ok(desk.afterwards(Path::new(&path)).await?)
}

/// The key with which this computer receives; none where none was made.
#[tauri::command]
#[specta::specta]
pub async fn receiver(desk: State<'_, Desk>) -> Answer<Option<ReceiverView>> {
    Ok(desk.receiver().await?)
}

/// Makes that key, once.
#[tauri::command]
#[specta::specta]
pub async fn make_receiver_key(desk: State<'_, Desk>) -> Answer<ReceiverView> {
    Ok(desk.make_receiver_key().await?)
}

/// Opens a sealed hand-over; its secret stays on the desk.
#[tauri::command]
#[specta::specta]
pub async fn open_hand_over(desk: State<'_, Desk>, form: OpenForm) -> Answer<ReceivedView> {
    Ok(desk.open_hand_over(form).await?)
}

/// The secret of the hand-over that is open, while a person holds the button for it.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn reveal_received(desk: State<'_, Desk>) -> Answer<Shown> {
    Ok(desk.received_secret()?.into())
}

/// Puts it into the clipboard, for the time that the person prefers.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn copy_received(desk: State<'_, Desk>, clipboard: State<'_, system::Clipboard>, app: AppHandle) -> Answer<()> {
    Ok(clipboard.put_secret(desk.received_secret()?, preferences::read(&app).clipboard_time())?)
}

/// Keeps it in this computer's keychain.
#[tauri::command]
#[specta::specta]
pub async fn keep_received(desk: State<'_, Desk>) -> Answer<ReceivedView> {
    Ok(desk.keep_received().await?)
}

/// Puts the hand-over that is open away.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn put_away_received(desk: State<'_, Desk>) {
    desk.put_away_received();
}
