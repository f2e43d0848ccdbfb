//! The public half: the X.509 certificate that is uploaded to Oracle, and its fingerprint.

use std::{fmt::Write as _, time::Duration};

use aws_lc_rs::{digest, rand};
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD},
};
use jiff::{SignedDuration, Timestamp};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyUsagePurpose, PublicKeyData, SerialNumber, SigningKey};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use x509_parser::{
    prelude::{FromDer as _, X509Certificate},
    public_key::PublicKey,
    time::ASN1Time,
};

use super::{PrivateKey, failed, fits, import, pem};
use crate::problem::Problem;

/// Longest common name, in characters (RFC 5280, `ub-common-name`).
const LONGEST_NAME: usize = 64;
/// A new certificate holds since an hour ago, so that a pod whose clock is behind takes it at once.
const BEFORE: SignedDuration = SignedDuration::from_hours(1);

/// A certificate of an RSA key that fits. It holds nothing secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    /// DER of `RSAPublicKey`.
    public: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
}

impl Certificate {
    /// Reads an X.509 certificate, as PEM or DER. Of several in a PEM the first counts: the others are those of
    /// authorities.
    ///
    /// # Errors
    /// [`Problem::CertificateIsPrivateKey`], [`Problem::CertificateMalformed`], and of its key
    /// [`Problem::KeyNotRsa`], [`Problem::KeyTooShort`], [`Problem::KeyTooLong`].
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.contains("-----BEGIN ")) else {
            return Self::from_der(bytes);
        };
        let blocks = pem::blocks(text);
        match blocks.iter().find(|block| matches!(block.label, "CERTIFICATE" | "X509 CERTIFICATE")) {
            Some(block) => Self::from_der(&block.der().ok_or(Problem::CertificateMalformed)?),
            None if blocks.iter().any(|block| block.label.ends_with("PRIVATE KEY")) => {
                Err(Problem::CertificateIsPrivateKey)
            }
            None => Err(Problem::CertificateMalformed),
        }
    }

    /// A certificate that a key signs for itself.
    pub(super) fn self_signed(key: &PrivateKey, name: &str, days: u16, now: Timestamp) -> Result<Self, Problem> {
        let failed = || failed("making the certificate");
        let until = now.checked_add(SignedDuration::from_hours(24 * i64::from(days))).map_err(|_| failed())?;
        let mut serial = [0; 16];
        rand::fill(&mut serial).map_err(|_| failed())?;
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        params.distinguished_name.push(DnType::CommonName, name);
        params.serial_number = Some(SerialNumber::from_slice(&serial));
        params.not_before = rcgen::date_time_ymd(1970, 1, 1) + since_1970(now.saturating_sub(BEFORE).unwrap_or(now));
        params.not_after = rcgen::date_time_ymd(1970, 1, 1) + since_1970(until);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let made = params.self_signed(&Signer(key)).map_err(|_| failed())?;
        Self::from_der(made.der())
    }

    fn from_der(der: &[u8]) -> Result<Self, Problem> {
        let malformed = || Problem::CertificateMalformed;
        let (rest, parsed) = X509Certificate::from_der(der).map_err(|_| malformed())?;
        let key = parsed.public_key();
        let Ok(PublicKey::RSA(rsa)) = key.parsed() else {
            return Err(Problem::KeyNotRsa { algorithm: import::algorithm(&key.algorithm.algorithm.to_id_string()) });
        };
        fits(bits(rsa.modulus))?;
        let second = |time: ASN1Time| Timestamp::from_second(time.timestamp()).map_err(|_| malformed());
        Ok(Self {
            der: der[..der.len() - rest.len()].to_vec(),
            public: key.subject_public_key.data.to_vec(),
            not_before: second(parsed.validity().not_before)?,
            not_after: second(parsed.validity().not_after)?,
        })
    }

    /// As it is uploaded to Oracle: PEM.
    pub fn pem(&self) -> String {
        pem::certificate(&self.der)
    }

    /// As bytes: DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Its last second.
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// SHA-1 over the DER: what a token's `x5t` names (RFC 7515, 4.1.7).
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hash = [0; 20];
        hash.copy_from_slice(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &self.der).as_ref());
        Fingerprint(hash)
    }

    /// Whether it is that of this key.
    pub fn belongs_to(&self, key: &PrivateKey) -> bool {
        self.public == key.public()
    }

    /// Refuses a time at which it does not hold.
    ///
    /// # Errors
    /// [`Problem::CertificateExpired`], [`Problem::CertificateNotYetValid`].
    pub fn holds_at(&self, now: Timestamp) -> Result<(), Problem> {
        if now > self.not_after {
            return Err(Problem::CertificateExpired { not_after: self.not_after });
        }
        if now < self.not_before {
            return Err(Problem::CertificateNotYetValid { not_before: self.not_before });
        }
        Ok(())
    }
}

fn since_1970(time: Timestamp) -> Duration {
    Duration::from_secs(u64::try_from(time.as_second()).unwrap_or_default())
}

fn bits(modulus: &[u8]) -> u32 {
    let zeros = modulus.iter().take_while(|&&byte| byte == 0).count();
    let bits = modulus.get(zeros).map_or(0, |first| (modulus.len() - zeros) * 8 - first.leading_zeros() as usize);
    u32::try_from(bits).unwrap_or(u32::MAX)
}

