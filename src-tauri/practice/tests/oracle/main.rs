//! The practice Oracle as a client sees it: over real TLS, trusting nothing but the throw-away authority.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the way tests do")]

mod client;
mod console;
mod identity;
mod resources;
mod scenarios;
mod server;
mod tokens;
