//! `handover`: the connection details and the secret, sealed for the vendor.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use setup::{
    checks::{Event, Report},
    handover::{Lock, Order, Recipient, Sealed, Trial, generate_passphrase},
    oracle::Options,
    plan::Plan,
    problem::Problem,
    report,
    setup_file::{self, HandedOver, Opened, SetupFile, store},
    words,
};

use super::options::free_text;
use crate::{
    exit::Exit,
    files,
    output::{self, Output},
    secrets, stop,
};

/// Seal the connection details and the secret for the vendor. The secret signs in once before.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("lock").required(true).args(["to", "passphrase_stdin", "passphrase_new"])))]
#[command(after_help = "Example: oracle-setup handover acme.oraclesetup --to AGE_RECIPIENT --out acme.age\n\n\
    It is refused unless the last verification proved what matters. Whoever receives opens it with `oracle-setup receive` or \
    with any age program; `oracle-setup recipient new` makes a key.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// The receiver's age recipient, age1…; several receivers each open it alone.
    #[arg(long, value_name = "AGE_RECIPIENT", num_args = 1..)]
    to: Vec<String>,
    /// Seal with the "passphrase" in the JSON object on standard input.
    #[arg(long)]
    passphrase_stdin: bool,
    /// Seal with a new passphrase of six words, and print it: it is told by phone.
    #[arg(long)]
    passphrase_new: bool,
    /// Where to write the sealed file; a file that is there is never written over.
    #[arg(long, value_name = "OUT.age")]
    out: PathBuf,
    /// Read the secret as one JSON object from standard input. Else it comes from the keychain.
    #[arg(long)]
    secrets_stdin: bool,
    /// Certificate authorities to trust beside the system's, as PEM.
    #[arg(long, value_name = "PEM")]
    ca_file: Option<PathBuf>,
    /// Hand over although not everything is proved, and why; the reason goes along.
    #[arg(long, value_name = "REASON", allow_hyphen_values = true, value_parser = free_text)]
    unverified: Option<String>,
    /// Who hands over. Else the name of this account.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The kept secret was refused before, and Oracle was changed since: send it again.
    #[arg(long)]
    oracle_changed: bool,
}

