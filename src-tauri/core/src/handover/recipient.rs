//! Whom a hand-over is sealed for, and the key with which that person opens it: age's X25519 recipients
//! (age-encryption.org/v1, C2SP).
//!
//! A recipient is public. People copy it out of mails and read it to each other, so a mistyped one says where it goes
//! wrong. Keys for SSH, of plugins and of hardware are not taken: what opens them is not in this program.

use std::fmt;

use age::x25519;
use aws_lc_rs::digest;
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};

use crate::problem::{Problem, RecipientFault};

/// Characters of a recipient: `age1`, 52 of key and 6 of checksum.
const LENGTH: usize = 62;
const PREFIX: &str = "age1";
/// Bech32's own (BIP 173): no `1`, `b`, `i` and `o`.
const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// Crockford's base 32: no `I`, `L`, `O` and `U`, which are misheard and misread.
const SPOKEN: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 5;
const OF_A_GROUP: usize = 4;

/// A public key to seal for.
#[derive(Clone)]
pub struct Recipient {
    key: x25519::Recipient,
    text: String,
}

impl Recipient {
    /// Reads a recipient; spaces and line breaks that a mail put in do not matter.
    ///
    /// # Errors
    /// [`Problem::RecipientIsSsh`], [`Problem::RecipientIsSecret`], [`Problem::RecipientKindUnknown`], or
    /// [`Problem::RecipientMalformed`] with the place. What was given never stands in it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        refuse_other_kinds(text)?;
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = of_one_case(&text)?;
        if !text.starts_with(PREFIX) {
            return Err(malformed(RecipientFault::Prefix, None));
        }
        // A separator behind the first is a kind of its own, unless the length says that it is a slip for `l`.
        if let Some(last) = text.rfind('1').filter(|&last| last >= PREFIX.len() && text.len() != LENGTH) {
            return Err(Problem::RecipientKindUnknown { kind: text[..last].chars().take(20).collect() });
        }
        let stranger = text.chars().skip(PREFIX.len()).position(|c| !is_of_alphabet(c));
        if let Some(at) = stranger {
            return Err(malformed(RecipientFault::Character, Some(PREFIX.len() + at)));
        }
        if text.len() != LENGTH {
            return Err(Problem::RecipientMalformed {
                fault: RecipientFault::Length,
                position: None,
                length: Some(text.len()),
                expected_length: LENGTH,
            });
        }
        if !sums_up(&text) {
            return Err(malformed(RecipientFault::Checksum, only_slip(&text)));
        }
        let key = text.parse().map_err(|_| malformed(RecipientFault::Checksum, None))?;
        Ok(Self { key, text })
    }

    /// Several, each once.
    ///
    /// # Errors
    /// Those of [`Self::parse`], and [`Problem::RecipientMalformed`] for none at all.
    pub fn parse_all<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Vec<Self>, Problem> {
        let mut all: Vec<Self> = Vec::new();
        for text in texts {
            let one = Self::parse(text)?;
            if all.iter().all(|known| known.text != one.text) {
                all.push(one);
            }
        }
        if all.is_empty() { Err(malformed(RecipientFault::Empty, None)) } else { Ok(all) }
    }

    /// As it is written: `age1…`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Five groups of four, for two people to read to each other: the first 100 bits of SHA-256 over the recipient's
    /// text, in Crockford's base 32.
    pub fn fingerprint(&self) -> String {
        let hash = digest::digest(&digest::SHA256, self.text.as_bytes());
        let bit = |at: usize| (hash.as_ref()[at / 8] >> (7 - at % 8)) & 1;
        let sign =
            |at: usize| char::from(SPOKEN[(0..5).fold(0, |sign, bits| sign << 1 | usize::from(bit(at * 5 + bits)))]);
        let group = |group: usize| (0..OF_A_GROUP).map(|at| sign(group * OF_A_GROUP + at)).collect::<String>();
        (0..GROUPS).map(group).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn key(&self) -> &x25519::Recipient {
        &self.key
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.text)
    }
}

/// The private half, with which a receiver opens what was sealed for it.
#[derive(Clone)]
pub struct ReceiverKey(x25519::Identity);

impl ReceiverKey {
    /// A new key.
    pub fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// What others seal for.
    pub fn recipient(&self) -> Recipient {
        let key = self.0.to_public();
        Recipient { text: key.to_string(), key }
    }

    /// The key as text, for a store of secrets.
    pub fn to_text(&self) -> SecretString {
        self.0.to_string()
    }

