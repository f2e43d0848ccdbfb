//! Reading a private key that was made elsewhere, and saying what a text is that is none.

use std::sync::Arc;

use aws_lc_rs::rsa::KeyPair as RsaKeyPair;
use pkcs8::{
    EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef,
    der::{
        self, Decode as _, Reader as _, SliceReader,
        asn1::{AnyRef, ObjectIdentifier, UintRef},
    },
};
use secrecy::{ExposeSecret as _, SecretString};

use super::{
    PrivateKey, fits, pem,
    rfc1421::{self, Closed},
};
use crate::problem::Problem;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// Reads the first private key of a text.
pub(super) fn private_key(text: &SecretString, passphrase: Option<&SecretString>) -> Result<PrivateKey, Problem> {
    let text = text.expose_secret();
    let blocks = pem::blocks(text);
    let Some(block) = blocks.iter().find(|block| block.label.ends_with("PRIVATE KEY")) else {
        return Err(blocks.first().map_or_else(|| without_block(text), |block| instead(block.label)));
    };
    let der = || block.der().ok_or(Problem::KeyMalformed);
    if let Some(headers) = block.encryption_headers() {
        return match block.label {
            "RSA PRIVATE KEY" => from_old_encryption(headers, &der()?, passphrase),
            "EC PRIVATE KEY" => Err(not_rsa("EC")),
            "DSA PRIVATE KEY" => Err(not_rsa("DSA")),
            _ => Err(Problem::KeyEncryptionOutdated),
        };
    }
    match block.label {
        "PRIVATE KEY" => from_pkcs8(&der()?),
        "RSA PRIVATE KEY" => from_pkcs1(&der()?),
        "ENCRYPTED PRIVATE KEY" => from_encrypted(&der()?, passphrase),
        "EC PRIVATE KEY" => Err(not_rsa("EC")),
        "DSA PRIVATE KEY" => Err(not_rsa("DSA")),
        label => Err(instead(label)),
    }
}

fn from_old_encryption(headers: &str, der: &[u8], passphrase: Option<&SecretString>) -> Result<PrivateKey, Problem> {
    let headers = rfc1421::Headers::read(headers).ok_or(Problem::KeyEncryptionOutdated)?;
    let decrypted = headers.open(der, needed(passphrase)?.expose_secret()).map_err(|closed| match closed {
        Closed::UnknownCipher => Problem::KeyEncryptionOutdated,
        Closed::WrongPassphrase => Problem::KeyPassphraseWrong,
    })?;
    // As below: a padding that looks right, and noise before it.
    modulus_bits(&decrypted).map_err(|_| Problem::KeyPassphraseWrong)?;
    from_pkcs1(&decrypted)
}

/// The passphrase, which an empty field is not.
fn needed(passphrase: Option<&SecretString>) -> Result<&SecretString, Problem> {
    passphrase.filter(|text| !text.expose_secret().is_empty()).ok_or(Problem::KeyNeedsPassphrase)
}

fn from_encrypted(der: &[u8], passphrase: Option<&SecretString>) -> Result<PrivateKey, Problem> {
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| {
        // A scheme that is not known can not be read either, though the block is whole.
        if AnyRef::from_der(der).is_ok() { Problem::KeyEncryptionOutdated } else { Problem::KeyMalformed }
    })?;
    let decrypted = encrypted.decrypt(needed(passphrase)?.expose_secret()).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(
            pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. }
            | pkcs8::pkcs5::Error::NoPbes1CryptSupport
            | pkcs8::pkcs5::Error::AlgorithmParametersInvalid { .. },
        ) => Problem::KeyEncryptionOutdated,
        _ => Problem::KeyPassphraseWrong,
    })?;
    // One wrong passphrase in some hundred leaves a padding that looks right, and noise before it.
    if PrivateKeyInfoRef::try_from(decrypted.as_bytes()).is_err() {
        return Err(Problem::KeyPassphraseWrong);
    }
    from_pkcs8(decrypted.as_bytes())
}

pub(super) fn from_pkcs8(der: &[u8]) -> Result<PrivateKey, Problem> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| Problem::KeyMalformed)?;
    if info.algorithm.oid != RSA {
        return Err(not_rsa(&algorithm(&info.algorithm.oid.to_string())));
    }
    from_pkcs1(info.private_key.as_bytes())
}

fn from_pkcs1(der: &[u8]) -> Result<PrivateKey, Problem> {
    fits(modulus_bits(der).map_err(|_| Problem::KeyMalformed)?)?;
    let pair = RsaKeyPair::from_der(der).map_err(|_| Problem::KeyMalformed)?;
    Ok(PrivateKey(Arc::new(pair)))
}

/// Bits of the modulus in an `RSAPrivateKey` (RFC 8017, A.1.2), so that a short key can be named as such.
fn modulus_bits(pkcs1: &[u8]) -> der::Result<u32> {
    let mut fields = SliceReader::new(AnyRef::from_der(pkcs1)?.value())?;
    let _version: u8 = fields.decode()?;
    let modulus: UintRef<'_> = fields.decode()?;
    let bytes = modulus.as_bytes();
    let bits = bytes.first().map_or(0, |first| bytes.len() * 8 - first.leading_zeros() as usize);
    Ok(u32::try_from(bits).unwrap_or(u32::MAX))
}

/// What a block is that holds no private key of a kind that is known.
fn instead(label: &str) -> Problem {
    if label.ends_with("CERTIFICATE") {
        Problem::KeyIsCertificate
    } else if label.contains("SSH") {
        Problem::KeyIsSsh
    } else if label.ends_with("PUBLIC KEY") {
        Problem::KeyIsPublic
    } else {
        Problem::KeyMalformed
    }
}

/// What a text is that holds no block: SSH has forms without one.
fn without_block(text: &str) -> Problem {
    let text = text.trim_start();
    let is_ssh = ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "PuTTY-User-Key-File", "---- BEGIN SSH2"]
        .iter()
        .any(|start| text.starts_with(start));
    if is_ssh { Problem::KeyIsSsh } else { Problem::KeyMalformed }
}

fn not_rsa(algorithm: &str) -> Problem {
    Problem::KeyNotRsa { algorithm: algorithm.to_owned() }
}

/// The everyday name of a key algorithm, or its object identifier.
pub(super) fn algorithm(oid: &str) -> String {
    match oid {
        "1.2.840.10045.2.1" => "EC",
        "1.3.101.110" => "X25519",
        "1.3.101.112" => "Ed25519",
        "1.3.101.113" => "Ed448",
        "1.2.840.113549.1.1.10" => "RSA-PSS",
        "1.2.840.10040.4.1" => "DSA",
        "1.2.840.113549.1.3.1" => "DH",
        other => other,
    }
    .to_owned()
}
