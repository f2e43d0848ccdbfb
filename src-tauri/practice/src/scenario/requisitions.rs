//! The way from nothing to a working setup, and what goes wrong on it.

use std::time::Duration;

use jiff::Timestamp;

use super::{Expect, ExpectedProblem, Given, Kind, Scenario, Stage, about, problem, stage::SOURCE_ROLE_CODE};
use crate::{
    COPIED_ROLE_CODE, COPIED_ROLE_NAME, INTEGRATION_USER,
    state::{Profile, Section, Standing},
};

pub(super) const REQUISITIONS: &str = "recruitingJobRequisitions";
pub(super) const APPLICATIONS: &str = "recruitingJobApplications";
pub(super) const CANDIDATES: &str = "recruitingCandidates";

const ADD_ROLES: Option<&str> = Some("add-roles");
const FILL_USER: Option<&str> = Some("fill-user");
const NAME_THE_COPY: Option<&str> = Some("name-the-copy");
const PROFILE: Option<&str> = Some("job-requisition-profile");

const FORBIDDEN_FOR_WANT_OF_ROLES: [ExpectedProblem; 3] = [
    about("resource_readable", REQUISITIONS, "resource_forbidden", ADD_ROLES),
    about("resource_readable", APPLICATIONS, "resource_forbidden", ADD_ROLES),
    about("resource_readable", CANDIDATES, "resource_forbidden", ADD_ROLES),
];

const NO_ROWS: ExpectedProblem = about("rows_visible", REQUISITIONS, "no_rows_visible", PROFILE);

fn rejected() -> Expect {
    Expect::failed([problem("integration_signed_in", "integration_rejected", FILL_USER)])
}

/// What is told where neither the copy nor the user has been made.
fn nothing_found() -> Expect {
    Expect::failed([
        problem("role_copied", "role_not_found", NAME_THE_COPY),
        problem("user_exists", "user_not_found", FILL_USER),
    ])
}

fn nothing_done(stage: &mut Stage) {
    stage.state.remove_user(INTEGRATION_USER);
    stage.state.remove_role(COPIED_ROLE_CODE);
}

/// A copy of the right name under a code that nobody asked for, which the user holds.
fn copied_as(stage: &mut Stage, code: &str) {
    stage.state.remove_role(COPIED_ROLE_CODE);
    stage.state.copy_role(SOURCE_ROLE_CODE, COPIED_ROLE_NAME, code);
    stage.role(code, |role| role.security.set(Section::JobRequisition, Profile::ViewAll));
    stage.state.assign(INTEGRATION_USER, code);
}

fn wrongly_coded() -> Expect {
    Expect::failed([
        problem("role_copied", "role_code_differs", NAME_THE_COPY),
        problem("roles_granted", "roles_missing", ADD_ROLES),
    ])
}

pub(super) fn scenarios() -> Vec<Scenario> {
    let mut all = first_five();
    all.extend(copies());
    all.extend(users());
    all.extend(assignments());
    all.extend(rows());
    all.extend(behind());
    all.extend(hostile_names());
    all
}

fn scenario(name: &'static str, learn: &'static str, expect: Expect, arrange: fn(&mut Stage)) -> Scenario {
    Scenario { name, learn, kind: Kind::Requisitions, given: Given::USUAL, expect, arrange }
}

fn first_five() -> Vec<Scenario> {
    vec![
        scenario(
            "ready",
            "Everything is prepared: this is what a healthy verification looks like.",
            Expect::PASSED,
            |_| {},
        ),
        scenario(
            "nothing-done",
            "Nobody has started yet: the copied role and the integration user are still to be made.",
            nothing_found(),
            nothing_done,
        ),
        scenario(
            "role-not-granted",
            "The copied role exists but was never added to the integration user, so Oracle refuses every read.",
            Expect::failed([
                problem("roles_granted", "roles_missing", ADD_ROLES),
                FORBIDDEN_FOR_WANT_OF_ROLES[0],
                FORBIDDEN_FOR_WANT_OF_ROLES[1],
                FORBIDDEN_FOR_WANT_OF_ROLES[2],
            ]),
            |stage| stage.state.withdraw(INTEGRATION_USER, COPIED_ROLE_CODE),
        ),
        scenario(
            "no-data-security",
            "Oracle answers 200 with no rows: the role has no Job Requisition Security Profile.",
            Expect::failed([NO_ROWS]),
            |stage| stage.role(COPIED_ROLE_CODE, |role| role.security.clear(Section::JobRequisition)),
        ),
        scenario(
            "wrong-password",
            "The password at hand is not the one that Oracle holds; one attempt is enough to know.",
            rejected(),
            |stage| stage.knows_wrong_password = true,
        ),
    ]
}

