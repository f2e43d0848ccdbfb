//! Which program this is: what a person says when asking for help.

use std::path::PathBuf;

use serde::Serialize;
use setup::guide;
use tauri::{AppHandle, Manager, Runtime};

/// The notices as the package installs them.
const NOTICES: &str = "third-party-licences.txt";

/// What "About" shows.
#[derive(Debug, Serialize, specta::Type)]
pub struct AboutView {
    pub version: String,
    /// The system's web engine that draws the page, with its version.
    pub engine: String,
    pub system: String,
    pub guides: Vec<GuideVersion>,
}

/// A built-in guide.
#[derive(Debug, Serialize, specta::Type)]
pub struct GuideVersion {
    pub vendor: String,
    pub version: String,
}

/// The versions of all that takes part.
pub fn about<R: Runtime>(app: &AppHandle<R>) -> AboutView {
    let guide = |guide: &guide::Guide| GuideVersion { vendor: guide.vendor.clone(), version: guide.version.clone() };
    AboutView {
        version: app.package_info().version.to_string(),
        engine: engine(),
        system: format!("{} ({})", std::env::consts::OS, std::env::consts::ARCH),
        guides: guide::builtins().iter().map(guide).collect(),
    }
}

fn engine() -> String {
    let name = if cfg!(target_os = "linux") {
        "WebKitGTK"
    } else if cfg!(target_os = "macos") {
        "WebKit"
    } else {
        "WebView2"
    };
    tauri::webview_version().map_or_else(|_| name.to_owned(), |version| format!("{name} {version}"))
}

/// The licences of all that the program is built with; none where it was not installed from a package.
pub fn licences<R: Runtime>(app: &AppHandle<R>) -> Option<String> {
    places(app).into_iter().find_map(|path| std::fs::read_to_string(path).ok())
}

/// `/usr/bin/…` has its documents in `/usr/share/doc`; elsewhere they lie among the program's resources.
fn places<R: Runtime>(app: &AppHandle<R>) -> Vec<PathBuf> {
    let program = std::env::current_exe().ok();
    let prefix = program.as_deref().and_then(|program| program.parent()?.parent());
    let documents = prefix.map(|prefix| prefix.join("share/doc").join(env!("CARGO_PKG_NAME")).join(NOTICES));
    documents.into_iter().chain(app.path().resource_dir().map(|folder| folder.join(NOTICES))).collect()
}
