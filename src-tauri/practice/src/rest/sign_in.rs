//! Who a request comes from.
//!
//! Expired, locked and inactive accounts are refused like a wrong password: over REST they cannot be told apart
//! (oracle.md §12). A token signs in whoever it names while the account is active: that a password ran out does not
//! matter to it, which is why Oracle recommends tokens (Oracle, "Configure Outbound API Authentication").

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    ADMINISTRATOR, INTEGRATION_USER,
    pod::World,
    quirks::LocationRefusal,
    seen::Who,
    state::{Access, User},
    token::Judge,
};

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
    /// `path` is the request's: not every service takes every kind of credential.
    pub fn of(world: &World, headers: &HeaderMap, path: &str) -> Self {
        let Some(credential) = headers.get(header::AUTHORIZATION) else { return Self::Nobody };
        let credential = credential.to_str().unwrap_or_default();
        if let Some((name, password)) = basic(credential) {
            let user = world.state.user(&name).filter(|user| user.admits(&password));
            user.and_then(|user| signed(world, user)).unwrap_or(Self::Refused { user: Some(name) })
        } else if let Some(token) = bearer(credential).filter(|_| takes_bearer(world, path)) {
            let user = judge(world).user_of(token).and_then(|name| world.state.user(&name));
            let user = user.filter(|user| user.active);
            user.and_then(|user| signed(world, user)).unwrap_or(Self::Refused { user: None })
        } else {
            Self::Refused { user: None }
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

/// Signed in, unless the place that the request comes from forbids even that.
fn signed(world: &World, user: &User) -> Option<Caller> {
    let let_in = match world.quirks.location_refusal {
        LocationRefusal::Forbidden => true,
        LocationRefusal::Unauthorized => world.state.has_roles_from_here(user),
    };
    let_in.then(|| Caller::Signed(Signed { user: user.name.clone(), access: world.state.access(user) }))
}

fn takes_bearer(world: &World, path: &str) -> bool {
    world.quirks.scim_takes_bearer || !path.contains("/scim/")
}

fn judge(world: &World) -> Judge<'_> {
    Judge {
        providers: &world.state.providers,
        keys: &world.keys,
        thumbprints: world.quirks.thumbprints,
        longest: world.quirks.longest_token,
        now: world.now(),
    }
}

fn bearer(credential: &str) -> Option<&str> {
    let (scheme, token) = credential.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
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
