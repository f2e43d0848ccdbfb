//! `key`: the pair that the integration user's tokens are signed and checked with.
//!
//! The certificate goes into the setup and to Oracle; the private key stays sealed on this computer, and leaves it only
//! as the file that a person asks for.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use setup::{
    guide::{self, Authentication, Guide},
    key::{self, Certificate, Pair, PrivateKey},
    plan::Plan,
    problem::Problem,
    report,
    setup_file::{self, SetupFile, store},
    words,
};

use crate::{
    exit::Exit,
    files, kept,
    output::{self, Output},
    secrets, stop,
};

/// Make or import the key pair that tokens are signed with (JWT).
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    New(New),
    Import(Import),
}

/// Make an RSA key pair: the certificate as a file for Oracle, the private key kept on this computer.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup key new acme.oraclesetup --certificate acme.cer --days 365")]
struct New {
    /// The setup.
    file: PathBuf,
    /// Where to write the certificate for Oracle; a file that is there is never written over.
    #[arg(long, value_name = "OUT.cer")]
    certificate: PathBuf,
    /// Also write the private key, not encrypted, for a vendor that signs its own tokens.
    #[arg(long, value_name = "OUT.pem")]
    key_out: Option<PathBuf>,
    /// How many days the certificate holds.
    #[arg(long, value_name = "N", default_value_t = key::DAYS, value_parser = days)]
    days: u16,
}

/// Take over a pair that was made elsewhere. Without `--secrets-stdin` the certificate is that of the private key that is
/// kept, or of the vendor's own where the vendor holds it.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: oracle-setup key import acme.oraclesetup --certificate acme.cer --secrets-stdin < secrets.json\n\n\
    secrets.json holds {\"integration\":{\"private_key\":\"-----BEGIN…\",\"private_key_passphrase\":\"…\"}}; the passphrase \
    only where the key has one."
)]
struct Import {
    /// The setup.
    file: PathBuf,
    /// The certificate for Oracle.
    #[arg(long, value_name = "IN.cer")]
    certificate: PathBuf,
    /// Read the private key as one JSON object from standard input.
    #[arg(long)]
    secrets_stdin: bool,
}

pub async fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    match arguments.what {
        What::New(arguments) => new(arguments, output).await,
        What::Import(arguments) => import(arguments, output).await,
    }
}

async fn new(arguments: New, output: &Output) -> Result<Exit, Problem> {
    let New { file: path, certificate: out, key_out, days } = arguments;
    let file = open(&path)?;
    refuse_key_of_vendor(&file)?;
    refuse_places(&out, key_out.as_deref())?;
    let pair = Pair::generate(common_name(&file), days, Timestamp::now())?;
    let mut exports = Exports::default();
    exports.write(&out, pair.certificate.pem().as_bytes())?;
    if let Some(key_out) = &key_out {
        exports.write(key_out, pair.key.to_pem()?.expose_secret().as_bytes())?;
    }
    let (file, kept) = keep_and_record(&path, &file, &pair, key_out.is_some()).await?;
    exports.stay();
    if let Some(key_out) = &key_out {
        output::tell(&format!(
            "Keep {} safe: it holds the private key, not encrypted, and whoever has it can sign in as the integration \
             user. Give it to nobody but the vendor, and delete it then.",
            key_out.display()
        ));
    }
    let mut answer = answer(&out, &pair.certificate, kept);
    if let Some(key_out) = &key_out {
        answer["private_key"] = json!(key_out.display().to_string());
    }
    output.answer(&answer, || format!("The certificate is in {}. {}", out.display(), told(&pair.certificate, kept)))?;
    tell_what_is_missing(&path, &Plan::of(&file)?);
    Ok(Exit::Holds)
}

