//! What the system itself must bring: libraries, a browser, a display that needs no screen.
//!
//! A requirement is met by the thing, not by a package of some name: a Chrome from elsewhere is as good as Debian's
//! Chromium. Where something is missing, Debian and Ubuntu get it by apt; every other system is told its name.

use std::path::PathBuf;
use std::process::Command;

use crate::fault::Fault;
use crate::program;
use crate::stages::Stages;

/// One thing that the system must bring.
struct Requirement {
    /// For people: "a C and C++ compiler".
    name: &'static str,
    /// What brings it on Debian and Ubuntu.
    package: &'static str,
    sign: Sign,
}

/// How it is known to be there.
enum Sign {
    /// All of these programs are on the `PATH`.
    Programs(&'static [&'static str]),
    /// A Chromium or Chrome can be found, see [`chromium`].
    Chromium,
    /// `pkg-config` knows the library.
    Library(&'static str),
}

impl Requirement {
    fn is_met(&self) -> bool {
        match self.sign {
            Sign::Programs(names) => names.iter().all(|name| program::find(name).is_some()),
            Sign::Chromium => chromium().is_some(),
            Sign::Library(name) => program::answer("pkg-config", &["--exists", name]).is_some(),
        }
    }
}

const TO_BUILD_ON_LINUX: [Requirement; 3] = [
    Requirement {
        name: "a C and C++ compiler with make",
        package: "build-essential",
        sign: Sign::Programs(&["cc", "c++", "make"]),
    },
    Requirement { name: "pkg-config", package: "pkg-config", sign: Sign::Programs(&["pkg-config"]) },
    Requirement {
        name: "WebKitGTK 4.1 with its headers",
        package: "libwebkit2gtk-4.1-dev",
        sign: Sign::Library("webkit2gtk-4.1"),
    },
];

const CHROMIUM: Requirement =
    Requirement { name: "Chromium or Chrome (or its path in CHROMIUM)", package: "chromium", sign: Sign::Chromium };

const CURL: Requirement = Requirement { name: "curl", package: "curl", sign: Sign::Programs(&["curl"]) };

const TO_BUNDLE_ON_LINUX: [Requirement; 3] = [
    Requirement {
        name: "dpkg-deb and dpkg-shlibdeps",
        package: "dpkg-dev",
        sign: Sign::Programs(&["dpkg-deb", "dpkg-shlibdeps"]),
    },
    Requirement {
        name: "desktop-file-validate",
        package: "desktop-file-utils",
        sign: Sign::Programs(&["desktop-file-validate"]),
    },
    Requirement { name: "lintian", package: "lintian", sign: Sign::Programs(&["lintian"]) },
];

const TO_TEST_ON_LINUX: [Requirement; 6] = [
    Requirement { name: "WebKitWebDriver", package: "webkit2gtk-driver", sign: Sign::Programs(&["WebKitWebDriver"]) },
    Requirement { name: "Xvfb", package: "xvfb", sign: Sign::Programs(&["Xvfb"]) },
    Requirement { name: "dbus-daemon", package: "dbus", sign: Sign::Programs(&["dbus-daemon"]) },
    Requirement {
        name: "gnome-keyring-daemon",
        package: "gnome-keyring",
        sign: Sign::Programs(&["gnome-keyring-daemon"]),
    },
    CHROMIUM,
    Requirement { name: "chromedriver", package: "chromium-driver", sign: Sign::Programs(&["chromedriver"]) },
];

/// What it takes to build and open the assistant.
pub fn to_build(stages: &mut Stages) -> Result<(), Fault> {
    if cfg!(target_os = "linux") {
        return meet(&TO_BUILD_ON_LINUX.iter().collect::<Vec<_>>(), stages);
    }
    if cfg!(target_os = "macos") && program::answer("xcode-select", &["-p"]).is_none() {
        return Err(Fault::broke("The Xcode command line tools are missing.\nInstall them: xcode-select --install"));
    }
    // On Windows the linker that built this program is all that is needed, and WebView2 is part of Windows 10 and 11.
    Ok(())
}

/// What it takes to make a Debian package.
pub fn to_bundle(stages: &mut Stages) -> Result<(), Fault> {
    meet(&TO_BUILD_ON_LINUX.iter().chain(&TO_BUNDLE_ON_LINUX).collect::<Vec<_>>(), stages)
}

/// What it takes to run every test as well.
pub fn to_test(stages: &mut Stages) -> Result<(), Fault> {
    if cfg!(target_os = "linux") {
        return meet(&TO_BUILD_ON_LINUX.iter().chain(&TO_TEST_ON_LINUX).collect::<Vec<_>>(), stages);
    }
    to_build(stages)?;
    if CHROMIUM.is_met() {
        return Ok(());
    }
    Err(Fault::broke(format!("Missing on this system: {}.\nThe journeys through the page run in it.", CHROMIUM.name)))
}

