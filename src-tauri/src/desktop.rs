//! What reaches the window from the desktop around it: its native menu, a second start, a double click, a dropped file.
//!
//! The page is told over one channel, which it opens when it is ready; what comes earlier waits. Deliberately not here:
//! what becomes of it. The page does with a menu's item what its own button would do.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Manager, Runtime, Window, WindowEvent, ipc::Channel};

/// Something that a person did beside the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum DesktopEvent {
    /// A menu's item was chosen.
    Chosen {
        /// Which.
        item: MenuItem,
    },
    /// A file is to be opened: by a double click, a second start, the list of recent files, or dropped.
    Opened {
        /// Its full path.
        path: String,
        /// What it is, by its name.
        kind: FileKind,
    },
    /// A file is held over the window, and may be dropped.
    Held {
        /// Whether it still is.
        over: bool,
    },
}

/// A menu's item that the page answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MenuItem {
    NewSetup,
    OpenFile,
    Practise,
    DeleteSetup,
    Settings,
    Home,
    Steps,
    Verify,
    HandOver,
    Details,
    LargerText,
    SmallerText,
    UsualText,
    ShowLog,
    About,
}

/// What a file is, by the ending of its name; whether it really is one, reading it finds out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Setup,
    Guide,
}

impl FileKind {
    pub fn of(path: &Path) -> Self {
        match path.extension() {
            Some(ending) if ending.eq_ignore_ascii_case("toml") => Self::Guide,
            _ => Self::Setup,
        }
    }
}

/// The way to the page.
#[derive(Default)]
pub struct Desktop(Mutex<Listener>);

#[derive(Default)]
struct Listener {
    channel: Option<Channel<DesktopEvent>>,
    waiting: Vec<DesktopEvent>,
}

impl Desktop {
    /// From here on the page listens. A page that loads anew takes the place of the one before.
    pub fn listen(&self, channel: Channel<DesktopEvent>) {
        let mut listener = self.held();
        for event in listener.waiting.drain(..) {
            drop(channel.send(event));
        }
        listener.channel = Some(channel);
    }

    /// Tells the page, now or when it listens.
    pub fn tell(&self, event: DesktopEvent) {
        let mut listener = self.held();
        match &listener.channel {
            // A page that is going away misses what was meant for it; the next one listens anew.
            Some(channel) => drop(channel.send(event)),
            None => listener.waiting.push(event),
        }
    }

    /// A file that the desktop wants opened.
    pub fn open(&self, path: &Path) {
        self.tell(DesktopEvent::Opened { path: path.display().to_string(), kind: FileKind::of(path) });
    }

    fn held(&self) -> MutexGuard<'_, Listener> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The program was started with that file. A guide is brought to the page; a setup is what the page itself begins with.
pub fn started_with<R: Runtime>(app: &AppHandle<R>, argument: &Path) {
    let path = std::path::absolute(argument).unwrap_or_else(|_| argument.to_owned());
    if FileKind::of(&path) == FileKind::Guide {
        app.state::<Desktop>().open(&path);
    }
}

/// The program was started once more: the window that is open comes to the front, with the file that was asked for.
pub fn started_again<R: Runtime>(app: &AppHandle<R>, arguments: &[String], folder: &str) {
    come_to_the_front(app);
    if let Some(path) = arguments.get(1).filter(|argument| !argument.starts_with("--")) {
        app.state::<Desktop>().open(&Path::new(folder).join(path));
    }
}

/// Brings the window to the front, also where it was minimised.
pub fn come_to_the_front<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(crate::MAIN_WINDOW) else { return };
    for outcome in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = outcome {
            tracing::debug!(%error, "the window did not come to the front");
        }
    }
}

/// Files that are dragged onto the window.
pub fn dragged<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let WindowEvent::DragDrop(drag) = event else { return };
    if window.label() != crate::MAIN_WINDOW {
        return;
    }
    let desktop = window.state::<Desktop>();
    match drag {
        DragDropEvent::Enter { .. } => desktop.tell(DesktopEvent::Held { over: true }),
        DragDropEvent::Leave => desktop.tell(DesktopEvent::Held { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            desktop.tell(DesktopEvent::Held { over: false });
            // One window shows one setup; of several files the first one is it.
            if let Some(path) = paths.first() {
                desktop.open(path);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tauri::ipc::InvokeResponseBody;

    use super::*;

    fn listening() -> (Channel<DesktopEvent>, Arc<Mutex<Vec<String>>>) {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&heard);
        let channel = Channel::new(move |body| {
            if let InvokeResponseBody::Json(json) = body {
                into.lock().unwrap().push(json);
            }
            Ok(())
        });
        (channel, heard)
    }

    #[test]
    fn what_happens_before_the_page_listens_is_not_lost() {
        let desktop = Desktop::default();
        desktop.open(Path::new("/home/ann/acme.oraclesetup"));
        let (channel, heard) = listening();
        desktop.listen(channel);
        desktop.tell(DesktopEvent::Chosen { item: MenuItem::About });
        let heard = heard.lock().unwrap();
        assert_eq!(
            *heard,
            [
                r#"{"event":"opened","path":"/home/ann/acme.oraclesetup","kind":"setup"}"#,
                r#"{"event":"chosen","item":"about"}"#
            ]
        );
    }

    #[test]
    fn a_page_that_loads_anew_is_the_one_that_is_told() {
        let desktop = Desktop::default();
        let (first, unheard) = listening();
        let (second, heard) = listening();
        desktop.listen(first);
        desktop.listen(second);
        desktop.tell(DesktopEvent::Held { over: true });
        assert!(unheard.lock().unwrap().is_empty());
        assert_eq!(heard.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_guide_is_told_from_a_setup_by_its_ending() {
        assert_eq!(FileKind::of(Path::new("/g/acme.TOML")), FileKind::Guide);
        assert_eq!(FileKind::of(Path::new("/g/acme.oraclesetup")), FileKind::Setup);
        assert_eq!(FileKind::of(Path::new("/g/acme")), FileKind::Setup);
    }
}
