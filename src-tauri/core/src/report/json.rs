//! The report as JSON, and the hash by which it is known again.
//!
//! The hash is over the canonical form of RFC 8785 (JSON Canonicalization Scheme): members sorted by their names, no
//! spaces, texts escaped only where they must be. Every number of a report is an integer, so that its form is its digits.
//! Anybody can compute it: `jq -cS 'del(.sha256)' report.json | tr -d '\n' | sha256sum`.

use std::{
    collections::HashSet,
    fmt::{self, Write as _},
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, SeqAccess, Visitor},
};
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
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string does not fail.
                    let _ = write!(shown, "\\u{unit:04x}");
                }
            }
            c => shown.push(c),
        }
    }
    shown.push('\n');
    Ok(shown)
}

/// Whether some name stands twice in an object: a person may read the one value, and a program the other.
pub(super) fn is_ambiguous(text: &str) -> bool {
    serde_json::from_str::<EachNameOnce>(text).is_err_and(|error| error.is_data())
}

/// Any JSON in whose objects each name stands once.
struct EachNameOnce;

impl<'de> Deserialize<'de> for EachNameOnce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamesVisitor)
    }
}

struct NamesVisitor;

impl<'de> Visitor<'de> for NamesVisitor {
    type Value = EachNameOnce;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON in which each name stands once")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EachNameOnce, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            map.next_value::<EachNameOnce>()?;
            if !names.insert(name) {
                return Err(de::Error::custom("a name stands twice"));
            }
        }
        Ok(EachNameOnce)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<EachNameOnce, A::Error> {
        while entries.next_element::<EachNameOnce>()?.is_some() {}
        Ok(EachNameOnce)
    }

    fn visit_bool<E>(self, _: bool) -> Result<EachNameOnce, E> {
        Ok(EachNameOnce)
    }

    fn visit_i64<E>(self, _: i64) -> Result<EachNameOnce, E> {
        Ok(EachNameOnce)
    }

    fn visit_u64<E>(self, _: u64) -> Result<EachNameOnce, E> {
        Ok(EachNameOnce)
    }

    fn visit_f64<E>(self, _: f64) -> Result<EachNameOnce, E> {
        Ok(EachNameOnce)
    }

    fn visit_str<E>(self, _: &str) -> Result<EachNameOnce, E> {
        Ok(EachNameOnce)
    }

    fn visit_unit<E>(self) -> Result<EachNameOnce, E> {
        Ok(EachNameOnce)
    }
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
