//! Bytes sealed as an age file (age-encryption.org/v1), and opened again. Any age program opens what is sealed here, and
//! the other way round.
//!
//! Nothing here knows what the bytes mean. What a keychain seals for this computer alone is in [`crate::sealed`].

use std::{
    io::{self, Read as _, Write as _},
    iter,
};

use age::{DecryptError, Decryptor, Encryptor, Identity, armor::ArmoredReader, scrypt};
use secrecy::{SecretString, zeroize::Zeroizing};

use super::{
    passphrase,
    recipient::{ReceiverKey, Recipient},
};
use crate::problem::{DamagedPart, Problem};

/// Cost of a passphrase that is sealed with here: scrypt with N = 2^18, as age itself does it. About a second and 256 MiB.
const WORK_FACTOR: u8 = 18;
/// Highest cost that is taken on to open a file: about four seconds and 1 GiB.
pub const MOST_WORK_FACTOR: u8 = 20;
/// Largest file that is opened, and largest content, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// With the first line of every age file, and of its form as text.
const BEGINNINGS: [&[u8]; 2] = [b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----"];

/// What opens a sealed file.
#[derive(Debug, Clone, Copy)]
pub enum Opener<'a> {
    /// Keys, of which one may fit.
    Keys(&'a [ReceiverKey]),
    /// A passphrase as a person typed it.
    Passphrase(&'a SecretString),
}

/// Seals for these recipients: each of them opens it alone.
pub(super) fn for_recipients(plain: &[u8], recipients: &[Recipient]) -> Result<Vec<u8>, Problem> {
    let keys = recipients.iter().map(|recipient| recipient.key() as &dyn age::Recipient);
    seal(plain, Encryptor::with_recipients(keys).map_err(|_| failed())?)
}

/// Seals with a passphrase. It takes about a second of one processor.
pub(super) fn with_passphrase(plain: &[u8], passphrase: SecretString) -> Result<Vec<u8>, Problem> {
    let mut recipient = scrypt::Recipient::new(passphrase);
    recipient.set_work_factor(WORK_FACTOR);
    seal(plain, Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient)).map_err(|_| failed())?)
}

/// Opens a sealed file, binary or as text. A passphrase may take some seconds of one processor.
///
/// # Errors
/// [`Problem::WrongKey`], [`Problem::WrongPassphrase`], [`Problem::TooCostly`], [`Problem::Damaged`].
pub(super) fn open(sealed: &[u8], with: Opener<'_>) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let start = sealed.trim_ascii_start();
    if !BEGINNINGS.iter().any(|beginning| start.starts_with(beginning)) {
        return Err(damaged(DamagedPart::NotSealed));
    }
    // As text it may stand among blank lines, as mail programs bring it.
    let sealed = if start.starts_with(b"-") { sealed.trim_ascii() } else { sealed };
    let decryptor = decryptor(sealed)?;
    match (with, decryptor.is_scrypt()) {
        (Opener::Keys(_), true) => Err(Problem::WrongKey { sealed_with_passphrase: true }),
        (Opener::Passphrase(_), false) => Err(Problem::WrongPassphrase { sealed_for_a_key: true, unknown_word: None }),
        (Opener::Keys(keys), false) => {
            let keys: Vec<&dyn Identity> = keys.iter().map(|key| key.identity() as &dyn Identity).collect();
            opened(decryptor, &keys)?.ok_or(Problem::WrongKey { sealed_with_passphrase: false })
        }
        (Opener::Passphrase(typed), true) => {
            for reading in passphrase::readings(typed) {
                let mut identity = scrypt::Identity::new(reading);
                identity.set_max_work_factor(MOST_WORK_FACTOR);
                if let Some(plain) = opened(self::decryptor(sealed)?, &[&identity])? {
                    return Ok(plain);
                }
            }
            Err(Problem::WrongPassphrase { sealed_for_a_key: false, unknown_word: passphrase::unknown_word(typed) })
        }
    }
}

fn seal(plain: &[u8], encryptor: Encryptor) -> Result<Vec<u8>, Problem> {
    let mut sealed = Vec::with_capacity(plain.len() + 1024);
    let written = encryptor.wrap_output(&mut sealed).and_then(|mut writer| {
        writer.write_all(plain)?;
        writer.finish().map(drop)
    });
    written.map_err(|_| failed())?;
    Ok(sealed)
}

