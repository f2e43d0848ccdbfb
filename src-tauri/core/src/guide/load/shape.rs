//! Keys, types and closed lists, as the published schema says: what it does not allow is a fault.
//!
//! The schema itself is read here, so that it and the loader cannot come to differ. Only the words of JSON Schema that it
//! uses are known; a test holds this reading to that of a whole validator. What a schema cannot say is in [`super::sense`].

use std::{collections::BTreeSet, sync::LazyLock};

use serde_json::Value;
use toml::de::DeValue;

use super::source::{Fault, Node};

/// The published schema, a JSON document.
pub const SCHEMA: &str = include_str!("../../../schemas/guide.schema.json");

static PARSED: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(SCHEMA).unwrap_or_default());

/// What a guide breaks of the schema.
pub(super) fn of_guide(root: &Node<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    check(&PARSED, root, &mut faults);
    faults
}

/// What a part breaks of the schema.
#[cfg(test)]
pub(super) fn of_part(root: &Node<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    check(&PARSED["$defs"]["part"], root, &mut faults);
    faults
}

fn check(schema: &Value, node: &Node<'_>, faults: &mut Vec<Fault>) {
    let schema = referred(schema);
    if let Some(forms) = schema["oneOf"].as_array() {
        return one_of(forms, node, faults);
    }
    if let Some(allowed) = schema["enum"].as_array() {
        return of_list(allowed, node, faults);
    }
    if let Some(only) = schema.get("const") {
        if node.integer() != only.as_i64() {
            faults.push(node.fault("this version of the format is not known").expecting(only.to_string()));
        }
        return;
    }
    let wanted = schema["type"].as_str().unwrap_or_default();
    if type_of(node.value()) != wanted {
        faults.push(wrong_type(wanted, node));
        return;
    }
    match wanted {
        "object" => object(schema, node, faults),
        "array" => array(schema, node, faults),
        "integer" => integer(schema, node, faults),
        "string" => string(schema, node, faults),
        _ => {}
    }
}

/// A schema in its own words; what stands beside a reference only describes.
fn referred(schema: &Value) -> &Value {
    let name = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
    name.map_or(schema, |name| referred(&PARSED["$defs"][name]))
}

/// The forms differ in type.
fn one_of(forms: &[Value], node: &Node<'_>, faults: &mut Vec<Fault>) {
    if let Some(form) = forms.iter().find(|form| referred(form)["type"] == type_of(node.value())) {
        return check(form, node, faults);
    }
    let types = forms.iter().filter_map(|form| referred(form)["type"].as_str());
    let words: Vec<&str> = types.map(in_words).collect();
    faults.push(unexpected(node).expecting(words.join(" or ")));
}

fn of_list(allowed: &[Value], node: &Node<'_>, faults: &mut Vec<Fault>) {
    let names: Vec<&str> = allowed.iter().filter_map(Value::as_str).collect();
    match node.text() {
        None => faults.push(wrong_type("string", node)),
        Some(text) if names.contains(&text) => {}
        Some(text) => {
            let fault = node.fault(format!("\"{text}\" is not known here"));
            faults.push(fault.expecting(names.join(", ")).near(text, names));
        }
    }
}

fn object(schema: &Value, node: &Node<'_>, faults: &mut Vec<Fault>) {
    let known = schema["properties"].as_object();
    let names = || known.into_iter().flat_map(|known| known.keys().map(String::as_str));
    for entry in node.entries() {
        match (known.and_then(|known| known.get(entry.key)), &schema["additionalProperties"]) {
            (Some(of_key), _) => check(of_key, &entry.node, faults),
            (None, of_others @ Value::Object(_)) => check(of_others, &entry.node, faults),
            (None, _) => {
                let fault = entry.fault(format!("there is no key \"{}\" here", entry.key));
                faults.push(fault.expecting(names().collect::<Vec<_>>().join(", ")).near(entry.key, names()));
            }
        }
    }
    let missing = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    for key in missing.filter(|key| node.get(key).is_none()) {
        let of_key = referred(&schema["properties"][key]);
        let expected = of_key["type"].as_str().map_or_else(|| listed(of_key), |kind| in_words(kind).to_owned());
        faults.push(node.lacking(key).expecting(format!("{key} = {expected}")));
    }
}

fn array(schema: &Value, node: &Node<'_>, faults: &mut Vec<Fault>) {
    let items: Vec<Node<'_>> = node.items().collect();
    let at_least = schema["minItems"].as_u64().unwrap_or_default();
    let at_most = schema["maxItems"].as_u64().unwrap_or(u64::MAX);
    if (items.len() as u64) < at_least {
        faults.push(node.fault("this list is empty").expecting(format!("at least {at_least} entry")));
    }
    if items.len() as u64 > at_most {
        faults.push(node.fault("this list is too long").expecting(format!("at most {at_most} entries")));
    }
    let mut seen = BTreeSet::new();
    for item in &items {
        check(&schema["items"], item, faults);
        if schema["uniqueItems"] == true && item.text().is_some_and(|text| !seen.insert(text)) {
            faults.push(item.fault("this entry stands twice").expecting("each entry once"));
        }
    }
}

