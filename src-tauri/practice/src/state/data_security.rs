//! Data security of a role: which security profile stands in which section, and from when it counts.
//!
//! Sections, labels and supplied profiles are those of *Security Criteria* (oracle.md §9.3). What a role may *do* is not
//! here: that is a matter of its privileges. Nor is whose rows a profile lets through; that is computed with all roles
//! of a user together, in [access](super::access).

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Role, State};

/// A kind of record that a role is secured by: one section of *Security Criteria*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    Organization,
    Position,
    Country,
    LegislativeDataGroup,
    Person,
    PublicPerson,
    DocumentType,
    Payroll,
    PayrollFlow,
    TalentPool,
    JobRequisition,
    CandidateSelection,
}

/// What a security profile lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Every record of the kind.
    ViewAll,
    /// Everybody with an active or suspended assignment, which is everybody who works here.
    AllWorkers,
    /// The records of the person's own hiring teams and of its subordinates.
    MyTeam,
    /// The person's subordinates.
    ManagerHierarchy,
    OwnRecord,
    Ownership,
    /// What the person's areas of responsibility hold. Nobody here has any, and an account without a person cannot.
    AreaOfResponsibility,
    /// The records of one legal employer of this company: a profile of the company's own.
    OneEmployer,
}

/// The profile of each section that has one.
pub(crate) type Profiles = BTreeMap<Section, Profile>;

/// One section with what it is called and what can be chosen in it.
struct Criterion {
    section: Section,
    label: &'static str,
    heading: &'static str,
    object: &'static str,
    profiles: &'static [(Profile, &'static str)],
}

/// The order, labels, first values and object names of oracle.md §9.3. The profiles that Oracle supplies beside the
/// first value are of its page "Predefined Security Profiles", and what begins with "Practice" is this company's own.
const CRITERIA: [Criterion; 12] = [
    criterion(
        Section::Organization,
        "Organization",
        "Organization Security Profile",
        "ORGANIZATION",
        &[(Profile::ViewAll, "View All Organizations")],
    ),
    criterion(
        Section::Position,
        "Position",
        "Position Security Profile",
        "POSITION",
        &[(Profile::ViewAll, "View All Positions")],
    ),
    criterion(
        Section::Country,
        "Country",
        "Country Security Profile",
        "COUNTRY",
        &[(Profile::ViewAll, "View All Countries")],
    ),
    criterion(
        Section::LegislativeDataGroup,
        "LDG",
        "LDG Security Profile",
        "LDG",
        &[(Profile::ViewAll, "View All Legislative Data Groups")],
    ),
    criterion(Section::Person, "Person", "Person: Person Security Profile", "PERSON", PEOPLE),
    criterion(
        Section::PublicPerson,
        "Public Person",
        "Public Person: Person Security Profile",
        "PUBLIC_PERSON",
        PEOPLE,
    ),
    criterion(
        Section::DocumentType,
        "Document Type",
        "Document Type Security Profile",
        "DOR",
        &[(Profile::ViewAll, "View All Document Types")],
    ),
    criterion(
        Section::Payroll,
        "Payroll",
        "Payroll Security Profile",
        "PAYROLL",
        &[(Profile::ViewAll, "View All Payrolls")],
    ),
    criterion(
        Section::PayrollFlow,
        "Payroll Flow",
        "Payroll Flow: Flow Pattern Security Profile",
        "FLOWPATTERN",
        &[(Profile::ViewAll, "View All Flows")],
    ),
    criterion(
        Section::TalentPool,
        "Talent Pool",
        "Talent Pool Security Profile",
        "TALENTPOOL",
        &[(Profile::Ownership, "View By Ownership")],
    ),
    criterion(
        Section::JobRequisition,
        "Job Requisition",
        "Job Requisition Security Profile",
        "REQUISITION",
        &[
            (Profile::ViewAll, "View All Job Requisitions"),
            (Profile::MyTeam, "View My Team's Requisitions"),
            (Profile::OneEmployer, "Practice: Requisitions of Practice GmbH"),
            (Profile::AreaOfResponsibility, "Practice: Requisitions by Area of Responsibility"),
        ],
    ),
    criterion(
        Section::CandidateSelection,
        "Candidate Selection",
        "Candidate Selection Security Profile",
        "CANDIDATE_SELECTION",
        &[(Profile::ViewAll, "View All Candidates")],
    ),
];

const PEOPLE: &[(Profile, &str)] = &[
    (Profile::ViewAll, "View All People"),
    (Profile::AllWorkers, "View All Workers"),
    (Profile::ManagerHierarchy, "View Manager Hierarchy"),
    (Profile::OwnRecord, "View Own Record"),
];

