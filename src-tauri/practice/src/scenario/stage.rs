//! The pod as it stands before a scenario changes it: everything prepared, nothing wrong.

use jiff::SignedDuration;

use super::{Authentication, Kind, Scenario};
use crate::{
    ADMINISTRATOR, COPIED_ROLE_CODE, COPIED_ROLE_NAME, INTEGRATION_ISSUER, INTEGRATION_USER,
    content::Company,
    credential::Passwords,
    quirks::{Behaviour, Fault, Place, Quirks},
    state::{Profile, Provider, Role, Section, State, User},
    token::{KeyError, Keys},
};

/// The role that the copied one stands for.
pub(super) const SOURCE_ROLE_CODE: &str = "ORA_IRC_RECRUITER_JOB";

/// The supplied role for whoever reads the staff ("has all the privileges required to use the workers API out of the
/// box", Oracle, "Workers: Role-Based Access").
pub(super) const STAFF_ROLE_CODE: &str = "ORA_HRC_HUMAN_CAPITAL_MANAGEMENT_INTEGRATION_SPECIALIST_JOB";

/// What gives the administrator sight of all requisitions.
pub(super) const ADMIN_RECRUITING_ROLE: &str = "PRACTICE_RECRUITING_ALL_DATA";

/// What gives the administrator sight of all people.
pub(super) const ADMIN_STAFF_ROLE: &str = "PRACTICE_STAFF_ALL_DATA";

/// A pod in the making.
pub(crate) struct Stage {
    pub company: Company,
    pub state: State,
    pub quirks: Quirks,
    /// The person knows a password that the pod refuses.
    pub knows_wrong_password: bool,
    /// How long ago the person took the administrator's bearer token.
    pub admin_token_age: SignedDuration,
    /// The issuer that the administrator trusted, in scenarios about tokens.
    pub trusted_issuer: &'static str,
    /// The certificate that was uploaded for it.
    pub uploaded: Uploaded,
}

/// Which certificate stands under the trusted issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Uploaded {
    /// The one that goes with the key in use.
    Current,
    /// The one of a key that is no longer in use.
    Former,
    Nothing,
    /// Not even the provider is there to upload one to.
    NoProvider,
}

impl Stage {
    pub fn set(scenario: &Scenario, company: Company, passwords: &Passwords, keys: &Keys) -> Result<Self, KeyError> {
        let mut stage = Self {
            company,
            state: State::new(&company),
            quirks: Quirks::default(),
            knows_wrong_password: false,
            admin_token_age: SignedDuration::ZERO,
            trusted_issuer: INTEGRATION_ISSUER,
            uploaded: Uploaded::Current,
        };
        stage.prepare_administrator(passwords);
        match scenario.kind {
            Kind::Requisitions => stage.prepare_requisitions(),
            Kind::Workers => stage.prepare_workers(),
        }
        stage.prepare_integration_user(scenario.kind, passwords);
        (scenario.arrange)(&mut stage);
        if scenario.given.authentication != Authentication::Basic {
            stage.trust_tokens(keys)?;
        }
        Ok(stage)
    }

    /// The password that the person would type; none where there is no such user.
    pub fn known_password(&self, passwords: &Passwords) -> Option<String> {
        self.state.user(INTEGRATION_USER)?;
        Some(if self.knows_wrong_password { passwords.refused.clone() } else { passwords.integration.clone() })
    }

    fn prepare_administrator(&mut self, passwords: &Passwords) {
        let sights = [
            ("Practice Recruiting, all", ADMIN_RECRUITING_ROLE, SOURCE_ROLE_CODE),
            ("Practice Staff, all", ADMIN_STAFF_ROLE, STAFF_ROLE_CODE),
        ];
        for (name, code, inherits) in sights {
            let role = self.state.add_data_role(name, code, inherits);
            role.security.set(Section::JobRequisition, Profile::ViewAll);
            role.security.set(Section::Person, Profile::ViewAll);
            role.from_all_addresses = true;
        }
        let admin = self.state.add_user(ADMINISTRATOR);
        admin.given_name = Some("Practice".to_owned());
        "Administrator".clone_into(&mut admin.family_name);
        "Practice Administrator".clone_into(&mut admin.display_name);
        admin.email = Some("practice.admin@practice.example".to_owned());
        admin.password.clone_from(&passwords.admin);
        for role in [
            "ORA_FND_IT_SECURITY_MANAGER_JOB",
            "ORA_PER_RECRUITING_ADMINISTRATOR_JOB",
            "ORA_ASM_APPLICATION_IMPLEMENTATION_ADMIN_ABSTRACT",
            "ORA_PER_EMPLOYEE_ABSTRACT",
            ADMIN_RECRUITING_ROLE,
            ADMIN_STAFF_ROLE,
        ] {
            self.state.assign(ADMINISTRATOR, role);
        }
    }

    fn prepare_requisitions(&mut self) {
        self.state.copy_role(SOURCE_ROLE_CODE, COPIED_ROLE_NAME, COPIED_ROLE_CODE);
        self.role(COPIED_ROLE_CODE, |role| role.security.set(Section::JobRequisition, Profile::ViewAll));
    }

    fn prepare_workers(&mut self) {
        self.role(STAFF_ROLE_CODE, |role| role.security.set(Section::Person, Profile::ViewAll));
    }

    fn prepare_integration_user(&mut self, kind: Kind, passwords: &Passwords) {
        let user = self.state.add_user(INTEGRATION_USER);
        "Integration".clone_into(&mut user.family_name);
        user.given_name = Some("Vendor".to_owned());
        "Vendor Integration".clone_into(&mut user.display_name);
        user.email = Some("vendor.integration@practice.example".to_owned());
        user.password.clone_from(&passwords.integration);
        if kind == Kind::Requisitions {
            self.state.assign(INTEGRATION_USER, COPIED_ROLE_CODE);
        }
        for role in kind.role_list() {
            self.state.assign(INTEGRATION_USER, role);
        }
    }

    fn trust_tokens(&mut self, keys: &Keys) -> Result<(), KeyError> {
        let certificate = match self.uploaded {
            Uploaded::Current => Some(keys.integration()?.certificate.clone()),
            Uploaded::Former => Some(keys.former()?.certificate.clone()),
            Uploaded::Nothing => None,
            Uploaded::NoProvider => return Ok(()),
        };
        let provider = self.state.add_provider(Provider::for_tokens(self.trusted_issuer));
        if let Some(certificate) = certificate {
            provider.add(certificate);
        }
        Ok(())
    }

    /// Changes a role that stands on the stage.
    pub(super) fn role(&mut self, code: &str, change: impl FnOnce(&mut Role)) {
        if let Some(role) = self.state.role_mut(code) {
            change(role);
        }
    }

    /// Changes the integration user.
    pub(super) fn integration(&mut self, change: impl FnOnce(&mut User)) {
        if let Some(user) = self.state.user_mut(INTEGRATION_USER) {
            change(user);
        }
    }

    /// Changes the administrator.
    pub(super) fn administrator(&mut self, change: impl FnOnce(&mut User)) {
        if let Some(user) = self.state.user_mut(ADMINISTRATOR) {
            change(user);
        }
    }

    pub(super) fn fault(&mut self, at: Place, what: Behaviour) {
        self.quirks.faults.push(Fault { at, what });
    }
}
