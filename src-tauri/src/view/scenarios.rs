//! The practice Oracle's scenarios as they are laid out to choose from.
//!
//! What each is about follows from what it takes for granted and what it is to be diagnosed as, never from its name.

use practice_oracle::{AdminSignIn, Authentication as SignIn, ExpectedProblem, Given, Kind, Scenario};
use serde::Serialize;
use setup::{
    checks::CheckId,
    guide::{Authentication, Guide},
};

/// A scenario of the practice Oracle.
#[derive(Debug, Serialize, specta::Type)]
pub struct ScenarioView {
    /// Its name.
    pub name: &'static str,
    /// What there is to learn from it.
    pub learn: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// Ids of the guides that can meet it.
    pub guides: Vec<&'static str>,
}

/// What a scenario is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// One of the few that teach the whole job.
    Basics,
    /// The copied role, the integration user and its roles.
    RoleAndUser,
    /// What the integration user may read and see.
    Visibility,
    /// Signing in with tokens.
    Token,
    /// The administrator's own account.
    Administrator,
    /// The way to Oracle.
    Network,
    /// Other ways in which Oracle answers where all is well.
    Dialect,
}

/// How many of each kind teach the whole job: the practice Oracle lists those first.
const BASICS: usize = 5;

/// Problems that say nothing about the setup, whichever check meets them: those of the contract's `host_reachable`.
const OF_THE_WAY: &[&str] = &[
    "name_not_found",
    "connection_refused",
    "tls_untrusted",
    "tls_wrong_host",
    "tls_expired",
    "redirected",
    "sign_in_page",
    "wrong_pod",
    "no_network",
    "timed_out",
    "connection_lost",
    "oracle_unavailable",
    "throttled",
    "proxy_refused",
    "not_a_rest_answer",
    "answer_too_large",
];

/// Every scenario that one of these guides can meet, those that teach the whole job first.
pub fn scenario_views(scenarios: &'static [Scenario], guides: &'static [Guide]) -> Vec<ScenarioView> {
    let basics: Vec<&str> = [Kind::Requisitions, Kind::Workers]
        .into_iter()
        .flat_map(|kind| scenarios.iter().filter(move |scenario| scenario.kind == kind).take(BASICS))
        .map(|scenario| scenario.name)
        .collect();
    scenarios
        .iter()
        .map(|scenario| ScenarioView {
            name: scenario.name,
            learn: scenario.learn,
            topic: if basics.contains(&scenario.name) { Topic::Basics } else { topic(scenario) },
            guides: guides.iter().filter(|guide| can_meet(guide, scenario)).map(|guide| guide.id.as_str()).collect(),
        })
        .filter(|view| !view.guides.is_empty())
        .collect()
}

/// What a practice pod has to hold for a guide: requisitions, or workers.
pub fn kind_of(guide: &Guide) -> Kind {
    let reads_workers = guide.must_probes().any(|probe| probe.resource == "workers");
    if reads_workers { Kind::Workers } else { Kind::Requisitions }
}

/// Whether a setup by that guide can hold what the scenario takes for granted. Where Oracle is not even reached, it does
/// not matter what the pod holds.
fn can_meet(guide: &Guide, scenario: &Scenario) -> bool {
    let Given { authentication, prerequisites, .. } = scenario.given;
    let sign_in = match authentication {
        SignIn::Basic => Authentication::Basic,
        SignIn::Jwt { .. } => Authentication::Jwt,
    };
    let unreached = scenario.expect.problems.iter().any(|problem| check_of(problem) == Some(CheckId::HostReachable));
    (scenario.kind == kind_of(guide) || unreached)
        && guide.authentications.contains(&sign_in)
        && !(prerequisites && guide.roles.prerequisite.is_empty())
}

fn topic(scenario: &Scenario) -> Topic {
    if scenario.given.authentication != SignIn::Basic {
        return Topic::Token;
    }
    if scenario.given.admin != AdminSignIn::Password || scenario.given.prerequisites {
        return Topic::Administrator;
    }
    let Some(first) = scenario.expect.problems.first() else { return Topic::Dialect };
    if OF_THE_WAY.contains(&first.code) {
        return Topic::Network;
    }
    match check_of(first) {
        Some(CheckId::AddressKnown | CheckId::HostReachable | CheckId::ClockAgrees) => Topic::Network,
        Some(CheckId::AdminSignedIn | CheckId::AdminPrepared) => Topic::Administrator,
        Some(
            CheckId::ResourceReadable
            | CheckId::RowsVisible
            | CheckId::KnownRequisitionVisible
            | CheckId::AsManyRowsAsAdmin,
        ) => Topic::Visibility,
        Some(_) | None => Topic::RoleAndUser,
    }
}

fn check_of(problem: &ExpectedProblem) -> Option<CheckId> {
    CheckId::parse(problem.check)
}

#[cfg(test)]
mod tests {
    use setup::guide;

    use super::*;

    fn views() -> Vec<ScenarioView> {
        scenario_views(practice_oracle::scenarios(), guide::builtins())
    }

    fn named(name: &str) -> ScenarioView {
        views().into_iter().find(|view| view.name == name).unwrap_or_else(|| panic!("{name} is not offered"))
    }

    #[test]
    fn every_scenario_is_offered_with_some_guide() {
        assert_eq!(views().len(), practice_oracle::scenarios().len());
    }

    #[test]
    fn a_scenario_is_offered_only_with_guides_that_can_meet_it() {
        assert_eq!(named("token-ready").guides, ["qooper"]);
        assert!(!named("no-data-security").guides.contains(&"qooper"));
        assert!(named("wrong-pod").guides.contains(&"qooper"));
        for id in named("admin-roles-missing").guides {
            assert!(!guide::find(id).unwrap().roles.prerequisite.is_empty(), "{id}");
        }
    }

    #[test]
    fn each_guide_has_the_five_that_teach_the_whole_job() {
        for guide in guide::builtins() {
            let basics: Vec<_> = views()
                .into_iter()
                .filter(|view| view.topic == Topic::Basics && view.guides.contains(&guide.id.as_str()))
                .collect();
            assert_eq!(basics.len(), BASICS, "{}: {basics:?}", guide.id);
            let expect = |view: &ScenarioView| {
                &practice_oracle::scenarios().iter().find(|one| one.name == view.name).unwrap().expect
            };
            assert_eq!(expect(&basics[0]).verdict, "passed");
            assert!(basics[1..].iter().all(|view| expect(view).verdict == "failed"), "{basics:?}");
        }
    }

    #[test]
    fn a_scenario_stands_under_what_it_is_to_be_diagnosed_as() {
        for (name, topic) in [
            ("user-inactive", Topic::RoleAndUser),
            ("my-team-only", Topic::Visibility),
            ("issuer-mistyped", Topic::Token),
            ("no-administrator", Topic::Administrator),
            ("admin-rejected", Topic::Administrator),
            ("certificate-untrusted", Topic::Network),
            ("throttled-for-good", Topic::Network),
            ("active-as-text", Topic::Dialect),
        ] {
            assert_eq!(named(name).topic, topic, "{name}");
        }
    }
}
