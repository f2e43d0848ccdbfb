//! The choices on which the form of the steps depends.

use serde::Serialize;
use setup::{
    guide::{BRANCHES, Step},
    plan::Plan,
};

/// The one step at which the way to sign in is chosen, by the ids of the contract.
const CHOOSES_AUTHENTICATION: &str = "choose-authentication";
const AUTHENTICATION: &str = "authentication";

/// A choice with its values.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct BranchView {
    pub key: String,
    pub value: String,
    pub values: Vec<String>,
}

/// Those of the whole guide, but for authentication, which has its own field.
pub fn of_guide(plan: &Plan) -> Vec<BranchView> {
    let known = |key: &str| key != AUTHENTICATION && plan.guide.steps().any(|step| depends_on(step, key));
    views(plan, known)
}

/// Those of one step. The way to sign in changes much more than a step, so only one step offers it.
pub fn of_step(step: &str, plan: &Plan) -> Vec<BranchView> {
    let Some(written) = plan.guide.step(step) else { return Vec::new() };
    let offers_ways = step == CHOOSES_AUTHENTICATION && plan.guide.authentications.len() > 1;
    views(plan, |key| if key == AUTHENTICATION { offers_ways } else { depends_on(written, key) })
}

fn depends_on(step: &Step, key: &str) -> bool {
    step.when.contains_key(key) || step.variants.iter().any(|form| form.when.contains_key(key))
}

fn views(plan: &Plan, is_meant: impl Fn(&str) -> bool) -> Vec<BranchView> {
    let meant = BRANCHES.iter().filter(|(key, _)| is_meant(key));
    meant
        .map(|(key, values)| BranchView {
            key: (*key).to_owned(),
            value: plan.branches.get(*key).cloned().unwrap_or_else(|| values[0].to_owned()),
            values: values.iter().map(|&value| value.to_owned()).collect(),
        })
        .collect()
}
