//! What leaves the window: pages in the browser, text in the clipboard, files.

use std::path::Path;

use serde::Serialize;
use setup::{checks::Verdict, problem::Problem, report};
use tauri::{AppHandle, State, WebviewWindow};

use super::secret::Secret;
use crate::{
    desk::{Desk, Export},
    error::ProblemView,
    preferences, system,
};

type Answer<T> = Result<T, ProblemView>;

/// The connection sheet.
#[derive(Debug, Serialize, specta::Type)]
pub struct SheetView {
    pub fields: Vec<SheetField>,
    pub verdict: Option<Verdict>,
    pub verified_at: Option<String>,
    pub headline: String,
}

/// One field of the connection sheet.
#[derive(Debug, Serialize, specta::Type)]
pub struct SheetField {
    pub id: String,
    pub label: String,
    pub value: String,
}

impl From<report::Sheet> for SheetView {
    fn from(sheet: report::Sheet) -> Self {
        let field = |field: report::SheetField| SheetField { id: field.id, label: field.label, value: field.value };
        Self {
            headline: sheet.verdict_line(),
            verdict: sheet.verdict,
            verified_at: sheet.verified_at.map(|time| time.to_string()),
            fields: sheet.fields.into_iter().map(field).collect(),
        }
    }
}

/// Opens the page of a step in the browser.
#[tauri::command]
#[specta::specta]
pub async fn open_step(desk: State<'_, Desk>, path: String, step: String) -> Answer<()> {
    Ok(system::open_page(&desk.step_url(Path::new(&path), &step).await?)?)
}

/// Opens the page on which a signed-in browser shows the administrator's token.
#[tauri::command]
#[specta::specta]
pub async fn open_token_page(desk: State<'_, Desk>, path: String) -> Answer<()> {
    Ok(system::open_page(&desk.token_page(Path::new(&path)).await?)?)
}

/// Opens the page on which the setup's guide says that help is to be had. The window shows it in full.
#[tauri::command]
#[specta::specta]
pub async fn open_help_page(desk: State<'_, Desk>, path: String) -> Answer<()> {
    Ok(system::open_page(&desk.help_page(Path::new(&path)).await?)?)
}

/// Puts a text, never a secret, into the clipboard.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn copy_text(clipboard: State<'_, system::Clipboard>, text: String) -> Answer<()> {
    Ok(clipboard.put(text)?)
}

/// Puts a secret that the window shows into the clipboard, for the time that the person prefers.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn copy_secret(clipboard: State<'_, system::Clipboard>, secret: Secret, app: AppHandle) -> Answer<()> {
    Ok(clipboard.put_secret(secret.into(), preferences::read(&app).clipboard_time())?)
}

/// The connection sheet.
#[tauri::command]
#[specta::specta]
pub async fn sheet(desk: State<'_, Desk>, path: String) -> Answer<SheetView> {
    Ok(desk.sheet(Path::new(&path)).await?.into())
}

/// Where an export would go.
#[tauri::command]
#[specta::specta]
pub async fn suggested_export(desk: State<'_, Desk>, path: String, what: Export) -> Answer<String> {
    Ok(desk.suggested_export(Path::new(&path), what).await?)
}

/// Writes an export; gives the path.
#[tauri::command]
#[specta::specta]
pub async fn export_file(
    desk: State<'_, Desk>,
    path: String,
    what: Export,
    to: String,
    replace: bool,
) -> Answer<String> {
    Ok(desk.export(Path::new(&path), what, &to, replace).await?)
}

/// Where a table of a step would go.
#[tauri::command]
#[specta::specta]
pub async fn suggested_worksheet(
    desk: State<'_, Desk>,
    path: String,
    step: String,
    worksheet: String,
) -> Answer<String> {
    Ok(desk.suggested_worksheet(Path::new(&path), &step, &worksheet).await?)
}

/// Writes a table of a step for a spreadsheet; gives the path.
#[tauri::command]
#[specta::specta]
pub async fn export_worksheet(
    desk: State<'_, Desk>,
    path: String,
    step: String,
    worksheet: String,
    to: String,
    replace: bool,
) -> Answer<String> {
    Ok(desk.export_worksheet(Path::new(&path), &step, &worksheet, &to, replace).await?)
}

/// Prints what the window shows for paper.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn print_page(window: WebviewWindow) -> Answer<()> {
    window.print().map_err(|error| ProblemView::from(Problem::Unexpected { what: error.to_string() }))
}
