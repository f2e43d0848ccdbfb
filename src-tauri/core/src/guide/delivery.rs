//! How the connection details are to reach the vendor: the ways in the vendor's own order, and what they need.

use serde::{Deserialize, Serialize};

/// A way for a secret to reach the vendor. Plain files and e-mail are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Typed into the vendor's own connection form.
    Form,
    /// In a file that is sealed for the vendor's key.
    Sealed,
    /// In a file that is sealed with a passphrase, which is told by phone.
    Passphrase,
    /// Shared from the company's password manager.
    Manager,
}

impl Way {
    /// All, the best first: where nobody handles the secret but who has it and who needs it, nothing can leak on the way.
    pub const ALL: &[Self] = &[Self::Form, Self::Sealed, Self::Passphrase, Self::Manager];

    /// As it stands in guides and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Sealed => "sealed",
            Self::Passphrase => "passphrase",
            Self::Manager => "manager",
        }
    }
}

/// How the vendor wants to get the connection details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// The ways, the vendor's first choice first.
    #[serde(default = "all")]
    pub ways: Vec<Way>,
    /// The page with the vendor's connection form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The vendor's age recipients: a sealed file is for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
}

impl Default for Delivery {
    fn default() -> Self {
        Self { ways: all(), form: None, recipients: Vec::new() }
    }
}

fn all() -> Vec<Way> {
    Way::ALL.to_vec()
}
