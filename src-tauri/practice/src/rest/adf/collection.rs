//! Which rows a read is about: sight, filter, order, page.

use super::{
    condition::{Condition, Filter},
    framework::Fault,
    query::{Order, Query},
    tables::{Located, Table},
};
use crate::{content::Record, pod::World, state::Access};

pub(super) struct Collection<Row> {
    pub rows: Vec<Row>,
    pub page: Page,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub total: usize,
    pub limit: usize,
    pub offset: usize,
}

impl Collection<u32> {
    pub fn of_table(table: &dyn Table, world: &World, access: &Access, query: &Query) -> Self {
        let company = &world.company;
        let all = 0..table.length(company);
        if query.filter == Filter::everything() && query.order.is_empty() && table.sees_all(access) {
            return Self::cut(all, query);
        }
        let candidates: Box<dyn Iterator<Item = u32>> = match located(table, world, &query.filter) {
            Located::At(index) => Box::new(std::iter::once(index)),
            Located::Nowhere => Box::new(std::iter::empty()),
            Located::Unknown => Box::new(all),
        };
        let unfiltered = query.filter == Filter::everything();
        let mut matching: Vec<u32> = candidates
            .filter(|&index| table.sees(company, access, index))
            .filter(|&index| unfiltered || query.filter.admits(&table.record(company, index)))
            .collect();
        if !query.order.is_empty() {
            matching.sort_by_cached_key(|&index| SortKey::of(&table.record(company, index), &query.order));
        }
        Self::cut(matching.into_iter(), query)
    }
}

impl Collection<Record> {
    /// The rows of a child, which are few and already seen.
    pub fn of_records(records: Vec<Record>, query: &Query) -> Result<Self, Fault> {
        if let Some(first) = records.first() {
            query.check(first)?;
        }
        let mut matching: Vec<Record> = records.into_iter().filter(|record| query.filter.admits(record)).collect();
        matching.sort_by_cached_key(|record| SortKey::of(record, &query.order));
        Ok(Self::cut(matching.into_iter(), query))
    }
}

impl<Row> Collection<Row> {
    fn cut(rows: impl ExactSizeIterator<Item = Row>, query: &Query) -> Self {
        let page = Page { total: rows.len(), limit: query.limit, offset: query.offset };
        Self { rows: rows.skip(query.offset).take(query.limit).collect(), page }
    }
}

/// A row that can be named without looking at all the others.
fn located(table: &dyn Table, world: &World, filter: &Filter) -> Located {
    if *filter == Filter::Nothing {
        return Located::Nowhere;
    }
    filter
        .conditions()
        .iter()
        .filter_map(Condition::as_equality)
        .map(|(attribute, value)| table.locate(&world.company, attribute, value))
        .find(|located| *located != Located::Unknown)
        .unwrap_or(Located::Unknown)
}

/// One entry for each attribute to order by.
#[derive(PartialEq, Eq)]
struct SortKey(Vec<(String, bool)>);

impl SortKey {
    fn of(record: &Record, order: &[Order]) -> Self {
        Self(
            order
                .iter()
                .map(|order| {
                    let text = match record.attributes.get(&order.attribute) {
                        Some(serde_json::Value::String(text)) => text.clone(),
                        // As wide as any number here, so that they stand in their own order as text.
                        Some(serde_json::Value::Number(number)) => format!("{:>24}", number.to_string()),
                        Some(other) => other.to_string(),
                        None => String::new(),
                    };
                    (text, order.descending)
                })
                .collect(),
        )
    }
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0
            .iter()
            .zip(&other.0)
            .map(|((one, descending), (another, _))| {
                let order = one.cmp(another);
                if *descending { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
