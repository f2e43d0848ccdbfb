//! The ways in which a secret comes in: standard input, a terminal that does not echo, the keychain. Never an argument,
//! never the environment.

use std::io::{self, IsTerminal, Read};

use secrecy::{SecretString, zeroize::Zeroizing};
use setup::{
    credentials::{AdminCredential, Credentials, IntegrationCredential, read_secrets},
    keychain,
    problem::Problem,
    setup_file::SetupFile,
};

use crate::output;

/// Most that is read from standard input, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Reads the one JSON object of `--secrets-stdin`.
pub fn from_stdin() -> Result<Credentials, Problem> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        output::tell(
            "Reading the secrets from this terminal, and what you type is shown. End with Ctrl-D on a line of its own.",
        );
    }
    // As large as it may get from the start: a buffer that grows leaves copies behind that nobody wipes.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LARGEST + 1));
    let limit = u64::try_from(LARGEST + 1).unwrap_or(u64::MAX);
    stdin.lock().take(limit).read_to_end(&mut bytes).map_err(|_| malformed("standard input that can be read"))?;
    if bytes.len() > LARGEST {
        return Err(malformed("one JSON object of at most 1 MiB"));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| malformed("one JSON object in UTF-8"))?;
    // Windows shells put a byte order mark in front.
    read_secrets(text.trim_start_matches('\u{feff}'))
}

/// The integration user's secret alone, from standard input or by asking on the terminal.
pub fn integration(from_stdin_asked: bool) -> Result<SecretString, Problem> {
    if from_stdin_asked {
        return match from_stdin()?.integration {
            Some(IntegrationCredential::Password(password)) => Ok(password),
            None => Err(malformed(r#""integration" with "password""#)),
        };
    }
    let missing = || Problem::ValueMissing {
        field: "secret".to_owned(),
        expected: "the secret on standard input, or a terminal to ask on".to_owned(),
        example: "oracle-setup secret set acme.oraclesetup --secrets-stdin < secrets.json".to_owned(),
    };
    if !io::stdin().is_terminal() {
        return Err(missing());
    }
    let typed =
        rpassword::prompt_password("The integration user's password (it is not shown): ").map_err(|_| missing())?;
    if typed.is_empty() { Err(missing()) } else { Ok(typed.into()) }
}

/// What a verification signs in with: what was given, and where that lacks the integration user's secret, what the
/// keychain holds. The keychain is asked only where the setup names a user; where it does not answer, that is told and
/// the run goes on without.
pub async fn for_run(file: &SetupFile, given: Credentials) -> Result<Credentials, Problem> {
    let mut credentials = given;
    if credentials.integration.is_none() && file.user.is_some() {
        match keychain::read(&file.id.to_string()).await {
            Ok(secret) => credentials.integration = secret.map(IntegrationCredential::Password),
            Err(problem) => output::tell_problem(&problem),
        }
    }
    refuse_known(file, &credentials)?;
    Ok(credentials)
}

/// Refuses to go on where a text of the setup is one of these secrets.
fn refuse_known(file: &SetupFile, credentials: &Credentials) -> Result<(), Problem> {
    let admin = credentials.admin.as_ref().map(|admin| match admin {
        AdminCredential::Password { password, .. } => password,
        AdminCredential::Token(token) => token,
    });
    let integration = credentials.integration.as_ref().map(|IntegrationCredential::Password(password)| password);
    admin.into_iter().chain(integration).try_for_each(|secret| file.refuse_equal(secret))
}

fn malformed(expected: &str) -> Problem {
    Problem::SecretsMalformed { expected: expected.to_owned() }
}
