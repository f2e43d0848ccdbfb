//! The checks: what a verification asks of a pod, and what each answer means.
//!
//! Each check stands in its own file, is a claim ("the user holds every role"), and says as data what it needs. The
//! order in which they run follows from those needs alone ([`run`]). A failed check is a value, not an error.

mod address_known;
mod admin_prepared;
mod admin_signed_in;
mod as_many_rows_as_admin;
mod clock_agrees;
mod compare;
mod host_reachable;
mod integration_signed_in;
mod known_requisition_visible;
mod nothing_extra_granted;
mod reading;
mod report;
mod resource_readable;
mod role_copied;
mod roles_granted;
mod rows_visible;
mod run;
mod selection;
mod together;
mod user_active;
mod user_exists;

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

use crate::{
    guide::Probe,
    near,
    oracle::{Ask, Request},
    plan::Plan,
    problem::Problem,
};
pub use compare::{Changed, Comparison, Direction, compare};
#[cfg(test)]
pub(crate) use report::example;
pub use report::{Accepting, Because, CheckResult, GuideName, Reason, Report, Totals};
pub use run::{Event, PlannedCheck, Run, Settings, planned, verify};
pub use selection::{Named, Selection};
pub use together::{laid_over, together};

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It holds, or does no harm, and something should be known.
    Warning,
    /// It does not hold.
    Failed,
    /// Oracle's answer does not tell.
    CantTell,
    /// It was not run.
    Skipped,
    /// A fault of this program.
    Broke,
}

/// As whom a check asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RunsAs {
    /// Without a credential.
    Nobody,
    /// As the administrator.
    Admin,
    /// As the integration user.
    Integration,
    /// As both.
    Both,
}

macro_rules! check_ids {
    ($($variant:ident = $name:literal: $says:literal),+ $(,)?) => {
        /// The name of a check; final.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum CheckId {
            $(#[doc = $says] $variant,)+
        }

        impl CheckId {
            /// All of them, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As it stands in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

check_ids! {
    AddressKnown = "address_known": "The address is an Oracle application host.",
    HostReachable = "host_reachable": "A REST server answers at the address.",
    ClockAgrees = "clock_agrees": "Oracle's clock and this computer's agree.",
    AdminSignedIn = "admin_signed_in": "The administrator is signed in and may read users and roles.",
    AdminPrepared = "admin_prepared": "The administrator holds the guide's prerequisite roles.",
    RoleCopied = "role_copied": "The role code of the copy exists.",
    UserExists = "user_exists": "The integration user exists.",
    UserActive = "user_active": "The integration user's account is active.",
    RolesGranted = "roles_granted": "The integration user holds every required role.",
    NothingExtraGranted = "nothing_extra_granted": "The integration user holds no other role.",
    IntegrationSignedIn = "integration_signed_in": "The integration user is signed in.",
    ResourceReadable = "resource_readable": "A resource may be read.",
    RowsVisible = "rows_visible": "Rows of a must resource are visible.",
    KnownRequisitionVisible = "known_requisition_visible": "A requisition that was read off a screen is found.",
    AsManyRowsAsAdmin = "as_many_rows_as_admin": "The integration user sees as many rows as the administrator.",
}

impl CheckId {
    /// The check of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|id| id.as_str() == name)
    }

    /// The check of that name, or a refusal that names the nearest and all.
    pub fn find(name: &str) -> Result<Self, Problem> {
        Self::parse(name).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|id| id.as_str()).collect();
            Problem::CheckUnknown {
                check: name.to_owned(),
                nearest: near::nearest(name, known.iter().copied(), 1).first().map(|&name| name.to_owned()),
                known: known.into_iter().map(str::to_owned).collect(),
            }
        })
    }
}

/// What must be so before a check runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The administrator's credential is given.
    AdminCredential,
    /// The integration user's name and secret are given.
    IntegrationCredential,
    /// That check passed.
    Passed(CheckId),
    /// That check passed for the same resource.
    PassedForResource(CheckId),
    /// That check passed for the resource in which a known number is looked for.
    PassedForWitness(CheckId),
    /// Its verdict may be looked at ([`Run::ended`]); that is waited for only then, so that no request waits for it.
    Consults(CheckId),
}

