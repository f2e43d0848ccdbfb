//! Brings two copies of a setup together: different fields by themselves, the same field as a person chooses.
//!
//! Where the copy that both came from is at hand, what differs from it was changed; else the marks tell (see
//! [`super::lineage`]). Comments, runs and accepted findings of both stay, in the order in which they came about.
//! Nothing here is decided by a clock, but for what Oracle showed: there the later look counts.

mod preview;

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::{
    Accepted, Comment, HandedOver, KeptReport, Opened, RunLine, SCHEMA, SetupFile,
    cells::{self, Cells, OBSERVED, REFUSED_AT},
    interleave::interleave,
    lineage::{Lineages, Standing},
    reading, store, unknown,
};
use crate::problem::Problem;
pub use preview::{Arrival, Preview, preview};

/// One of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The copy at hand.
    Mine,
    /// The one that came back.
    Theirs,
}

/// What a person chose where both sides changed the same field.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// For every field that is not named.
    pub prefer: Option<Side>,
    /// By the field's name, as [`Difference::field`] gives it.
    pub fields: BTreeMap<String, Side>,
}

/// A field that both sides changed, each in its own way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Its name, such as `steps/copy-role/note` or `host`; within a part, `/` is written `~1` and `~` is `~0`.
    pub field: String,
    /// The step that it belongs to.
    pub step: Option<String>,
    /// What stands there on one side: the members of the file, or null for nothing.
    pub mine: Value,
    /// What stands there on the other.
    pub theirs: Value,
    /// When it was changed last on one side, as far as that is known.
    pub mine_at: Option<Timestamp>,
    /// When on the other.
    pub theirs_at: Option<Timestamp>,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq)]
pub enum Merged<T = SetupFile> {
    /// Both together.
    Whole(Box<T>),
    /// Nothing was made, since these are left to choose.
    Open(Vec<Difference>),
}

/// Brings two copies of one setup together.
///
/// # Errors
/// [`Problem::DifferentSetups`].
pub fn merge(mine: &SetupFile, theirs: &SetupFile, choices: &Choices) -> Result<Merged, Problem> {
    refuse_different(mine, theirs)?;
    let (mut mine, mut theirs) = (mine.clone(), theirs.clone());
    let (ours, others) = (cells::of(&mut mine)?, cells::of(&mut theirs)?);
    let marked = mine.changed.cells().chain(theirs.changed.cells());
    let names: BTreeSet<&String> = ours.keys().chain(others.keys()).chain(marked).collect();
    let (mut cells, mut changed, mut open) = (Cells::new(), Lineages::default(), Vec::new());
    for name in names {
        let field = Field {
            name,
            mine: ours.get(name),
            theirs: others.get(name),
            standing: mine.changed.standing(name, &theirs.changed),
            later: mine.changed.later(name, &theirs.changed),
        };
        let Some((side, value)) = field.settled(choices) else {
            open.push(field.difference(&mine.changed, &theirs.changed));
            continue;
        };
        cells.extend(value.map(|value| (name.clone(), value)));
        let (winner, other) =
            if side == Side::Mine { (&mine.changed, &theirs.changed) } else { (&theirs.changed, &mine.changed) };
        changed.unite(name, winner, other);
    }
    if !open.is_empty() {
        return Ok(Merged::Open(open));
    }
    together(&mine, &theirs, cells, changed).map(|file| Merged::Whole(Box::new(file)))
}

/// Brings two files together in a third, which must not be there yet. Both stay as they are. The notices are those of
/// both files.
///
/// # Errors
/// [`Problem::DifferentSetups`], and those of [`super::open`] and [`super::create`].
pub fn merge_files(mine: &Path, theirs: &Path, out: &Path, choices: &Choices) -> Result<Merged<Opened>, Problem> {
    if fs::symlink_metadata(out).is_ok() {
        return Err(Problem::FileExists { path: out.display().to_string() });
    }
    let (one, other) = (Source::open(mine)?, Source::open(theirs)?);
    match merge(&one.file, &other.file, choices)? {
        Merged::Open(open) => Ok(Merged::Open(open)),
        Merged::Whole(file) => {
            store::create(out, &bytes_of([&one, &other], &file)?)?;
            let notices = [one.notices, other.notices].concat();
            Ok(Merged::Whole(Box::new(Opened { file: *file, notices, read_only: false })))
        }
    }
}

