//! The command line as a whole: its commands, and what is said where it can not be read.

use std::ffi::OsString;

use clap::{Parser, Subcommand, error::ErrorKind};
use serde_json::json;
use setup::problem::Problem;

use crate::{commands, exit::Exit, output::Output, usage};

/// Walks an Oracle Fusion Cloud administrator through preparing an integration user, asks Oracle whether it works, and
/// exports the connection details.
#[derive(Debug, Parser)]
#[command(
    name = "oracle-setup",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Example: oracle-setup rehearse\n\n\
        Exit codes: 0 it holds, 2 wrong input, 3 a check failed, 4 not everything is proved, 1 anything else."
)]
pub(crate) struct CommandLine {
    /// Print the result as one JSON document.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

/// One command and its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    Address(commands::address::Arguments),
    Guide(commands::guide::Arguments),
    New(commands::new::Arguments),
    Set(commands::set::Arguments),
    Step(commands::step::Arguments),
    Status(commands::status::Arguments),
    Verify(commands::verify::Arguments),
    Accept(commands::accept::Arguments),
    Secret(commands::secret::Arguments),
    Key(commands::key::Arguments),
    Report(commands::report::Arguments),
    Sheet(commands::sheet::Arguments),
    Recipient(commands::recipient::Arguments),
    Handover(commands::handover::Arguments),
    Receive(commands::receive::Arguments),
    Afterwards(commands::afterwards::Arguments),
    Merge(commands::merge::Arguments),
    Copy(commands::copy::Arguments),
    List(commands::list::Arguments),
    Reminders(commands::reminders::Arguments),
    Practice(commands::practice::Arguments),
    Rehearse(commands::rehearse::Arguments),
}

/// Why no command is run.
#[derive(Debug)]
pub enum Early {
    /// Help or the version was asked for.
    Shown {
        /// What it is called in JSON.
        name: &'static str,
        text: String,
    },
    /// The command line can not be understood.
    Refused(Problem),
}

/// Reads the words of the command line, the program's name first: the command, and whether JSON is wanted.
pub fn read(words: &[OsString]) -> Result<(Command, bool), Early> {
    let read = CommandLine::try_parse_from(words).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp => Early::Shown { name: "help", text: error.to_string() },
        ErrorKind::DisplayVersion => Early::Shown { name: "version", text: error.to_string() },
        _ => Early::Refused(usage::problem(&error, words, &<CommandLine as clap::CommandFactory>::command())),
    })?;
    Ok((read.command, read.json))
}

/// Whether JSON is wanted, where nothing else of the command line can be told.
pub fn ask_for_json(words: &[OsString]) -> bool {
    words.iter().take_while(|word| *word != "--").any(|word| word == "--json")
}

impl Early {
    /// Says it.
    pub fn answer(self, output: &Output) -> Exit {
        match self {
            Self::Shown { name, text } => match output.answer(&json!({ name: text.trim() }), || text.clone()) {
                Ok(()) => Exit::Holds,
                Err(problem) => Exit::of_problem(&problem),
            },
            Self::Refused(problem) => output.refuse(&problem),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_of_the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        for command in CommandLine::command().get_subcommands() {
            let own = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let missing = command.get_subcommands().any(|inner| inner.get_after_help().is_none());
            assert!(own.contains("oracle-setup") || (command.has_subcommands() && !missing), "{}", command.get_name());
        }
    }

    #[test]
    fn json_behind_a_double_dash_is_a_word_like_any_other() {
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert!(ask_for_json(&words(&["oracle-setup", "nonsense", "--json"])));
        assert!(!ask_for_json(&words(&["oracle-setup", "address", "--", "--json"])));
    }
}
