//! `describe`: the attributes, children and finders of one resource, or of all.
//!
//! Smaller than Oracle's, which runs to megabytes; the same outline.

use serde_json::{Map, Value, json};

use super::tables::Table;
use crate::{content::Record, pod::World};

/// Each table with its address.
pub(super) fn describe<'t>(tables: impl IntoIterator<Item = (&'t dyn Table, String)>, world: &World) -> Value {
    let described: Map<String, Value> =
        tables.into_iter().map(|(table, href)| (table.name().to_owned(), resource(table, world, &href))).collect();
    json!({ "Resources": described })
}

fn resource(table: &dyn Table, world: &World, href: &str) -> Value {
    let sample = table.record(&world.company, 0);
    let mut description = outline(&sample);
    description["collection"] = json!({
        "rangeSize": 25,
        "finders": [{ "name": "PrimaryKey", "title": "PrimaryKey" }],
        "links": [{ "rel": "self", "href": href, "name": "self", "kind": "collection" }],
        "actions": [{ "name": "get", "method": "GET" }],
    });
    description
}

fn outline(sample: &Record) -> Value {
    let attributes: Vec<Value> = sample.attributes.iter().map(|(name, value)| attribute(name, value)).collect();
    let children: Map<String, Value> = sample
        .children
        .iter()
        .map(|child| (child.name.to_owned(), child.records.first().map_or_else(|| json!({}), outline)))
        .collect();
    json!({ "discrColumnType": false, "attributes": attributes, "children": children })
}

fn attribute(name: &str, value: &Value) -> Value {
    let kind = match value {
        Value::Number(_) => "integer",
        Value::Bool(_) => "boolean",
        _ => "string",
    };
    json!({ "name": name, "type": kind, "updatable": false, "mandatory": false, "queryable": true })
}
