//! The administrator's own rights, and resources that this pod or this user does not have.

use jiff::SignedDuration;

use super::{
    AdminSignIn, Expect, Given, Kind, Scenario, Stage, about, problem,
    requisitions::{APPLICATIONS, CANDIDATES, REQUISITIONS},
    stage::{ADMIN_RECRUITING_ROLE, ADMIN_STAFF_ROLE},
};
use crate::{
    ADMINISTRATOR, COPIED_ROLE_CODE, INTEGRATION_USER,
    quirks::{Behaviour, LocationRefusal, Place, RefusalBody, Totals},
    state::{Section, Standing},
};

const PREREQUISITES: Option<&str> = Some("prerequisites");
const ADD_ROLES: Option<&str> = Some("add-roles");
const COPY_ROLE: Option<&str> = Some("copy-role");

pub(super) fn scenarios() -> Vec<Scenario> {
    let mut all = administrator();
    all.extend(other_administrators());
    all.extend(resources());
    all.extend(absent_in_other_words());
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
                stage.role(ADMIN_RECRUITING_ROLE, |role| role.security.clear(Section::JobRequisition));
                stage.role(ADMIN_STAFF_ROLE, |role| role.security.clear(Section::JobRequisition));
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

fn other_administrators() -> Vec<Scenario> {
    let prepared = Given { prerequisites: true, ..Given::USUAL };
    let by_token = Given { admin: AdminSignIn::Token, ..Given::USUAL };
    let nobody = Given { admin: AdminSignIn::Nobody, ..Given::USUAL };
    let token_refused = || Expect::cant_tell([problem("admin_signed_in", "admin_token_refused", PREREQUISITES)]);
    vec![
        Scenario {
            given: prepared,
            ..scenario(
                "admin-prepared",
                "The administrator holds the roles that the guide asks for beforehand.",
                Expect::PASSED,
                |_| {},
            )
        },
        Scenario {
            given: prepared,
            ..scenario(
                "admin-roles-missing",
                "The administrator lacks a role that the guide asks for beforehand, and will be stopped on the way.",
                Expect::warning([problem("admin_prepared", "admin_roles_missing", PREREQUISITES)]),
                |stage| stage.state.withdraw(ADMINISTRATOR, "ORA_PER_RECRUITING_ADMINISTRATOR_JOB"),
            )
        },
        Scenario {
            given: by_token,
            ..scenario(
                "admin-token",
                "The company signs in by its own page; the token of a signed-in browser stands for the administrator.",
                Expect::PASSED,
                |stage| stage.quirks.scim_takes_bearer = true,
            )
        },
        Scenario {
            given: by_token,
            ..scenario(
                "admin-token-refused",
                "This pod takes user name and password only when it is asked about users and roles.",
                token_refused(),
                |_| {},
            )
        },
        Scenario {
            given: by_token,
            ..scenario(
                "admin-token-expired",
                "The token of the browser has run out, which looks like a pod that takes no tokens.",
                token_refused(),
                |stage| {
                    stage.quirks.scim_takes_bearer = true;
                    stage.admin_token_age = SignedDuration::from_hours(5);
                },
            )
        },
        Scenario {
            given: nobody,
            ..scenario(
                "no-administrator",
                "Without the administrator's credential only what the integration user sees can be told.",
                Expect::UNPROVEN,
                |_| {},
            )
        },
        Scenario {
            given: nobody,
            ..scenario(
                "no-administrator-no-data-security",
                "Also without the administrator's credential an empty answer is found, and nothing is hidden by it.",
                Expect::failed([about(
                    "rows_visible",
                    REQUISITIONS,
                    "no_rows_visible",
                    Some("job-requisition-profile"),
                )]),
                |stage| stage.role(COPIED_ROLE_CODE, |role| role.security.clear(Section::JobRequisition)),
            )
        },
        Scenario {
            given: nobody,
            ..scenario(
                "no-administrator-role-not-granted",
                "Every read is forbidden, and nobody can say which roles are held: the roles are looked at first.",
                Expect::failed([
                    about("resource_readable", REQUISITIONS, "resource_forbidden", ADD_ROLES),
                    about("resource_readable", APPLICATIONS, "resource_forbidden", ADD_ROLES),
                    about("resource_readable", CANDIDATES, "resource_forbidden", ADD_ROLES),
                ]),
                |stage| stage.state.withdraw(INTEGRATION_USER, COPIED_ROLE_CODE),
            )
        },
    ]
}

fn absent_in_other_words() -> Vec<Scenario> {
    let absent = |name, learn, arrange| {
        let expect = Expect::warning([about("resource_readable", CANDIDATES, "resource_absent", None)]);
        scenario(name, learn, expect, arrange)
    };
    vec![
        absent("absent-as-html", "A resource that is not there is answered with a page.", |stage: &mut Stage| {
            stage.quirks.absent_resources = vec![CANDIDATES];
            stage.quirks.not_found_body = Some(RefusalBody::Html);
        }),
        absent("absent-as-json", "A resource that is not there is answered with plain JSON.", |stage| {
            stage.quirks.absent_resources = vec![CANDIDATES];
            stage.quirks.not_found_body = Some(RefusalBody::Json);
        }),
        absent("absent-as-text", "A resource that is not there is answered with a line of text.", |stage| {
            stage.quirks.absent_resources = vec![CANDIDATES];
            stage.quirks.not_found_body = Some(RefusalBody::Text);
        }),
        absent("absent-without-a-body", "A resource that is not there is answered without a word.", |stage| {
            stage.quirks.absent_resources = vec![CANDIDATES];
            stage.quirks.not_found_body = Some(RefusalBody::Empty);
        }),
    ]
}

fn resources() -> Vec<Scenario> {
    vec![
        scenario(
            "candidates-forbidden",
            "The copied role opens requisitions but not candidates.",
            Expect::warning([about("resource_readable", CANDIDATES, "resource_forbidden", COPY_ROLE)]),
            forbid_candidates,
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
            "location-based-access-at-sign-in",
            "Location Based Access is on, and from here Oracle does not even let the integration user sign in.",
            Expect::failed([problem("integration_signed_in", "integration_rejected", Some("fill-user"))]),
            |stage| {
                stage.state.location_based_access = true;
                stage.quirks.location_refusal = LocationRefusal::Unauthorized;
            },
        ),
        scenario(
            "forbidden-as-json",
            "A refusal for want of a privilege comes as JSON and means the same.",
            Expect::warning([about("resource_readable", CANDIDATES, "resource_forbidden", COPY_ROLE)]),
            |stage| {
                stage.quirks.refusal_body = RefusalBody::Json;
                forbid_candidates(stage);
            },
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
            "refused-half-way",
            "Oracle accepts the sign-in and refuses it for one resource: nothing more is sent with it.",
            Expect::cant_tell([about("resource_readable", CANDIDATES, "not_a_rest_answer", None)]),
            |stage| stage.fault(Place::Resource(CANDIDATES), Behaviour::Unauthorized),
        ),
        scenario(
            "applications-out-of-order",
            "One resource answers with a server error while all others work.",
            Expect::cant_tell([about("resource_readable", APPLICATIONS, "oracle_unavailable", None)]),
            |stage| stage.fault(Place::Resource(APPLICATIONS), Behaviour::ServerError(500)),
        ),
    ]
}

fn forbid_candidates(stage: &mut Stage) {
    stage.role(COPIED_ROLE_CODE, |role| {
        role.inherits.retain(|code| code != "ORA_IRC_REST_SERVICE_ACCESS_CANDIDATES_RO");
    });
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
