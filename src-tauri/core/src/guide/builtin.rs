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
    use crate::guide::{BRANCHES, Branches};

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
    fn every_step_says_how_it_ends_and_what_to_do_and_ask_otherwise_in_every_branch() {
        for guide in builtins() {
            for branches in every_branch() {
                for step in guide.walk(&branches).iter().flat_map(|stage| &stage.steps) {
                    let place = format!("{} {} {branches:?}", guide.id, step.id);
                    assert!(step.see.is_some() && !step.if_not.is_empty() && step.minutes > 0, "{place}");
                    assert!(step.ask.is_some() && step.sees.is_some() && !step.sources.is_empty(), "{place}");
                    let opened =
                        step.opens.is_some() || step.path.first().is_some_and(|first| first == "Security Console");
                    assert!(!opened || step.english.is_some(), "{place}");
                }
            }
        }
    }

    fn every_branch() -> Vec<Branches> {
        BRANCHES.iter().fold(vec![Branches::new()], |chosen, (key, values)| {
            let with = |value: &&str| {
                chosen
                    .iter()
                    .cloned()
                    .map(|mut branches| {
                        branches.insert((*key).to_owned(), (*value).to_owned());
                        branches
                    })
                    .collect::<Vec<_>>()
            };
            values.iter().flat_map(with).collect()
        })
    }

    #[test]
    fn names_the_nearest_guide_when_one_is_mistyped() {
        let id = &builtins()[0].id;
        let Err(Problem::GuideUnknown { nearest, .. }) = find(&format!("{id}x")) else { panic!("found") };
        assert_eq!(nearest.as_deref(), Some(id.as_str()));
    }
}
