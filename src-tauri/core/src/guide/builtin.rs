//! The guides that come with the program, read once.

use std::sync::LazyLock;

use super::{Guide, folder, load};
use crate::{near, problem::Problem};

static GUIDES: LazyLock<Vec<Guide>> = LazyLock::new(|| {
    let mut guides: Vec<Guide> = folder::guides().filter_map(|(_, text)| load::take_builtin(text)).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide::{BRANCHES, Branches};

    #[test]
    fn every_guide_in_the_folder_is_valid() {
        for (name, text) in folder::guides() {
            let faults = load::faults_of_builtin(text, name);
            assert!(faults.is_empty(), "{name}: {faults:#?}");
        }
        assert_eq!(builtins().len(), folder::guides().count());
    }

    #[test]
    fn every_part_in_the_folder_is_valid() {
        for name in folder::part_names() {
            let faults = load::faults_of_part(folder::part(name).unwrap(), name);
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
