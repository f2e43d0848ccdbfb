//! The integration user's key and certificate, as they were given or kept.

use jiff::Timestamp;

use super::Row;
use crate::words::{code, day};

const NEW_PAIR: &str = "Make a new pair in this setup, or with OpenSSL: `openssl genrsa -out private.key";

pub(super) fn malformed() -> Row {
    Row::new(
        "This is not a private key that can be read",
        "Expected a PEM: a text that begins with `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`, whole to \
         its last line.",
        "Copy the whole file, first and last line included. If it is another format, convert it: `openssl pkey -in \
         private.key -out private.pem`.",
    )
}

pub(super) fn is_public() -> Row {
    Row::new(
        "This is the public key",
        "Tokens are signed with the private key; the public one can only check them.",
        "Give the other file of the pair: it begins with `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`.",
    )
}

pub(super) fn is_certificate() -> Row {
    Row::new(
        "This is the certificate",
        "It is the public half, for Oracle. Tokens are signed with the private key.",
        "Give the private key that was made with it: it begins with `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE \
         KEY-----`.",
    )
}

pub(super) fn is_ssh() -> Row {
    Row::new(
        "This is a key for SSH",
        "Oracle checks tokens with an X.509 certificate and does not support SSH keys.",
        format!("{NEW_PAIR} 2048`."),
    )
}

pub(super) fn not_rsa(algorithm: &str) -> Row {
    Row::new(
        format!("This key is of the kind {}, not RSA", code(algorithm)),
        "Oracle takes tokens that are signed with RSA (RS256).",
        format!("{NEW_PAIR} 2048`."),
    )
}

pub(super) fn too_short(bits: u32, least: u32) -> Row {
    Row::new(
        format!("The key has {bits} bits, fewer than {least}"),
        "Shorter RSA keys can be broken.",
        format!("{NEW_PAIR} {least}`. Its certificate takes the old one's place."),
    )
}

pub(super) fn too_long(bits: u32, most: u32) -> Row {
    Row::new(
        format!("The key has {bits} bits, more than {most}"),
        "This program can not sign with it.",
        format!("{NEW_PAIR} 4096`."),
    )
}

pub(super) fn needs_passphrase() -> Row {
    Row::new(
        "The private key is protected by a passphrase",
        "It can not be read without it.",
        "Enter the passphrase that was chosen when the key was made (on the command line `private_key_passphrase`).",
    )
}

pub(super) fn passphrase_wrong() -> Row {
    Row::new(
        "The passphrase does not open the private key",
        "It may be mistyped, or belong to another key.",
        "Enter it again: capitals and spaces count.",
    )
}

pub(super) fn encryption_outdated() -> Row {
    Row::new(
        "The private key is protected in a way that is not read here",
        "Older programs protect a key so weakly that its passphrase can be guessed, or in a form of their own.",
        "Write it in today's form: `openssl pkcs8 -topk8 -in private.key -out private.pem`. OpenSSL asks for the old \
         passphrase and then for a new one.",
    )
}

pub(super) fn file_damaged(path: &str) -> Row {
    Row::new(
        "The kept private key is damaged",
        format!("{} is not as it was written.", code(path)),
        "Import the private key again, or make a new pair and upload its certificate to Oracle.",
    )
}

pub(super) fn file_locked(path: &str) -> Row {
    Row::new(
        "The keychain does not open the kept private key",
        format!(
            "{} is whole, and was sealed with a key that this keychain does not hold: it comes from another computer or \
             account, or the entry in the keychain was removed.",
            code(path)
        ),
        "Import the private key again, or make a new pair and upload its certificate to Oracle.",
    )
}

pub(super) fn certificate_malformed() -> Row {
    Row::new(
        "This is not a certificate that can be read",
        "Expected an X.509 certificate, as a text that begins with `-----BEGIN CERTIFICATE-----` or in its binary form.",
        "Give the certificate that is uploaded to Oracle, often `certificate.cer`. A request (CSR), a public key or a bundle \
         (`.p7b`, `.p12`) can not take its place.",
    )
}

pub(super) fn certificate_is_private_key() -> Row {
    Row::new(
        "This is a private key, not the certificate",
        "Only the certificate is meant for Oracle. Nothing of what was given was kept.",
        "Give the certificate: it begins with `-----BEGIN CERTIFICATE-----`. Never upload the private key.",
    )
}

pub(super) fn certificate_expired(not_after: Timestamp) -> Row {
    Row::new(
        "The certificate has expired",
        format!("Its last day was {}. Oracle refuses tokens of its key.", day(not_after)),
        "Make a new pair, or have a new certificate made for the key, and upload it to Oracle.",
    )
}

pub(super) fn certificate_not_yet_valid(not_before: Timestamp) -> Row {
    Row::new(
        "The certificate does not hold yet",
        format!("Its first day is {}, or this computer's date is wrong.", day(not_before)),
        "Check this computer's date and time. If they are right, wait for that day or have a new certificate made.",
    )
}

pub(super) fn certificate_does_not_match() -> Row {
    Row::new(
        "The certificate and the private key do not belong together",
        "Oracle would check tokens with a public key that is not this private key's, and refuse each.",
        "Give the certificate and the private key of one pair, or make a new pair.",
    )
}
