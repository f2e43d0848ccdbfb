//! Which changes made each cell of a setup what it is.
//!
//! Two copies that went different ways can then be told apart without the one that both came from: a cell whose newest
//! mark the other side also bears was changed further on this side alone. Marks name no person and no computer. What a
//! cell is stands in [`super::cells`]; what follows from a comparison in [`super::merge`].

use std::{cmp::Ordering, collections::BTreeMap, fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many marks of a cell are kept. Where the one that a very old copy ends with has gone, a person is asked.
const MOST_MARKS: usize = 64;

/// Marks closer together come from one sitting, such as a note that is saved while it is typed.
const ONE_SITTING: SignedDuration = SignedDuration::from_secs(60);

/// One change: 12 random hexadecimal digits and, unless it was taken out for a copy, when. As a text `ID TIME` or `ID`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(super) struct Mark {
    id: String,
    at: Option<Timestamp>,
}

/// The marks of each cell, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Lineages(BTreeMap<String, Vec<Mark>>);

/// How the cell of one side stands to the same cell of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Both bear the same newest mark, or none.
    Same,
    /// This side knows the other's newest change and went on.
    Ahead,
    /// The other side knows this one's newest change and went on.
    Behind,
    /// Each side holds a change that the other does not know.
    Apart,
}

impl Mark {
    pub(super) fn new(at: Timestamp) -> Self {
        Self { id: short_id(), at: Some(at) }
    }
}

/// 12 random hexadecimal digits: enough to tell the changes of one setup apart.
pub(super) fn short_id() -> String {
    let mut id = Uuid::new_v4().simple().to_string();
    id.truncate(12);
    id
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(formatter, "{} {at}", self.id),
            None => formatter.write_str(&self.id),
        }
    }
}

impl From<Mark> for String {
    fn from(mark: Mark) -> Self {
        mark.to_string()
    }
}

impl FromStr for Mark {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (id, at) = text.split_once(' ').map_or((text, None), |(id, at)| (id, Some(at)));
        Ok(Self { id: id.to_owned(), at: at.map(str::parse).transpose()? })
    }
}

impl TryFrom<String> for Mark {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl Lineages {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes that `cell` was changed.
    pub(super) fn note(&mut self, cell: &str, mark: &Mark) {
        let marks = self.0.entry(cell.to_owned()).or_default();
        marks.insert(0, mark.clone());
        thin(marks);
    }

    /// When `cell` was changed last, as far as that is known.
    pub(super) fn changed_at(&self, cell: &str) -> Option<Timestamp> {
        self.of(cell).first().and_then(|mark| mark.at)
    }

    /// How `cell` stands to the same cell of another copy.
    pub(super) fn standing(&self, cell: &str, other: &Self) -> Standing {
        let (ours, theirs) = (self.of(cell), other.of(cell));
        let knows = |marks: &[Mark], newest: Option<&Mark>| newest.is_none_or(|newest| bears(marks, newest));
        match (knows(ours, theirs.first()), knows(theirs, ours.first())) {
            (true, true) if ours.first().map(|mark| &mark.id) == theirs.first().map(|mark| &mark.id) => Standing::Same,
            (true, false) => Standing::Ahead,
            (false, true) => Standing::Behind,
            _ => Standing::Apart,
        }
    }

    /// Which side's newest mark is later; the same answer from either side.
    pub(super) fn later(&self, cell: &str, other: &Self) -> Ordering {
        let key = |marks: &[Mark]| marks.first().map(|mark| (mark.at, mark.id.clone()));
        key(self.of(cell)).cmp(&key(other.of(cell)))
    }

