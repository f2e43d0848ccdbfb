//! What the setup remembers of a hand-over: when, by which way, for whom, and how much was proved. Never the secret, and
//! nothing that opens what was sealed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{SetupFile, lineage::short_id};
use crate::{checks::Verdict, guide::Way, handover::Unverified};

/// One hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Tells it from others in every copy: 12 hexadecimal digits.
    #[serde(default)]
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// By which way.
    pub way: Way,
    /// The recipients that a file was sealed for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// SHA-256 of the sealed file, lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Verdict of the verification that counted for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// When that ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    /// Whether the very secret signed in; `skipped` where it was not tried.
    pub signed_in: Verdict,
    /// Why it was handed over although something was not proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unverified: Option<Unverified>,
    /// Who did, where they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl SetupFile {
    /// Keeps what was handed over.
    pub fn record_hand_over(&mut self, one: HandedOver) {
        self.handed_over.push(HandedOver { id: short_id(), ..one });
    }
}
