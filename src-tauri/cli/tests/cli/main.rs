//! The real binary, by its arguments, its standard streams, its exit code and the files that it leaves.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where its ground is gone")]

mod desk;

mod address;
mod bad_input;
mod drafts;
mod guides;
#[cfg(target_os = "linux")]
mod handover;
// Elsewhere than on Linux the keychain of whoever runs the tests can not be kept out.
#[cfg(target_os = "linux")]
mod keys;
mod output;
mod practice;
mod rehearsal;
mod secrecy;
#[cfg(target_os = "linux")]
mod session;
mod shapes;
mod two_desks;
mod verification;
