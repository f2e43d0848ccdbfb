//! The form in which a state lies on disk between two openings of a practice setup.
//!
//! Only what a person may change is in it, and no password: those are made anew at each start. Nor is a certificate of
//! the scenario's own, because its key is made anew too. What the scenario itself brings is staged again and then
//! overlaid, so that a newer program may change a scenario without a file standing in its way.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    DataSecurity, Process, Profiles, Provider, Role, RoleCopy, Run, Scope, Section, Standing, State, TokenType,
    TrustedCertificate, USER_CATEGORIES, User, user::Assignment,
};
use crate::content::Worker;

/// Everything that is kept of a state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct KeptState {
    /// Roles of the company's own, whole.
    roles: Vec<KeptRole>,
    /// Security profiles of supplied roles, by role code.
    supplied: BTreeMap<String, KeptSecurity>,
    users: Vec<KeptUser>,
    providers: Vec<KeptProvider>,
    copies: Vec<KeptCopy>,
    runs: Vec<KeptRun>,
    /// Candidate sources that were added to those of the scenario.
    candidate_sources: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptRole {
    code: String,
    name: String,
    description: String,
    category: String,
    inherits: Vec<String>,
    privileges: Vec<String>,
    security: KeptSecurity,
    from_all_addresses: bool,
    known_from: Timestamp,
    created: Timestamp,
    updated: Timestamp,
}