fn copies() -> Vec<Scenario> {
    vec![
        scenario(
            "nothing-done-and-bare-lists",
            "Nobody has started yet, and a list in which nothing was found has no member for what was found.",
            nothing_found(),
            |stage| {
                stage.quirks.empty_list_without_resources = true;
                nothing_done(stage);
            },
        ),
        scenario(
            "inherited-roles-preselected",
            "Nobody has started yet, and Copy Options begins with the option that copies too much.",
            nothing_found(),
            |stage| {
                stage.quirks.inherited_roles_preselected = true;
                nothing_done(stage);
            },
        ),
        scenario(
            "copy-kept-the-suffix",
            "The suffix that Oracle suggests was left on the role code, so the code is not the one that was asked for.",
            wrongly_coded(),
            |stage| copied_as(stage, "IRC_RECRUITER_JOB_GSE_INTEGRATION_CUSTOM"),
        ),
        scenario(
            "copy-under-another-code",
            "The copy bears the right name and a code of somebody's own making, and that is the role that the user holds.",
            wrongly_coded(),
            |stage| copied_as(stage, "ACME_REQUISITION_READER"),
        ),
        scenario(
            "copy-still-running",
            "Copying a role takes time: until Role Copy Status says Complete, the new role cannot be found.",
            Expect::failed([
                problem("role_copied", "role_not_found", NAME_THE_COPY),
                problem("roles_granted", "roles_missing", ADD_ROLES),
                FORBIDDEN_FOR_WANT_OF_ROLES[0],
                FORBIDDEN_FOR_WANT_OF_ROLES[1],
                FORBIDDEN_FOR_WANT_OF_ROLES[2],
            ]),
            |stage| stage.state.remove_role(COPIED_ROLE_CODE),
        ),
        scenario(
            "copy-lost-its-duties",
            "The copy was made without what the source role inherits, so holding it opens nothing.",
            Expect::failed([
                about("resource_readable", REQUISITIONS, "resource_forbidden", Some("copy-role")),
                about("resource_readable", APPLICATIONS, "resource_forbidden", Some("copy-role")),
                about("resource_readable", CANDIDATES, "resource_forbidden", Some("copy-role")),
            ]),
            |stage| stage.role(COPIED_ROLE_CODE, |role| role.inherits.clear()),
        ),
    ]
}

fn users() -> Vec<Scenario> {
    vec![
        scenario(
            "user-name-mistyped",
            "The integration user was saved under a slightly different user name.",
            Expect::failed([problem("user_exists", "user_not_found", FILL_USER)]),
            |stage| stage.integration(|user| "vendor.integratoin".clone_into(&mut user.name)),
        ),
        scenario(
            "user-inactive",
            "The account exists but is not active, so it cannot sign in.",
            Expect::failed([
                problem("user_active", "user_inactive", FILL_USER),
                problem("integration_signed_in", "integration_rejected", FILL_USER),
            ]),
            |stage| stage.integration(|user| user.active = false),
        ),
        scenario(
            "password-expired",
            "The password ran out by the policy of the user's category; over REST that looks like a wrong one.",
            rejected(),
            |stage| stage.integration(|user| user.standing = Standing::PasswordExpired),
        ),
        scenario(
            "account-locked",
            "The account is locked after too many attempts; over REST that looks like a wrong password.",
            rejected(),
            |stage| stage.integration(|user| user.standing = Standing::Locked),
        ),
        scenario(
            "single-sign-on-only",
            "The account may sign in through the company's own page only, so user name and password are refused.",
            rejected(),
            |stage| stage.integration(|user| user.standing = Standing::SignOnOnly),
        ),
    ]
}

