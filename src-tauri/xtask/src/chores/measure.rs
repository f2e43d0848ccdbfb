//! A measurement of what people get: the release build.
//!
//! The build and the run select the same packages, so that Cargo resolves the same features for both and the measured
//! programs lie beside the one that measures.

use crate::bench::Bench;
use crate::chores::build_page;
use crate::fault::Fault;
use crate::stages::Stages;
use crate::workspace::Workspace;
use crate::{node, requirements};

/// Builds and runs it; it speaks for itself.
pub fn measure(bench: &Bench, workspace: &Workspace) -> Result<(), Fault> {
    if bench.beside_curl {
        requirements::curl()?;
    }
    let mut stages = Stages::begin();
    if bench.opens_windows {
        node::require()?;
        requirements::to_test(&mut stages)?;
        node::install_packages(workspace, &mut stages)?;
        build_page(workspace, &mut stages)?;
    }
    let packages: Vec<_> = ["tests"].iter().chain(bench.products).flat_map(|name| ["--package", name]).collect();
    let programs: Vec<_> = bench.products.iter().flat_map(|name| ["--bin", name]).collect();
    let name = ["--bench", bench.name];

    let build = [&["build", "--release", "--locked"][..], &packages, &programs, &name].concat();
    stages.run("The release build", &mut workspace.cargo(&build))?;
    let run = [&["bench", "--locked"][..], &packages, &name].concat();
    stages.run(bench.measures, &mut workspace.cargo(&run))?;
    stages.end("Measured in");
    Ok(())
}
