//! Guides, addresses and role lists: what can be asked without a setup.

use setup::guide;
use tauri::State;

use crate::{
    desk::{Desk, check_address as understood},
    error::ProblemView,
    view::{AddressView, GuideLook, GuideSummary, RoleView, guide_summary},
};

/// Every built-in guide.
#[tauri::command]
#[specta::specta]
pub fn guides() -> Vec<GuideSummary> {
    guide::builtins().iter().map(guide_summary).collect()
}

/// A guide of a person's own, looked over before it is used.
#[tauri::command]
#[specta::specta]
pub async fn look_at_guide(desk: State<'_, Desk>, path: String) -> Result<GuideLook, ProblemView> {
    Ok(desk.look_at_guide(path).await?)
}

/// An address as it is typed.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn check_address(text: String) -> Result<AddressView, ProblemView> {
    Ok(understood(&text)?)
}

/// The role codes in a pasted text, and what is known of each.
#[tauri::command]
#[specta::specta]
pub async fn find_roles(
    desk: State<'_, Desk>,
    text: String,
    guide: String,
    setup: Option<String>,
) -> Result<Vec<RoleView>, ProblemView> {
    Ok(desk.roles(&text, &guide, setup).await?)
}
