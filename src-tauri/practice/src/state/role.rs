//! Roles, with what they inherit and the security profiles that stand on them.

use jiff::Timestamp;

use super::DataSecurity;
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
    pub security: DataSecurity,
    /// "Enable Role for Access from All IP Addresses".
    pub from_all_addresses: bool,
    /// Before this moment the role is being made, and nothing and nobody finds it.
    pub known_from: Timestamp,
    pub created: Timestamp,
    pub updated: Timestamp,
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
            security: DataSecurity::default(),
            from_all_addresses: false,
            known_from: now,
            created: now,
            updated: now,
        }
    }

    pub fn data(seed: Seed, name: &str, code: &str, inherits: &str) -> Self {
        let mut role = Self::new(seed, code, name, "DATA");
        role.inherits = vec![inherits.to_owned()];
        role
    }

    /// Whether Oracle supplies the role. Nobody can edit such a role itself.
    pub fn is_supplied(&self) -> bool {
        self.code.starts_with("ORA_")
    }

    pub fn copied(&self, seed: Seed, name: &str, code: &str) -> Self {
        let mut copy = Self::new(seed, code, name, self.category);
        copy.description.clone_from(&self.description);
        copy.inherits.clone_from(&self.inherits);
        copy.privileges.clone_from(&self.privileges);
        copy.security = self.security.copied(copy.created);
        copy
    }
}
