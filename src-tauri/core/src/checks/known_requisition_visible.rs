//! A requisition whose number was read off a screen is found by the integration user.

use futures::{FutureExt, future::BoxFuture};
use serde_json::Value;

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, data_security_step, reading, witness};
use crate::{
    guide::Probe,
    oracle::{Ask, Exchange},
    plan::Plan,
    problem::Problem,
};

/// A witness that does not depend on counts. `q` is one condition on the number, in single quotes (`asas-oracle-hcm`,
/// README); the row that comes back must bear the number, since a server that ignores `q` would answer with any row.
pub(super) struct KnownRequisitionVisible;

impl Check for KnownRequisitionVisible {
    fn id(&self) -> CheckId {
        CheckId::KnownRequisitionVisible
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Integration
    }

    fn needs(&self) -> &'static [Need] {
        &[
            Need::IntegrationCredential,
            Need::Passed(CheckId::IntegrationSignedIn),
            Need::PassedForWitness(CheckId::ResourceReadable),
            Need::Consults(CheckId::AdminSignedIn),
        ]
    }

    fn has_input(&self, plan: &Plan) -> bool {
        plan.requisition.is_some() && witness(plan).is_some()
    }

    fn asks(&self, plan: &Plan) -> Vec<(RunsAs, Ask)> {
        plan.requisition.iter().filter_map(|number| Some((RunsAs::Integration, ask(witness(plan)?, number)))).collect()
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let (Some((probe, field)), Some(number)) = (witness(run.plan), &run.plan.requisition) else {
                return Outcome::passed(Vec::new());
            };
            let exchange = run.as_integration(ask((probe, field), number)).await;
            let mut requests = exchange.requests.clone();
            match found(&exchange, field, number) {
                Some(true) => return Outcome::passed(requests),
                None => return Outcome::in_the_way(reading::obstacle(&exchange), requests),
                Some(false) => {}
            }
            let admin_finds_it = if run.ended(CheckId::AdminSignedIn).await == Verdict::Passed {
                let as_admin = run.as_admin(ask((probe, field), number)).await;
                requests.extend(as_admin.requests.iter().cloned());
                found(&as_admin, field, number)
            } else {
                None
            };
            let requisition = number.clone();
            let step = data_security_step(probe);
            match admin_finds_it {
                Some(false) => Outcome::cant_tell(Problem::RequisitionUnknown { requisition }, None, requests),
                _ => Outcome::failed(Problem::RequisitionHidden { requisition, admin_finds_it }, step, requests),
            }
        }
        .boxed()
    }
}

fn ask((probe, field): (&Probe, &str), number: &str) -> Ask {
    Ask::witness(&probe.resource, field, number)
}

/// Whether a row with that number came back; none where the answer is no collection.
fn found(exchange: &Exchange, field: &str, number: &str) -> Option<bool> {
    let same = |value: &Value| match value {
        Value::String(text) => text.trim().eq_ignore_ascii_case(number),
        Value::Number(found) => found.to_string() == number,
        _ => false,
    };
    Some(reading::rows(exchange)?.items.iter().any(|row| row.get(field).is_some_and(same)))
}
