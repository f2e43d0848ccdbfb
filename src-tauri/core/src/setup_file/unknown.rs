//! Keeps what this program's types do not know when a file is rewritten, however deep it stands.
//!
//! A later program may add a member to a comment or to a check's result. The types here drop it when they read, so it is
//! taken from the bytes that were read. A list's entries are recognised by being equal; the order of both lists is
//! their age.

use serde_json::{Map, Value};

use super::SetupFile;
use crate::problem::Problem;

/// The bytes of `after`, with what the file that was read as `before` held beyond the types.
pub(super) fn rewrite(read: &[u8], before: &SetupFile, after: &SetupFile) -> Result<Vec<u8>, Problem> {
    bytes_of(&[(read, before)], after)
}

/// The bytes of `after`, with what each of the files that it was made of held beyond the types.
pub(super) fn bytes_of(sources: &[(&[u8], &SetupFile)], after: &SetupFile) -> Result<Vec<u8>, Problem> {
    let longest = sources.iter().map(|(read, _)| read.len()).max().unwrap_or_default();
    let mut with_more: Vec<(Value, Value)> = Vec::new();
    for (read, before) in sources {
        // Most files hold just what is written of them, to the byte; no tree is made of those.
        if before.bytes_after(read.len())? != *read {
            let raw = serde_json::from_slice(super::reading::json(read)).unwrap_or_default();
            with_more.push((raw, value(before)?));
        }
    }
    if with_more.is_empty() {
        return after.bytes_after(longest);
    }
    let typed = value(after)?;
    let mut kept = typed.clone();
    for (raw, before) in &with_more {
        carry(raw, before, &typed, &mut kept);
    }
    super::pretty(&kept, longest)
}

fn value(file: &SetupFile) -> Result<Value, Problem> {
    serde_json::to_value(file).map_err(|error| Problem::Unexpected { what: error.to_string() })
}

/// `kept` is `after` with what was carried before.
fn carry(raw: &Value, before: &Value, after: &Value, kept: &mut Value) {
    match (raw, before, after, kept) {
        (Value::Object(raw), Value::Object(before), Value::Object(after), Value::Object(kept)) => {
            carry_members(raw, before, after, kept);
        }
        (Value::Array(raw), Value::Array(before), Value::Array(after), Value::Array(kept))
            if raw.len() == before.len() =>
        {
            carry_entries(raw, before, after, kept);
        }
        _ => {}
    }
}

fn carry_members(
    raw: &Map<String, Value>,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    kept: &mut Map<String, Value>,
) {
    for (name, raw) in raw {
        match (before.get(name), after.get(name), kept.get_mut(name)) {
            (Some(before), Some(after), Some(kept)) => carry(raw, before, after, kept),
            (None, None, None) => drop(kept.insert(name.clone(), raw.clone())),
            _ => {}
        }
    }
}

fn carry_entries(raw: &[Value], before: &[Value], after: &[Value], kept: &mut [Value]) {
    let mut from = 0;
    let mut found = Vec::with_capacity(after.len());
    for after in after {
        let at = before[from..].iter().position(|before| before == after).map(|at| from + at);
        from = at.map_or(from, |at| at + 1);
        found.push(at);
    }
    for (at, (after, kept)) in after.iter().zip(kept).enumerate() {
        // An entry that is in nobody's place is one that was changed where it stands.
        let changed = || (at < before.len() && !found.contains(&Some(at))).then_some(at);
        if let Some(source) = found[at].or_else(changed) {
            carry(&raw[source], &before[source], after, kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn carried(raw: &Value, before: &Value, after: &Value) -> Value {
        let mut kept = after.clone();
        carry(raw, before, after, &mut kept);
        kept
    }

    #[test]
    fn keeps_members_at_any_depth() {
        let raw = json!({"a": 1, "new": 2, "list": [{"x": 1, "new": 3}]});
        let before = json!({"a": 1, "list": [{"x": 1}]});
        let after = json!({"a": 5, "list": [{"x": 1}, {"x": 2}]});
        assert_eq!(carried(&raw, &before, &after), json!({"a": 5, "list": [{"x": 1, "new": 3}, {"x": 2}], "new": 2}));
    }

    #[test]
    fn follows_entries_when_the_oldest_goes() {
        let raw = json!([{"x": 1, "new": 1}, {"x": 2, "new": 2}, {"x": 3, "new": 3}]);
        let before = json!([{"x": 1}, {"x": 2}, {"x": 3}]);
        let after = json!([{"x": 2}, {"x": 3}]);
        assert_eq!(carried(&raw, &before, &after), json!([{"x": 2, "new": 2}, {"x": 3, "new": 3}]));
    }

    #[test]
    fn a_new_entry_takes_over_nothing_from_the_one_that_went() {
        let raw = json!([{"x": 1, "new": 1}, {"x": 2, "new": 2}]);
        let (before, after) = (json!([{"x": 1}, {"x": 2}]), json!([{"x": 2}, {"x": 3}]));
        assert_eq!(carried(&raw, &before, &after), json!([{"x": 2, "new": 2}, {"x": 3}]));
    }

    #[test]
    fn what_a_change_took_away_does_not_come_back() {
        let raw = json!({"user": "ann", "step": {"note": "n", "new": 1}});
        let after = json!({"step": {}});
        assert_eq!(carried(&raw, &json!({"user": "ann", "step": {"note": "n"}}), &after), json!({"step": {"new": 1}}));
    }
}
