//! The domain of the setup assistant: guides, setup files, checks, findings, reports.
//!
//! A guide (data) and a setup (what a person planned and claims) make a [`plan::Plan`]; a verification runs the plan's
//! checks against the pod and makes a [`checks::Report`]; the report is kept in the setup file and shown by window,
//! command line and HTML report with the same words. There is no window here and no Tauri, and nothing asks for the
//! time or the disk behind its caller's back.

pub mod address;
pub mod checks;
pub mod credentials;
mod csv;
pub mod guide;
pub mod handover;
pub mod key;
pub mod keychain;
pub mod near;
pub mod oracle;
pub mod plan;
pub mod portfolio;
pub mod problem;
pub mod reminders;
pub mod report;
mod sealed;
pub mod setup_file;
pub mod status;
pub mod token;
pub mod words;
