//! What a person runs before every commit: the linters, nothing that needs a display or a server. It installs no
//! system package.

use crate::chores::have_some_page;
use crate::fault::Fault;
use crate::node;
use crate::stages::Stages;
use crate::workspace::Workspace;

/// Formatting and linters of both languages.
pub fn check(workspace: &Workspace) -> Result<(), Fault> {
    node::require()?;
    let mut stages = Stages::begin();
    stages.run("Formatting", &mut workspace.cargo(&["fmt", "--all", "--check"]))?;
    have_some_page(workspace, &mut stages)?;
    lint_page(workspace, &mut stages)?;
    clippy(workspace, &mut stages)?;
    stages.end("No complaints, in");
    Ok(())
}

/// svelte-check and eslint; a warning is a failure in both.
pub fn lint_page(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    stages.run("Types of the page (svelte-check)", &mut workspace.npm(&["run", "check"]))?;
    stages.run("Style of the page (eslint)", &mut workspace.npm(&["run", "lint"]))
}

/// Clippy over everything, tests included; a warning is a failure.
pub fn clippy(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    let arguments = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    stages.run("Clippy", &mut workspace.cargo(&arguments))
}
