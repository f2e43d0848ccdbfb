//! Every scenario of the practice Oracle, through the real client over TLS: each is diagnosed as it is listed, and its
//! report is kept as a snapshot, so that a change of words or of a verdict is seen in review.
#![expect(clippy::expect_used, reason = "a practice Oracle that does not start fails the test")]

use std::{collections::BTreeMap, time::Duration};

use futures::StreamExt as _;
use insta::{Settings, assert_json_snapshot};
use jiff::Timestamp;
use practice_oracle::{
    AdminSignIn, Authentication, Expect, Given, INTEGRATION_USER, KeyHolder, Kind, Options, Practice, Scenario,
    SeenRequest, SigningKey, Visibility, Who,
};
use serde_json::{Value, json};
use setup::{
    checks::{self, CheckId, Event, Report, Selection, Verdict},
    credentials::{AdminCredential, Credentials, IntegrationCredential},
    guide::{self, Guide},
    key::{Certificate, PrivateKey},
    oracle::{self, Request},
    problem::Problem,
    setup_file::{self, Form, SetupFile},
};

/// At the same time; most of a run is waiting.
const AT_ONCE: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_is_diagnosed_as_it_is_listed() {
    let runs: Vec<(&Scenario, Report)> = futures::stream::iter(practice_oracle::scenarios())
        .map(|scenario| async move { (scenario, diagnose(scenario).await) })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let wrong: Vec<String> = runs.iter().filter_map(|(scenario, report)| difference(scenario, report)).collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), runs.len(), wrong.join("\n"));
    for (scenario, report) in &runs {
        snapshot(scenario, report);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_healthy_run_asks_little_and_in_few_waves() {
    for (scenario, as_integration) in [("ready", 4), ("known-requisition-visible", 4), ("workers-ready", 7)] {
        // Long beside what a request takes by itself, so that what waited for another shows in the times.
        let (practice, report) = verified(scenario, Duration::from_millis(150)).await;
        assert_eq!(report.verdict, Verdict::Passed, "{scenario}");
        let seen = practice.requests();
        let sent_by = |who: Who| seen.iter().filter(|request| request.who == who).count();
        assert_eq!(sent_by(Who::Nobody), 1, "{scenario}");
        assert!(sent_by(Who::Admin) <= 5, "{scenario}: {seen:#?}");
        assert!(sent_by(Who::Integration) <= as_integration, "{scenario}: {seen:#?}");
        let bytes: u64 = seen.iter().filter_map(|request| request.bytes).sum();
        assert!(bytes <= 64 * 1024, "{scenario}: {bytes} bytes");
        let requests = report.requests();
        assert_eq!(requests.len(), seen.len(), "{scenario}: each request stands in the report once");
        assert!(waves(&requests) <= 4, "{scenario}: {requests:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_whose_roles_a_list_leaves_out_is_read_by_id_once() {
    let (practice, report) = verified("roles-only-by-id", Duration::ZERO).await;
    let by_id = |request: &&SeenRequest| request.path.starts_with("/hcmRestApi/scim/Users/");
    let mut read: Vec<String> = practice.requests().iter().filter(by_id).map(|seen| seen.path.clone()).collect();
    let asked = read.len();
    read.sort();
    read.dedup();
    assert!(asked > 0 && asked == read.len(), "{:#?}", practice.requests());
    let number = |id| report.check(id).and_then(|check| check.requests.last()).map(|request| request.number);
    assert!(number(CheckId::RolesGranted).is_some());
    assert_eq!(number(CheckId::RolesGranted), number(CheckId::NothingExtraGranted), "both rest on one answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_takes_long_is_told_once_to_be_slow_and_the_others_are_not() {
    let practice = started("one-slow-resource", Duration::ZERO).await;
    let mut slow = Vec::new();
    let watch = |event| {
        if let Event::Slow(check, subject) = event {
            slow.push((check, subject));
        }
    };
    checks::verify(&setup_on(&practice), settings(&practice), watch).await.expect("a report");
    assert_eq!(slow, [(CheckId::ResourceReadable, Some("recruitingCandidates".to_owned()))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_named_as_near_is_found_by_either_half_of_a_mistyped_name() {
    let (_, report) = verified("user-name-mistyped", Duration::ZERO).await;
    let Some(Problem::UserNotFound { nearest, .. }) =
        report.check(CheckId::UserExists).and_then(|check| check.problem.clone())
    else {
        panic!("{report:#?}")
    };
    assert_eq!(nearest.len(), 1);
}

/// The longest chain of requests each of which began when the one before had ended.
fn waves(requests: &[&Request]) -> usize {
    let mut depths: Vec<usize> = Vec::new();
    for request in requests {
        let before = requests.iter().zip(&depths).filter(|(other, _)| other.at_ms + other.ms <= request.at_ms);
        depths.push(1 + before.map(|(_, depth)| *depth).max().unwrap_or_default());
    }
    depths.into_iter().max().unwrap_or_default()
}

async fn diagnose(scenario: &Scenario) -> Report {
    verified(scenario.name, Duration::ZERO).await.1
}

/// A verification of that scenario, and the practice Oracle that saw it.
async fn verified(scenario: &str, delay: Duration) -> (Practice, Report) {
    let practice = started(scenario, delay).await;
    let report = checks::verify(&setup_on(&practice), settings(&practice), |_| {}).await;
    (practice, report.expect("a report, whatever Oracle answers"))
}

async fn started(scenario: &str, delay: Duration) -> Practice {
    let options = Options { scenario: scenario.to_owned(), delay, ..Options::default() };
    practice_oracle::start(options).await.expect("the practice Oracle starts")
}

fn settings(practice: &Practice) -> checks::Settings {
    checks::Settings {
        credentials: credentials(practice),
        kept_secret: false,
        options: oracle::Options { ca_pem: Some(practice.ca_pem().as_bytes().to_vec()) },
        only: Selection::All,
        now: Timestamp::now,
    }
}

fn setup_on(practice: &Practice) -> SetupFile {
    let Scenario { kind, given, .. } = *practice.scenario();
    let guide = guide_for(kind, given);
    let host = practice.origin().trim_start_matches("https://").to_owned();
    let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
    let form = Form {
        allow_host: Some(host.clone()),
        address: Some(host),
        user: Some(INTEGRATION_USER.to_owned()),
        ..planned(kind, given)
    };
    file.fill(&form, guide).expect("a form that fits");
    if let Some(key) = signing_key(practice) {
        let certificate = Certificate::read(key.certificate.as_bytes()).expect("a certificate");
        file.certificate = Some(certificate.into());
    }
    file
}

fn planned(kind: Kind, given: Given) -> Form {
    let roles = || kind.role_list().iter().map(|&code| code.to_owned()).collect();
    let form = Form {
        roles: given.role_list.then(roles),
        requisition: given.requisition.map(str::to_owned),
        visibility: Some(match given.visibility {
            Visibility::All => setup_file::Visibility::All,
            Visibility::Narrower => setup_file::Visibility::Narrower,
        }),
        ..Form::default()
    };
    match given.authentication {
        Authentication::Basic => form,
        Authentication::Jwt { issuer, key } => Form {
            authentication: Some(guide::Authentication::Jwt),
            issuer: Some(issuer.to_owned()),
            branches: match key {
                KeyHolder::Own => BTreeMap::new(),
                KeyHolder::Vendor => BTreeMap::from([("key".to_owned(), "vendor".to_owned())]),
            },
            ..form
        },
    }
}

/// The guide whose must resource the scenarios of a kind are about, with or without roles that the administrator must
/// hold.
fn guide_for(kind: Kind, given: Given) -> &'static Guide {
    let resource = match kind {
        Kind::Requisitions => "recruitingJobRequisitions",
        Kind::Workers => "workers",
    };
    let fits = |guide: &&Guide| {
        guide.roles.prerequisite.is_empty() != given.prerequisites
            && guide.must_probes().any(|probe| probe.resource == resource)
    };
    guide::builtins().iter().find(fits).expect("a guide for each kind")
}

fn credentials(practice: &Practice) -> Credentials {
    let Given { admin, authentication, .. } = practice.scenario().given;
    let admin = match admin {
        AdminSignIn::Password => {
            let admin = practice.admin();
            Some(AdminCredential::Password { user: admin.user, password: admin.password.into() })
        }
        AdminSignIn::Token => Some(AdminCredential::Token(practice.admin_token().expect("a token").into())),
        AdminSignIn::Nobody => None,
    };
    let integration = match authentication {
        Authentication::Basic => {
            practice.integration().map(|user| IntegrationCredential::Password(user.password.into()))
        }
        Authentication::Jwt { .. } => signing_key(practice).map(|key| {
            IntegrationCredential::Key(PrivateKey::read(&key.private_key.into(), None).expect("a private key"))
        }),
    };
    Credentials { admin, integration }
}

/// The key pair that the integration user signs with, where the scenario gives it one.
fn signing_key(practice: &Practice) -> Option<SigningKey> {
    let Authentication::Jwt { key: KeyHolder::Own, .. } = practice.scenario().given.authentication else { return None };
    practice.integration_key().expect("a key pair")
}

/// What is listed and what was found, where the two differ.
fn difference(scenario: &Scenario, report: &Report) -> Option<String> {
    let listed = found_as_listed(&scenario.expect);
    let found = json!({
        "verdict": report.verdict,
        "problems": report.checks.iter().filter(|check| check.problem.is_some()).map(|check| json!({
            "check": check.id, "subject": check.subject, "code": check.problem.as_ref().map(Problem::code), "step": check.step,
        })).collect::<Vec<_>>(),
    });
    (listed != found).then(|| format!("{}\n  listed {listed}\n  found  {found}", scenario.name))
}

fn found_as_listed(expect: &Expect) -> Value {
    json!({ "verdict": expect.verdict, "problems": expect.problems })
}

fn snapshot(scenario: &Scenario, report: &Report) {
    let mut settings = Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(scenario.learn);
    // A port, a time and a clock of the run are no part of what is kept.
    settings.add_filter(r"localhost:\d+", "localhost:PORT");
    settings.add_filter(r"([0-9A-F]{2}:){19}[0-9A-F]{2}", "FINGERPRINT");
    settings.add_filter(r"expired on \d+ \w+ \d{4}", "expired on DAY");
    settings.bind(|| {
        assert_json_snapshot!(scenario.name, kept(report), {
            ".started_at" => "TIME",
            ".finished_at" => "TIME",
            ".checks[].requests[].ms" => 0,
            ".checks[].requests[].at_ms" => 0,
            ".checks[].requests[].number" => 0,
            ".checks[].problem.seconds" => 0,
            ".checks[].problem.certificate_ends" => "TIME",
        });
    });
}

/// The report without the requests that were told to come again: which of those sent at the same time are told so is a
/// matter of chance.
fn kept(report: &Report) -> Value {
    let mut report = json!(report);
    for check in report["checks"].as_array_mut().into_iter().flatten() {
        if let Some(requests) = check["requests"].as_array_mut() {
            requests.retain(|request| request["status"] != 429);
        }
    }
    report
}