pub async fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    let opened = files::open(&arguments.file)?;
    files::refuse_taken(&arguments.out)?;
    let ca_pem = arguments.ca_file.as_deref().map(files::certificates).transpose()?;
    let recipients = match &arguments.to[..] {
        [] => None,
        texts => Some(Recipient::parse_all(texts.iter().map(String::as_str))?),
    };
    // Before anything waits for Ctrl-C: a read that blocks would keep it from being heard.
    let given = secrets::given(arguments.secrets_stdin || arguments.passphrase_stdin)?;
    let lock = match (recipients, given.passphrase) {
        (Some(recipients), _) => Lock::Recipients(recipients),
        (None, _) if arguments.passphrase_new => Lock::Passphrase(generate_passphrase().ok_or_else(no_randomness)?),
        (None, Some(passphrase)) => Lock::Passphrase(passphrase),
        (None, None) => return Err(secrets::malformed(r#""passphrase""#)),
    };
    let order =
        Order { lock, unverified: arguments.unverified.clone(), by: arguments.by.clone().or_else(setup_file::account) };
    order.refuse_unready(&opened.file, Timestamp::now())?;
    let kept_secret = given.credentials.integration.is_none() && !arguments.oracle_changed;
    let sealed = stop::or_cancelled(async {
        let plan = Plan::of(&opened.file)?;
        let secret = secrets::for_hand_over(&opened.file, &plan, given.credentials).await?;
        output::tell("Signing in once with this secret…");
        let trial = Trial { options: Options { ca_pem }, kept_secret, now: Timestamp::now };
        order.seal(&opened.file, secret.as_ref(), trial, |_: Event| {}).await
    });
    let (signed_in, sealed) =
        sealed.await.map_err(|problem| files::name_ca_file(problem, arguments.ca_file.as_deref()))?;
    let sealed = match sealed {
        Ok(sealed) => sealed,
        Err(problem) => {
            tell_unkept(record(&arguments.file, &opened, signed_in, None));
            return Err(problem);
        }
    };
    store::write_export(&arguments.out, &sealed.bytes, false)?;
    let kept = record(&arguments.file, &opened, signed_in, Some(sealed.record.clone()));
    let kept = tell_unkept(kept);
    let passphrase = passphrase_to_tell(&order.lock, arguments.passphrase_new);
    output.answer(&document(&arguments.out, &sealed, &order.lock, passphrase, kept), || {
        told(&arguments.out, &sealed, &order.lock, passphrase)
    })?;
    Ok(Exit::Holds)
}

/// Keeps the sign-in, and what was handed over.
fn record(path: &Path, opened: &Opened, signed_in: Report, handed_over: Option<HandedOver>) -> Result<(), Problem> {
    if opened.read_only {
        return Err(Problem::FileReadOnly { path: path.display().to_string() });
    }
    setup_file::change(path, |file: &mut SetupFile| {
        let guide = Plan::of(file)?.guide;
        file.record(signed_in, &guide);
        if let Some(handed_over) = handed_over {
            file.record_hand_over(handed_over);
        }
        Ok(())
    })
    .map(drop)
}

/// Whether it was kept; where not, that is told.
fn tell_unkept(kept: Result<(), Problem>) -> bool {
    kept.inspect_err(|problem| {
        output::tell("The setup does not hold what was done here, so its report will not show it.");
        output::tell_problem(problem);
    })
    .is_ok()
}

/// Only one that was made here is printed: any other is known to whoever typed it.
fn passphrase_to_tell(lock: &Lock, made_here: bool) -> Option<&str> {
    match lock {
        Lock::Passphrase(passphrase) if made_here => Some(passphrase.expose_secret()),
        _ => None,
    }
}

fn document(out: &Path, sealed: &Sealed, lock: &Lock, passphrase: Option<&str>, kept: bool) -> Value {
    let recipient = |one: &Recipient| json!({ "recipient": one.as_str(), "fingerprint": one.fingerprint() });
    let to: Vec<Value> = match lock {
        Lock::Recipients(recipients) => recipients.iter().map(recipient).collect(),
        Lock::Passphrase(_) => Vec::new(),
    };
    let open = sealed.envelope.verification.as_ref().map(|proof| &proof.open);
    let mut document = json!({
        "file": out.display().to_string(),
        "sha256": sealed.record.sha256,
        "way": sealed.record.way,
        "to": to,
        "environment": sealed.envelope.connection.environment,
        "verdict": sealed.record.verdict,
        "verified_at": sealed.record.verified_at,
        "signed_in": sealed.envelope.sign_in.verdict,
        "open": open,
        "unverified": sealed.envelope.unverified,
        "kept": kept,
    });
    if let Some(passphrase) = passphrase {
        document["passphrase"] = json!(passphrase);
    }
    document
}

fn told(out: &Path, sealed: &Sealed, lock: &Lock, passphrase: Option<&str>) -> String {
    let mut lines = Vec::new();
    if sealed.envelope.is_practice() {
        lines.push("PRACTICE: these details belong to a practice Oracle on this computer.".to_owned());
    }
    lines.push(format!("The connection details are sealed in {}.", out.display()));
    match lock {
        Lock::Recipients(recipients) => {
            lines.push(
                "Only these open it. Compare each fingerprint with its owner by phone before you send the file:"
                    .to_owned(),
            );
            for one in recipients {
                lines.push(format!("  {}  {}", one.fingerprint(), one.as_str()));
            }
        }
        Lock::Passphrase(_) => {
            lines.extend(passphrase.map(|passphrase| format!("The passphrase: {passphrase}")));
            lines.push("Tell the passphrase by phone, never in writing and never along with the file.".to_owned());
        }
    }
    if let Some(unverified) = &sealed.envelope.unverified {
        lines.push(format!("Although not everything is proved: {}", unverified.reason));
    }
    let open = sealed.envelope.verification.iter().flat_map(|proof| &proof.open);
    let open: Vec<String> = open.map(|check| format!("  {}: {}", words::verdict(check.verdict), check.title)).collect();
    if !open.is_empty() {
        lines.push("What is open goes along:".to_owned());
        lines.extend(open);
    }
    if let Some(time) = sealed.record.verified_at {
        lines.push(format!("Verified from this computer on {}.", report::shown(time)));
    }
    lines.push("Afterwards, `oracle-setup secret forget` takes the secret off this computer.".to_owned());
    lines.join("\n")
}

fn no_randomness() -> Problem {
    Problem::Unexpected { what: "the system gave no randomness".to_owned() }
}