    /// The key as a file that any age program reads.
    pub fn to_file(&self, now: Timestamp) -> Zeroizing<String> {
        let created = now.strftime("%Y-%m-%dT%H:%M:%SZ");
        let (recipient, key) = (self.recipient(), self.to_text());
        let (recipient, key) = (recipient.as_str(), key.expose_secret());
        Zeroizing::new(format!("# created: {created}\n# public key: {recipient}\n{key}\n"))
    }

    /// Reads a key file: one key a line, comments behind `#`.
    ///
    /// # Errors
    /// [`Problem::ReceiverKeyMalformed`]. What was given never stands in it.
    pub fn read_all(text: &SecretString) -> Result<Vec<Self>, Problem> {
        let text = text.expose_secret().trim_start_matches('\u{feff}');
        let lines =
            text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let keys: Vec<Self> = lines
            .map(|(at, line)| line.parse().map(Self).map_err(|_| not_a_key(Some(at + 1), line)))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(not_a_key(None, "")) } else { Ok(keys) }
    }

    pub(super) fn identity(&self) -> &x25519::Identity {
        &self.0
    }
}

impl fmt::Debug for ReceiverKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReceiverKey(of {})", self.recipient().as_str())
    }
}

fn not_a_key(line: Option<usize>, text: &str) -> Problem {
    Problem::ReceiverKeyMalformed { line, is_recipient: Recipient::parse(text).is_ok() }
}

fn refuse_other_kinds(text: &str) -> Result<(), Problem> {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    if text.is_empty() {
        return Err(malformed(RecipientFault::Empty, None));
    }
    if upper.starts_with("AGE-SECRET-KEY-") || upper.starts_with("AGE-PLUGIN-") || text.contains("PRIVATE KEY-----") {
        return Err(Problem::RecipientIsSecret);
    }
    if ["SSH-", "ECDSA-SHA2-", "SK-SSH-", "SK-ECDSA-"].iter().any(|kind| upper.starts_with(kind)) {
        return Err(Problem::RecipientIsSsh);
    }
    Ok(())
}

/// In lower case, as recipients are written. Bech32 takes either case, and never both.
fn of_one_case(text: &str) -> Result<String, Problem> {
    let upper = text.chars().any(|c| c.is_ascii_uppercase());
    let odd = text.chars().position(|c| c.is_ascii_uppercase());
    if upper && text.chars().any(|c| c.is_ascii_lowercase()) {
        return Err(malformed(RecipientFault::MixedCase, odd));
    }
    Ok(text.to_ascii_lowercase())
}

fn malformed(fault: RecipientFault, at: Option<usize>) -> Problem {
    Problem::RecipientMalformed { fault, position: at.map(|at| at + 1), length: None, expected_length: LENGTH }
}

fn is_of_alphabet(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte))
}

/// Whether the checksum of BIP 173 holds.
fn sums_up(text: &str) -> bool {
    checksum(PREFIX.trim_end_matches('1').as_bytes(), text[PREFIX.len()..].bytes()) == 1
}

/// The one character that is wrong, where changing a single one makes the checksum hold. What it should be is not told:
/// a key that was guessed could be anybody's.
fn only_slip(text: &str) -> Option<usize> {
    let mut slips = Vec::new();
    let mut tried = text.as_bytes().to_vec();
    for at in PREFIX.len()..tried.len() {
        let written = tried[at];
        for &sign in ALPHABET.iter().filter(|&&sign| sign != written) {
            tried[at] = sign;
            if checksum(PREFIX.trim_end_matches('1').as_bytes(), tried[PREFIX.len()..].iter().copied()) == 1 {
                slips.push(at);
            }
        }
        tried[at] = written;
    }
    if let [slip] = slips[..] { Some(slip) } else { None }
}

