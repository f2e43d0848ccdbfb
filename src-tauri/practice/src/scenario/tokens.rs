//! Integration users that sign in with tokens, and why a token is not taken.

use super::{
    Authentication, Expect, ExpectedProblem, Given, KeyHolder, Kind, Scenario, Stage, about, problem,
    stage::{STAFF_ROLE_CODE, Uploaded},
    workers::{ASSIGNMENTS, EMAILS, WORKERS, nothing_done},
};
use crate::{INTEGRATION_ISSUER, INTEGRATION_USER, quirks::Thumbprints, state::Standing};

const ADD_ROLES: Option<&str> = Some("add-roles");
const FILL_USER: Option<&str> = Some("fill-user");

const REJECTED: ExpectedProblem = problem("integration_signed_in", "token_rejected", Some("upload-certificate"));

/// Seconds by which clocks differ here: more than any token of five minutes lasts.
const APART: i64 = 600;

pub(super) fn scenarios() -> Vec<Scenario> {
    let mut all = taken();
    all.extend(not_trusted());
    all.extend(not_signed_in_otherwise());
    all.extend(clocks());
    all
}

fn scenario(name: &'static str, learn: &'static str, expect: Expect, arrange: fn(&mut Stage)) -> Scenario {
    let authentication = Authentication::Jwt { issuer: INTEGRATION_ISSUER, key: KeyHolder::Own };
    Scenario { name, learn, kind: Kind::Workers, given: Given { authentication, ..Given::USUAL }, expect, arrange }
}

fn taken() -> Vec<Scenario> {
    let with_the_vendor = Authentication::Jwt { issuer: INTEGRATION_ISSUER, key: KeyHolder::Vendor };
    vec![
        scenario(
            "token-ready",
            "A staff integration signs in with tokens and all is prepared.",
            Expect::PASSED,
            |_| {},
        ),
        scenario(
            "token-nothing-done",
            "Nobody has started yet: user, data access, provider and certificate are still to be made.",
            Expect::failed([problem("user_exists", "user_not_found", FILL_USER), REJECTED]),
            |stage| {
                nothing_done(stage);
                stage.uploaded = Uploaded::NoProvider;
            },
        ),
        scenario(
            "token-outlives-the-password",
            "The password ran out by policy, and tokens still sign in: that is why Oracle recommends them.",
            Expect::PASSED,
            |stage| stage.integration(|user| user.standing = Standing::PasswordExpired),
        ),
        scenario(
            "token-fingerprint-in-either-form",
            "The fingerprint of the certificate is understood in both forms of base64.",
            Expect::PASSED,
            |stage| stage.quirks.thumbprints = Thumbprints::Either,
        ),
        scenario(
            "token-of-five-minutes-at-most",
            "This pod takes no token that lasts longer than five minutes.",
            Expect::PASSED,
            |stage| stage.quirks.longest_token = Some(300),
        ),
        Scenario {
            given: Given { authentication: with_the_vendor, ..Given::USUAL },
            ..scenario(
                "vendor-holds-the-key",
                "The vendor keeps the private key, so that its tokens work can only be seen on its side.",
                Expect::UNPROVEN,
                |_| {},
            )
        },
        scenario(
            "token-role-missing",
            "The token is taken, and the role that opens the staff was never added to the user.",
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
    ]
}

fn not_trusted() -> Vec<Scenario> {
    vec![
        scenario(
            "certificate-not-uploaded",
            "The provider was made, and the public certificate never uploaded to it.",
            Expect::failed([REJECTED]),
            |stage| stage.uploaded = Uploaded::Nothing,
        ),
        scenario(
            "certificate-of-another-key",
            "The key was made anew, and the certificate that stands in Oracle is that of the one before.",
            Expect::failed([REJECTED]),
            |stage| stage.uploaded = Uploaded::Former,
        ),
        scenario(
            "issuer-mistyped",
            "The trusted issuer in Oracle is written differently from the one that the tokens name.",
            Expect::failed([REJECTED]),
            |stage| stage.trusted_issuer = "Practice-Vendor",
        ),
    ]
}

fn not_signed_in_otherwise() -> Vec<Scenario> {
    vec![
        scenario(
            "token-of-an-inactive-user",
            "Key and certificate are right, and the account that the token names is not active.",
            Expect::failed([problem("user_active", "user_inactive", FILL_USER), REJECTED]),
            |stage| stage.integration(|user| user.active = false),
        ),
        scenario(
            "token-of-an-unknown-user",
            "Key and certificate are right, and there is no account of the name that the token gives.",
            Expect::failed([problem("user_exists", "user_not_found", FILL_USER), REJECTED]),
            |stage| stage.state.remove_user(INTEGRATION_USER),
        ),
    ]
}

fn clocks() -> Vec<Scenario> {
    let differs = || Expect::failed([problem("clock_agrees", "clock_differs", None)]);
    vec![
        scenario(
            "token-clock-behind",
            "This computer's clock is ten minutes behind Oracle's; tokens by Oracle's own clock are taken, the vendor's \
             may not be.",
            differs(),
            |stage| stage.quirks.clock_ahead_seconds = APART,
        ),
        scenario(
            "token-clock-ahead",
            "This computer's clock is ten minutes ahead of Oracle's; tokens by Oracle's own clock are taken, the \
             vendor's may not be.",
            differs(),
            |stage| stage.quirks.clock_ahead_seconds = -APART,
        ),
        scenario(
            "token-expired-on-arrival",
            "Oracle does not say what time it is, and by its clock each token has run out before it arrives.",
            Expect::failed([REJECTED]),
            |stage| {
                stage.quirks.no_date = true;
                stage.quirks.clock_ahead_seconds = APART;
            },
        ),
    ]
}
