//! What a user may do and see, computed from the roles held.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Profile, Profiles, Section, State, User};
use crate::content::{Company, Worker};

/// Function privileges and data security of one user at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    /// Codes of the roles held, directly or by inheritance.
    roles: BTreeSet<String>,
    privileges: BTreeSet<&'static str>,
    pub requisitions: RequisitionSight,
    pub people: PeopleSight,
}

/// Which requisitions a user sees. The hiring team's own view is always there; a security profile widens it
/// (oracle.md §2.7, from "Job Requisition Security: Explained").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequisitionSight {
    All,
    Part {
        /// Those on whose hiring team the person is, or a subordinate; none for an account without a person.
        team: Option<Worker>,
        /// Those of the one legal employer that a profile of the company's own is about.
        one_employer: bool,
    },
}

/// Which people a user sees. Without a person security profile it is nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PeopleSight {
    All,
    /// The person and whoever reports to it.
    Below(Worker),
    Own(Worker),
    Nobody,
}

impl RequisitionSight {
    /// Whether a requisition is seen.
    pub fn lets_through(self, company: Company, requisition: u32) -> bool {
        match self {
            Self::All => true,
            Self::Part { team, one_employer } => {
                team.is_some_and(|person| company.on_team(requisition, person))
                    || one_employer && company.is_of_the_one_employer(requisition)
            }
        }
    }

    fn widen(&mut self, profiles: &Profiles) {
        match (self, profiles.get(&Section::JobRequisition)) {
            (sight, Some(Profile::ViewAll)) => *sight = Self::All,
            (Self::Part { one_employer, .. }, Some(Profile::OneEmployer)) => *one_employer = true,
            _ => {}
        }
    }
}

impl PeopleSight {
    /// Whether a worker is seen.
    pub fn lets_through(self, worker: Worker) -> bool {
        match self {
            Self::All => true,
            Self::Below(person) => Company::reports_to(worker, person),
            Self::Own(person) => worker == person,
            Self::Nobody => false,
        }
    }

    fn widen(&mut self, profiles: &Profiles, person: Option<Worker>) {
        match (*self, profiles.get(&Section::Person), person) {
            (_, Some(Profile::ViewAll | Profile::AllWorkers), _) => *self = Self::All,
            (Self::Own(_) | Self::Nobody, Some(Profile::ManagerHierarchy), Some(person)) => *self = Self::Below(person),
            (Self::Nobody, Some(Profile::OwnRecord), Some(person)) => *self = Self::Own(person),
            _ => {}
        }
    }
}

impl Access {
    pub fn may(&self, privilege: &str) -> bool {
        self.privileges.contains(privilege)
    }

    pub fn may_any(&self, privileges: &[&str]) -> bool {
        privileges.iter().any(|privilege| self.may(privilege))
    }

    pub fn holds(&self, role: &str) -> bool {
        self.roles.contains(role)
    }
}

impl State {
    pub fn access(&self, user: &User) -> Access {
        let mut access = Access {
            roles: BTreeSet::new(),
            privileges: BTreeSet::new(),
            requisitions: RequisitionSight::Part { team: user.person, one_employer: false },
            people: PeopleSight::Nobody,
        };
        let now = Timestamp::now();
        let mut open: Vec<&str> = user.role_codes().filter(|code| self.counts_from_here(code)).collect();
        while let Some(code) = open.pop() {
            let Some(role) = self.role(code) else { continue };
            if !access.roles.insert(code.to_owned()) {
                continue;
            }
            access.privileges.extend(&role.privileges);
            let profiles = role.security.in_effect(now);
            access.requisitions.widen(profiles);
            access.people.widen(profiles, user.person);
            open.extend(role.inherits.iter().map(String::as_str));
        }
        access
    }

    /// Whether Location Based Access leaves the user at least one role here. An account without roles loses none.
    pub fn has_roles_from_here(&self, user: &User) -> bool {
        let mut codes = user.role_codes().peekable();
        codes.peek().is_none() || codes.any(|code| self.counts_from_here(code))
    }

    fn counts_from_here(&self, code: &str) -> bool {
        !self.location_based_access || self.role(code).is_some_and(|role| role.from_all_addresses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        content::{Company, Seed},
        state::privilege,
    };

    const NOBODY_S_TEAM: RequisitionSight = RequisitionSight::Part { team: None, one_employer: false };

    fn company() -> State {
        let mut state = State::new(&Company { seed: Seed(1), requisitions: 128, current_phase: false });
        state.add_user("someone");
        state.copy_role("ORA_IRC_RECRUITER_JOB", "Copy", "COPY");
        state
    }

    fn access(state: &State) -> Access {
        state.access(state.user("someone").unwrap())
    }

    #[test]
    fn a_copy_of_recruiter_carries_rest_access_to_requisitions_but_no_view_of_them() {
        let mut state = company();
        state.assign("someone", "COPY");
        assert!(access(&state).may(privilege::REQUISITIONS));
        assert!(!access(&state).may(privilege::WORKERS_READ));
        assert_eq!(access(&state).requisitions, NOBODY_S_TEAM);
    }

    #[test]
    fn a_profile_on_the_copy_widens_the_view() {
        let mut state = company();
        state.assign("someone", "COPY");
        state.role_mut("COPY").unwrap().security.set(Section::JobRequisition, Profile::ViewAll);
        assert_eq!(access(&state).requisitions, RequisitionSight::All);
    }

    #[test]
    fn a_profile_on_a_role_that_is_not_held_changes_nothing() {
        let mut state = company();
        state.role_mut("COPY").unwrap().security.set(Section::JobRequisition, Profile::ViewAll);
        assert_eq!(access(&state).requisitions, NOBODY_S_TEAM);
    }

    #[test]
    fn location_based_access_takes_away_roles_that_are_not_enabled_everywhere() {
        let mut state = company();
        state.assign("someone", "COPY");
        state.location_based_access = true;
        assert!(!access(&state).may(privilege::REQUISITIONS));
        state.role_mut("COPY").unwrap().from_all_addresses = true;
        assert!(access(&state).may(privilege::REQUISITIONS));
    }

    #[test]
    fn an_assignment_that_has_no_effect_yet_grants_nothing() {
        let mut state = company();
        state.assign_after("someone", "COPY", std::time::Duration::from_mins(10));
        assert!(!access(&state).holds("COPY"));
    }
}
