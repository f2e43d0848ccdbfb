//! `practice`: the stand-in Oracle, until it is stopped.

use clap::Args;
use practice_oracle::{Options, StartError};
use setup::problem::Problem;

use crate::{
    exit::Exit,
    output::{self, Output},
    stop::Stop,
    text,
};

/// Run the practice Oracle on this computer until it is stopped.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup practice --scenario no-data-security --port 8443")]
pub struct Arguments {
    /// What is prepared there, and what is wrong with it (see `--list`).
    #[arg(long, value_name = "NAME", default_value = "ready")]
    scenario: String,
    /// The port of the REST side; 0 is any free one.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = port)]
    port: u16,
    /// The port of the console pages; 0 is any free one.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = port)]
    console_port: u16,
    /// List the scenarios, and what a verification finds in each; JSON where the list goes elsewhere than a terminal.
    #[arg(long, conflicts_with_all = ["scenario", "port", "console_port"])]
    list: bool,
}

pub async fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    if arguments.list {
        return list(output);
    }
    let Arguments { scenario, port, console_port, .. } = arguments;
    let options = Options { scenario, port, console_port, ..Options::default() };
    // Before the line is out: whoever reads it may ask to stop at once.
    let mut stop = Stop::listen()?;
    let practice = practice_oracle::start(options).await.map_err(refused)?;
    output::line(&practice.hello())?;
    output::tell("The practice Oracle listens. Stop it with Ctrl-C.");
    stop.asked_for().await;
    practice.stop().await;
    Ok(Exit::Holds)
}

fn list(output: &Output) -> Result<Exit, Problem> {
    if output.is_read_by_a_person() {
        output.answer(&practice_oracle::list(), text::scenarios)?;
    } else {
        output::document(&practice_oracle::list())?;
    }
    Ok(Exit::Holds)
}

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "a number from 0 to 65535 was expected")
}

/// Why the practice Oracle did not start, as a refusal.
pub fn refused(error: StartError) -> Problem {
    match error {
        StartError::UnknownScenario { name, nearest } => Problem::ScenarioUnknown {
            scenario: name,
            nearest: nearest.map(str::to_owned),
            known: practice_oracle::scenarios().iter().map(|scenario| scenario.name.to_owned()).collect(),
        },
        StartError::PortInUse { port } => Problem::PortInUse { port },
        StartError::Io(error) => Problem::Unexpected { what: error.to_string() },
    }
}
