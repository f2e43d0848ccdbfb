//! The runner of the Rust tests.

use crate::fault::Fault;
use crate::program;
use crate::stages::Stages;
use crate::workspace::Workspace;

/// The version that the project is tested with; a later one may want a later Rust.
const VERSION: &str = "0.9.143";

/// Installs it where it is missing: from source, the one way that works wherever there is a Rust toolchain.
pub fn have(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    if program::find("cargo-nextest").is_some() {
        return Ok(());
    }
    let mut install = workspace.cargo(&["install", "cargo-nextest", "--locked", "--version", VERSION]);
    stages.run("cargo-nextest is missing; it is built once, which takes some minutes", &mut install)
}

/// Runs every test of the workspace with the project's own limits.
pub fn run(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    let all = ["nextest", "run", "--locked", "--workspace"];
    stages.run("Rust tests, the real window among them (nextest)", &mut workspace.cargo(&all))
}
