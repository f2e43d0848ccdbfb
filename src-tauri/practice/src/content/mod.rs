//! The company that the pod serves: who works there, what it recruits for.
//!
//! Everything is computed from a seed and an index when it is asked for, so that half a million requisitions need no
//! more memory than one. Who may see what is deliberately not here.

mod company;
mod names;
mod record;
mod recruiting;
mod seed;
mod workforce;

pub(crate) use company::{Company, DEPARTMENTS, GRADES, JOBS, LOCATIONS, RECRUITERS, WORKERS, Worker};
pub(crate) use record::{Child, Record};
pub(crate) use recruiting::CANDIDATES;
pub(crate) use seed::Seed;
pub(crate) use workforce::person_of_key;