fn integer(schema: &Value, node: &Node<'_>, faults: &mut Vec<Fault>) {
    let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
    let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
    if !node.integer().is_some_and(|number| (least..=most).contains(&number)) {
        faults.push(node.fault("this number is out of range").expecting(format!("{least} to {most}")));
    }
}

fn string(schema: &Value, node: &Node<'_>, faults: &mut Vec<Fault>) {
    let text = node.text().unwrap_or_default();
    if (text.chars().count() as u64) < schema["minLength"].as_u64().unwrap_or_default() {
        faults.push(node.fault("this text is empty").expecting("at least one character"));
    }
    let Some(pattern) = schema["pattern"].as_str() else { return };
    let Some(form) = FORMS.iter().find(|form| form.pattern == pattern) else { return };
    if !(form.holds)(text) {
        faults.push(node.fault(format!("\"{text}\" is not {}", form.what)).expecting(form.expected));
    }
}

/// A pattern of the schema, with the same in code and in words.
struct Form {
    pattern: &'static str,
    holds: fn(&str) -> bool,
    what: &'static str,
    expected: &'static str,
}

const FORMS: &[Form] = &[
    Form {
        pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
        holds: is_id,
        what: "an id",
        expected: "lower-case letters and digits, joined by hyphens",
    },
    Form {
        pattern: "^[A-Za-z0-9_.-]+$",
        holds: is_role_code,
        what: "a role code",
        expected: "letters, digits and underscores, such as ORA_IRC_RECRUITER_JOB",
    },
    Form {
        pattern: "^([A-Za-z0-9_.-]+|\\{[a-z_]+\\})$",
        holds: is_role_code_or_placeholder,
        what: "a role code",
        expected: "letters, digits and underscores, or one placeholder such as {role_code}",
    },
    Form {
        pattern: "^[A-Za-z][A-Za-z0-9]*$",
        holds: is_attribute,
        what: "an attribute of a resource",
        expected: "letters and digits, such as RequisitionNumber",
    },
];

fn is_id(text: &str) -> bool {
    text.split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

fn is_role_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

fn is_role_code_or_placeholder(text: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.map_or_else(
        || is_role_code(text),
        |name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
    )
}

fn is_attribute(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn wrong_type(wanted: &str, node: &Node<'_>) -> Fault {
    unexpected(node).expecting(in_words(wanted))
}

fn unexpected(node: &Node<'_>) -> Fault {
    node.fault(format!("{} does not belong here", in_words(type_of(node.value()))))
}

fn listed(schema: &Value) -> String {
    match (schema["enum"].as_array(), schema.get("const")) {
        (Some(allowed), _) => allowed.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        (None, Some(only)) => only.to_string(),
        (None, None) => String::new(),
    }
}

/// The type by JSON Schema's name.
fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn in_words(kind: &str) -> &'static str {
    match kind {
        "string" => "a text in quotes",
        "integer" => "a whole number",
        "number" => "a broken number",
        "boolean" => "true or false",
        "array" => "a list in [ ]",
        "object" => "a table",
        _ => "a date",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{checks::CheckId, guide::BRANCHES};

    #[test]
    fn knows_every_word_that_the_schema_uses() {
        fn walk(schema: &Value) {
            const KNOWN: &[&str] = &[
                "$schema",
                "title",
                "description",
                "type",
                "additionalProperties",
                "required",
                "properties",
                "$defs",
                "$ref",
                "const",
                "enum",
                "items",
                "minItems",
                "maxItems",
                "uniqueItems",
                "minLength",
                "pattern",
                "minimum",
                "maximum",
                "oneOf",
            ];
            for (word, value) in schema.as_object().unwrap() {
                assert!(KNOWN.contains(&word.as_str()), "{word}");
                match (word.as_str(), value) {
                    ("properties" | "$defs", Value::Object(named)) => named.values().for_each(walk),
                    ("items" | "additionalProperties", Value::Object(_)) => walk(value),
                    ("oneOf", Value::Array(forms)) => forms.iter().for_each(walk),
                    ("pattern", Value::String(pattern)) => {
                        assert!(FORMS.iter().any(|form| form.pattern == pattern), "{pattern}");
                    }
                    _ => {}
                }
            }
        }
        walk(&serde_json::from_str(SCHEMA).unwrap());
    }

    #[test]
    fn lists_the_checks_that_there_are() {
        let listed = &PARSED["$defs"]["step"]["properties"]["observed_by"]["items"]["enum"];
        let checks: Vec<&str> = CheckId::ALL.iter().map(|check| check.as_str()).collect();
        assert_eq!(serde_json::to_value(checks).unwrap(), *listed);
    }

    #[test]
    fn lists_the_branches_that_there_are() {
        let listed = PARSED["$defs"]["when"]["properties"].as_object().unwrap();
        assert_eq!(listed.len(), BRANCHES.len());
        for (branch, values) in BRANCHES {
            assert_eq!(serde_json::to_value(values).unwrap(), referred(&listed[*branch])["enum"], "{branch}");
        }
    }
}
