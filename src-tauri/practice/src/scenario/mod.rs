//! Scenarios: a starting state with something to learn, and what a correct diagnosis of it is.
//!
//! They are data. A scenario changes the state or the quirks of a pod that is otherwise ready; it never decides an
//! answer by itself. What is expected follows the table of checks that the project publishes, so that a client can be
//! proved against the list without knowing anything else of this crate.

mod access;
mod dialects;
mod network;
mod planted;
mod requisitions;
mod stage;
mod tokens;
mod workers;

use std::sync::LazyLock;

use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use planted::planted;
pub(crate) use stage::Stage;

/// One scenario by its name.
#[derive(Debug)]
pub struct Scenario {
    /// Lower-case words joined by hyphens; never renamed.
    pub name: &'static str,
    /// One sentence on what there is to learn.
    pub learn: &'static str,
    /// Which guides it is meant for.
    pub kind: Kind,
    /// What the setup that is verified holds beside the usual.
    pub given: Given,
    /// What a correct diagnosis says.
    pub expect: Expect,
    pub(crate) arrange: fn(&mut Stage),
}

/// What the integration is there to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Guides with a copied Recruiter role; the must resource is `recruitingJobRequisitions`.
    Requisitions,
    /// Guides that read the staff by a supplied job role; the must resource is `workers`.
    Workers,
}

impl Kind {
    /// The role codes that go with the guides of this kind: the vendor's own list beside the copied role, or the job
    /// role that the guide itself names.
    pub fn role_list(self) -> &'static [&'static str] {
        match self {
            Self::Requisitions => &["ORA_IRC_RECRUITING_AGENT_JOB", "ORA_FND_INTEGRATION_SPECIALIST_JOB"],
            Self::Workers => &[stage::STAFF_ROLE_CODE],
        }
    }
}

/// What the setup says beside address, user name, secret and the role list of [`Kind::role_list`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// A requisition number that was read off a screen.
    pub requisition: Option<&'static str>,
    /// Whether the integration user is meant to see less than the administrator.
    pub visibility: Visibility,
    /// The vendor's role list was pasted. Without it the setup holds none, and does not say that there is none.
    pub role_list: bool,
    /// How the integration user signs in.
    pub authentication: Authentication,
    /// How the administrator signs in, if at all.
    pub admin: AdminSignIn,
    /// The guide asks for roles that the administrator holds beforehand. Otherwise it is one that asks for none.
    pub prerequisites: bool,
}

/// How the setup says that the integration user signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// With the password of [`Practice::integration`](crate::Practice::integration).
    Basic,
    /// With tokens.
    Jwt {
        /// The issuer that the setup holds.
        issuer: &'static str,
        /// Who has the private key.
        key: KeyHolder,
    },
}

/// Who holds the private key that tokens are signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyHolder {
    /// The person at the assistant: it is that of
    /// [`Practice::integration_key`](crate::Practice::integration_key).
    Own,
    /// The vendor, and nobody else.
    Vendor,
}

/// How the administrator signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminSignIn {
    /// With [`Practice::admin`](crate::Practice::admin).
    Password,
    /// With the bearer token of [`Practice::admin_token`](crate::Practice::admin_token).
    Token,
    /// Nobody gives the administrator's credential.
    Nobody,
}

/// What the setup says about how much the integration user should see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// As much as the administrator.
    All,
    /// Less, on purpose.
    Narrower,
}

impl Given {
    const USUAL: Self = Self {
        requisition: None,
        visibility: Visibility::All,
        role_list: true,
        authentication: Authentication::Basic,
        admin: AdminSignIn::Password,
        prerequisites: false,
    };

    /// Whether a setup by a guide without prerequisites, with two user names and two passwords, is not enough to run
    /// the scenario.
    pub fn needs_more_than_a_password(&self) -> bool {
        self.authentication != Authentication::Basic || self.admin != AdminSignIn::Password || self.prerequisites
    }

    const fn requisition(number: &'static str) -> Self {
        Self { requisition: Some(number), ..Self::USUAL }
    }
}

/// What a correct verification of a scenario ends with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expect {
    /// `passed`, `warning`, `cant_tell` or `failed`.
    pub verdict: &'static str,
    /// Exit code of the command line.
    pub exit: u8,
    /// Every check that is neither passed nor skipped, in the order of the table of checks. Without any, the verdict
    /// of `cant_tell` is for what was skipped for want of a credential.
    pub problems: Vec<ExpectedProblem>,
}

impl Expect {
    const PASSED: Self = Self { verdict: "passed", exit: 0, problems: Vec::new() };

    /// Nothing was found, and not all could be looked at.
    const UNPROVEN: Self = Self { verdict: "cant_tell", exit: 4, problems: Vec::new() };

    fn failed<const COUNT: usize>(problems: [ExpectedProblem; COUNT]) -> Self {
        Self { verdict: "failed", exit: 3, problems: problems.into() }
    }

    fn warning<const COUNT: usize>(problems: [ExpectedProblem; COUNT]) -> Self {
        Self { verdict: "warning", exit: 4, problems: problems.into() }
    }

    fn cant_tell<const COUNT: usize>(problems: [ExpectedProblem; COUNT]) -> Self {
        Self { verdict: "cant_tell", exit: 4, problems: problems.into() }
    }
}

