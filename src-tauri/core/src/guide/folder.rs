//! The texts of the guides that come with the program and of what they share, put in at build time.
//!
//! Deliberately not here: what they say.

use include_dir::{Dir, include_dir};

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/guides");

/// Every guide: its id, and its text without the parts that it uses.
pub(super) fn guides() -> impl Iterator<Item = (&'static str, &'static str)> {
    FOLDER.files().filter_map(|file| Some((name_of(file.path()), file.contents_utf8()?)))
}

/// The text of a shared part.
pub(super) fn part(name: &str) -> Option<&'static str> {
    FOLDER.get_file(format!("parts/{name}.toml"))?.contents_utf8()
}

/// The text of a checklist for afterwards.
pub(super) fn afterwards(name: &str) -> Option<&'static str> {
    FOLDER.get_file(format!("afterwards/{name}.toml"))?.contents_utf8()
}

/// The names of all shared parts.
pub(super) fn part_names() -> impl Iterator<Item = &'static str> {
    FOLDER.get_dir("parts").into_iter().flat_map(Dir::files).map(|file| name_of(file.path()))
}

fn name_of(path: &std::path::Path) -> &str {
    path.file_stem().and_then(std::ffi::OsStr::to_str).unwrap_or_default()
}
