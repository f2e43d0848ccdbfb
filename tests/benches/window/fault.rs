//! Why a measurement could not be made.

use std::{io, path::PathBuf};

use setup::problem::Problem;

/// In words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A window did not open, or did not do what was waited for.
    #[error(transparent)]
    Stage(#[from] tests::Fault),
    /// No runtime for talking to the driver.
    #[error("The driver found no runtime: {0}.")]
    Runtime(io::Error),
    /// A setup could not be written.
    #[error("A setup could not be written ({}).", .0.code())]
    Setup(Problem),
    /// The page that is built in was not found.
    #[error("{}: {cause}. Build the page first: npm run build, in the folder ui.", path.display())]
    Page {
        /// Where it should be.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The system does not show how much memory a process holds.
    #[error(
        "How much memory the window holds could not be read: it refuses other programs of its own account. Run this as \
         root."
    )]
    Unreadable,
    /// The page measured nothing.
    #[error("The page did not say how long a step took: {0}.")]
    NoTime(String),
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Setup(problem)
    }
}
