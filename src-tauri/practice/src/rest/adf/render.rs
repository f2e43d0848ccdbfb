//! Rows as JSON: attributes, children in the shape of the framework version, links.

use serde_json::{Map, Value, json};

use super::{
    collection::Page,
    framework::Framework,
    query::{Query, Selection},
};
use crate::{
    content::{Child, Record},
    quirks::{Quirks, Totals},
};

pub(super) struct Renderer<'a> {
    framework: Framework,
    quirks: &'a Quirks,
    only_data: bool,
    /// It also holds for the children of a row (oracle.md §2.3).
    limit: usize,
}

impl<'a> Renderer<'a> {
    pub fn new(framework: Framework, quirks: &'a Quirks, query: &Query) -> Self {
        Self { framework, quirks, only_data: query.only_data, limit: query.limit }
    }

    /// The envelope of Oracle's "Navigate a Collection".
    pub fn collection(
        &self,
        name: &str,
        rows: impl IntoIterator<Item = Record>,
        page: &Page,
        query: &Query,
        href: &str,
    ) -> Value {
        let items: Vec<Value> = rows
            .into_iter()
            .map(|record| self.row(name, &record, &query.selection, &format!("{href}/{}", record.key), 0))
            .collect();
        let total = query.total_results.then(|| self.total(page.total)).flatten();
        let mut envelope = self.envelope(items, *page, total);
        // The envelope keeps its links also with `onlyData`; rows and what is in them lose theirs.
        envelope.insert("links".to_owned(), collection_links(name, href));
        Value::Object(envelope)
    }

    pub fn item(&self, name: &str, record: &Record, selection: &Selection, href: &str) -> Value {
        self.row(name, record, selection, href, 0)
    }

    fn row(&self, name: &str, record: &Record, selection: &Selection, href: &str, depth: usize) -> Value {
        let mut members: Map<String, Value> = record
            .attributes
            .iter()
            .filter(|(attribute, _)| selection.shows(attribute))
            .map(|(attribute, value)| (attribute.clone(), value.clone()))
            .collect();
        for (child, selection) in shown_children(record, selection) {
            members.insert(child.name.to_owned(), self.child(child, &selection, href, depth + 1));
        }
        if !self.only_data {
            members.insert("links".to_owned(), row_links(name, record, href));
        }
        Value::Object(members)
    }

    fn child(&self, child: &Child, selection: &Selection, parent: &str, depth: usize) -> Value {
        let href = format!("{parent}/child/{}", child.name);
        let hidden = depth > 1 && self.quirks.empty_grandchildren;
        let total = if hidden { 0 } else { child.records.len() };
        let items: Vec<Value> = child
            .records
            .iter()
            .take(total.min(self.limit))
            .map(|record| self.row(child.name, record, selection, &format!("{href}/{}", record.key), depth))
            .collect();
        if self.framework.children_are_collections() {
            let page = Page { total, limit: self.limit, offset: 0 };
            let mut envelope = self.envelope(items, page, None);
            if !self.only_data {
                envelope.insert("links".to_owned(), collection_links(child.name, &href));
            }
            Value::Object(envelope)
        } else {
            Value::Array(items)
        }
    }

    fn envelope(&self, items: Vec<Value>, page: Page, total: Option<Value>) -> Map<String, Value> {
        let count = items.len();
        let mut envelope = Map::new();
        let mut add = |name: &str, value: Value| {
            envelope.insert(name.to_owned(), value);
        };
        add("items", Value::Array(items));
        if let Some(total) = total {
            add("totalResults", total);
        }
        add("count", self.count(count));
        add("hasMore", json!(page.offset.saturating_add(count) < page.total));
        add("limit", self.count(page.limit));
        add("offset", self.count(page.offset));
        envelope
    }

    fn total(&self, counted: usize) -> Option<Value> {
        match self.quirks.totals {
            Totals::Counted => Some(self.count(counted)),
            Totals::MinusOne => Some(self.number(-1)),
            Totals::LeftOut => None,
        }
    }

    fn count(&self, number: usize) -> Value {
        self.number(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn number(&self, number: i64) -> Value {
        if self.quirks.numbers_as_text { json!(number.to_string()) } else { json!(number) }
    }
}

fn shown_children<'r>(record: &'r Record, selection: &Selection) -> Vec<(&'r Child, Selection)> {
    if selection.all_children {
        return record.children.iter().map(|child| (child, Selection::default())).collect();
    }
    let named = selection.children.iter();
    named.filter_map(|(name, selection)| Some((record.child(name)?, selection.clone()))).collect()
}

fn row_links(name: &str, record: &Record, href: &str) -> Value {
    let mut links = vec![link("self", href, name, "item"), link("canonical", href, name, "item")];
    links.extend(
        record
            .children
            .iter()
            .map(|child| link("child", &format!("{href}/child/{}", child.name), child.name, "collection")),
    );
    Value::Array(links)
}

fn collection_links(name: &str, href: &str) -> Value {
    json!([link("self", href, name, "collection")])
}

fn link(rel: &str, href: &str, name: &str, kind: &str) -> Value {
    json!({ "rel": rel, "href": href, "name": name, "kind": kind })
}
