//! The way to Oracle: what stands between this computer and an answer of its REST service.

use super::{Effect, Person, Row};
use crate::words::{code, counted_long};

const CHECK_ADDRESS: &str = "Compare the address with the one in your browser while you are signed in to Oracle.";
const ASK_NETWORK: &str = "If it is the same, ask your network team.";

pub(super) fn name_not_found(host: &str) -> Row {
    Row::new(
        "There is no host of this name",
        format!("No computer answers to the name {}. One letter may be wrong.", code(host)),
        CHECK_ADDRESS,
    )
    .effect(Effect::AtOnce)
}

pub(super) fn connection_refused(host: &str) -> Row {
    Row::new(
        "The host refuses the connection",
        format!("{} is there, and does not accept https from here.", code(host)),
        format!("{CHECK_ADDRESS} {ASK_NETWORK}"),
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        format!(
            "Connections by https (port 443) from my computer to {} are refused. Please let them through, or tell me what \
             refuses them.",
            code(host)
        ),
    )
}

pub(super) fn tls_untrusted(host: &str) -> Row {
    Row::new(
        "The certificate is not trusted here",
        format!(
            "What answers as {} shows a certificate that this computer does not know. Often a company's proxy reads the \
             traffic and signs with a certificate authority of its own.",
            code(host)
        ),
        "Ask your network team for that authority's certificate as a PEM file, and verify with it: choose it under \
         **Settings** in the window, or give it with `--ca-file` on the command line. The check is never switched off.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        format!(
            "The certificate that my computer sees for {} is signed by an authority that it does not trust; probably our \
             proxy reads this traffic. Please send me that authority's certificate as a PEM file, or let traffic to this \
             host pass unread.",
            code(host)
        ),
    )
}

pub(super) fn tls_wrong_host(host: &str) -> Row {
    Row::new(
        "The certificate belongs to another host",
        format!("What answers as {} shows a certificate for another name.", code(host)),
        format!("{CHECK_ADDRESS} {ASK_NETWORK}"),
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        format!(
            "What answers as {} shows my computer a certificate for another name. Please look whether a proxy or a DNS \
             entry of ours stands in Oracle's place.",
            code(host)
        ),
    )
}

pub(super) fn tls_expired(host: &str) -> Row {
    Row::new(
        "The certificate is out of date",
        format!("The certificate of {} is not valid today, or this computer's date is wrong.", code(host)),
        "Check this computer's date and time. If they are right, ask your network team whether a proxy answers in Oracle's \
         place.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        format!(
            "The certificate that my computer sees for {} is out of date, and my computer's date is right. Please look \
             whether a proxy of ours answers in Oracle's place.",
            code(host)
        ),
    )
}

pub(super) fn redirected(host: &str, path: &str) -> Row {
    let target = code(&format!("{host}{path}"));
    Row::new(
        "The address leads elsewhere",
        format!(
            "Instead of answering, it points to {target}. A sign-in page or a company's own name stands in front of the \
             pod. The redirect was not followed, and nothing was sent there."
        ),
        format!("{CHECK_ADDRESS} If it is the same, ask whoever runs your company's sign-in to Oracle."),
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::IdentityDomain,
        format!(
            "Paths under `/hcmRestApi` should answer programs, and lead to {target} instead. Please tell me the address at \
             which Oracle's REST service answers without a sign-in page in front."
        ),
    )
}

pub(super) fn sign_in_page(host: &str) -> Row {
    Row::new(
        "A web page answered instead of Oracle's REST service",
        format!("{} answered with a page for people, most likely a sign-in page.", code(host)),
        format!("{CHECK_ADDRESS} If it is the same, ask whoever runs your company's sign-in to Oracle."),
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::IdentityDomain,
        "Paths under `/hcmRestApi` should answer programs, and a page for people comes instead. Please tell me the address \
         at which Oracle's REST service answers without a sign-in page in front.",
    )
}

pub(super) fn wrong_pod(host: &str) -> Row {
    Row::new(
        "Oracle has no pod of this name",
        format!("Oracle's network answered for {}, and says that nothing stands behind that name.", code(host)),
        CHECK_ADDRESS,
    )
    .effect(Effect::AtOnce)
}

pub(super) fn no_network() -> Row {
    Row::new(
        "This computer is not connected",
        "No name could be looked up, or there is no way to the internet.",
        "Connect to the network or the VPN, then verify again.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        "My computer has no way to Oracle on the internet. Please tell me which network, VPN or proxy it has to use.",
    )
}

