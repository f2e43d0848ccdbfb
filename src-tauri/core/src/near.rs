//! The names nearest to one that was not found, for messages that say "did you mean".
//!
//! A code that holds the wanted one, or is held by it (`X_CUSTOM` beside `X`), counts as near whatever its length: that
//! is how copies of roles come to differ. What to say with the names is the caller's matter.

use std::cmp::Reverse;

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
}
