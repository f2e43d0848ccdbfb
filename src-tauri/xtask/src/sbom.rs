//! What the programs and the page are made of, as lists that other tools read (`CycloneDX`).

use std::fs::File;
use std::path::Path;

use crate::fault::{Fault, beside};
use crate::program;
use crate::stages::Stages;
use crate::workspace::Workspace;

/// The version that the project is tested with.
const VERSION: &str = "0.10.0";

/// Installs what lists the crates, where it is missing.
pub fn have(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    if program::find("cargo-sbom").is_some() {
        return Ok(());
    }
    let mut install = workspace.cargo(&["install", "cargo-sbom", "--locked", "--version", VERSION]);
    stages.run("cargo-sbom is missing; it is built once, which takes a minute or two", &mut install)
}

/// One list for each program, and one for the page.
pub fn write(workspace: &Workspace, folder: &Path, stages: &mut Stages) -> Result<(), Fault> {
    for package in ["oracle-setup-assistant", "oracle-setup"] {
        let list = folder.join(format!("{package}.cdx.json"));
        let mut tell = workspace.cargo(&["sbom", "--output-format", "cyclone_dx_json_1_4", "--cargo-package", package]);
        tell.stdout(beside(&list, File::create(&list))?);
        stages.run(&format!("What {package} is made of (cargo sbom)"), &mut tell)?;
    }
    let list = folder.join("page.cdx.json");
    let mut tell = workspace.npm(&["sbom", "--sbom-format", "cyclonedx"]);
    tell.stdout(beside(&list, File::create(&list))?);
    stages.run("What the page is made of (npm sbom)", &mut tell)
}
