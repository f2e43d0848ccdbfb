//! The system's own dialogs. Each gives none where it was closed; a path can always be typed instead.

use std::path::PathBuf;

use rfd::{AsyncFileDialog, FileHandle};
use setup::problem::Problem;
use tauri::AppHandle;
use tokio::sync::oneshot;

use crate::{error::ProblemView, folder};

type Chosen = Result<Option<String>, ProblemView>;

/// Where to save an export.
#[tauri::command]
#[specta::specta]
pub async fn choose_export(app: AppHandle, suggested: String) -> Chosen {
    let suggested = PathBuf::from(suggested);
    let name = suggested.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = suggested.parent().map(PathBuf::from).unwrap_or_default();
    let dialog = AsyncFileDialog::new().set_file_name(name).set_directory(folder);
    chosen(shown(&app, move || dialog.save_file()).await?).await
}

/// Which setup to open.
#[tauri::command]
#[specta::specta]
pub async fn choose_setup(app: AppHandle) -> Chosen {
    let dialog = AsyncFileDialog::new().add_filter("Oracle setup", &[folder::ENDING]);
    chosen(shown(&app, move || dialog.pick_file()).await?).await
}

/// Which folder to show.
#[tauri::command]
#[specta::specta]
pub async fn choose_folder(app: AppHandle) -> Chosen {
    chosen(shown(&app, move || AsyncFileDialog::new().pick_folder()).await?).await
}

/// Which file to read, such as a certificate.
#[tauri::command]
#[specta::specta]
pub async fn choose_file(app: AppHandle) -> Chosen {
    chosen(shown(&app, move || AsyncFileDialog::new().pick_file()).await?).await
}

/// Makes the dialog on the window's thread: toolkits show one only from there.
async fn shown<F: Send + 'static>(
    app: &AppHandle,
    show: impl FnOnce() -> F + Send + 'static,
) -> Result<F, ProblemView> {
    let (sender, receiver) = oneshot::channel();
    let failed = || Problem::Unexpected { what: "the system's dialog could not be shown".to_owned() };
    app.run_on_main_thread(move || drop(sender.send(show()))).map_err(|_| failed())?;
    Ok(receiver.await.map_err(|_| failed())?)
}

async fn chosen(answer: impl Future<Output = Option<FileHandle>>) -> Chosen {
    Ok(answer.await.map(|file| file.path().display().to_string()))
}
