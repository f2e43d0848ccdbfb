//! The native menu: every thing that the page's own buttons do from any screen, with its keys, and the recent files.
//!
//! Cutting and pasting stand in it on macOS and Windows alone: on Linux the toolkit has no such items, and the page's own
//! keys and context menu do it there as everywhere.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tauri::{
    AppHandle, Manager, Runtime,
    menu::{Menu, MenuItem as Item, PredefinedMenuItem, Submenu},
};

use crate::{
    desktop::{Desktop, DesktopEvent, MenuItem},
    recent,
};

const QUIT: &str = "quit";
const FULL_SCREEN: &str = "full-screen";
const FORGET_RECENT: &str = "forget-recent";
/// Before the path of a recent file.
const RECENT: &str = "recent:";

/// An item that the page answers: its id, its words and its keys.
struct Entry {
    item: MenuItem,
    id: &'static str,
    words: &'static str,
    keys: Option<&'static str>,
    /// Without an open setup there is nothing that it could do.
    of_a_setup: bool,
}

impl Entry {
    const fn new(item: MenuItem, id: &'static str, words: &'static str, keys: Option<&'static str>) -> Self {
        Self { item, id, words, keys, of_a_setup: false }
    }

    const fn of_a_setup(item: MenuItem, id: &'static str, words: &'static str, keys: Option<&'static str>) -> Self {
        Self { item, id, words, keys, of_a_setup: true }
    }
}

/// `&` stands before the letter that opens a menu or chooses an item with Alt.
const NEW: [Entry; 3] = [
    Entry::new(MenuItem::NewSetup, "new-setup", "&New setup", Some("CmdOrCtrl+N")),
    Entry::new(MenuItem::Practise, "practise", "&Practise", None),
    Entry::new(MenuItem::OpenFile, "open-file", "&Open a setup file…", Some("CmdOrCtrl+O")),
];
const REST_OF_FILE: [Entry; 2] = [
    Entry::of_a_setup(MenuItem::DeleteSetup, "delete-setup", "&Delete this setup…", None),
    Entry::new(MenuItem::Settings, "settings", "&Settings", Some("CmdOrCtrl+Comma")),
];
const GO: [Entry; 5] = [
    Entry::new(MenuItem::Home, "home", "&Home", Some("CmdOrCtrl+Digit1")),
    Entry::of_a_setup(MenuItem::Steps, "steps", "&Steps", Some("CmdOrCtrl+Digit2")),
    Entry::of_a_setup(MenuItem::Verify, "verify", "&Verify", Some("CmdOrCtrl+Digit3")),
    Entry::of_a_setup(MenuItem::HandOver, "hand-over", "Hand &over", Some("CmdOrCtrl+Digit4")),
    Entry::of_a_setup(MenuItem::Details, "details", "&Details", Some("CmdOrCtrl+I")),
];
const VIEW: [Entry; 3] = [
    Entry::new(MenuItem::LargerText, "larger-text", "&Larger text", Some("CmdOrCtrl+Equal")),
    Entry::new(MenuItem::SmallerText, "smaller-text", "&Smaller text", Some("CmdOrCtrl+Minus")),
    Entry::new(MenuItem::UsualText, "usual-text", "&Usual text size", Some("CmdOrCtrl+Digit0")),
];
const HELP: [Entry; 2] = [
    Entry::new(MenuItem::ShowLog, "show-log", "Show the &log", None),
    Entry::new(MenuItem::About, "about", "&About", None),
];

fn entries() -> impl Iterator<Item = &'static Entry> {
    NEW.iter().chain(&REST_OF_FILE).chain(&GO).chain(&VIEW).chain(&HELP)
}

/// What of the menu changes while the program runs.
pub struct Changing<R: Runtime>(Mutex<Parts<R>>);

struct Parts<R: Runtime> {
    of_a_setup: Vec<Item<R>>,
    recent: Submenu<R>,
}

