//! The integration user's key pair: the private key that signs its tokens, and the certificate by which Oracle checks
//! them.
//!
//! A private key is made here or read from what OpenSSL and others write, lives in one type whose debug output is its
//! size, and leaves that type only as a signature, or as a PEM that the person asks for. What a token says is in
//! [`crate::token`]; handing the key to the vendor is not here.

mod certificate;
mod import;
mod keep;
mod pem;
mod rfc1421;

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    encoding::{AsDer as _, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::problem::Problem;
pub use certificate::{Certificate, CertificateRecord, Fingerprint};
pub use keep::{forget, is_kept, keep, read, sealed_folder};

/// Fewest bits of an RSA key. Oracle's own instructions make 2048 (Oracle, "JWT API Authentication" tutorial).
pub const LEAST_BITS: u32 = 2048;
/// Most bits of an RSA key that can be signed with here.
pub const MOST_BITS: u32 = 8192;
/// Days that a certificate holds where nothing else is asked for.
pub const DAYS: u16 = 365;
/// Most days that a certificate may be asked to hold: ten years.
pub const MOST_DAYS: u16 = 3650;

/// An RSA private key of 2048 to 8192 bits. A clone shares the one copy in memory, which is wiped when the last goes.
#[derive(Clone)]
pub struct PrivateKey(Arc<RsaKeyPair>);

impl PrivateKey {
    /// A new key of 2048 bits. It takes up to a second of one processor: keep it off the thread of a window.
    pub fn generate() -> Result<Self, Problem> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| failed("making a key"))?;
        Ok(Self(Arc::new(pair)))
    }

    /// Reads a PEM: PKCS#8, PKCS#1, or encrypted PKCS#8 with its passphrase. Other blocks beside the key are passed
    /// over; a passphrase that is not needed is too.
    ///
    /// # Errors
    /// A `Key…` problem that says what the text is instead. What was given never stands in it.
    pub fn read(text: &SecretString, passphrase: Option<&SecretString>) -> Result<Self, Problem> {
        import::private_key(text, passphrase)
    }

    /// Size of the modulus in bits.
    pub fn bits(&self) -> usize {
        self.0.public_modulus_len() * 8
    }

    /// The key as a PEM in PKCS#8, not encrypted.
    pub fn to_pem(&self) -> Result<SecretString, Problem> {
        Ok(pem::private_key(self.to_pkcs8()?.as_ref()))
    }

    /// The signature of a message: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017), as `RS256` asks for.
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Problem> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| failed("signing with the key"))?;
        Ok(signature)
    }

    /// The public half: DER of `RSAPublicKey` (RFC 8017, A.1.1).
    fn public(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    /// DER of `PrivateKeyInfo` (RFC 5208), in memory that is wiped.
    fn to_pkcs8(&self) -> Result<Pkcs8V1Der<'static>, Problem> {
        self.0.as_der().map_err(|_| failed("writing the key"))
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey(RSA, {} bits)", self.bits())
    }
}

/// A private key and the certificate of its public half.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The secret half.
    pub key: PrivateKey,
    /// What is uploaded to Oracle.
    pub certificate: Certificate,
}

impl Pair {
    /// A new key and its self-signed certificate (X.509, SHA-256), which holds for `days` from now on. `name` becomes the
    /// certificate's common name, of which 64 characters count (RFC 5280, `ub-common-name`).
    ///
    /// # Errors
    /// [`Problem::ValueInvalid`] for days other than 1 to [`MOST_DAYS`].
    pub fn generate(name: &str, days: u16, now: Timestamp) -> Result<Self, Problem> {
        if days == 0 || days > MOST_DAYS {
            return Err(Problem::ValueInvalid {
                field: "days".to_owned(),
                value: days.to_string(),
                expected: format!("1 to {MOST_DAYS} days"),
                example: DAYS.to_string(),
            });
        }
        let key = PrivateKey::generate()?;
        let certificate = Certificate::self_signed(&key, name, days, now)?;
        Ok(Self { key, certificate })
    }

    /// A pair that was made elsewhere.
    ///
    /// # Errors
    /// A `Key…` or `Certificate…` problem: what each of them is instead, that they do not belong together, or that the
    /// certificate does not hold now.
    pub fn import(
        key: &SecretString,
        passphrase: Option<&SecretString>,
        certificate: &[u8],
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let key = PrivateKey::read(key, passphrase)?;
        let certificate = Certificate::read(certificate)?;
        if !certificate.belongs_to(&key) {
            return Err(Problem::CertificateDoesNotMatch);
        }
        certificate.holds_at(now)?;
        Ok(Self { key, certificate })
    }
}

fn failed(what: &str) -> Problem {
    Problem::Unexpected { what: format!("{what} failed") }
}

/// Refuses a modulus that Oracle or this program could not work with.
fn fits(bits: u32) -> Result<(), Problem> {
    match bits {
        0..LEAST_BITS => Err(Problem::KeyTooShort { bits, least: LEAST_BITS }),
        LEAST_BITS..=MOST_BITS => Ok(()),
        _ => Err(Problem::KeyTooLong { bits, most: MOST_BITS }),
    }
}