const fn criterion(
    section: Section,
    label: &'static str,
    heading: &'static str,
    object: &'static str,
    profiles: &'static [(Profile, &'static str)],
) -> Criterion {
    Criterion { section, label, heading, object, profiles }
}

impl Section {
    /// All of them, in the order of the page.
    pub fn all() -> impl Iterator<Item = Self> {
        CRITERIA.iter().map(|criterion| criterion.section)
    }

    /// Heading of the section, such as `Job Requisition`.
    pub fn label(self) -> &'static str {
        self.criterion().label
    }

    /// Label of the list in it, such as `Job Requisition Security Profile`.
    pub fn list_label(self) -> &'static str {
        self.criterion().heading
    }

    /// Oracle's own name of what is secured, such as `REQUISITION`.
    pub fn object(self) -> &'static str {
        self.criterion().object
    }

    pub fn of_object(object: &str) -> Option<Self> {
        CRITERIA.iter().find(|criterion| criterion.object == object).map(|criterion| criterion.section)
    }

    /// What can be chosen, with the names that the list shows.
    pub fn offered(self) -> &'static [(Profile, &'static str)] {
        self.criterion().profiles
    }

    pub fn name_of(self, profile: Profile) -> &'static str {
        self.offered().iter().find(|(offered, _)| *offered == profile).map_or("", |(_, name)| name)
    }

    pub fn profile_named(self, name: &str) -> Option<Profile> {
        self.offered().iter().find(|(_, offered)| *offered == name).map(|(profile, _)| *profile)
    }

    /// [`CRITERIA`] stands in the order of the variants, which a test makes sure of.
    fn criterion(self) -> &'static Criterion {
        &CRITERIA[self as usize]
    }
}

/// The security profiles of one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DataSecurity {
    /// What counts while nothing newer does.
    granted: Profiles,
    submitted: Option<Submission>,
    /// The profiles came with a copy of the role; nobody has submitted any since.
    came_with_copy: bool,
}

/// What was last submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Submission {
    profiles: Profiles,
    complete: Timestamp,
    /// From when it counts. None while the grants wait to be regenerated.
    effective: Option<Timestamp>,
}

/// What the search results say about the work on a role's data security.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    InProgress,
    Complete,
}

impl Status {
    pub fn label(self) -> &'static str {
        match self {
            Self::InProgress => "In Progress",
            Self::Complete => "Complete",
        }
    }
}

impl DataSecurity {
    /// Puts a profile in place as if it had always been there.
    pub fn set(&mut self, section: Section, profile: Profile) {
        self.granted.insert(section, profile);
    }

    /// Takes a profile away as if it had never been there.
    pub fn clear(&mut self, section: Section) {
        self.granted.remove(&section);
    }

    /// What counts at a moment.
    pub fn in_effect(&self, now: Timestamp) -> &Profiles {
        match &self.submitted {
            Some(submission) if submission.effective.is_some_and(|effective| effective <= now) => &submission.profiles,
            _ => &self.granted,
        }
    }

    /// What the pages show: the last choice, whether it counts already or not.
    pub fn chosen(&self) -> &Profiles {
        self.submitted.as_ref().map_or(&self.granted, |submission| &submission.profiles)
    }

    /// None for a role that never had a profile.
    pub fn status(&self, now: Timestamp) -> Option<Status> {
        match &self.submitted {
            Some(submission) if submission.complete > now => Some(Status::InProgress),
            Some(_) => Some(Status::Complete),
            None => (!self.granted.is_empty()).then_some(Status::Complete),
        }
    }

    /// Whether the column *Security Profiles Assigned* has a check mark. It has none for profiles that came with a copy
    /// (Oracle, "Assign Security Profiles to Job and Abstract Roles").
    pub fn is_marked_assigned(&self, now: Timestamp) -> bool {
        !self.came_with_copy && self.status(now) == Some(Status::Complete) && !self.chosen().is_empty()
    }

    /// Whether Oracle warns before the role is edited: profiles are there that nobody chose for this role.
    pub fn warns_of_copied_profiles(&self) -> bool {
        self.came_with_copy && !self.chosen().is_empty()
    }

    /// Submits a choice for every section. It counts from `effective` on; without one, once grants are regenerated.
    pub fn submit(&mut self, profiles: Profiles, now: Timestamp, complete: Timestamp, effective: Option<Timestamp>) {
        self.granted = self.in_effect(now).clone();
        self.submitted = Some(Submission { profiles, complete, effective });
        self.came_with_copy = false;
    }

    /// What was submitted counts from this moment on at the latest.
    pub fn regenerate(&mut self, effective: Timestamp) {
        if let Some(submission) = &mut self.submitted {
            submission.effective = Some(submission.effective.map_or(effective, |before| before.min(effective)));
        }
    }

