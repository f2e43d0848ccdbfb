//! Guides: what a vendor asks an administrator to do, as data.
//!
//! A guide decides which steps, roles, probes and hand-over fields there are. Reading one is in [`load`]; which of its
//! steps a given setup shows, and with which values, is in [`crate::plan`]. Nothing here knows a vendor by name.

mod builtin;
mod load;
mod placeholders;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use builtin::{builtin, builtins, find};
pub use load::{Fault, read};
pub use placeholders::{Facts, fill};

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
}

/// Whom to ask for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// One step of the checklist. Texts may hold placeholders, **bold** for Oracle's labels and `code` for codes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Name, final across versions: claims follow it.
    pub id: String,
    /// Imperative, short.
    pub title: String,
    /// What sort of step it is.
    pub kind: StepKind,
    /// Why it is needed, in one sentence.
    pub why: String,
    /// Where to go, by Oracle's own labels.
    pub path: Vec<String>,
    /// What to do, one action each.
    #[serde(rename = "do")]
    pub instructions: Vec<String>,
    /// Values to copy.
    pub values: Vec<Value>,
    /// What stands on the screen after it.
    pub see: Option<String>,
    /// What to do when it does not.
    pub if_not: Vec<IfNot>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Who usually does it.
    pub who: Who,
    /// A page of the pod that the step is done on.
    pub opens: Option<Page>,
    /// What the customer success manager asks here.
    pub ask: Option<String>,
    /// What the administrator should now see, for the customer success manager.
    pub sees: Option<String>,
    /// How to get Oracle's page to show the labels that stand here.
    pub english: Option<String>,
    /// Ids of the checks that observe it.
    pub observed_by: Vec<String>,
    /// Sources of the Oracle facts in it.
    pub sources: Vec<String>,
    /// It is shown only in these branches.
    pub when: Branches,
    /// Its other forms, by branch.
    #[serde(rename = "variant")]
    pub variants: Vec<Variant>,
}

/// What sort of step it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Something to do in Oracle or at the vendor.
    #[default]
    Do,
    /// Something to wait for.
    Wait,
    /// The verification.
    Verify,
    /// The hand-over.
    HandOver,
}

/// Who usually does a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The customer's Oracle administrator.
    #[default]
    OracleAdministrator,
    /// The customer's security team.
    Security,
    /// The vendor's customer success manager.
    Csm,
    /// The vendor.
    Vendor,
}

impl Who {
    /// For the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::OracleAdministrator => "Oracle administrator",
            Self::Security => "Security team",
            Self::Csm => "Customer success manager",
            Self::Vendor => "Vendor",
        }
    }
}

/// A page of a pod that can be opened by its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Page {
    /// The start page.
    Home,
    /// Tools, Security Console.
    SecurityConsole,
    /// Setup and Maintenance.
    SetupAndMaintenance,
    /// Tools, Scheduled Processes.
    ScheduledProcesses,
}

impl Page {
    /// Path and query on the pod's host. Seen in public code that opens these pages; Oracle documents none of them, so
    /// a step never depends on one. An unauthenticated click lands on the sign-in page first.
    pub fn path(self) -> &'static str {
        match self {
            Self::Home => "/fscmUI/faces/FuseWelcome",
            Self::SecurityConsole => "/hcmUI/faces/FndOverview?fndGlobalItemNodeId=ASE_FUSE_SECURITY_CONSOLE",
            Self::SetupAndMaintenance => "/fscmUI/faces/FuseTaskListManagerTop",
            Self::ScheduledProcesses => {
                "/fscmUI/faces/FuseOverview?fndGlobalItemNodeId=itemNode_tools_scheduled_processes_fuse_plus"
            }
        }
    }
}

/// A value to copy into Oracle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// The field's label in Oracle.
    pub label: String,
    /// The value with placeholders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Instead of `value`: one row for each entry of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<ValueList>,
}

/// A list that a value can repeat over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueList {
    /// Every role code that the integration user must hold.
    RequiredRoles,
}

/// What to do when the screen shows something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IfNot {
    /// What is seen instead.
    pub when: String,
    /// The cause, and what to do.
    pub then: String,
}

/// Another form of a step, used where `when` holds. What is absent stays as in the step.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the fields are those of `Step`")]
pub struct Variant {
    pub when: Branches,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Vec<String>>,
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    pub instructions: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_not: Option<Vec<IfNot>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Page>,
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
            .map(|stage| Stage {
                steps: stage
                    .steps
                    .iter()
                    .filter(|step| holds(&step.when, branches))
                    .map(|step| step.in_branch(branches))
                    .collect(),
                ..stage.clone()
            })
            .filter(|stage| !stage.steps.is_empty())
            .collect()
    }
}

impl Step {
    fn in_branch(&self, branches: &Branches) -> Step {
        let mut step = self.clone();
        for variant in self.variants.iter().filter(|variant| holds(&variant.when, branches)) {
            let variant = variant.clone();
            step.title = variant.title.unwrap_or(step.title);
            step.why = variant.why.unwrap_or(step.why);
            step.path = variant.path.unwrap_or(step.path);
            step.instructions = variant.instructions.unwrap_or(step.instructions);
            step.values = variant.values.unwrap_or(step.values);
            step.see = variant.see.or(step.see);
            step.if_not = variant.if_not.unwrap_or(step.if_not);
            step.opens = variant.opens.or(step.opens);
        }
        step.variants.clear();
        step
    }
}

/// Whether a condition holds in these branches; what was not chosen has its first value.
fn holds(when: &Branches, branches: &Branches) -> bool {
    when.iter().all(|(key, wanted)| {
        let first = BRANCHES.iter().find(|(name, _)| name == key).map_or("", |(_, values)| values[0]);
        branches.get(key).map_or(first, String::as_str) == wanted
    })
}
