//! The guides that come with the program, found in their folder at build time.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::{Guide, load};
use crate::{near, problem::Problem};

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/guides");

static GUIDES: LazyLock<Vec<Guide>> = LazyLock::new(|| {
    let mut guides: Vec<Guide> = FOLDER.files().filter_map(|file| load::take_builtin(file.contents_utf8()?)).collect();
    guides.sort_by_key(|guide| guide.vendor.to_lowercase());
    guides
});

/// All of them, by vendor.
pub fn builtins() -> &'static [Guide] {
    &GUIDES
}

/// The one of that id.
pub fn builtin(id: &str) -> Option<&'static Guide> {
    builtins().iter().find(|guide| guide.id == id)
}

/// The one of that id, or a refusal that names the nearest and all.
pub fn find(id: &str) -> Result<&'static Guide, Problem> {
    let wanted = id.trim().to_lowercase();
    builtin(&wanted).ok_or_else(|| {
        let known: Vec<&str> = builtins().iter().map(|guide| guide.id.as_str()).collect();
        Problem::GuideUnknown {
            guide: id.to_owned(),
            nearest: near::nearest(&wanted, known.iter().copied(), 1).first().map(|&id| id.to_owned()),
            known: known.into_iter().map(str::to_owned).collect(),
        }
    })
}

/// The text of a guide, without its parts.
#[cfg(test)]
pub(super) fn text(id: &str) -> Option<&'static str> {
    FOLDER.get_file(format!("{id}.toml"))?.contents_utf8()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guide_in_the_folder_is_valid() {
        for file in FOLDER.files() {
            let name = name_of(file.path());
            let faults = load::faults_of_builtin(file.contents_utf8().unwrap(), name);
            assert!(faults.is_empty(), "{name}: {faults:#?}");
        }
        assert_eq!(builtins().len(), FOLDER.files().count());
    }

    #[test]
    fn every_part_in_the_folder_is_valid() {
        for name in part_names() {
            let faults = load::faults_of_part(part(name).unwrap(), name);
            assert!(faults.is_empty(), "{name}: {faults:#?}");
        }
    }

    #[test]
    fn names_the_nearest_guide_when_one_is_mistyped() {
        let id = &builtins()[0].id;
        let Err(Problem::GuideUnknown { nearest, .. }) = find(&format!("{id}x")) else { panic!("found") };
        assert_eq!(nearest.as_deref(), Some(id.as_str()));
    }
}
