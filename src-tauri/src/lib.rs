//! The desktop shell: a window around core. It opens the window, answers its commands and guards its edges; what a setup
//! is, what a check means and every word stand in core.

mod commands;
mod desk;
mod error;
mod folder;
mod ipc;
mod preferences;
mod second_window;
mod system;
mod view;

use std::{path::PathBuf, process::ExitCode};

use tauri::{App, Manager, Runtime, Url, WebviewUrl, WebviewWindowBuilder};

use crate::desk::Desk;

/// Opens the window and stays until it is closed.
pub fn run() -> ExitCode {
    log();
    keep_panics_quiet();
    let builder = ipc::builder();
    let ran = tauri::Builder::default()
        .plugin(tauri_plugin_store::Builder::default().build())
        .invoke_handler(builder.invoke_handler())
        .on_window_event(|window, event| {
            // Whoever shares a folder is no longer told that a setup is open here.
            if window.label() == "main" && matches!(event, tauri::WindowEvent::Destroyed) {
                window.state::<Desk>().put_away();
            }
        })
        .setup(|app| {
            app.manage(Desk::new(setups_folder(app), preferences::folder(app.handle())));
            app.manage(system::Clipboard::default());
            open_window(app)?;
            Ok(())
        })
        .run(tauri::generate_context!());
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            ExitCode::FAILURE
        }
    }
}

/// Logs go to standard error, only where asked for, and never hold a secret: the types that hold one do not print it.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("ORACLE_SETUP_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// A panic's text may hold what was worked on; only its place is logged.
fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%place, "something happened that the program did not expect");
    }));
}

/// Documents where the system has such a folder, else the program's own.
fn setups_folder<R: Runtime>(app: &App<R>) -> PathBuf {
    let path = app.path();
    let folder = path.document_dir().or_else(|_| path.app_data_dir()).unwrap_or_default();
    folder.join("Oracle setups")
}

/// The window. It shows the program's own page and nothing else: it can not be led away, and opens no second one.
fn open_window<R: Runtime>(app: &App<R>) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Oracle setup assistant")
        .inner_size(1280.0, 860.0)
        .min_inner_size(360.0, 420.0)
        .general_autofill_enabled(false)
        .on_navigation(is_own_page)
        // The page's title names setup and environment; the window's own shows the same.
        .on_document_title_changed(|window, title| drop(window.set_title(&title)))
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

fn is_own_page(url: &Url) -> bool {
    let own = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
    own || (cfg!(dev) && url.host_str() == Some("localhost"))
}
