//! What was asked for in a way that does not fit: names, values, secrets, commands.

use super::Row;
use crate::{
    guide::Fault,
    problem::NotAccepted,
    words::{code, codes, counted},
};

/// A longer list is not read any more.
const MOST_LISTED: usize = 20;
const FEW: usize = 5;

pub(super) fn unknown(kind: &str, given: &str, nearest: Option<&str>, known: &[String]) -> Row {
    let meaning = match nearest {
        Some(nearest) => format!("{} is not known. Did you mean {}?", code(given), code(nearest)),
        None => format!("{} is not known.", code(given)),
    };
    let remedy = match known.len() {
        0 => String::new(),
        1..=MOST_LISTED => format!("There are: {}.", codes(known)),
        count => format!("There are {count}. Some of them: {}.", codes(&known[..FEW])),
    };
    Row::new(format!("There is no such {kind}"), meaning, remedy)
}

pub(super) fn step_unknown(step: &str, nearest: Option<&str>) -> Row {
    let remedy = "Give the id of one of this setup's steps, such as `add-user`; its status lists them all.".to_owned();
    Row { remedy, ..unknown("step", step, nearest, &[]) }
}

pub(super) fn guide_invalid(faults: &[Fault]) -> Row {
    let listed = faults
        .iter()
        .map(|fault| format!("{}:{}:{}: {}.", fault.file, fault.line, fault.column, fault.message))
        .collect::<Vec<_>>();
    let title = format!("The guide has {}", counted(faults.len(), "fault", "faults"));
    Row::new(title, listed.join(" "), "Correct it and try again.")
}

pub(super) fn check_not_accepted(check: &str, reason: NotAccepted) -> Row {
    Row::new(
        "There is nothing to accept",
        match reason {
            NotAccepted::NeverVerified => "This setup was never verified as a whole.".to_owned(),
            NotAccepted::NothingFound => format!("The last verification found nothing at {}.", code(check)),
        },
        "Verify first, then accept a finding by its name, such as `nothing_extra_granted`.",
    )
}

pub(super) fn branch_unknown(branch: &str, expected: &str) -> Row {
    Row::new(
        "There is no such branch",
        format!("{} is not one of: {expected}.", code(branch)),
        "Give one of them, such as `pages=redwood`.",
    )
}

pub(super) fn value_invalid(field: &str, value: &str, expected: &str, example: &str) -> Row {
    Row::new(
        format!("This does not fit: {field}"),
        format!("{} was given; {expected} was expected.", code(value)),
        format!("For example: {}.", code(example)),
    )
}

pub(super) fn value_missing(field: &str, expected: &str, example: &str) -> Row {
    Row::new(
        format!("Something is missing: {field}"),
        format!("Expected: {expected}."),
        format!("For example: {}.", code(example)),
    )
}

pub(super) fn looks_like_a_secret(field: &str) -> Row {
    Row::new(
        "This looks like a secret",
        format!("The text for {} is the password, or holds a private key or a token. It was not kept.", code(field)),
        "Leave it out. A setup file never holds a secret, so that it can be sent to others.",
    )
}

pub(super) fn secrets_malformed(expected: &str) -> Row {
    Row::new(
        "The secrets can not be read",
        format!("Expected {expected}. Nothing of what was given is shown or kept."),
        "In the window, type the secret into its field. On the command line, write one JSON object to standard input, such \
         as `{\"integration\":{\"password\":\"…\"}}`.",
    )
}

pub(super) fn admin_is_integration_user(user: &str) -> Row {
    Row::new(
        "The administrator is the integration user itself",
        format!(
            "Both are {}. What a user sees beside itself proves nothing, and one wrong password would count as two failed \
             sign-ins.",
            code(user)
        ),
        "Give the user name and password of an administrator, such as somebody with the IT Security Manager role. \
         Nothing was sent.",
    )
}

pub(super) fn usage(what: &str) -> Row {
    Row::new("The command can not be understood", what, "`oracle-setup --help` lists the commands.")
}
