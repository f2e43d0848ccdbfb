//! A few bytes sealed for a file beside the setups, under a key that only the keychain holds.
//!
//! For what a keychain is too small for: Windows takes 2560 bytes, and counts a text twice. XChaCha20-Poly1305 with a
//! random nonce; the name that the bytes are sealed for is authenticated with them, so that a file does not open in
//! another's place. A checksum outside tells damage from a wrong key. What is sealed for others to open, with a
//! passphrase or for a receiver, is not here.
//!
//! The file: version (1 byte), nonce (24), ciphertext and tag, SHA-256 over all before it (32).

use aws_lc_rs::{digest, rand};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chacha20poly1305::{AeadInOut as _, KeyInit as _, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};

/// The version that is written.
const VERSION: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
const CHECKSUM: usize = 32;

/// Why sealed bytes do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unopened {
    /// They are not as they were written.
    Damaged,
    /// They are whole, and sealed with another key or for another name.
    WrongKey,
    /// They are whole, and of a later version of this program.
    Newer(u8),
}

/// 32 random bytes. Debug output and drop are those of [`Zeroizing`]; there is no way to print it but
/// [`Self::to_text`], for the keychain.
pub(crate) struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// A new one, or none where the system gives no randomness.
    pub(crate) fn generate() -> Option<Self> {
        let mut key = Zeroizing::new([0; 32]);
        rand::fill(key.as_mut_slice()).ok()?;
        Some(Self(key))
    }

    /// For a keychain: text, since some keep nothing else.
    pub(crate) fn to_text(&self) -> SecretString {
        BASE64_URL_SAFE_NO_PAD.encode(self.0.as_slice()).into()
    }

    /// As [`Self::to_text`] wrote it; none for anything else.
    pub(crate) fn from_text(text: &SecretString) -> Option<Self> {
        let mut key = Zeroizing::new([0; 32]);
        let read = BASE64_URL_SAFE_NO_PAD.decode_slice(text.expose_secret().trim(), key.as_mut_slice()).ok()?;
        (read == 32).then_some(Self(key))
    }

    /// Seals `plain` for `name`. None where the system gives no randomness.
    pub(crate) fn seal(&self, name: &str, plain: &[u8]) -> Option<Vec<u8>> {
        let mut nonce = XNonce::default();
        rand::fill(&mut nonce).ok()?;
        // As large as it gets from the start: a buffer that grows leaves a copy behind.
        let mut body = Zeroizing::new(Vec::with_capacity(plain.len() + TAG));
        body.extend_from_slice(plain);
        self.cipher().encrypt_in_place(&nonce, &bound(VERSION, name), &mut *body).ok()?;
        let mut sealed = Vec::with_capacity(1 + NONCE + body.len() + CHECKSUM);
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&body);
        let checksum = digest::digest(&digest::SHA256, &sealed);
        sealed.extend_from_slice(checksum.as_ref());
        Some(sealed)
    }

    /// Opens what was sealed for `name`.
    pub(crate) fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        let at = sealed.len().checked_sub(CHECKSUM).ok_or(Unopened::Damaged)?;
        let (content, checksum) = sealed.split_at(at);
        if digest::digest(&digest::SHA256, content).as_ref() != checksum {
            return Err(Unopened::Damaged);
        }
        let (&version, rest) = content.split_first().ok_or(Unopened::Damaged)?;
        if version != VERSION {
            return Err(Unopened::Newer(version));
        }
        let (nonce, body) = rest.split_at_checked(NONCE).ok_or(Unopened::Damaged)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| Unopened::Damaged)?;
        let mut body = Zeroizing::new(body.to_vec());
        self.cipher().decrypt_in_place(&nonce, &bound(version, name), &mut *body).map_err(|_| Unopened::WrongKey)?;
        Ok(body)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

/// What is authenticated beside the bytes themselves.
fn bound(version: u8, name: &str) -> Vec<u8> {
    [&[version], name.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> MasterKey {
        MasterKey::generate().unwrap()
    }

    #[test]
    fn opens_with_the_key_as_the_keychain_gave_it_back() {
        let key = key();
        let sealed = key.seal("a", b"private").unwrap();
        let again = MasterKey::from_text(&key.to_text()).unwrap();
        assert_eq!(again.open("a", &sealed).unwrap().as_slice(), b"private");
    }

    #[test]
    fn tells_each_changed_byte_and_each_cut_as_damage() {
        let key = key();
        let sealed = key.seal("a", b"private").unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open("a", &changed), Err(Unopened::Damaged), "byte {at}");
            assert_eq!(key.open("a", &sealed[..at]), Err(Unopened::Damaged), "cut at {at}");
        }
    }

    #[test]
    fn another_key_and_another_name_are_no_damage() {
        let (key, other) = (key(), key());
        let sealed = key.seal("a", b"private").unwrap();
        assert_eq!(other.open("a", &sealed), Err(Unopened::WrongKey));
        assert_eq!(key.open("b", &sealed), Err(Unopened::WrongKey));
    }

    #[test]
    fn a_later_version_is_named_as_such() {
        let key = key();
        let mut later = key.seal("a", b"private").unwrap();
        later[0] = VERSION + 1;
        let at = later.len() - CHECKSUM;
        let checksum = digest::digest(&digest::SHA256, &later[..at]);
        later[at..].copy_from_slice(checksum.as_ref());
        assert_eq!(key.open("a", &later), Err(Unopened::Newer(VERSION + 1)));
    }

    #[test]
    fn no_two_seals_are_alike() {
        let key = key();
        assert_ne!(key.seal("a", b"private"), key.seal("a", b"private"));
    }

    #[test]
    fn what_is_no_key_is_not_taken_for_one() {
        for text in ["", "short", "not base64 at all, and far too long for it to be a key of 32 bytes"] {
            assert!(MasterKey::from_text(&text.to_owned().into()).is_none(), "{text}");
        }
    }
}
