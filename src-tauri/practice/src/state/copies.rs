//! Copies of roles: submitted, made in the background, and known only when they are complete.
//!
//! Oracle shows the progress under *Role Copy Status*, and only a complete copy can be edited (oracle.md §9.1).

use jiff::Timestamp;

use super::{Role, State};

/// What is put behind the name of a copy unless somebody replaces it. Both suffixes are those that a new pod comes with,
/// as administrators describe them.
pub(crate) const NAME_SUFFIX: &str = " Custom";
/// What is put behind its code.
pub(crate) const CODE_SUFFIX: &str = "_CUSTOM";

/// What supplied roles alone begin with.
const SUPPLIED_PREFIX: &str = "ORA_";

/// What is filled in on the pages of *Copy Role*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CopyOrder {
    /// Id of the role that is copied.
    pub source: String,
    pub name: String,
    pub code: String,
    pub description: String,
    /// "Copy top role and inherited roles".
    pub with_inherited: bool,
    /// "Enable Role for Access from All IP Addresses".
    pub from_all_addresses: bool,
}

impl CopyOrder {
    /// The order as the first page shows it, with name and code as Oracle suggests them.
    pub fn suggested(source: &Role, with_inherited: bool) -> Self {
        Self {
            source: source.id.clone(),
            name: suggested_name(source),
            code: suggested_code(source),
            description: source.description.clone(),
            with_inherited,
            from_all_addresses: false,
        }
    }
}

fn suggested_name(source: &Role) -> String {
    format!("{}{NAME_SUFFIX}", source.name)
}

fn suggested_code(source: &Role) -> String {
    format!("{}{CODE_SUFFIX}", source.code.strip_prefix(SUPPLIED_PREFIX).unwrap_or(&source.code))
}

/// A copy that was submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleCopy {
    /// Name of the role that was copied.
    pub source: String,
    pub name: String,
    pub code: String,
    pub with_inherited: bool,
    pub submitted: Timestamp,
    pub complete: Timestamp,
}

impl RoleCopy {
    pub fn is_complete(&self, now: Timestamp) -> bool {
        self.complete <= now
    }
}

/// Why name and code of a copy are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CopyRefusal {
    NoName,
    NoCode,
    NameTaken,
    CodeTaken,
    /// Only letters without accents, digits and underscores make a code.
    CodeMalformed,
    /// Begins like the code of a supplied role. That Oracle refuses it is not documented; by the prefix this pod tells
    /// supplied roles from others.
    CodeReserved,
}

impl State {
    /// Everything that is wrong with name and code. A copy that is still being made holds its name and code already.
    pub fn copy_refusals(&self, order: &CopyOrder) -> Vec<CopyRefusal> {
        let name = if order.name.is_empty() {
            Some(CopyRefusal::NoName)
        } else {
            self.roles.iter().any(|role| role.name.eq_ignore_ascii_case(&order.name)).then_some(CopyRefusal::NameTaken)
        };
        name.into_iter().chain(self.code_refusal(&order.code)).collect()
    }

    fn code_refusal(&self, code: &str) -> Option<CopyRefusal> {
        if code.is_empty() {
            Some(CopyRefusal::NoCode)
        } else if !code.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
            Some(CopyRefusal::CodeMalformed)
        } else if code.to_ascii_uppercase().starts_with(SUPPLIED_PREFIX) {
            Some(CopyRefusal::CodeReserved)
        } else {
            let taken = self.roles.iter().any(|role| role.code.eq_ignore_ascii_case(code));
            taken.then_some(CopyRefusal::CodeTaken)
        }
    }

    /// Submits a copy that is complete at the given moment. Where it is refused, or the source is gone, nothing
    /// changes and the answer is false.
    pub fn submit_copy(&mut self, order: &CopyOrder, (now, complete): (Timestamp, Timestamp)) -> bool {
        let Some(source) = self.role_by_id(&order.source).cloned() else { return false };
        if !self.copy_refusals(order).is_empty() {
            return false;
        }
        let mut copy = source.copied(self.seed, &order.name, &order.code);
        copy.description.clone_from(&order.description);
        copy.from_all_addresses = order.from_all_addresses;
        if order.with_inherited {
            copy.inherits = source.inherits.iter().map(|code| self.copied_duty(code, complete)).collect();
        }
        make_known(&mut copy, complete);
        self.roles.push(copy);
        self.copies.push(RoleCopy {
            source: source.name,
            name: order.name.clone(),
            code: order.code.clone(),
            with_inherited: order.with_inherited,
            submitted: now,
            complete,
        });
        true
    }

    /// The code of a duty's own copy, which is made where it is missing. Anything but a duty role is referred to, as
    /// aggregate privileges are never copied (Oracle, "Security Console Role-Copy Options").
    fn copied_duty(&mut self, code: &str, complete: Timestamp) -> String {
        let Some(duty) = self.role(code).filter(|role| role.code.ends_with("_DUTY")).cloned() else {
            return code.to_owned();
        };
        let copied_code = suggested_code(&duty);
        if !self.roles.iter().any(|role| role.code == copied_code) {
            let mut copy = duty.copied(self.seed, &suggested_name(&duty), &copied_code);
            make_known(&mut copy, complete);
            self.roles.push(copy);
        }
        copied_code
    }
}

