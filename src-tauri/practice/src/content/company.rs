//! The company's own numbers, and the few things that it has a fixed list of.

use super::{
    Seed,
    names::{NAMINGS, Naming},
};

/// First of the ids of each kind. Oracle's are 15-digit integers that begin with 300000: over 2^47, below 2^53.
pub(super) mod first_id {
    pub const PERSON: u64 = 300_000_002_100_000;
    pub const PERIOD_OF_SERVICE: u64 = 300_000_003_100_000;
    pub const ASSIGNMENT: u64 = 300_000_004_100_000;
    pub const EMAIL: u64 = 300_000_005_100_000;
    pub const NAME: u64 = 300_000_006_100_000;
    pub const ORGANIZATION: u64 = 300_000_007_100_000;
    pub const JOB: u64 = 300_000_008_100_000;
    pub const GRADE: u64 = 300_000_012_100_000;
    pub const LOCATION: u64 = 300_000_009_100_000;
    pub const BUSINESS_UNIT: u64 = 300_000_010_100_000;
    pub const LEGAL_ENTITY: u64 = 300_000_011_100_000;
    pub const REQUISITION: u64 = 300_000_020_100_000;
    pub const APPLICATION: u64 = 300_000_030_100_000;
    pub const CANDIDATE: u64 = 300_000_040_100_000;
}

/// What the generator makes everything from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Company {
    pub seed: Seed,
    /// How many requisitions there are.
    pub requisitions: u32,
    /// Phase and state of a requisition are named `Current…`, which nobody could confirm.
    pub current_phase: bool,
}

/// People who work here.
pub(crate) const WORKERS: u32 = 312;

/// How many people report to a line manager; to the last one fewer.
const REPORTS: u32 = 6;

/// The first workers are the recruiters; each has a team of requisitions.
pub(crate) const RECRUITERS: u32 = 8;

pub(crate) const DEPARTMENTS: [&str; 12] = [
    "Finance",
    "People and Culture",
    "Talent Acquisition",
    "Product Engineering",
    "Platform and Infrastructure",
    "Customer Success",
    "Sales, Europe, Middle East and Africa",
    "Sales, Americas",
    "Legal",
    "Research",
    "Manufacturing Operations, Plant 2 (Wrocław)",
    "Facilities",
];

pub(crate) const ORGANIZATIONS: [&str; 3] = ["Practice Holdings Ltd", "Practice GmbH", "Practice Inc."];

/// Code, name.
pub(crate) const JOBS: [(&str, &str); 14] = [
    ("ACC01", "Accountant"),
    ("RCR01", "Recruiter"),
    ("RCR02", "Senior Recruiter"),
    ("SWE01", "Software Engineer"),
    ("SWE02", "Senior Software Engineer"),
    ("SWE03", "Principal Software Engineer"),
    ("SRE01", "Site Reliability Engineer"),
    ("CSM01", "Customer Success Manager"),
    ("SAL01", "Account Executive"),
    ("LEG01", "Counsel"),
    ("RES01", "Research Scientist"),
    ("MFG01", "Machine Operator"),
    ("FAC01", "Facilities Coordinator"),
    ("HRS01", "Human Resource Specialist"),
];

/// Code, name.
pub(crate) const GRADES: [(&str, &str); 5] =
    [("IC1", "Associate"), ("IC2", "Professional"), ("IC3", "Senior"), ("M1", "Manager"), ("M2", "Director")];

/// Code, name, street, town, postal code, country.
pub(crate) const LOCATIONS: [[&str; 6]; 6] = [
    ["LON", "London", "1 Practice Street", "London", "EC1A 1AA", "GB"],
    ["BER", "Berlin", "Übungsstraße 2", "Berlin", "10115", "DE"],
    ["WRO", "Wrocław Plant 2", "ul. Ćwiczebna 3", "Wrocław", "50-001", "PL"],
    ["NYC", "New York", "4 Rehearsal Avenue", "New York", "10001", "US"],
    ["TYO", "Tokyo", "5 Chome Renshū", "Tokyo", "100-0001", "JP"],
    ["REM", "Remote", "Not applicable", "Remote", "00000", "GB"],
];

/// A worker's number within the company, from 0.
pub(crate) type Worker = u32;

impl Company {
    pub fn person_id(worker: Worker) -> u64 {
        first_id::PERSON + u64::from(worker)
    }

    pub fn person_number(worker: Worker) -> String {
        (100_001 + worker).to_string()
    }

    pub fn work_email(worker: Worker) -> String {
        format!("person.{}@practice.example", Self::person_number(worker))
    }

    pub(super) fn naming(self, worker: Worker) -> &'static Naming {
        let place = usize::try_from(self.seed.below("naming", worker.into(), NAMINGS.len() as u64)).unwrap_or(0);
        &NAMINGS[place]
    }

    pub fn given_name(self, worker: Worker) -> &'static str {
        self.seed.pick("given", worker.into(), self.naming(worker).given)
    }

    pub fn family_name(self, worker: Worker) -> &'static str {
        self.seed.pick("family", worker.into(), self.naming(worker).family)
    }

    pub fn display_name(self, worker: Worker) -> String {
        let (given, family) = (self.given_name(worker), self.family_name(worker));
        if self.naming(worker).family_first { format!("{family} {given}") } else { format!("{given} {family}") }
    }

    /// Line manager; worker 0 has none.
    pub fn manager_of(worker: Worker) -> Option<Worker> {
        worker.checked_sub(1).map(|before| before / REPORTS)
    }

    /// Whose line manager a worker is.
    pub fn reports_of(worker: Worker) -> impl Iterator<Item = Worker> {
        (1..=REPORTS).map(move |place| worker * REPORTS + place).filter(|report| *report < WORKERS)
    }

    /// Whether `boss` stands somewhere above `worker`, or is the same person.
    pub fn reports_to(worker: Worker, boss: Worker) -> bool {
        let mut current = Some(worker);
        while let Some(person) = current {
            if person == boss {
                return true;
            }
            current = Self::manager_of(person);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_several_scripts() {
        let company = Company { seed: Seed(1), requisitions: 128, current_phase: false };
        let names: String = (0..WORKERS).map(|worker| company.display_name(worker)).collect();
        for letter in ['a', 'ß', 'Щ', 'ع', 'נ', '王', '結', '김', 'Ξ'] {
            assert!(names.contains(letter), "nobody has the letter {letter}");
        }
    }

    #[test]
    fn a_manager_and_those_who_report_to_it_name_each_other() {
        let mut named = 0;
        for manager in 0..WORKERS {
            for report in Company::reports_of(manager) {
                assert_eq!(Company::manager_of(report), Some(manager));
                named += 1;
            }
        }
        assert_eq!(named, WORKERS - 1);
    }

    #[test]
    fn everybody_reports_to_the_head_and_nobody_reports_to_the_last() {
        assert!((0..WORKERS).all(|worker| Company::reports_to(worker, 0)));
        assert!((0..WORKERS - 1).all(|worker| !Company::reports_to(worker, WORKERS - 1)));
    }
}
