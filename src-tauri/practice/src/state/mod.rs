//! What the pod holds and a person may change: users, roles, assignments and security profiles.
//!
//! This is the one state behind everything: what is written here by SCIM or by a console page is what the next
//! request is judged by. What people and requisitions there are is in [content](crate::content).

mod access;
mod changes;
mod copies;
mod data_security;
mod kept;
mod processes;
mod role;
mod seeded_roles;
mod trust;
mod user;

use std::time::Duration;

use jiff::Timestamp;

pub(crate) use access::{Access, PeopleSight, RequisitionSight};
pub(crate) use copies::{CODE_SUFFIX, CopyOrder, CopyRefusal, NAME_SUFFIX, RoleCopy};
pub(crate) use data_security::{DataSecurity, DataSecurityError, Profile, Profiles, Section, Status, data_role_code};
pub(crate) use kept::KeptState;
pub(crate) use processes::{Process, Processes, Run, Scope};
pub(crate) use role::Role;
pub(crate) use seeded_roles::{WORKER_EMPLOYMENT_DUTY, WORKER_PERSON_DUTY, privilege};
pub use trust::CertificateError;
pub(crate) use trust::{Provider, TokenType, TrustedCertificate};
pub(crate) use user::{Standing, USER_CATEGORIES, User, meets_password_policy};

use crate::content::{Company, RECRUITERS, Seed, Worker};

/// Candidate sources that the company has from the start. What a real pod lists there is not verified.
const SUPPLIED_SOURCES: [&str; 2] = ["Company career site", "Employee referral"];

#[derive(Clone, Debug)]
pub(crate) struct State {
    seed: Seed,
    pub users: Vec<User>,
    roles: Vec<Role>,
    /// Copies of roles that were submitted, the oldest first.
    pub copies: Vec<RoleCopy>,
    /// Location Based Access is on, and this computer is not on the list: only roles that are enabled for access
    /// from all IP addresses count.
    pub location_based_access: bool,
    /// API authentication providers, beside the pod's own.
    pub providers: Vec<Provider>,
    pub processes: Processes,
    /// Names of candidate sources, as they were added.
    pub candidate_sources: Vec<String>,
}

impl State {
    /// The company before anybody prepared anything: the seeded roles, and accounts for its recruiters.
    pub fn new(company: &Company) -> Self {
        let seed = company.seed;
        let roles = seeded_roles::all(seed);
        let mut state = Self {
            seed,
            users: Vec::new(),
            roles,
            copies: Vec::new(),
            location_based_access: false,
            providers: Vec::new(),
            processes: Processes::default(),
            candidate_sources: SUPPLIED_SOURCES.map(str::to_owned).to_vec(),
        };
        state.secure_recruiters();
        for worker in 0..=RECRUITERS {
            state.add_recruiter(*company, worker);
        }
        state
    }

    /// This company's recruiters see the requisitions of their own teams. A copy of their role takes that along, which
    /// is why Oracle warns before the copy is edited, and why it sees nothing as long as nobody chooses more.
    fn secure_recruiters(&mut self) {
        let Some(recruiter) = self.role_mut("ORA_IRC_RECRUITER_JOB") else { return };
        for section in [Section::Organization, Section::Position, Section::Country, Section::PublicPerson] {
            recruiter.security.set(section, Profile::ViewAll);
        }
        recruiter.security.set(Section::JobRequisition, Profile::MyTeam);
    }

    fn add_recruiter(&mut self, company: Company, worker: Worker) {
        let mut user = User::new(self.seed, &format!("person.{}", Company::person_number(worker)));
        user.given_name = Some(company.given_name(worker).to_owned());
        company.family_name(worker).clone_into(&mut user.family_name);
        user.display_name = company.display_name(worker);
        user.email = Some(Company::work_email(worker));
        user.person = Some(worker);
        self.users.push(user);
        let name = format!("person.{}", Company::person_number(worker));
        self.assign(&name, "ORA_PER_EMPLOYEE_ABSTRACT");
        self.assign(&name, "ORA_IRC_RECRUITER_JOB");
    }

