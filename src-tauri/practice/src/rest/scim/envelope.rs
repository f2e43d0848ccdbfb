//! Lists: filter, order, page, and the envelope around them.

use std::iter::repeat_n;

use serde_json::{Map, Value, json};

use super::filter::{Filter, Unreadable};
use crate::quirks::Quirks;

/// The parameters of a list: `filter`, `attributes`, `count`, `startIndex`, `sortBy`, `sortOrder`.
pub(super) struct ListQuery {
    filter: Option<Filter>,
    attributes: Vec<String>,
    /// As asked for; a pod may give fewer.
    count: Option<usize>,
    /// From 1.
    start_index: usize,
    sort_by: Option<String>,
    descending: bool,
}

impl ListQuery {
    pub fn parse(query: Option<&str>) -> Result<Self, Unreadable> {
        let mut list = Self {
            filter: None,
            attributes: Vec::new(),
            count: None,
            start_index: 1,
            sort_by: None,
            descending: false,
        };
        for (name, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match name.to_ascii_lowercase().as_str() {
                "filter" => list.filter = Some(Filter::parse(&value)?),
                "attributes" => list.attributes = names(&value),
                "count" => list.count = Some(number(&name, &value)?),
                "startindex" => list.start_index = number(&name, &value)?.max(1),
                "sortby" => list.sort_by = Some(value.into_owned()),
                "sortorder" => list.descending = value.eq_ignore_ascii_case("descending"),
                _ => {}
            }
        }
        Ok(list)
    }

    /// Whether the caller wants an attribute.
    pub fn wants(&self, attribute: &str) -> bool {
        self.attributes.is_empty() || self.attributes.iter().any(|wanted| concerns(wanted, attribute))
    }

    pub fn envelope(&self, quirks: &Quirks, resources: Vec<Value>) -> Value {
        let mut matching: Vec<Value> = resources
            .into_iter()
            .filter(|resource| self.filter.as_ref().is_none_or(|filter| filter.admits(resource)))
            .flat_map(|resource| repeat_n(resource, if quirks.listed_twice { 2 } else { 1 }))
            .collect();
        if let Some(attribute) = &self.sort_by {
            matching.sort_by_cached_key(|resource| sort_key(resource, attribute));
            if self.descending {
                matching.reverse();
            }
        }
        let total = matching.len();
        let page: Vec<Value> = matching
            .into_iter()
            .skip(self.start_index - 1)
            .take(self.count.map_or(quirks.scim_page_cap, |count| count.min(quirks.scim_page_cap)))
            .map(|resource| only(&self.attributes, resource))
            .collect();
        self.enclose(quirks, total, page)
    }

    fn enclose(&self, quirks: &Quirks, total: usize, page: Vec<Value>) -> Value {
        let count = |number: usize| if quirks.numbers_as_text { json!(number.to_string()) } else { json!(number) };
        let mut envelope = Map::new();
        if quirks.scim_total_results {
            envelope.insert("totalResults".to_owned(), count(total));
        }
        envelope.insert("itemsPerPage".to_owned(), count(page.len()));
        envelope.insert("startIndex".to_owned(), count(self.start_index));
        if !(page.is_empty() && quirks.empty_list_without_resources) {
            envelope.insert("Resources".to_owned(), Value::Array(page));
        }
        Value::Object(envelope)
    }
}

/// The `attributes` of a read of one resource.
pub(super) fn attributes_of(query: Option<&str>) -> Vec<String> {
    url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .filter(|(name, _)| name.eq_ignore_ascii_case("attributes"))
        .flat_map(|(_, value)| names(&value))
        .collect()
}

/// The resource with the attributes asked for. `id` and `schemas` always come.
pub(super) fn only(attributes: &[String], resource: Value) -> Value {
    match resource {
        Value::Object(members) if !attributes.is_empty() => members
            .into_iter()
            .filter(|(name, _)| {
                matches!(name.as_str(), "id" | "schemas") || attributes.iter().any(|wanted| concerns(wanted, name))
            })
            .collect(),
        other => other,
    }
}

fn concerns(wanted: &str, attribute: &str) -> bool {
    let head = wanted.split('.').next().unwrap_or(wanted);
    wanted.eq_ignore_ascii_case(attribute) || head.eq_ignore_ascii_case(attribute)
}

fn names(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn number(name: &str, value: &str) -> Result<usize, Unreadable> {
    value.trim().parse().map_err(|_| format!("Invalid value for {name}"))
}

fn sort_key(resource: &Value, attribute: &str) -> String {
    resource
        .as_object()
        .and_then(|members| members.iter().find(|(name, _)| name.eq_ignore_ascii_case(attribute)))
        .and_then(|(_, value)| value.as_str())
        .unwrap_or_default()
        .to_lowercase()
}
