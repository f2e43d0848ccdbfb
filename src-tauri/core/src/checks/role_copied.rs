//! The copy exists under the role code that the guide gives it.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, reading};
use crate::{
    guide::CopiedRole,
    near,
    oracle::{Ask, Request, Role},
    plan::Plan,
    problem::{Problem, RoleSeen},
};

/// SCIM's `name` is the role code and `displayName` the role name (Oracle, "Add a Role to a User"). Oracle fills name and
/// code with the prefix and suffix of Administration, Roles, which people forget to take away; and copying goes on after
/// **Submit and Close** until Role Copy Status is *Complete* (Oracle, "Copy Roles on the Security Console"). A role that
/// can not be assigned may be missing from SCIM (Datadog's onboarding script).
pub(super) struct RoleCopied;

impl Check for RoleCopied {
    fn id(&self) -> CheckId {
        CheckId::RoleCopied
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Admin
    }

    fn needs(&self) -> &'static [Need] {
        &[Need::AdminCredential, Need::Passed(CheckId::AdminSignedIn)]
    }

    fn has_input(&self, plan: &Plan) -> bool {
        plan.role.is_some()
    }

    fn asks(&self, plan: &Plan) -> Vec<(RunsAs, Ask)> {
        plan.role.iter().map(|role| (RunsAs::Admin, Ask::role_with_code(&role.code))).collect()
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let Some(role) = &run.plan.role else { return Outcome::passed(Vec::new()) };
            let exchange = run.as_admin(Ask::role_with_code(&role.code)).await;
            let found = match reading::roles(&exchange) {
                Ok(found) => found,
                Err(outcome) => return *outcome,
            };
            if found.iter().any(|seen| seen.code.eq_ignore_ascii_case(&role.code)) {
                return Outcome::passed(exchange.requests);
            }
            missing(run, role, exchange.requests).await
        }
        .boxed()
    }
}

/// The code is not there: is the name, under another code? If not, which codes come near?
async fn missing(run: &Run<'_>, role: &CopiedRole, mut requests: Vec<Request>) -> Outcome {
    if let Some(seen) = under_another_code(run, role, &mut requests).await {
        let problem = Problem::RoleCodeDiffers { expected: role.code.clone(), found: seen.code, name: seen.name };
        return Outcome::failed(problem, "name-the-copy", requests);
    }
    let nearest = nearest(run, role, &mut requests).await;
    let step = if run.copy_submitted { "wait-for-the-copy" } else { "name-the-copy" };
    Outcome::failed(Problem::RoleNotFound { expected: role.code.clone(), nearest }, step, requests)
}

/// The role that bears the copy's name, where that is not the source itself.
pub(super) async fn under_another_code(run: &Run<'_>, role: &CopiedRole, requests: &mut Vec<Request>) -> Option<Role> {
    let named = run.as_admin(Ask::roles_named(&role.name)).await;
    requests.extend(named.requests.iter().cloned());
    // A search that Oracle does not take gives no hint; the code is missing all the same.
    let same_name = reading::roles(&named).unwrap_or_default();
    same_name
        .into_iter()
        .filter(|seen| !seen.code.eq_ignore_ascii_case(&role.source_code))
        .find(|seen| seen.name.trim().eq_ignore_ascii_case(role.name.trim()))
}

/// Looks for what a copy's code most likely holds, the source's code without Oracle's own prefix, and then for pieces of
/// the expected code.
async fn nearest(run: &Run<'_>, role: &CopiedRole, requests: &mut Vec<Request>) -> Vec<RoleSeen> {
    let stem = role.source_code.strip_prefix("ORA_").unwrap_or(&role.source_code);
    for part in std::iter::once(stem).chain(near::parts(&role.code)) {
        let like = run.as_admin(Ask::roles_like(part)).await;
        requests.extend(like.requests.iter().cloned());
        let Ok(seen) = reading::roles(&like) else { break };
        let others = seen.iter().filter(|seen| !seen.code.eq_ignore_ascii_case(&role.source_code));
        let near = near::nearest(&role.code, others.map(|seen| seen.code.as_str()), 3);
        if !near.is_empty() {
            let seen = near.into_iter().filter_map(|code| seen.iter().find(|role| role.code == code));
            return seen.map(|role| RoleSeen { code: role.code.clone(), name: role.name.clone() }).collect();
        }
    }
    Vec::new()
}