async fn import(arguments: Import, output: &Output) -> Result<Exit, Problem> {
    let Import { file: path, certificate: given, secrets_stdin } = arguments;
    let file = open(&path)?;
    let certificate = files::certificate(&given)?;
    certificate.holds_at(Timestamp::now())?;
    let (file, kept) = if secrets_stdin {
        refuse_key_of_vendor(&file)?;
        let key = secrets::private_key()?;
        refuse_strange(&certificate, &key)?;
        keep_and_record(&path, &file, &Pair { key, certificate: certificate.clone() }, true).await?
    } else {
        let key = if vendor_holds_the_key(&file) { None } else { Some(kept_key(&file).await?) };
        key.as_ref().map_or(Ok(()), |key| refuse_strange(&certificate, key))?;
        (record(&path, &certificate)?, key.is_some())
    };
    output.answer(&answer(&given, &certificate, kept), || {
        format!("The setup now holds the certificate of {}. {}", given.display(), told(&certificate, kept))
    })?;
    tell_what_is_missing(&path, &Plan::of(&file)?);
    Ok(Exit::Holds)
}

/// The setup, where it can be changed and its guide lets the user sign in with tokens.
fn open(path: &Path) -> Result<SetupFile, Problem> {
    let opened = files::open(path)?;
    refuse_other_guide(&opened.file.guide()?)?;
    if opened.read_only {
        return Err(Problem::FileReadOnly { path: path.display().to_string() });
    }
    Ok(opened.file)
}

fn refuse_other_guide(guide: &Guide) -> Result<(), Problem> {
    let takes_tokens = |guide: &Guide| guide.authentications.contains(&Authentication::Jwt);
    if takes_tokens(guide) {
        return Ok(());
    }
    let other = guide::builtins().iter().find(|guide| takes_tokens(guide)).map_or("GUIDE", |guide| &guide.id);
    Err(Problem::ValueInvalid {
        field: "guide".to_owned(),
        value: guide.id.clone(),
        expected: "a guide whose integration user may sign in with tokens (JWT)".to_owned(),
        example: format!("oracle-setup new --guide {other} --auth jwt --out acme.oraclesetup"),
    })
}

fn vendor_holds_the_key(file: &SetupFile) -> bool {
    file.branches.get("key").is_some_and(|holder| holder == "vendor")
}

/// Refuses a private key where the setup says that only the vendor has it: no verification would use it.
fn refuse_key_of_vendor(file: &SetupFile) -> Result<(), Problem> {
    if !vendor_holds_the_key(file) {
        return Ok(());
    }
    Err(Problem::ValueInvalid {
        field: "branch".to_owned(),
        value: "key=vendor".to_owned(),
        expected: "a setup whose private key is on this side".to_owned(),
        example: "oracle-setup set acme.oraclesetup --branch key=own".to_owned(),
    })
}

/// Refuses places that can not be written to before there is anything to write.
fn refuse_places(certificate: &Path, key_out: Option<&Path>) -> Result<(), Problem> {
    files::refuse_taken(certificate)?;
    let Some(key_out) = key_out else { return Ok(()) };
    if key_out == certificate {
        return Err(Problem::ValueInvalid {
            field: "key-out".to_owned(),
            value: key_out.display().to_string(),
            expected: "another file than the certificate's".to_owned(),
            example: "--key-out acme.pem".to_owned(),
        });
    }
    files::refuse_taken(key_out)
}

fn refuse_strange(certificate: &Certificate, key: &PrivateKey) -> Result<(), Problem> {
    if certificate.belongs_to(key) { Ok(()) } else { Err(Problem::CertificateDoesNotMatch) }
}

/// The private key that is kept already, whose certificate was made anew.
async fn kept_key(file: &SetupFile) -> Result<PrivateKey, Problem> {
    let kept = stop::or_cancelled(kept::private_key(file)).await?;
    kept.ok_or_else(|| Problem::ValueMissing {
        field: "private_key".to_owned(),
        expected: "the private key on standard input, because none is kept for this setup".to_owned(),
        example: "oracle-setup key import acme.oraclesetup --certificate acme.cer --secrets-stdin < secrets.json"
            .to_owned(),
    })
}

/// How people tell certificates apart in Oracle's list.
fn common_name(file: &SetupFile) -> &str {
    let named = [file.issuer.as_deref(), file.user.as_deref(), Some(file.name.as_str())];
    named.into_iter().flatten().find(|name| !name.trim().is_empty()).unwrap_or("Integration user")
}

