//! The integration user holds no role beyond what is asked for.

use futures::{FutureExt, future::BoxFuture};

use super::{Because, Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, roles_granted};
use crate::{plan::Plan, problem::Problem};

/// Reads the same record as [`super::roles_granted`]. The source role in the copy's place, and the copy under another
/// code, are that check's finding and not also this one's.
pub(super) struct NothingExtraGranted;

impl Check for NothingExtraGranted {
    fn id(&self) -> CheckId {
        CheckId::NothingExtraGranted
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Admin
    }

    fn needs(&self) -> &'static [Need] {
        &[Need::AdminCredential, Need::Passed(CheckId::UserExists), Need::Consults(CheckId::RolesGranted)]
    }

    fn has_input(&self, plan: &Plan) -> bool {
        plan.user.is_some()
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let granted = run.ended(CheckId::RolesGranted).await;
            if !run.plan.roles_known || matches!(granted, Verdict::CantTell | Verdict::Broke) {
                return Outcome::skipped(Because::Check(CheckId::RolesGranted));
            }
            let Some(user) = run.user() else { return Outcome::new(Verdict::Broke, None, None, Vec::new()) };
            let mut requests = Vec::new();
            let held = match roles_granted::held(run, user, &run.plan.required_roles, &mut requests).await {
                Ok(held) => held,
                Err(outcome) => return *outcome,
            };
            let copy_is_missing = run.plan.role.as_ref().is_some_and(|role| {
                run.plan.required_roles.contains(&role.code)
                    && !held.iter().any(|code| code.eq_ignore_ascii_case(&role.code))
            });
            let extra: Vec<String> = held
                .into_iter()
                .filter(|code| !run.plan.asks_for(code))
                .filter(|code| !(copy_is_missing && stands_for_the_copy(run.plan, code)))
                .collect();
            if extra.is_empty() {
                return Outcome::passed(requests);
            }
            Outcome::warning(Problem::ExtraRoles { extra }, "add-roles", requests)
        }
        .boxed()
    }
}

/// The source role, or a role whose code begins or ends with the copy's.
fn stands_for_the_copy(plan: &Plan, code: &str) -> bool {
    plan.role.as_ref().is_some_and(|role| {
        let (code, copy) = (code.to_ascii_uppercase(), role.code.to_ascii_uppercase());
        code.eq_ignore_ascii_case(&role.source_code) || code.starts_with(&copy) || code.ends_with(&copy)
    })
}
