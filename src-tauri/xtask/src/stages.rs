//! A chore as a row of stages: each has a headline and a time, and the first red one ends it.
//!
//! The programs inherit the terminal, so that their own closing lines are the ones that are read.

use std::io::{IsTerminal, stdout};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::fault::Fault;
use crate::terminal::say;

/// What has been gone through so far.
pub struct Stages {
    begun: Instant,
    green: Vec<(String, Duration)>,
    plain: bool,
}

impl Stages {
    /// Starts the clock. Programs are asked for plain text where nobody watches a terminal.
    pub fn begin() -> Self {
        let plain = std::env::var_os("CI").is_some() || !stdout().is_terminal();
        Self { begun: Instant::now(), green: Vec::new(), plain }
    }

    /// Runs one program to its end under a headline.
    pub fn run(&mut self, headline: &str, command: &mut Command) -> Result<(), Fault> {
        say(format_args!("\n── {headline}"));
        if self.plain {
            // rustfmt asks the terminal's description only.
            command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never").env("TERM", "dumb");
        }
        let begun = Instant::now();
        let status = command.status().map_err(|error| cannot_start(command, &error))?;
        let took = begun.elapsed();
        if !status.success() {
            return Err(Fault::broke(format!("── {headline}: failed after {} ({status}).", in_words(took))));
        }
        say(format_args!("── {headline}: {}", in_words(took)));
        self.green.push((headline.to_owned(), took));
        Ok(())
    }

    /// Says what went green and how long it all took.
    pub fn end(self, closing: &str) {
        let rows: Vec<_> =
            self.green.iter().map(|(headline, took)| format!("  {:>9}  {headline}", in_words(*took))).collect();
        say(format_args!("\n{}\n\n{closing} {}.", rows.join("\n"), in_words(self.begun.elapsed())));
    }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Fault {
    let name = command.get_program().to_string_lossy();
    Fault::broke(format!("Could not start {name}: {error}.\nCheck that it is installed and on the PATH."))
}

fn in_words(time: Duration) -> String {
    match (time.as_secs() / 60, time.as_secs() % 60) {
        (0, 0) => format!("{} ms", time.as_millis()),
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cargo(argument: &str) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.arg(argument);
        command
    }

    #[test]
    fn keeps_what_went_green_and_stops_at_the_first_red() {
        let mut stages = Stages::begin();
        stages.run("the version", &mut cargo("--version")).unwrap();
        let fault = stages.run("nonsense", &mut cargo("--no-such-flag")).unwrap_err();
        assert!(fault.to_string().contains("nonsense: failed"));
        assert_eq!(stages.green.len(), 1);
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let fault = Stages::begin().run("gone", &mut Command::new("no-such-program-of-that-name")).unwrap_err();
        assert!(fault.to_string().contains("no-such-program-of-that-name"));
    }

    #[test]
    fn times_carry_their_unit() {
        assert_eq!(in_words(Duration::from_millis(340)), "340 ms");
        assert_eq!(in_words(Duration::from_secs(59)), "59 s");
        assert_eq!(in_words(Duration::from_secs(125)), "2 min 5 s");
    }
}
