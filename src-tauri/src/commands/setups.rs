//! Setups: the home screen, new ones, changes.

use std::path::Path;

use tauri::State;

use crate::{
    desk::{Desk, NewSetupForm, Opening, SetupChange},
    error::ProblemView,
    view::{HomeView, SetupView},
};

type Answer<T> = Result<T, ProblemView>;

/// Every setup of the folder.
#[tauri::command]
#[specta::specta]
pub async fn home(desk: State<'_, Desk>) -> Answer<HomeView> {
    Ok(desk.home().await?)
}

/// The setup that the program was started with.
#[tauri::command]
#[specta::specta]
pub async fn opening(desk: State<'_, Desk>) -> Answer<Option<SetupView>> {
    Ok(desk.opening().await?)
}

/// Makes a setup.
#[tauri::command]
#[specta::specta]
pub async fn new_setup(desk: State<'_, Desk>, form: NewSetupForm) -> Answer<SetupView> {
    Ok(desk.new_setup(form).await?)
}

/// The home screen again, where anything changed since it was asked for.
#[tauri::command]
#[specta::specta]
pub async fn home_again(desk: State<'_, Desk>) -> Answer<Option<HomeView>> {
    Ok(desk.home_again().await?)
}

/// Opens a setup.
#[tauri::command]
#[specta::specta]
pub async fn open_setup(desk: State<'_, Desk>, path: String, how: Opening) -> Answer<SetupView> {
    Ok(desk.open_setup(Path::new(&path), how).await?)
}

/// The setup as it is now, where somebody else changed it.
#[tauri::command]
#[specta::specta]
pub async fn look_again(desk: State<'_, Desk>, path: String) -> Answer<Option<SetupView>> {
    Ok(desk.look_again(Path::new(&path)).await?)
}

/// Puts the open setup away.
#[tauri::command]
#[specta::specta]
#[expect(clippy::needless_pass_by_value, reason = "a command owns what the window sent")]
pub fn put_away(desk: State<'_, Desk>) {
    desk.put_away();
}

/// Opens a setup for review: nothing reaches Oracle until that is over.
#[tauri::command]
#[specta::specta]
pub async fn review_setup(desk: State<'_, Desk>, path: String) -> Answer<SetupView> {
    Ok(desk.review(Path::new(&path)).await?)
}

/// Ends the review of a setup.
#[tauri::command]
#[specta::specta]
pub async fn end_review(desk: State<'_, Desk>, path: String) -> Answer<SetupView> {
    Ok(desk.end_review(Path::new(&path)).await?)
}

/// Changes a setup; answers when it is on disk.
#[tauri::command]
#[specta::specta]
pub async fn change_setup(desk: State<'_, Desk>, path: String, change: SetupChange) -> Answer<SetupView> {
    Ok(desk.change(Path::new(&path), change).await?)
}

/// Puts a setup into the system's trash, and with `forget` takes what the keychain keeps for it out of there.
#[tauri::command]
#[specta::specta]
pub async fn delete_setup(desk: State<'_, Desk>, path: String, forget: bool) -> Answer<()> {
    Ok(desk.delete(Path::new(&path), forget).await?)
}
