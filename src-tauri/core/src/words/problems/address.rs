//! The address as it was typed.

use super::Row;
use crate::words::code;

const EXAMPLE: &str = "Copy it from the address bar while you are signed in to Oracle, such as \
    `abcd-test.fa.ocs.oraclecloud.com`.";
/// Longest text that is shown back, in characters.
const LONGEST_SHOWN: usize = 80;

pub(super) fn empty() -> Row {
    Row::new(
        "The address is not filled in",
        "Without your pod's address nothing can be checked.",
        format!("Fill in the address. {EXAMPLE}"),
    )
}

pub(super) fn malformed(text: &str) -> Row {
    Row::new(
        "This is not an address",
        format!("{} can not be read as one.", code(&shortened(text))),
        format!("Give the host, or the whole address with https. {EXAMPLE}"),
    )
}

pub(super) fn not_https(scheme: &str) -> Row {
    Row::new(
        "The address must begin with https",
        format!("It begins with {}. A password is never sent over a connection that is not encrypted.", code(scheme)),
        format!("Use the https address. {EXAMPLE}"),
    )
}

pub(super) fn has_credentials() -> Row {
    Row::new(
        "The address holds a user name or a password",
        "What stands before an @ would be sent along, and can make an address look like another.",
        format!("Leave out everything up to the @. {EXAMPLE}"),
    )
}

pub(super) fn has_port(port: u16) -> Row {
    Row::new(
        format!("Oracle's address has no port {port}"),
        "Oracle Fusion Cloud answers on the ordinary https port.",
        format!("Leave out the colon and the number. {EXAMPLE}"),
    )
}

pub(super) fn is_ip(host: &str) -> Row {
    Row::new(
        "This is a number, not a host name",
        format!("{} is an IP address. Oracle's certificate holds for a name.", code(host)),
        format!("Use the name. {EXAMPLE}"),
    )
}

pub(super) fn is_sign_in_host(host: &str) -> Row {
    Row::new(
        "This is the sign-in page's address",
        format!("{} signs people in for Oracle and does not answer REST calls.", code(host)),
        "Sign in first, then copy the address that you are led to: it has `.fa.` in it and ends in `oraclecloud.com`.",
    )
}

pub(super) fn not_oracle(host: &str) -> Row {
    Row::new(
        "This is not an Oracle application host",
        format!(
            "{} does not lie in a domain of Oracle's applications. Oracle says that REST calls belong to the application \
             host, also where a company uses a name of its own.",
            code(host)
        ),
        format!("Use the pod's own address. {EXAMPLE}"),
    )
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_SHOWN {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(LONGEST_SHOWN).collect::<String>())
    }
}