/// Profiles by the name of their object and their own name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct KeptSecurity {
    profiles: BTreeMap<String, String>,
    came_with_copy: bool,
    /// Submitted, and waiting for regenerated grants.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptUser {
    id: String,
    name: String,
    given_name: Option<String>,
    family_name: String,
    display_name: String,
    email: Option<String>,
    category: String,
    active: bool,
    standing: KeptStanding,
    person: Option<Worker>,
    /// Role code, and from when it counts.
    roles: Vec<(String, Timestamp)>,
    created: Timestamp,
    updated: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptStanding {
    Good,
    PasswordExpired,
    Locked,
    SignOnOnly,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptProvider {
    number: u32,
    issuer: String,
    token_types: Vec<String>,
    certificates: Vec<KeptCertificate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptCertificate {
    /// One that the scenario brings: its provider's number and its place there.
    OfScenario(u32, usize),
    /// One that was uploaded: name, then fingerprint and public key in base64.
    Uploaded(String, String, String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptCopy {
    source: String,
    name: String,
    code: String,
    with_inherited: bool,
    submitted: Timestamp,
    complete: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptRun {
    number: u64,
    process: String,
    /// Code of the role that was named; none for all of them.
    role: Option<String>,
    by: String,
    submitted: Timestamp,
    ends: Timestamp,
}

impl State {
    /// What is to be kept. `first` is the state that the scenario began with.
    pub fn put_away(&self, first: &Self) -> KeptState {
        let (supplied, own): (Vec<&Role>, Vec<&Role>) = self.roles.iter().partition(|role| role.is_supplied());
        KeptState {
            roles: own.into_iter().map(KeptRole::of).collect(),
            supplied: supplied
                .into_iter()
                .map(|role| (role.code.clone(), KeptSecurity::of(&role.security)))
                .filter(|(_, security)| *security != KeptSecurity::default())
                .collect(),
            users: self.users.iter().map(KeptUser::of).collect(),
            providers: self.providers.iter().map(|provider| KeptProvider::of(provider, first)).collect(),
            copies: self.copies.iter().map(KeptCopy::of).collect(),
            runs: self.processes.runs.iter().map(KeptRun::of).collect(),
            candidate_sources: self.candidate_sources.iter().skip(first.candidate_sources.len()).cloned().collect(),
        }
    }

    /// The state that was kept, over the one that the scenario begins with. A user that the scenario has too gets the
    /// password of this start; the others have none until somebody sets one.
    pub fn brought_back(first: &Self, kept: &KeptState) -> Self {
        let mut state = first.clone();
        state.roles.retain(Role::is_supplied);
        for role in &mut state.roles {
            role.security = kept.supplied.get(&role.code).map(KeptSecurity::read).unwrap_or_default();
        }
        let own: Vec<Role> = kept.roles.iter().map(|role| role.read(first)).collect();
        state.roles.extend(own);
        state.users = kept.users.iter().map(|user| user.read(first)).collect();
        state.providers = kept.providers.iter().map(|provider| provider.read(first)).collect();
        state.copies = kept.copies.iter().map(KeptCopy::read).collect();
        state.candidate_sources.extend(kept.candidate_sources.iter().cloned());
        state.processes.runs = kept.runs.iter().filter_map(KeptRun::read).collect();
        state
    }
}

impl KeptRole {
    fn of(role: &Role) -> Self {
        Self {
            code: role.code.clone(),
            name: role.name.clone(),
            description: role.description.clone(),
            category: role.category.to_owned(),
            inherits: role.inherits.clone(),
            privileges: role.privileges.iter().map(|&privilege| privilege.to_owned()).collect(),
            security: KeptSecurity::of(&role.security),
            from_all_addresses: role.from_all_addresses,
            known_from: role.known_from,
            created: role.created,
            updated: role.updated,
        }
    }

    /// Privileges that this program does not know are left out: nothing here asks for them.
    fn read(&self, first: &State) -> Role {
        let known = |name: &String| {
            first.roles.iter().flat_map(|role| &role.privileges).copied().find(|privilege| *privilege == name.as_str())
        };
        let category = ["ABSTRACT", "DUTY", "DATA", "Default"].into_iter().find(|known| *known == self.category);
        let mut role = Role::new(first.seed, &self.code, &self.name, category.unwrap_or("JOB"));
        role.description.clone_from(&self.description);
        role.inherits.clone_from(&self.inherits);
        role.privileges = self.privileges.iter().filter_map(known).collect();
        role.security = self.security.read();
        role.from_all_addresses = self.from_all_addresses;
        role.known_from = self.known_from;
        role.created = self.created;
        role.updated = self.updated;
        role
    }
}

impl KeptSecurity {
    /// What was begun is over when the pod is opened again, unless it waits for somebody.
    fn of(security: &DataSecurity) -> Self {
        let granted =
            if security.waiting().is_some() { security.in_effect(Timestamp::now()) } else { security.chosen() };
        Self {
            profiles: names(granted),
            came_with_copy: security.came_with_copy(),
            waiting: security.waiting().map(names),
        }
    }

    fn read(&self) -> DataSecurity {
        DataSecurity::restored(profiles(&self.profiles), self.came_with_copy, self.waiting.as_ref().map(profiles))
    }
}

fn names(profiles: &Profiles) -> BTreeMap<String, String> {
    let named = profiles.iter().map(|(section, profile)| (section.object(), section.name_of(*profile)));
    named.map(|(object, name)| (object.to_owned(), name.to_owned())).collect()
}

fn profiles(names: &BTreeMap<String, String>) -> Profiles {
    let read = |(object, name): (&String, &String)| {
        let section = Section::of_object(object)?;
        Some((section, section.profile_named(name)?))
    };
    names.iter().filter_map(read).collect()
}

impl KeptUser {
    fn of(user: &User) -> Self {
        Self {
            id: user.id.clone(),
            name: user.name.clone(),
            given_name: user.given_name.clone(),
            family_name: user.family_name.clone(),
            display_name: user.display_name.clone(),
            email: user.email.clone(),
            category: user.category.to_owned(),
            active: user.active,
            standing: user.standing.into(),
            person: user.person,
            roles: user.assignments.iter().map(|held| (held.role.clone(), held.effective)).collect(),
            created: user.created,
            updated: user.updated,
        }
    }

    fn read(&self, first: &State) -> User {
        let mut user = User::new(first.seed, &self.name);
        user.id.clone_from(&self.id);
        user.password = first.user_by_id(&self.id).map(|before| before.password.clone()).unwrap_or_default();
        user.given_name.clone_from(&self.given_name);
        user.family_name.clone_from(&self.family_name);
        user.display_name.clone_from(&self.display_name);
        user.email.clone_from(&self.email);
        user.category = USER_CATEGORIES.into_iter().find(|known| *known == self.category).unwrap_or(USER_CATEGORIES[0]);
        user.active = self.active;
        user.standing = self.standing.into();
        user.person = self.person;
        let held = |(role, effective): &(String, Timestamp)| Assignment { role: role.clone(), effective: *effective };
        user.assignments = self.roles.iter().map(held).collect();
        user.created = self.created;
        user.updated = self.updated;
        user
    }
}

impl From<Standing> for KeptStanding {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Good => Self::Good,
            Standing::PasswordExpired => Self::PasswordExpired,
            Standing::Locked => Self::Locked,
            Standing::SignOnOnly => Self::SignOnOnly,
        }
    }
}

impl From<KeptStanding> for Standing {
    fn from(standing: KeptStanding) -> Self {
        match standing {
            KeptStanding::Good => Self::Good,
            KeptStanding::PasswordExpired => Self::PasswordExpired,
            KeptStanding::Locked => Self::Locked,
            KeptStanding::SignOnOnly => Self::SignOnOnly,
        }
    }
}

impl KeptProvider {
    fn of(provider: &Provider, first: &State) -> Self {
        Self {
            number: provider.number,
            issuer: provider.issuer.clone(),
            token_types: provider.token_types.iter().map(|kind| kind.name().to_owned()).collect(),
            certificates: provider
                .certificates
                .iter()
                .map(|certificate| KeptCertificate::of(certificate, first))
                .collect(),
        }
    }

    fn read(&self, first: &State) -> Provider {
        let kinds = TokenType::ALL.into_iter().filter(|kind| self.token_types.iter().any(|kept| kept == kind.name()));
        Provider {
            number: self.number,
            issuer: self.issuer.clone(),
            token_types: kinds.collect(),
            certificates: self.certificates.iter().filter_map(|certificate| certificate.read(first)).collect(),
        }
    }
}

impl KeptCertificate {
    fn of(certificate: &TrustedCertificate, first: &State) -> Self {
        let brought = first.providers.iter().find_map(|provider| {
            let place = provider.certificates.iter().position(|other| other.thumbprint == certificate.thumbprint)?;
            Some(Self::OfScenario(provider.number, place))
        });
        brought.unwrap_or_else(|| {
            let (thumbprint, key) = (STANDARD.encode(&certificate.thumbprint), STANDARD.encode(&certificate.key));
            Self::Uploaded(certificate.alias.clone(), thumbprint, key)
        })
    }

    fn read(&self, first: &State) -> Option<TrustedCertificate> {
        match self {
            Self::OfScenario(number, place) => {
                let provider = first.providers.iter().find(|provider| provider.number == *number)?;
                provider.certificates.get(*place).cloned()
            }
            Self::Uploaded(alias, thumbprint, key) => Some(TrustedCertificate {
                alias: alias.clone(),
                thumbprint: STANDARD.decode(thumbprint).ok()?,
                key: STANDARD.decode(key).ok()?,
            }),
        }
    }
}

impl KeptCopy {
    fn of(copy: &RoleCopy) -> Self {
        Self {
            source: copy.source.clone(),
            name: copy.name.clone(),
            code: copy.code.clone(),
            with_inherited: copy.with_inherited,
            submitted: copy.submitted,
            complete: copy.complete,
        }
    }

    fn read(&self) -> RoleCopy {
        RoleCopy {
            source: self.source.clone(),
            name: self.name.clone(),
            code: self.code.clone(),
            with_inherited: self.with_inherited,
            submitted: self.submitted,
            complete: self.complete,
        }
    }
}

impl KeptRun {
    fn of(run: &Run) -> Self {
        let role = match &run.scope {
            Some(Scope::Named(code)) => Some(code.clone()),
            Some(Scope::AllRoles) | None => None,
        };
        Self {
            number: run.number,
            process: run.process.name().to_owned(),
            role,
            by: run.by.clone(),
            submitted: run.submitted,
            ends: run.ends,
        }
    }

    fn read(&self) -> Option<Run> {
        let process = Process::named(&self.process)?;
        let scope = match (&self.role, process) {
            (Some(code), _) => Some(Scope::Named(code.clone())),
            (None, Process::RegenerateGrants) => Some(Scope::AllRoles),
            (None, _) => None,
        };
        Some(Run {
            number: self.number,
            process,
            scope,
            by: self.by.clone(),
            submitted: self.submitted,
            ends: self.ends,
        })
    }
}
