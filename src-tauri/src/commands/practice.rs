//! Practice: a pod of its own for each practice setup, and the lessons around it.

use std::path::Path;

use practice_oracle as practice;
use setup::guide;
use tauri::State;

use crate::{
    desk::{Desk, PracticePage},
    error::ProblemView,
    system,
    view::{ScenarioView, SetupView, scenario_views},
};

type Answer<T> = Result<T, ProblemView>;

/// Makes a setup on a practice pod of its own. Without a scenario a mistake is planted there, and nobody is told which.
#[tauri::command]
#[specta::specta]
pub async fn practise(desk: State<'_, Desk>, guide: String, scenario: Option<String>) -> Answer<SetupView> {
    Ok(desk.practise(&guide, scenario.as_deref()).await?)
}

/// The scenarios of the practice Oracle, each with the guides that can meet it.
#[tauri::command]
#[specta::specta]
pub fn scenarios() -> Vec<ScenarioView> {
    scenario_views(practice::scenarios(), guide::builtins())
}

/// Switches the practice pod to another scenario, or to a planted mistake.
#[tauri::command]
#[specta::specta]
pub async fn switch_practice(desk: State<'_, Desk>, path: String, scenario: Option<String>) -> Answer<SetupView> {
    Ok(desk.switch_practice(Path::new(&path), scenario.as_deref()).await?)
}

/// Tells which mistake was planted.
#[tauri::command]
#[specta::specta]
pub async fn reveal_practice(desk: State<'_, Desk>, path: String) -> Answer<SetupView> {
    Ok(desk.reveal_practice(Path::new(&path)).await?)
}

/// What a reset of the practice pod undoes, one sentence each.
#[tauri::command]
#[specta::specta]
pub async fn practice_changes(desk: State<'_, Desk>, path: String) -> Answer<Vec<String>> {
    Ok(desk.practice_changes(Path::new(&path)).await?)
}

/// Brings back the state that the scenario began with.
#[tauri::command]
#[specta::specta]
pub async fn reset_practice(desk: State<'_, Desk>, path: String) -> Answer<SetupView> {
    Ok(desk.reset_practice(Path::new(&path)).await?)
}

/// Opens a page of the practice console in the browser.
#[tauri::command]
#[specta::specta]
pub async fn open_practice(desk: State<'_, Desk>, path: String, page: PracticePage) -> Answer<()> {
    Ok(system::open_page(&desk.practice_page(Path::new(&path), page).await?)?)
}
