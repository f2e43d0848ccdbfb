//! Who a request comes from.
//!
//! Expired, locked and inactive accounts are refused like a wrong password: over REST they cannot be told apart
//! (oracle.md §12). Bearer tokens are not taken yet.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{ADMINISTRATOR, INTEGRATION_USER, pod::World, seen::Who, state::Access};

/// The credential of a request, judged.
#[derive(Clone)]
pub(super) enum Caller {
    /// No credential at all.
    Nobody,
    /// One that was not accepted; with the user name that it claimed, where it is readable.
    Refused {
        user: Option<String>,
    },
    Signed(Signed),
}

/// A user with what the user may do and see at this moment.
#[derive(Clone)]
pub(super) struct Signed {
    pub user: String,
    pub access: Access,
}

impl Signed {
    pub fn who(&self) -> Who {
        match self.user.as_str() {
            ADMINISTRATOR => Who::Admin,
            INTEGRATION_USER => Who::Integration,
            _ => Who::Other,
        }
    }
}

impl Caller {
    pub fn of(world: &World, headers: &HeaderMap) -> Self {
        let Some(credential) = headers.get(header::AUTHORIZATION) else { return Self::Nobody };
        let Some((name, password)) = credential.to_str().ok().and_then(basic) else {
            return Self::Refused { user: None };
        };
        match world.state.user(&name) {
            Some(user) if user.admits(&password) => {
                Self::Signed(Signed { user: user.name.clone(), access: world.state.access(user) })
            }
            _ => Self::Refused { user: Some(name) },
        }
    }

    pub fn user(&self) -> Option<&str> {
        match self {
            Self::Nobody => None,
            Self::Refused { user } => user.as_deref(),
            Self::Signed(signed) => Some(&signed.user),
        }
    }
}

fn basic(credential: &str) -> Option<(String, String)> {
    let (scheme, encoded) = credential.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (name, password) = decoded.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_may_hold_a_colon_and_letters_beyond_ascii() {
        let credential = format!("basic {}", STANDARD.encode("someone:pä:ss"));
        assert_eq!(basic(&credential), Some(("someone".to_owned(), "pä:ss".to_owned())));
    }

    #[test]
    fn anything_but_readable_basic_is_none() {
        for credential in ["Basic", "Basic ***", "Bearer abc", "Basic c29tZW9uZQ=="] {
            assert_eq!(basic(credential), None, "{credential}");
        }
    }
}
