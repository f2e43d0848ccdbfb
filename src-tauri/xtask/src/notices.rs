//! The licences of what is linked into the programs, with their notices: they ask to be passed on with every copy.
//!
//! The sources that Cargo unpacked hold them; a text that many crates share is written once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::{Fault, beside};
use crate::workspace::Workspace;

/// Separates the fields of a row that Cargo prints; no name, version, licence or path holds one.
const FIELD: char = '\t';
const SHIPPED: [&str; 2] = ["oracle-setup-assistant", "oracle-setup"];
const RULE: &str = "----------------------------------------------------------------------------\n";

/// A crate that is linked in.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    licence: String,
}

/// A list of all crates with their licences, and every notice with the crates that it belongs to.
pub fn gather(workspace: &Workspace) -> Result<String, Fault> {
    let crates = linked(workspace)?;
    let mut of_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in &crates {
        for text in one.notices(&sources()) {
            of_text.entry(text).or_default().push(format!("{} {}", one.name, one.version));
        }
    }
    let rows = crates.iter().map(|one| format!("{} {}: {}\n", one.name, one.version, one.licence));
    let mut parts: Vec<_> = std::iter::once("What this program is built with\n\n".to_owned()).chain(rows).collect();
    for font in ["inter", "jetbrains-mono"] {
        let path = workspace.ui().join(format!("public/licences/{font}.txt"));
        let text = beside(&path, fs::read_to_string(&path))?;
        parts.push(part(&format!("The font {font}"), text.trim_end()));
    }
    parts.extend(of_text.iter().map(|(text, owners)| part(&owners.join(", "), text)));
    Ok(parts.concat())
}

fn part(heading: &str, text: &str) -> String {
    format!("\n{RULE}{heading}\n{RULE}\n{text}\n")
}

/// Every crate that the programs are linked with on this system, but for this project's own.
fn linked(workspace: &Workspace) -> Result<BTreeSet<Crate>, Fault> {
    let format = format!("{{p}}{FIELD}{{l}}");
    let mut list = workspace.cargo(&["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", &format]);
    list.args(SHIPPED.iter().flat_map(|name| ["--package", name]));
    let output = list.output().map_err(|error| Fault::broke(format!("Could not start cargo: {error}.")))?;
    if !output.status.success() {
        return Err(Fault::broke(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(read).collect())
}

/// Reads `name v1.2.3 (proc-macro)\tMIT (*)`. This project's own crates stand with their path, and have its licence.
fn read(line: &str) -> Option<Crate> {
    let (package, licence) = line.split_once(FIELD)?;
    let mut words = package.split_whitespace();
    let (name, version) = (words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned());
    if words.next().is_some_and(|word| word.starts_with('(') && word != "(proc-macro)") {
        return None;
    }
    Some(Crate { name, version, licence: licence.trim_end_matches(" (*)").trim().to_owned() })
}

/// Where Cargo unpacks the sources of a registry.
fn sources() -> Vec<PathBuf> {
    let home = std::env::home_dir().unwrap_or_default();
    let home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    registries.map(|registry| registry.path()).collect()
}

impl Crate {
    /// The texts that it asks to be passed on. One that brings none is named by its licence in the list.
    fn notices(&self, sources: &[PathBuf]) -> BTreeSet<String> {
        let folder = sources.iter().map(|source| source.join(format!("{}-{}", self.name, self.version)));
        let files = folder.filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        files.map(|file| file.path()).filter(|path| is_notice(path)).filter_map(|path| text(&path)).collect()
    }
}

fn is_notice(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
    let begins = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT", "UNLICENSE"];
    path.is_file() && begins.iter().any(|begin| name.starts_with(begin))
}

fn text(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?.replace("\r\n", "\n");
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    Some(lines.join("\n").trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_crate_whatever_cargo_says_beside_it() {
        let serde = read("serde v1.0.2 (proc-macro)\tMIT OR Apache-2.0 (*)").unwrap();
        assert_eq!((serde.name.as_str(), serde.version.as_str()), ("serde", "1.0.2"));
        assert_eq!(serde.licence, "MIT OR Apache-2.0");
    }

    #[test]
    fn leaves_out_this_projects_own_crates() {
        assert_eq!(read("setup v0.1.0 (/home/ann/assistant/src-tauri/core)\tMIT OR Apache-2.0"), None);
    }

    #[test]
    fn finds_the_notices_of_crates_that_every_checkout_has() {
        let crates = linked(&Workspace::here().unwrap()).unwrap();
        let serde = crates.iter().find(|one| one.name == "serde").unwrap();
        assert!(serde.notices(&sources()).iter().any(|text| text.contains("Permission is hereby granted")));
    }
}
