//! The commands and the types that cross to the window, and the bindings made of them.

use tauri::Wry;
use tauri_specta::{Builder, collect_commands};

use crate::commands::{export, guide, preferences, secret, setups, verify};

/// Every command. What is not here can not be called, whatever a capability says.
pub fn builder() -> Builder<Wry> {
    Builder::<Wry>::new()
        .commands(collect_commands![
            setups::opening,
            setups::home,
            guide::guides,
            guide::check_address,
            guide::find_roles,
            setups::new_setup,
            setups::open_setup,
            setups::change_setup,
            setups::practise,
            setups::scenarios,
            setups::switch_practice,
            secret::keep_secret,
            secret::forget_secret,
            verify::planned_requests,
            verify::verify,
            verify::cancel_verify,
            export::open_step,
            export::copy_text,
            export::sheet,
            export::suggested_export,
            export::choose_export,
            export::export_file,
            preferences::preferences,
            preferences::set_preferences,
        ])
        .disable_serde_phases()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use specta_typescript::Typescript;

    use super::*;

    const HEADER: &str = "// What crosses between window and core. Generated from the Rust types; `cargo xtask bindings` writes it anew.\n";

    /// The whole export: calls and types.
    fn exported() -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bindings.ts");
        builder().export(Typescript::default(), &file).unwrap();
        std::fs::read_to_string(&file).unwrap()
    }

    /// The types alone: only `tauri.ts` may import Tauri, so the calls stand there.
    fn types(exported: &str) -> String {
        exported.to_owned()
    }

    fn window_file(name: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/backend").join(name)
    }

    #[test]
    fn bindings_are_those_of_the_rust_types() {
        let bindings = format!("{HEADER}\n{}", types(&exported()));
        let file = window_file("bindings.ts");
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            std::fs::write("/tmp/bindings.ts", &bindings).unwrap();
        }
        let committed = std::fs::read_to_string(&file).unwrap();
        assert!(committed == bindings, "the bindings are stale: run `cargo xtask bindings`");
    }
}
