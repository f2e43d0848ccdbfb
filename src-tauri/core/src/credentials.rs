//! The two identities, as two types, so that the compiler keeps them apart.
//!
//! The administrator's credential lives for one run and is never stored. The integration user's secret is what the
//! vendor will sign in with; where it is kept is in [`crate::keychain`].

use base64::{Engine, prelude::BASE64_URL_SAFE};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::{key::PrivateKey, problem::Problem};

/// The administrator, for one run.
#[derive(Debug)]
pub enum AdminCredential {
    /// User name and password.
    Password {
        /// User name.
        user: String,
        /// Password.
        password: SecretString,
    },
    /// The bearer token that a signed-in browser shows.
    Token(SecretString),
}

impl AdminCredential {
    /// The administrator by what a signed-in browser shows: the token itself, with the word `Bearer` before it, or the
    /// whole answer of `tokenrelay`, `{"access_token":"…"}`, in which it stands.
    ///
    /// # Errors
    /// [`Problem::SecretsMalformed`] where that holds what no token does. It would otherwise be sent as nobody's request.
    pub fn by_token(shown: &SecretString) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct Relayed {
            access_token: SecretString,
        }
        let relayed = serde_json::from_str(shown.expose_secret()).ok().map(|Relayed { access_token }| access_token);
        let text = relayed.as_ref().unwrap_or(shown).expose_secret().trim();
        let (scheme, after) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let token = if scheme.eq_ignore_ascii_case("bearer") { after.trim() } else { text };
        // RFC 6750, 2.1, with room for what a token service may add.
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) || token.starts_with(['{', '"', '<'])
        {
            let expected =
                "a token as one word, or the whole text that the page shows, such as {\"access_token\":\"eyJ…\"}";
            return Err(Problem::SecretsMalformed { expected: expected.to_owned() });
        }
        Ok(Self::Token(token.into()))
    }

    /// The password or the token.
    pub fn secret(&self) -> &SecretString {
        match self {
            Self::Password { password, .. } => password,
            Self::Token(token) => token,
        }
    }

    /// Whom it signs in: the user name, or the token's `prn`, else `sub`. None where the token does not tell.
    ///
    /// Oracle's token service writes both claims (Oracle, "Use JWT Token for Authorization").
    pub fn user(&self) -> Option<String> {
        match self {
            Self::Password { user, .. } => Some(user.clone()),
            Self::Token(token) => user_of_token(token.expose_secret()),
        }
    }
}

/// The integration user's secret.
#[derive(Debug, Clone)]
pub enum IntegrationCredential {
    /// Password.
    Password(SecretString),
    /// The private key that signs its tokens.
    Key(PrivateKey),
}

impl IntegrationCredential {
    /// The password, where it is one.
    pub fn password(&self) -> Option<&SecretString> {
        match self {
            Self::Password(password) => Some(password),
            Self::Key(_) => None,
        }
    }

    /// The private key, where it is one.
    pub fn key(&self) -> Option<&PrivateKey> {
        match self {
            Self::Password(_) => None,
            Self::Key(key) => Some(key),
        }
    }
}

/// Both identities of a run; either may be absent.
#[derive(Debug, Default)]
pub struct Credentials {
    /// The administrator.
    pub admin: Option<AdminCredential>,
    /// The integration user.
    pub integration: Option<IntegrationCredential>,
}

