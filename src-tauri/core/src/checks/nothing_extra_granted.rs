//! The integration user holds no role beyond what is asked for.

use futures::{FutureExt, future::BoxFuture};

use super::{Because, Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, role_copied, roles_granted};
use crate::{guide::CopiedRole, oracle::Request, plan::Plan, problem::Problem};

/// That a role is not there is shown by the user's own record alone: a list may leave roles out. The source role in the
/// copy's place, and the copy under another code, are a finding of [`super::roles_granted`] and not also of this check.
pub(super) struct NothingExtraGranted;

impl Check for NothingExtraGranted {
    fn id(&self) -> CheckId {
        CheckId::NothingExtraGranted
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
            Need::Consults(CheckId::RolesGranted),
            Need::Consults(CheckId::RoleCopied),
        ]
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
            let held = match roles_granted::all_held(run, user, &mut requests).await {
                Ok(Some(held)) => held,
                // Whoever holds nothing that can be seen holds nothing too many that can be seen; proved is neither.
                Ok(None) => return Outcome::skipped(Because::Check(CheckId::RolesGranted)),
                Err(outcome) => return *outcome,
            };
            let in_its_place = in_place_of_the_copy(run, &held, &mut requests).await;
            let extra: Vec<String> = held
                .into_iter()
                .filter(|code| !run.plan.asks_for(code))
                .filter(|code| !in_its_place.iter().any(|one| one.eq_ignore_ascii_case(code)))
                .collect();
            if extra.is_empty() {
                return Outcome::passed(requests);
            }
            Outcome::warning(Problem::ExtraRoles { extra }, "add-roles", requests)
        }
        .boxed()
    }
}

/// Which of the held roles were given instead of the copy, where that is asked for and not held: the source role, a role
/// whose code begins or ends with the copy's, and the one that bears the copy's name under another code.
async fn in_place_of_the_copy(run: &Run<'_>, held: &[String], requests: &mut Vec<Request>) -> Vec<String> {
    let asked_for =
        |role: &&CopiedRole| run.plan.required_roles.iter().any(|code| code.eq_ignore_ascii_case(&role.code));
    let Some(role) = run.plan.role.as_ref().filter(asked_for) else { return Vec::new() };
    if held.iter().any(|code| code.eq_ignore_ascii_case(&role.code)) {
        return Vec::new();
    }
    let mut codes: Vec<String> = held.iter().filter(|code| resembles(role, code)).cloned().collect();
    if run.ended(CheckId::RoleCopied).await == Verdict::Failed {
        codes.extend(role_copied::under_another_code(run, role, requests).await.map(|seen| seen.code));
    }
    codes
}

fn resembles(role: &CopiedRole, code: &str) -> bool {
    let (code, copy) = (code.to_ascii_uppercase(), role.code.to_ascii_uppercase());
    code.eq_ignore_ascii_case(&role.source_code) || code.starts_with(&copy) || code.ends_with(&copy)
}
