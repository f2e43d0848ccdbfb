//! What of a setup can change by itself: its cells.
//!
//! A cell is named by its place, such as `steps/copy-role/note`; within a name, `/` is written `~1` and `~` is `~0`.
//! Members that only make sense together are one cell, under the name of the first. A member that says nothing, such as
//! a claim of `todo`, makes no cell. What only ever grows, comments and runs, is no cell: see [`super::interleave`].
//! Fields that this program does not know are cells too.

use std::{collections::BTreeMap, mem};

use serde_json::{Map, Value};

use super::{Comment, HandedOver, KeptReport, RunLine, SetupFile, lineage::Lineages};
use crate::problem::Problem;

/// Cells by their names.
pub(super) type Cells = BTreeMap<String, Value>;

/// When Oracle refused the kept secret.
pub(super) const REFUSED_AT: &str = "refused_at";
/// The last part of the name of what Oracle showed of a step.
pub(super) const OBSERVED: &str = "observed";

const STEPS: &str = "steps";
const ACCEPTED: &str = "accepted";

/// Members that are one cell, behind the name of it.
type Together = &'static [(&'static str, &'static [&'static str])];

const AT_TOP: Together = &[("host", &["host", "allow_host"])];
const IN_STEP: Together = &[
    ("claimed", &["claimed", "claimed_at", "claimed_by", "waiting_for", "redo"]),
    (OBSERVED, &[OBSERVED, "observed_at", "contradicted_by"]),
];

/// Maps whose entries are cells of their own.
const DEEP: &[&str] = &["branches", "values", "worksheets"];

/// The same in each copy of a setup.
const HEAD: &[&str] = &["format", "schema", "id", "created_at"];

/// Cells of that setup. It is as it was afterwards; what only grows is set aside meanwhile, so that a long past costs
/// nothing.
pub(super) fn of(file: &mut SetupFile) -> Result<Cells, Problem> {
    let past = Past::take(file);
    let value = serde_json::to_value(&*file);
    past.give_back(file);
    let Ok(Value::Object(mut top)) = value else { return Err(unexpected("a setup is no object")) };
    top.retain(|name, _| !HEAD.contains(&name.as_str()));
    let mut cells = Cells::new();
    if let Some(Value::Array(accepted)) = top.remove(ACCEPTED) {
        cells.extend(accepted.into_iter().map(|one| (format!("{ACCEPTED}/{}", escaped(&finding(&one))), one)));
    }
    if let Some(Value::Object(steps)) = top.remove(STEPS) {
        for (step, record) in steps {
            if let Value::Object(record) = record {
                split(&format!("{STEPS}/{}/", escaped(&step)), record, IN_STEP, &mut cells);
            }
        }
    }
    split("", top, AT_TOP, &mut cells);
    Ok(cells)
}

/// The setup of that head and those steps which holds these cells and no others. Its past is `file`'s.
pub(super) fn put_back(file: &mut SetupFile, cells: Cells) -> Result<(), Problem> {
    let past = Past::take(file);
    let head = serde_json::to_value(&*file).map_err(|error| unexpected(&error.to_string()))?;
    let mut top: Map<String, Value> =
        HEAD.iter().filter_map(|name| Some(((*name).to_owned(), head.get(*name)?.clone()))).collect();
    let mut steps: BTreeMap<String, Map<String, Value>> =
        file.steps.keys().map(|step| (step.clone(), Map::new())).collect();
    let mut accepted = Vec::new();
    for (name, cell) in cells {
        let names: Vec<String> = name.split('/').map(unescaped).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        match names.as_slice() {
            [ACCEPTED, _] => accepted.push(cell),
            [STEPS, step, rest @ ..] => put(steps.entry((*step).to_owned()).or_default(), rest, IN_STEP, cell),
            rest => put(&mut top, rest, AT_TOP, cell),
        }
    }
    let steps = steps.into_iter().map(|(step, record)| (step, Value::Object(record))).collect();
    top.insert(STEPS.to_owned(), Value::Object(steps));
    top.insert(ACCEPTED.to_owned(), Value::Array(accepted));
    let read = serde_json::from_value(Value::Object(top));
    *file = read.map_err(|error| unexpected(&error.to_string()))?;
    past.give_back(file);
    Ok(())
}

/// What is no cell: it only grows, or says how the cells came about.
#[derive(Default)]
struct Past {
    runs: Vec<KeptReport>,
    older_runs: Vec<RunLine>,
    whole_runs: Option<usize>,
    handed_over: Vec<HandedOver>,
    changed: Lineages,
    comments: BTreeMap<String, Vec<Comment>>,
}

