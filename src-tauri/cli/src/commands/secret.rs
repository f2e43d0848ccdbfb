//! `secret`: the integration user's secret, kept on this computer under the setup's id.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;
use setup::{
    credentials::IntegrationCredential,
    keychain::{self, KeychainState},
    plan::Plan,
    problem::Problem,
    setup_file::{self, SetupFile},
};

use crate::{
    exit::Exit,
    files, kept,
    output::{self, Output},
    secrets, stop,
};

/// Keep the integration user's password or private key in the keychain, or forget it.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Keep the secret; without `--secrets-stdin` a password is asked for on the terminal.
    #[command(after_help = "Example: oracle-setup secret set acme.oraclesetup --secrets-stdin < secrets.json")]
    Set {
        /// The setup.
        file: PathBuf,
        /// Read one JSON object from standard input: {"integration":{"password":"…"}}, or the private key as
        /// `verify --help` shows it.
        #[arg(long)]
        secrets_stdin: bool,
    },
    /// Say whether a secret is kept; it is never shown.
    #[command(after_help = "Example: oracle-setup secret status acme.oraclesetup")]
    Status {
        /// The setup.
        file: PathBuf,
    },
    /// Take the secret out of the keychain.
    #[command(after_help = "Example: oracle-setup secret forget acme.oraclesetup")]
    Forget {
        /// The setup.
        file: PathBuf,
    },
}

pub async fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    match arguments.what {
        What::Set { file, secrets_stdin } => set(&file, secrets_stdin, output).await,
        What::Status { file } => status(&files::open(&file)?.file, output).await,
        What::Forget { file } => forget(&files::open(&file)?.file, output).await,
    }
}

async fn set(path: &Path, secrets_stdin: bool, output: &Output) -> Result<Exit, Problem> {
    let file = files::open(path)?.file;
    let secret = secrets::integration(&file, secrets_stdin)?;
    refuse_unfit(&file, &secret)?;
    stop::or_cancelled(kept::keep(&file, &secret)).await?;
    if file.refused_at.is_some() {
        forget_refusal(path)?;
    }
    output.answer(&json!({ "stored": true, "keychain": KeychainState::Ready }), || {
        match secret {
            IntegrationCredential::Password(_) => "The password is kept in the keychain.",
            IntegrationCredential::Key(_) => "The private key is kept, sealed with a key from the keychain.",
        }
        .to_owned()
    })?;
    Ok(Exit::Holds)
}

/// Refuses a password that stands in the setup, and a private key that is not that of the setup's certificate.
fn refuse_unfit(file: &SetupFile, secret: &IntegrationCredential) -> Result<(), Problem> {
    match secret {
        IntegrationCredential::Password(password) => file.refuse_equal(password),
        IntegrationCredential::Key(key) => match Plan::of(file)?.certificate {
            Some(certificate) if !certificate.belongs_to(key) => Err(Problem::CertificateDoesNotMatch),
            _ => Ok(()),
        },
    }
}

/// A secret that was given anew may be sent, whatever Oracle said to the one before.
fn forget_refusal(path: &Path) -> Result<(), Problem> {
    let changed = setup_file::change(path, |file| {
        file.refused_at = None;
        Ok(())
    });
    changed.map(drop).inspect_err(|_| {
        output::tell(
            "The secret is kept, but the setup still says that Oracle refused the one before. To send it all the same, \
             verify with `--oracle-changed`.",
        );
    })
}

async fn status(file: &SetupFile, output: &Output) -> Result<Exit, Problem> {
    let state = keychain::state().await;
    // A locked one is not opened only to say whether something lies in it.
    let stored = state == KeychainState::Ready && stop::or_cancelled(kept::read(file)).await?.is_some();
    let words = match state {
        KeychainState::Ready if stored => "A secret is kept for this setup.",
        KeychainState::Ready => "No secret is kept for this setup.",
        KeychainState::Locked => "The keychain is locked, so it can not be told whether a secret is kept.",
        KeychainState::Missing => "There is no keychain in this session, so no secret is kept.",
    };
    output.answer(&json!({ "stored": stored, "keychain": state }), || words.to_owned())?;
    Ok(Exit::Holds)
}

async fn forget(file: &SetupFile, output: &Output) -> Result<Exit, Problem> {
    let forgotten = stop::or_cancelled(kept::forget(file)).await?;
    let words = if forgotten { "The secret is forgotten." } else { "No secret was kept for this setup." };
    output.answer(&json!({ "forgotten": forgotten, "stored": false }), || words.to_owned())?;
    Ok(Exit::Holds)
}
