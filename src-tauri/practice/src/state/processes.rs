//! Scheduled processes: what they bring up to date, and since when.
//!
//! Oracle keeps roles in three places: the identity store that SCIM reads, the tables of the Security Console's search,
//! and those of the HCM pages. Two processes carry roles from the first to the others, and a third builds the grants
//! behind security profiles (oracle.md §6). On most pods all of that happens by itself, so nothing is behind unless a
//! scenario says so.
//!
//! A run has its effect by the clock: nothing works in the background here.

use jiff::Timestamp;

use super::{Role, State};

/// The processes that can be submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Process {
    RetrieveLatestLdapChanges,
    ImportSecurityData,
    RegenerateGrants,
}

impl Process {
    pub const ALL: [Self; 3] = [Self::RetrieveLatestLdapChanges, Self::ImportSecurityData, Self::RegenerateGrants];

    /// As it stands in Oracle's list of processes.
    pub fn name(self) -> &'static str {
        match self {
            Self::RetrieveLatestLdapChanges => "Retrieve Latest LDAP Changes",
            Self::ImportSecurityData => "Import User and Role Application Security Data",
            Self::RegenerateGrants => "Regenerate Data Security Grants",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|process| process.name().eq_ignore_ascii_case(name.trim()))
    }

    /// What it is there for, in one sentence.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::RetrieveLatestLdapChanges => {
                "Tells the HCM pages, such as Manage Data Role and Security Profiles, which roles and users there are."
            }
            Self::ImportSecurityData => "Tells the search of the Security Console which roles and users there are.",
            Self::RegenerateGrants => "Builds anew what a role's security profiles let through.",
        }
    }
}

/// Which roles [`Process::RegenerateGrants`] works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    AllRoles,
    /// One job, data or abstract role, by its code.
    Named(String),
}

/// A process that was submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Oracle's Process ID.
    pub number: u64,
    pub process: Process,
    pub scope: Option<Scope>,
    /// User name of whoever submitted it.
    pub by: String,
    pub submitted: Timestamp,
    pub ends: Timestamp,
}

impl Run {
    pub fn status(&self, now: Timestamp) -> &'static str {
        if now >= self.ends { "Succeeded" } else { "Running" }
    }
}

/// Process ids of a pod that has run a few thousand before.
const FIRST_NUMBER: u64 = 4711;

/// What was submitted, and what waits for a process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Processes {
    /// The oldest first.
    pub runs: Vec<Run>,
    /// The HCM pages know roles of the company's own only after a run of [`Process::RetrieveLatestLdapChanges`].
    pub hcm_is_behind: bool,
    /// The Security Console's search knows roles of the company's own only after a run of
    /// [`Process::ImportSecurityData`].
    pub console_is_behind: bool,
    /// Submitted security profiles count only after a run of [`Process::RegenerateGrants`].
    pub grants_are_behind: bool,
}

impl Processes {
    /// Whether the HCM pages find a role. Data roles are made there, so they are never unknown.
    pub fn hcm_knows(&self, role: &Role, now: Timestamp) -> bool {
        !self.hcm_is_behind || role.category == "DATA" || self.carried(Process::RetrieveLatestLdapChanges, role, now)
    }

    /// Whether the search of the Security Console finds a role.
    pub fn console_knows(&self, role: &Role, now: Timestamp) -> bool {
        !self.console_is_behind || self.carried(Process::ImportSecurityData, role, now)
    }

    /// Whether a finished run saw the role. Supplied roles are known from the start.
    fn carried(&self, process: Process, role: &Role, now: Timestamp) -> bool {
        role.is_supplied()
            || self.runs.iter().any(|run| run.process == process && run.ends <= now && role.created <= run.submitted)
    }
}

impl State {
    /// Submits a process that ends at the given time. Returns its number.
    pub fn submit_process(
        &mut self,
        process: Process,
        scope: Option<Scope>,
        by: &str,
        (now, ends): (Timestamp, Timestamp),
    ) -> u64 {
        if process == Process::RegenerateGrants {
            for role in &mut self.roles {
                if !matches!(&scope, Some(Scope::Named(code)) if *code != role.code) {
                    role.security.regenerate(ends);
                }
            }
        }
        let number = self.processes.runs.last().map_or(FIRST_NUMBER, |run| run.number + 1);
        self.processes.runs.push(Run { number, process, scope, by: by.to_owned(), submitted: now, ends });
        number
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::{
        content::{Company, Seed},
        state::{Profile, Profiles, Section},
    };

    fn with_a_copy() -> State {
        let mut state = State::new(&Company { seed: Seed(1), requisitions: 128, current_phase: false });
        state.copy_role("ORA_IRC_RECRUITER_JOB", "Copy", "COPY");
        state
    }

    #[test]
    fn a_process_carries_roles_over_when_it_has_ended_and_not_those_made_since() {
        let mut state = with_a_copy();
        state.processes.hcm_is_behind = true;
        let (now, ends) = (Timestamp::now(), Timestamp::now() + 3.seconds());
        let known = |state: &State, at| state.processes.hcm_knows(state.role("COPY").unwrap(), at);
        assert!(!known(&state, now));
        assert!(state.processes.hcm_knows(state.role("ORA_IRC_RECRUITER_JOB").unwrap(), now));
        state.submit_process(Process::RetrieveLatestLdapChanges, None, "me", (now, ends));
        assert!(!known(&state, now));
        assert!(known(&state, ends));
        state.role_mut("COPY").unwrap().created = ends;
        assert!(!known(&state, ends));
    }

    #[test]
    fn each_process_serves_its_own_pages_only() {
        let mut state = with_a_copy();
        state.processes.hcm_is_behind = true;
        state.processes.console_is_behind = true;
        let now = Timestamp::now();
        state.submit_process(Process::ImportSecurityData, None, "me", (now, now));
        let copy = state.role("COPY").unwrap();
        assert!(state.processes.console_knows(copy, now) && !state.processes.hcm_knows(copy, now));
    }

    #[test]
    fn grants_are_regenerated_for_the_named_role_only() {
        let mut state = with_a_copy();
        state.copy_role("ORA_IRC_RECRUITER_JOB", "Other", "OTHER");
        let now = Timestamp::now();
        let all = Profiles::from([(Section::JobRequisition, Profile::ViewAll)]);
        for code in ["COPY", "OTHER"] {
            state.role_mut(code).unwrap().security.submit(all.clone(), now, now, None);
        }
        let scope = Some(Scope::Named("COPY".to_owned()));
        state.submit_process(Process::RegenerateGrants, scope, "me", (now, now));
        let sees_all = |state: &State, code| *state.role(code).unwrap().security.in_effect(now) == all;
        assert!(sees_all(&state, "COPY") && !sees_all(&state, "OTHER"));
        state.submit_process(Process::RegenerateGrants, Some(Scope::AllRoles), "me", (now, now));
        assert!(sees_all(&state, "OTHER"));
    }
}
