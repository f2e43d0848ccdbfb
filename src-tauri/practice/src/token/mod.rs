//! Tokens in place of passwords: who signs them, and what the pod makes of one (oracle.md §5).
//!
//! Deliberately not here: which issuers and certificates are trusted. That is [state](crate::state), because an
//! administrator changes it.

mod judge;
mod keys;

pub(crate) use judge::Judge;
pub use keys::SigningKey;
pub(crate) use keys::{KeyError, Keys, RELAYED_SECONDS};

/// Issuer of the tokens that a pod makes itself; it cannot be taken away (Oracle, "Configure Inbound
/// Authentication").
pub(crate) const OWN_ISSUER: &str = "www.oracle.com";