/// The peer of a measurement; told before the long build.
pub fn curl() -> Result<(), Fault> {
    if CURL.is_met() {
        return Ok(());
    }
    let how = if cfg!(target_os = "macos") { "brew install curl" } else { "apt-get install curl" };
    Err(missing_in_words(&[&CURL], &format!("Install it (for example: {how}), then run this again.")))
}

/// The browser that the journeys run in: the one that `CHROMIUM` names, else the first that is found.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let on_path = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let installed = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ];
    named
        .into_iter()
        .chain(on_path.into_iter().filter_map(program::find))
        .chain(installed.into_iter().map(PathBuf::from))
        .find(|path| path.is_file())
}

fn meet(requirements: &[&Requirement], stages: &mut Stages) -> Result<(), Fault> {
    let missing = unmet(requirements);
    if missing.is_empty() {
        return Ok(());
    }
    if program::find("apt-get").is_none() {
        return Err(missing_in_words(
            &missing,
            "Install them with this system's package manager, then run this again.",
        ));
    }
    for (headline, mut command) in apt(&missing)? {
        stages.run(&headline, &mut command)?;
    }
    match unmet(requirements) {
        still if still.is_empty() => Ok(()),
        still => Err(missing_in_words(&still, "apt-get installed its packages, but they are still not to be found.")),
    }
}

fn unmet<'a>(requirements: &[&'a Requirement]) -> Vec<&'a Requirement> {
    requirements.iter().copied().filter(|requirement| !requirement.is_met()).collect()
}

fn missing_in_words(missing: &[&Requirement], what_now: &str) -> Fault {
    let rows: Vec<_> = missing.iter().map(|need| format!("  {} (Debian: {})", need.name, need.package)).collect();
    Fault::broke(format!("Missing on this system:\n{}\n{what_now}", rows.join("\n")))
}

fn apt(missing: &[&Requirement]) -> Result<[(String, Command); 2], Fault> {
    let packages: Vec<_> = missing.iter().map(|requirement| requirement.package).collect();
    let listed = packages.join(" ");
    let is_root = program::answer("id", &["-u"]).as_deref() == Some("0");
    if !is_root && program::find("sudo").is_none() {
        return Err(missing_in_words(
            missing,
            &format!("This account is not root and there is no sudo. As root: apt-get install {listed}"),
        ));
    }
    let apt_get = |arguments: &[&str]| {
        // Past sudo, which drops the environment.
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        if !is_root {
            command.arg("env");
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
        command
    };
    let mut install = apt_get(&["install", "--yes", "--no-install-recommends"]);
    install.args(&packages);
    Ok([
        ("What this system offers (apt-get update)".to_owned(), apt_get(&["update", "--quiet"])),
        (format!("Missing, so installed: {listed}"), install),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABSENT: Requirement = Requirement {
        name: "a thing that no system has",
        package: "no-such-package",
        sign: Sign::Programs(&["cargo", "no-such-program-of-that-name"]),
    };
    const PRESENT: Requirement = Requirement { name: "cargo", package: "cargo", sign: Sign::Programs(&["cargo"]) };

    #[test]
    fn only_what_is_missing_is_installed() {
        let missing = unmet(&[&PRESENT, &ABSENT]);
        assert_eq!(missing.iter().map(|need| need.package).collect::<Vec<_>>(), ["no-such-package"]);
    }

    #[test]
    fn all_programs_of_a_requirement_must_be_there() {
        assert!(!ABSENT.is_met());
        assert!(PRESENT.is_met());
    }

    #[test]
    fn a_missing_library_is_not_taken_for_present() {
        let library = Requirement { name: "x", package: "x", sign: Sign::Library("no-such-library-of-that-name") };
        assert!(!library.is_met());
    }

    #[test]
    fn what_is_missing_is_told_by_name_and_package() {
        let words = missing_in_words(&[&ABSENT], "Install it.").to_string();
        assert!(words.contains("a thing that no system has (Debian: no-such-package)"));
        assert!(words.ends_with("Install it."));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn apt_is_asked_for_exactly_the_missing_packages_without_questions() {
        let Ok([(_, update), (headline, install)]) = apt(&[&ABSENT]) else {
            panic!("neither root nor sudo here");
        };
        let words = |command: &Command| -> Vec<String> {
            command.get_args().map(|word| word.to_string_lossy().into_owned()).collect()
        };
        assert!(words(&update).contains(&"update".to_owned()));
        assert!(words(&install).contains(&"DEBIAN_FRONTEND=noninteractive".to_owned()));
        assert_eq!(words(&install).last().unwrap(), "no-such-package");
        assert_eq!(headline, "Missing, so installed: no-such-package");
    }
}
