//! The integration user holds every required role.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, reading};
use crate::{
    near,
    oracle::{Ask, HeldRoles, Request, User},
    plan::Plan,
    problem::{NearMiss, Problem},
};

/// `roles[].value` holds role codes (Oracle, "Disable a User"). A list may leave out roles that the user's own record
/// holds, so it is read by id before a role is called missing.
pub(super) struct RolesGranted;

impl Check for RolesGranted {
    fn id(&self) -> CheckId {
        CheckId::RolesGranted
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
        plan.user.is_some() && (!plan.required_roles.is_empty() || !plan.roles_known)
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let Some(user) = run.user() else { return Outcome::new(Verdict::Broke, None, None, Vec::new()) };
            let mut requests = Vec::new();
            let wanted = &run.plan.required_roles;
            let held = match held(run, user, wanted, &mut requests).await {
                Ok(held) => held,
                Err(outcome) => return *outcome,
            };
            let missing = missing(wanted, &held);
            if !missing.is_empty() {
                let problem = missing_problem(run.plan, missing, &held);
                return Outcome::failed(problem, "add-roles", requests).with_held(held);
            }
            if !run.plan.roles_known {
                let problem = Problem::RoleListUnknown { missing };
                return Outcome::cant_tell(problem, Some("add-roles"), requests).with_held(held);
            }
            Outcome::passed(requests).with_held(held)
        }
        .boxed()
    }
}

fn missing_problem(plan: &Plan, missing: Vec<String>, held: &[String]) -> Problem {
    if let Some(role) = &plan.role {
        let misses_copy = missing.iter().any(|code| code.eq_ignore_ascii_case(&role.code));
        let holds_source = held.iter().any(|code| code.eq_ignore_ascii_case(&role.source_code));
        let source_is_required = plan.required_roles.iter().any(|code| code.eq_ignore_ascii_case(&role.source_code));
        if misses_copy && holds_source && !source_is_required {
            let (source, copy) = (role.source_code.clone(), role.code.clone());
            return Problem::SourceRoleInsteadOfCopy { source, copy, missing };
        }
    }
    let near_misses = missing
        .iter()
        .filter_map(|expected| {
            let others = held.iter().map(String::as_str).filter(|code| !plan.asks_for(code));
            let found = near::nearest(expected, others, 1).first().map(|&code| code.to_owned())?;
            Some(NearMiss { expected: expected.clone(), found })
        })
        .collect();
    Problem::RolesMissing { missing, near_misses }
}

/// The role codes that a user holds: from the list, and where that lacks a wanted one, from the user's own record.
pub(super) async fn held(
    run: &Run<'_>,
    user: &User,
    wanted: &[String],
    requests: &mut Vec<Request>,
) -> Result<Vec<String>, Box<Outcome>> {
    let listed = listed(user);
    if missing(wanted, &listed).is_empty() && matches!(user.roles, HeldRoles::Codes(_)) {
        return Ok(listed);
    }
    // A record without `roles` is that of a user who has none yet, as far as anybody can tell: none is proved.
    Ok(recorded(run, user, requests).await?.unwrap_or(listed))
}

/// Every role code that either the list or the user's own record shows: what a list leaves out must not pass for absent.
/// None where the record leaves its roles out, which proves nothing.
pub(super) async fn all_held(
    run: &Run<'_>,
    user: &User,
    requests: &mut Vec<Request>,
) -> Result<Option<Vec<String>>, Box<Outcome>> {
    let Some(recorded) = recorded(run, user, requests).await? else { return Ok(None) };
    let mut codes = listed(user);
    for code in recorded {
        if !codes.iter().any(|known| known.eq_ignore_ascii_case(&code)) {
            codes.push(code);
        }
    }
    Ok(Some(codes))
}

fn listed(user: &User) -> Vec<String> {
    match &user.roles {
        HeldRoles::Codes(codes) => codes.clone(),
        HeldRoles::LeftOut | HeldRoles::Unreadable => Vec::new(),
    }
}

/// The role codes in the user's own record, or none where it leaves them out. Another user's record, and roles that can
/// not be read, are no basis for anything.
async fn recorded(
    run: &Run<'_>,
    user: &User,
    requests: &mut Vec<Request>,
) -> Result<Option<Vec<String>>, Box<Outcome>> {
    let exchange = run.as_admin(Ask::user_by_id(&user.id)).await;
    requests.extend(exchange.requests.iter().cloned());
    match reading::record(&exchange, user).map(|record| record.roles) {
        Some(HeldRoles::Codes(codes)) => Ok(Some(codes)),
        Some(HeldRoles::LeftOut) => Ok(None),
        Some(HeldRoles::Unreadable) | None => {
            Err(Box::new(Outcome::in_the_way(reading::obstacle(&exchange), requests.clone())))
        }
    }
}

/// The wanted codes that are not held, whatever the case.
pub(super) fn missing(wanted: &[String], held: &[String]) -> Vec<String> {
    wanted.iter().filter(|code| !held.iter().any(|one| one.eq_ignore_ascii_case(code))).cloned().collect()
}
