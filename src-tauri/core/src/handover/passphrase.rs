//! Passphrases that are told by phone: six words, made here, or one that a person chose and that is strong enough.
//!
//! The words are those of the EFF's long list (<https://www.eff.org/dice>, CC BY 3.0 US), unchanged, but for the four
//! that hold a hyphen: it stands between words. Six of 7,772 make 77 bits.

use std::sync::LazyLock;

use aws_lc_rs::rand;
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};

use crate::{plan::Plan, problem::Problem};

const LIST: &str = include_str!("eff_large_wordlist.txt");
const WORDS_OF_ONE: usize = 6;
/// A typed text of fewer words is not taken for one that was made here.
const FEWEST_WORDS: usize = 4;
/// Least strength of a chosen passphrase: powers of ten of guesses. Each guess costs about a second of one processor
/// (scrypt with N = 2^18), so this is tens of thousands of years of it.
const LEAST_GUESSES_LOG10: f64 = 12.0;

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    LIST.lines().filter_map(|line| line.split('\t').nth(1)).filter(|word| !word.contains('-')).collect()
});

/// Six words with hyphens between them. None where the system gives no randomness.
pub fn generate() -> Option<SecretString> {
    let words = (0..WORDS_OF_ONE).map(|_| word()).collect::<Option<Vec<&str>>>()?;
    Some(words.join("-").into())
}

/// One word, each as likely as any other.
fn word() -> Option<&'static str> {
    let count = u16::try_from(WORDS.len()).ok()?;
    let fair = u16::MAX - u16::MAX % count;
    loop {
        let mut bytes = [0; 2];
        rand::fill(&mut bytes).ok()?;
        let drawn = u16::from_le_bytes(bytes);
        if drawn < fair {
            return WORDS.get(usize::from(drawn % count)).copied();
        }
    }
}

/// Refuses a chosen passphrase that could be guessed; what the setup is about is guessed first.
///
/// # Errors
/// [`Problem::PassphraseWeak`]. The passphrase never stands in it.
pub fn refuse_weak(passphrase: &SecretString, plan: &Plan) -> Result<(), Problem> {
    let known = plan.facts.values().map(String::as_str).chain([plan.guide.id.as_str(), "oracle", "fusion", "setup"]);
    let known: Vec<&str> = known.collect();
    let strength = zxcvbn::zxcvbn(passphrase.expose_secret(), &known);
    if strength.guesses_log10() >= LEAST_GUESSES_LOG10 { Ok(()) } else { Err(Problem::PassphraseWeak) }
}

/// What may have been meant by what was typed, likeliest first: words from the list as they are joined here, then the
/// text itself.
pub(super) fn readings(typed: &SecretString) -> Vec<SecretString> {
    let as_typed = typed.expose_secret().trim_end_matches(['\r', '\n']);
    let words = words_of(as_typed);
    let mut readings = Vec::new();
    if words.len() >= FEWEST_WORDS && words.iter().all(|word| is_word(word)) {
        let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
        readings.push(SecretString::from(words.join("-")));
    }
    if readings.first().is_none_or(|first| first.expose_secret() != as_typed) {
        readings.push(as_typed.to_owned().into());
    }
    readings
}

/// Which of the typed words, from 1, is in no list, where all others are: most likely it was misheard.
pub(super) fn unknown_word(typed: &SecretString) -> Option<usize> {
    let words = words_of(typed.expose_secret());
    let unknown: Vec<usize> = (0..words.len()).filter(|&at| !is_word(&words[at])).collect();
    match unknown[..] {
        [at] if words.len() >= FEWEST_WORDS => Some(at + 1),
        _ => None,
    }
}

fn words_of(text: &str) -> Vec<Zeroizing<String>> {
    let split = text.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
    split.map(|word| Zeroizing::new(word.to_lowercase())).collect()
}

fn is_word(text: &str) -> bool {
    WORDS.binary_search(&text).is_ok()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{guide, setup_file::SetupFile};

    fn secret(text: &str) -> SecretString {
        text.to_owned().into()
    }

    fn plan() -> Plan {
        let mut file = SetupFile::new(&guide::builtins()[0], None, Timestamp::UNIX_EPOCH);
        file.user = Some("vendor.integration.user".to_owned());
        Plan::of(&file).unwrap()
    }

    fn read(typed: &str) -> Vec<String> {
        readings(&secret(typed)).iter().map(|one| one.expose_secret().to_owned()).collect()
    }

    #[test]
    fn the_list_is_the_published_one() {
        use sha2::{Digest as _, Sha256};
        let published = "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e";
        assert_eq!(format!("{:x}", Sha256::digest(LIST)), published);
        assert!(WORDS.len() == 7772 && WORDS.is_sorted(), "{}", WORDS.len());
    }

    #[test]
    fn makes_six_words_of_the_list_and_never_the_same() {
        let made = generate().unwrap();
        let words: Vec<&str> = made.expose_secret().split('-').collect();
        assert!(words.len() == 6 && words.iter().all(|word| is_word(word)));
        assert_ne!(made.expose_secret(), generate().unwrap().expose_secret());
        refuse_weak(&made, &plan()).unwrap();
    }

    #[test]
    fn every_word_can_come() {
        let mut seen = std::collections::HashSet::new();
        for _ in 0..200_000 {
            seen.insert(word().unwrap());
        }
        assert_eq!(seen.len(), WORDS.len());
    }

    #[test]
    fn refuses_what_can_be_guessed() {
        for weak in
            ["", "1234", "Password2026!", "vendor.integration.user1", "aaaaaaaaaaaaaaaaaaaaaaaa", "qwertzuiopasdf"]
        {
            assert_eq!(refuse_weak(&secret(weak), &plan()), Err(Problem::PassphraseWeak), "{weak}");
        }
        for strong in
            ["7c!vK-pq0_Zr4mWx", "stapler marble orchid vacuum tundra", "wie der Fuchs im Schnee vorbeilief 31"]
        {
            assert_eq!(refuse_weak(&secret(strong), &plan()), Ok(()), "{strong}");
        }
    }

    #[test]
    fn words_are_understood_as_people_type_them() {
        for typed in ["abacus-abdomen-zoom-able", "  Abacus abdomen  ZOOM able\n", "abacus - abdomen - zoom - able"] {
            assert_eq!(read(typed)[0], "abacus-abdomen-zoom-able", "{typed}");
        }
        assert_eq!(read("abacus-abdomen-zoom-able").len(), 1);
        assert_eq!(read("Correct Horse\n"), ["Correct Horse"]);
    }

    #[test]
    fn names_the_place_of_a_misheard_word_and_not_the_word() {
        assert_eq!(unknown_word(&secret("abacus abdomin zoom able abide")), Some(2));
        assert_eq!(unknown_word(&secret("abacus abdomen zoom able abide")), None);
        assert_eq!(unknown_word(&secret("my own pass")), None);
    }
}
