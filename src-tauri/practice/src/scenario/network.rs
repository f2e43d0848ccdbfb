//! What stands between this computer and a pod, or in place of one.

use super::{
    Expect, Given, Kind, Scenario, Stage, problem,
    requisitions::{APPLICATIONS, CANDIDATES, REQUISITIONS},
};
use crate::quirks::{Behaviour, Place, ServedCertificate};

const FIND_ADDRESS: Option<&str> = Some("find-address");

/// Nothing but the reachability check can be run.
fn unreachable_because(code: &'static str, step: Option<&'static str>) -> Expect {
    Expect::failed([problem("host_reachable", code, step)])
}

pub(super) fn scenarios() -> Vec<Scenario> {
    let mut all = addresses();
    all.extend(certificates());
    all.extend(troubles());
    all.extend(passing_troubles());
    all.extend(after_sign_in());
    all
}

fn scenario(name: &'static str, learn: &'static str, expect: Expect, arrange: fn(&mut Stage)) -> Scenario {
    Scenario { name, learn, kind: Kind::Requisitions, given: Given::USUAL, expect, arrange }
}

fn addresses() -> Vec<Scenario> {
    vec![
        scenario(
            "wrong-pod",
            "The host name is none of Oracle's pods, so the edge answers with its own page.",
            unreachable_because("wrong_pod", FIND_ADDRESS),
            |stage| stage.fault(Place::Everywhere, Behaviour::WrongPod),
        ),
        scenario(
            "redirected",
            "The address leads elsewhere; where it leads is shown and not followed.",
            unreachable_because("redirected", FIND_ADDRESS),
            |stage| {
                stage.fault(
                    Place::Everywhere,
                    Behaviour::Redirect("https://careers.practice.example/welcome?session=1"),
                );
            },
        ),
        scenario(
            "sign-in-page",
            "A sign-in page answers in place of REST: a vanity name or a captive network stands in front.",
            unreachable_because("sign_in_page", FIND_ADDRESS),
            |stage| stage.fault(Place::Everywhere, Behaviour::SignInPage),
        ),
        scenario(
            "not-a-rest-server",
            "Something answers, but it does not speak JSON.",
            unreachable_because("not_a_rest_answer", None),
            |stage| stage.fault(Place::Everywhere, Behaviour::NotRest),
        ),
    ]
}

fn certificates() -> Vec<Scenario> {
    vec![
        scenario(
            "certificate-untrusted",
            "The certificate is signed by an authority that this computer does not trust.",
            unreachable_because("tls_untrusted", FIND_ADDRESS),
            |stage| stage.quirks.certificate = ServedCertificate::Untrusted,
        ),
        scenario(
            "certificate-of-another-host",
            "The certificate is made out to another host.",
            unreachable_because("tls_wrong_host", FIND_ADDRESS),
            |stage| stage.quirks.certificate = ServedCertificate::OtherHost,
        ),
        scenario(
            "certificate-expired",
            "The certificate has run out.",
            unreachable_because("tls_expired", FIND_ADDRESS),
            |stage| stage.quirks.certificate = ServedCertificate::Expired,
        ),
    ]
}

fn troubles() -> Vec<Scenario> {
    vec![
        scenario(
            "maintenance",
            "Oracle is down for now; nothing can be told about the setup.",
            unreachable_because("oracle_unavailable", None),
            |stage| stage.fault(Place::Everywhere, Behaviour::ServerError(503)),
        ),
        scenario(
            "throttled",
            "Oracle asks to come back in a minute; nothing is tried again before.",
            unreachable_because("throttled", None),
            |stage| stage.fault(Place::Everywhere, Behaviour::Throttled(60)),
        ),
        scenario(
            "no-answer",
            "The connection stands and nothing ever comes back.",
            unreachable_because("timed_out", None),
            |stage| stage.fault(Place::Everywhere, Behaviour::Silent),
        ),
        scenario(
            "connection-lost",
            "The answer breaks off in the middle.",
            unreachable_because("connection_lost", None),
            |stage| stage.fault(Place::Everywhere, Behaviour::BreaksOff),
        ),
        scenario(
            "answer-too-large",
            "A small answer unfolds into more than anybody should read.",
            unreachable_because("answer_too_large", None),
            |stage| stage.fault(Place::Everywhere, Behaviour::TooLarge),
        ),
        scenario(
            "clock-differs",
            "This computer's clock and Oracle's are ten minutes apart.",
            Expect::warning([problem("clock_agrees", "clock_differs", None)]),
            |stage| stage.quirks.clock_ahead_seconds = 600,
        ),
    ]
}

