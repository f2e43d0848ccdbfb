//! `recipient`: the key with which a receiver opens what is sealed for it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;
use setup::{
    handover::{ReceiverKey, ways},
    problem::Problem,
    setup_file::store,
};

use crate::{
    exit::Exit,
    files,
    output::{self, Output},
};

/// Make a key to receive hand-overs with.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a key pair: the private half as a file of its own, the recipient to give to customers.
    #[command(after_help = "Example: oracle-setup recipient new --out vendor.key")]
    New {
        /// Where to write the private half; a file that is there is never written over.
        #[arg(long, value_name = "KEYFILE")]
        out: PathBuf,
    },
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let What::New { out } = &arguments.what;
    files::refuse_taken(out)?;
    let key = ReceiverKey::generate();
    let recipient = key.recipient();
    store::write_export(out, key.to_file(Timestamp::now()).as_bytes(), false)?;
    let file = out.display().to_string();
    output::tell(&format!(
        "Keep {file} safe, and keep a copy of it: whoever has it opens what is sealed for you, and without it nobody does."
    ));
    let message = ways::invitation(&recipient);
    let answer = json!({
        "recipient": recipient.as_str(),
        "fingerprint": recipient.fingerprint(),
        "file": file,
        "message": message,
    });
    output.answer(&answer, || {
        format!(
            "{}\nFingerprint: {}\n\nTo send to customers:\n\n{}",
            recipient.as_str(),
            recipient.fingerprint(),
            message.body
        )
    })?;
    Ok(Exit::Holds)
}
