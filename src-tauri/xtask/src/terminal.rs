//! The only place that writes to the terminal. A reader that went away (`| head`) is no reason to fail.

use std::fmt::Display;
use std::io::{Write, stderr, stdout};

/// One line, or a block of lines, on standard output: there it stays in order with what the runners print.
pub fn say(words: impl Display) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{words}");
    let _ = out.flush();
}

/// Why the chore ended, on standard error and set apart from the noise above it.
pub fn complain(words: impl Display) {
    let _ = writeln!(stderr().lock(), "\n{words}");
}