fn passing_troubles() -> Vec<Scenario> {
    vec![
        scenario(
            "throttled-at-first",
            "Oracle asks to wait a second once; after that second all is well.",
            Expect::PASSED,
            |stage| stage.fault(Place::Resource(REQUISITIONS), Behaviour::ThrottledAtFirst(1)),
        ),
        scenario(
            "busy-at-first",
            "Oracle is busy for a second once; after that second all is well.",
            Expect::PASSED,
            |stage| stage.fault(Place::Resource(REQUISITIONS), Behaviour::BusyAtFirst(1)),
        ),
        scenario(
            "throttled-twice",
            "The read that matters most is put off twice for a second; the third time it is answered.",
            Expect::PASSED,
            |stage| stage.fault(Place::Resource(REQUISITIONS), Behaviour::ThrottledAtFirst(2)),
        ),
    ]
}

/// Neither identity gets a first answer to go on.
fn neither_signed_in(code: &'static str, step: Option<&'static str>) -> Expect {
    Expect::cant_tell([problem("admin_signed_in", code, step), problem("integration_signed_in", code, step)])
}

fn after_sign_in() -> Vec<Scenario> {
    vec![
        scenario(
            "throttled-for-good",
            "Oracle asks whoever signs in to wait a second, every time anew; after two more attempts it is left alone.",
            neither_signed_in("throttled", None),
            |stage| stage.fault(Place::SignedIn, Behaviour::Throttled(1)),
        ),
        scenario(
            "one-resource-throttled",
            "One resource asks to come back in a minute, which is too long to wait for.",
            Expect::cant_tell([super::about("resource_readable", CANDIDATES, "throttled", None)]),
            |stage| stage.fault(Place::Resource(CANDIDATES), Behaviour::Throttled(60)),
        ),
        scenario(
            "redirected-after-sign-in",
            "Whoever signs in is led to another page; what stands behind the question mark is never kept.",
            neither_signed_in("redirected", FIND_ADDRESS),
            |stage| {
                let to = "https://login.practice.example/oauth2/v1/authorize?token=never-keep-this#nor-this";
                stage.fault(Place::SignedIn, Behaviour::Redirect(to));
            },
        ),
        scenario(
            "sign-in-page-for-requisitions",
            "Requisitions are answered with 200 and a sign-in page, which is no sign of being signed in.",
            Expect::cant_tell([problem("integration_signed_in", "sign_in_page", FIND_ADDRESS)]),
            |stage| stage.fault(Place::Resource(REQUISITIONS), Behaviour::SignInPage),
        ),
        scenario(
            "sign-in-page-after-sign-in",
            "Identity questions are answered by a sign-in page, so nothing about roles and users can be told.",
            Expect::cant_tell([problem("admin_signed_in", "sign_in_page", FIND_ADDRESS)]),
            |stage| stage.fault(Place::Scim, Behaviour::SignInPage),
        ),
        scenario(
            "wrong-json",
            "Two resources answer with JSON of a shape that is no collection.",
            Expect::cant_tell([
                super::about("resource_readable", APPLICATIONS, "not_a_rest_answer", None),
                super::about("resource_readable", CANDIDATES, "not_a_rest_answer", None),
            ]),
            |stage| {
                stage.fault(Place::Resource(APPLICATIONS), Behaviour::WrongJson);
                stage.fault(Place::Resource(CANDIDATES), Behaviour::TooDeep);
            },
        ),
    ]
}