    /// What a copy of the role takes along: the profiles that stand on the source (oracle.md §0, finding 9).
    pub fn copied(&self, now: Timestamp) -> Self {
        let granted = self.in_effect(now).clone();
        Self { came_with_copy: !granted.is_empty(), granted, submitted: None }
    }

    pub fn came_with_copy(&self) -> bool {
        self.came_with_copy
    }

    /// What was submitted and waits for regenerated grants.
    pub fn waiting(&self) -> Option<&Profiles> {
        self.submitted
            .as_ref()
            .filter(|submission| submission.effective.is_none())
            .map(|submission| &submission.profiles)
    }

    /// Profiles as they stood when the pod was put away.
    pub fn restored(granted: Profiles, came_with_copy: bool, waiting: Option<Profiles>) -> Self {
        let submitted = waiting.map(|profiles| Submission { profiles, complete: Timestamp::MIN, effective: None });
        Self { granted, submitted, came_with_copy }
    }
}

/// Why Oracle does not take a role's data security. Nothing is changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DataSecurityError {
    /// The role is gone.
    #[error("The role does not exist any more.")]
    NoSuchRole,
    /// What was submitted before is still being worked on.
    #[error("The role is being processed. Wait until its status is Complete, then try again.")]
    InProgress,
    /// Another role has the code that goes with the name.
    #[error("A role with this name or code already exists. Enter another name.")]
    NameTaken,
}

impl Role {
    /// Whether the pages of data security deal with it. Duty roles have no profiles of their own.
    pub fn can_be_secured(&self) -> bool {
        self.category != "DUTY"
    }
}

impl State {
    /// The roles that the pages of data security deal with, among them data roles that are still in progress.
    pub fn secured_roles(&self) -> impl Iterator<Item = &Role> {
        let now = Timestamp::now();
        self.roles
            .iter()
            .filter(move |role| role.can_be_secured() && (role.known_from <= now || role.category == "DATA"))
            .filter(move |role| self.processes.hcm_knows(role, now))
    }

    /// Submits security profiles for a role. They are worked on until `complete`, and count from then on.
    pub fn secure_role(
        &mut self,
        code: &str,
        profiles: Profiles,
        (now, complete): (Timestamp, Timestamp),
    ) -> Result<(), DataSecurityError> {
        let effective = (!self.processes.grants_are_behind).then_some(complete);
        let role = self.role_mut(code).ok_or(DataSecurityError::NoSuchRole)?;
        if role.security.status(now) == Some(Status::InProgress) {
            return Err(DataSecurityError::InProgress);
        }
        role.security.submit(profiles, now, complete, effective);
        role.updated = now;
        Ok(())
    }

    /// Makes a data role of a job role and security profiles. Returns its code.
    pub fn make_data_role(
        &mut self,
        name: &str,
        inherits: &str,
        profiles: Profiles,
        time: (Timestamp, Timestamp),
    ) -> Result<String, DataSecurityError> {
        let code = data_role_code(name);
        if self.roles.iter().any(|role| role.code.eq_ignore_ascii_case(&code) || role.name.eq_ignore_ascii_case(name)) {
            return Err(DataSecurityError::NameTaken);
        }
        if self.role(inherits).is_none() {
            return Err(DataSecurityError::NoSuchRole);
        }
        let (now, complete) = time;
        let effective = (!self.processes.grants_are_behind).then_some(complete);
        let role = self.add_data_role(name, &code, inherits);
        role.known_from = complete;
        role.security.submit(profiles, now, complete, effective);
        Ok(code)
    }
}

