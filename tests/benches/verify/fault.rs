//! Why a measurement could not be made.

use practice_oracle::StartError;

/// In words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A program or a room is not there.
    #[error(transparent)]
    Stage(#[from] tests::Fault),
    /// The practice Oracle did not start.
    #[error("The practice Oracle did not start: {0}.")]
    Practice(#[from] StartError),
    /// No runtime for it.
    #[error("The practice Oracle found no runtime: {0}.")]
    Runtime(std::io::Error),
    /// There is nothing to compare with.
    #[error(
        "curl was not found on the PATH. Install it (Debian and Ubuntu: apt-get install curl; macOS: brew install curl; \
         it is part of Windows), then run this again."
    )]
    NoCurl,
    /// No guide fits.
    #[error("No built-in guide reads {0} with a password alone.")]
    NoGuide(&'static str),
    /// A program that is measured could not be run or talked to.
    #[error("{program}: {cause}.")]
    Program {
        /// Its name.
        program: &'static str,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A program did something else than what is measured here.
    #[error("{program} did not do what is measured here: {instead}")]
    Elsewise {
        /// Its name.
        program: &'static str,
        /// What it did instead.
        instead: String,
    },
}

impl Fault {
    /// Names the program that an error of the system is about.
    pub fn program(program: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |cause| Self::Program { program, cause }
    }
}
