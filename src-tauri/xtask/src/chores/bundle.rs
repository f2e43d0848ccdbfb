//! What people install: a Debian package of the release build, with what it is made of and its checksums beside it.
//!
//! `dpkg-deb` is handed a finished tree: the Tauri bundler would make one too, but downloads its own tools on the way and
//! knows of no command line, manual or MIME type. On macOS and Windows it is the right tool, and the workflow calls it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::chores::build_page;
use crate::deb::{self, Package};
use crate::fault::{Fault, beside};
use crate::stages::Stages;
use crate::terminal::say;
use crate::workspace::Workspace;
use crate::{node, notices, program, requirements, sbom};

/// Builds the package into `build/bundle`.
pub fn bundle(workspace: &Workspace) -> Result<(), Fault> {
    if !cfg!(target_os = "linux") {
        return Err(Fault::broke(
            "Here the package is made by the Tauri bundler.\nRun: cargo install tauri-cli --locked && cargo tauri build \
             --config src-tauri/packaging/bundle.json",
        ));
    }
    node::require()?;
    let mut stages = Stages::begin();
    requirements::to_bundle(&mut stages)?;
    sbom::have(workspace, &mut stages)?;
    node::install_packages(workspace, &mut stages)?;
    build_page(workspace, &mut stages)?;

    let folder = fresh(workspace.built_for_people())?;
    let made = workspace.target("bundle");
    build(workspace, &made, &mut stages)?;
    let manual = fresh(made.join("manual"))?;
    write_manual(workspace, &manual, &mut stages)?;
    let licences = made.join("third-party-licences.txt");
    beside(&licences, fs::write(&licences, notices::gather(workspace)?))?;

    let package = Package { tree: fresh(made.join("tree"))?, programs: made.join("release"), manual, licences };
    deb::lay_out(workspace, &package)?;
    let file = folder.join(deb::file_name(workspace)?);
    stages.run("The package (dpkg-deb)", &mut deb::pack(&package.tree, &file, &epoch(workspace)))?;
    sbom::write(workspace, &folder, &mut stages)?;
    write_checksums(&folder, &mut stages)?;
    inspect(&package.tree, &file, &mut stages)?;
    stages.end(&format!("{} was made in", file.display()));
    Ok(())
}

/// Writes the licences of what is linked in, where no package is made on this system.
pub fn licences(workspace: &Workspace) -> Result<(), Fault> {
    let file = workspace.target("third-party-licences.txt");
    beside(&file, fs::write(&file, notices::gather(workspace)?))?;
    say(file.display());
    Ok(())
}

/// The same sources make the same bytes, wherever the checkout lies and whoever builds.
fn build(workspace: &Workspace, target: &Path, stages: &mut Stages) -> Result<(), Fault> {
    let packages = ["--package", "oracle-setup-assistant", "--package", "oracle-setup"];
    let mut build = workspace.cargo(&["build", "--release", "--locked", "--bins"]);
    build.args(packages).env("CARGO_TARGET_DIR", target).env("SOURCE_DATE_EPOCH", epoch(workspace));
    let places = [(workspace.root().to_owned(), "."), (cargo_home(), "cargo")];
    let (mut rust, mut c) = (Vec::new(), Vec::new());
    for (place, name) in &places {
        rust.push(format!("--remap-path-prefix={}={name}", place.display()));
        c.push(format!("-ffile-prefix-map={}={name}", place.display()));
    }
    // The separator that takes paths with spaces.
    build.env("CARGO_ENCODED_RUSTFLAGS", rust.join("\u{1f}")).env("CFLAGS", c.join(" "));
    stages.run("The release build", &mut build)
}

/// The test that reads the command line's own definition writes them.
fn write_manual(workspace: &Workspace, folder: &Path, stages: &mut Stages) -> Result<(), Fault> {
    let mut write =
        workspace.cargo(&["test", "--locked", "--package", "oracle-setup", "--bin", "oracle-setup", "manual"]);
    stages.run("Manual and completions of the command line", write.env("MANUAL_FOLDER", folder))
}

fn write_checksums(folder: &Path, stages: &mut Stages) -> Result<(), Fault> {
    let sums = folder.join("SHA256SUMS");
    let mut names: Vec<OsString> =
        beside(folder, fs::read_dir(folder))?.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    let mut sum = Command::new("sha256sum");
    sum.args(names).current_dir(folder).stdout(beside(&sums, File::create(&sums))?);
    stages.run("Checksums", &mut sum)
}

/// Debian's own judges.
fn inspect(tree: &Path, package: &Path, stages: &mut Stages) -> Result<(), Fault> {
    let entry = tree.join("usr/share/applications/oracle-setup-assistant.desktop");
    stages.run("Desktop entry (desktop-file-validate)", Command::new("desktop-file-validate").arg(entry))?;
    let mut lintian = Command::new("lintian");
    // Root builds in containers, where lintian would rather not run.
    lintian.args(["--allow-root", "--fail-on", "error,warning"]).arg(package);
    stages.run("Package (lintian)", &mut lintian)
}

/// When the last change was made: what `SOURCE_DATE_EPOCH` says, else the newest commit.
fn epoch(workspace: &Workspace) -> String {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok();
    let root = workspace.root().display().to_string();
    said.or_else(|| program::answer("git", &["-C", &root, "log", "-1", "--format=%ct"]))
        .unwrap_or_else(|| "0".to_owned())
}

fn cargo_home() -> PathBuf {
    let home = std::env::home_dir().unwrap_or_default();
    std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from)
}

fn fresh(folder: PathBuf) -> Result<PathBuf, Fault> {
    if folder.exists() {
        beside(&folder, fs::remove_dir_all(&folder))?;
    }
    beside(&folder, fs::create_dir_all(&folder))?;
    Ok(folder)
}
