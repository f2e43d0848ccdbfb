//! What the tests of this crate stand on: the built programs, a home of their own, and a desktop without a screen.
//!
//! Every test gets its own of everything (home, display, bus, keychain, driver) and ends it by its own process id, so
//! that tests run side by side and leave nothing behind. Deliberately not here: what is expected of the product; that
//! is the tests' to say.

pub mod bench;
#[cfg(target_os = "linux")]
pub mod browser;
pub mod built;
pub mod checkout;
pub mod fault;
pub mod files;
pub mod held;
pub mod room;

#[cfg(target_os = "linux")]
pub mod axe;
#[cfg(target_os = "linux")]
pub mod clipboard;
#[cfg(target_os = "linux")]
pub mod desk;
#[cfg(target_os = "linux")]
mod display;
#[cfg(target_os = "linux")]
pub mod drag;
#[cfg(target_os = "linux")]
mod driver;
#[cfg(target_os = "linux")]
pub mod keyboard;
#[cfg(target_os = "linux")]
pub mod occupants;
#[cfg(target_os = "linux")]
pub mod screen;
#[cfg(target_os = "linux")]
mod session_bus;
#[cfg(target_os = "linux")]
pub mod window;

pub use fault::Fault;
