//! Who holds a file, as it stands in a file beside it: for a message, and for nothing else.
//!
//! What a lock means is the lock's. On Windows a locked file cannot be read by others, and nobody is named there.

use std::{
    env, fmt,
    fs::File,
    io::{Read as _, Seek as _, Write as _},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is read of a file that names a holder, in bytes. It holds a few names.
const LONGEST: u64 = 4096;
/// Longest name that is repeated, in characters.
const LONGEST_NAME: usize = 60;

/// A program that holds a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Holder {
    /// The account's name on that computer; empty where the system does not say.
    pub user: String,
    /// The program's own name.
    pub program: String,
    /// Its process number there.
    pub process: u32,
    /// The computer's name; empty where the system does not say.
    pub computer: String,
    /// Since when: RFC 3339, UTC, by that computer's clock.
    #[specta(type = String)]
    pub since: Timestamp,
}

/// The name of the account that runs this program, where the system says it.
pub fn account() -> Option<String> {
    let mut names = ["USER", "LOGNAME", "USERNAME"].iter().filter_map(|name| env::var(name).ok());
    names.find(|name| !name.trim().is_empty())
}

impl Holder {
    /// This program, since then.
    pub(super) fn this_program(since: Timestamp) -> Self {
        let program = env::current_exe().ok();
        let program = program.as_ref().and_then(|path| path.file_stem());
        let program = program.map_or_else(|| "another program".to_owned(), |name| name.to_string_lossy().into_owned());
        Self { user: account().unwrap_or_default(), program, process: std::process::id(), computer: computer(), since }
    }

    /// Whether it is on this computer.
    pub(super) fn is_here(&self) -> bool {
        self.computer == computer()
    }

    /// A disk too full to hold it must not stop anyone.
    pub(super) fn write(&self, file: &mut File) {
        let text = serde_json::to_vec(self).unwrap_or_default();
        let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(&text));
        if let Err(error) = written {
            tracing::debug!(kind = %error.kind(), "a lock file names nobody");
        }
    }

    /// Nobody, from now on.
    pub(super) fn clear(file: &mut File) {
        if let Err(error) = file.set_len(0) {
            tracing::debug!(kind = %error.kind(), "a lock file names its last holder still");
        }
    }

    /// Who stands there. Whoever shares the folder could have written it, so what would mislead a reader is taken out.
    pub(super) fn read(file: &mut File) -> Option<Self> {
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| (&*file).take(LONGEST).read_to_end(&mut bytes)).ok()?;
        let mut holder: Self = serde_json::from_slice(&bytes).ok()?;
        for name in [&mut holder.user, &mut holder.program, &mut holder.computer] {
            *name = name.chars().filter(|sign| !sign.is_control()).take(LONGEST_NAME).collect();
        }
        Some(holder)
    }
}

impl fmt::Display for Holder {
    /// `ann on desk-3, with oracle-setup (process 4711), since 12 May 2026, 09:30 UTC`: whoever shares the folder may be in
    /// another zone.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { user, program, process, computer, since } = self;
        let who = if user.is_empty() { "somebody" } else { user };
        let place = if computer.is_empty() { String::new() } else { format!(" on {computer}") };
        let since = since.strftime("%-d %B %Y, %H:%M UTC");
        write!(formatter, "{who}{place}, with {program} (process {process}), since {since}")
    }
}

#[cfg(unix)]
fn computer() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn computer() -> String {
    env::var("COMPUTERNAME").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back_and_cleared() {
        let mut file = tempfile::tempfile().unwrap();
        assert_eq!(Holder::read(&mut file), None);
        let holder = Holder::this_program(Timestamp::UNIX_EPOCH);
        assert!(holder.is_here());
        holder.write(&mut file);
        assert_eq!(Holder::read(&mut file), Some(holder));
        Holder::clear(&mut file);
        assert_eq!(Holder::read(&mut file), None);
    }

    #[test]
    fn says_who_where_with_what_and_since_when() {
        let holder = Holder {
            user: "ann".to_owned(),
            program: "oracle-setup".to_owned(),
            process: 4711,
            computer: "desk-3".to_owned(),
            since: "2026-05-12T09:30:00Z".parse().unwrap(),
        };
        let said = "ann on desk-3, with oracle-setup (process 4711), since 12 May 2026, 09:30 UTC";
        assert_eq!(holder.to_string(), said);
        let nameless = Holder { user: String::new(), computer: String::new(), ..holder };
        assert_eq!(nameless.to_string(), "somebody, with oracle-setup (process 4711), since 12 May 2026, 09:30 UTC");
    }

    #[test]
    fn a_name_that_another_planted_can_not_write_over_a_terminal() {
        let mut file = tempfile::tempfile().unwrap();
        let mut planted = Holder::this_program(Timestamp::UNIX_EPOCH);
        planted.user = format!("\u{1b}[2Jann{}", "x".repeat(500));
        planted.write(&mut file);
        let read = Holder::read(&mut file).unwrap();
        assert!(read.user.starts_with("[2Jann") && read.user.chars().count() == LONGEST_NAME);
    }
}
