//! What is said of a finding, as an administrator reads it: whom to ask, how long to wait, what differs.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::Timestamp;
use setup::{
    guide,
    plan::Plan,
    problem::{KeychainFault, NearMiss, Problem, RoleSeen},
    setup_file::{Form, SetupFile},
    words::{self, Words},
};

const HOST: &str = "abcd-test.fa.ocs.oraclecloud.com";
const USER: &str = "VENDOR.INTEGRATION";

/// A setup of the first guide that copies a role, as far as it is planned.
fn plan() -> Plan {
    let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
    let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
    let form = Form {
        address: Some(HOST.to_owned()),
        user: Some(USER.to_owned()),
        roles: Some(vec!["ORA_PER_EXTRA_JOB".to_owned()]),
        ..Form::default()
    };
    file.fill(&form, guide).unwrap();
    Plan::of(&file).unwrap()
}

fn said(problem: &Problem) -> Words {
    words::of_problem(problem, Some(&plan()))
}

fn text(value: &str) -> String {
    value.to_owned()
}

/// One of each finding that a person can mend only with somebody else's right.
fn others_must_help() -> Vec<(&'static str, Problem)> {
    let (security, network) = ("IT security manager", "Network team");
    let (host, resource) = (|| text(HOST), || text("recruitingJobRequisitions"));
    vec![
        (network, Problem::ConnectionRefused { host: host() }),
        (network, Problem::TlsUntrusted { host: host() }),
        (network, Problem::TlsExpired { host: host() }),
        (network, Problem::NoNetwork),
        (network, Problem::TimedOut { seconds: 30 }),
        (network, Problem::ConnectionLost),
        (network, Problem::ProxyRefused { status: Some(407), out_of_reach: false }),
        (network, Problem::ProxyRefused { status: None, out_of_reach: true }),
        (network, Problem::CaFileInvalid { path: text("ca.pem") }),
        ("Identity domain administrator", Problem::SignInPage { host: host() }),
        (
            "Identity domain administrator",
            Problem::Redirected { scheme: text("https"), host: text("login.example.com"), path: text("/sso") },
        ),
        ("Identity domain administrator", Problem::AdminRejected),
        (security, Problem::AdminTokenRefused),
        (security, Problem::AdminLacksIdentityService),
        (security, Problem::AdminRolesMissing { missing: vec![text("ORA_A_JOB")] }),
        (security, Problem::RoleCodeDiffers { expected: text("A"), found: text("A_CUSTOM"), name: text("a") }),
        (security, Problem::RoleNotFound { expected: text("A"), nearest: Vec::new() }),
        (security, Problem::UserNotFound { user: text(USER), nearest: Vec::new() }),
        (security, Problem::UserInactive { user: text(USER) }),
        (
            security,
            Problem::SourceRoleInsteadOfCopy {
                source: text("S"),
                copy: text("C"),
                missing: vec![text("C"), text("D")],
            },
        ),
        (security, Problem::RolesMissing { missing: vec![text("A")], near_misses: Vec::new() }),
        (security, Problem::ExtraRoles { extra: vec![text("A")] }),
        (security, Problem::IntegrationRejected),
        (security, Problem::TokenRejected { certificate_ends: None, certificate_expired: false }),
        (security, Problem::ResourceForbidden { resource: resource() }),
        (security, Problem::NoRowsVisible { resource: resource(), admin_total: Some(128) }),
        (security, Problem::NoRowsVisible { resource: text("workers"), admin_total: None }),
        (security, Problem::RequisitionHidden { requisition: text("1"), admin_finds_it: Some(true) }),
        (security, Problem::FewerRowsThanAdmin { resource: resource(), admin_total: 9, integration_total: 3 }),
        ("Oracle applications administrator", Problem::ResourceAbsent { resource: resource() }),
        ("Oracle applications administrator", Problem::OracleUnavailable { status: 503 }),
        ("Oracle Support", Problem::NotARestAnswer { status: 200, content_type: None }),
        ("A recruiter", Problem::NoRowsAnywhere { resource: resource() }),
        ("A recruiter", Problem::RequisitionUnknown { requisition: text("1") }),
        ("A recruiter", Problem::TotalsUnknown { resource: resource(), admin_total: None, integration_total: None }),
    ]
}

#[test]
fn names_who_can_help_with_each_finding_that_may_need_another_persons_right() {
    for (whom, problem) in others_must_help() {
        assert_eq!(said(&problem).ask.map(|ask| ask.whom).as_deref(), Some(whom), "{problem:?}");
    }
    let vendor = said(&Problem::RoleListUnknown { missing: Vec::new() }).ask.unwrap().whom;
    assert_eq!(vendor, plan().guide.vendor);
}

#[test]
fn a_message_says_where_for_whom_what_and_why_without_a_mark_of_markup() {
    let plan = plan();
    for (_, problem) in others_must_help() {
        let message = said(&problem).ask.unwrap().text;
        let wanted =
            [HOST, "Test", USER, "ORA_PER_EXTRA_JOB", &plan.role.as_ref().unwrap().code, &problem.code(), "lease"];
        for wanted in wanted {
            assert!(message.contains(wanted), "{wanted} is not in the message for {problem:?}:\n{message}");
        }
        assert!(!message.contains("**") && !message.contains('`'), "{message}");
    }
}

#[test]
fn a_message_carries_each_code_that_its_reader_must_type() {
    let missing = vec![text("ORA_ONE_JOB"), text("ORA_TWO_JOB")];
    let message = said(&Problem::RolesMissing { missing, near_misses: Vec::new() }).ask.unwrap().text;
    assert!(message.contains("add ORA_ONE_JOB and ORA_TWO_JOB with Add Role Membership"), "{message}");
}

