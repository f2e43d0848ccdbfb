//! `receive`: opens a sealed hand-over.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use setup::{
    handover::{Envelope, Opener, ReceiverKey, Secret, SecretKind, receive},
    key::PrivateKey,
    problem::Problem,
    report, words,
};

use crate::{exit::Exit, files, kept, output::Output, secrets, stop};

/// Open a sealed hand-over. The secret is printed only with `--reveal`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("opener").required(true).args(["identity", "passphrase_stdin"])))]
#[command(after_help = "Example: oracle-setup receive acme.age --identity vendor.key")]
pub struct Arguments {
    /// The sealed file.
    #[arg(value_name = "IN.age")]
    file: PathBuf,
    /// The key file that `recipient new` or age-keygen wrote.
    #[arg(long, value_name = "KEYFILE")]
    identity: Option<PathBuf>,
    /// Read the passphrase as one JSON object from standard input: {"passphrase":"…"}.
    #[arg(long)]
    passphrase_stdin: bool,
    /// Print the secret too.
    #[arg(long, conflicts_with = "keychain")]
    reveal: bool,
    /// Put the secret into this computer's keychain, under the setup's id, instead of printing it.
    #[arg(long)]
    keychain: bool,
}

pub async fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    let sealed = files::sealed(&arguments.file)?;
    let keys = arguments.identity.as_deref().map(receiver_keys).transpose()?;
    let passphrase = if keys.is_none() { Some(secrets::passphrase()?) } else { None };
    let envelope = match (&keys, &passphrase) {
        (Some(keys), _) => receive(&sealed, Opener::Keys(keys))?,
        (None, Some(passphrase)) => receive(&sealed, Opener::Passphrase(passphrase))?,
        (None, None) => return Err(Problem::NoSecret),
    };
    let stored = if arguments.keychain { store(&envelope).await? } else { false };
    let mut document = envelope.without_secret()?;
    document["file"] = json!(arguments.file.display().to_string());
    document["stored"] = json!(stored);
    let revealed = envelope.secret.as_ref().filter(|_| arguments.reveal);
    if let Some(secret) = revealed {
        document["secret"]["value"] = Value::from(secret.value.expose_secret());
    }
    output.answer(&document, || told(&envelope, revealed, stored))?;
    Ok(Exit::Holds)
}

fn receiver_keys(path: &Path) -> Result<Vec<ReceiverKey>, Problem> {
    ReceiverKey::read_all(&files::secret_text(path)?)
}

/// As `secret set` keeps it, so that a copy of the setup can be verified on this computer.
async fn store(envelope: &Envelope) -> Result<bool, Problem> {
    let secret = envelope.secret.as_ref().ok_or(Problem::NoSecret)?;
    let id = envelope.setup.to_string();
    match secret.kind {
        SecretKind::Password => stop::or_cancelled(setup::keychain::store(&id, &secret.value)).await?,
        SecretKind::PrivateKey => {
            let key = PrivateKey::read(&secret.value, None::<&SecretString>)?;
            stop::or_cancelled(kept::keep_received_key(&id, &key)).await?;
        }
    }
    Ok(true)
}

fn told(envelope: &Envelope, revealed: Option<&Secret>, stored: bool) -> String {
    let mut lines = Vec::new();
    if envelope.is_practice() {
        lines.push("PRACTICE: these details belong to a practice Oracle, not to a real pod.".to_owned());
    }
    lines.push(format!("Handed over for {} on {}.", envelope.vendor, report::shown(envelope.created_at)));
    lines.extend(rows(envelope));
    lines.extend(proofs(envelope));
    lines.push(match (&envelope.secret, revealed, stored) {
        (None, ..) => "There is no secret in it: the vendor holds the private key.".to_owned(),
        (Some(_), Some(secret), _) => format!("{}:\n{}", named(secret.kind), secret.value.expose_secret()),
        (Some(secret), None, true) => format!("{} is kept in this computer's keychain.", named(secret.kind)),
        (Some(secret), None, false) => {
            format!("{} is in it. `--reveal` shows it, `--keychain` keeps it.", named(secret.kind))
        }
    });
    lines.join("\n")
}

/// The vendor's form in its order.
fn rows(envelope: &Envelope) -> Vec<String> {
    let width = envelope.fields.iter().map(|field| field.label.chars().count()).max().unwrap_or_default();
    let row = |label: &str, value: &str| format!("  {label:width$}  {}", words::visible(value));
    let fields = envelope.fields.iter().filter(|field| field.id != "certificate");
    let rows = fields.map(|field| match (&field.value, field.secret) {
        (Some(value), _) => row(&field.label, value),
        (None, true) => row(&field.label, "(the secret)"),
        (None, false) => row(&field.label, "(not known)"),
    });
    rows.collect()
}

/// What was proved of it, and what was not.
fn proofs(envelope: &Envelope) -> Vec<String> {
    let mut lines = Vec::new();
    match &envelope.verification {
        Some(proof) => {
            let when = report::shown(proof.finished_at);
            lines.push(format!("{}. Verified from {} on {when}.", words::verdict(proof.verdict), proof.seen_from));
            let open = proof.open.iter();
            lines.extend(open.map(|check| format!("  {}: {}", words::verdict(check.verdict), check.title)));
        }
        None => lines.push("Not verified.".to_owned()),
    }
    if let Some(unverified) = &envelope.unverified {
        lines.push(format!("Handed over although not everything was proved: {}", unverified.reason));
    }
    lines.push(match envelope.sign_in.verdict {
        setup::checks::Verdict::Passed => {
            let when = report::shown(envelope.sign_in.at);
            let closed = envelope.sign_in.closed().map(|closed| format!(" {closed}"));
            format!("This very secret signed in on {when}.{}", closed.unwrap_or_default())
        }
        _ => "That this very secret signs in was not shown.".to_owned(),
    });
    lines
}

fn named(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::Password => "The password",
        SecretKind::PrivateKey => "The private key",
    }
}
