//! Guides, addresses and role lists: what can be asked without a setup.

use setup::guide;

use crate::{
    desk::check_address as understood,
    error::ProblemView,
    view::{AddressView, GuideSummary, RoleView, guide_summary, role_views},
};

/// Every built-in guide.
#[tauri::command]
#[specta::specta]
pub fn guides() -> Vec<GuideSummary> {
    guide::builtins().iter().map(guide_summary).collect()
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
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn find_roles(text: String, guide: String) -> Vec<RoleView> {
    role_views(&text, guide::builtin(&guide))
}
