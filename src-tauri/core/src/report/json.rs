//! The report as JSON, and the hash by which it is known again.
//!
//! The hash is over the canonical form of RFC 8785 (JSON Canonicalization Scheme): members sorted by their names, no
//! spaces, texts escaped only where they must be. Every number of a report is an integer, so that its form is its digits.
//! Anybody can compute it: `jq -cS 'del(.sha256)' report.json | tr -d '\n' | sha256sum`.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::{problem::Problem, words};

/// The member that holds the hash, and is not part of it.
pub(super) const SHA256: &str = "sha256";

pub(super) fn value(of: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(of).map_err(|error| Problem::Unexpected { what: error.to_string() })
}

/// For files: what would hide or turn text around is written as an escape.
pub(super) fn pretty(of: &impl Serialize) -> Result<String, Problem> {
    let text = serde_json::to_string_pretty(of).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    let mut shown = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match c {
            // All but the line breaks of the form stand within texts, where JSON has an escape for them.
            c if c != '\n' && words::is_hidden(c) => {
                // Writing to a string does not fail.
                let _ = write!(shown, "\\u{:04x}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown.push('\n');
    Ok(shown)
}

/// SHA-256 over a report without its own, as lower-case hex.
pub(super) fn sha256(report: &Value) -> String {
    let mut report = report.clone();
    if let Value::Object(members) = &mut report {
        members.retain(|name, _| name != SHA256);
    }
    format!("{:x}", Sha256::digest(canonical(report).to_string()))
}

fn canonical(value: Value) -> Value {
    match value {
        Value::Array(entries) => Value::Array(entries.into_iter().map(canonical).collect()),
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members.into_iter().collect();
            members.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            Value::Object(members.into_iter().map(|(name, value)| (name, canonical(value))).collect::<Map<_, _>>())
        }
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_members_and_the_hash_itself_do_not_matter() {
        let one = json!({ "b": [1, { "d": "x", "c": null }], "a": "é\u{202e}\n", "sha256": "1" });
        let other = json!({ "a": "é\u{202e}\n", "sha256": "2", "b": [1, { "c": null, "d": "x" }] });
        assert_eq!(sha256(&one), sha256(&other));
        assert_eq!(
            canonical(one).to_string(),
            "{\"a\":\"é\u{202e}\\n\",\"b\":[1,{\"c\":null,\"d\":\"x\"}],\"sha256\":\"1\"}"
        );
    }

    #[test]
    fn each_other_content_has_another_hash() {
        let report = json!({ "verdict": "failed", "checks": [1, 2] });
        for other in
            [json!({ "verdict": "passed", "checks": [1, 2] }), json!({ "verdict": "failed", "checks": [2, 1] })]
        {
            assert_ne!(sha256(&report), sha256(&other));
        }
    }
}
