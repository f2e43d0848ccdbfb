//! Where a command speaks: results on standard output, words and progress on standard error.
//!
//! With `--json` standard output holds exactly one JSON document, whatever happens. Text that came from outside is made
//! visible before it reaches a terminal, so that a role's name cannot move the cursor.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;
use serde_json::{Value, json};
use setup::{problem::Problem, words};

use crate::exit::Exit;

/// The command's way to speak.
#[derive(Debug)]
pub struct Output {
    json: bool,
}

impl Output {
    /// With `json`, results are JSON instead of words.
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// The one result of a command, in the form that was asked for.
    pub fn answer(&self, value: &impl Serialize, text: impl FnOnce() -> String) -> Result<(), Problem> {
        if self.json { document(value) } else { print(io::stdout(), &visible(&text())) }
    }

    /// A refusal, in words and, where it was asked for, as the JSON document.
    pub fn refuse(&self, problem: &Problem) -> Exit {
        tell_problem(problem);
        let written = if self.json { document(&refusal(problem)) } else { Ok(()) };
        if written.is_ok() { Exit::of_problem(problem) } else { Exit::NotDone }
    }

    /// Whether a person looks at the result: it goes to a terminal, and JSON was not asked for.
    pub fn is_read_by_a_person(&self) -> bool {
        !self.json && io::stdout().is_terminal()
    }
}

/// A result that is JSON whatever was asked for.
pub fn document(value: &impl Serialize) -> Result<(), Problem> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    print(io::stdout(), &text)
}

/// The same, on a single line.
pub fn line(value: &Value) -> Result<(), Problem> {
    print(io::stdout(), &value.to_string())
}

/// Words beside the result.
pub fn tell(words: &str) {
    // Nobody reads standard error where it is closed.
    let _ = print(io::stderr(), &visible(words));
}

/// A problem in words; by itself it does not stop the command.
pub fn tell_problem(problem: &Problem) {
    let words = words::of_refusal(problem).plain();
    let lines = [words.title, words.meaning, words.remedy];
    tell(&lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"));
}

/// How far a verification is, on one line of a terminal that is written over and cleared at the end; line by line where
/// standard error goes elsewhere.
#[derive(Debug)]
pub struct Progress {
    on_terminal: bool,
    ended: usize,
    of: usize,
}

impl Progress {
    /// Progress of one command.
    pub fn new() -> Self {
        Self { on_terminal: io::stderr().is_terminal(), ended: 0, of: 0 }
    }

    /// How many ends there will be.
    pub fn expect(&mut self, count: usize) {
        self.of = count;
    }

    /// What began.
    pub fn begun(&self, what: &str) {
        if self.on_terminal {
            let _ = write!(io::stderr(), "\r\x1b[K{}/{} {}…", self.ended, self.of, visible(what));
        }
    }

    /// What takes long. On a terminal it stays above the line that moves on.
    pub fn slow(&self, what: &str) {
        if self.on_terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
        tell(what);
    }

    /// What ended.
    pub fn ended(&mut self, what: &str) {
        self.ended += 1;
        if !self.on_terminal {
            tell(&format!("{}/{} {what}", self.ended, self.of));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.on_terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// `{"problem":{"code",facts…},"title","meaning","remedy"}`.
pub fn refusal(problem: &Problem) -> Value {
    let words = words::of_refusal(problem).plain();
    json!({ "problem": problem, "title": words.title, "meaning": words.meaning, "remedy": words.remedy })
}

fn visible(text: &str) -> String {
    text.trim_end().split('\n').map(words::visible).collect::<Vec<_>>().join("\n")
}

fn print(mut place: impl Write, text: &str) -> Result<(), Problem> {
    match writeln!(place, "{text}").and_then(|()| place.flush()) {
        // Whoever read so far has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Problem::Unexpected { what: format!("the result could not be written: {error}") }),
        Ok(()) => Ok(()),
    }
}
