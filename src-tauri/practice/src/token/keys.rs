//! The key pairs of one start, and the tokens that the pod itself makes of its own.
//!
//! An RSA key takes a noticeable moment to make, so each is made when it is first needed.

use std::{fmt, sync::OnceLock};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde::Serialize;
use serde_json::{Value, json};

use super::OWN_ISSUER;
use crate::state::TrustedCertificate;

/// How long a relayed token lasts: the four hours of Oracle's printed sample (Oracle, "Use JWT Token for
/// Authorization").
pub(crate) const RELAYED_SECONDS: i64 = 4 * 60 * 60;

pub(crate) type KeyError = Box<dyn std::error::Error + Send + Sync>;

/// What the integration user's tokens are signed with, as the person at the assistant holds it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SigningKey {
    /// What the tokens name as `iss`.
    pub issuer: String,
    /// The RSA private key of 2048 bits: PEM, PKCS#8, not encrypted.
    pub private_key: String,
    /// The X.509 certificate of that key: PEM. Its fingerprint is the tokens' `x5t`.
    pub certificate: String,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SigningKey")
            .field("issuer", &self.issuer)
            .field("private_key", &"[redacted]")
            .finish_non_exhaustive()
    }
}

/// All key pairs of one start. Like the passwords, they outlive a switch of scenario.
#[derive(Default)]
pub(crate) struct Keys {
    own: OnceLock<Pair>,
    integration: OnceLock<Pair>,
    former: OnceLock<Pair>,
}

/// A private key with a certificate that it signed itself.
pub(crate) struct Pair {
    key: KeyPair,
    certificate_pem: String,
    pub certificate: TrustedCertificate,
}

impl Keys {
    /// The pod's own.
    pub fn own(&self) -> Result<&Pair, KeyError> {
        made(&self.own, OWN_ISSUER)
    }

    /// The pod's own certificate, where a token was ever signed with it.
    pub fn own_certificate(&self) -> Option<&TrustedCertificate> {
        self.own.get().map(|pair| &pair.certificate)
    }

    /// The one that the integration user's tokens are signed with.
    pub fn integration(&self) -> Result<&Pair, KeyError> {
        made(&self.integration, "Practice vendor")
    }

    /// One that the integration user's tokens were signed with before.
    pub fn former(&self) -> Result<&Pair, KeyError> {
        made(&self.former, "Practice vendor, last year")
    }

    /// A token such as a signed-in browser is given, for this user, made at this moment of the pod's clock.
    pub fn relayed_token(&self, user: &str, at: Timestamp) -> Result<String, KeyError> {
        let pair = self.own()?;
        let thumbprint = URL_SAFE_NO_PAD.encode(&pair.certificate.thumbprint);
        let issued = at.as_second();
        // The members and their order are those of Oracle's printed sample.
        let header = json!({ "alg": "RS256", "typ": "JWT", "x5t": thumbprint, "kid": "trustservice" });
        let claims = json!({
            "exp": issued + RELAYED_SECONDS, "sub": user, "iss": OWN_ISSUER, "prn": user, "iat": issued,
        });
        pair.sign(&header, &claims)
    }
}

fn made<'a>(cell: &'a OnceLock<Pair>, name: &str) -> Result<&'a Pair, KeyError> {
    if let Some(pair) = cell.get() {
        return Ok(pair);
    }
    // Two that need it at the same moment make two, of which one stays.
    let pair = Pair::make(name)?;
    Ok(cell.get_or_init(|| pair))
}

impl Pair {
    fn make(name: &str) -> Result<Self, KeyError> {
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate_pem = params.self_signed(&key)?.pem();
        let certificate = TrustedCertificate::read(&certificate_pem)?;
        Ok(Self { key, certificate_pem, certificate })
    }

    pub fn in_hand(&self, issuer: &str) -> SigningKey {
        SigningKey {
            issuer: issuer.to_owned(),
            private_key: self.key.serialize_pem(),
            certificate: self.certificate_pem.clone(),
        }
    }

    /// A token in the compact form of RFC 7515.
    pub(super) fn sign(&self, header: &Value, claims: &Value) -> Result<String, KeyError> {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let key = RsaKeyPair::from_pkcs8(&self.key.serialize_der())?;
        let mut signature = vec![0; key.public_modulus_len()];
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}
