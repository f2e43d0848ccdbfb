//! The textual form of keys and certificates (RFC 7468), read as leniently as people paste it.
//!
//! Line ends, indents and text around the blocks do not matter. What is decoded or encoded here may be a private key, so
//! every buffer is wiped, and is as large as it may get from the start: one that grows leaves copies behind.

use std::fmt::Write as _;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use secrecy::{SecretString, zeroize::Zeroizing};

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

/// One block of a PEM text.
pub(super) struct Block<'a> {
    /// What it says it is, such as `PRIVATE KEY`.
    pub(super) label: &'a str,
    body: &'a str,
}

impl<'a> Block<'a> {
    /// The headers of a block that is encrypted in OpenSSL's old way (RFC 1421), or none.
    pub(super) fn encryption_headers(&self) -> Option<&'a str> {
        let (headers, _) = self.parts();
        headers
            .lines()
            .any(|line| line.trim().starts_with("Proc-Type:") && line.contains("ENCRYPTED"))
            .then_some(headers)
    }

    /// Its bytes, or none where it is not base64.
    pub(super) fn der(&self) -> Option<Zeroizing<Vec<u8>>> {
        let (_, base64) = self.parts();
        let mut text = Zeroizing::new(String::with_capacity(base64.len()));
        text.extend(base64.chars().filter(|c| !c.is_whitespace()));
        let mut bytes = Zeroizing::new(vec![0; base64::decoded_len_estimate(text.len())]);
        let length = BASE64_STANDARD.decode_slice(text.as_bytes(), &mut bytes).ok()?;
        bytes.truncate(length);
        (length > 0).then_some(bytes)
    }

    /// Headers and base64. No base64 has a colon, so that the last line with one ends the headers, even where the empty
    /// line after them was lost in pasting.
    fn parts(&self) -> (&'a str, &'a str) {
        let line_end = self.body.rfind(':').map(|colon| self.body[colon..].find('\n').map_or(colon, |end| colon + end));
        self.body.split_at(line_end.unwrap_or_default())
    }
}

/// The blocks of a text, in order. A block without its end is none.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        rest = after;
        let Some((label, after)) = after.split_once(DASHES) else { continue };
        let Some((body, after)) = after.split_once(&format!("-----END {label}-----")) else { continue };
        found.push(Block { label, body });
        rest = after;
    }
    found
}

/// A private key in PKCS#8 as text.
pub(super) fn private_key(pkcs8: &[u8]) -> SecretString {
    let text = written("PRIVATE KEY", pkcs8);
    SecretString::from(text.as_str())
}

/// A certificate as text.
pub(super) fn certificate(der: &[u8]) -> String {
    written("CERTIFICATE", der).to_string()
}

/// Bytes that are written as pairs of hexadecimal digits.
pub(super) fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let all_digits = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pair = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    all_digits.then(|| (0..text.len()).step_by(2).map(pair).collect())?
}

fn written(label: &str, der: &[u8]) -> Zeroizing<String> {
    let length = base64::encoded_len(der.len(), true).unwrap_or_default();
    let mut encoded = Zeroizing::new(vec![0; length]);
    // The buffer is as long as the encoding, so that it always fits.
    let length = BASE64_STANDARD.encode_slice(der, &mut encoded).unwrap_or_default();
    let mut text = Zeroizing::new(String::with_capacity(length + length / 64 + 2 * label.len() + 40));
    let _ = writeln!(text, "{BEGIN}{label}{DASHES}");
    for line in encoded[..length].chunks(64) {
        text.extend(line.iter().map(|&byte| char::from(byte)));
        text.push('\n');
    }
    let _ = writeln!(text, "-----END {label}-----");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_with_other_line_ends_and_text_around_it() {
        let text = certificate(&[7; 100]).replace('\n', "\r\n  ");
        let text = format!("Bag Attributes\n  friendlyName: a\n{text}\ntrailing");
        let found = blocks(&text);
        assert_eq!((found.len(), found[0].label), (1, "CERTIFICATE"));
        assert_eq!(found[0].der().unwrap().as_slice(), [7; 100]);
    }

    #[test]
    fn writes_lines_of_64_characters() {
        let text = certificate(&[0; 100]);
        assert!(text.lines().all(|line| line.len() <= 64), "{text}");
        assert!(text.ends_with("-----END CERTIFICATE-----\n"), "{text}");
    }

    #[test]
    fn hexadecimal_is_whole_pairs_of_digits() {
        assert_eq!(bytes_of_hex("00fFa1"), Some(vec![0, 0xff, 0xa1]));
        for text in ["0", "0g", "+1", "é"] {
            assert_eq!(bytes_of_hex(text), None, "{text}");
        }
    }

    #[test]
    fn a_block_without_an_end_is_none() {
        assert!(blocks("-----BEGIN PRIVATE KEY-----\nMIIE").is_empty());
        assert!(blocks("-----BEGIN").is_empty());
    }
}
