//! Reading a setup without reaching Oracle. While a setup is open for review no practice Oracle is started for it, the
//! keychain is not looked at, and a verification is refused here, whatever the window asks for.

use std::path::Path;

use setup::{keychain::KeychainState, problem::Problem};

use super::{Desk, Opening, held};
use crate::view::{SecretState, SecretView, SetupView};

impl Desk {
    /// Opens a setup for review.
    pub async fn review(&self, path: &Path) -> Result<SetupView, Problem> {
        held(&self.reviews).insert(path.to_owned());
        let opened = self.open_setup(path, Opening::Work).await;
        if opened.is_err() {
            held(&self.reviews).remove(path);
        }
        opened
    }

    /// The review of a setup is over: it is there to be worked on.
    pub async fn end_review(&self, path: &Path) -> Result<SetupView, Problem> {
        held(&self.reviews).remove(path);
        self.open(path).await
    }

    pub(super) fn is_reviewed(&self, path: &Path) -> bool {
        held(&self.reviews).contains(path)
    }

    /// Refuses to reach Oracle for a setup that is open for review.
    pub(super) fn refuse_in_review(&self, path: &Path) -> Result<(), Problem> {
        if self.is_reviewed(path) { Err(Problem::UnderReview) } else { Ok(()) }
    }
}

/// What a review shows of secrets: none, without having looked.
pub(super) fn nothing_kept() -> SecretView {
    SecretView { state: SecretState::None, keychain: KeychainState::Missing.into() }
}
