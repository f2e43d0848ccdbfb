//! Mistakes that can be planted without telling: whoever practises has to find out.
//!
//! Only what a person can mend by clicking is among them, and only where there is an integration user with a password to
//! try: without one the mistake would be told. Scenarios about the network or about a pod's dialect teach nothing that is
//! done by hand.

use super::{Kind, Scenario, find};
use crate::content::Seed;

const REQUISITIONS: [&str; 12] = [
    "copy-kept-the-suffix",
    "user-inactive",
    "password-expired",
    "account-locked",
    "source-role-instead-of-copy",
    "one-role-forgotten",
    "role-not-granted",
    "no-data-security",
    "my-team-only",
    "some-rows-only",
    "too-many-roles",
    "grants-not-regenerated",
];

const WORKERS: [&str; 3] = ["workers-wrong-password", "workers-role-missing", "workers-no-person-profile"];

/// The mistake that a seed stands for; the same seed always means the same one.
pub(crate) fn planted(kind: Kind, seed: u64) -> Option<&'static Scenario> {
    let names: &[&str] = match kind {
        Kind::Requisitions => &REQUISITIONS,
        Kind::Workers => &WORKERS,
    };
    find(Seed(seed).pick("planted", 0, names))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_mistake_is_a_scenario_of_its_kind_that_a_step_mends_and_two_passwords_show() {
        for (kind, names) in [(Kind::Requisitions, &REQUISITIONS[..]), (Kind::Workers, &WORKERS[..])] {
            for name in names {
                let scenario = find(name).unwrap_or_else(|| panic!("no scenario {name}"));
                assert_eq!(scenario.kind, kind, "{name}");
                assert!(!scenario.given.needs_more_than_a_password(), "{name}");
                assert!(!scenario.expect.problems.is_empty(), "{name}");
                assert!(scenario.expect.problems.iter().all(|problem| problem.step.is_some()), "{name}");
            }
        }
    }

    #[test]
    fn a_seed_always_means_the_same_mistake_and_seeds_reach_all_of_them() {
        let name = |seed| planted(Kind::Requisitions, seed).unwrap().name;
        assert_eq!(name(7), name(7));
        let reached: BTreeSet<_> = (0..500).map(name).collect();
        assert_eq!(reached.len(), REQUISITIONS.len());
    }
}
