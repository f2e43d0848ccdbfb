//! A step of a guide, and the other forms that it takes in a branch.
//!
//! Filling its texts with a setup's values is [`crate::plan`]'s; reading it from TOML is the loader's.

use serde::{Deserialize, Serialize};

use super::{Branches, hint::Hint, holds, worksheet::Worksheet};

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
    /// The Oracle screen, drawn: where to look for the one thing that matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
    /// Tables to fill in while doing it.
    #[serde(rename = "worksheet", skip_serializing_if = "Vec::is_empty")]
    pub worksheets: Vec<Worksheet>,
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
    /// Whoever publishes the jobs.
    Recruiter,
}

impl Who {
    /// For the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::OracleAdministrator => "Oracle administrator",
            Self::Security => "Security team",
            Self::Csm => "Customer success manager",
            Self::Vendor => "Vendor",
            Self::Recruiter => "Recruiter",
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

/// Another form of a step, used where `when` holds. What is absent stays as in the step, but for the drawn hint: a form
/// that leads elsewhere or does something else has its own or none.
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
    pub minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Page>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sees: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub english: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<String>>,
}

impl Step {
    /// The step in the form that these branches ask for, without the other forms.
    pub(super) fn in_branch(&self, branches: &Branches) -> Step {
        let mut step = self.clone();
        for variant in std::mem::take(&mut step.variants) {
            if holds(&variant.when, branches) {
                step.take_form(variant);
            }
        }
        step
    }

    /// Its title in the form that these branches ask for, and who usually does it there.
    pub(crate) fn title_in(&self, branches: &Branches) -> (&str, Who) {
        let forms = || self.variants.iter().rev().filter(|form| holds(&form.when, branches));
        let title = forms().find_map(|form| form.title.as_deref()).unwrap_or(&self.title);
        (title, forms().find_map(|form| form.who).unwrap_or(self.who))
    }

    /// Takes another form of itself.
    pub(crate) fn take_form(&mut self, form: Variant) {
        // Drawn for the page that the other form leads to, it would point at the wrong place.
        if form.hint.is_some() || form.path.is_some() || form.instructions.is_some() {
            self.hint = form.hint;
        }
        replace(&mut self.title, form.title);
        replace(&mut self.why, form.why);
        replace(&mut self.path, form.path);
        replace(&mut self.instructions, form.instructions);
        replace(&mut self.values, form.values);
        replace(&mut self.if_not, form.if_not);
        replace(&mut self.minutes, form.minutes);
        replace(&mut self.who, form.who);
        replace(&mut self.sources, form.sources);
        self.see = form.see.or(self.see.take());
        self.opens = form.opens.or(self.opens);
        self.ask = form.ask.or(self.ask.take());
        self.sees = form.sees.or(self.sees.take());
        self.english = form.english.or(self.english.take());
    }
}

fn replace<T>(place: &mut T, other: Option<T>) {
    if let Some(other) = other {
        *place = other;
    }
}
