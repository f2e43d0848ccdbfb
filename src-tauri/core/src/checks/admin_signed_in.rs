//! The administrator is signed in and may read users and roles. Its first and only trial.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, reading};
use crate::{
    oracle::{Ask, Reply},
    plan::Plan,
    problem::Problem,
};

/// SCIM needs the privilege `ASE_REST_SERVICE_ACCESS_IDENTITY_INTEGRATION_PRIV`, which IT Security Manager holds; without
/// it the methods can not be accessed (Oracle, REST API for Common Features, "Use Cases"). 401 and 403 bodies are not
/// documented and not read.
pub(super) struct AdminSignedIn;

impl Check for AdminSignedIn {
    fn id(&self) -> CheckId {
        CheckId::AdminSignedIn
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Admin
    }

    fn needs(&self) -> &'static [Need] {
        &[Need::AdminCredential, Need::Passed(CheckId::HostReachable)]
    }

    fn asks(&self, _plan: &Plan) -> Vec<(RunsAs, Ask)> {
        vec![(RunsAs::Admin, Ask::user_named("the administrator"))]
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let exchange = run.admin_self().await;
            let requests = exchange.requests.clone();
            let step = "prerequisites";
            match &exchange.reply {
                Ok(Reply::Unauthorized) if run.admin_by_token() => {
                    Outcome::new(Verdict::CantTell, Some(Problem::AdminTokenRefused), Some(step), requests)
                }
                Ok(Reply::Unauthorized) => Outcome::failed(Problem::AdminRejected, step, requests),
                _ => match reading::users(&exchange) {
                    Ok(_) => Outcome::passed(requests),
                    Err(outcome) => *outcome,
                },
            }
        }
        .boxed()
    }
}
