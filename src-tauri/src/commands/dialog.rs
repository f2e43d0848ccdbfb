//! The system's own dialogs. Each gives none where it was closed; a path can always be typed instead.

use std::path::PathBuf;

use setup::problem::Problem;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

use crate::{error::ProblemView, folder};

type Chosen = Result<Option<String>, ProblemView>;

/// Where to save an export.
#[tauri::command]
#[specta::specta]
pub async fn choose_export(app: AppHandle, suggested: String) -> Chosen {
    let suggested = PathBuf::from(suggested);
    let name = suggested.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut dialog = app.dialog().file().set_file_name(name);
    if let Some(folder) = suggested.parent() {
        dialog = dialog.set_directory(folder);
    }
    ask(dialog, FileDialogBuilder::blocking_save_file).await
}

/// Which setup to open.
#[tauri::command]
#[specta::specta]
pub async fn choose_setup(app: AppHandle) -> Chosen {
    let dialog = app.dialog().file().add_filter("Oracle setup", &[folder::ENDING]);
    ask(dialog, FileDialogBuilder::blocking_pick_file).await
}

/// Shows the dialog on a thread of its own: it stays as long as the person looks at it.
async fn ask(
    dialog: FileDialogBuilder<tauri::Wry>,
    show: fn(FileDialogBuilder<tauri::Wry>) -> Option<FilePath>,
) -> Chosen {
    let ended = tokio::task::spawn_blocking(move || show(dialog)).await;
    let chosen = ended.map_err(|_| Problem::Unexpected { what: "the dialog did not end as it should".to_owned() })?;
    Ok(chosen.map(|path| path.to_string()))
}