/// The code that a data role of this name gets: in capitals, with the ending of data roles (oracle.md §4.2).
pub(crate) fn data_role_code(name: &str) -> String {
    let capitals: String =
        name.chars().map(|letter| if letter.is_alphanumeric() { letter.to_ascii_uppercase() } else { '_' }).collect();
    let words: Vec<&str> = capitals.split('_').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [.., "DATA"] => words.join("_"),
        _ => format!("{}_DATA", words.join("_")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, ToSpan};

    use super::*;
    use crate::content::{Company, Seed};

    fn everything() -> Profiles {
        Profiles::from([(Section::JobRequisition, Profile::ViewAll)])
    }

    #[test]
    fn every_section_finds_its_own_criterion_and_offers_distinct_names() {
        for (section, criterion) in Section::all().zip(&CRITERIA) {
            assert_eq!(section.criterion().object, criterion.object);
            assert_eq!(Section::of_object(section.object()), Some(section));
            for (profile, name) in section.offered() {
                assert_eq!(section.profile_named(name), Some(*profile));
                assert_eq!(section.name_of(*profile), *name);
            }
        }
        assert_eq!(Section::all().count(), 12);
        assert_eq!(Section::JobRequisition.list_label(), "Job Requisition Security Profile");
    }

    #[test]
    fn a_submission_is_in_progress_then_complete_and_counts_only_then() {
        let now = Timestamp::now();
        let later = now + 4.seconds();
        let mut security = DataSecurity::default();
        assert_eq!(security.status(now), None);
        security.submit(everything(), now, later, Some(later));
        assert_eq!(security.status(now), Some(Status::InProgress));
        assert!(security.in_effect(now).is_empty() && !security.is_marked_assigned(now));
        assert_eq!(security.chosen(), &everything());
        assert_eq!(security.status(later), Some(Status::Complete));
        assert_eq!(security.in_effect(later), &everything());
        assert!(security.is_marked_assigned(later));
    }

    #[test]
    fn what_counted_before_goes_on_counting_until_the_new_choice_does() {
        let now = Timestamp::now();
        let later = now + SignedDuration::from_secs(4);
        let mut security = DataSecurity::default();
        security.set(Section::JobRequisition, Profile::MyTeam);
        security.submit(everything(), now, later, Some(later));
        assert_eq!(security.in_effect(now)[&Section::JobRequisition], Profile::MyTeam);
        assert_eq!(security.in_effect(later)[&Section::JobRequisition], Profile::ViewAll);
    }

    #[test]
    fn profiles_that_came_with_a_copy_count_warn_and_have_no_check_mark_until_somebody_submits() {
        let now = Timestamp::now();
        let mut source = DataSecurity::default();
        source.set(Section::JobRequisition, Profile::MyTeam);
        assert!(!source.warns_of_copied_profiles() && source.is_marked_assigned(now));
        let mut copy = source.copied(now);
        assert!(copy.warns_of_copied_profiles() && !copy.is_marked_assigned(now));
        assert_eq!(copy.in_effect(now), source.in_effect(now));
        copy.submit(everything(), now, now, Some(now));
        assert!(!copy.warns_of_copied_profiles() && copy.is_marked_assigned(now));
        assert!(!DataSecurity::default().copied(now).warns_of_copied_profiles());
    }

    #[test]
    fn grants_that_wait_are_complete_and_do_not_count_until_they_are_regenerated() {
        let now = Timestamp::now();
        let mut security = DataSecurity::default();
        security.submit(everything(), now, now, None);
        assert_eq!(security.status(now), Some(Status::Complete));
        assert!(security.in_effect(now).is_empty());
        security.regenerate(now);
        assert_eq!(security.in_effect(now), &everything());
    }

    #[test]
    fn a_data_role_is_made_under_a_code_of_its_name_and_once_only() {
        let mut state = State::new(&Company { seed: Seed(1), requisitions: 128, current_phase: false });
        let now = Timestamp::now();
        let job = "ORA_IRC_RECRUITER_JOB";
        let made = state.make_data_role("Vendor Integration: all", job, everything(), (now, now)).unwrap();
        assert_eq!(made, "VENDOR_INTEGRATION_ALL_DATA");
        assert_eq!(state.role(&made).unwrap().category, "DATA");
        let again = state.make_data_role("vendor integration: ALL", job, everything(), (now, now));
        assert_eq!(again, Err(DataSecurityError::NameTaken));
        assert_eq!(state.make_data_role("Other", "NONE", everything(), (now, now)), Err(DataSecurityError::NoSuchRole));
        assert!(!state.secured_roles().any(|role| role.code == "OTHER_DATA"));
        assert_eq!(data_role_code("Recruiting Data"), "RECRUITING_DATA");
    }

    #[test]
    fn a_data_role_in_progress_is_seen_by_the_pages_of_data_security_only() {
        let mut state = State::new(&Company { seed: Seed(1), requisitions: 128, current_phase: false });
        let now = Timestamp::now();
        state.make_data_role("Other", "ORA_IRC_RECRUITER_JOB", everything(), (now, now + 1.hour())).unwrap();
        assert!(state.role("OTHER_DATA").is_none());
        let role = state.secured_roles().find(|role| role.code == "OTHER_DATA").unwrap();
        assert_eq!(role.security.status(now), Some(Status::InProgress));
    }

    #[test]
    fn a_role_in_progress_takes_no_second_submission() {
        let mut state = State::new(&Company { seed: Seed(1), requisitions: 128, current_phase: false });
        let now = Timestamp::now();
        let later = now + 5.seconds();
        let job = "ORA_IRC_RECRUITER_JOB";
        state.secure_role(job, everything(), (now, later)).unwrap();
        assert_eq!(state.secure_role(job, Profiles::new(), (now, later)), Err(DataSecurityError::InProgress));
        assert_eq!(state.secure_role(job, Profiles::new(), (later, later)), Ok(()));
    }
}
