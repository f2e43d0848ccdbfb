//! What keeps connection details from being handed over, received, or trusted.

use jiff::Timestamp;

use super::Row;
use crate::{
    problem::{DamagedPart, NotVerifiedReason, RecipientFault},
    words::{code, codes, counted, day},
};

/// On the command line; the window has a field for the reason.
const ALL_THE_SAME: &str = "To hand over all the same, write down why: `--unverified`, or in the window **Hand over all the \
    same**. The reason goes along in the file and stands in the report.";
const NEW_KEY: &str = "Whoever receives makes a key once: in this program under **Receive a hand-over**, with \
    `oracle-setup recipient new --out vendor.key`, or with any age program (`age-keygen -o vendor.key`). Its recipient begins \
    with `age1`.";

pub(super) fn not_verified(reason: NotVerifiedReason, checks: &[String], verified_at: Option<Timestamp>) -> Row {
    let when = verified_at.map_or_else(|| "before".to_owned(), |time| format!("on {}", day(time)));
    let (title, meaning, first) = match reason {
        NotVerifiedReason::Never => (
            "This setup was never verified".to_owned(),
            "Nobody has asked Oracle yet whether it works.".to_owned(),
            "Verify it first.",
        ),
        NotVerifiedReason::Partial => (
            "Only a part of this setup was verified".to_owned(),
            "A part shows nothing of what it leaves out.".to_owned(),
            "Verify the whole of it first.",
        ),
        NotVerifiedReason::Changed => (
            "This setup was changed since it was verified".to_owned(),
            format!("What was verified {when} is another host, another user or another list of roles."),
            "Verify it once more.",
        ),
        NotVerifiedReason::TooOld => (
            "The last verification is too long ago".to_owned(),
            format!("It was made {when}. Passwords expire and roles are taken away, so it counts for a day."),
            "Verify it once more.",
        ),
        NotVerifiedReason::Failed => (
            format!("{} in the last verification", counted(checks.len(), "check failed", "checks failed")),
            format!("The vendor could not work with this: {}. Accepting a finding did not mend it.", codes(checks)),
            "Mend what failed and verify again.",
        ),
        NotVerifiedReason::NotProven => (
            "It is not proved that the integration works".to_owned(),
            format!("{} had to pass and did not: {}.", counted(checks.len(), "check", "checks"), codes(checks)),
            "Verify again with everything that it needs: the integration user's secret, and Oracle within reach.",
        ),
    };
    Row::new(title, meaning, format!("{first} {ALL_THE_SAME}"))
}

pub(super) fn recipient_malformed(
    fault: RecipientFault,
    position: Option<usize>,
    length: Option<usize>,
    expected: usize,
) -> Row {
    let again = "Copy it once more from where it came, whole, or have it read to you.";
    let at = |position: Option<usize>| position.map_or_else(String::new, |at| format!(" at character {at}"));
    let (title, meaning) = match fault {
        RecipientFault::Empty => (
            "There is nobody to seal for".to_owned(),
            format!("Expected a recipient: `age1` and {} characters more.", expected - 4),
        ),
        RecipientFault::Prefix => (
            "This is not a recipient's key".to_owned(),
            "A recipient begins with `age1`; this begins otherwise.".to_owned(),
        ),
        RecipientFault::MixedCase => (
            format!("This is not a whole key: it goes wrong{}", at(position)),
            "There is a capital letter among small ones. A recipient has small letters only.".to_owned(),
        ),
        RecipientFault::Character => (
            format!("This is not a whole key: it goes wrong{}", at(position)),
            "That character stands in no recipient. After `age1` there are digits but for 1, and small letters but for b, i \
             and o."
                .to_owned(),
        ),
        RecipientFault::Length => (
            "This is not a whole key".to_owned(),
            format!(
                "It has {}; a recipient has {expected}.",
                counted(length.unwrap_or_default(), "character", "characters")
            ),
        ),
        RecipientFault::Checksum => match position {
            Some(at) => (
                format!("This is not a whole key: it goes wrong at character {at}"),
                "Its last six characters are a checksum, and it does not hold. It would, were that one character another."
                    .to_owned(),
            ),
            None => (
                "This is not a whole key: its checksum does not hold".to_owned(),
                "More than one character is wrong, or some changed places.".to_owned(),
            ),
        },
    };
    Row::new(title, meaning, format!("{again} {NEW_KEY}"))
}

pub(super) fn recipient_is_ssh() -> Row {
    Row::new(
        "This is a key for SSH",
        "Keys for SSH sign people in to computers. A file that is sealed for one shows by whom it can be opened, and this \
         program does not open it.",
        NEW_KEY,
    )
}

pub(super) fn recipient_is_secret() -> Row {
    Row::new(
        "This is the private half of a key",
        "Whoever has it opens everything that is sealed for it. It was not used and not kept.",
        "Give the recipient instead: it begins with `age1`, and stands in the key file behind `# public key:`. If the private \
         half came by mail or chat, let its owner make a new key.",
    )
}

pub(super) fn recipient_kind_unknown(kind: &str) -> Row {
    Row::new(
        "This kind of key is not taken",
        format!(
            "{} is a recipient of a plugin or of a kind of its own, and this program does not open what is sealed for one.",
            code(kind)
        ),
        NEW_KEY,
    )
}

