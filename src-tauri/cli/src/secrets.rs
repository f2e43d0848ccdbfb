//! The ways in which a secret comes in: standard input, a terminal that does not echo, or what is [kept](kept). Never an
//! argument, never the environment.

use std::io::{self, IsTerminal, Read};

use secrecy::{SecretString, zeroize::Zeroizing};
use setup::{
    credentials::{AdminCredential, Credentials, Given, IntegrationCredential, read_secrets},
    guide::Authentication,
    key::PrivateKey,
    plan::Plan,
    problem::Problem,
    setup_file::SetupFile,
};

use crate::{kept, output};

/// Most that is read from standard input, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Reads the identities of the one JSON object of `--secrets-stdin`.
pub fn from_stdin() -> Result<Credentials, Problem> {
    Ok(given(true)?.credentials)
}

/// The passphrase of that object.
pub fn passphrase() -> Result<SecretString, Problem> {
    given(true)?.passphrase.ok_or_else(|| malformed(r#"{"passphrase":"…"}"#))
}

/// Everything in that object, or nothing where it was not asked for.
pub fn given(is_asked_for: bool) -> Result<Given, Problem> {
    if !is_asked_for {
        return Ok(Given::default());
    }
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

/// The integration user's secret alone, of the kind that the setup signs in with: from standard input, or a password by
/// asking on the terminal.
pub fn integration(file: &SetupFile, from_stdin_asked: bool) -> Result<IntegrationCredential, Problem> {
    if from_stdin_asked {
        let given = from_stdin()?.integration.filter(|given| fits(file, given));
        return given.ok_or_else(|| malformed(expected(file.authentication)));
    }
    if file.authentication == Authentication::Jwt || !io::stdin().is_terminal() {
        return Err(missing());
    }
    let typed =
        rpassword::prompt_password("The integration user's password (it is not shown): ").map_err(|_| missing())?;
    if typed.is_empty() { Err(missing()) } else { Ok(IntegrationCredential::Password(typed.into())) }
}

/// The private key of `--secrets-stdin`, whatever the setup signs in with so far.
pub fn private_key() -> Result<PrivateKey, Problem> {
    let given = from_stdin()?.integration;
    let key = given.as_ref().and_then(IntegrationCredential::key).cloned();
    key.ok_or_else(|| malformed(r#""integration" with "private_key""#))
}

/// What a verification signs in with: what was given, and where that lacks the integration user's secret, what is kept.
/// The keychain is asked only where the setup names a user and may hold its secret; where it does not answer, that is
/// told and the run goes on without.
pub async fn for_run(file: &SetupFile, plan: &Plan, given: Credentials) -> Result<Credentials, Problem> {
    let mut credentials = given;
    match &credentials.integration {
        None if plan.user.is_some() && !plan.vendor_holds_the_key() => match kept::read(file).await {
            Ok(secret) => credentials.integration = secret,
            Err(problem) => output::tell_problem(&problem),
        },
        Some(given) if !fits(file, given) => {
            let expected = expected(file.authentication);
            output::tell(&format!("The integration user's secret is not sent: this setup needs {expected}."));
        }
        _ => {}
    }
    refuse_known(file, &credentials)?;
    Ok(credentials)
}

/// What a hand-over seals: what was given, else what is kept; none where the vendor holds the private key.
pub async fn for_hand_over(
    file: &SetupFile,
    plan: &Plan,
    given: Credentials,
) -> Result<Option<IntegrationCredential>, Problem> {
    if plan.vendor_holds_the_key() {
        return Ok(None);
    }
    refuse_known(file, &given)?;
    match given.integration {
        Some(secret) if !fits(file, &secret) => Err(malformed(expected(file.authentication))),
        Some(secret) => Ok(Some(secret)),
        None => kept::read(file).await?.map_or(Err(Problem::NoSecret), |secret| Ok(Some(secret))),
    }
}

/// Whether a secret is of the kind that the setup signs in with.
fn fits(file: &SetupFile, secret: &IntegrationCredential) -> bool {
    match file.authentication {
        Authentication::Basic => secret.password().is_some(),
        Authentication::Jwt => secret.key().is_some(),
    }
}

fn expected(authentication: Authentication) -> &'static str {
    match authentication {
        Authentication::Basic => r#""integration" with "password", because the user signs in with a password"#,
        Authentication::Jwt => r#""integration" with "private_key", because the user signs in with tokens"#,
    }
}

/// Refuses to go on where a text of the setup is one of these secrets. A private key is never there: no text of a setup
/// may hold one.
fn refuse_known(file: &SetupFile, credentials: &Credentials) -> Result<(), Problem> {
    let admin = credentials.admin.as_ref().map(|admin| match admin {
        AdminCredential::Password { password, .. } => password,
        AdminCredential::Token(token) => token,
    });
    let integration = credentials.integration.as_ref().and_then(IntegrationCredential::password);
    admin.into_iter().chain(integration).try_for_each(|secret| file.refuse_equal(secret))
}

fn missing() -> Problem {
    Problem::ValueMissing {
        field: "secret".to_owned(),
        expected: "a password on a terminal, or a password or private key on standard input".to_owned(),
        example: "oracle-setup secret set acme.oraclesetup --secrets-stdin < secrets.json".to_owned(),
    }
}

/// The refusal of an object that lacks something.
pub fn malformed(expected: &str) -> Problem {
    Problem::SecretsMalformed { expected: expected.to_owned() }
}
