//! The resources of this pod, each as a table that computes its rows when it is asked.

mod recruiting;
mod structures;
mod workers;

use crate::{
    content::{Company, Record},
    state::Access,
};

/// Where the one row with a value of an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Located {
    /// The attribute identifies no row: all have to be looked at.
    Unknown,
    At(u32),
    Nowhere,
}

impl From<Option<u32>> for Located {
    fn from(found: Option<u32>) -> Self {
        found.map_or(Self::Nowhere, Self::At)
    }
}

/// One REST resource.
pub(super) trait Table: Sync {
    /// As it stands in addresses.
    fn name(&self) -> &'static str;

    /// Function privileges of which one is enough. Without any the answer is 403.
    fn privileges(&self) -> &'static [&'static str];

    /// How many rows there are, whoever looks.
    fn length(&self, company: &Company) -> u32;

    /// A row by its place. Place 0 has an answer also where there are no rows: it says which attributes there are.
    fn record(&self, company: &Company, index: u32) -> Record;

    /// The row that a key in an address stands for.
    fn with_key(&self, company: &Company, key: &str) -> Option<u32>;

    /// The row with this value of an attribute, where that can be told without looking at all rows.
    fn locate(&self, _company: &Company, _attribute: &str, _value: &str) -> Located {
        Located::Unknown
    }

    /// Whether data security lets every row through.
    fn sees_all(&self, _access: &Access) -> bool {
        true
    }

    /// Whether data security lets this row through.
    fn sees(&self, _company: &Company, access: &Access, _index: u32) -> bool {
        self.sees_all(access)
    }

    /// Whether the rows of this child are seen at all.
    fn sees_child(&self, _access: &Access, _child: &str) -> bool {
        true
    }
}

/// Every resource, in the order of the catalogue.
pub(super) const ALL: [&dyn Table; 10] = [
    &recruiting::Requisitions,
    &recruiting::Applications,
    &recruiting::Candidates,
    &workers::Workers,
    &workers::Employees,
    &structures::DEPARTMENTS_TABLE,
    &structures::DEPARTMENTS_LOV_TABLE,
    &structures::GRADES_TABLE,
    &structures::JOBS_TABLE,
    &structures::LOCATIONS_TABLE,
];

pub(super) fn find(name: &str) -> Option<&'static dyn Table> {
    ALL.into_iter().find(|table| table.name() == name)
}
