//! The integration user is signed in. Its first and only trial, and already the read that matters most.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, reading, run};
use crate::{
    guide::Authentication,
    oracle::{Ask, Reply},
    plan::Plan,
    problem::Problem,
};

/// 200, 403 and 404 all show a user that is signed in: Oracle answers 403 where a signed-in user lacks the privilege
/// (A-Team, "REST API privileges"), 404 where the resource is not on this pod. 401 does not tell a wrong password from an
/// expired, locked, MFA or SSO-only account.
pub(super) struct IntegrationSignedIn;

impl Check for IntegrationSignedIn {
    fn id(&self) -> CheckId {
        CheckId::IntegrationSignedIn
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Integration
    }

    fn needs(&self) -> &'static [Need] {
        &[Need::IntegrationCredential, Need::Passed(CheckId::HostReachable)]
    }

    fn asks(&self, plan: &Plan) -> Vec<(RunsAs, Ask)> {
        run::first_must(plan).map(|probe| (RunsAs::Integration, run::rows_ask(probe))).into_iter().collect()
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let Some(probe) = run::first_must(run.plan) else { return Outcome::passed(Vec::new()) };
            let exchange = run.integration_rows(probe).await;
            let requests = exchange.requests.clone();
            match (&exchange.reply, reading::rows(&exchange)) {
                (_, Some(_)) | (Ok(Reply::Forbidden | Reply::NotFound { .. }), _) => Outcome::passed(requests),
                (Ok(Reply::Unauthorized), _) => match run.plan.authentication {
                    Authentication::Basic => Outcome::failed(Problem::IntegrationRejected, "fill-user", requests),
                    Authentication::Jwt => Outcome::failed(run.token_rejected().await, "upload-certificate", requests),
                },
                _ => Outcome::in_the_way(reading::obstacle(&exchange), requests),
            }
        }
        .boxed()
    }
}