/// The key as the maker of certificates wants it, so that no second copy is made for it.
struct Signer<'a>(&'a PrivateKey);

impl PublicKeyData for Signer<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.0.public()
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

impl SigningKey for Signer<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        self.0.sign(message).map_err(|_| rcgen::Error::RemoteKeyError)
    }
}

/// SHA-1 over a certificate. Oracle's pages call it the certificate's fingerprint in base64 and do not name the hash; a
/// token of Oracle's own bears 20 bytes in base64url (Oracle, "Use JWT Token for Authorization").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 20]);

impl Fingerprint {
    /// Reads any of its three forms; case and colons of the first do not matter. None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let hex: String = text.chars().filter(|&c| c != ':').collect();
        let bytes = if hex.len() == 40 {
            pem::bytes_of_hex(&hex)?
        } else {
            [BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD]
                .iter()
                .find_map(|engine| engine.decode(text).ok())?
        };
        bytes.try_into().ok().map(Self)
    }

    /// Upper-case hex with colons, as OpenSSL prints it.
    pub fn hex(&self) -> String {
        let mut text = String::with_capacity(59);
        for (index, byte) in self.0.iter().enumerate() {
            let colon = if index == 0 { "" } else { ":" };
            let _ = write!(text, "{colon}{byte:02X}");
        }
        text
    }

    /// Base64 with padding, 28 characters.
    pub fn base64(&self) -> String {
        BASE64_STANDARD.encode(self.0)
    }

    /// Base64url without padding, 27 characters: `x5t` in a token.
    pub fn base64url(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }
}

/// A certificate as a setup file keeps it: `pem`, and for people `sha1_hex` and `not_after`. One whose parts disagree is
/// not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct CertificateRecord {
    certificate: Certificate,
    rest: Map<String, Value>,
}

impl CertificateRecord {
    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl From<Certificate> for CertificateRecord {
    fn from(certificate: Certificate) -> Self {
        Self { certificate, rest: Map::new() }
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct Written {
    pem: String,
    sha1_hex: String,
    not_after: Timestamp,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl TryFrom<Written> for CertificateRecord {
    type Error = Problem;

    fn try_from(written: Written) -> Result<Self, Problem> {
        let certificate = Certificate::read(written.pem.as_bytes())?;
        if Fingerprint::parse(&written.sha1_hex) != Some(certificate.fingerprint())
            || written.not_after != certificate.not_after
        {
            return Err(Problem::CertificateMalformed);
        }
        Ok(Self { certificate, rest: written.rest })
    }
}

impl From<CertificateRecord> for Written {
    fn from(record: CertificateRecord) -> Self {
        Self {
            pem: record.certificate.pem(),
            sha1_hex: record.certificate.fingerprint().hex(),
            not_after: record.certificate.not_after,
            rest: record.rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Pair;

    /// Oracle fact sheet §5: a certificate's fingerprint as a vendor prints it, and `x5t` of a token of Oracle's own.
    const VECTORS: [(&str, &str, &str); 2] = [
        (
            "74:88:BB:C2:5A:EE:18:8B:38:86:E9:FA:FA:55:D8:70:E4:5D:A9:88",
            "dIi7wlruGIs4hun6+lXYcORdqYg=",
            "dIi7wlruGIs4hun6-lXYcORdqYg",
        ),
        (
            "39:9F:4F:AA:7C:FE:C0:B9:21:0C:AA:D3:D0:71:C0:4F:55:17:30:50",
            "OZ9Pqnz+wLkhDKrT0HHAT1UXMFA=",
            "OZ9Pqnz-wLkhDKrT0HHAT1UXMFA",
        ),
    ];

    #[test]
    fn each_form_of_a_fingerprint_gives_all_three() {
        for (hex, base64, base64url) in VECTORS {
            for form in [hex, base64, base64url, &hex.to_lowercase(), &hex.replace(':', "")] {
                let read = Fingerprint::parse(form).unwrap_or_else(|| panic!("{form}"));
                assert_eq!(
                    (read.hex(), read.base64(), read.base64url()),
                    (hex.into(), base64.into(), base64url.into())
                );
            }
        }
    }

    #[test]
    fn what_has_another_length_is_no_fingerprint() {
        for text in ["", "74:88", "AAAA", "zz", "é:é", &"zz:".repeat(20)] {
            assert_eq!(Fingerprint::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_keeps_what_it_does_not_know() {
        let pair = Pair::generate("vendor-integration", 30, Timestamp::now()).unwrap();
        let mut value = serde_json::to_value(CertificateRecord::from(pair.certificate.clone())).unwrap();
        value["later"] = Value::from("kept");
        let read: CertificateRecord = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(read.certificate(), &pair.certificate);
        assert_eq!(serde_json::to_value(read).unwrap(), value);
    }

    #[test]
    fn a_record_whose_parts_disagree_is_not_read() {
        let pair = Pair::generate("vendor-integration", 30, Timestamp::now()).unwrap();
        let value = serde_json::to_value(CertificateRecord::from(pair.certificate)).unwrap();
        for (field, other) in [("sha1_hex", VECTORS[0].0), ("not_after", "2030-01-01T00:00:00Z"), ("pem", "none")] {
            let mut value = value.clone();
            value[field] = Value::from(other);
            assert!(serde_json::from_value::<CertificateRecord>(value).is_err(), "{field}");
        }
    }
}
