//! Setup files that were opened lately, newest first, wherever they lie. They may be lost with the preferences; a name
//! and a folder is all that is kept of them.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Runtime};

use crate::preferences;

const KEY: &str = "recent";
const MOST: usize = 10;

/// The files, newest first. One that is gone is not listed, and comes back where its drive does.
pub fn read<R: Runtime>(app: &AppHandle<R>) -> Vec<PathBuf> {
    kept(app).into_iter().filter(|path| path.is_file()).collect()
}

/// That file was opened. Whether the list is another now.
pub fn add<R: Runtime>(app: &AppHandle<R>, path: &Path) -> bool {
    let before = kept(app);
    let after = with(&before, path);
    if before == after {
        return false;
    }
    preferences::write(app, KEY, &after);
    true
}

/// Forgets all of them.
pub fn forget<R: Runtime>(app: &AppHandle<R>) {
    preferences::write(app, KEY, &Vec::<PathBuf>::new());
}

fn kept<R: Runtime>(app: &AppHandle<R>) -> Vec<PathBuf> {
    preferences::value(app, KEY).unwrap_or_default()
}

fn with(paths: &[PathBuf], newest: &Path) -> Vec<PathBuf> {
    let others = paths.iter().filter(|path| *path != newest).cloned();
    std::iter::once(newest.to_owned()).chain(others).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stands_first_and_none_stands_twice() {
        let one = with(&[], Path::new("/one"));
        let two = with(&one, Path::new("/two"));
        assert_eq!(with(&two, Path::new("/one")), [PathBuf::from("/one"), PathBuf::from("/two")]);
    }

    #[test]
    fn the_list_does_not_grow_without_end() {
        let many = (0..30).fold(Vec::new(), |paths, number| with(&paths, &PathBuf::from(format!("/{number}"))));
        assert_eq!(many.len(), MOST);
        assert_eq!(many[0], Path::new("/29"));
    }
}
