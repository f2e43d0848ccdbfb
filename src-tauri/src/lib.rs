//! The desktop shell: a window around core. It opens the window, answers its commands and guards its edges; what a setup
//! is, what a check means and every word stand in core.

mod about;
mod commands;
mod desk;
mod desktop;
mod display;
mod engine;
mod error;
mod folder;
mod ipc;
mod log;
mod menu;
mod preferences;
mod process;
mod recent;
mod second_window;
mod system;
mod view;

use std::{path::PathBuf, process::ExitCode};

use tauri::{App, AppHandle, Manager, RunEvent, Runtime, Url, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

use crate::{desk::Desk, desktop::Desktop, log::Log, preferences::Preferences};

/// The label of the window that everything but the presentation happens in.
const MAIN_WINDOW: &str = "main";

/// Opens the window and stays until it is closed.
pub fn run() -> ExitCode {
    engine::draw_plainly();
    // The first screen names guides: they are parsed while the web engine starts.
    std::thread::spawn(setup::guide::builtins);
    let log = Log::start();
    keep_panics_quiet();
    process::close_to_others();
    if !display::is_there() {
        return ExitCode::FAILURE;
    }
    match build(log) {
        Ok(app) => {
            app.run(|app, event| follow(app, &event));
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            ExitCode::FAILURE
        }
    }
}

fn build(log: Log) -> tauri::Result<App> {
    let builder = ipc::builder();
    tauri::Builder::default()
        // First of all: a second start ends in here. Where there is no session bus to tell the first one by, each start
        // has a window of its own, and the setup files' own locks keep two of them apart.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            desktop::started_again(app, &arguments, &folder);
        }))
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(remembered_window())
        .invoke_handler(builder.invoke_handler())
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .on_window_event(|window, event| {
            desktop::dragged(window, event);
            // Whoever shares a folder is no longer told that a setup is open here.
            if window.label() == MAIN_WINDOW && matches!(event, tauri::WindowEvent::Destroyed) {
                window.state::<Desk>().put_away();
            }
        })
        .manage(log)
        .manage(Desktop::default())
        .manage(system::Clipboard::default())
        .setup(|app| {
            keep_log(app);
            app.manage(Desk::new(setups_folder(app), preferences::folder(app.handle())));
            match std::env::args_os().nth(1) {
                Some(argument) => desktop::started_with(app.handle(), argument.as_ref()),
                // The window begins at home: many setups are read while the web engine starts.
                None => app.state::<Desk>().read_ahead(),
            }
            open_window(app)?;
            Ok(())
        })
        .build(tauri::generate_context!())
}

/// Size, place and whether it is maximised, of the main window; a place that no monitor shows any more is not gone back
/// to. Written once, when the program ends.
fn remembered_window<R: Runtime>() -> tauri::plugin::TauriPlugin<R> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_filter(|label| label == MAIN_WINDOW)
        .build()
}

fn follow<R: Runtime>(app: &AppHandle<R>, event: &RunEvent) {
    match event {
        RunEvent::Exit => app.state::<system::Clipboard>().take_out(),
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            for path in urls.iter().filter_map(|url| url.to_file_path().ok()) {
                app.state::<Desktop>().open(&path);
            }
        }
        _ => {}
    }
}

fn keep_log<R: Runtime>(app: &App<R>) {
    let log = app.state::<Log>();
    log.set_level(preferences::read(app.handle()).log_level);
    if let Ok(folder) = app.path().app_log_dir() {
        log.keep_in(folder);
    }
    let version = app.package_info().version.to_string();
    tracing::info!(version, system = std::env::consts::OS, "started");
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
    let Preferences { theme, .. } = preferences::read(app.handle());
    let menu = menu::make(app.handle())?;
    let window = WebviewWindowBuilder::new(app, MAIN_WINDOW, WebviewUrl::App("index.html".into()));
    // macOS has one menu for all windows; elsewhere it stands in the one that answers it.
    #[cfg(target_os = "macos")]
    let window = app.set_menu(menu).map(|_| window)?;
    #[cfg(not(target_os = "macos"))]
    let window = window.menu(menu);
    window
        .title("Oracle setup assistant")
        .inner_size(1280.0, 860.0)
        .min_inner_size(360.0, 420.0)
        .theme(theme.of_the_window())
        .general_autofill_enabled(false)
        .incognito(!is_driven())
        .on_navigation(is_own_page)
        // The page's title names setup and environment; the window's own shows the same.
        .on_document_title_changed(|window, title| drop(window.set_title(&title)))
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

/// Whether a test drives the window. The web engine lets itself be driven only where it also keeps its data, so that the
/// folder of its own that it has otherwise, in memory, is done without then.
fn is_driven() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|driven| driven == "true")
}

fn is_own_page(url: &Url) -> bool {
    let own = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
    own || (cfg!(dev) && url.host_str() == Some("localhost"))
}
