//! Why a chore ended early, as a sentence for the person at the terminal.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

/// A sentence (or a few lines), and whose turn it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    words: String,
    kind: Kind,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// What was typed cannot be understood: exit 2.
    Usage,
    /// Something could not be done or did not hold: exit 1.
    Broke,
}

impl Fault {
    /// What was typed is not a command; `words` say what was expected.
    pub fn usage(words: impl Into<String>) -> Self {
        Self { words: words.into(), kind: Kind::Usage }
    }

    /// A stage failed or a program is missing; `words` say what to do about it where that is known.
    pub fn broke(words: impl Into<String>) -> Self {
        Self { words: words.into(), kind: Kind::Broke }
    }

    /// 2 for a misunderstanding, 1 for everything else, as on the product's own command line.
    pub fn exit_code(&self) -> ExitCode {
        match self.kind {
            Kind::Usage => ExitCode::from(2),
            Kind::Broke => ExitCode::FAILURE,
        }
    }
}

/// What the system says of a file or folder, with its path.
pub fn beside<T>(path: &Path, outcome: std::io::Result<T>) -> Result<T, Fault> {
    outcome.map_err(|error| Fault::broke(format!("{}: {error}.", path.display())))
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.words)
    }
}
