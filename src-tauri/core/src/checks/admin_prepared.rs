//! The administrator holds the roles that the guide asks of whoever does it.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, reading, roles_granted};
use crate::{
    oracle::{Ask, Request, User},
    plan::Plan,
    problem::Problem,
};

/// Rests on the administrator's own record, whose `roles[].value` are role codes (Oracle, "Disable a User"); a list may
/// leave roles out, so missing ones are looked for by id before they are called missing. Whose a token is stands in its
/// `prn` or `sub` (Oracle, "Use JWT Token for Authorization"); without either, or where SCIM does not list that name, it
/// can not be told.
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

    fn asks(&self, plan: &Plan) -> Vec<(RunsAs, Ask)> {
        if self.has_input(plan) { vec![(RunsAs::Admin, Ask::user_named("the administrator"))] } else { Vec::new() }
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let wanted = &run.plan.guide.roles.prerequisite;
            let Some(name) = run.admin_name() else { return not_listed(None, Vec::new()) };
            let exchange = run.as_admin(Ask::user_named(&name)).await;
            let mut requests = exchange.requests.clone();
            let admin = match reading::users(&exchange) {
                Ok(users) => users.into_iter().find(|user: &User| user.name.eq_ignore_ascii_case(&name)),
                Err(outcome) => return *outcome,
            };
            let Some(admin) = admin else { return not_listed(Some(name), requests) };
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

fn not_listed(user: Option<String>, requests: Vec<Request>) -> Outcome {
    Outcome::cant_tell(Problem::AdminNotListed { user }, Some("prerequisites"), requests)
}
