//! What a verification came to, as it is printed and kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CheckId, RunsAs, Verdict};
use crate::{
    address::Environment, near::Difference, oracle::Request, problem::Problem, setup_file::Accepted, words::Asking,
};

/// A verification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this shape.
    pub schema: u64,
    /// The guide.
    pub guide: GuideName,
    /// The pod.
    pub host: String,
    /// What sort of pod it is.
    pub environment: Environment,
    /// The integration user's name, or none where the setup had none.
    #[serde(default)]
    pub user: Option<String>,
    /// The administrator's user name, where one asked and it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin: Option<String>,
    /// The role codes that the user had to hold.
    #[serde(default)]
    pub required_roles: Vec<String>,
    /// A pass from here does not prove that the vendor gets in.
    pub seen_from: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// Only some checks were asked for; it never counts as the last verification.
    pub partial: bool,
    /// The whole verdict.
    pub verdict: Verdict,
    /// Every check that the guide can ask for.
    pub checks: Vec<CheckResult>,
}

/// A guide by name and version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
}

/// What one check came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckResult {
    /// The check.
    pub id: CheckId,
    /// The resource that it looked at.
    pub subject: Option<String>,
    /// As whom.
    pub runs_as: RunsAs,
    /// What it came to.
    pub verdict: Verdict,
    /// Why it was skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
    /// What was found.
    pub problem: Option<Problem>,
    /// The step that mends it.
    pub step: Option<String>,
    /// In words, without markup.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
    /// How long until the remedy has effect; empty where nothing is to be done or waited for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub effect: String,
    /// Whom to ask where the reader may lack the right, with a message that is ready to be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<Asking>,
    /// What was asked for beside what Oracle has, where the two are nearly the same: what differs is marked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// The check was not run this time: it is that of the run which ended then. Only where runs are shown
    /// [together](super::together()).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Timestamp>,
    /// Who accepted the finding, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Accepting>,
    /// How many rows each side sees, by Oracle's own counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<Totals>,
    /// The role codes that the user holds, where the check read them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Vec<String>>,
    /// The requests that it rests on.
    pub requests: Vec<Request>,
}

/// Oracle's own counts of a resource; none where it did not give one or was not asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// For the administrator.
    pub admin: Option<u64>,
    /// For the integration user.
    pub integration: Option<u64>,
}

/// An accepted finding, as it stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepting {
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// By whom, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl From<&Accepted> for Accepting {
    fn from(accepted: &Accepted) -> Self {
        let Accepted { reason, at, by, .. } = accepted.clone();
        Self { reason, at, by }
    }
}

/// Why a check was skipped: the check that it needed, or a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Because {
    /// That check did not pass.
    Check(CheckId),
    /// Something else.
    Reason(Reason),
}

/// Why a check was skipped, where no other check stood before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The administrator's credential was not given.
    NoAdminCredential,
    /// The integration user's name or secret was not given.
    NoIntegrationCredential,
    /// By `--only`, or guide or setup lack its input.
    NotAskedFor,
    /// The administrator's own read gives nothing to compare with.
    AdminSeesNone,
    /// The vendor holds the private key.
    VendorHoldsTheKey,
    /// Oracle refused the kept secret before, and it was not typed anew since.
    SecretWasRefused,
}

impl Reason {
    /// Whether a check that was skipped for it leaves something unproved.
    fn lowers(self) -> bool {
        match self {
            Self::NoAdminCredential
            | Self::NoIntegrationCredential
            | Self::VendorHoldsTheKey
            | Self::SecretWasRefused => true,
            Self::NotAskedFor | Self::AdminSeesNone => false,
        }
    }
}

/// The whole verdict: failed, else can't tell, else warning, else passed.
pub(super) fn whole(checks: &[CheckResult]) -> Verdict {
    let any = |wanted: fn(&CheckResult) -> bool| checks.iter().any(wanted);
    let unproved = |check: &CheckResult| match check.verdict {
        Verdict::CantTell | Verdict::Broke => true,
        Verdict::Skipped => matches!(check.because, Some(Because::Reason(reason)) if reason.lowers()),
        _ => false,
    };
    if any(|check| check.verdict == Verdict::Failed) {
        Verdict::Failed
    } else if any(unproved) {
        Verdict::CantTell
    } else if any(|check| check.verdict == Verdict::Warning) {
        Verdict::Warning
    } else {
        Verdict::Passed
    }
}

impl CheckResult {
    /// Whether it shows that Oracle refused the integration user's secret.
    pub fn refuses_the_secret(&self) -> bool {
        self.id == CheckId::IntegrationSignedIn
            && matches!(self.problem, Some(Problem::IntegrationRejected | Problem::TokenRejected { .. }))
    }
}

impl Report {
    /// The result of that check; with several resources, of the first.
    pub fn check(&self, id: CheckId) -> Option<&CheckResult> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The checks that found something, worst first.
    pub fn findings(&self) -> Vec<&CheckResult> {
        let rank = |verdict| match verdict {
            Verdict::Failed => 0,
            Verdict::Broke => 1,
            Verdict::CantTell => 2,
            _ => 3,
        };
        let mut found: Vec<_> =
            self.checks.iter().filter(|check| !matches!(check.verdict, Verdict::Passed | Verdict::Skipped)).collect();
        found.sort_by_key(|check| rank(check.verdict));
        found
    }

    /// Every request of the run once, in the order in which they were sent.
    pub fn requests(&self) -> Vec<&Request> {
        let of_this_run = self.checks.iter().filter(|check| check.earlier.is_none());
        let mut requests: Vec<&Request> = of_this_run.flat_map(|check| &check.requests).collect();
        requests.sort_by_key(|request| request.number);
        requests.dedup_by_key(|request| request.number);
        requests
    }
}

/// A check and a report to change in a test.
#[cfg(test)]
pub(crate) mod example {
    use super::*;

    /// What a check showed, and nothing else of it.
    pub fn check(id: CheckId, verdict: Verdict) -> CheckResult {
        CheckResult {
            id,
            subject: None,
            runs_as: RunsAs::Admin,
            verdict,
            because: None,
            problem: None,
            step: None,
            title: String::new(),
            meaning: String::new(),
            remedy: String::new(),
            effect: String::new(),
            ask: None,
            differences: Vec::new(),
            earlier: None,
            accepted: None,
            totals: None,
            held: None,
            requests: Vec::new(),
        }
    }

    /// A whole verification of these checks.
    pub fn report(checks: Vec<CheckResult>) -> Report {
        Report {
            schema: 1,
            guide: GuideName { id: "g".to_owned(), version: "1".to_owned() },
            host: "abcd.fa.ocs.oraclecloud.com".to_owned(),
            environment: Environment::Production,
            user: None,
            admin: None,
            required_roles: Vec::new(),
            seen_from: "this computer".to_owned(),
            started_at: Timestamp::UNIX_EPOCH,
            finished_at: Timestamp::UNIX_EPOCH,
            partial: false,
            verdict: Verdict::Passed,
            checks,
        }
    }
}
