//! A window of the assistant's size with one button that does something, and nothing else: `cargo xtask bench window`
//! measures the assistant beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    match tauri::Builder::default().run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
