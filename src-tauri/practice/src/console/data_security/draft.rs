//! What was chosen for a role and is not submitted yet.

use jiff::Timestamp;

use super::super::{message::Message, visit::Fields};
use crate::{
    pod::{Pod, World},
    state::{DataSecurityError, Profiles, Role, Section, data_role_code},
};

/// A role with a choice in the making; it lies on the desk between one page and the next.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub target: Target,
    pub profiles: Profiles,
}

/// Whose data security it is.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// A role that is there.
    Role { code: String, name: String },
    /// A data role to be made.
    DataRole { name: String, job_role: String },
}

impl Draft {
    /// Begins with what stands on the role.
    pub fn of(role: &Role) -> Self {
        let target = Target::Role { code: role.code.clone(), name: role.name.clone() };
        Self { target, profiles: role.security.chosen().clone() }
    }

    pub fn of_data_role() -> Self {
        let target = Target::DataRole { name: String::new(), job_role: String::new() };
        Self { target, profiles: Profiles::new() }
    }

    /// Role name and code, of a data role those that it will get.
    pub fn name_and_code(&self) -> (&str, String) {
        match &self.target {
            Target::Role { code, name } => (name, code.clone()),
            Target::DataRole { name, .. } => (name, data_role_code(name)),
        }
    }

    /// Takes what the lists of a form say. A list that the form lacks keeps its value.
    pub fn take(&mut self, fields: &Fields) {
        for section in Section::all().filter(|section| fields.has(section.object())) {
            match section.profile_named(fields.text(section.object())) {
                Some(profile) => self.profiles.insert(section, profile),
                None => self.profiles.remove(&section),
            };
        }
    }

    /// Submits the choice, and says what the next page has to say.
    pub fn submit(&self, pod: &Pod, world: &mut World) -> Result<Message, DataSecurityError> {
        let now = Timestamp::now();
        let complete = now.saturating_add(pod.background).unwrap_or(now);
        let profiles = self.profiles.clone();
        match &self.target {
            Target::Role { code, name } => {
                world.state.secure_role(code, profiles, (now, complete))?;
                Ok(Message::confirmation(format!("{name} was submitted. Search again until its status is Complete.")))
            }
            Target::DataRole { name, job_role } => {
                let code = world.state.make_data_role(name, job_role, profiles, (now, complete))?;
                Ok(Message::confirmation(format!(
                    "{name} ({code}) was submitted. Search again until its status is Complete."
                )))
            }
        }
    }
}
