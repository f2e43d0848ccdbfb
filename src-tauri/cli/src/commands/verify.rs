//! `verify`: asks Oracle whether the setup works.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};
use setup::{
    checks::{self, Comparison, Report, Selection},
    credentials::Credentials,
    guide::Authentication,
    plan::Plan,
    problem::Problem,
    setup_file::{self, Opened, SetupFile},
    status::{self, CertificateNotice},
    words,
};

use super::key;
use crate::{
    exit::Exit,
    files,
    output::{self, Output},
    secrets, stop, text, verification,
};

/// Ask Oracle whether the setup works. It only reads.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup verify acme.oraclesetup --secrets-stdin < secrets.json\n\n\
    secrets.json holds {\"integration\":{\"password\":\"…\"},\"admin\":{\"user\":\"…\",\"password\":\"…\"}}; either may be left out.\n\
    With JWT \"integration\" holds \"private_key\" and, where it has one, \"private_key_passphrase\"; where the company signs \
    in by SSO, \"admin\" holds \"token\".")]
pub struct Arguments {
    /// The setup.
    file: PathBuf,
    /// Read the secrets as one JSON object from standard input. Else the integration user's comes from the keychain.
    #[arg(long)]
    secrets_stdin: bool,
    /// Certificate authorities to trust beside the system's, as PEM.
    #[arg(long, value_name = "PEM")]
    ca_file: Option<PathBuf>,
    /// Only this check and what it needs; may be repeated.
    #[arg(long, value_name = "CHECK[:SUBJECT]")]
    only: Vec<String>,
    /// This check, what it needs, and what depends on it, after something was mended; may be repeated.
    #[arg(long, value_name = "CHECK[:SUBJECT]", conflicts_with = "only")]
    again: Vec<String>,
    /// The kept secret was refused before, and Oracle was changed since: send it again.
    #[arg(long)]
    oracle_changed: bool,
}

pub async fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    let Arguments { file: path, secrets_stdin, ca_file, only, again, oracle_changed } = arguments;
    let opened = files::open(&path)?;
    let plan = Plan::of(&opened.file)?;
    plan.host.as_ref().ok_or(Problem::AddressEmpty)?;
    let selection = if again.is_empty() { Selection::only(&only)? } else { Selection::again(&again)? };
    let ca_pem = ca_file.as_deref().map(files::certificates).transpose()?;
    // Before anything waits for Ctrl-C: a read that blocks would keep it from being heard.
    let given = if secrets_stdin { secrets::from_stdin()? } else { Credentials::default() };
    if plan.authentication == Authentication::Jwt && !plan.vendor_holds_the_key() {
        key::tell_what_is_missing(&path, &plan);
    }
    let refused = AtomicBool::new(false);
    let report = stop::or_cancelled(async {
        let kept_secret = given.integration.is_none() && !oracle_changed;
        let credentials = secrets::for_run(&opened.file, &plan, given).await?;
        verification::run(&opened.file, credentials, kept_secret, ca_pem, selection, &refused).await
    });
    let report = report.await.map_err(|problem| files::name_ca_file(problem, ca_file.as_deref()));
    if report.is_err() && refused.load(Ordering::SeqCst) {
        keep_refusal(&path);
    }
    let report = report?;
    let beside = Beside::of(&opened.file, &report);
    let kept = Kept::of(keep(&path, &opened, &report, &plan));
    if let Some(certificate) = beside.certificate {
        output::tell(&words::certificate_notice(certificate));
    }
    output.answer(&kept.document(&report, &beside, &opened)?, || {
        let compared = beside.compared.as_ref().map(|compared| text::comparison(compared, &plan));
        let together = beside.together.as_ref().map(|together| text::together(together, &plan));
        let parts = [Some(text::verification(&report, &plan)), compared, together];
        parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    })?;
    Ok(kept.end(&report))
}

/// What is told beside a report: how it stands to the runs before it, and what comes up.
struct Beside {
    /// The last whole run beside this one.
    compared: Option<Comparison>,
    /// Where the whole stands, after a part of it.
    together: Option<Report>,
    certificate: Option<CertificateNotice>,
}

impl Beside {
    fn of(file: &SetupFile, report: &Report) -> Self {
        let before = checks::together(file).filter(|_| report.partial);
        Self {
            compared: file.last_run().and_then(|before| checks::compare(before, report)),
            together: before.and_then(|before| checks::laid_over(&before, report)),
            certificate: status::certificate_notice(file, report.finished_at),
        }
    }
}

/// Whether the run stands in the setup file.
enum Kept {
    Yes,
    /// Nothing can be kept in this file, and the person meant it so.
    ReadOnly,
    /// It should have been kept.
    Lost(Problem),
}

impl Kept {
    fn of(kept: Result<(), Problem>) -> Self {
        match kept {
            Ok(()) => Self::Yes,
            Err(Problem::FileReadOnly { .. } | Problem::FileNewer { .. } | Problem::NotPermitted { .. }) => {
                Self::ReadOnly
            }
            Err(problem) => Self::Lost(problem),
        }
    }

    /// The report, beside the one before, with what became of it. What was found is never withheld, also where it could not be kept.
    fn document(&self, report: &Report, beside: &Beside, opened: &Opened) -> Result<Value, Problem> {
        let unexpected = |error: serde_json::Error| Problem::Unexpected { what: error.to_string() };
        let mut document = serde_json::to_value(report).map_err(unexpected)?;
        document["kept"] = json!(matches!(self, Self::Yes));
        if let Some(compared) = &beside.compared {
            document["compared"] = serde_json::to_value(compared).map_err(unexpected)?;
        }
        if let Some(together) = &beside.together {
            document["together"] = serde_json::to_value(together).map_err(unexpected)?;
        }
        let mut notices: Vec<Value> =
            opened.notices.iter().map(serde_json::to_value).collect::<Result<_, _>>().map_err(unexpected)?;
        if let Some(certificate) = beside.certificate {
            notices.push(serde_json::to_value(certificate).map_err(unexpected)?);
        }
        if !notices.is_empty() {
            document["notices"] = Value::Array(notices);
        }
        if let (Self::Lost(problem), Some(fields)) = (self, document.as_object_mut()) {
            fields.extend(output::refusal(problem).as_object().cloned().unwrap_or_default());
        }
        Ok(document)
    }

    fn end(&self, report: &Report) -> Exit {
        match self {
            Self::Yes => Exit::of_verdict(report.verdict),
            Self::ReadOnly => {
                output::tell("This verification was not kept: the setup can only be read.");
                Exit::of_verdict(report.verdict)
            }
            Self::Lost(problem) => {
                output::tell("This verification was not kept.");
                output::tell_problem(problem);
                Exit::NotDone
            }
        }
    }
}

fn keep(path: &Path, opened: &Opened, report: &Report, plan: &Plan) -> Result<(), Problem> {
    if opened.read_only {
        return Err(Problem::FileReadOnly { path: path.display().to_string() });
    }
    setup_file::change(path, |file| {
        file.record(report.clone(), &plan.guide);
        Ok(())
    })
    .map(drop)
}

/// A run that was stopped is not kept; that its secret was refused is, so that it is not tried again.
fn keep_refusal(path: &Path) {
    let kept = setup_file::change(path, |file| {
        file.refused_at = Some(Timestamp::now());
        Ok(())
    });
    if let Err(problem) = kept {
        output::tell_problem(&problem);
    }
}