/// One check that has to find something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExpectedProblem {
    /// Id of the check.
    pub check: &'static str,
    /// Resource that it was about, where the check has one.
    pub subject: Option<&'static str>,
    /// Code of the problem.
    pub code: &'static str,
    /// Step that mends it, where there is one.
    pub step: Option<&'static str>,
}

const fn problem(check: &'static str, code: &'static str, step: Option<&'static str>) -> ExpectedProblem {
    ExpectedProblem { check, subject: None, code, step }
}

const fn about(
    check: &'static str,
    subject: &'static str,
    code: &'static str,
    step: Option<&'static str>,
) -> ExpectedProblem {
    ExpectedProblem { check, subject: Some(subject), code, step }
}

/// All scenarios: the five to begin with first, then by what they are about.
static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    let mut all = Vec::new();
    all.extend(requisitions::scenarios());
    all.extend(access::scenarios());
    all.extend(workers::scenarios());
    all.extend(tokens::scenarios());
    all.extend(network::scenarios());
    all.extend(dialects::scenarios());
    all
});

/// All scenarios, the ones to begin with first.
pub fn scenarios() -> &'static [Scenario] {
    &ALL
}

/// What `practice --list` prints: `{"scenarios":[{"name","learn","expect":{"verdict","exit","problems":[…]}}]}`.
pub fn list() -> Value {
    let scenarios: Vec<Value> = scenarios()
        .iter()
        .map(|scenario| json!({ "name": scenario.name, "learn": scenario.learn, "expect": scenario.expect }))
        .collect();
    json!({ "scenarios": scenarios })
}

/// The role codes that the vendor of the requisition rehearsals asks for beside the copied role.
pub fn role_list() -> &'static [&'static str] {
    Kind::Requisitions.role_list()
}

pub(crate) fn find(name: &str) -> Option<&'static Scenario> {
    scenarios().iter().find(|scenario| scenario.name == name)
}

/// The name that was probably meant.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    scenarios()
        .iter()
        .map(|scenario| (strsim::jaro_winkler(name, scenario.name), scenario.name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const VERDICTS: [&str; 4] = ["passed", "warning", "cant_tell", "failed"];

    /// The order of the published table of checks.
    const CHECKS: [&str; 15] = [
        "address_known",
        "host_reachable",
        "clock_agrees",
        "admin_signed_in",
        "admin_prepared",
        "role_copied",
        "user_exists",
        "user_active",
        "roles_granted",
        "nothing_extra_granted",
        "integration_signed_in",
        "resource_readable",
        "rows_visible",
        "known_requisition_visible",
        "as_many_rows_as_admin",
    ];

    #[test]
    fn names_are_unique_lower_case_words() {
        let names: BTreeSet<_> = scenarios().iter().map(|scenario| scenario.name).collect();
        assert_eq!(names.len(), scenarios().len());
        for name in names {
            assert!(
                name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'),
                "{name}"
            );
        }
    }

    #[test]
    fn there_are_at_least_45_and_each_says_what_there_is_to_learn() {
        assert!(scenarios().len() >= 45, "{}", scenarios().len());
        for scenario in scenarios() {
            assert!(scenario.learn.ends_with('.') && scenario.learn.len() > 20, "{}", scenario.name);
        }
    }

    #[test]
    fn an_expectation_has_problems_unless_it_passed_and_names_checks_in_the_table_s_order() {
        for scenario in scenarios() {
            let Expect { verdict, exit, problems } = &scenario.expect;
            assert!(VERDICTS.contains(verdict), "{}", scenario.name);
            let unproven = *verdict == "cant_tell" && scenario.given.needs_more_than_a_password();
            assert!(!problems.is_empty() || *verdict == "passed" || unproven, "{}", scenario.name);
            assert!(problems.is_empty() || *verdict != "passed", "{}", scenario.name);
            let due = match *verdict {
                "passed" => 0,
                "failed" => 3,
                _ => 4,
            };
            assert_eq!(*exit, due, "{}", scenario.name);
            let places: Vec<_> = problems
                .iter()
                .map(|problem| CHECKS.iter().position(|check| *check == problem.check).expect(problem.check))
                .collect();
            assert!(places.is_sorted(), "{}", scenario.name);
        }
    }

    #[test]
    fn the_list_has_the_published_shape() {
        let list = list();
        let first = &list["scenarios"][0];
        assert_eq!(first["name"], "ready");
        assert_eq!(first["expect"], json!({ "verdict": "passed", "exit": 0, "problems": [] }));
        let members: Vec<_> = first.as_object().unwrap().keys().collect();
        assert_eq!(members, ["name", "learn", "expect"]);
        let failed = &list["scenarios"][3]["expect"]["problems"][0];
        assert_eq!(
            *failed,
            json!({
                "check": "rows_visible",
                "subject": "recruitingJobRequisitions",
                "code": "no_rows_visible",
                "step": "job-requisition-profile",
            })
        );
    }

    #[test]
    fn a_mistyped_name_finds_the_one_that_was_meant() {
        assert_eq!(nearest("no-data-securty"), Some("no-data-security"));
        assert_eq!(nearest("Ready"), Some("ready"));
        assert_eq!(nearest("zzzzzz"), None);
    }
}
