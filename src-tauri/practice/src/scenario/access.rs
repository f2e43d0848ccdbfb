//! The administrator's own rights, and resources that this pod or this user does not have.

use super::{
    Expect, Given, Kind, Scenario, Stage, about, problem,
    requisitions::{APPLICATIONS, CANDIDATES, REQUISITIONS},
    stage::{ADMIN_RECRUITING_ROLE, ADMIN_STAFF_ROLE},
};
use crate::{
    ADMINISTRATOR, COPIED_ROLE_CODE,
    quirks::{Behaviour, Place, Totals},
    state::Standing,
};

const PREREQUISITES: Option<&str> = Some("prerequisites");
const COPY_ROLE: Option<&str> = Some("copy-role");

pub(super) fn scenarios() -> Vec<Scenario> {
    let mut all = administrator();
    all.extend(resources());
    all.extend(totals());
    all
}

fn scenario(name: &'static str, learn: &'static str, expect: Expect, arrange: fn(&mut Stage)) -> Scenario {
    Scenario { name, learn, kind: Kind::Requisitions, given: Given::USUAL, expect, arrange }
}

fn administrator() -> Vec<Scenario> {
    vec![
        scenario(
            "admin-rejected",
            "The administrator's own password ran out; what can be proved without it still is.",
            Expect::failed([problem("admin_signed_in", "admin_rejected", PREREQUISITES)]),
            |stage| stage.administrator(|user| user.standing = Standing::PasswordExpired),
        ),
        scenario(
            "admin-is-no-security-manager",
            "The administrator may sign in but is no IT Security Manager, so roles and users cannot be read.",
            Expect::cant_tell([problem("admin_signed_in", "admin_lacks_identity_service", PREREQUISITES)]),
            |stage| stage.state.withdraw(ADMINISTRATOR, "ORA_FND_IT_SECURITY_MANAGER_JOB"),
        ),
        scenario(
            "admin-sees-no-requisitions",
            "The administrator sees no requisition, the integration user all: there is nothing to compare with.",
            Expect::PASSED,
            |stage| {
                stage.role(ADMIN_RECRUITING_ROLE, |role| role.requisition_profile = None);
                stage.role(ADMIN_STAFF_ROLE, |role| role.requisition_profile = None);
            },
        ),
        scenario(
            "admin-may-not-recruit",
            "The administrator has no access to Recruiting at all, which is common and no fault.",
            Expect::PASSED,
            |stage| {
                stage.state.withdraw(ADMINISTRATOR, ADMIN_RECRUITING_ROLE);
                stage.state.withdraw(ADMINISTRATOR, ADMIN_STAFF_ROLE);
            },
        ),
    ]
}

fn resources() -> Vec<Scenario> {
    vec![
        scenario(
            "candidates-forbidden",
            "The copied role opens requisitions but not candidates.",
            Expect::warning([about("resource_readable", CANDIDATES, "resource_forbidden", COPY_ROLE)]),
            |stage| {
                stage.role(COPIED_ROLE_CODE, |role| {
                    role.inherits.retain(|code| code != "ORA_IRC_REST_SERVICE_ACCESS_CANDIDATES_RO");
                });
            },
        ),
        scenario(
            "location-based-access",
            "Location Based Access is on and this computer is not on its list, so the role counts for nothing here.",
            Expect::failed([
                about("resource_readable", REQUISITIONS, "resource_forbidden", COPY_ROLE),
                about("resource_readable", APPLICATIONS, "resource_forbidden", COPY_ROLE),
                about("resource_readable", CANDIDATES, "resource_forbidden", COPY_ROLE),
            ]),
            |stage| stage.state.location_based_access = true,
        ),
        scenario(
            "recruiting-not-provisioned",
            "This pod does not have Oracle Recruiting, so its resources are not there.",
            Expect::cant_tell([
                about("resource_readable", REQUISITIONS, "resource_absent", None),
                about("resource_readable", APPLICATIONS, "resource_absent", None),
                about("resource_readable", CANDIDATES, "resource_absent", None),
            ]),
            |stage| stage.quirks.absent_resources = vec![REQUISITIONS, APPLICATIONS, CANDIDATES],
        ),
        scenario(
            "candidates-absent",
            "One of the resources that are wanted beside requisitions does not exist on this pod.",
            Expect::warning([about("resource_readable", CANDIDATES, "resource_absent", None)]),
            |stage| stage.quirks.absent_resources = vec![CANDIDATES],
        ),
        scenario(
            "applications-out-of-order",
            "One resource answers with a server error while all others work.",
            Expect::cant_tell([about("resource_readable", APPLICATIONS, "oracle_unavailable", None)]),
            |stage| stage.fault(Place::Resource(APPLICATIONS), Behaviour::ServerError(500)),
        ),
    ]
}

fn totals() -> Vec<Scenario> {
    let unknown = || Expect::cant_tell([about("as_many_rows_as_admin", REQUISITIONS, "totals_unknown", None)]);
    vec![
        scenario(
            "totals-declined",
            "Oracle declines to count and says -1, which is unknown and never none.",
            unknown(),
            |stage| {
                stage.quirks.totals = Totals::MinusOne;
            },
        ),
        scenario("totals-left-out", "The total was asked for and left out of the answer.", unknown(), |stage| {
            stage.quirks.totals = Totals::LeftOut;
        }),
    ]
}