    /// Lets `cell` bear the marks of both sides, `winner`'s newest first: who knew either knows this one.
    pub(super) fn unite(&mut self, cell: &str, winner: &Self, other: &Self) {
        let (first, second) = (winner.of(cell), other.of(cell));
        let mut marks = first.to_vec();
        if first != second {
            let newest = marks.first().or(second.first()).cloned();
            let known: Vec<Mark> = second.iter().filter(|mark| !bears(first, mark)).cloned().collect();
            marks.extend(known);
            for mark in &mut marks {
                let same = second.iter().find(|other| other.id == mark.id);
                mark.at = mark.at.max(same.and_then(|same| same.at));
            }
            marks.sort_by(|one, other| (other.at, &other.id).cmp(&(one.at, &one.id)));
            // A winner whose clock was behind is the newest all the same.
            marks.sort_by_key(|mark| newest.as_ref().is_none_or(|newest| newest.id != mark.id));
            thin(&mut marks);
        }
        if marks.is_empty() {
            self.0.remove(cell);
        } else {
            self.0.insert(cell.to_owned(), marks);
        }
    }

    /// Every cell that bears a mark.
    pub(super) fn cells(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// Takes out when; which change came after which stays.
    pub(super) fn forget_times(&mut self) {
        self.0.values_mut().flatten().for_each(|mark| mark.at = None);
    }

    fn of(&self, cell: &str) -> &[Mark] {
        self.0.get(cell).map_or(&[], Vec::as_slice)
    }
}

fn bears(marks: &[Mark], wanted: &Mark) -> bool {
    marks.iter().any(|mark| mark.id == wanted.id)
}

/// Keeps the newest mark of each sitting once there are too many, then the newest of all.
fn thin(marks: &mut Vec<Mark>) {
    if marks.len() <= MOST_MARKS {
        return;
    }
    let mut newer: Option<Timestamp> = None;
    let mut at_head = true;
    marks.retain(|mark| {
        let gap = newer.zip(mark.at).map(|(newer, at)| newer.duration_since(at).abs());
        newer = mark.at.or(newer);
        std::mem::take(&mut at_head) || gap.is_none_or(|gap| gap > ONE_SITTING)
    });
    marks.truncate(MOST_MARKS);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: &str, seconds: i64) -> Mark {
        Mark { id: id.to_owned(), at: Some(Timestamp::from_second(seconds).unwrap()) }
    }

    fn lineage(ids: &[&str]) -> Lineages {
        let mut lineages = Lineages::default();
        for (at, id) in ids.iter().enumerate() {
            lineages.note("note", &mark(id, i64::try_from(at).unwrap()));
        }
        lineages
    }

    #[test]
    fn a_mark_is_written_as_a_text_and_read_back() {
        for mark in [mark("0123456789ab", 5), Mark { id: "0123456789ab".to_owned(), at: None }] {
            assert_eq!(mark.to_string().parse::<Mark>().unwrap(), mark);
        }
        assert!("0123456789ab yesterday".parse::<Mark>().is_err());
    }

    #[test]
    fn tells_who_went_on_from_whom() {
        let standing = |one: &[&str], other: &[&str]| lineage(one).standing("note", &lineage(other));
        assert_eq!(standing(&[], &[]), Standing::Same);
        assert_eq!(standing(&["a"], &["a"]), Standing::Same);
        assert_eq!(standing(&["a"], &[]), Standing::Ahead);
        assert_eq!(standing(&["a"], &["a", "b"]), Standing::Behind);
        assert_eq!(standing(&["a", "c"], &["a", "b"]), Standing::Apart);
        assert_eq!(standing(&["a", "b"], &["b", "a"]), Standing::Apart, "both were chosen once");
    }

    #[test]
    fn what_was_united_is_ahead_of_both_sides() {
        let (mine, theirs) = (lineage(&["a", "b"]), lineage(&["a", "c", "d"]));
        let mut united = Lineages::default();
        united.unite("note", &mine, &theirs);
        assert_eq!(united.standing("note", &theirs), Standing::Ahead);
        assert_eq!(united.standing("note", &mine), Standing::Same);
    }

    #[test]
    fn a_long_past_is_thinned_and_its_newest_mark_stays() {
        let mut lineages = Lineages::default();
        for second in 0..500 {
            lineages.note("note", &mark(&format!("{second:012x}"), second));
        }
        for minute in 0..500_i64 {
            lineages.note("note", &mark(&format!("m{minute:011x}"), 1000 + minute * 120));
        }
        assert_eq!(lineages.of("note").len(), MOST_MARKS);
        assert_eq!(lineages.of("note")[0].id, format!("m{:011x}", 499));
    }
}