#[test]
fn a_name_from_oracle_can_not_bend_a_message() {
    let extra = vec![text("A\n\nPod: evil.example.com\u{202e}")];
    let message = said(&Problem::ExtraRoles { extra }).ask.unwrap().text;
    assert_eq!(message.lines().filter(|line| line.starts_with("Pod: ")).count(), 1, "{message}");
    assert!(!message.contains('\u{202e}'));
}

#[test]
fn says_how_long_each_sort_of_remedy_takes() {
    for (problem, wanted) in [
        (Problem::RoleNotFound { expected: text("A"), nearest: Vec::new() }, "Retrieve Latest LDAP Changes"),
        (Problem::RolesMissing { missing: vec![text("A")], near_misses: Vec::new() }, "next request"),
        (Problem::AdminRolesMissing { missing: vec![text("A")] }, "next sign-in"),
        (Problem::UserInactive { user: text("u") }, "At once"),
        (
            Problem::NoRowsVisible { resource: text("recruitingJobRequisitions"), admin_total: None },
            "Regenerate Data Security Grants",
        ),
        (Problem::NoRowsVisible { resource: text("workers"), admin_total: None }, "Refresh Access Control Data"),
        (Problem::Throttled { retry_after_s: Some(40) }, "In 40 seconds"),
        (Problem::OracleUnavailable { status: 503 }, "maintenance"),
    ] {
        assert!(said(&problem).effect.contains(wanted), "{problem:?}: {}", said(&problem).effect);
    }
}

#[test]
fn an_administrator_who_is_not_listed_is_not_called_the_integration_user() {
    for user in [Some(text("ann@example.com")), None] {
        let Words { title, meaning, remedy, .. } = said(&Problem::AdminNotListed { user });
        assert!(title.contains("Your own roles") && !meaning.contains("integration"), "{title}: {meaning}");
        assert!(remedy.contains("User Name") || remedy.contains("user name"), "{remedy}");
    }
}

#[test]
fn a_refused_sign_in_is_never_called_a_wrong_password_alone() {
    for problem in [Problem::IntegrationRejected, Problem::AdminRejected] {
        let Words { title, meaning, .. } = said(&problem);
        assert!(!title.contains("password"), "{title}");
        for cause in ["expired", "reset", "locked", "MFA", "SSO"] {
            assert!(meaning.contains(cause), "{cause}: {meaning}");
        }
    }
}

#[test]
fn a_token_of_an_expired_certificate_is_explained_by_that_alone() {
    let ends = "2026-11-01T00:00:00Z".parse().unwrap();
    let refused = |expired| Problem::TokenRejected { certificate_ends: Some(ends), certificate_expired: expired };
    assert!(said(&refused(true)).meaning.contains("expired on 1 November 2026"));
    assert!(!said(&refused(false)).meaning.contains("1 November"));
}

#[test]
fn a_report_of_before_is_read_without_what_was_added_since() {
    let read: Problem = serde_json::from_str(r#"{"code":"token_rejected"}"#).unwrap();
    assert_eq!(read, Problem::TokenRejected { certificate_ends: None, certificate_expired: false });
}

#[test]
fn what_is_said_of_the_keychain_fits_the_window_and_the_command_line() {
    for fault in [KeychainFault::Missing, KeychainFault::Locked, KeychainFault::NoAnswer, KeychainFault::Refused] {
        let remedy = said(&Problem::Keychain { fault }).remedy;
        assert!(remedy.contains("window") && remedy.contains("--secrets-stdin"), "{remedy}");
    }
}

#[test]
fn a_near_miss_shows_in_pieces_what_differs() {
    let nearest = vec![RoleSeen { code: text("ACME_JOB_CUSTOM"), name: text("x") }];
    let near_misses = vec![NearMiss { expected: text("ACME_JOB"), found: text("ACME_J0B") }];
    for (problem, expected) in [
        (Problem::RoleNotFound { expected: text("ACME_JOB"), nearest }, "ACME_JOB[_CUSTOM]"),
        (Problem::RolesMissing { missing: vec![text("ACME_JOB")], near_misses }, "ACME_J[0]B"),
        (
            Problem::RoleCodeDiffers { expected: text("ACME_JOB"), found: text("X_ACME_JOB"), name: text("n") },
            "[X_]ACME_JOB",
        ),
        (Problem::UserNotFound { user: text("a.b"), nearest: vec![text("a_b")] }, "a[_]b"),
    ] {
        let found: Vec<String> = problem.differences().iter().map(|one| setup::near::bracketed(&one.found)).collect();
        assert_eq!(found, [expected], "{problem:?}");
    }
}

#[test]
fn a_copy_under_a_near_code_is_to_be_made_again_and_comes_before_the_role_that_lacks() {
    let near = RoleSeen { code: text("ACME_JOBS"), name: text("Acme") };
    let found = |nearest| said(&Problem::RoleNotFound { expected: text("ACME_JOB"), nearest }).remedy;
    assert!(found(vec![near]).contains("can not be changed"));
    assert!(!found(Vec::new()).contains("can not be changed"), "no code is near that could be the copy's");
    let copy = plan().role.unwrap().code;
    let lacks = |near_misses| said(&Problem::RolesMissing { missing: vec![copy.clone()], near_misses }).remedy;
    assert!(
        lacks(vec![NearMiss { expected: copy.clone(), found: format!("{copy}_CUSTOM") }]).contains("make it first")
    );
    assert!(!lacks(Vec::new()).contains("make it first"), "the copy is there as far as anybody knows");
}
