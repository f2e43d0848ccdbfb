//! Workers: seen through a person security profile, their children through a duty each.

use super::Table;
use crate::{
    content::{Company, Record, WORKERS, person_of_key},
    state::{Access, PeopleSight, WORKER_EMPLOYMENT_DUTY, WORKER_PERSON_DUTY, privilege},
};

pub(super) struct Workers;

impl Table for Workers {
    fn name(&self) -> &'static str {
        "workers"
    }

    fn privileges(&self) -> &'static [&'static str] {
        &[privilege::WORKERS, privilege::WORKERS_READ]
    }

    fn length(&self, _: &Company) -> u32 {
        WORKERS
    }

    fn record(&self, company: &Company, index: u32) -> Record {
        company.worker(index)
    }

    fn with_key(&self, _: &Company, key: &str) -> Option<u32> {
        person_of_key(key).filter(|worker| *worker < WORKERS)
    }

    fn sees_all(&self, access: &Access) -> bool {
        access.people == PeopleSight::All
    }

    fn sees(&self, _: &Company, access: &Access, index: u32) -> bool {
        access.people.lets_through(index)
    }

    /// A user with the full privilege needs no duty beside it.
    fn sees_child(&self, access: &Access, child: &str) -> bool {
        let duty = if child == "workRelationships" { WORKER_EMPLOYMENT_DUTY } else { WORKER_PERSON_DUTY };
        access.may(privilege::WORKERS) || access.holds(duty)
    }
}

/// The older `emps`, which public clients still read (oracle.md §3, §10). No source says which privilege it asks for; here it
/// is that of workers, and so are the rows.
pub(super) struct Employees;

impl Table for Employees {
    fn name(&self) -> &'static str {
        "emps"
    }

    fn privileges(&self) -> &'static [&'static str] {
        Workers.privileges()
    }

    fn length(&self, company: &Company) -> u32 {
        Workers.length(company)
    }

    fn record(&self, company: &Company, index: u32) -> Record {
        company.employee(index)
    }

    fn with_key(&self, company: &Company, key: &str) -> Option<u32> {
        Workers.with_key(company, key)
    }

    fn sees_all(&self, access: &Access) -> bool {
        Workers.sees_all(access)
    }

    fn sees(&self, company: &Company, access: &Access, index: u32) -> bool {
        Workers.sees(company, access, index)
    }

    fn sees_child(&self, access: &Access, _: &str) -> bool {
        Workers.sees_child(access, "workRelationships")
    }
}
