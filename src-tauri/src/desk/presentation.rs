//! What the second window shows while a person shares it in a call. It learns one step, as [`PresentView`] has it, and has
//! no way to ask for more.

use std::{path::Path, sync::Mutex};

use setup::problem::Problem;
use tauri::ipc::Channel;

use super::{Desk, held};
use crate::view::{PresentView, present_view};

/// What is shown, and the window that watches it.
#[derive(Default)]
pub(super) struct Presentation {
    shown: Mutex<Option<PresentView>>,
    watcher: Mutex<Option<Channel<PresentView>>>,
}

impl Desk {
    /// Shows a step of a setup in the second window, now or as soon as it watches.
    pub async fn present(&self, path: &Path, step: &str) -> Result<(), Problem> {
        let view = present_view(&self.open(path).await?, step)?;
        *held(&self.presentation.shown) = Some(view.clone());
        if let Some(watcher) = held(&self.presentation.watcher).as_ref() {
            // A window that went away no longer watches.
            drop(watcher.send(view));
        }
        Ok(())
    }

    /// The second window watches from now on.
    pub fn watch_presentation(&self, watcher: Channel<PresentView>) {
        if let Some(view) = held(&self.presentation.shown).clone() {
            drop(watcher.send(view));
        }
        *held(&self.presentation.watcher) = Some(watcher);
    }
}
