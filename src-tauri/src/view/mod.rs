//! What the window shows: core's facts, with core's words, in the shape of a screen. Nothing is decided here.

mod branches;
mod copies;
mod guides;
mod handover;
mod home;
mod present;
mod report;
mod roles;
mod scenarios;
mod setups;
mod walk;

pub use copies::{MergeView, ReminderView, merge_view, reminder_view};
pub use guides::{GuideLook, GuideSummary, fault_view, guide_summary};
pub use handover::{
    ChecklistView, HandOverView, ReceivedView, ReceiverView, RecipientView, checklist_views, hand_over_view,
    received_view,
};
pub use home::{HomeView, WaitsView, home_view, waits_view};
pub use present::{PresentView, present_view};
#[cfg(test)]
pub use report::CheckView;
pub use report::{RunEvent, planned_request, run_event};
pub use roles::{RoleView, role_views};
pub use scenarios::{ScenarioView, kind_of, scenario_views};
#[cfg(test)]
pub use setups::Offer;
pub use setups::{AddressView, Looking, SecretState, SecretView, SetupView, address_view, setup_view};
pub use walk::link;

use serde::Serialize;
use setup::keychain::KeychainState;

use crate::error::ProblemView;

/// The keychain, and what to do where it is not ready.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct KeychainView {
    /// Its state.
    pub state: KeychainState,
    /// What is so.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
}

impl From<KeychainState> for KeychainView {
    fn from(state: KeychainState) -> Self {
        use setup::problem::{KeychainFault, Problem};
        let fault = match state {
            KeychainState::Ready => {
                return Self {
                    state,
                    title: "The keychain is ready".to_owned(),
                    meaning: "The system keeps the secret. This program does not show it again.".to_owned(),
                    remedy: String::new(),
                };
            }
            KeychainState::Locked => KeychainFault::Locked,
            KeychainState::Missing => KeychainFault::Missing,
        };
        let words = ProblemView::from(Problem::Keychain { fault });
        Self { state, title: words.title, meaning: words.meaning, remedy: words.remedy }
    }
}