/// Brings a copy that came back into the setup at `path`. Where something is left to choose, nothing is written. The
/// other file stays as it is.
///
/// # Errors
/// [`Problem::DifferentSetups`], and those of [`super::apply`] and [`super::open`].
pub fn merge_into(path: &Path, theirs: &Path, choices: &Choices) -> Result<Merged<Opened>, Problem> {
    let other = Source::open(theirs)?;
    let reader = reading::Reader::default();
    let (stored, merged) = store::transact_reconciling(
        path,
        &|bytes| reader.validity(bytes),
        |bytes| {
            let one = Source { file: reader.read(bytes, path)?, bytes: bytes.to_vec(), notices: Vec::new() };
            Ok(match merge(&one.file, &other.file, choices)? {
                Merged::Whole(file) => (bytes_of([&one, &other], &file)?, Merged::Whole(file)),
                Merged::Open(open) => (bytes.to_vec(), Merged::Open(open)),
            })
        },
        &|base, mine, theirs| bytes_since([base, mine, theirs], path).map(Some),
    )?;
    Ok(match merged {
        Merged::Open(open) => Merged::Open(open),
        Merged::Whole(_) => {
            let notices = [stored.notices, other.notices].concat();
            Merged::Whole(Box::new(Opened { file: reader.read(&stored.bytes, path)?, notices, read_only: false }))
        }
    })
}

/// What `present` and the change from `base` to `mine` make together.
pub(super) fn since(
    base: &SetupFile,
    mine: &SetupFile,
    present: &SetupFile,
    path: &Path,
) -> Result<SetupFile, Problem> {
    refuse_different(mine, present)?;
    let (mut base, mut mine, mut present) = (base.clone(), mine.clone(), present.clone());
    let (was, ours, theirs) = (cells::of(&mut base)?, cells::of(&mut mine)?, cells::of(&mut present)?);
    let marked = mine.changed.cells().chain(present.changed.cells());
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).chain(marked).collect();
    let (mut cells, mut changed, mut fields) = (Cells::new(), Lineages::default(), Vec::new());
    for name in names {
        let (was, one, other) = (was.get(name), ours.get(name), theirs.get(name));
        let side = if one == other {
            let behind = mine.changed.standing(name, &present.changed) == Standing::Behind;
            if behind { Side::Theirs } else { Side::Mine }
        } else if was == one {
            Side::Theirs
        } else if was == other {
            Side::Mine
        } else if is_observation(name) {
            later_observation(one, other)
        } else {
            fields.push(name.clone());
            continue;
        };
        let (value, winner, loser) = match side {
            Side::Mine => (one, &mine.changed, &present.changed),
            Side::Theirs => (other, &present.changed, &mine.changed),
        };
        cells.extend(value.map(|value| (name.clone(), value.clone())));
        changed.unite(name, winner, loser);
    }
    if !fields.is_empty() {
        return Err(Problem::ChangedByAnother { path: path.display().to_string(), fields });
    }
    together(&mine, &present, cells, changed)
}

/// As [`since`], for bytes: those that were read, those that were to be written, and those that are there now.
pub(super) fn bytes_since([base, mine, present]: [&[u8]; 3], path: &Path) -> Result<Vec<u8>, Problem> {
    let base = reading::read(base, path)?;
    let source = |bytes: &[u8]| -> Result<Source, Problem> {
        Ok(Source { file: reading::read(bytes, path)?, bytes: bytes.to_vec(), notices: Vec::new() })
    };
    let (mine, present) = (source(mine)?, source(present)?);
    bytes_of([&mine, &present], &since(&base, &mine.file, &present.file, path)?)
}

/// Whether a cell holds what Oracle showed of a step: only a verification writes it.
pub(super) fn is_observation(name: &str) -> bool {
    name.starts_with("steps/") && name.ends_with(&format!("/{OBSERVED}"))
}

/// A file that a merge is made of.
struct Source {
    file: SetupFile,
    bytes: Vec<u8>,
    notices: Vec<store::Notice>,
}

