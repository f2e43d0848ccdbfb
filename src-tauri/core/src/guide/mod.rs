//! Guides: what a vendor asks an administrator to do, as data.
//!
//! A guide decides which steps, roles, probes and hand-over fields there are. Reading one is in [`load`]; which of its
//! steps a given setup shows, and with which values, is in [`crate::plan`]. Nothing here knows a vendor by name.

mod afterwards;
mod builtin;
mod delivery;
mod folder;
pub mod hint;
mod load;
mod placeholders;
mod preview;
pub mod role_list;
mod step;
pub mod worksheet;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use afterwards::Afterwards;
pub use builtin::{builtin, builtins, find};
pub use delivery::{Delivery, Way};
pub use load::{Fault, LARGEST, SCHEMA, read, read_bytes};
pub use placeholders::{Facts, fill};
pub use preview::{GuideAsks, PlannedRequest, preview};
pub use step::{IfNot, Page, Step, StepKind, Value, ValueList, Variant, Who};

/// The choices that a setup makes between the forms of a step, such as `pages` = `redwood`.
pub type Branches = BTreeMap<String, String>;

/// The branches that a guide may ask about, with their values; the first value is what holds when nothing was chosen.
pub const BRANCHES: &[(&str, &[&str])] = &[
    ("authentication", &["basic", "jwt"]),
    ("pages", &["classic", "redwood"]),
    ("user", &["new", "existing"]),
    ("access", &["job-role", "data-role"]),
    ("key", &["own", "vendor"]),
];

/// What it means to be in a branch, to follow "Only": `on Redwood pages`. None for a branch that there is not.
pub fn branch_words(key: &str, value: &str) -> Option<&'static str> {
    Some(match (key, value) {
        ("authentication", "basic") => "where the vendor signs in with user name and password",
        ("authentication", "jwt") => "where the vendor signs in with tokens (JWT)",
        ("pages", "classic") => "on classic pages, which show steps across the top",
        ("pages", "redwood") => "on Redwood pages, which show no steps across the top",
        ("user", "new") => "for a new user",
        ("user", "existing") => "for a user that exists already",
        ("access", "job-role") => "where the role itself gets the data access",
        ("access", "data-role") => "where a data role gets the data access",
        ("key", "own") => "where you make the key pair",
        ("key", "vendor") => "where the vendor keeps the private key",
        _ => return None,
    })
}

/// How the integration user signs in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Authentication {
    /// User name and password.
    #[default]
    Basic,
    /// A token signed with a private key, RS256.
    Jwt,
}

impl Authentication {
    /// As it stands in guides, files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Jwt => "jwt",
        }
    }
}

/// A whole guide: parts included, overrides applied, every step complete.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Guide {
    /// Short name, such as the file's name without its ending.
    pub id: String,
    /// The guide's own version; a text.
    pub version: String,
    /// SHA-256 over the guide's text and the parts that it includes, as lower-case hex.
    #[serde(skip)]
    pub sha256: String,
    /// Whether it came with this program.
    pub built_in: bool,
    /// The vendor, as it names itself.
    pub vendor: String,
    /// One sentence: what the integration reads, and what the guide sets up.
    pub summary: String,
    /// How long the whole of it takes, in minutes.
    pub minutes: u32,
    /// What the integration reads, for the choice of a guide.
    pub reads: Vec<String>,
    /// The ways to sign in that the vendor can use.
    pub authentications: Vec<Authentication>,
    /// Whom to ask.
    pub support: Support,
    /// The role that is copied, where one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<CopiedRole>,
    /// The roles that are asked for.
    pub roles: Roles,
    /// What the integration reads, each as one request.
    pub probes: Vec<Probe>,
    /// Problem code → this guide's own step, where it lacks the usual one.
    pub steps_for: BTreeMap<String, String>,
    /// The walk: stages in order, each with its steps in order.
    pub stages: Vec<Stage>,
    /// The fields of the vendor's form, in its order.
    pub handover: Vec<HandoverField>,
    /// How they are to reach the vendor.
    pub delivery: Delivery,
}

