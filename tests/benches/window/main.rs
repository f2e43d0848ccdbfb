//! How quick the window is, and how much memory it takes, beside the least that a Tauri program can be: a window of the
//! same size with one button. Run it with `cargo xtask bench window`.
//!
//! Both are release builds with the same versions, on a display that nobody sees, and start in turn, so that a computer
//! that is busy for a while is busy for both. A start counts from the call of the program until a click was answered:
//! not until something stands there, but until it works. What the driver of the window takes is in both.
//!
//! Deliberately not here: what the window shows. The tests of the real window hold that.
#![cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the driver that this stands on is WebKitGTK's"))]

#[cfg(target_os = "linux")]
mod fault;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod page;
#[cfg(target_os = "linux")]
mod setups;
#[cfg(target_os = "linux")]
mod subject;
#[cfg(target_os = "linux")]
mod table;

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    tests::bench::ended(subject::measure())
}

/// On macOS and Windows no window can be driven without a person's leave.
#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    tests::bench::ended(Err::<bool, _>("Windows can be measured on Linux alone, by WebKitGTK's own driver."))
}
