//! The commands and the types that cross to the window, and the bindings made of them.

use tauri::Wry;
use tauri_specta::{Builder, collect_commands};

use crate::commands::{
    desks, desktop, dialog, export, guide, handover, key, practice, preferences, present, secret, setups, verify,
};

/// Every command. What is not here can not be called, whatever a capability says.
pub fn builder() -> Builder<Wry> {
    Builder::<Wry>::new()
        .commands(collect_commands![
            setups::opening,
            setups::home,
            setups::home_again,
            guide::guides,
            guide::look_at_guide,
            guide::check_address,
            guide::find_roles,
            setups::new_setup,
            setups::open_setup,
            setups::look_again,
            setups::put_away,
            setups::review_setup,
            setups::end_review,
            setups::change_setup,
            setups::delete_setup,
            practice::practise,
            practice::scenarios,
            practice::switch_practice,
            practice::reveal_practice,
            practice::practice_changes,
            practice::reset_practice,
            practice::open_practice,
            secret::keep_secret,
            secret::secret_state,
            secret::forget_secret,
            key::make_key,
            key::import_key,
            key::upload_to_practice,
            verify::planned_requests,
            verify::verify,
            verify::cancel_verify,
            export::open_step,
            export::open_token_page,
            export::open_help_page,
            export::print_page,
            export::copy_text,
            export::copy_secret,
            export::sheet,
            export::suggested_export,
            desks::suggested_copy,
            desks::send_copy,
            desks::take_copy,
            desks::compare_copy,
            desks::bring_in,
            desks::reminders,
            desks::waits,
            desks::set_folder,
            desks::suggested_list,
            desks::export_list,
            dialog::choose_folder,
            dialog::choose_export,
            dialog::choose_setup,
            dialog::choose_file,
            export::export_file,
            present::present,
            present::present_next,
            present::stop_presenting,
            present::watch_presentation,
            present::follow_up,
            export::suggested_worksheet,
            export::export_worksheet,
            handover::hand_over,
            handover::check_recipient,
            handover::make_passphrase,
            handover::preview_hand_over,
            handover::seal_hand_over,
            handover::record_hand_over,
            handover::copy_kept_secret,
            handover::open_form,
            handover::preview_report,
            handover::afterwards,
            handover::receiver,
            handover::make_receiver_key,
            handover::open_hand_over,
            handover::reveal_received,
            handover::copy_received,
            handover::keep_received,
            handover::put_away_received,
            preferences::preferences,
            preferences::set_preferences,
            desktop::watch_desktop,
            desktop::showing,
            desktop::about,
            desktop::licences,
            desktop::show_log,
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
    fn types(exported: &str) -> &str {
        let (_, types) = exported.split_once("/* Types */").unwrap();
        types.split_once("/* Tauri Specta runtime */").map_or(types, |(types, _)| types).trim()
    }

    /// Each command's name with the names of its arguments, as the export calls it.
    fn calls(exported: &str) -> Vec<(String, Vec<String>)> {
        let (_, calls) = exported.split_once("/** Commands */").unwrap();
        let (calls, _) = calls.split_once("/* Types */").unwrap();
        calls.lines().filter_map(|line| call(line.split_once("__TAURI_INVOKE")?.1)).collect()
    }

    /// Reads `("name", { path, watch: … })`; what stands before the first quote is passed over.
    fn call(text: &str) -> Option<(String, Vec<String>)> {
        let (name, rest) = text.split_once('"')?.1.split_once('"')?;
        let arguments = rest.strip_prefix(", {").and_then(|rest| rest.split_once('}')).map_or("", |(list, _)| list);
        let names =
            arguments.split(',').map(|argument| argument.split(':').next().unwrap_or_default().trim().to_owned());
        Some((name.to_owned(), names.filter(|name| !name.is_empty()).collect()))
    }

    fn window_file(name: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/backend").join(name)
    }

    #[test]
    fn bindings_are_those_of_the_rust_types() {
        let bindings = format!("{HEADER}\n{}\n", types(&exported()));
        let file = window_file("bindings.ts");
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            std::fs::write(&file, &bindings).unwrap();
        }
        let committed = std::fs::read_to_string(&file).unwrap();
        assert!(committed == bindings, "the bindings are stale: run `cargo xtask bindings`");
    }

    #[test]
    fn the_window_calls_every_command_with_the_arguments_that_it_takes() {
        let door = std::fs::read_to_string(window_file("tauri.ts")).unwrap().replace(",\n", ", ");
        let mut called: Vec<_> = door.split(" ask(").skip(1).filter_map(call).collect();
        let mut wanted = calls(&exported());
        called.sort();
        wanted.sort();
        assert_eq!(called, wanted);
    }

    /// The second window's own, and all of it.
    const PRESENTED: &[&str] = &["allow-watch-presentation"];

    /// What a capability allows, in order, after it was found to be that window's alone.
    fn allowed(window: &str) -> Vec<String> {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("capabilities").join(format!("{window}.json"));
        let capability: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(capability["windows"], serde_json::json!([window]));
        let permissions = capability["permissions"].as_array().unwrap().iter();
        let mut allowed: Vec<String> = permissions.map(|one| one.as_str().unwrap().to_owned()).collect();
        allowed.sort();
        allowed
    }

    #[test]
    fn every_command_is_allowed_to_the_window_by_name_and_nothing_else_is() {
        let commands = calls(&exported());
        let names = commands.iter().map(|(name, _)| format!("allow-{}", name.replace('_', "-")));
        let mut wanted: Vec<_> = names.filter(|name| !PRESENTED.contains(&name.as_str())).collect();
        wanted.sort();
        assert_eq!(allowed("main"), wanted);
    }

    #[test]
    fn the_second_window_may_be_told_what_to_show_and_ask_for_nothing() {
        assert_eq!(allowed("present"), PRESENTED);
    }

    /// The passphrase that is made here to be told by phone, and a received secret while a person asks for it.
    const SHOWN: [&str; 2] = ["make_passphrase", "reveal_received"];

    #[test]
    fn no_command_gives_a_secret_back_but_the_two_that_are_meant_to() {
        let exported = exported();
        let (calls, _) = exported.split_once("/* Types */").unwrap();
        let mut shown = Vec::new();
        for (_, line) in calls.lines().filter_map(|line| line.split_once("=>")) {
            assert!(!line.contains("Secret,") && !line.contains("AdminForm") && !line.contains("OpenForm,"), "{line}");
            if line.contains("Shown,") {
                shown.extend(line.split_once("__TAURI_INVOKE").and_then(|(_, rest)| call(rest)).map(|(name, _)| name));
            }
        }
        shown.sort();
        assert_eq!(shown, SHOWN);
    }
}
