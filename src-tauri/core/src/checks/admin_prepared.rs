//! The administrator holds the roles that the guide asks of whoever does it.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, reading, roles_granted};
use crate::{oracle::User, plan::Plan, problem::Problem};

/// Rests on the administrator's own record, whose `roles[].value` are role codes (Oracle, "Disable a User"); a list may
/// leave roles out, so missing ones are looked for by id before they are called missing.
pub(super) struct AdminPrepared;

impl Check for AdminPrepared {
    fn id(&self) -> CheckId {
        CheckId::AdminPrepared
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Admin
    }

    fn needs(&self) -> &'static [Need] {
        &[Need::AdminCredential, Need::Passed(CheckId::AdminSignedIn)]
    }

    fn has_input(&self, plan: &Plan) -> bool {
        !plan.guide.roles.prerequisite.is_empty()
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let exchange = run.admin_self().await;
            let mut requests = exchange.requests.clone();
            let wanted = &run.plan.guide.roles.prerequisite;
            let name = run.admin_name().unwrap_or_default();
            let admin = match reading::users(&exchange) {
                Ok(users) => users.into_iter().find(|user: &User| user.name.eq_ignore_ascii_case(&name)),
                Err(outcome) => return *outcome,
            };
            let Some(admin) = admin else {
                let problem = Problem::UserNotFound { user: name, nearest: Vec::new() };
                return Outcome::new(Verdict::CantTell, Some(problem), Some("prerequisites"), requests);
            };
            let held = match roles_granted::held(run, &admin, wanted, &mut requests).await {
                Ok(held) => held,
                Err(outcome) => return *outcome,
            };
            let missing = roles_granted::missing(wanted, &held);
            if missing.is_empty() {
                return Outcome::passed(requests);
            }
            Outcome::warning(Problem::AdminRolesMissing { missing }, "prerequisites", requests)
        }
        .boxed()
    }
}