/// Makes the menu, and keeps what changes of it for later.
pub fn make<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let mut of_a_setup = Vec::new();
    let recent = Submenu::new(app, "Open &recent", true)?;
    fill_recent(app, &recent)?;

    let file = Submenu::new(app, "&File", true)?;
    append(app, &file, &NEW, &mut of_a_setup)?;
    file.append(&recent)?;
    file.append(&PredefinedMenuItem::separator(app)?)?;
    append(app, &file, &REST_OF_FILE, &mut of_a_setup)?;
    file.append(&PredefinedMenuItem::separator(app)?)?;
    file.append(&Item::with_id(app, QUIT, "&Quit", true, Some("CmdOrCtrl+Q"))?)?;

    let go = Submenu::new(app, "&Go to", true)?;
    append(app, &go, &GO, &mut of_a_setup)?;
    let view = Submenu::new(app, "&View", true)?;
    append(app, &view, &VIEW, &mut of_a_setup)?;
    view.append(&PredefinedMenuItem::separator(app)?)?;
    view.append(&Item::with_id(app, FULL_SCREEN, "&Full screen", true, Some("F11"))?)?;
    let help = Submenu::new(app, "&Help", true)?;
    append(app, &help, &HELP, &mut of_a_setup)?;

    let menu = Menu::new(app)?;
    #[cfg(target_os = "macos")]
    menu.append(&of_the_program(app)?)?;
    menu.append(&file)?;
    #[cfg(not(target_os = "linux"))]
    menu.append(&edit(app)?)?;
    menu.append(&go)?;
    menu.append(&view)?;
    menu.append(&help)?;
    app.manage(Changing(Mutex::new(Parts { of_a_setup, recent })));
    Ok(menu)
}

fn append<R: Runtime>(
    app: &AppHandle<R>,
    menu: &Submenu<R>,
    entries: &[Entry],
    of_a_setup: &mut Vec<Item<R>>,
) -> tauri::Result<()> {
    for entry in entries {
        let item = Item::with_id(app, entry.id, entry.words, !entry.of_a_setup, entry.keys)?;
        menu.append(&item)?;
        if entry.of_a_setup {
            of_a_setup.push(item);
        }
    }
    Ok(())
}

/// macOS wants the program's own menu first.
#[cfg(target_os = "macos")]
fn of_the_program<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Submenu<R>> {
    let services = PredefinedMenuItem::services(app, None)?;
    let (hide, others) = (PredefinedMenuItem::hide(app, None)?, PredefinedMenuItem::hide_others(app, None)?);
    Submenu::with_items(app, "Oracle setup assistant", true, &[&services, &hide, &others])
}

#[cfg(not(target_os = "linux"))]
fn edit<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Submenu<R>> {
    let (cut, copy) = (PredefinedMenuItem::cut(app, None)?, PredefinedMenuItem::copy(app, None)?);
    let (paste, all) = (PredefinedMenuItem::paste(app, None)?, PredefinedMenuItem::select_all(app, None)?);
    Submenu::with_items(app, "&Edit", true, &[&cut, &copy, &paste, &all])
}

/// An item was chosen.
pub fn chosen<R: Runtime>(app: &AppHandle<R>, id: &str) {
    let desktop = app.state::<Desktop>();
    match id {
        QUIT => app.exit(0),
        FULL_SCREEN => switch_full_screen(app),
        FORGET_RECENT => {
            recent::forget(app);
            show_recent(app);
        }
        id => match (id.strip_prefix(RECENT), entries().find(|entry| entry.id == id)) {
            (Some(path), _) => desktop.open(Path::new(path)),
            (None, Some(entry)) => desktop.tell(DesktopEvent::Chosen { item: entry.item }),
            (None, None) => {}
        },
    }
}

fn switch_full_screen<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(crate::MAIN_WINDOW) else { return };
    let switched = window.is_fullscreen().and_then(|is| window.set_fullscreen(!is));
    if let Err(error) = switched {
        tracing::debug!(%error, "the window stays as large as it was");
    }
}

