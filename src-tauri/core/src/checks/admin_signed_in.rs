//! The administrator is signed in and may read users and roles. Its first and only trial, and already the search for the
//! integration user.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, reading};
use crate::{
    oracle::{Ask, Reply},
    plan::Plan,
    problem::Problem,
};

/// What SCIM answers:
///
/// * 200 with a list to whoever holds the privilege `ASE_REST_SERVICE_ACCESS_IDENTITY_INTEGRATION_PRIV`, which IT Security
///   Manager has (Oracle, REST API for Common Features, "Use Cases"). The list may be empty.
/// * 403 to whoever is signed in without it: "you can't access the methods" (the same page).
/// * 401 to a credential that is not taken. A token may be refused where a password is not: the endpoint "only supports
///   Basic Authentication" by Microsoft's tutorial on provisioning Oracle Fusion, so its refusal decides nothing.
///
/// Bodies of 401 and 403 are not documented and not read.
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

    fn asks(&self, plan: &Plan) -> Vec<(RunsAs, Ask)> {
        vec![(RunsAs::Admin, Ask::user_named(plan.user.as_deref().unwrap_or("the administrator")))]
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let exchange = run.first_as_admin().await;
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
