//! A private key in the encryption that OpenSSL wrote before PKCS#8, and still writes with `-traditional`.
//!
//! Two headers stand before the base64 (RFC 1421, 4.6.1.1 and 4.6.1.3): `Proc-Type: 4,ENCRYPTED` and
//! `DEK-Info: CIPHER,IV`. The key is made from the passphrase by `EVP_BytesToKey` with MD5 and one round, salted with the
//! first eight bytes of the IV: so weak that it is read here and never written. Deliberately not here: other
//! ciphers (single DES, Camellia and the like); a person is told how to write such a key anew.

use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt as _, KeyInit, KeyIvInit as _, block_padding::Pkcs7};
use des::TdesEde3;
use md5::{Digest as _, Md5};
use secrecy::zeroize::Zeroizing;

use super::pem::bytes_of_hex;

/// Bytes of the IV that salt the passphrase.
const SALT: usize = 8;

/// What the headers of an encrypted block say.
pub(super) struct Headers<'a> {
    cipher: &'a str,
    iv: Vec<u8>,
}

/// Why a block does not open.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// Its cipher is not among those read here, or its headers are not whole.
    UnknownCipher,
    WrongPassphrase,
}

impl<'a> Headers<'a> {
    /// Reads `DEK-Info` of the headers, which are lines such as `DEK-Info: AES-128-CBC,0123…`.
    pub(super) fn read(headers: &'a str) -> Option<Self> {
        let value = headers.lines().find_map(|line| line.trim().strip_prefix("DEK-Info:"))?;
        let (cipher, iv) = value.split_once(',')?;
        Some(Self { cipher: cipher.trim(), iv: bytes_of_hex(iv.trim())? })
    }

    /// The bytes that were protected, as far as the padding tells: a wrong passphrase passes it once in some hundred.
    pub(super) fn open(&self, encrypted: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, Closed> {
        let passphrase = passphrase.as_bytes();
        match self.cipher {
            "AES-128-CBC" => self.decrypt::<Aes128>(16, encrypted, passphrase),
            "AES-192-CBC" => self.decrypt::<Aes192>(24, encrypted, passphrase),
            "AES-256-CBC" => self.decrypt::<Aes256>(32, encrypted, passphrase),
            "DES-EDE3-CBC" => self.decrypt::<TdesEde3>(24, encrypted, passphrase),
            _ => Err(Closed::UnknownCipher),
        }
    }

    fn decrypt<C>(&self, key_length: usize, encrypted: &[u8], passphrase: &[u8]) -> Result<Zeroizing<Vec<u8>>, Closed>
    where
        C: BlockCipherDecrypt + KeyInit,
    {
        let salt = self.iv.get(..SALT).ok_or(Closed::UnknownCipher)?;
        let key = stretched(passphrase, salt, key_length);
        let cipher = cbc::Decryptor::<C>::new_from_slices(&key, &self.iv).map_err(|_| Closed::UnknownCipher)?;
        let mut bytes = Zeroizing::new(encrypted.to_vec());
        let length = cipher.decrypt_padded::<Pkcs7>(&mut bytes).map_err(|_| Closed::WrongPassphrase)?.len();
        bytes.truncate(length);
        Ok(bytes)
    }
}

/// `EVP_BytesToKey` with MD5 and a count of one.
fn stretched(passphrase: &[u8], salt: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    // As large as it may get from the start: a buffer that grows leaves copies behind.
    let mut key = Zeroizing::new(Vec::with_capacity(length.next_multiple_of(16)));
    let mut last: Option<Zeroizing<[u8; 16]>> = None;
    while key.len() < length {
        let mut hash = Md5::new();
        if let Some(last) = &last {
            hash.update(last.as_slice());
        }
        hash.update(passphrase);
        hash.update(salt);
        let digest = Zeroizing::new(<[u8; 16]>::from(hash.finalize()));
        key.extend_from_slice(digest.as_slice());
        last = Some(digest);
    }
    key.truncate(length);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_without_a_whole_iv_open_nothing() {
        assert!(Headers::read("Proc-Type: 4,ENCRYPTED\n").is_none());
        assert!(Headers::read("DEK-Info: AES-128-CBC").is_none());
        assert!(Headers::read("DEK-Info: AES-128-CBC,0g").is_none());
        for iv in ["", "00112233", "00112233445566778899"] {
            let headers = format!("DEK-Info: AES-128-CBC,{iv}");
            let closed = Headers::read(&headers).map(|headers| headers.open(&[0; 32], "a").unwrap_err());
            assert_eq!(closed, Some(Closed::UnknownCipher), "{iv}");
        }
    }

    #[test]
    fn what_is_no_multiple_of_a_block_does_not_open() {
        let headers = Headers::read("DEK-Info: DES-EDE3-CBC,0011223344556677").unwrap();
        assert_eq!(headers.open(&[0; 13], "a"), Err(Closed::WrongPassphrase));
        assert_eq!(headers.open(&[], "a"), Err(Closed::WrongPassphrase));
    }
}
