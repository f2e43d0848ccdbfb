//! What a user may do and see, computed from the roles held.

use std::collections::BTreeSet;

use super::{PersonProfile, RequisitionProfile, State, User};
use crate::content::Worker;

/// Function privileges and data security of one user at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    /// Codes of the roles held, directly or by inheritance.
    roles: BTreeSet<String>,
    privileges: BTreeSet<&'static str>,
    pub requisitions: RequisitionSight,
    /// "View All People" stands on a role held. Without it the user sees nobody.
    pub all_people: bool,
}

/// Which requisitions a user sees. The hiring team's own view is always there; a security profile widens it
/// (oracle.md §2.7, from "Job Requisition Security: Explained").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequisitionSight {
    All,
    /// Those on whose hiring team the person is, or a subordinate; none for an account without a person.
    Team(Option<Worker>),
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
            requisitions: RequisitionSight::Team(user.person),
            all_people: false,
        };
        let mut open: Vec<&str> = user.role_codes().filter(|code| self.counts_from_here(code)).collect();
        while let Some(code) = open.pop() {
            let Some(role) = self.role(code) else { continue };
            if !access.roles.insert(code.to_owned()) {
                continue;
            }
            access.privileges.extend(&role.privileges);
            if role.requisition_profile == Some(RequisitionProfile::ViewAll) {
                access.requisitions = RequisitionSight::All;
            }
            access.all_people |= role.person_profile == Some(PersonProfile::ViewAll);
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

    fn company() -> State {
        let mut state = State::new(&Company { seed: Seed(1), requisitions: 128 });
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
        assert_eq!(access(&state).requisitions, RequisitionSight::Team(None));
    }

    #[test]
    fn a_profile_on_the_copy_widens_the_view() {
        let mut state = company();
        state.assign("someone", "COPY");
        state.role_mut("COPY").unwrap().requisition_profile = Some(RequisitionProfile::ViewAll);
        assert_eq!(access(&state).requisitions, RequisitionSight::All);
    }

    #[test]
    fn a_profile_on_a_role_that_is_not_held_changes_nothing() {
        let mut state = company();
        state.role_mut("COPY").unwrap().requisition_profile = Some(RequisitionProfile::ViewAll);
        assert_eq!(access(&state).requisitions, RequisitionSight::Team(None));
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
