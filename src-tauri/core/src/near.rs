//! The names nearest to one that was not found, for messages that say "did you mean", and in what two of them differ.
//!
//! A code that holds the wanted one, or is held by it (`X_CUSTOM` beside `X`), counts as near whatever its length: that
//! is how copies of roles come to differ. What to say with the names, and how to mark a difference, is the caller's matter.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// A name shorter than this holds no meaning on its own: it is part of too many others.
const SHORTEST_PART: usize = 3;

/// At most `most` of the names in `among` that are near to `wanted`, nearest first; equal ones in the order given.
///
/// Upper and lower case do not count. A name is near when at most a third of its letters differ, or when one of the two
/// is part of the other.
pub fn nearest<'a>(wanted: &str, among: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let wanted = wanted.trim().to_lowercase();
    let mut near: Vec<(Rank, &str)> =
        among.into_iter().filter_map(|name| rank(&wanted, &name.to_lowercase()).map(|rank| (rank, name))).collect();
    near.sort_by_key(|(rank, _)| *rank);
    near.dedup_by_key(|(_, name)| *name);
    near.into_iter().take(most).map(|(_, name)| name).collect()
}

/// Pieces of a name to search for where the name itself is not found, most telling first: its longest word, then its two
/// halves. One slip of the finger leaves one of the halves whole.
pub fn parts(name: &str) -> Vec<&str> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    // The first of equals, where the iterator's own choice is the last.
    let longest = words.rev().max_by_key(|word| word.chars().count()).unwrap_or(name);
    let middle = name.char_indices().nth(name.chars().count() / 2).map_or(name.len(), |(at, _)| at);
    let (first, second) = name.split_at(middle);
    let mut parts: Vec<&str> = Vec::new();
    for part in [longest, first, second] {
        if part.chars().count() >= SHORTEST_PART && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Two names that are nearly the same, each in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Difference {
    /// The name that was asked for; its pieces together are the whole name.
    pub expected: Vec<Segment>,
    /// The name that is there.
    pub found: Vec<Segment>,
}

/// A piece of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Segment {
    /// The piece as it is written in this name.
    pub text: String,
    /// Whether the other name holds it at this place too; upper and lower case do not count.
    pub same: bool,
}

/// In what two names differ, by characters as people see them: a letter and its accents are one.
pub fn difference(expected: &str, found: &str) -> Difference {
    let (expected, found) = (letters(expected), letters(found));
    let mut pairs = alignment(&expected, &found);
    drop_chance_matches(&mut pairs, expected.len(), found.len());
    let same_expected: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    let same_found: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    Difference { expected: segments(&expected, &same_expected), found: segments(&found, &same_found) }
}

/// A name with what differs in square brackets, for places that have no other mark.
pub fn bracketed(segments: &[Segment]) -> String {
    let piece = |segment: &Segment| match segment {
        Segment { text, same: true } => text.clone(),
        Segment { text, same: false } => format!("[{text}]"),
    };
    segments.iter().map(piece).collect()
}

/// A character as it is written, and in the form in which it is compared.
type Letter<'a> = (&'a str, String);

/// Names of that many characters or fewer are compared character by character; what a longer one holds between its
/// beginning and its end counts as different as a whole.
const LONGEST_COMPARED: usize = 256;

fn letters(name: &str) -> Vec<Letter<'_>> {
    name.graphemes(true).map(|letter| (letter, letter.to_lowercase())).collect()
}

/// The places of the characters that both hold, in order: the common beginning, the longest common sequence between,
/// the common end.
fn alignment(expected: &[Letter<'_>], found: &[Letter<'_>]) -> Vec<(usize, usize)> {
    let equal = |pair: &(&Letter<'_>, &Letter<'_>)| pair.0.1 == pair.1.1;
    let begin = expected.iter().zip(found).take_while(equal).count();
    let end = expected[begin..].iter().rev().zip(found[begin..].iter().rev()).take_while(equal).count();
    let between = longest_common(&expected[begin..expected.len() - end], &found[begin..found.len() - end]);
    let mut pairs: Vec<(usize, usize)> = (0..begin).map(|at| (at, at)).collect();
    pairs.extend(between.into_iter().map(|(one, other)| (begin + one, begin + other)));
    pairs.extend((0..end).rev().map(|back| (expected.len() - 1 - back, found.len() - 1 - back)));
    pairs
}

