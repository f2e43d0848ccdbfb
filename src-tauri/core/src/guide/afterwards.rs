//! Checklists for what comes after a hand-over: a new secret in place of the old one, and the end of an integration. They
//! are data of the same kind as a guide's steps, and the same for every vendor.
//!
//! What people claim of their steps is kept in the setup beside the guide's own. They are no part of its progress.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Authentication, Step, folder, load};

/// Which of the checklists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Afterwards {
    /// A new secret, verified and handed over.
    Rotate,
    /// What to take away when the integration ends, in order.
    Undo,
}

static ROTATE: LazyLock<Vec<Step>> = LazyLock::new(|| read("rotate"));
static UNDO: LazyLock<Vec<Step>> = LazyLock::new(|| read("undo"));

impl Afterwards {
    /// Both.
    pub const ALL: &[Self] = &[Self::Rotate, Self::Undo];

    /// As it stands on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rotate => "rotate",
            Self::Undo => "undo",
        }
    }

    /// What it is for, as a title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Rotate => "Replace the secret",
            Self::Undo => "End the integration",
        }
    }

    /// Its steps in order, in all branches, before anything is filled in.
    pub fn steps(self) -> &'static [Step] {
        match self {
            Self::Rotate => &ROTATE,
            Self::Undo => &UNDO,
        }
    }

    /// Whether one of them has that step.
    pub fn has(step: &str) -> bool {
        Self::ALL.iter().flat_map(|list| list.steps()).any(|known| known.id == step)
    }
}

/// A test holds them free of faults.
fn read(name: &str) -> Vec<Step> {
    let both = [Authentication::Basic, Authentication::Jwt];
    folder::afterwards(name).map(|text| load::steps_of(text, &both)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_checklists_are_valid_and_have_steps_for_every_way_to_sign_in() {
        for list in Afterwards::ALL {
            let faults = load::faults_of_part(folder::afterwards(list.as_str()).unwrap(), list.as_str());
            assert!(faults.is_empty(), "{list:?}: {faults:#?}");
            assert!(list.steps().len() > 4, "{list:?}");
            let prefix = format!("{}-", list.as_str());
            assert!(list.steps().iter().all(|step| step.id.starts_with(&prefix)), "{list:?}");
        }
        assert!(Afterwards::has("undo-deactivate-user") && !Afterwards::has("add-user"));
    }
}
