//! Workers: seen through a person security profile, their children through a duty each.

use super::Table;
use crate::{
    content::{Company, Record, WORKERS, person_of_key},
    state::{Access, WORKER_EMPLOYMENT_DUTY, WORKER_PERSON_DUTY, privilege},
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
        access.all_people
    }

    /// A user with the full privilege needs no duty beside it.
    fn sees_child(&self, access: &Access, child: &str) -> bool {
        let duty = if child == "workRelationships" { WORKER_EMPLOYMENT_DUTY } else { WORKER_PERSON_DUTY };
        access.may(privilege::WORKERS) || access.holds(duty)
    }
}