impl Past {
    fn take(file: &mut SetupFile) -> Self {
        let said = file.steps.iter_mut().filter(|(_, record)| !record.comments.is_empty());
        Self {
            comments: said.map(|(step, record)| (step.clone(), mem::take(&mut record.comments))).collect(),
            runs: mem::take(&mut file.runs),
            older_runs: mem::take(&mut file.older_runs),
            whole_runs: file.whole_runs.take(),
            handed_over: mem::take(&mut file.handed_over),
            changed: mem::take(&mut file.changed),
        }
    }

    fn give_back(self, file: &mut SetupFile) {
        for (step, comments) in self.comments {
            file.steps.entry(step).or_default().comments = comments;
        }
        file.runs = self.runs;
        file.older_runs = self.older_runs;
        file.whole_runs = self.whole_runs;
        file.handed_over = self.handed_over;
        file.changed = self.changed;
    }
}

fn split(place: &str, members: Map<String, Value>, together: Together, cells: &mut Cells) {
    for (name, value) in members {
        if says_nothing(&name, &value) {
            continue;
        }
        if let Some((cell, _)) = together.iter().find(|(_, members)| members.contains(&name.as_str())) {
            let cell = cells.entry(format!("{place}{cell}")).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(cell) = cell {
                cell.insert(name, value);
            }
            continue;
        }
        match value {
            Value::Object(entries) if DEEP.contains(&name.as_str()) => {
                let entries = entries.into_iter();
                cells.extend(entries.map(|(entry, value)| (format!("{place}{name}/{}", escaped(&entry)), value)));
            }
            value => drop(cells.insert(format!("{place}{}", escaped(&name)), value)),
        }
    }
}

fn put(place: &mut Map<String, Value>, names: &[&str], together: Together, cell: Value) {
    match (names, cell) {
        ([name], Value::Object(members)) if together.iter().any(|(cell, _)| cell == name) => place.extend(members),
        ([name], cell) => drop(place.insert((*name).to_owned(), cell)),
        ([map, entry], cell) => {
            let entries = place.entry(*map).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(entries) = entries {
                entries.insert((*entry).to_owned(), cell);
            }
        }
        _ => {}
    }
}

/// A known member in the state in which it is where nobody said anything.
fn says_nothing(name: &str, value: &Value) -> bool {
    match name {
        "host" | "user" => value.is_null(),
        "name" => value == "",
        "roles" | OBSERVED => value == "unknown",
        "visibility" => value == "all",
        "claimed" => value == "todo",
        _ => false,
    }
}

/// `CHECK` or `CHECK:SUBJECT`.
fn finding(accepted: &Value) -> String {
    let text = |name: &str| accepted.get(name).and_then(Value::as_str);
    let check = text("check").unwrap_or_default();
    text("subject").map_or_else(|| check.to_owned(), |subject| format!("{check}:{subject}"))
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

fn unexpected(what: &str) -> Problem {
    Problem::Unexpected { what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::guide;

    fn setup() -> SetupFile {
        let mut value =
            serde_json::to_value(SetupFile::new(&guide::builtins()[0], None, Timestamp::UNIX_EPOCH)).unwrap();
        value["host"] = json!("abcd.fa.ocs.oraclecloud.com");
        value["values"] = json!({"role_code": "X_1"});
        value["later"] = json!({"deep": [1, null]});
        value["nothing"] = Value::Null;
        value["host/~"] = json!("odd");
        value["worksheets"] = json!({"map-stages/stages": {"a": 1}});
        value["accepted"] = json!([{"check": "rows_visible", "subject": "workers", "reason": "x",
            "at": "2026-01-01T00:00:00Z", "problem": {"code": "no_network"}}]);
        value["steps"] = json!({
            "copy-role": {"claimed": "waiting", "waiting_for": "Security", "note": "n", "mood": {"a": {}},
                "comments": [{"at": "2026-01-01T00:00:00Z", "text": "c"}]},
            "verify": {"claimed": "todo"},
        });
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_setup_is_the_same_after_it_was_taken_apart_and_put_together() {
        let mut file = setup();
        let before = file.clone();
        let cells = of(&mut file).unwrap();
        assert_eq!(file, before);
        put_back(&mut file, cells).unwrap();
        assert_eq!(file, before);
    }

    #[test]
    fn members_that_belong_together_are_one_cell() {
        let cells = of(&mut setup()).unwrap();
        assert_eq!(cells["steps/copy-role/claimed"], json!({"claimed": "waiting", "waiting_for": "Security"}));
        assert_eq!(cells["host"], json!({"host": "abcd.fa.ocs.oraclecloud.com"}));
        assert_eq!(cells["host~1~0"], json!("odd"));
        assert!(cells.contains_key("accepted/rows_visible:workers"));
        assert!(!cells.contains_key("steps/verify/claimed"), "nobody said anything of it");
    }
}
