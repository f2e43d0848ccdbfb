//! The assistant on the command line: the same core as the window, one file a command.
//!
//! What other programs may rely on is the JSON on standard output and the exit code; [`exit`] and [`output`] hold
//! those two rules. A command is an adapter: it reads its arguments, asks the core, and says what came of it. No check,
//! no rule about setups and no words for problems stand here.

mod arguments;
mod commands;
mod exit;
mod files;
mod kept;
mod logging;
#[cfg(test)]
mod manual;
mod output;
mod secrets;
mod stop;
mod text;
mod usage;
mod verification;

use std::{panic, process::ExitCode};

use setup::problem::Problem;

use crate::{arguments::Command, exit::Exit, output::Output};

fn main() -> ExitCode {
    logging::start();
    let words: Vec<_> = std::env::args_os().collect();
    let (command, output) = match arguments::read(&words) {
        Ok((command, json)) => (command, Output::new(json)),
        Err(early) => return early.answer(&Output::new(arguments::ask_for_json(&words))).into(),
    };
    let done = panic::catch_unwind(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Problem::Unexpected { what: error.to_string() })?;
        let done = runtime.block_on(run(command, &output));
        // A name that is still being looked up must not keep a command that was stopped from ending.
        runtime.shutdown_background();
        done
    });
    let broke = |_| Err(Problem::Unexpected { what: "the command did not end as it should".to_owned() });
    done.unwrap_or_else(broke).unwrap_or_else(|problem| output.refuse(&problem)).into()
}

async fn run(command: Command, output: &Output) -> Result<Exit, Problem> {
    match command {
        Command::Address(arguments) => commands::address::run(&arguments, output),
        Command::Guide(arguments) => commands::guide::run(arguments, output),
        Command::New(arguments) => commands::new::run(arguments, output),
        Command::Set(arguments) => commands::set::run(arguments, output),
        Command::Step(arguments) => commands::step::run(&arguments, output),
        Command::Status(arguments) => commands::status::run(&arguments, output),
        Command::Verify(arguments) => commands::verify::run(arguments, output).await,
        Command::Accept(arguments) => commands::accept::run(&arguments, output),
        Command::Key(arguments) => commands::key::run(arguments, output).await,
        Command::Secret(arguments) => commands::secret::run(arguments, output).await,
        Command::Report(arguments) => commands::report::run(&arguments, output),
        Command::Sheet(arguments) => commands::sheet::run(&arguments, output),
        Command::Recipient(arguments) => commands::recipient::run(&arguments, output),
        Command::Handover(arguments) => commands::handover::run(arguments, output).await,
        Command::Receive(arguments) => commands::receive::run(arguments, output).await,
        Command::Afterwards(arguments) => commands::afterwards::run(&arguments, output),
        Command::Merge(arguments) => commands::merge::run(&arguments, output),
        Command::Copy(arguments) => commands::copy::run(&arguments, output),
        Command::List(arguments) => commands::list::run(&arguments, output),
        Command::Reminders(arguments) => commands::reminders::run(&arguments, output),
        Command::Practice(arguments) => commands::practice::run(arguments, output).await,
        Command::Rehearse(arguments) => commands::rehearse::run(arguments, output).await,
    }
}