/// What `--secrets-stdin` reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretsFile {
    integration: Option<IntegrationSecrets>,
    admin: Option<AdminSecrets>,
    #[serde(default)]
    passphrase: Option<SecretString>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntegrationSecrets {
    password: Option<SecretString>,
    private_key: Option<SecretString>,
    private_key_passphrase: Option<SecretString>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdminSecrets {
    user: Option<String>,
    password: Option<SecretString>,
    token: Option<SecretString>,
}

/// Everything that `--secrets-stdin` may bring.
#[derive(Debug, Default)]
pub struct Given {
    /// Both identities.
    pub credentials: Credentials,
    /// What a hand-over is sealed or opened with.
    pub passphrase: Option<SecretString>,
}

/// Reads the one JSON object of `--secrets-stdin`. What was typed never stands in the refusal.
///
/// # Errors
/// [`Problem::SecretsMalformed`], or for a private key the `Key…` problem that says what it is instead.
pub fn read_secrets(text: &str) -> Result<Given, Problem> {
    let malformed = |expected: &str| Problem::SecretsMalformed { expected: expected.to_owned() };
    let read: SecretsFile = serde_json::from_str(text)
        .map_err(|_| malformed(r#"one JSON object, such as {"integration":{"password":"…"}}"#))?;
    let passphrase = read.passphrase.map(|passphrase| not_empty(passphrase, &malformed)).transpose()?;
    let integration = read.integration.map(|secrets| integration(secrets, &malformed)).transpose()?;
    let admin = match read.admin {
        None => None,
        Some(AdminSecrets { user: Some(user), password: Some(password), token: None }) if !user.trim().is_empty() => {
            Some(AdminCredential::Password { user: user.trim().to_owned(), password: not_empty(password, &malformed)? })
        }
        Some(AdminSecrets { user: None, password: None, token: Some(token) }) => {
            Some(AdminCredential::by_token(&not_empty(token, &malformed)?)?)
        }
        Some(_) => return Err(malformed(r#""admin" with "user" and "password", or with "token""#)),
    };
    Ok(Given { credentials: Credentials { admin, integration }, passphrase })
}

fn integration(
    secrets: IntegrationSecrets,
    malformed: &dyn Fn(&str) -> Problem,
) -> Result<IntegrationCredential, Problem> {
    match secrets {
        IntegrationSecrets { password: Some(password), private_key: None, private_key_passphrase: None } => {
            Ok(IntegrationCredential::Password(not_empty(password, malformed)?))
        }
        IntegrationSecrets { password: None, private_key: Some(key), private_key_passphrase } => {
            Ok(IntegrationCredential::Key(PrivateKey::read(&key, private_key_passphrase.as_ref())?))
        }
        _ => Err(malformed(r#""integration" with either "password" or "private_key""#)),
    }
}

fn not_empty(secret: SecretString, malformed: &dyn Fn(&str) -> Problem) -> Result<SecretString, Problem> {
    if secret.expose_secret().is_empty() { Err(malformed("secrets that are not empty")) } else { Ok(secret) }
}

fn user_of_token(token: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Claims {
        prn: Option<String>,
        sub: Option<String>,
    }
    let payload = token.trim().split('.').nth(1)?.trim_end_matches('=');
    let engine =
        base64::engine::GeneralPurpose::new(&base64::alphabet::URL_SAFE, base64::engine::general_purpose::NO_PAD);
    let bytes = engine.decode(payload).or_else(|_| BASE64_URL_SAFE.decode(payload)).ok()?;
    let claims: Claims = serde_json::from_slice(&bytes).ok()?;
    claims.prn.or(claims.sub)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_identities() {
        let text = r#"{"integration":{"password":"p"},"admin":{"user":" ann ","password":"q"}}"#;
        let read = read_secrets(text).unwrap().credentials;
        assert_eq!(read.admin.unwrap().user().as_deref(), Some("ann"));
        assert!(read.integration.is_some());
    }

    #[test]
    fn refuses_what_it_does_not_know_without_repeating_it() {
        let text = r#"{"integration":{"pasword":"canary-secret"}}"#;
        let Err(problem) = read_secrets(text) else { panic!("read") };
        assert!(!format!("{problem:?}").contains("canary"));
    }

    #[test]
    fn knows_whom_a_token_signs_in() {
        let payload = BASE64_URL_SAFE.encode(r#"{"sub":"b","prn":"ANN.ADMIN"}"#);
        let token = AdminCredential::Token(format!("h.{payload}.s").into());
        assert_eq!(token.user().as_deref(), Some("ANN.ADMIN"));
        assert_eq!(AdminCredential::Token("nonsense".to_owned().into()).user(), None);
    }

    #[test]
    fn takes_a_token_in_each_form_that_a_browser_shows_it_in() {
        let shown = [
            " eyJ.a-b_c.x~+/= \n",
            "Bearer eyJ.a-b_c.x~+/=",
            r#"{"principal":"ann","access_token":"eyJ.a-b_c.x~+/=","expires_in":14400}"#,
        ];
        for text in shown {
            let admin = AdminCredential::by_token(&text.into()).unwrap();
            assert_eq!(admin.secret().expose_secret(), "eyJ.a-b_c.x~+/=", "{text}");
        }
    }

    #[test]
    fn refuses_a_token_that_no_request_could_bear_without_repeating_it() {
        for text in
            ["abc\r\nX-Evil: canary", "canary canary", "", "Bearer ", "<html>canary", r#"{"canary":1}"#, "canaryé"]
        {
            let refused = AdminCredential::by_token(&text.into()).map(drop).unwrap_err();
            assert!(matches!(refused, Problem::SecretsMalformed { .. }), "{text}");
            assert!(!format!("{refused:?}").contains("canary"), "{text}");
        }
    }

    #[test]
    fn never_shows_a_secret_in_debug_output() {
        let read = read_secrets(r#"{"admin":{"user":"ann","password":"canary"}}"#).unwrap();
        assert!(!format!("{read:?}").contains("canary"));
    }
}
