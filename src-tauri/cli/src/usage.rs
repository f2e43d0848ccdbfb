//! What is said where a command line can not be understood: what is wrong, what was expected, and an example.
//!
//! A word that was given without an option is never repeated: it may be a secret, put there by mistake.

use std::{error::Error as _, ffi::OsString};

use clap::{
    Command, Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use setup::{near, problem::Problem, words};

/// Longest word that is repeated, in characters.
const LONGEST_ECHO: usize = 60;

/// Options that look as if a secret was to follow.
const SECRETS: [&str; 4] = ["pass", "secret", "token", "key"];

/// The refusal of a command line that `root` could not read.
pub fn problem(error: &Error, words: &[OsString], root: &Command) -> Problem {
    let (command, path) = meant(root, words);
    let what = sentence(error, command, &path);
    let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let example = example
        .lines()
        .find(|line| line.starts_with("Example: "))
        .map(|line| format!(" For example: `{}`.", line.trim_start_matches("Example: ")));
    Problem::Usage { what: what + &example.unwrap_or_default() }
}

/// The innermost command that the words name, and how it is called.
fn meant<'a>(root: &'a Command, words: &[OsString]) -> (&'a Command, String) {
    let mut command = root;
    let mut path = root.get_name().to_owned();
    for word in words.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(inner) = command.find_subcommand(word) {
            command = inner;
            path = format!("{path} {word}");
        }
    }
    (command, path)
}

fn sentence(error: &Error, command: &Command, path: &str) -> String {
    let argument = || context(error, ContextKind::InvalidArg).map(|name| echo(&name)).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => unknown_command(error, command, path),
        ErrorKind::UnknownArgument => unknown_argument(error, command, path),
        ErrorKind::MissingRequiredArgument => format!("{} still needs {}.", code(path), argument()),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            format!("{} needs a command. There are: {}.", code(path), listed(command))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{} needs a value{}.", argument(), one_of(error)),
        ErrorKind::InvalidValue => format!("{} is no value of {}{}.", echo(&value), argument(), one_of(error)),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|source| format!(": {source}")).unwrap_or_default();
            format!("{} is no value of {}{why}.", echo(&value), argument())
        }
        ErrorKind::ArgumentConflict => match context(error, ContextKind::PriorArg) {
            Some(prior) if echo(&prior) == argument() => format!("{} was given more than once.", argument()),
            Some(prior) => format!("{} and {} do not go together.", argument(), echo(&prior)),
            None => format!("{} does not go with the others.", argument()),
        },
        ErrorKind::InvalidUtf8 => "An argument is not text in UTF-8.".to_owned(),
        _ => format!("{} does not take what was given.", code(path)),
    }
}

fn unknown_command(error: &Error, command: &Command, path: &str) -> String {
    let given = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
    let names = command.get_subcommands().map(Command::get_name);
    let nearest = near::nearest(&given, names, 1);
    let hint = nearest.first().map(|name| format!(" Did you mean {}?", code(name))).unwrap_or_default();
    format!("{} has no command {}.{hint} There are: {}.", code(path), echo(&given), listed(command))
}

fn unknown_argument(error: &Error, command: &Command, path: &str) -> String {
    let given = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let options: Vec<String> =
        command.get_arguments().filter_map(|one| one.get_long()).map(|long| format!("--{long}")).collect();
    let nearest = near::nearest(&given, options.iter().map(String::as_str), 1);
    let hint = nearest.first().map(|name| format!(" Did you mean {}?", code(name))).unwrap_or_default();
    if !is_option(&given) {
        return format!("{} takes no further word where one was given.{hint}", code(path));
    }
    if nearest.is_empty() && SECRETS.iter().any(|word| given.to_lowercase().contains(word)) {
        return format!(
            "There is no option {}: a secret is never taken from an argument, which other programs can see. It comes by \
             `--secrets-stdin`, or is kept by `oracle-setup secret set`.",
            echo(&given)
        );
    }
    format!("{} has no option {}.{hint}", code(path), echo(&given))
}

/// Whether it is written as options are. Anything else may be a text or a key that was meant for a field.
fn is_option(word: &str) -> bool {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-')).unwrap_or_default();
    name.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_')
}

fn one_of(error: &Error) -> String {
    let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue) else { return String::new() };
    match values.split_last() {
        None => String::new(),
        Some((last, [])) => format!("; expected: {last}"),
        Some((last, others)) => format!("; expected: {} or {last}", others.join(", ")),
    }
}

fn listed(command: &Command) -> String {
    command.get_subcommands().map(Command::get_name).collect::<Vec<_>>().join(", ")
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(" and ")),
        _ => None,
    }
}

/// A word of the command line, short and on one line.
fn echo(word: &str) -> String {
    let mut shown: String = words::visible(word).chars().take(LONGEST_ECHO).collect();
    if shown.len() < word.len() {
        shown.push('…');
    }
    code(&shown)
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
