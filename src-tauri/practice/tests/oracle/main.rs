//! The practice Oracle as a client sees it: over real TLS, trusting nothing but the throw-away authority.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the way tests do")]

mod browser;
mod client;
mod console;
mod console_data_security;
mod console_journeys;
mod console_lessons;
mod console_roles;
mod console_tokens;
mod console_users;
mod fidelity;
mod guards;
mod identity;
mod keeping;
mod public_clients;
mod resources;
mod scenarios;
mod server;
mod tokens;