impl Source {
    fn open(path: &Path) -> Result<Self, Problem> {
        let reader = reading::Reader::default();
        let opened = store::look(path, &|bytes| reader.validity(bytes))?;
        let file = reader.read(&opened.bytes, path)?;
        if file.schema > SCHEMA {
            return Err(Problem::FileNewer { path: path.display().to_string(), schema: file.schema, known: SCHEMA });
        }
        Ok(Self { file, bytes: opened.bytes, notices: opened.notices })
    }
}

fn bytes_of([one, other]: [&Source; 2], merged: &SetupFile) -> Result<Vec<u8>, Problem> {
    unknown::bytes_of(&[(&one.bytes, &one.file), (&other.bytes, &other.file)], merged)
}

fn refuse_different(mine: &SetupFile, theirs: &SetupFile) -> Result<(), Problem> {
    if mine.id == theirs.id {
        return Ok(());
    }
    Err(Problem::DifferentSetups { mine: mine.called(), theirs: theirs.called() })
}

/// A cell as both sides have it.
struct Field<'a> {
    name: &'a str,
    mine: Option<&'a Value>,
    theirs: Option<&'a Value>,
    standing: Standing,
    /// Which side's mark is later, where neither knows the other's.
    later: Ordering,
}

impl Field<'_> {
    /// Whose change counts, and what stands there then; none where a person must say.
    fn settled(&self, choices: &Choices) -> Option<(Side, Option<Value>)> {
        let of = |side| (side, if side == Side::Mine { self.mine } else { self.theirs }.cloned());
        let later = if self.later.is_lt() { Side::Theirs } else { Side::Mine };
        if is_observation(self.name) {
            return Some(of(later_observation(self.mine, self.theirs)));
        }
        match self.standing {
            Standing::Ahead => return Some(of(Side::Mine)),
            Standing::Behind => return Some(of(Side::Theirs)),
            Standing::Same => {
                if let Ok(value) = filled_in(self.mine, self.theirs) {
                    return Some((later, value));
                }
            }
            Standing::Apart => {}
        }
        if says_the_same(self.mine, self.theirs) {
            // The fuller one, or the later; the answer must not hang on whose copy is whose.
            let text = |value: Option<&Value>| value.map(|value| (value.to_string().len(), value.to_string()));
            let order = text(self.mine).cmp(&text(self.theirs)).then(self.later);
            return Some(of(if order.is_lt() { Side::Theirs } else { Side::Mine }));
        }
        if let Some(side) = choices.fields.get(self.name).copied().or(choices.prefer) {
            return Some(of(side));
        }
        // The later refusal keeps a secret from being sent once more; nobody needs to be asked.
        (self.name == REFUSED_AT)
            .then(|| of(if time(self.mine) < time(self.theirs) { Side::Theirs } else { Side::Mine }))
    }

    fn difference(&self, mine: &Lineages, theirs: &Lineages) -> Difference {
        let value = |value: Option<&Value>| value.cloned().unwrap_or_default();
        Difference {
            field: self.name.to_owned(),
            step: preview::step_of(self.name),
            mine: value(self.mine),
            theirs: value(self.theirs),
            mine_at: mine.changed_at(self.name),
            theirs_at: theirs.changed_at(self.name),
        }
    }
}

/// Each side says something that the other does not.
struct AtOdds;

/// Where both come from the same change, one side can only have left something out: a copy without names, for example.
fn filled_in(mine: Option<&Value>, theirs: Option<&Value>) -> Result<Option<Value>, AtOdds> {
    match (mine, theirs) {
        (None, one) | (one, None) => Ok(one.cloned()),
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let mut both = one.clone();
            for (name, value) in other {
                if both.get(name).is_some_and(|own| own != value) {
                    return Err(AtOdds);
                }
                both.insert(name.clone(), value.clone());
            }
            Ok(Some(Value::Object(both)))
        }
        (Some(one), Some(other)) if one == other => Ok(Some(one.clone())),
        _ => Err(AtOdds),
    }
}

/// Whether the two differ in nothing but who said so, and when.
fn says_the_same(mine: Option<&Value>, theirs: Option<&Value>) -> bool {
    mine.map(without_who_and_when) == theirs.map(without_who_and_when)
}

fn without_who_and_when(value: &Value) -> Value {
    const WHO_AND_WHEN: &[&str] = &["claimed_at", "claimed_by", "at", "by"];
    let Value::Object(members) = value else { return value.clone() };
    let said = members.iter().filter(|(name, _)| !WHO_AND_WHEN.contains(&name.as_str()));
    Value::Object(said.map(|(name, value)| (name.clone(), without_who_and_when(value))).collect())
}

