//! A refusal as the window gets it: in words, with its code.

use serde::Serialize;
use setup::{problem::Problem, words};

/// A refusal in words. Texts may hold `**bold**` and `` `code` ``.
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
    /// The field of a form that it is about, as the command line names it: `address`, `user`.
    pub field: Option<String>,
}

impl From<Problem> for ProblemView {
    fn from(problem: Problem) -> Self {
        let words = words::of_refusal(&problem);
        tracing::debug!(code = problem.code(), "refused, in words");
        Self {
            code: problem.code(),
            title: words.title,
            meaning: words.meaning,
            remedy: words.remedy,
            field: field(&problem),
        }
    }
}

fn field(problem: &Problem) -> Option<String> {
    match problem {
        Problem::ValueInvalid { field, .. }
        | Problem::ValueMissing { field, .. }
        | Problem::LooksLikeASecret { field } => Some(field.clone()),
        problem if problem.code().starts_with("address_") => Some("address".to_owned()),
        _ => None,
    }
}
