//! Everything that must hold before a change is taken in. Cheap stages stand first, so that a slip is told early.
//!
//! The build stage and the test runner select the same packages and targets: Cargo then resolves the same features
//! for both, and nothing is compiled twice.

use crate::chores::{build_page, check};
use crate::fault::Fault;
use crate::stages::Stages;
use crate::workspace::Workspace;
use crate::{nextest, node, requirements};

/// Installs what is missing and runs every check and test of the project.
pub fn test(workspace: &Workspace) -> Result<(), Fault> {
    node::require()?;
    let mut stages = Stages::begin();
    requirements::to_test(&mut stages)?;
    nextest::have(workspace, &mut stages)?;

    stages.run("Formatting", &mut workspace.cargo(&["fmt", "--all", "--check"]))?;
    node::install_packages(workspace, &mut stages)?;
    build_page(workspace, &mut stages)?;
    check::lint_page(workspace, &mut stages)?;
    stages.run("Units of the page (vitest)", &mut workspace.npm(&["test"]))?;
    journeys(workspace, &mut stages)?;

    check::clippy(workspace, &mut stages)?;
    let build = ["build", "--locked", "--workspace", "--bins", "--tests"];
    stages.run("Build of the programs and their tests", &mut workspace.cargo(&build))?;
    nextest::run(workspace, &mut stages)?;
    let examples = ["test", "--locked", "--workspace", "--doc"];
    stages.run("Examples in the documentation", &mut workspace.cargo(&examples))?;

    stages.end("Everything holds. It took");
    Ok(())
}

fn journeys(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    let mut journeys = workspace.npm(&["run", "journeys"]);
    if let Some(browser) = requirements::chromium() {
        journeys.env("CHROMIUM", browser);
    }
    stages.run("Journeys through the page in Chromium", &mut journeys)
}
