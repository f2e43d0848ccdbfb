//! Integrations that read the staff.

use super::{Expect, Given, Kind, Scenario, Stage, about, problem, stage::STAFF_ROLE_CODE};
use crate::{
    INTEGRATION_USER,
    state::{Section, WORKER_EMPLOYMENT_DUTY, WORKER_PERSON_DUTY},
};

pub(super) const WORKERS: &str = "workers";
pub(super) const EMAILS: &str = "workers/emails";
pub(super) const ASSIGNMENTS: &str = "workers/workRelationships/assignments";
const ADD_ROLES: Option<&str> = Some("add-roles");
const DATA_ACCESS: Option<&str> = Some("data-access");

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        scenario("workers-ready", "A staff integration with everything prepared.", Expect::PASSED, |_| {}),
        scenario(
            "workers-nothing-done",
            "Nobody has started yet: the integration user is still to be made, and the role shows nobody.",
            Expect::failed([problem("user_exists", "user_not_found", Some("fill-user"))]),
            nothing_done,
        ),
        scenario(
            "workers-wrong-password",
            "The password at hand is not the one that Oracle holds.",
            Expect::failed([problem("integration_signed_in", "integration_rejected", Some("fill-user"))]),
            |stage| stage.knows_wrong_password = true,
        ),
        scenario(
            "workers-role-missing",
            "The role was never added to the integration user, so Oracle refuses every read.",
            Expect::failed([
                problem("roles_granted", "roles_missing", ADD_ROLES),
                about("resource_readable", WORKERS, "resource_forbidden", ADD_ROLES),
                about("resource_readable", EMAILS, "resource_forbidden", ADD_ROLES),
                about("resource_readable", ASSIGNMENTS, "resource_forbidden", ADD_ROLES),
                about("resource_readable", "departments", "resource_forbidden", ADD_ROLES),
                about("resource_readable", "jobs", "resource_forbidden", ADD_ROLES),
                about("resource_readable", "locations", "resource_forbidden", ADD_ROLES),
            ]),
            |stage| stage.state.withdraw(INTEGRATION_USER, STAFF_ROLE_CODE),
        ),
        scenario(
            "workers-no-person-profile",
            "The role has no Person Security Profile, so the list of workers is empty.",
            Expect::failed([
                about("resource_readable", EMAILS, "no_rows_visible", DATA_ACCESS),
                about("resource_readable", ASSIGNMENTS, "no_rows_visible", DATA_ACCESS),
                about("rows_visible", WORKERS, "no_rows_visible", DATA_ACCESS),
            ]),
            |stage| stage.role(STAFF_ROLE_CODE, |role| role.security.clear(Section::Person)),
        ),
        scenario(
            "workers-user-missing",
            "The integration user of a staff integration was never made.",
            Expect::failed([problem("user_exists", "user_not_found", Some("fill-user"))]),
            |stage| stage.state.remove_user(INTEGRATION_USER),
        ),
        scenario(
            "workers-without-emails",
            "Workers are visible, their e-mail addresses are not.",
            Expect::warning([about("resource_readable", EMAILS, "no_rows_visible", DATA_ACCESS)]),
            |stage| keep_duties(stage, |duty| duty != WORKER_PERSON_DUTY),
        ),
        scenario(
            "workers-without-assignments",
            "Workers are visible, their employment is not.",
            Expect::warning([about("resource_readable", ASSIGNMENTS, "no_rows_visible", DATA_ACCESS)]),
            |stage| keep_duties(stage, |duty| duty != WORKER_EMPLOYMENT_DUTY),
        ),
        scenario(
            "grandchildren-left-out",
            "A nested read leaves out what stands two levels below, although there is some: that warns and never fails.",
            Expect::warning([about("resource_readable", ASSIGNMENTS, "no_rows_visible", DATA_ACCESS)]),
            |stage| stage.quirks.empty_grandchildren = true,
        ),
        scenario(
            "locations-absent",
            "This pod does not have one of the organisation lists.",
            Expect::warning([about("resource_readable", "locations", "resource_absent", None)]),
            |stage| stage.quirks.absent_resources = vec!["locations"],
        ),
    ]
}

/// The user was never made, and nobody chose what the role shows.
pub(super) fn nothing_done(stage: &mut Stage) {
    stage.state.remove_user(INTEGRATION_USER);
    stage.role(STAFF_ROLE_CODE, |role| role.security.clear(Section::Person));
}

fn scenario(name: &'static str, learn: &'static str, expect: Expect, arrange: fn(&mut Stage)) -> Scenario {
    Scenario { name, learn, kind: Kind::Workers, given: Given::USUAL, expect, arrange }
}

/// Takes duties away from the role. Oracle lets nobody edit a supplied role; what is practised is how it looks from
/// outside when children stay out of sight.
fn keep_duties(stage: &mut Stage, keep: fn(&str) -> bool) {
    let duties = ["ORA_PER_REST_SERVICE_ACCESS_WORKFORCE_STRUCTURES_RO", WORKER_PERSON_DUTY, WORKER_EMPLOYMENT_DUTY];
    stage.role(STAFF_ROLE_CODE, |role| {
        role.inherits = duties.into_iter().filter(|duty| keep(duty)).map(str::to_owned).collect();
    });
}
