//! The second window: the step that a customer sees on a shared screen. It shows the program's own page, and its capability
//! (`capabilities/present.json`) lets it ask for nothing but that.

use setup::problem::Problem;
use tauri::{AppHandle, Manager, Runtime, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::{
    MAIN_WINDOW, is_driven, is_own_page,
    preferences::{self, Preferences},
};

const LABEL: &str = "present";

/// Opens it, or brings it to the front.
pub fn open<R: Runtime>(app: &AppHandle<R>) -> Result<(), Problem> {
    let opened = match app.get_webview_window(LABEL) {
        Some(window) => window.set_focus(),
        None => build(app),
    };
    opened.map_err(|error| Problem::Unexpected { what: format!("the second window could not be opened ({error})") })
}

fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    if let Some(main) = app.get_webview_window(MAIN_WINDOW) {
        let app = app.clone();
        // Without the window that leads the call, this one would keep the program open.
        main.on_window_event(move |event| {
            if matches!(event, WindowEvent::Destroyed) {
                close(&app);
            }
        });
    }
    let preferences = preferences::read(app);
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("present.html".into()))
        .title("Oracle setup")
        .inner_size(1280.0, 800.0)
        .min_inner_size(480.0, 360.0)
        .general_autofill_enabled(false)
        .incognito(!is_driven())
        .on_navigation(is_own_page)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .theme(preferences.theme.of_the_window())
        .build()?;
    follow(app, &preferences);
    Ok(())
}

/// Text as large as the person has it in the window that leads the call. The theme is the whole program's already.
pub fn follow<R: Runtime>(app: &AppHandle<R>, preferences: &Preferences) {
    if let Some(window) = app.get_webview_window(LABEL) {
        drop(window.set_zoom(preferences.zoom()));
    }
}

/// Whether it is there.
pub fn is_open<R: Runtime>(app: &AppHandle<R>) -> bool {
    app.get_webview_window(LABEL).is_some()
}

/// Closes it, where it is there.
pub fn close<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        drop(window.close());
    }
}
