//! What was typed after `cargo xtask`, understood or refused before anything is done.

use crate::bench::{self, Bench};
use crate::fault::Fault;

/// What stands on the terminal for `cargo xtask` alone.
pub const USAGE: &str = "\
Usage: cargo xtask COMMAND

  run        install what is missing, build, and open the assistant on the practice Oracle;
             without a display, rehearse on the command line instead
  test       install what is missing and run every check and test of the project
  check      formatting, clippy, svelte-check and eslint only
  bindings   write the TypeScript types of the window anew from the Rust ones
  bundle     make the package that people install, with checksums and what it is made of
  licences   write the licences of what is linked in, for a package that is made elsewhere
  bench      measure a release build; without a name, list what can be measured";

/// One chore. Only `bench` takes an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Say what there is.
    Usage,
    /// Build and open the assistant.
    Run,
    /// Everything that must hold before a change is taken in.
    Test,
    /// The part of `Test` that takes a minute.
    Check,
    /// Regenerate the types that cross between shell and window.
    Bindings,
    /// Make the package that people install.
    Bundle,
    /// Write the licences of what is linked in.
    Licences,
    /// Say what can be measured.
    Benches,
    /// Measure it.
    Bench(&'static Bench),
}

impl Order {
    /// Understands the words after the program's name, or says what was expected.
    pub fn parse(words: &[String]) -> Result<Self, Fault> {
        let Some((command, rest)) = words.split_first() else {
            return Ok(Self::Usage);
        };
        let order = match command.as_str() {
            "help" | "-h" | "--help" => Self::Usage,
            "run" => Self::Run,
            "test" => Self::Test,
            "check" => Self::Check,
            "bindings" => Self::Bindings,
            "bundle" => Self::Bundle,
            "licences" => Self::Licences,
            "bench" => return Self::bench(rest),
            other => return Err(Fault::usage(format!("There is no command \u{201c}{other}\u{201d}.\n\n{USAGE}"))),
        };
        match rest.first() {
            None => Ok(order),
            Some(extra) => Err(one_too_many(command, extra)),
        }
    }

    fn bench(words: &[String]) -> Result<Self, Fault> {
        let Some((name, rest)) = words.split_first() else {
            return Ok(Self::Benches);
        };
        let Some(bench) = bench::find(name) else {
            return Err(Fault::usage(format!("There is no bench \u{201c}{name}\u{201d}.\n\n{}", bench::list())));
        };
        match rest.first() {
            None => Ok(Self::Bench(bench)),
            Some(extra) => Err(one_too_many(&format!("bench {name}"), extra)),
        }
    }
}

fn one_too_many(command: &str, extra: &str) -> Fault {
    Fault::usage(format!(
        "\u{201c}cargo xtask {command}\u{201d} takes no arguments, but got \u{201c}{extra}\u{201d}.\n\
         Expected: cargo xtask {command}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Order, Fault> {
        Order::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn every_command_of_the_usage_is_understood() {
        let named: Vec<_> = USAGE
            .lines()
            .filter_map(|line| line.strip_prefix("  "))
            .filter(|line| !line.starts_with(' '))
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        assert_eq!(named, ["run", "test", "check", "bindings", "bundle", "licences", "bench"]);
        for command in named {
            assert!(parse(command).is_ok_and(|order| order != Order::Usage), "{command}");
        }
    }

    #[test]
    fn nothing_typed_prints_the_usage() {
        assert_eq!(parse("").unwrap(), Order::Usage);
        assert_eq!(parse("--help").unwrap(), Order::Usage);
    }

    #[test]
    fn an_unknown_command_is_named_and_answered_with_what_there_is() {
        let fault = parse("tset").unwrap_err();
        assert!(fault.to_string().contains("\u{201c}tset\u{201d}"));
        assert!(fault.to_string().contains(USAGE));
        assert_eq!(fault, Fault::usage(fault.to_string()));
    }

    #[test]
    fn every_bench_of_the_list_is_understood() {
        assert_eq!(parse("bench").unwrap(), Order::Benches);
        for name in bench::list().lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next()) {
            assert!(matches!(parse(&format!("bench {name}")), Ok(Order::Bench(bench)) if bench.name == name), "{name}");
        }
        assert!(matches!(parse("bench verify"), Ok(Order::Bench(_))));
    }

    #[test]
    fn an_unknown_bench_is_named_and_answered_with_what_there_is() {
        let fault = parse("bench verifi").unwrap_err();
        assert!(fault.to_string().starts_with("There is no bench \u{201c}verifi\u{201d}."));
        assert!(fault.to_string().contains(&bench::list()));
        assert_eq!(fault, Fault::usage(fault.to_string()));
    }

    #[test]
    fn an_argument_that_nobody_reads_is_refused_rather_than_passed_over() {
        let fault = parse("test --fast").unwrap_err();
        assert!(fault.to_string().contains("takes no arguments, but got \u{201c}--fast\u{201d}"));
        let fault = parse("bench verify 20").unwrap_err();
        assert!(fault.to_string().contains("Expected: cargo xtask bench verify"));
    }
}
