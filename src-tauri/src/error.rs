//! A refusal as the window gets it: in words, with its code.

use serde::Serialize;
use setup::{plan::Plan, problem::Problem, words};

/// A refusal or a finding in words. Texts may hold `**bold**` and `` `code` ``.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ProblemView {
    /// The code of the contract.
    pub code: String,
    /// What is so.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
}

impl ProblemView {
    /// With this setup's own names.
    pub fn of(problem: &Problem, plan: Option<&Plan>) -> Self {
        let words = words::of_problem(problem, plan);
        Self { code: problem.code(), title: words.title, meaning: words.meaning, remedy: words.remedy }
    }
}

impl From<Problem> for ProblemView {
    fn from(problem: Problem) -> Self {
        Self::of(&problem, None)
    }
}