/// The page shows that setup now, or none: what needs one can or can not be chosen, and it is a recent file.
pub fn show<R: Runtime>(app: &AppHandle<R>, setup: Option<&Path>) {
    if let Some(path) = setup {
        tracing::info!(file = %path.display(), "opened");
        if recent::add(app, path) {
            show_recent(app);
        }
    }
    let Some(changing) = app.try_state::<Changing<R>>() else { return };
    for item in &parts(&changing).of_a_setup {
        logged(item.set_enabled(setup.is_some()));
    }
}

fn show_recent<R: Runtime>(app: &AppHandle<R>) {
    let Some(changing) = app.try_state::<Changing<R>>() else { return };
    let menu = parts(&changing).recent.clone();
    let emptied = menu.items().and_then(|items| items.iter().try_for_each(|item| menu.remove(item)));
    logged(emptied.and_then(|()| fill_recent(app, &menu)));
}

fn fill_recent<R: Runtime>(app: &AppHandle<R>, menu: &Submenu<R>) -> tauri::Result<()> {
    let paths = recent::read(app);
    if paths.is_empty() {
        return menu.append(&Item::new(app, "No recent files", false, None::<&str>)?);
    }
    for path in &paths {
        let id = format!("{RECENT}{}", path.display());
        menu.append(&Item::with_id(app, id, recent_words(path, &paths), true, None::<&str>)?)?;
    }
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    menu.append(&Item::with_id(app, FORGET_RECENT, "&Clear this list", true, None::<&str>)?)
}

/// A file's name, with its folder where another of the same name is listed. An `&` of a name is no mark of a key.
fn recent_words(path: &Path, among: &[PathBuf]) -> String {
    let alike = among.iter().filter(|other| other.file_stem() == path.file_stem()).count();
    let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    let words = match path.parent() {
        Some(folder) if alike > 1 => format!("{name} ({})", folder.display()),
        _ => name.into_owned(),
    };
    words.replace('&', "&&")
}

fn parts<R: Runtime>(changing: &Changing<R>) -> MutexGuard<'_, Parts<R>> {
    changing.0.lock().unwrap_or_else(PoisonError::into_inner)
}

fn logged(outcome: tauri::Result<()>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "the menu does not show what is so");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_items_share_an_id_or_keys() {
        let ids: BTreeSet<_> = entries().map(|entry| entry.id).chain([QUIT, FULL_SCREEN, FORGET_RECENT]).collect();
        assert_eq!(ids.len(), entries().count() + 3);
        let keys: Vec<_> = entries().filter_map(|entry| entry.keys).chain(["CmdOrCtrl+Q", "F11"]).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }

    #[test]
    fn every_item_has_a_letter_of_its_own_within_its_menu() {
        let letter = |words: &str| words.split_once('&').and_then(|(_, rest)| rest.chars().next()).unwrap();
        let file: Vec<_> =
            NEW.iter().chain(&REST_OF_FILE).map(|entry| entry.words).chain(["Open &recent", "&Quit"]).collect();
        let menus = [file, GO.map(|entry| entry.words).to_vec(), VIEW.map(|entry| entry.words).to_vec()];
        for menu in menus {
            let letters: BTreeSet<_> = menu.iter().map(|words| letter(words).to_ascii_lowercase()).collect();
            assert_eq!(letters.len(), menu.len(), "{menu:?}");
        }
    }

    #[test]
    fn recent_files_of_the_same_name_are_told_apart_by_their_folder() {
        let paths = ["/a/acme.oraclesetup", "/b/acme.oraclesetup", "/b/R&D.oraclesetup"].map(PathBuf::from);
        assert_eq!(recent_words(&paths[0], &paths), "acme (/a)");
        assert_eq!(recent_words(&paths[2], &paths), "R&&D");
    }
}