pub(super) fn timed_out(seconds: u64) -> Row {
    Row::new(
        "Oracle did not answer in time",
        format!("No whole answer came within {seconds} seconds."),
        "Verify again in a few minutes. If it happens each time, ask your network team whether a firewall drops the \
         connection.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        "My computer gets no answer from Oracle by https (port 443). Please look whether a firewall or a proxy drops the \
         connection.",
    )
}

pub(super) fn connection_lost() -> Row {
    Row::new(
        "The connection broke off",
        "It ended before the answer was whole.",
        "Verify again. If it happens each time, ask your network team whether a proxy or a firewall ends it.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        "My computer's connections to Oracle by https (port 443) end before the answer is whole. Please look whether a proxy \
         or a firewall ends them.",
    )
}

pub(super) fn oracle_unavailable(status: u16) -> Row {
    Row::new(
        "Oracle can not answer at the moment",
        format!("It answered with status {status}: maintenance, or a fault of its own."),
        "Look whether Oracle announced maintenance for your pod, and verify again later.",
    )
    .effect(Effect::Maintenance)
    .ask(
        Person::Applications,
        format!(
            "Oracle's REST service answers with status {status}. Please tell me whether maintenance was announced for this \
             pod and when it ends; if none was, please open a service request with Oracle."
        ),
    )
}

pub(super) fn throttled(retry_after_s: Option<u64>) -> Row {
    let (meaning, effect) = match retry_after_s {
        Some(seconds) => (
            format!("Too many requests came in. It asks to wait {}.", counted_long(seconds, "second", "seconds")),
            Effect::Seconds(seconds),
        ),
        None => ("Too many requests came in, from this program or another.".to_owned(), Effect::Nothing),
    };
    Row::new("Oracle asks to wait", meaning, "Verify again in a few minutes.").effect(effect)
}

pub(super) fn proxy_out_of_reach() -> Row {
    Row::new(
        "The proxy can not be reached",
        "This computer is set to reach Oracle by way of a proxy, and no proxy answers at the address that is set. Oracle was \
         not reached.",
        "Compare the proxy in the system's settings, or in `HTTPS_PROXY`, with what your network team gives. A laptop away \
         from the office may need the VPN first.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        "My computer is set to reach Oracle through a proxy that does not answer. Please tell me which proxy it should use, \
         and whether it needs the VPN for that.",
    )
}

pub(super) fn proxy_refused(status: Option<u16>) -> Row {
    Row::new(
        "Your company's proxy does not let this through",
        match status {
            Some(407) => "The proxy asks for a sign-in of its own (407). Oracle was not reached.",
            _ => "The proxy refused the way to Oracle. Oracle was not reached.",
        },
        "Ask your network team to let this computer reach the pod, or set the proxy with its own sign-in in the system's \
         settings (or in `HTTPS_PROXY`).",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Network,
        "Our proxy does not let my computer reach this pod by https (port 443). Please allow it, or tell me which proxy I \
         should use and how my computer signs in to it.",
    )
}

pub(super) fn not_a_rest_answer(status: u16) -> Row {
    Row::new(
        "The answer is not what Oracle's REST service gives",
        match status {
            401 => "It came with status 401, as for a sign-in that is refused, though Oracle had accepted the same sign-in \
                    just before. Nothing more was sent with it."
                .to_owned(),
            status => format!("It came with status {status}, and does not hold what was asked for."),
        },
        "Verify again. If it stays so, send the report to Oracle Support: it names the request.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::OracleSupport,
        format!(
            "The REST service of this pod answers a GET request with status {status} and without the documented content. \
             The attached report names the path and the time. Please tell us why."
        ),
    )
}

pub(super) fn answer_too_large(limit_bytes: u64) -> Row {
    Row::new(
        "The answer is far too large",
        format!("Little was asked for; more than {} MiB came. The rest was not read.", limit_bytes / 1024 / 1024),
        CHECK_ADDRESS,
    )
    .effect(Effect::AtOnce)
}

pub(super) fn clock_differs(seconds: i64) -> Row {
    Row::new(
        "This computer's clock and Oracle's do not agree",
        format!(
            "Oracle's clock is {} {} this computer's. Times in reports are off by as much, and tokens may be refused.",
            duration(seconds.unsigned_abs()),
            if seconds > 0 { "ahead of" } else { "behind" }
        ),
        "Let the system set its time by itself, then verify again.",
    )
    .effect(Effect::AtOnce)
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..120 => counted_long(seconds, "second", "seconds"),
        // Rounded: the clocks are compared to the second, and an answer travels.
        120..7170 => format!("{} minutes", (seconds + 30) / 60),
        _ => format!("{} hours", (seconds + 1800) / 3600),
    }
}
