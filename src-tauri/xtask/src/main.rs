//! The project's chores, so that one command does all the set-up on a fresh machine.
//!
//! Standard library only: this crate is built before anything else is known to work. Deliberately not here: what a
//! chore finds out. Compilers, linters and test runners speak for themselves on the same terminal.

mod bench;
mod chores;
mod deb;
mod fault;
mod nextest;
mod node;
mod notices;
mod order;
mod program;
mod requirements;
mod sbom;
mod stages;
mod terminal;
mod workspace;

use std::process::ExitCode;

use fault::Fault;
use order::Order;
use terminal::say;
use workspace::Workspace;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let outcome = Order::parse(&words).and_then(|order| follow(order, &Workspace::here()?));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            terminal::complain(&fault);
            fault.exit_code()
        }
    }
}

fn follow(order: Order, workspace: &Workspace) -> Result<(), Fault> {
    match order {
        Order::Usage => {
            say(order::USAGE);
            Ok(())
        }
        Order::Run => chores::run(workspace),
        Order::Test => chores::test(workspace),
        Order::Check => chores::check(workspace),
        Order::Bindings => chores::bindings(workspace),
        Order::Bundle => chores::bundle(workspace),
        Order::Licences => chores::licences(workspace),
        Order::Benches => {
            say(bench::list());
            Ok(())
        }
        Order::Bench(bench) => chores::measure(bench, workspace),
    }
}
