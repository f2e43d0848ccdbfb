//! The integration user's account is active.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, reading};
use crate::{oracle::Ask, plan::Plan, problem::Problem};

/// `active` is a boolean in Oracle's samples ("Disable a User") and text in one of two public models of the answer (Datadog's
/// onboarding script, a C# model); both are read. Where a list leaves it out, the user's own record is. A lock is not told
/// here: it shows as a refused sign-in.
pub(super) struct UserActive;

impl Check for UserActive {
    fn id(&self) -> CheckId {
        CheckId::UserActive
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Admin
    }

    fn needs(&self) -> &'static [Need] {
        &[
            Need::AdminCredential,
            // Named first where it is missing: whoever was not signed in looked for no user either.
            Need::Passed(CheckId::AdminSignedIn),
            Need::Passed(CheckId::UserExists),
        ]
    }

    fn has_input(&self, plan: &Plan) -> bool {
        plan.user.is_some()
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let Some(user) = run.user() else { return Outcome::new(Verdict::Broke, None, None, Vec::new()) };
            let mut requests = Vec::new();
            let mut active = user.active;
            if active.is_none() {
                let exchange = run.as_admin(Ask::user_by_id(&user.id)).await;
                requests.extend(exchange.requests.iter().cloned());
                active = reading::record(&exchange, user).and_then(|record| record.active);
                if active.is_none() {
                    return Outcome::in_the_way(reading::obstacle(&exchange), requests);
                }
            }
            if active == Some(true) {
                return Outcome::passed(requests);
            }
            Outcome::failed(Problem::UserInactive { user: user.name.clone() }, "fill-user", requests)
        }
        .boxed()
    }
}