fn make_known(copy: &mut Role, complete: Timestamp) {
    copy.known_from = complete;
    copy.created = complete;
    copy.updated = complete;
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::{
        content::{Company, Seed},
        state::privilege,
    };

    const DUTY: &str = "ORA_IRC_ACCESS_RECRUITING_ACTIVITY_CENTER_DUTY";

    fn state() -> State {
        State::new(&Company { seed: Seed(1), requisitions: 128, current_phase: false })
    }

    fn order(state: &State, with_inherited: bool) -> CopyOrder {
        CopyOrder::suggested(state.role("ORA_IRC_RECRUITER_JOB").unwrap(), with_inherited)
    }

    fn submit(state: &mut State, order: &CopyOrder, seconds: i64) -> bool {
        let now = Timestamp::now();
        state.submit_copy(order, (now, now + seconds.seconds()))
    }

    #[test]
    fn name_and_code_are_suggested_with_the_suffix_that_people_forget() {
        let order = order(&state(), false);
        assert_eq!((order.name.as_str(), order.code.as_str()), ("Recruiter Custom", "IRC_RECRUITER_JOB_CUSTOM"));
    }

    #[test]
    fn nobody_finds_a_copy_before_it_is_complete() {
        let mut state = state();
        let order = order(&state, false);
        assert!(submit(&mut state, &order, 600));
        assert!(state.role(&order.code).is_none());
        assert!(!state.copies[0].is_complete(Timestamp::now()));
        assert_eq!(state.copy_refusals(&order), [CopyRefusal::NameTaken, CopyRefusal::CodeTaken]);
        assert!(!submit(&mut state, &order, 0));
        assert_eq!(state.copies.len(), 1);
    }

    #[test]
    fn a_complete_copy_refers_to_what_the_source_inherits() {
        let mut state = state();
        let order = order(&state, false);
        assert!(submit(&mut state, &order, 0));
        let copy = state.role(&order.code).unwrap();
        assert_eq!(copy.inherits, state.role("ORA_IRC_RECRUITER_JOB").unwrap().inherits);
        assert!(copy.inherits.contains(&DUTY.to_owned()));
    }

    #[test]
    fn a_copy_with_inherited_roles_has_duties_of_its_own_and_refers_to_aggregate_privileges() {
        let mut state = state();
        let order = order(&state, true);
        assert!(submit(&mut state, &order, 0));
        let copy = state.role(&order.code).unwrap();
        assert!(!copy.inherits.contains(&DUTY.to_owned()));
        assert!(copy.inherits.contains(&"IRC_ACCESS_RECRUITING_ACTIVITY_CENTER_DUTY_CUSTOM".to_owned()));
        assert!(copy.inherits.contains(&"ORA_IRC_REST_SERVICE_ACCESS_RECRUITING_LOVS".to_owned()));
        state.add_user("someone");
        state.assign("someone", "IRC_RECRUITER_JOB_CUSTOM");
        assert!(state.access(state.user("someone").unwrap()).may(privilege::REQUISITIONS));
    }

    #[test]
    fn a_code_is_refused_for_each_reason_by_itself() {
        let state = state();
        let mut order = order(&state, false);
        for (code, refusal) in [
            ("", CopyRefusal::NoCode),
            ("WITH SPACE", CopyRefusal::CodeMalformed),
            ("KÜRZEL", CopyRefusal::CodeMalformed),
            ("ora_mine", CopyRefusal::CodeReserved),
        ] {
            code.clone_into(&mut order.code);
            assert_eq!(state.copy_refusals(&order), [refusal], "{code}");
        }
        order.name.clear();
        "MINE".clone_into(&mut order.code);
        assert_eq!(state.copy_refusals(&order), [CopyRefusal::NoName]);
    }
}
