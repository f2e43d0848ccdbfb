//! The secret store, this program and this computer.

use super::Row;
use crate::{problem::KeychainFault, words::code};

/// Both faces: a window holds a secret as long as it is open, a command only as long as it runs.
const WITHOUT_KEYCHAIN: &str = "You can go on without it: the window keeps the secret in memory until it closes, and each \
    command takes it by `--secrets-stdin`.";

pub(super) fn no_secret() -> Row {
    Row::new(
        "The integration user's secret is not there",
        "It is not kept on this computer, and was not given.",
        "Enter it in the window; on the command line keep it with `oracle-setup secret set`, or give it with each command by \
         `--secrets-stdin`.",
    )
}

pub(super) fn keychain(fault: KeychainFault) -> Row {
    let (title, meaning, first) = match fault {
        KeychainFault::Missing => (
            "There is no keychain in this session",
            "The system offers no store for secrets (on Linux: no Secret Service on the session bus).",
            "",
        ),
        KeychainFault::Locked => (
            "The keychain is locked",
            "The system's store for secrets is there, and was not opened.",
            "Unlock it and try again. ",
        ),
        KeychainFault::NoAnswer => (
            "The keychain does not answer",
            "It may be asking you to unlock it, in a window behind another one.",
            "Answer its question and try again. ",
        ),
        KeychainFault::Refused => {
            ("The keychain could not do that", "The system's store for secrets gave an error.", "Try again. ")
        }
    };
    Row::new(title, meaning, format!("{first}{WITHOUT_KEYCHAIN}"))
}

pub(super) fn port_in_use(port: u16) -> Row {
    Row::new(
        format!("Port {port} is taken"),
        "Another program on this computer listens there.",
        "Choose another port, or leave it out to take any that is free.",
    )
}

pub(super) fn no_browser(url: &str) -> Row {
    Row::new(
        "No browser could be opened",
        format!("This computer has none that it knows of. The address is {}.", code(url)),
        "Copy the address into a browser, or follow the path in words: it leads to the same page.",
    )
}

pub(super) fn link_refused() -> Row {
    Row::new(
        "There is no page to open yet",
        "Pages open only on this setup's own pod.",
        "Fill in the address of the pod first.",
    )
}

pub(super) fn clipboard_unavailable() -> Row {
    Row::new(
        "The clipboard can not be used",
        "The system did not take the text.",
        "Select the text and copy it by hand.",
    )
}

pub(super) fn practice_not_running() -> Row {
    Row::new(
        "This is not a practice setup",
        "Only a practice setup has a scenario that can be switched.",
        "Start a practice from the home screen.",
    )
}

pub(super) fn under_review() -> Row {
    Row::new(
        "This setup is open for review",
        "A review never reaches Oracle and signs nobody in.",
        "Leave the review first, then ask Oracle.",
    )
}

pub(super) fn cancelled() -> Row {
    Row::new("The run was stopped", "What was found until then is not kept.", "Verify again.")
}

pub(super) fn unexpected(what: &str) -> Row {
    Row::new(
        "Something happened that this program did not expect",
        format!("{what}. Nothing was lost."),
        "Try again. If it happens each time, report it with the log.",
    )
}