/// Whom to ask for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Who, in words.
    pub who: String,
    /// How to reach them, in one sentence.
    pub how: String,
    /// A public page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// The role to copy, and what the copy is to be called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct CopiedRole {
    /// Role name of the role that is copied.
    pub source_name: String,
    /// Role code of the role that is copied.
    pub source_code: String,
    /// Role name of the copy.
    pub name: String,
    /// Role code of the copy.
    pub code: String,
}

/// The roles that a guide asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Role codes that the integration user must hold; may hold placeholders.
    pub required: Vec<String>,
    /// Whether `required` is the whole list.
    pub list: RoleList,
    /// Role codes that are no finding when the user holds them too.
    #[serde(default)]
    pub tolerated: Vec<String>,
    /// Role codes that the administrator needs to do this guide.
    #[serde(default)]
    pub prerequisite: Vec<String>,
}

/// Where the list of required roles comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleList {
    /// The vendor gives each customer its own list, so the setup must bring it.
    Vendor,
    /// The guide's list is whole.
    Guide,
}

/// One thing that the integration reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// Oracle's REST resource, such as `recruitingJobRequisitions` or `workers/emails`.
    pub resource: String,
    /// Whether the integration is worth nothing without it.
    pub kind: ProbeKind,
    /// Plural, lower case, for sentences.
    pub label: String,
    /// The one attribute that is asked for.
    pub field: String,
    /// The attribute by which a number read off a screen is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
}

/// How much a probe matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbeKind {
    /// Rows must be visible.
    Must,
    /// It should be readable; 403 and 404 are warnings.
    Wanted,
}

/// A part of the walk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stage {
    /// Short name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// One field of the vendor's connection form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoverField {
    /// What it is, such as `host`.
    pub id: String,
    /// As the vendor's form words it.
    pub label: String,
    /// Its value with placeholders; none for a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// It is a secret: it never stands in the sheet.
    #[serde(default)]
    pub secret: bool,
    /// The form has it only in these branches.
    #[serde(default, skip_serializing_if = "Branches::is_empty")]
    pub when: Branches,
}

impl HandoverField {
    /// Whether the form has it in these branches.
    pub fn belongs_to(&self, branches: &Branches) -> bool {
        holds(&self.when, branches)
    }
}

impl Guide {
    /// Every step, in the walk's order, whatever the branch.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stages.iter().flat_map(|stage| &stage.steps)
    }

    /// The step of that id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps().find(|step| step.id == id)
    }

    /// The probes without which the integration is worth nothing.
    pub fn must_probes(&self) -> impl Iterator<Item = &Probe> {
        self.probes.iter().filter(|probe| probe.kind == ProbeKind::Must)
    }

    /// The walk of a setup that chose these branches: only relevant steps, each in the form that fits. A stage without
    /// a step is left out.
    pub fn walk(&self, branches: &Branches) -> Vec<Stage> {
        self.stages
            .iter()
            .map(|stage| Stage { steps: relevant(&stage.steps, branches), ..stage.clone() })
            .filter(|stage| !stage.steps.is_empty())
            .collect()
    }

    /// The steps of that walk as the guide has them, in their usual form.
    pub(crate) fn steps_in(&self, branches: &Branches) -> impl Iterator<Item = &Step> {
        self.stages.iter().flat_map(|stage| &stage.steps).filter(|step| holds(&step.when, branches))
    }
}

/// Those of these steps that are relevant in these branches, each in the form that fits.
pub(crate) fn relevant(steps: &[Step], branches: &Branches) -> Vec<Step> {
    steps.iter().filter(|step| holds(&step.when, branches)).map(|step| step.in_branch(branches)).collect()
}

/// Whether a condition holds in these branches; what was not chosen has its first value.
fn holds(when: &Branches, branches: &Branches) -> bool {
    when.iter().all(|(key, wanted)| {
        let first = BRANCHES.iter().find(|(name, _)| name == key).map_or("", |(_, values)| values[0]);
        branches.get(key).map_or(first, String::as_str) == wanted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_branch_has_words() {
        for (key, values) in BRANCHES {
            for value in *values {
                assert!(branch_words(key, value).is_some(), "{key}={value}");
            }
        }
        assert_eq!(branch_words("pages", "blue"), None);
    }
}
