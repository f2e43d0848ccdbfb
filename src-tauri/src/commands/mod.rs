//! What the window may call. Each command is an adapter: it hands on to the desk and puts a refusal into words.

pub mod desks;
pub mod desktop;
pub mod dialog;
pub mod export;
pub mod guide;
pub mod handover;
pub mod key;
pub mod practice;
pub mod preferences;
pub mod present;
pub mod secret;
pub mod setups;
pub mod verify;
