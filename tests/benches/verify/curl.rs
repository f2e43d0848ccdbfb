//! The requests of a verification, sent again by `curl`.

use std::{
    fmt::Write as _,
    io::Write as _,
    process::Stdio,
    time::{Duration, Instant},
};

use practice_oracle::SeenRequest;
use tests::room::Room;

use crate::{
    fault::Fault,
    rehearsal::{Rehearsal, Run},
};

const PROGRAM: &str = "curl";

/// Refuses a computer without it.
pub fn require(room: &Room) -> Result<(), Fault> {
    let answered = room.command(PROGRAM).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if answered.is_ok_and(|status| status.success()) { Ok(()) } else { Err(Fault::NoCurl) }
}

/// What is sent again, as `curl` is told it. On its standard input: passwords are no arguments.
pub struct Requests<'a> {
    rehearsal: &'a Rehearsal,
    configuration: String,
    /// The statuses that the verification was answered with, sorted.
    statuses: Vec<u16>,
}

/// What `curl` says of each answer: its status, and how many connections were made for it.
const ACCOUNT: &str = "%{http_code} %{num_connects}\\n";

impl<'a> Requests<'a> {
    /// The same paths and queries, with the same credentials and the headers that bear on the answer.
    pub fn repeat(run: &Run, rehearsal: &'a Rehearsal) -> Self {
        let configurations: Vec<_> =
            run.requests.iter().map(|(request, target)| one(request, target, rehearsal)).collect();
        let mut statuses: Vec<_> = run.requests.iter().map(|(request, _)| request.status).collect();
        statuses.sort_unstable();
        Self { rehearsal, configuration: configurations.join("next\n"), statuses }
    }

    /// One after the other, over one connection that is kept open.
    pub fn one_by_one(&self, room: &Room) -> Result<Duration, Fault> {
        self.send(room, &[])
    }

    /// All at the same time. No client that keeps a credential back until the host has shown itself can do this.
    pub fn at_once(&self, room: &Room) -> Result<Duration, Fault> {
        self.send(room, &["--parallel"])
    }

    fn send(&self, room: &Room, how: &[&str]) -> Result<Duration, Fault> {
        let mut command = room.command(PROGRAM);
        command.args(["--disable", "--silent", "--show-error"]).args(how).args(["--config", "-"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let begun = Instant::now();
        let mut child = command.spawn().map_err(Fault::program(PROGRAM))?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(self.configuration.as_bytes()).map_err(Fault::program(PROGRAM))?;
        }
        let output = child.wait_with_output().map_err(Fault::program(PROGRAM))?;
        let took = begun.elapsed();
        self.rehearsal.skip_seen();
        self.expect_the_same(&String::from_utf8_lossy(&output.stdout)).map_err(|instead| Fault::Elsewise {
            program: PROGRAM,
            instead: format!("{instead}\n{}", String::from_utf8_lossy(&output.stderr)),
        })?;
        Ok(took)
    }

    /// A comparison with something that was answered otherwise, or over more connections, would be none.
    fn expect_the_same(&self, accounts: &str) -> Result<(), String> {
        let read = |line: &str| -> Option<(u16, u32)> {
            let (status, connections) = line.split_once(' ')?;
            Some((status.parse().ok()?, connections.parse().ok()?))
        };
        let answers: Vec<(u16, u32)> = accounts.lines().filter_map(read).collect();
        let mut statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
        statuses.sort_unstable();
        if statuses != self.statuses {
            return Err(format!("it was answered {statuses:?} in place of {:?}.", self.statuses));
        }
        match answers.iter().map(|(_, connections)| connections).sum::<u32>() {
            1 => Ok(()),
            connections => Err(format!("it made {connections} connections in place of one.")),
        }
    }
}

fn one(request: &SeenRequest, target: &str, rehearsal: &Rehearsal) -> String {
    let (origin, authority) = rehearsal.address();
    let mut text = String::new();
    let mut say = |option: &str, value: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{option} = {}", quoted(value));
    };
    say("url", &format!("{origin}{target}"));
    say("cacert", &authority.to_string_lossy());
    say("header", "Accept: application/json");
    if !request.path.contains("/scim/") {
        say("header", "REST-Framework-Version: 4");
    }
    if let Some(credential) = rehearsal.credential(request.who) {
        say("user", &format!("{}:{}", credential.user, credential.password));
    }
    say("output", if cfg!(windows) { "NUL" } else { "/dev/null" });
    say("write-out", ACCOUNT);
    text + "compressed\ngloboff\n"
}

/// In the quotes of curl's configuration files.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
