//! A step as a customer sees it on a shared screen: what to do and with which values. No note, no owner, no comment and no
//! prompt has a place here.

use serde::Serialize;
use setup::{
    address::Environment,
    guide::hint::Drawing,
    problem::Problem,
    setup_file::{Claim, Observed},
};

use super::{
    setups::SetupView,
    walk::{IfNotView, ValueView},
};

/// What the second window shows.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PresentView {
    pub vendor: String,
    pub host: Option<String>,
    pub environment: Option<Environment>,
    pub stage: String,
    pub number: u32,
    pub total: u32,
    pub title: String,
    pub why: String,
    pub path: Vec<String>,
    pub instructions: Vec<String>,
    pub hint: Option<Drawing>,
    pub values: Vec<ValueView>,
    pub see: Option<String>,
    pub if_not: Vec<IfNotView>,
    pub claimed: Claim,
    pub observed: Observed,
    /// What comes after it.
    pub next: Option<String>,
}

/// A step of that setup for the second window.
pub fn present_view(setup: &SetupView, step: &str) -> Result<PresentView, Problem> {
    let steps = || setup.stages.iter().flat_map(|stage| stage.steps.iter().map(move |step| (stage, step)));
    let Some((stage, shown)) = steps().find(|(_, one)| one.id == step) else {
        return Err(Problem::StepUnknown { step: step.to_owned(), nearest: None });
    };
    Ok(PresentView {
        vendor: setup.vendor.clone(),
        host: setup.host.clone(),
        environment: setup.environment,
        stage: stage.title.clone(),
        number: shown.number,
        total: setup.total,
        title: shown.title.clone(),
        why: shown.why.clone(),
        path: shown.path.clone(),
        instructions: shown.instructions.clone(),
        hint: shown.hint.clone(),
        values: shown.values.clone(),
        see: shown.see.clone(),
        if_not: shown.if_not.clone(),
        claimed: shown.claimed,
        observed: shown.observed,
        next: steps().find(|(_, one)| one.number == shown.number + 1).map(|(_, one)| one.title.clone()),
    })
}
