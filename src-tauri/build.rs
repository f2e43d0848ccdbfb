//! Tells Tauri which commands the window may be allowed to call; one that is not listed is refused.

const COMMANDS: &[&str] = &[
    "opening",
    "home",
    "guides",
    "check_address",
    "find_roles",
    "new_setup",
    "open_setup",
    "review_setup",
    "end_review",
    "change_setup",
    "practise",
    "scenarios",
    "switch_practice",
    "keep_secret",
    "secret_state",
    "forget_secret",
    "make_key",
    "import_key",
    "upload_to_practice",
    "planned_requests",
    "verify",
    "cancel_verify",
    "open_step",
    "open_token_page",
    "copy_text",
    "sheet",
    "suggested_export",
    "choose_export",
    "choose_setup",
    "choose_file",
    "export_file",
    "present",
    "present_next",
    "stop_presenting",
    "watch_presentation",
    "follow_up",
    "preferences",
    "set_preferences",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
