//! Brings together two lists that only ever grow, such as the comments of a step, and drops nothing.
//!
//! Each side's own order stays. Where the sides say nothing about which came first, the time does, and where that is
//! the same too, the key: the outcome is the same from either side.

use std::collections::HashMap;

use jiff::Timestamp;

/// One entry for each that either list holds. `key` names an entry, `at` is its time, and of an entry that both sides
/// hold `fuller` makes one.
pub(super) fn interleave<T: Clone>(
    mine: &[T],
    theirs: &[T],
    key: impl Fn(&T) -> String,
    at: impl Fn(&T) -> Timestamp,
    fuller: impl Fn(&T, &T) -> T,
) -> Vec<T> {
    let keyed = |list: &[T]| list.iter().map(|one| (key(one), one.clone())).collect::<Vec<_>>();
    let (mut left, mut right) = (Side::new(keyed(mine)), Side::new(keyed(theirs)));
    let mut both = Vec::with_capacity(mine.len().max(theirs.len()));
    loop {
        match (left.first(), right.first()) {
            (None, None) => return both,
            (Some((one_key, one)), Some((other_key, other))) if one_key == other_key => {
                both.push(fuller(one, other));
                left.advance();
                right.advance();
            }
            (Some((one_key, one)), Some((other_key, other))) => {
                let earlier = (at(one), one_key) <= (at(other), other_key);
                let left_first = match (right.holds(one_key), left.holds(other_key)) {
                    (false, true) => true,
                    (true, false) => false,
                    _ => earlier,
                };
                take(if left_first { (&mut left, &mut right) } else { (&mut right, &mut left) }, &mut both, &fuller);
            }
            (Some(_), None) => take((&mut left, &mut right), &mut both, &fuller),
            (None, Some(_)) => take((&mut right, &mut left), &mut both, &fuller),
        }
    }
}

/// Takes the first of `from`, and out of `other` the same, where it stands there in another order.
fn take<T: Clone>((from, other): (&mut Side<T>, &mut Side<T>), both: &mut Vec<T>, fuller: &impl Fn(&T, &T) -> T) {
    let Some((key, one)) = from.first().cloned() else { return };
    from.advance();
    let one = other.pull_out(&key).map_or_else(|| one.clone(), |other| fuller(&one, &other));
    both.push(one);
}

/// What is left of a list, from the first on.
struct Side<T> {
    /// An entry that was pulled out of its order is none.
    list: Vec<Option<(String, T)>>,
    at: usize,
    left: HashMap<String, usize>,
}

impl<T: Clone> Side<T> {
    fn new(list: Vec<(String, T)>) -> Self {
        let mut left = HashMap::new();
        for (key, _) in &list {
            *left.entry(key.clone()).or_default() += 1;
        }
        Self { list: list.into_iter().map(Some).collect(), at: 0, left }
    }

    fn first(&self) -> Option<&(String, T)> {
        self.list.get(self.at).and_then(Option::as_ref)
    }

    fn holds(&self, key: &str) -> bool {
        self.left.get(key).is_some_and(|&count| count > 0)
    }

    fn advance(&mut self) {
        if let Some((key, _)) = self.list.get_mut(self.at).and_then(Option::take) {
            self.forget(&key);
        }
        self.pass_over();
    }

    /// Goes on to the next entry that was not pulled out.
    fn pass_over(&mut self) {
        while self.list.get(self.at).is_some_and(Option::is_none) {
            self.at += 1;
        }
    }

    fn pull_out(&mut self, key: &str) -> Option<T> {
        if !self.holds(key) {
            return None;
        }
        let found = self.list[self.at..].iter_mut().find(|one| one.as_ref().is_some_and(|(own, _)| own == key))?;
        let (key, one) = found.take()?;
        self.forget(&key);
        self.pass_over();
        Some(one)
    }

    fn forget(&mut self, key: &str) {
        if let Some(count) = self.left.get_mut(key) {
            *count -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Entry = (i64, char);

    fn together(mine: &[Entry], theirs: &[Entry]) -> Vec<Entry> {
        let at = |one: &Entry| Timestamp::from_second(one.0).unwrap();
        interleave(mine, theirs, |one| one.1.to_string(), at, |one, other| *one.max(other))
    }

    #[test]
    fn what_both_hold_stands_once_and_each_order_stays() {
        let mine = [(1, 'a'), (2, 'b'), (5, 'e')];
        let theirs = [(1, 'a'), (3, 'c'), (4, 'd')];
        assert_eq!(together(&mine, &theirs), [(1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e')]);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_turn_a_side_around() {
        let mine = [(9, 'a'), (1, 'b')];
        assert_eq!(together(&mine, &mine), mine);
        assert_eq!(together(&mine, &[(9, 'a'), (5, 'c')]), [(9, 'a'), (1, 'b'), (5, 'c')]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_dropped_or_doubled(
            mine in prop::collection::vec((0_i64..9, prop::char::range('a', 'h')), 0..9),
            theirs in prop::collection::vec((0_i64..9, prop::char::range('a', 'h')), 0..9),
        ) {
            let count = |list: &[Entry], wanted: char| list.iter().filter(|one| one.1 == wanted).count();
            let both = together(&mine, &theirs);
            for wanted in 'a'..='h' {
                prop_assert_eq!(count(&both, wanted), count(&mine, wanted).max(count(&theirs, wanted)));
            }
            prop_assert_eq!(&together(&mine, &mine), &mine);
            prop_assert_eq!(both, together(&theirs, &mine));
        }
    }
}
