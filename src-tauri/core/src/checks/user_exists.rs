//! The integration user exists under the name that the setup holds.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, reading};
use crate::{
    near,
    oracle::{Ask, Request},
    plan::Plan,
    problem::Problem,
};

/// `userName eq` is a filter that Oracle documents ("Disable a User"); the name found is compared without case, and a
/// list that leaves `Resources` out holds nobody (Datadog's onboarding script).
pub(super) struct UserExists;

impl Check for UserExists {
    fn id(&self) -> CheckId {
        CheckId::UserExists
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Admin
    }

    fn needs(&self) -> &'static [Need] {
        &[Need::AdminCredential, Need::Passed(CheckId::AdminSignedIn)]
    }

    fn has_input(&self, plan: &Plan) -> bool {
        plan.user.is_some()
    }

    fn asks(&self, plan: &Plan) -> Vec<(RunsAs, Ask)> {
        plan.user.iter().map(|user| (RunsAs::Admin, Ask::user_named(user))).collect()
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let wanted = run.plan.user.clone().unwrap_or_default();
            let exchange = run.as_admin(Ask::user_named(&wanted)).await;
            let mut requests = exchange.requests.clone();
            match reading::users(&exchange) {
                Err(outcome) => return *outcome,
                Ok(users) => {
                    if let Some(user) = users.into_iter().find(|user| user.name.eq_ignore_ascii_case(&wanted)) {
                        run.found_user(user);
                        return Outcome::passed(requests);
                    }
                }
            }
            let nearest = nearest(run, &wanted, &mut requests).await;
            Outcome::failed(Problem::UserNotFound { user: wanted, nearest }, "fill-user", requests)
        }
        .boxed()
    }
}

/// The names that come near, looked for by pieces of the wanted one until one of them leads to any.
async fn nearest(run: &Run<'_>, wanted: &str, requests: &mut Vec<Request>) -> Vec<String> {
    for part in near::parts(wanted) {
        let like = run.as_admin(Ask::users_like(part)).await;
        requests.extend(like.requests.iter().cloned());
        // A search that Oracle does not take gives no hint; the user is missing all the same.
        let Ok(seen) = reading::users(&like) else { break };
        let near = near::nearest(wanted, seen.iter().map(|user| user.name.as_str()), 3);
        if !near.is_empty() {
            return near.into_iter().map(str::to_owned).collect();
        }
    }
    Vec::new()
}
