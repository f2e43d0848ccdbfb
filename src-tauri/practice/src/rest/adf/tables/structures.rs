//! Departments, jobs, grades and locations: short lists that everybody with the privilege sees whole.

use super::Table;
use crate::{
    content::{Company, DEPARTMENTS, GRADES, JOBS, LOCATIONS, Record},
    state::privilege,
};

pub(super) struct Structure {
    name: &'static str,
    length: usize,
    record: fn(Company, u32) -> Record,
}

pub(super) const DEPARTMENTS_TABLE: Structure =
    Structure { name: "departments", length: DEPARTMENTS.len(), record: Company::department };

/// The list of values beside it, by which lists for a person to choose from are filled.
pub(super) const DEPARTMENTS_LOV_TABLE: Structure =
    Structure { name: "departmentsLov", length: DEPARTMENTS.len(), record: Company::department };

pub(super) const GRADES_TABLE: Structure = Structure { name: "grades", length: GRADES.len(), record: Company::grade };

pub(super) const JOBS_TABLE: Structure = Structure { name: "jobs", length: JOBS.len(), record: Company::job };

pub(super) const LOCATIONS_TABLE: Structure =
    Structure { name: "locations", length: LOCATIONS.len(), record: Company::location };

impl Table for Structure {
    fn name(&self) -> &'static str {
        self.name
    }

    fn privileges(&self) -> &'static [&'static str] {
        &[privilege::STRUCTURES_READ]
    }

    fn length(&self, _: &Company) -> u32 {
        u32::try_from(self.length).unwrap_or(u32::MAX)
    }

    fn record(&self, company: &Company, index: u32) -> Record {
        (self.record)(*company, index)
    }

    fn with_key(&self, company: &Company, key: &str) -> Option<u32> {
        (0..self.length(company)).find(|&index| self.record(company, index).key == key)
    }
}