/// One check of a run.
pub(crate) trait Check: Send + Sync {
    /// Its name.
    fn id(&self) -> CheckId;
    /// The resource that it looks at, where a run has several of it.
    fn subject(&self) -> Option<&str> {
        None
    }
    /// As whom it asks.
    fn runs_as(&self) -> RunsAs;
    /// What must be so before it runs.
    fn needs(&self) -> &'static [Need];
    /// Whether guide and setup hold what it looks for.
    fn has_input(&self, _plan: &Plan) -> bool {
        true
    }
    /// The requests that it makes where all is well, with the identity of each.
    fn asks(&self, _plan: &Plan) -> Vec<(RunsAs, Ask)> {
        Vec::new()
    }
    /// Asks, and reads what it means.
    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome>;
}

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) problem: Option<Problem>,
    /// The usual step for it.
    pub(crate) step: Option<&'static str>,
    pub(crate) because: Option<Because>,
    pub(crate) totals: Option<Totals>,
    /// The role codes that the user holds.
    pub(crate) held: Option<Vec<String>>,
    pub(crate) requests: Vec<Request>,
}

impl Outcome {
    fn new(verdict: Verdict, problem: Option<Problem>, step: Option<&'static str>, requests: Vec<Request>) -> Self {
        Self { verdict, problem, step, because: None, totals: None, held: None, requests }
    }

    fn passed(requests: Vec<Request>) -> Self {
        Self::new(Verdict::Passed, None, None, requests)
    }

    fn failed(problem: Problem, step: &'static str, requests: Vec<Request>) -> Self {
        Self::new(Verdict::Failed, Some(problem), Some(step), requests)
    }

    fn warning(problem: Problem, step: &'static str, requests: Vec<Request>) -> Self {
        Self::new(Verdict::Warning, Some(problem), Some(step), requests)
    }

    fn cant_tell(problem: Problem, step: Option<&'static str>, requests: Vec<Request>) -> Self {
        Self::new(Verdict::CantTell, Some(problem), step, requests)
    }

    fn with_totals(self, admin: Option<u64>, integration: Option<u64>) -> Self {
        Self { totals: Some(Totals { admin, integration }), ..self }
    }

    fn with_held(self, held: Vec<String>) -> Self {
        Self { held: Some(held), ..self }
    }

    /// The way to Oracle, or its answer, is no basis for this check.
    fn in_the_way(problem: Problem, requests: Vec<Request>) -> Self {
        let step = host_reachable::step_for(&problem);
        Self::cant_tell(problem, step, requests)
    }

    fn skipped(because: Because) -> Self {
        Self { because: Some(because), ..Self::new(Verdict::Skipped, None, None, Vec::new()) }
    }
}

/// Every check that a plan can ask for, in the order of the contract.
pub(crate) fn of(plan: &Plan) -> Vec<Box<dyn Check>> {
    let mut checks: Vec<Box<dyn Check>> = vec![
        Box::new(address_known::AddressKnown),
        Box::new(host_reachable::HostReachable),
        Box::new(clock_agrees::ClockAgrees),
        Box::new(admin_signed_in::AdminSignedIn),
        Box::new(admin_prepared::AdminPrepared),
        Box::new(role_copied::RoleCopied),
        Box::new(user_exists::UserExists),
        Box::new(user_active::UserActive),
        Box::new(roles_granted::RolesGranted),
        Box::new(nothing_extra_granted::NothingExtraGranted),
        Box::new(integration_signed_in::IntegrationSignedIn),
    ];
    let probes = &plan.guide.probes;
    checks.extend(probes.iter().map(|probe| boxed(resource_readable::ResourceReadable::of(probe))));
    let must = || plan.guide.must_probes();
    checks.extend(must().map(|probe| boxed(rows_visible::RowsVisible(probe.clone()))));
    if witness(plan).is_some() {
        checks.push(Box::new(known_requisition_visible::KnownRequisitionVisible));
    }
    checks.extend(must().map(|probe| boxed(as_many_rows_as_admin::AsManyRowsAsAdmin(probe.clone()))));
    checks
}

fn boxed(check: impl Check + 'static) -> Box<dyn Check> {
    Box::new(check)
}

/// The must probe that can be searched by a number read off a screen, and the attribute that holds the number.
fn witness(plan: &Plan) -> Option<(&Probe, &str)> {
    plan.guide.must_probes().find_map(|probe| Some((probe, probe.witness.as_deref()?)))
}

/// The step where a must resource's data security is set.
fn data_security_step(probe: &Probe) -> &'static str {
    if probe.resource == "recruitingJobRequisitions" { "job-requisition-profile" } else { "data-access" }
}