    pub fn user(&self, name: &str) -> Option<&User> {
        self.users.iter().find(|user| user.name.eq_ignore_ascii_case(name))
    }

    pub fn user_mut(&mut self, name: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.name.eq_ignore_ascii_case(name))
    }

    pub fn user_by_id(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id.eq_ignore_ascii_case(id))
    }

    pub fn user_by_id_mut(&mut self, id: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id.eq_ignore_ascii_case(id))
    }

    /// The roles that are known by now; one that is still being copied is not among them.
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        let now = Timestamp::now();
        self.roles.iter().filter(move |role| role.known_from <= now)
    }

    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles().find(|role| role.code == code)
    }

    pub fn role_mut(&mut self, code: &str) -> Option<&mut Role> {
        let now = Timestamp::now();
        self.roles.iter_mut().find(|role| role.code == code && role.known_from <= now)
    }

    pub fn role_by_id(&self, id: &str) -> Option<&Role> {
        self.roles().find(|role| role.id.eq_ignore_ascii_case(id))
    }

    /// Adds a user account; the caller has made sure that the name is free.
    pub fn add_user(&mut self, name: &str) -> &mut User {
        let place = self.users.len();
        self.users.push(User::new(self.seed, name));
        &mut self.users[place]
    }

    pub fn remove_user(&mut self, name: &str) {
        self.users.retain(|user| !user.name.eq_ignore_ascii_case(name));
    }

    /// Copies the top role in no time: the copy refers to the same inherited roles, and takes along what security profiles stand on
    /// the source.
    pub fn copy_role(&mut self, source: &str, name: &str, code: &str) {
        if let Some(source) = self.role(source) {
            let copy = source.copied(self.seed, name, code);
            self.roles.push(copy);
        }
    }

    /// A data role: one job role together with security profiles.
    pub fn add_data_role(&mut self, name: &str, code: &str, inherits: &str) -> &mut Role {
        let place = self.roles.len();
        self.roles.push(Role::data(self.seed, name, code, inherits));
        &mut self.roles[place]
    }

    pub fn remove_role(&mut self, code: &str) {
        self.roles.retain(|role| role.code != code);
        for user in &mut self.users {
            user.assignments.retain(|assignment| assignment.role != code);
        }
    }

    /// Assigns a role with effect at once; nothing happens where the user does not exist or holds it already.
    pub fn assign(&mut self, user: &str, role: &str) {
        self.assign_after(user, role, Duration::ZERO);
    }

    pub fn assign_after(&mut self, user: &str, role: &str, delay: Duration) {
        let effective = Timestamp::now().checked_add(delay).unwrap_or(Timestamp::MAX);
        if let Some(user) = self.user_mut(user) {
            user.assign(role, effective);
        }
    }

    /// Uploads a certificate to the provider of a trusted issuer, which is made where it is missing.
    pub fn trust(&mut self, issuer: &str, certificate: TrustedCertificate) {
        if let Some(provider) = self.providers.iter_mut().find(|provider| provider.issuer == issuer) {
            provider.add(certificate);
        } else {
            self.add_provider(Provider::for_tokens(issuer)).add(certificate);
        }
    }

    /// Puts one certificate in the place of another, under the alias that it has there.
    pub fn renew(&mut self, before: &TrustedCertificate, now: &TrustedCertificate) {
        let trusted = self.providers.iter_mut().flat_map(|provider| &mut provider.certificates);
        for certificate in trusted.filter(|certificate| certificate.thumbprint == before.thumbprint) {
            *certificate = TrustedCertificate { alias: certificate.alias.clone(), ..now.clone() };
        }
    }

    /// Adds a provider; the caller has made sure that the issuer has none.
    pub fn add_provider(&mut self, mut provider: Provider) -> &mut Provider {
        provider.number = self.providers.iter().map(|other| other.number).max().unwrap_or(0) + 1;
        let place = self.providers.len();
        self.providers.push(provider);
        &mut self.providers[place]
    }

    pub fn withdraw(&mut self, user: &str, role: &str) {
        if let Some(user) = self.user_mut(user) {
            user.assignments.retain(|assignment| assignment.role != role);
        }
    }
}