fn assignments() -> Vec<Scenario> {
    vec![
        scenario(
            "source-role-instead-of-copy",
            "The supplied Recruiter role was added in place of its copy, which carries the security profile.",
            Expect::failed([problem("roles_granted", "source_role_instead_of_copy", ADD_ROLES), NO_ROWS]),
            |stage| {
                stage.state.withdraw(INTEGRATION_USER, COPIED_ROLE_CODE);
                stage.state.assign(INTEGRATION_USER, SOURCE_ROLE_CODE);
            },
        ),
        scenario(
            "role-just-added",
            "The copied role was added a moment ago and has no effect yet; in a few minutes it is there.",
            Expect::failed([
                problem("roles_granted", "roles_missing", ADD_ROLES),
                FORBIDDEN_FOR_WANT_OF_ROLES[0],
                FORBIDDEN_FOR_WANT_OF_ROLES[1],
                FORBIDDEN_FOR_WANT_OF_ROLES[2],
            ]),
            |stage| {
                let delay = Duration::from_mins(10);
                stage.quirks.role_assignment_delay = delay;
                stage.state.withdraw(INTEGRATION_USER, COPIED_ROLE_CODE);
                stage.state.assign_after(INTEGRATION_USER, COPIED_ROLE_CODE, delay);
            },
        ),
        scenario(
            "one-role-forgotten",
            "All works today, yet one role of the vendor's list was never added.",
            Expect::failed([problem("roles_granted", "roles_missing", ADD_ROLES)]),
            |stage| stage.state.withdraw(INTEGRATION_USER, "ORA_FND_INTEGRATION_SPECIALIST_JOB"),
        ),
        Scenario {
            given: Given { role_list: false, ..Given::USUAL },
            ..scenario(
                "role-list-unknown",
                "The vendor gives each customer a role list, and this setup does not hold it yet.",
                Expect::cant_tell([problem("roles_granted", "role_list_unknown", ADD_ROLES)]),
                |_| {},
            )
        },
        scenario(
            "too-many-roles",
            "The integration user holds a role that nobody asked for, and could read or change far more than needed.",
            Expect::warning([problem("nothing_extra_granted", "extra_roles", ADD_ROLES)]),
            |stage| stage.state.assign(INTEGRATION_USER, "ORA_PER_HUMAN_RESOURCE_SPECIALIST_JOB"),
        ),
        scenario(
            "too-many-roles-by-id",
            "A list of users shows only the first roles of each; the one too many stands in the user's own record.",
            Expect::warning([problem("nothing_extra_granted", "extra_roles", ADD_ROLES)]),
            |stage| {
                stage.quirks.most_roles_in_list = Some(3);
                stage.state.assign(INTEGRATION_USER, "ORA_PER_HUMAN_RESOURCE_SPECIALIST_JOB");
            },
        ),
        scenario(
            "employee-role-tolerated",
            "Oracle adds the Employee role to many accounts by itself; that is no finding.",
            Expect::PASSED,
            |stage| stage.state.assign(INTEGRATION_USER, "ORA_PER_EMPLOYEE_ABSTRACT"),
        ),
    ]
}

fn rows() -> Vec<Scenario> {
    vec![
        scenario(
            "my-team-only",
            "View My Team's Requisitions was chosen, and an integration user is on nobody's team.",
            Expect::failed([NO_ROWS]),
            |stage| {
                stage.role(COPIED_ROLE_CODE, |role| role.security.set(Section::JobRequisition, Profile::MyTeam));
            },
        ),
        scenario(
            "some-rows-only",
            "The integration user sees one recruiter's requisitions: it works, and most are missing.",
            Expect::warning([about("as_many_rows_as_admin", REQUISITIONS, "fewer_rows_than_admin", PROFILE)]),
            see_one_team,
        ),
        Scenario {
            given: Given { visibility: super::Visibility::Narrower, ..Given::USUAL },
            ..scenario(
                "some-rows-on-purpose",
                "The integration user sees fewer requisitions, and the setup says that this is meant.",
                Expect::PASSED,
                see_one_team,
            )
        },
        Scenario {
            given: Given::requisition("1042"),
            ..scenario(
                "known-requisition-visible",
                "A requisition number read off a screen is found by the integration user too.",
                Expect::PASSED,
                |_| {},
            )
        },
        Scenario {
            given: Given::requisition("1042"),
            ..scenario(
                "known-requisition-hidden",
                "Rows are visible, but not the requisition that somebody sees on the screen.",
                Expect::failed([
                    problem("known_requisition_visible", "requisition_hidden", PROFILE),
                    about("as_many_rows_as_admin", REQUISITIONS, "fewer_rows_than_admin", PROFILE),
                ]),
                see_one_team,
            )
        },
        Scenario {
            given: Given::requisition("999042"),
            ..scenario(
                "known-requisition-mistyped",
                "The requisition number is not known to anybody here; it was probably misread.",
                Expect::cant_tell([problem("known_requisition_visible", "requisition_unknown", None)]),
                |_| {},
            )
        },
        scenario(
            "no-requisitions-at-all",
            "Nobody sees a requisition, the administrator neither: this pod may simply have none.",
            Expect::cant_tell([about("rows_visible", REQUISITIONS, "no_rows_anywhere", PROFILE)]),
            |stage| stage.company.requisitions = 0,
        ),
    ]
}

/// How long nobody publishes that a profile takes to count; long enough for a verification to come too early.
const SETTLING: Duration = Duration::from_mins(10);