/// The polynomial of BIP 173 over the expanded prefix and the data.
fn checksum(prefix: &[u8], data: impl Iterator<Item = u8>) -> u32 {
    const GENERATORS: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let value = |byte: u8| ALPHABET.iter().position(|&sign| sign == byte).unwrap_or_default();
    let expanded = prefix.iter().map(|byte| usize::from(byte >> 5)).chain([0]);
    let expanded = expanded.chain(prefix.iter().map(|byte| usize::from(byte & 31)));
    expanded.chain(data.map(value)).fold(1_u32, |sum, value| {
        let top = sum >> 25;
        let sum = (sum & 0x01ff_ffff) << 5 ^ u32::try_from(value).unwrap_or_default();
        GENERATORS.iter().enumerate().filter(|(bit, _)| top >> bit & 1 == 1).fold(sum, |sum, (_, by)| sum ^ by)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the age crate's own tests.
    const PUBLIC: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
    const PRIVATE: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";

    fn fault(text: &str) -> (RecipientFault, Option<usize>) {
        match Recipient::parse(text) {
            Err(Problem::RecipientMalformed { fault, position, .. }) => (fault, position),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn reads_a_recipient_as_mails_bring_it() {
        let broken = format!("  {}\n   {}\r\n", &PUBLIC[..30], &PUBLIC[30..]);
        for text in [PUBLIC, &broken, &PUBLIC.to_uppercase()] {
            assert_eq!(Recipient::parse(text).unwrap().as_str(), PUBLIC);
        }
    }

    #[test]
    fn says_at_which_character_a_mistyped_recipient_goes_wrong() {
        for at in PREFIX.len()..LENGTH {
            let mut wrong = PUBLIC.as_bytes().to_vec();
            wrong[at] = if wrong[at] == b'q' { b'p' } else { b'q' };
            let wrong = String::from_utf8(wrong).unwrap();
            assert_eq!(fault(&wrong), (RecipientFault::Checksum, Some(at + 1)), "{wrong}");
        }
        for stranger in ["b", "i", "o", "1", "-", "é"] {
            let wrong = format!("{}{stranger}{}", &PUBLIC[..10], &PUBLIC[11..]);
            assert_eq!(fault(&wrong), (RecipientFault::Character, Some(11)), "{wrong}");
        }
    }

    #[test]
    fn two_slips_are_noticed_without_a_wrong_place() {
        let mut wrong = PUBLIC.as_bytes().to_vec();
        wrong.swap(20, 40);
        assert_eq!(fault(&String::from_utf8(wrong).unwrap()), (RecipientFault::Checksum, None));
    }

    #[test]
    fn tells_each_other_thing_apart() {
        assert_eq!(fault("  "), (RecipientFault::Empty, None));
        assert_eq!(fault("hello"), (RecipientFault::Prefix, None));
        assert_eq!(fault(&PUBLIC.replacen("age1t", "age1T", 1)), (RecipientFault::MixedCase, Some(5)));
        assert_eq!(fault(&PUBLIC[..40]).0, RecipientFault::Length);
        assert_eq!(fault(&format!("{PUBLIC}q")).0, RecipientFault::Length);
        let refused = |text: &str| Recipient::parse(text).unwrap_err();
        assert_eq!(refused(PRIVATE), Problem::RecipientIsSecret);
        assert_eq!(refused("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsK ann@host"), Problem::RecipientIsSsh);
        assert_eq!(refused("ssh-rsa AAAAB3NzaC1yc2E"), Problem::RecipientIsSsh);
        let yubikey = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t";
        assert_eq!(refused(yubikey), Problem::RecipientKindUnknown { kind: "age1yubikey".to_owned() });
    }

    #[test]
    fn a_fingerprint_is_read_in_groups_and_differs_with_the_key() {
        let one = Recipient::parse(PUBLIC).unwrap().fingerprint();
        let groups: Vec<&str> = one.split(' ').collect();
        assert!(groups.len() == 5 && groups.iter().all(|group| group.len() == 4), "{one}");
        assert_ne!(one, ReceiverKey::generate().recipient().fingerprint());
    }

    #[test]
    fn a_key_file_is_read_back_and_names_its_recipient() {
        let key = ReceiverKey::generate();
        let file = key.to_file(Timestamp::UNIX_EPOCH);
        assert!(file.starts_with("# created: 1970-01-01T00:00:00Z\n# public key: age1"), "{}", &file[..40]);
        let read = ReceiverKey::read_all(&file.to_string().into()).unwrap();
        assert_eq!(read[0].recipient().as_str(), key.recipient().as_str());
        let given = ReceiverKey::read_all(&PRIVATE.to_owned().into()).unwrap();
        assert_eq!(given[0].recipient().as_str().len(), LENGTH);
    }

    #[test]
    fn what_is_no_key_file_is_told_by_its_line_alone() {
        let refused = |text: &str| ReceiverKey::read_all(&text.to_owned().into()).unwrap_err();
        let wrong = refused("# mine\nAGE-SECRET-KEY-1CANARY");
        assert_eq!(wrong, Problem::ReceiverKeyMalformed { line: Some(2), is_recipient: false });
        assert_eq!(refused(PUBLIC), Problem::ReceiverKeyMalformed { line: Some(1), is_recipient: true });
        assert_eq!(refused("# nothing"), Problem::ReceiverKeyMalformed { line: None, is_recipient: false });
    }

    #[test]
    fn never_shows_the_private_half() {
        let key = ReceiverKey::generate();
        assert!(!format!("{key:?}").contains(key.to_text().expose_secret()));
    }
}
