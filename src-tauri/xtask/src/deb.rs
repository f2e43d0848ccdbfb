//! The tree of the Debian package: what lies where, and what the package says of itself.
//!
//! No script runs on installation: menus, MIME types, icons and manuals are taken up by the triggers of the packages that
//! keep them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::fault::{Fault, beside};
use crate::program;
use crate::workspace::Workspace;

const NAME: &str = "oracle-setup-assistant";

/// What the package is made of.
pub struct Package {
    /// The folder that becomes `/`.
    pub tree: PathBuf,
    /// Where the release build left the programs.
    pub programs: PathBuf,
    /// Manual pages and completions of the command line.
    pub manual: PathBuf,
    /// The notices of what is linked in.
    pub licences: PathBuf,
}

/// As Debian names a package's file.
pub fn file_name(workspace: &Workspace) -> Result<String, Fault> {
    Ok(format!("{NAME}_{}_{}.deb", workspace.version()?, architecture()?))
}

/// Puts everything in its place.
pub fn lay_out(workspace: &Workspace, package: &Package) -> Result<(), Fault> {
    let linux = workspace.root().join("src-tauri/packaging/linux");
    let share = package.tree.join("usr/share");
    for program in [NAME, "oracle-setup"] {
        place(&package.programs.join(program), &package.tree.join("usr/bin").join(program), 0o755)?;
    }
    place(
        &linux.join("oracle-setup-assistant.desktop"),
        &share.join("applications/oracle-setup-assistant.desktop"),
        0o644,
    )?;
    place(&linux.join("oracle-setup-assistant.xml"), &share.join("mime/packages/oracle-setup-assistant.xml"), 0o644)?;
    icons(&workspace.root().join("icons"), &share.join("icons/hicolor"))?;
    manual(&linux, package, &share)?;
    completions(&package.manual, &share)?;
    documents(&linux, package, &share.join("doc").join(NAME))?;
    control(workspace, &linux, package)
}

fn icons(from: &Path, to: &Path) -> Result<(), Fault> {
    let sizes =
        [("32x32.png", "32x32"), ("128x128.png", "128x128"), ("128x128@2x.png", "256x256"), ("icon.png", "512x512")];
    for (file, size) in sizes {
        place(&from.join(file), &to.join(size).join("apps").join(format!("{NAME}.png")), 0o644)?;
    }
    place(&from.join("icon.svg"), &to.join("scalable/apps").join(format!("{NAME}.svg")), 0o644)
}

fn manual(linux: &Path, package: &Package, share: &Path) -> Result<(), Fault> {
    let folder = share.join("man/man1");
    let page = folder.join(format!("{NAME}.1"));
    place(&linux.join("oracle-setup-assistant.1"), &page, 0o644)?;
    compress(&page)?;
    for made in files_ending(&package.manual, "1")? {
        let page = folder.join(made.file_name().unwrap_or_default());
        place(&made, &page, 0o644)?;
        compress(&page)?;
    }
    Ok(())
}

/// Where each shell looks for what packages bring.
fn completions(from: &Path, share: &Path) -> Result<(), Fault> {
    let places = [
        ("oracle-setup.bash", "bash-completion/completions/oracle-setup"),
        ("_oracle-setup", "zsh/vendor-completions/_oracle-setup"),
        ("oracle-setup.fish", "fish/vendor_completions.d/oracle-setup.fish"),
    ];
    places.iter().try_for_each(|(file, to)| place(&from.join(file), &share.join(to), 0o644))
}

fn documents(linux: &Path, package: &Package, folder: &Path) -> Result<(), Fault> {
    place(&linux.join("copyright"), &folder.join("copyright"), 0o644)?;
    place(&package.licences, &folder.join("third-party-licences.txt"), 0o644)?;
    let changelog = folder.join("changelog");
    place(&linux.join("changelog"), &changelog, 0o644)?;
    compress(&changelog)
}

fn control(workspace: &Workspace, linux: &Path, package: &Package) -> Result<(), Fault> {
    let template = linux.join("control");
    let text = beside(&template, fs::read_to_string(&template))?
        .replace("@version@", &workspace.version()?)
        .replace("@architecture@", &architecture()?)
        .replace("@size@", &(size(&package.tree)? / 1024).to_string())
        .replace("@depends@", &libraries(package)?);
    let folder = package.tree.join("DEBIAN");
    write(&folder.join("control"), &text)?;
    write(&folder.join("md5sums"), &sums(&package.tree)?)
}