fn longest_common(one: &[Letter<'_>], other: &[Letter<'_>]) -> Vec<(usize, usize)> {
    if one.len().max(other.len()) > LONGEST_COMPARED {
        return Vec::new();
    }
    // lengths[i][j]: of the longest common sequence of what is left from i and from j on.
    let mut lengths = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            lengths[i][j] = if one[i].1 == other[j].1 {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < one.len() && j < other.len() {
        if one[i].1 == other[j].1 {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Takes away runs of equal characters that are no longer than what differs on either side of them: two words that share
/// a letter or two are still two words, and a name in shreds can not be read.
fn drop_chance_matches(pairs: &mut Vec<(usize, usize)>, expected: usize, found: usize) {
    let gap = |before: Option<&(usize, usize)>, after: Option<&(usize, usize)>| {
        let (from, other_from) = before.map_or((0, 0), |pair| (pair.0 + 1, pair.1 + 1));
        let (to, other_to) = after.copied().unwrap_or((expected, found));
        (to - from).max(other_to - other_from)
    };
    loop {
        let runs: Vec<&[(usize, usize)]> =
            pairs.chunk_by(|one, next| next.0 == one.0 + 1 && next.1 == one.1 + 1).collect();
        let chance = (0..runs.len()).find(|&at| {
            let last = |run: &'_ [(usize, usize)]| run.last().copied();
            let before = at.checked_sub(1).and_then(|before| last(runs[before]));
            let after = runs.get(at + 1).and_then(|run| run.first());
            let shortest_gap = gap(before.as_ref(), runs[at].first()).min(gap(runs[at].last(), after));
            runs[at].len() <= shortest_gap
        });
        let Some(chance) = chance else { return };
        let begin: usize = runs[..chance].iter().map(|run| run.len()).sum();
        let length = runs[chance].len();
        pairs.drain(begin..begin + length);
    }
}

fn segments(letters: &[Letter<'_>], same: &[usize]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (at, (letter, _)) in letters.iter().enumerate() {
        let same = same.binary_search(&at).is_ok();
        match segments.last_mut().filter(|segment| segment.same == same) {
            Some(segment) => segment.text.push_str(letter),
            None => segments.push(Segment { text: (*letter).to_owned(), same }),
        }
    }
    segments
}

/// Fewest differing letters first; among equals the longest common beginning.
type Rank = (usize, Reverse<usize>);

fn rank(wanted: &str, name: &str) -> Option<Rank> {
    let (wanted_length, name_length) = (wanted.chars().count(), name.chars().count());
    let shorter = wanted_length.min(name_length);
    if shorter == 0 {
        return None;
    }
    let common = wanted.chars().zip(name.chars()).take_while(|(one, other)| one == other).count();
    let part = shorter >= SHORTEST_PART && (wanted.contains(name) || name.contains(wanted));
    // A part differs by exactly the letters around it, so the matrix need not be filled.
    let distance =
        if part { wanted_length.abs_diff(name_length) } else { bounded_distance(wanted, name, wanted_length)? };
    Some((distance, Reverse(common)))
}

/// The edit distance where it is small for a name of that length; swapped neighbours count once.
fn bounded_distance(wanted: &str, name: &str, length: usize) -> Option<usize> {
    let bound = (length / 3).max(1);
    if length.abs_diff(name.chars().count()) > bound {
        return None;
    }
    Some(strsim::osa_distance(wanted, name)).filter(|&distance| distance <= bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [&str; 5] = [
        "ORA_IRC_RECRUITER_JOB",
        "ORA_IRC_RECRUITER_JOB_CUSTOM",
        "ORA_IRC_RECRUITING_MANAGER_JOB",
        "ORA_PER_EMPLOYEE_ABSTRACT",
        "ACME_RECRUITER",
    ];

    #[test]
    fn finds_a_slip_of_the_finger() {
        assert_eq!(nearest("verifi", ["verify", "hand-over", "add-user"], 3), ["verify"]);
        assert_eq!(nearest("ad-dusers", ["add-user", "add-roles"], 1), ["add-user"]);
    }

    #[test]
    fn one_slip_leaves_a_piece_by_which_the_name_is_found() {
        for slip in ["INTEGRATON_WINTRO", "NTEGRATION_WINTRO", "INTEGRATION_WINTR0", "INTEGRATIONWINTRO"] {
            let parts = parts("INTEGRATION_WINTRO");
            assert!(parts.iter().any(|part| slip.contains(part)), "{slip} holds none of {parts:?}");
        }
        assert_eq!(parts("INT_USER"), ["USER", "INT_"]);
        assert_eq!(parts("ab"), [""; 0]);
        assert_eq!(parts("Zoë_Ümläut"), ["Ümläut", "Zoë_Ü", "mläut"]);
    }

    #[test]
    fn swapped_letters_count_once() {
        assert_eq!(nearest("jbo", ["job", "jxx"], 2), ["job"]);
    }

    #[test]
    fn a_copy_is_near_to_its_source_whatever_was_added() {
        assert_eq!(
            nearest("ORA_IRC_RECRUITER_JOB_CUSTOM", CODES, 2),
            ["ORA_IRC_RECRUITER_JOB_CUSTOM", "ORA_IRC_RECRUITER_JOB"]
        );
        assert_eq!(
            nearest("RECRUITER", ["ORA_IRC_RECRUITER_JOB", "ACME_RECRUITER"], 2),
            ["ACME_RECRUITER", "ORA_IRC_RECRUITER_JOB"]
        );
    }

    #[test]
    fn case_does_not_count() {
        assert_eq!(nearest("ora_irc_recruiter_job", CODES, 1), ["ORA_IRC_RECRUITER_JOB"]);
    }

    #[test]
    fn far_names_are_left_out() {
        assert_eq!(nearest("payroll", CODES, 5), Vec::<&str>::new());
        assert_eq!(nearest("", CODES, 5), Vec::<&str>::new());
        assert_eq!(nearest("a", CODES, 5), Vec::<&str>::new());
    }

    #[test]
    fn gives_no_more_than_asked_for_and_none_twice() {
        assert_eq!(nearest("step-1", ["step-2", "step-3", "step-4"], 2), ["step-2", "step-3"]);
        assert_eq!(nearest("step-1", ["step-2", "step-2"], 5), ["step-2"]);
        assert!(nearest("step-1", ["step-2"], 0).is_empty());
    }

    #[test]
    fn letters_beyond_ascii_count_as_letters() {
        assert_eq!(nearest("zürich", ["Zurich", "ZÜRICH-TEST"], 2), ["Zurich", "ZÜRICH-TEST"]);
    }

    fn both(expected: &str, found: &str) -> (String, String) {
        let difference = difference(expected, found);
        let whole = |segments: &[Segment]| segments.iter().map(|segment| segment.text.as_str()).collect::<String>();
        assert_eq!((whole(&difference.expected), whole(&difference.found)), (expected.to_owned(), found.to_owned()));
        (bracketed(&difference.expected), bracketed(&difference.found))
    }

    fn pair(expected: &str, found: &str) -> (String, String) {
        (expected.to_owned(), found.to_owned())
    }

    #[test]
    fn marks_the_suffix_that_oracle_filled_in() {
        assert_eq!(
            both("IRC_RECRUITER_JOB_GSE_INTEGRATION", "IRC_RECRUITER_JOB_GSE_INTEGRATION_CUSTOM"),
            pair("IRC_RECRUITER_JOB_GSE_INTEGRATION", "IRC_RECRUITER_JOB_GSE_INTEGRATION[_CUSTOM]")
        );
        assert_eq!(both("RECRUITER_JOB", "ORA_RECRUITER_JOB"), pair("RECRUITER_JOB", "[ORA_]RECRUITER_JOB"));
    }

    #[test]
    fn marks_what_stands_in_another_things_place() {
        assert_eq!(
            both("VENDOR.INTEGRATION", "VENDOR_INTEGRATION"),
            pair("VENDOR[.]INTEGRATION", "VENDOR[_]INTEGRATION")
        );
        assert_eq!(
            both("ORA_IRC_RECRUITER_JOB", "ORA_PER_RECRUITER_JOB"),
            pair("ORA_[IRC]_RECRUITER_JOB", "ORA_[PER]_RECRUITER_JOB")
        );
    }

    #[test]
    fn marks_two_differences_apart_where_enough_is_equal_between_them() {
        assert_eq!(
            both("IRC_RECRUITER_JOB_GSE", "ORC_RECRUITER_JOB_GSA"),
            pair("[I]RC_RECRUITER_JOB_GS[E]", "[O]RC_RECRUITER_JOB_GS[A]")
        );
    }

    #[test]
    fn leaves_no_shreds_of_words_that_share_a_letter_by_chance() {
        assert_eq!(both("JOB_MANAGER", "JOB_RECRUITING"), pair("JOB_[MANAGER]", "JOB_[RECRUITING]"));
    }

    #[test]
    fn marks_nothing_where_only_the_case_differs() {
        assert_eq!(both("Vendor.User", "VENDOR.USER"), pair("Vendor.User", "VENDOR.USER"));
        assert_eq!(both("", ""), pair("", ""));
    }

    #[test]
    fn never_tears_a_letter_from_its_accent() {
        assert_eq!(both("josé", "jose"), pair("jos[é]", "jos[e]"));
        assert_eq!(both("jose\u{301}", "jose"), pair("jos[e\u{301}]", "jos[e]"));
        assert_eq!(both("कर्मचारी_भर्ती", "कर्मचारी_भरती"), pair("कर्मचारी_भ[र्ती]", "कर्मचारी_भ[रती]"));
        assert_eq!(both("採用担当_統合", "採用担当者_統合"), pair("採用担当_統合", "採用担当[者]_統合"));
    }

    #[test]
    fn marks_a_letter_of_another_alphabet_that_looks_the_same() {
        assert_eq!(both("ADMIN", "\u{410}DMIN"), pair("[A]DMIN", "[\u{410}]DMIN"));
    }

    #[test]
    fn a_name_without_end_is_compared_at_its_ends_only() {
        let (long, other) = (format!("A{}Z", "x".repeat(5000)), format!("A{}Z", "y".repeat(5000)));
        let found = difference(&long, &other).found;
        assert_eq!(found.iter().map(|segment| segment.same).collect::<Vec<_>>(), [true, false, true]);
    }
}
