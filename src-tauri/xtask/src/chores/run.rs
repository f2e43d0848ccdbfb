//! From a fresh checkout to the open assistant, on the practice Oracle: nobody needs an Oracle to see what this is.

use std::process::Command;

use crate::chores::build_page;
use crate::fault::Fault;
use crate::stages::Stages;
use crate::terminal::say;
use crate::workspace::Workspace;
use crate::{node, requirements};

/// Installs what is missing, builds, and opens the window; without a display, rehearses on the command line.
pub fn run(workspace: &Workspace) -> Result<(), Fault> {
    node::require()?;
    let mut stages = Stages::begin();
    requirements::to_build(&mut stages)?;
    node::install_packages(workspace, &mut stages)?;
    build_page(workspace, &mut stages)?;
    let build = ["build", "--locked", "--package", "oracle-setup-assistant", "--package", "oracle-setup"];
    stages.run("The assistant and its command line", &mut workspace.cargo(&build))?;

    if has_display() {
        let mut assistant = Command::new(workspace.built("oracle-setup-assistant"));
        stages.run("The assistant, on the practice Oracle; close its window to end", assistant.arg("--practise"))
    } else {
        say("\nThere is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open.\n\
             The rehearsal does the same job on the command line.");
        let mut rehearsal = Command::new(workspace.built("oracle-setup"));
        stages.run("Rehearsal on the practice Oracle", rehearsal.arg("rehearse"))
    }
}

/// macOS and Windows always have one to offer; an empty variable is the same as none.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