/// The packages that bring the libraries which the programs are linked with, as Debian itself works it out.
fn libraries(package: &Package) -> Result<String, Fault> {
    // It reads `debian/control` of the folder that it is called in.
    let source = package.tree.with_file_name("source");
    write(
        &source.join("debian/control"),
        "Source: oracle-setup-assistant\n\nPackage: oracle-setup-assistant\nArchitecture: any\n",
    )?;
    let mut ask = Command::new("dpkg-shlibdeps");
    ask.arg("-O").current_dir(&source).stderr(Stdio::null());
    for program in [NAME, "oracle-setup"] {
        ask.arg(package.tree.join("usr/bin").join(program));
    }
    let output = ask.output().map_err(|error| Fault::broke(format!("Could not start dpkg-shlibdeps: {error}.")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    match text.trim().strip_prefix("shlibs:Depends=") {
        Some(packages) if output.status.success() => Ok(packages.to_owned()),
        _ => Err(Fault::broke("dpkg-shlibdeps could not tell which libraries the programs need.")),
    }
}

fn sums(tree: &Path) -> Result<String, Fault> {
    let mut names: Vec<_> = files_under(&tree.join("usr"))?
        .iter()
        .filter_map(|path| Some(path.strip_prefix(tree).ok()?.to_owned()))
        .collect();
    names.sort();
    let output = Command::new("md5sum").args(names).current_dir(tree).output();
    let output = output.map_err(|error| Fault::broke(format!("Could not start md5sum: {error}.")))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command that makes the package. Everything in it belongs to root, and nothing is younger than `epoch`.
pub fn pack(tree: &Path, file: &Path, epoch: &str) -> Command {
    let mut pack = Command::new("dpkg-deb");
    pack.args(["--root-owner-group", "-Zxz", "--build"]).arg(tree).arg(file).env("SOURCE_DATE_EPOCH", epoch);
    pack
}

fn architecture() -> Result<String, Fault> {
    program::answer("dpkg", &["--print-architecture"])
        .ok_or_else(|| Fault::broke("dpkg does not say what system this is."))
}

fn compress(path: &Path) -> Result<(), Fault> {
    let done = Command::new("gzip").args(["-9", "--no-name", "--force"]).arg(path).status();
    match done {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Fault::broke(format!("gzip did not compress {}.", path.display()))),
    }
}

fn place(from: &Path, to: &Path, mode: u32) -> Result<(), Fault> {
    make_folder_of(to)?;
    beside(from, fs::copy(from, to))?;
    permit(to, mode)
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    make_folder_of(path)?;
    beside(path, fs::write(path, text))?;
    permit(path, 0o644)
}

fn make_folder_of(path: &Path) -> Result<(), Fault> {
    let folder = path.parent().unwrap_or(path);
    beside(folder, fs::create_dir_all(folder))
}

#[cfg(unix)]
fn permit(path: &Path, mode: u32) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    beside(path, fs::set_permissions(path, fs::Permissions::from_mode(mode)))
}

/// Packages of this kind are made on Linux alone.
#[cfg(not(unix))]
fn permit(_: &Path, _: u32) -> Result<(), Fault> {
    Ok(())
}

fn files_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Fault> {
    Ok(files_under(folder)?.into_iter().filter(|path| path.extension().is_some_and(|own| own == ending)).collect())
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for entry in beside(folder, fs::read_dir(folder))?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn size(tree: &Path) -> Result<u64, Fault> {
    let sizes = files_under(tree)?.into_iter().map(|path| beside(&path, fs::metadata(&path)).map(|about| about.len()));
    sizes.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_tree_is_found_and_measured() {
        let folder = std::env::temp_dir().join(format!("deb-{}", std::process::id()));
        write(&folder.join("usr/share/man/a.1"), "1234").unwrap();
        write(&folder.join("usr/share/doc/b"), "56").unwrap();
        assert_eq!(size(&folder).unwrap(), 6);
        assert_eq!(files_ending(&folder, "1").unwrap(), [folder.join("usr/share/man/a.1")]);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_package_says_nothing_of_whoever_builds_it() {
        let pack = pack(Path::new("/tree"), Path::new("/a.deb"), "1700000000");
        assert!(pack.get_args().any(|argument| argument == "--root-owner-group"));
        assert!(pack.get_envs().any(|(name, value)| name == "SOURCE_DATE_EPOCH" && value.is_some()));
    }
}
