//! `secret`: the integration user's secret in the keychain, named by the setup's id.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;
use setup::{keychain, problem::Problem, setup_file::SetupFile};

use crate::{exit::Exit, files, output::Output, secrets, stop};

/// Keep the integration user's secret in the keychain, or forget it.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Keep the secret; without `--secrets-stdin` it is asked for on the terminal.
    #[command(after_help = "Example: oracle-setup secret set acme.oraclesetup --secrets-stdin < secrets.json")]
    Set {
        /// The setup.
        file: PathBuf,
        /// Read one JSON object from standard input: {"integration":{"password":"…"}}.
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
        What::Set { file, secrets_stdin } => set(&files::open(&file)?.file, secrets_stdin, output).await,
        What::Status { file } => status(&files::open(&file)?.file, output).await,
        What::Forget { file } => forget(&files::open(&file)?.file, output).await,
    }
}

async fn set(file: &SetupFile, secrets_stdin: bool, output: &Output) -> Result<Exit, Problem> {
    let secret = secrets::integration(secrets_stdin)?;
    file.refuse_equal(&secret)?;
    stop::or_cancelled(keychain::store(&file.id.to_string(), &secret)).await?;
    let answer = json!({ "stored": true, "keychain": keychain::KeychainState::Ready });
    output.answer(&answer, || "The secret is kept in the keychain.".to_owned())?;
    Ok(Exit::Holds)
}

async fn status(file: &SetupFile, output: &Output) -> Result<Exit, Problem> {
    let state = keychain::state().await;
    // A locked one is not opened only to say whether something lies in it.
    let stored = state == keychain::KeychainState::Ready
        && stop::or_cancelled(keychain::read(&file.id.to_string())).await?.is_some();
    let words = match state {
        keychain::KeychainState::Ready if stored => "A secret is kept for this setup.",
        keychain::KeychainState::Ready => "No secret is kept for this setup.",
        keychain::KeychainState::Locked => "The keychain is locked, so it can not be told whether a secret is kept.",
        keychain::KeychainState::Missing => "There is no keychain in this session, so no secret is kept.",
    };
    output.answer(&json!({ "stored": stored, "keychain": state }), || words.to_owned())?;
    Ok(Exit::Holds)
}

async fn forget(file: &SetupFile, output: &Output) -> Result<Exit, Problem> {
    let forgotten = stop::or_cancelled(keychain::forget(&file.id.to_string())).await?;
    let words = if forgotten { "The secret is forgotten." } else { "No secret was kept for this setup." };
    output.answer(&json!({ "forgotten": forgotten, "stored": false }), || words.to_owned())?;
    Ok(Exit::Holds)
}
