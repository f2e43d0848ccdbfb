//! Why a test could not go on, with what is needed to see it from the log alone.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// Something that the tests stand on gave way, or the product did not do what was waited for.
#[derive(thiserror::Error)]
pub enum Fault {
    /// A program of this workspace has not been built.
    #[error("{} is not there: build it with \u{201c}cargo build --workspace --bins --tests\u{201d}", .0.display())]
    NotBuilt(PathBuf),
    /// A program could not be started; most often it is not installed.
    #[error("could not start {program}: {cause} (\u{201c}cargo xtask test\u{201d} installs what the tests need)")]
    NotStarted {
        /// Its name.
        program: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A program started but ended, or said nothing, before it was of use.
    #[error("{program} was not ready within {waited:?}\n{log}")]
    NotReady {
        /// Its name.
        program: String,
        /// How long it was given.
        waited: Duration,
        /// The end of what it wrote.
        log: String,
    },
    /// The driver refused a command, in its own words.
    #[error("{command}: {error}: {message}")]
    Refused {
        /// The method and path.
        command: String,
        /// The error code of the W3C standard for drivers, such as `no such element`.
        error: String,
        /// The driver's explanation.
        message: String,
    },
    /// The driver could not be reached, or what it said is not of that standard.
    #[error("the driver could not be talked to: {0}")]
    Driver(String),
    /// The display's server refused, or what it said was not understood.
    #[error("the screen could not be talked to: {0}")]
    Screen(String),
    /// What was waited for did not come to be.
    #[error(transparent)]
    NeverCame(Box<NeverCame>),
    /// A file or folder could not be read or written.
    #[error("{}: {cause}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
}

/// What a window showed instead of what was waited for.
#[derive(Debug, thiserror::Error)]
#[error(
    "waited {waited:?} for {what}; {instead}.\nThe window then showed (picture: {}):\n{page}\nThe program wrote:\n{wrote}",
    picture.display()
)]
pub struct NeverCame {
    /// In words: `the button "Verify"`.
    pub what: String,
    /// How long.
    pub waited: Duration,
    /// The closest that was seen.
    pub instead: String,
    /// The text of the page.
    pub page: String,
    /// What the program wrote to its standard output and standard error.
    pub wrote: String,
    /// A picture of the window at that moment.
    pub picture: PathBuf,
}

/// The same words as for people: this is what a test runner prints of a test that ends with a fault.
impl fmt::Debug for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Fault {
    /// Names the file that an error of the system is about.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |cause| Self::File { path, cause }
    }
}