/// Submits View All for the copied role, complete at once; it counts from the given moment on, if ever.
fn submit_view_all(stage: &mut Stage, now: Timestamp, effective: Option<Timestamp>) {
    stage.role(COPIED_ROLE_CODE, |role| {
        role.security.clear(Section::JobRequisition);
        let mut profiles = role.security.chosen().clone();
        profiles.insert(Section::JobRequisition, Profile::ViewAll);
        role.security.submit(profiles, now, now, effective);
    });
}

/// Pods on which a process has to run before what was clicked counts (oracle.md §6).
fn behind() -> Vec<Scenario> {
    vec![
        scenario(
            "grants-not-regenerated",
            "View All stands on the role and its status is Complete, yet the grants behind it were never built.",
            Expect::failed([NO_ROWS]),
            |stage| {
                stage.state.processes.grants_are_behind = true;
                submit_view_all(stage, Timestamp::now(), None);
            },
        ),
        scenario(
            "profile-just-submitted",
            "View All was submitted a moment ago and has no effect yet, although the status is Complete already.",
            Expect::failed([NO_ROWS]),
            |stage| {
                let now = Timestamp::now();
                let effective = now.saturating_add(SETTLING).unwrap_or(Timestamp::MAX);
                submit_view_all(stage, now, Some(effective));
            },
        ),
        scenario(
            "role-not-synchronized",
            "The copy is complete, but the pages of data security find it only after Retrieve Latest LDAP Changes.",
            Expect::failed([NO_ROWS]),
            |stage| {
                stage.state.processes.hcm_is_behind = true;
                stage.role(COPIED_ROLE_CODE, |role| role.security.clear(Section::JobRequisition));
            },
        ),
        scenario(
            "console-search-behind",
            "The copy is complete, but the Security Console finds it only after its import process has run.",
            Expect::failed([
                problem("roles_granted", "roles_missing", ADD_ROLES),
                FORBIDDEN_FOR_WANT_OF_ROLES[0],
                FORBIDDEN_FOR_WANT_OF_ROLES[1],
                FORBIDDEN_FOR_WANT_OF_ROLES[2],
            ]),
            |stage| {
                stage.state.processes.console_is_behind = true;
                stage.state.withdraw(INTEGRATION_USER, COPIED_ROLE_CODE);
            },
        ),
    ]
}

/// Codes and names that do harm wherever they are shown as they come: as markup, in a terminal, in a spreadsheet, or
/// to the eye.
const HOSTILE_ROLES: [(&str, &str); 4] = [
    ("PRACTICE_MARKUP_JOB", "<img src=x onerror=alert(1)>&lt;b&gt;</script><script>alert(1)</script>"),
    ("=HYPERLINK(\"https://evil.example\",\"PRACTICE_JOB\")", "=1+1|' /C calc'!A1"),
    ("PRACTICE_\u{202e}BOJ_\u{2066}JOB", "\u{202e}tnega gniruceR\u{2069}\u{200b}"),
    ("PRACTICE_LINES\r\n| injected | row |\u{1b}[31m\u{7}", "Two\nlines\tand a tab"),
];

fn hostile_names() -> Vec<Scenario> {
    vec![
        scenario(
            "hostile-role-names",
            "The names of roles hold markup, formulas, line breaks and reversed text; they are shown and do nothing.",
            Expect::warning([problem("nothing_extra_granted", "extra_roles", ADD_ROLES)]),
            |stage| {
                for (code, name) in HOSTILE_ROLES {
                    stage.state.copy_role("ORA_IRC_RECRUITING_AGENT_JOB", name, code);
                    stage.state.assign(INTEGRATION_USER, code);
                }
            },
        ),
        scenario(
            "hostile-near-misses",
            "What comes near to the names that were asked for holds markup and reversed text, and is still only shown.",
            Expect::failed([
                problem("role_copied", "role_code_differs", NAME_THE_COPY),
                problem("user_exists", "user_not_found", FILL_USER),
            ]),
            |stage| {
                stage.state.remove_role(COPIED_ROLE_CODE);
                let code = "IRC_RECRUITER_JOB_GSE_INTEGRATION\u{202e}_<b>=1+1</b>";
                stage.state.copy_role(SOURCE_ROLE_CODE, COPIED_ROLE_NAME, code);
                stage.integration(|user| "vendor.integration\u{202e}<i>\r\n=1+1".clone_into(&mut user.name));
            },
        ),
    ]
}

/// The account is linked to the seventh recruiter, whose team does not have requisition 1042.
fn see_one_team(stage: &mut Stage) {
    stage.role(COPIED_ROLE_CODE, |role| role.security.set(Section::JobRequisition, Profile::MyTeam));
    stage.integration(|user| user.person = Some(7));
}