fn decryptor(sealed: &[u8]) -> Result<Decryptor<ArmoredReader<io::BufReader<&[u8]>>>, Problem> {
    Decryptor::new(ArmoredReader::new(sealed)).map_err(|error| match error {
        DecryptError::UnknownFormat => damaged(DamagedPart::Newer),
        _ => damaged(DamagedPart::Header),
    })
}

/// The content; none where nothing of what was given fits.
fn opened(
    decryptor: Decryptor<ArmoredReader<io::BufReader<&[u8]>>>,
    with: &[&dyn Identity],
) -> Result<Option<Zeroizing<Vec<u8>>>, Problem> {
    let reader = match decryptor.decrypt(with.iter().copied()) {
        Ok(reader) => reader,
        Err(DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed) => {
            return Ok(None);
        }
        Err(DecryptError::ExcessiveWork { required, .. }) => {
            return Err(Problem::TooCostly { work_factor: required, most: MOST_WORK_FACTOR });
        }
        Err(_) => return Err(damaged(DamagedPart::Header)),
    };
    // As large as it may get from the start: a buffer that grows leaves copies behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(LARGEST));
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    reader.take(limit).read_to_end(&mut plain).map_err(|_| damaged(DamagedPart::Content))?;
    Ok(Some(plain))
}

fn damaged(part: DamagedPart) -> Problem {
    Problem::Damaged { part }
}

