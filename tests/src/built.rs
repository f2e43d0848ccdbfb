//! The programs of this workspace as they were built beside the running test.
//!
//! Cargo tells a test the path of a program of its own package only; from other packages' tests the way leads over the
//! folder that the test itself was built into.

use std::path::PathBuf;

use crate::fault::Fault;

/// The desktop assistant.
pub fn assistant() -> Result<PathBuf, Fault> {
    program("oracle-setup-assistant")
}

/// The command line.
pub fn command_line() -> Result<PathBuf, Fault> {
    program("oracle-setup")
}

/// The window that the assistant is measured beside.
pub fn bare_window() -> Result<PathBuf, Fault> {
    program("bare-window")
}

fn program(name: &str) -> Result<PathBuf, Fault> {
    let test = std::env::current_exe().map_err(Fault::file("the running test"))?;
    // target/debug/deps/this-test
    let folder = test.ancestors().nth(2).unwrap_or(&test);
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() { Ok(program) } else { Err(Fault::NotBuilt(program)) }
}