/// Keeps the private key and puts the certificate into the setup, both or neither: the setup as it is then, and whether
/// the key is kept. Where it can not be, and the person has it elsewhere too, that is told and the certificate is
/// recorded all the same.
async fn keep_and_record(
    path: &Path,
    file: &SetupFile,
    pair: &Pair,
    elsewhere: bool,
) -> Result<(SetupFile, bool), Problem> {
    let (before, kept) = stop::or_cancelled(async {
        let before = kept::private_key(file).await.unwrap_or_default();
        Ok((before, kept::keep_private_key(file, &pair.key).await))
    })
    .await?;
    if let Err(problem) = &kept {
        let why = words::of_refusal(problem).plain().title;
        if !elsewhere {
            output::tell("No pair was made, because its private key can be kept nowhere. With --key-out it is a file.");
            return Err(problem.clone());
        }
        output::tell(&format!(
            "{why}, so the private key is not kept here. Give it to each verification by --secrets-stdin."
        ));
    }
    let recorded = record(path, &pair.certificate);
    if recorded.is_err() && kept.is_ok() {
        put_back(file, before).await;
    }
    recorded.map(|file| (file, kept.is_ok()))
}

/// The setup still names the certificate of the key before.
async fn put_back(file: &SetupFile, before: Option<PrivateKey>) {
    let done = match before {
        Some(key) => kept::keep_private_key(file, &key).await,
        None => kept::forget_private_key(file).await.map(drop),
    };
    if let Err(problem) = done {
        output::tell_problem(&problem);
    }
}

/// The certificate of the setup from now on. With a new pair Oracle may be asked again.
fn record(path: &Path, certificate: &Certificate) -> Result<SetupFile, Problem> {
    let changed = setup_file::change(path, |file| {
        file.authentication = Authentication::Jwt;
        file.certificate = Some(certificate.clone().into());
        file.refused_at = None;
        Ok(())
    });
    changed.map(|(file, ())| file)
}

fn answer(file: &Path, certificate: &Certificate, kept: bool) -> Value {
    let print = certificate.fingerprint();
    json!({
        "certificate": file.display().to_string(),
        "fingerprint": { "hex": print.hex(), "base64": print.base64(), "base64url": print.base64url() },
        "not_after": certificate.not_after(),
        "kept": kept,
    })
}

fn told(certificate: &Certificate, kept: bool) -> String {
    let print = certificate.fingerprint();
    let kept =
        if kept { "\nThe private key is kept on this computer, sealed with a key from the keychain." } else { "" };
    format!(
        "It is valid until {}.\n\
         Upload it in Oracle: Security Console > API Authentication > Inbound API Authentication Public Certificates.\n\n\
         Fingerprint (SHA-1)\n  hex        {}\n  base64     {}\n  base64url  {}\n{kept}",
        report::shown(certificate.not_after()),
        print.hex(),
        print.base64(),
        print.base64url(),
    )
}

/// Says what tokens need that the setup does not name yet.
pub fn tell_what_is_missing(path: &Path, plan: &Plan) {
    let shown = path.display();
    let missing = [
        (plan.issuer.is_none(), "trusted issuer", format!("set {shown} --issuer TEXT")),
        (plan.user.is_none(), "integration user", format!("set {shown} --user NAME")),
        (plan.certificate.is_none(), "certificate", format!("key new {shown} --certificate OUT.cer")),
    ];
    for (_, what, how) in missing.iter().filter(|(is_missing, ..)| *is_missing) {
        output::tell(&format!("The user can not sign in yet: the setup names no {what}. Add it: oracle-setup {how}"));
    }
}

/// Files that were written for a pair; they go again unless the pair stays.
#[derive(Default)]
struct Exports(Vec<PathBuf>);

impl Exports {
    /// Writes a file that its owner alone can read.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Problem> {
        store::write_export(path, bytes, false)?;
        self.0.push(path.to_owned());
        Ok(())
    }

    fn stay(mut self) {
        self.0.clear();
    }
}

impl Drop for Exports {
    fn drop(&mut self) {
        for path in &self.0 {
            // The refusal that is under way says more than this one could.
            let _ = fs::remove_file(path);
        }
    }
}

fn days(text: &str) -> Result<u16, String> {
    let days = text.parse().ok().filter(|days| (1..=key::MOST_DAYS).contains(days));
    days.ok_or_else(|| format!("a number of days from 1 to {} was expected", key::MOST_DAYS))
}
