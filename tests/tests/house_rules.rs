//! Rules of the house that no compiler keeps: which room may know which, who is named where, which doors there are.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what the tests share may fail as a test does")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tests::checkout;

/// What the program must never be built with: a key-leaking RSA, a second TLS implementation, the page's own way to
/// programs and the network.
const NEVER: [&str; 6] = ["rsa", "openssl", "openssl-sys", "native-tls", "tauri-plugin-http", "tauri-plugin-shell"];

/// Names that say nothing about what is inside.
const NO_NAMES: [&str; 7] = ["utils", "util", "helpers", "helper", "common", "manager", "service"];

#[test]
fn the_core_knows_neither_the_window_nor_any_other_room() {
    let known = dependencies("setup");
    assert!(known.contains(&"reqwest".to_owned()), "{known:?}");
    let strangers =
        ["tauri", "wry", "tao", "oracle-setup-assistant", "oracle-setup", "practice-oracle", "clap", "axum"];
    let found: Vec<_> =
        known.iter().filter(|name| strangers.contains(&name.as_str()) || name.starts_with("tauri-")).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_practice_oracle_shares_no_code_with_the_client_that_it_tests() {
    let known = dependencies("practice-oracle");
    assert!(known.contains(&"axum".to_owned()), "{known:?}");
    assert!(!known.contains(&"setup".to_owned()));
}

#[test]
fn chores_are_built_from_the_standard_library_alone() {
    assert_eq!(dependencies("xtask"), ["xtask"]);
}

#[test]
fn the_lock_file_holds_nothing_that_must_never_be_built_in() {
    let lock = fs::read_to_string(checkout::root().join("Cargo.lock")).unwrap();
    let locked: Vec<_> = lock.lines().filter_map(|line| line.strip_prefix("name = ")).collect();
    assert!(locked.contains(&"\"rustls\""));
    let found: Vec<_> = NEVER.iter().filter(|name| locked.contains(&format!("\"{name}\"").as_str())).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// The dialog plugin brings the one for files along; built in is not yet registered.
#[test]
fn the_page_is_given_no_way_of_its_own_to_files() {
    let shell =
        sources(&["rs", "json"]).into_iter().filter(|path| path.starts_with(checkout::root().join("src-tauri")));
    let found: Vec<_> = shell
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            text.contains("tauri_plugin_fs") || text.contains("\"fs:")
        })
        .collect();
    assert_eq!(found, Vec::<PathBuf>::new());
}

#[test]
fn no_source_outside_tests_names_a_vendor() {
    let vendors = vendors();
    assert!(!vendors.is_empty());
    let sources = sources(&["rs", "ts", "svelte"]);
    assert!(sources.len() > 50, "only {} sources were found", sources.len());
    let found: Vec<_> = sources
        .iter()
        .filter(|path| !is_test(path))
        .flat_map(|path| {
            let text = without_unit_tests(&fs::read_to_string(path).unwrap()).to_lowercase();
            let named: Vec<_> = vendors.iter().filter(|vendor| text.contains(*vendor)).cloned().collect();
            named.into_iter().map(|vendor| format!("{} names {vendor}", path.display()))
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_page_has_one_door_to_its_host() {
    let importing: Vec<_> = sources(&["ts", "js", "svelte"])
        .into_iter()
        .filter(|path| path.starts_with(checkout::root().join("ui/src")))
        .filter(|path| imports_the_host(&fs::read_to_string(path).unwrap()))
        .collect();
    assert_eq!(importing, [checkout::root().join("ui/src/lib/backend/tauri.ts")]);
}

#[test]
fn text_from_outside_is_never_put_into_the_page_as_markup() {
    let found: Vec<_> = sources(&["ts", "svelte"])
        .into_iter()
        .filter(|path| path.starts_with(checkout::root().join("ui/src")))
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            ["{@html", ".innerHTML", ".outerHTML", "insertAdjacentHTML", "document.write"]
                .iter()
                .any(|way| text.contains(way))
        })
        .collect();
    assert_eq!(found, Vec::<PathBuf>::new());
}

#[test]
fn files_and_folders_are_named_for_what_they_own() {
    let found: Vec<_> = sources(&["rs", "ts", "svelte"])
        .into_iter()
        .filter(|path| {
            let inside = path.strip_prefix(checkout::root()).unwrap().with_extension("");
            inside.components().any(|part| NO_NAMES.contains(&part.as_os_str().to_string_lossy().as_ref()))
        })
        .collect();
    assert_eq!(found, Vec::<PathBuf>::new());
}

#[test]
fn a_vendor_in_a_unit_test_is_no_offence_and_one_above_it_is() {
    let below = "fn a() {}\n#[cfg(test)]\nmod tests { /* vendor */ }";
    let above = "// vendor\nfn a() {}\n#[cfg(test)]\nmod tests {}";
    assert!(!without_unit_tests(below).contains("vendor"));
    assert!(without_unit_tests(above).contains("vendor"));
}

#[test]
fn an_import_of_the_host_is_told_from_a_mention_of_it() {
    assert!(imports_the_host("import { invoke } from \"@tauri-apps/api/core\";"));
    assert!(imports_the_host("const core = await import('@tauri-apps/api/core');"));
    assert!(!imports_the_host("// only tauri.ts may import @tauri-apps/api"));
}

/// The names of everything that the program's own build of the package needs, itself among them.
fn dependencies(package: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", package, "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{lib} {p}"])
        .current_dir(checkout::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    // "{lib}" is empty for a package with programs only; the package's name is the word before its version.
    let mut names: Vec<_> = text
        .lines()
        .filter_map(|line| {
            let words: Vec<_> = line.split_whitespace().collect();
            let version = words.iter().position(|word| word.starts_with('v') && word.contains('.'))?;
            Some((*words.get(version.checked_sub(1)?)?).to_owned())
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The vendors as the built-in guides name them, in small letters.
fn vendors() -> Vec<String> {
    let guides = fs::read_dir(checkout::root().join("src-tauri/core/guides")).unwrap();
    guides
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let value = text.lines().find_map(|line| line.strip_prefix("vendor"));
            let name = value.and_then(|rest| rest.split('"').nth(1));
            name.unwrap_or_else(|| panic!("{} has no vendor", path.display())).to_lowercase()
        })
        .collect()
}

/// Every file of the checkout with one of these endings that people write.
fn sources(endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for room in ["src-tauri", "tests", "ui"] {
        collect(&checkout::root().join(room), endings, &mut found);
    }
    found.sort();
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["node_modules", "dist", "target", "gen"].contains(&name.as_str()) {
                collect(&path, endings, found);
            }
        } else if path.extension().is_some_and(|end| endings.contains(&end.to_string_lossy().as_ref())) {
            found.push(path);
        }
    }
}

fn is_test(path: &Path) -> bool {
    let inside = path.strip_prefix(checkout::root()).unwrap_or(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.contains(".test.")
        || name == "tests.rs"
        || inside.components().any(|part| ["tests", "journeys"].contains(&part.as_os_str().to_string_lossy().as_ref()))
}

/// The part of a Rust file above its unit tests, which stand last in every file.
fn without_unit_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or(text)
}

fn imports_the_host(text: &str) -> bool {
    text.lines().any(|line| {
        let code = line.trim_start();
        !code.starts_with("//")
            && !code.starts_with('*')
            && code.contains("@tauri-apps/")
            && (code.contains("from ") || code.contains("import"))
    })
}
