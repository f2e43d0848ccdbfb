//! A REST server answers at the address, over TLS that this computer trusts. Nothing is sent with a credential before.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, reading, run};
use crate::{
    oracle::{Ask, Reply},
    plan::Plan,
    problem::Problem,
};

/// What Oracle answers to a REST path without a credential, as public code has met it (`fusion-hcm-mcp-server`, DESIGN.md
/// §13.2 and client.py; no page of Oracle's prints it):
///
/// * 401 on a pod; 403 where something in front of it wants to know the caller first. Either is a REST server.
/// * A redirect or a sign-in page with 200 where a vanity name or the identity domain stands in front.
/// * 503 with the edge's own page where no pod has that name; 503 of the pod itself in maintenance; 429 where it throttles.
///
/// Anything else, such as a page with 404, comes from a server that is no pod. Bodies of 401 and 403 are not read.
pub(super) struct HostReachable;

impl Check for HostReachable {
    fn id(&self) -> CheckId {
        CheckId::HostReachable
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Nobody
    }

    fn needs(&self) -> &'static [Need] {
        &[]
    }

    fn asks(&self, plan: &Plan) -> Vec<(RunsAs, Ask)> {
        run::first_must(plan).map(|probe| (RunsAs::Nobody, Ask::contact(&probe.resource))).into_iter().collect()
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let exchange = run.contact().await;
            let requests = exchange.requests.clone();
            match &exchange.reply {
                Ok(Reply::NotFound { json: false }) | Err(_) => {
                    let problem = reading::obstacle(exchange);
                    let step = step_for(&problem);
                    Outcome::new(Verdict::Failed, Some(problem), step, requests)
                }
                Ok(_) => Outcome::passed(requests),
            }
        }
        .boxed()
    }
}

/// The usual step for what stands in the way to Oracle: the address, where the address may be wrong; none where no step
/// of a guide would mend it.
pub(super) fn step_for(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::NameNotFound { .. }
        | Problem::ConnectionRefused { .. }
        | Problem::TlsUntrusted { .. }
        | Problem::TlsWrongHost { .. }
        | Problem::TlsExpired { .. }
        | Problem::Redirected { .. }
        | Problem::SignInPage { .. }
        | Problem::WrongPod { .. } => Some("find-address"),
        _ => None,
    }
}
