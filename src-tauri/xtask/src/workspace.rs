//! Where things lie in this checkout, and the programs that work on it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fault::{Fault, beside};

/// The checkout that this program was built from.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the checkout; honours `CARGO_TARGET_DIR`, which is read relative to where the command was typed.
    pub fn here() -> Result<Self, Fault> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = plain(&root).map_err(|error| {
            Fault::broke(format!(
                "The checkout this command was built from is gone ({}: {error}).\nRun it again inside the checkout.",
                root.display()
            ))
        })?;
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(folder)
                .map_err(|error| Fault::broke(format!("CARGO_TARGET_DIR cannot be read as a path: {error}.")))?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The root of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A folder of that name among what is built.
    pub fn target(&self, name: &str) -> PathBuf {
        self.target.join(name)
    }

    /// Where what people install is put.
    pub fn built_for_people(&self) -> PathBuf {
        self.root.join("build/bundle")
    }

    /// The version of every crate of the product.
    pub fn version(&self) -> Result<String, Fault> {
        let path = self.root.join("Cargo.toml");
        let manifest = beside(&path, std::fs::read_to_string(&path))?;
        let (_, package) = manifest.split_once("[workspace.package]").unwrap_or_default();
        let said = package.lines().find_map(|line| line.strip_prefix("version = "));
        let missing = || Fault::broke(format!("{} names no version.", path.display()));
        Ok(said.ok_or_else(missing)?.trim_matches('"').to_owned())
    }

    /// The folder of the window's page.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Whether the page has been built: the shell embeds it, so that no compiler gets through without.
    pub fn has_built_page(&self) -> bool {
        self.ui().join("dist/index.html").is_file()
    }

    /// A program of this workspace as the debug build leaves it.
    pub fn built(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// `cargo` with these arguments, in the root, building where this program looks.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(arguments).current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// `npm` with these arguments, in the page's folder.
    pub fn npm(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        command.args(arguments).current_dir(self.ui());
        command
    }
}

/// Without the `\\?\` of Windows, which `npm.cmd` does not take as a working folder.
fn plain(path: &Path) -> std::io::Result<PathBuf> {
    let real = path.canonicalize()?;
    Ok(match real.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(short) => PathBuf::from(short),
        None => real,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_workspace_manifest_in_the_root() {
        let workspace = Workspace::here().unwrap();
        let manifest = std::fs::read_to_string(workspace.root.join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[workspace]"));
    }

    #[test]
    fn knows_the_version_that_the_crates_share() {
        assert_eq!(Workspace::here().unwrap().version().unwrap(), env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn looks_for_programs_where_cargo_is_told_to_build() {
        let workspace = Workspace { root: "/checkout".into(), target: "/elsewhere".into() };
        let told = workspace.cargo(&["build"]);
        let folder = told.get_envs().find(|(name, _)| *name == "CARGO_TARGET_DIR").and_then(|(_, value)| value);
        assert_eq!(folder, Some(std::ffi::OsStr::new("/elsewhere")));
        assert!(workspace.built("oracle-setup").starts_with("/elsewhere/debug"));
    }
}
