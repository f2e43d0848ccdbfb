//! Roles, with what they inherit and the security profiles that stand on them.

use jiff::Timestamp;

use crate::content::Seed;

#[derive(Clone, Debug)]
pub(crate) struct Role {
    /// 32 upper-case hexadecimal digits.
    pub id: String,
    pub code: String,
    pub name: String,
    pub description: String,
    /// `JOB`, `ABSTRACT`, `DUTY`, `DATA` or, for roles made in the console, `Default`.
    pub category: &'static str,
    /// Codes of the roles that this one refers to.
    pub inherits: Vec<String>,
    /// Function privileges that stand on the role itself.
    pub privileges: Vec<&'static str>,
    pub requisition_profile: Option<RequisitionProfile>,
    pub person_profile: Option<PersonProfile>,
    /// "Enable Role for Access from All IP Addresses".
    pub from_all_addresses: bool,
    pub created: Timestamp,
    pub updated: Timestamp,
}

/// The Job Requisition security profiles that Oracle supplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequisitionProfile {
    ViewAll,
    ViewMyTeam,
}

/// The person security profiles that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PersonProfile {
    ViewAll,
}

impl Role {
    pub fn new(seed: Seed, code: &str, name: &str, category: &'static str) -> Self {
        let now = Timestamp::now();
        Self {
            id: seed.guid("role", code),
            code: code.to_owned(),
            name: name.to_owned(),
            description: String::new(),
            category,
            inherits: Vec::new(),
            privileges: Vec::new(),
            requisition_profile: None,
            person_profile: None,
            from_all_addresses: false,
            created: now,
            updated: now,
        }
    }

    pub fn data(seed: Seed, name: &str, code: &str, inherits: &str) -> Self {
        let mut role = Self::new(seed, code, name, "DATA");
        role.inherits = vec![inherits.to_owned()];
        role
    }

    pub fn copied(&self, seed: Seed, name: &str, code: &str) -> Self {
        let mut copy = Self::new(seed, code, name, self.category);
        copy.description.clone_from(&self.description);
        copy.inherits.clone_from(&self.inherits);
        copy.privileges.clone_from(&self.privileges);
        copy
    }
}