pub(super) fn passphrase_weak() -> Row {
    Row::new(
        "The passphrase can be guessed",
        "Whoever gets hold of the file can try passphrases for as long as they like.",
        "Let this program make one of six words: in the window **Passphrase file**, on the command line `--passphrase-new`. \
         Or choose a longer one that no name and no common word stands for.",
    )
}

pub(super) fn receiver_key_malformed(line: Option<usize>, is_recipient: bool) -> Row {
    let title = "This is not the key of a receiver";
    if is_recipient {
        return Row::new(
            title,
            "It is the recipient, with which others seal. Only its private half opens what they sealed.",
            "Give the key file that was made with it: it holds a line that begins with `AGE-SECRET-KEY-1`.",
        );
    }
    let meaning = match line {
        Some(line) => format!("Line {line} is no key. Expected lines that begin with `AGE-SECRET-KEY-1`."),
        None => "There is no key in it. Expected a line that begins with `AGE-SECRET-KEY-1`.".to_owned(),
    };
    Row::new(
        title,
        meaning,
        "Give the file that `oracle-setup recipient new` or `age-keygen` wrote. Keys for SSH do not open it.",
    )
}

pub(super) fn wrong_key(sealed_with_passphrase: bool) -> Row {
    if sealed_with_passphrase {
        return Row::new(
            "This file is sealed with a passphrase",
            "A key does not open it.",
            "Ask whoever sealed it for the passphrase, by phone, and give that instead.",
        );
    }
    Row::new(
        "This key does not open the file",
        "It is sealed for another key, or its first lines were changed on the way.",
        "Use the key whose recipient you gave to the sender. Compare the fingerprint of the recipient with the one that the \
         sender sees; where they differ, send yours again.",
    )
}

pub(super) fn wrong_passphrase(sealed_for_a_key: bool, unknown_word: Option<usize>) -> Row {
    if sealed_for_a_key {
        return Row::new(
            "This file is sealed for a key",
            "A passphrase does not open it.",
            "Open it with the key whose recipient you gave to the sender.",
        );
    }
    let meaning = match unknown_word {
        Some(word) => {
            format!("Word {word} is not one of the words that passphrases are made of here: it may be misheard.")
        }
        None => "It may be misheard or mistyped, or belong to another file.".to_owned(),
    };
    Row::new(
        "The passphrase does not open the file",
        meaning,
        "Have it read to you once more, word by word and letter by letter.",
    )
}

pub(super) fn damaged(part: DamagedPart) -> Row {
    let again = "Ask for the file once more. A mail program may have changed it: have it sent as an attachment.";
    match part {
        DamagedPart::NotSealed => Row::new(
            "This is not a sealed file",
            "It does not begin as one does: `age-encryption.org/v1`, or `-----BEGIN AGE ENCRYPTED FILE-----`.",
            "Choose the file that was sent to you; its name mostly ends in `.age`. If it is that file, it was changed on the way.",
        ),
        DamagedPart::Header => {
            Row::new("The sealed file is damaged", "Its first lines are not as they were written.", again)
        }
        DamagedPart::Content => Row::new(
            "The sealed file is damaged",
            "The key fits, and what is sealed is not as it was written: it was cut short or changed.",
            again,
        ),
        DamagedPart::Newer => Row::new(
            "The sealed file is of a later version of age",
            "This program does not know how to open it.",
            "Ask whether there is a newer version of this program, or for a file that is sealed in the usual way.",
        ),
    }
}

pub(super) fn too_costly(work_factor: u8, most: u8) -> Row {
    Row::new(
        "Opening this file would cost too much",
        format!(
            "Its passphrase is guarded by 2^{work_factor} rounds of scrypt; up to 2^{most} are taken on, which is some seconds \
             and 1 GiB of memory. A file can be made so that opening it stops the computer."
        ),
        "Ask for a file that was sealed by this program or by age with its own settings.",
    )
}

pub(super) fn not_a_hand_over() -> Row {
    Row::new(
        "The file holds something else than a hand-over",
        "It could be opened, and what is sealed in it is not what this program writes.",
        "If somebody sealed it by other means, open it with age itself: `age -d`.",
    )
}

pub(super) fn newer(schema: u64, known: u64) -> Row {
    Row::new(
        "The hand-over is of a newer version of this program",
        format!("It has schema {schema}; this program knows up to {known}."),
        "Open it with the newer version, or with age itself: its content is JSON.",
    )
}

pub(super) fn not_a_report(path: &str) -> Row {
    Row::new(
        "This is not a report that can be checked",
        format!("{} holds no JSON of a report with a SHA-256 in it.", code(path)),
        "Give the file that `oracle-setup report --format json` wrote, or the HTML report.",
    )
}

pub(super) fn report_altered(path: &str, stated: &str, computed: Option<&str>) -> Row {
    let why = match computed {
        Some(computed) => {
            format!("{} states the SHA-256 {}, and its content comes to {}.", code(path), code(stated), code(computed))
        }
        None => format!(
            "What {} shows to a reader can be something else than its SHA-256 was made of: its page differs from its JSON, or \
             a name stands twice in the JSON.",
            code(path)
        ),
    };
    Row::new(
        "The report is not as it was written",
        why,
        "Do not rely on it. Ask for the report once more, or have it made anew from the setup.",
    )
}