fn later_observation(mine: Option<&Value>, theirs: Option<&Value>) -> Side {
    let key =
        |value: Option<&Value>| (time(value.and_then(|value| value.get("observed_at"))), value.map(Value::to_string));
    if key(mine) < key(theirs) { Side::Theirs } else { Side::Mine }
}

fn time(value: Option<&Value>) -> Option<Timestamp> {
    value.and_then(Value::as_str).and_then(|time| time.parse().ok())
}

/// One setup of the settled cells and what grew on both sides.
fn together(mine: &SetupFile, theirs: &SetupFile, cells: Cells, changed: Lineages) -> Result<SetupFile, Problem> {
    let mut file = mine.clone();
    for step in theirs.steps.keys() {
        file.steps.entry(step.clone()).or_default();
    }
    cells::put_back(&mut file, cells)?;
    file.created_at = mine.created_at.min(theirs.created_at);
    file.changed = changed;
    file.accepted = in_order(&file.accepted, &mine.accepted, &theirs.accepted);
    for (step, record) in &mut file.steps {
        let comments = |side: &'_ SetupFile| side.steps.get(step).map(|record| record.comments.clone());
        record.comments = both_comments(&comments(mine).unwrap_or_default(), &comments(theirs).unwrap_or_default());
    }
    file.runs = both_runs(&mine.runs, &theirs.runs);
    file.older_runs = both_older_runs(mine, theirs, &file.runs);
    file.keep_newest_runs_whole();
    file.handed_over = both_handed_over(&mine.handed_over, &theirs.handed_over);
    Ok(file)
}

fn both_comments(mine: &[Comment], theirs: &[Comment]) -> Vec<Comment> {
    let key = |comment: &Comment| comment.id.clone().unwrap_or_else(|| format!("{} {}", comment.at, comment.text));
    let fuller = |one: &Comment, other: &Comment| Comment {
        at: one.at.max(other.at),
        by: one.by.clone().or_else(|| other.by.clone()),
        ..one.clone()
    };
    interleave(mine, theirs, key, |comment| comment.at, fuller)
}

fn both_runs(mine: &[KeptReport], theirs: &[KeptReport]) -> Vec<KeptReport> {
    let key = |run: &KeptReport| format!("{} {} {} {:?}", run.finished_at, run.started_at, run.partial, run.verdict);
    interleave(mine, theirs, key, |run| run.finished_at, |one, _| one.clone())
}

fn both_handed_over(mine: &[HandedOver], theirs: &[HandedOver]) -> Vec<HandedOver> {
    let fuller = |one: &HandedOver, other: &HandedOver| HandedOver {
        at: one.at.max(other.at),
        by: one.by.clone().or_else(|| other.by.clone()),
        ..one.clone()
    };
    interleave(mine, theirs, |one| one.id.clone(), |one| one.at, fuller)
}

/// A run that one side keeps whole is no line.
fn both_older_runs(mine: &SetupFile, theirs: &SetupFile, whole: &[KeptReport]) -> Vec<RunLine> {
    let key = |line: &RunLine| format!("{} {} {:?}", line.finished_at, line.partial, line.verdict);
    let whole: BTreeSet<String> = whole.iter().map(|run| key(&RunLine::of(run))).collect();
    let mut lines =
        interleave(&mine.older_runs, &theirs.older_runs, key, |line| line.finished_at, |one, _| one.clone());
    lines.retain(|line| !whole.contains(&key(line)));
    lines
}

/// The settled findings in the order in which both sides accepted them.
fn in_order(settled: &[Accepted], mine: &[Accepted], theirs: &[Accepted]) -> Vec<Accepted> {
    let key = |one: &Accepted| format!("{:?} {:?}", one.check, one.subject);
    let order = interleave(
        mine,
        theirs,
        key,
        |one| one.at,
        |one, other| {
            if one.at < other.at { other.clone() } else { one.clone() }
        },
    );
    let settled: BTreeMap<String, &Accepted> = settled.iter().map(|one| (key(one), one)).collect();
    order.iter().filter_map(|one| settled.get(&key(one)).copied().cloned()).collect()
}

#[cfg(test)]
mod tests;