fn failed() -> Problem {
    Problem::Unexpected { what: "sealing the file failed".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> ReceiverKey {
        ReceiverKey::generate()
    }

    #[test]
    fn each_of_several_receivers_opens_it_and_nobody_else() {
        let (one, other, stranger) = (key(), key(), key());
        let sealed = for_recipients(b"canary", &[one.recipient(), other.recipient()]).unwrap();
        for key in [&one, &other] {
            assert_eq!(open(&sealed, Opener::Keys(std::slice::from_ref(key))).unwrap().as_slice(), b"canary");
        }
        assert_eq!(open(&sealed, Opener::Keys(&[stranger])), Err(Problem::WrongKey { sealed_with_passphrase: false }));
        assert!(!sealed.windows(6).any(|window| window == b"canary"));
    }

    #[test]
    fn a_passphrase_opens_it_however_it_is_typed() {
        let sealed = with_passphrase(b"canary", "abacus-abdomen-zoom-able".to_owned().into()).unwrap();
        let open = |typed: &str| open(&sealed, Opener::Passphrase(&typed.to_owned().into()));
        assert_eq!(open("Abacus abdomen zoom able").unwrap().as_slice(), b"canary");
        let wrong = |unknown_word| Err(Problem::WrongPassphrase { sealed_for_a_key: false, unknown_word });
        assert_eq!(open("abacus abdomen zoom abide"), wrong(None));
        assert_eq!(open("abacus abdomen zoomm able"), wrong(Some(3)));
    }

    #[test]
    fn a_key_for_a_passphrase_and_the_other_way_round_are_told() {
        let own = key();
        let for_key = for_recipients(b"x", &[own.recipient()]).unwrap();
        let with_words = with_passphrase(b"x", "p".to_owned().into()).unwrap();
        assert_eq!(open(&with_words, Opener::Keys(&[own])), Err(Problem::WrongKey { sealed_with_passphrase: true }));
        let passphrase = "p".to_owned().into();
        let refused = open(&for_key, Opener::Passphrase(&passphrase));
        assert_eq!(refused, Err(Problem::WrongPassphrase { sealed_for_a_key: true, unknown_word: None }));
    }

    #[test]
    fn no_changed_byte_and_no_cut_opens() {
        let own = key();
        let sealed = for_recipients(&[b'x'; 200], &[own.recipient()]).unwrap();
        let keys = [own];
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            for bytes in [&changed[..], &sealed[..at]] {
                let refused = open(bytes, Opener::Keys(&keys)).unwrap_err();
                assert!(matches!(refused, Problem::Damaged { .. } | Problem::WrongKey { .. }), "{at}: {refused:?}");
            }
        }
    }

    #[test]
    fn the_content_tells_damage_from_a_wrong_key() {
        let own = key();
        let mut sealed = for_recipients(b"canary", &[own.recipient()]).unwrap();
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        assert_eq!(open(&sealed, Opener::Keys(&[own])), Err(Problem::Damaged { part: DamagedPart::Content }));
    }

    /// A published vector: what is to come of it, and the file.
    struct Vector<'a> {
        name: String,
        head: Vec<(&'a str, &'a str)>,
        file: &'a [u8],
    }

    impl<'a> Vector<'a> {
        fn read(name: String, bytes: &'a [u8]) -> Self {
            let end = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
            let head = std::str::from_utf8(&bytes[..end]).unwrap();
            let head = head.lines().filter_map(|line| line.split_once(": ")).collect();
            Self { name, head, file: &bytes[end + 2..] }
        }

        fn all(&self, key: &str) -> Vec<&'a str> {
            self.head.iter().filter(|(name, _)| *name == key).map(|(_, value)| *value).collect()
        }

        fn opened(&self) -> Result<Zeroizing<Vec<u8>>, Problem> {
            if let Some(passphrase) = self.all("passphrase").first() {
                return open(self.file, Opener::Passphrase(&(*passphrase).to_owned().into()));
            }
            let keys = self.all("identity").into_iter();
            let keys = keys.map(|key| ReceiverKey::read_all(&key.to_owned().into()).unwrap().remove(0));
            open(self.file, Opener::Keys(&keys.collect::<Vec<_>>()))
        }

        fn is_as_expected(&self, opened: &Result<Zeroizing<Vec<u8>>, Problem>) -> bool {
            use sha2::{Digest as _, Sha256};
            match (self.all("expect")[0], opened) {
                ("success", Ok(plain)) => self.all("payload") == [format!("{:x}", Sha256::digest(plain.as_slice()))],
                ("HMAC failure", Err(Problem::Damaged { part })) => *part == DamagedPart::Header,
                ("payload failure", Err(Problem::Damaged { part })) => *part == DamagedPart::Content,
                ("no match", Err(Problem::WrongKey { .. } | Problem::WrongPassphrase { .. }))
                | ("header failure" | "armor failure", Err(Problem::Damaged { .. } | Problem::TooCostly { .. })) => {
                    true
                }
                _ => false,
            }
        }
    }

    /// The library still opens files of age's first versions, whose stanzas lack a last short line.
    const LEGACY: [&str; 2] = ["stanza_missing_body", "stanza_missing_final_line"];

    /// The vectors of the Community Cryptography Test Vectors (C2SP/CCTV, `age/testdata`) for the kinds of keys that are
    /// taken here.
    #[test]
    fn does_with_every_published_vector_as_the_specification_says() {
        static VECTORS: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/tests/age_vectors");
        let vectors: Vec<Vector<'_>> =
            VECTORS.files().map(|file| Vector::read(file.path().display().to_string(), file.contents())).collect();
        assert!(vectors.len() > 90, "{}", vectors.len());
        let mut astray = Vec::new();
        for vector in &vectors {
            let opened = vector.opened();
            let legacy = LEGACY.contains(&vector.name.as_str()) && opened.is_ok();
            if !legacy && !vector.is_as_expected(&opened) {
                astray.push(format!("{}: {:?} / {:?}", vector.name, vector.all("expect"), opened.map(|_| ())));
            }
        }
        assert!(astray.is_empty(), "{astray:#?}");
    }

    #[test]
    fn what_is_no_sealed_file_is_told() {
        for other in [&b""[..], b"hello", b"{\"format\":\"oracle-setup\"}"] {
            assert_eq!(open(other, Opener::Keys(&[])), Err(Problem::Damaged { part: DamagedPart::NotSealed }));
        }
        let newer = b"age-encryption.org/v9\n-> X25519 abc\nabc\n--- abc\n0123456789abcdef";
        assert_eq!(open(newer, Opener::Keys(&[])), Err(Problem::Damaged { part: DamagedPart::Newer }));
    }
}
