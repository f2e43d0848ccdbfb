//! `rehearse`: the whole job on a practice Oracle of its own, without a setup of the person's being touched.
//!
//! The verification is the real one: the same client over real TLS, from a setup file on disk.

use std::{path::PathBuf, sync::atomic::AtomicBool};

use clap::Args;
use jiff::Timestamp;
use practice_oracle::{
    AdminSignIn, Credential, Expect, INTEGRATION_USER, KeyHolder, Kind, Options, Practice, Scenario,
};
use serde::Serialize;
use serde_json::json;
use setup::{
    checks::{Report, Selection, Verdict},
    credentials::{AdminCredential, Credentials, IntegrationCredential},
    guide::{self, Authentication, Guide},
    key::{Certificate, PrivateKey},
    plan::Plan,
    problem::Problem,
    report,
    setup_file::{self, Form, PracticeRecord, SetupFile, Visibility, store},
};
use tempfile::TempDir;

use super::practice::refused;
use crate::{
    exit::Exit,
    output::{self, Output},
    stop, text, verification,
};

/// Without a scenario: one in which something is missing, and then the same pod with it mended.
const USUAL: [&str; 2] = ["no-data-security", "ready"];

/// Verify a setup of the practice Oracle's own: first one with a fault, then the same without it.
#[derive(Debug, Args)]
#[command(after_help = "Example: oracle-setup rehearse --scenario no-data-security")]
pub struct Arguments {
    /// Only this scenario (see `practice --list`): its report, and its exit code.
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
}

/// One scenario, verified.
#[derive(Serialize)]
struct Run {
    scenario: &'static str,
    as_expected: bool,
    report: Report,
}

pub async fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    stop::or_cancelled(async {
        match &arguments.scenario {
            Some(scenario) => one(scenario, output).await,
            None => usual(output).await,
        }
    })
    .await
}

async fn one(scenario: &str, output: &Output) -> Result<Exit, Problem> {
    let rehearsal = Rehearsal::start(scenario).await?;
    let Run { report, .. } = rehearsal.verify().await?;
    let plan = rehearsal.plan()?;
    rehearsal.practice.stop().await;
    output.answer(&report, || text::verification(&report, &plan))?;
    Ok(Exit::of_verdict(report.verdict))
}

async fn usual(output: &Output) -> Result<Exit, Problem> {
    let rehearsal = Rehearsal::start(USUAL[0]).await?;
    let mut runs = Vec::new();
    for scenario in USUAL {
        rehearsal.practice.switch(scenario).map_err(refused)?;
        runs.push(rehearsal.verify().await?);
    }
    let plan = rehearsal.plan()?;
    let report_file = rehearsal.write_report()?;
    rehearsal.practice.stop().await;
    let as_expected = runs.iter().all(|run| run.as_expected);
    output.answer(&json!({ "runs": runs, "report_file": report_file.display().to_string() }), || {
        let parts = runs.iter().map(|run| part(run, &plan)).collect::<Vec<_>>();
        format!("{}\n\nThe report is in {}.", parts.join("\n\n"), report_file.display())
    })?;
    Ok(if as_expected { Exit::Holds } else { Exit::Failed })
}

fn part(run: &Run, plan: &Plan) -> String {
    let outcome = if run.as_expected {
        "This is what the scenario is to show."
    } else {
        "The scenario is to show something else."
    };
    format!("Scenario {}\n{}\n\n{outcome}", run.scenario, text::verification(&run.report, plan))
}

/// A practice Oracle, and a setup that is pointed at it.
struct Rehearsal {
    practice: Practice,
    setup: PathBuf,
    _folder: TempDir,
}

impl Rehearsal {
    async fn start(scenario: &str) -> Result<Self, Problem> {
        let options = Options { scenario: scenario.to_owned(), ..Options::default() };
        let practice = practice_oracle::start(options).await.map_err(refused)?;
        let folder = tempfile::Builder::new().prefix("oracle-setup-").tempdir().map_err(|error| no_folder(&error))?;
        let setup = folder.path().join("rehearsal.oraclesetup");
        setup_file::create(&setup, &prepared(&practice)?)?;
        Ok(Self { practice, setup, _folder: folder })
    }

    /// Verifies the scenario of the moment, and keeps the run in the setup.
    async fn verify(&self) -> Result<Run, Problem> {
        let scenario = self.practice.scenario();
        output::tell(&format!("Scenario {}: {}", scenario.name, scenario.learn));
        let file = setup_file::open(&self.setup)?.file;
        let ca_pem = Some(self.practice.ca_pem().as_bytes().to_vec());
        let (given, refused) = (credentials(&self.practice)?, AtomicBool::new(false));
        let report = verification::run(&file, given, false, ca_pem, Selection::All, &refused).await?;
        let guide = file.guide()?;
        setup_file::change(&self.setup, |file| {
            file.practice = Some(PracticeRecord { scenario: scenario.name.to_owned() });
            file.record(report.clone(), &guide);
            Ok(())
        })?;
        Ok(Run { scenario: scenario.name, as_expected: is_as_expected(&report, &scenario.expect), report })
    }

    fn plan(&self) -> Result<Plan, Problem> {
        Plan::of(&setup_file::open(&self.setup)?.file)
    }

    /// In a new folder among the system's temporary ones, which stays.
    fn write_report(&self) -> Result<PathBuf, Problem> {
        let evidence = report::evidence(&setup_file::open(&self.setup)?.file, Timestamp::now())?;
        let folder =
            tempfile::Builder::new().prefix("oracle-setup-rehearsal-").tempdir().map_err(|error| no_folder(&error))?;
        let file = folder.keep().join("report.html");
        store::write_export(&file, report::html(&evidence).as_bytes(), false)?;
        Ok(file)
    }
}

fn no_folder(error: &std::io::Error) -> Problem {
    let path = std::env::temp_dir().display().to_string();
    Problem::DiskFault { path, what: error.to_string() }
}

/// The setup that fits the scenario of the moment.
fn prepared(practice: &Practice) -> Result<SetupFile, Problem> {
    let Scenario { kind, given, .. } = practice.scenario();
    let guide = fitting_guide(*kind, given.prerequisites)?;
    let mut file = SetupFile::new(guide, None, Timestamp::now());
    let (authentication, issuer, key) = match given.authentication {
        practice_oracle::Authentication::Basic => (Authentication::Basic, None, None),
        practice_oracle::Authentication::Jwt { issuer, key } => (Authentication::Jwt, Some(issuer), Some(key)),
    };
    let holder = key.map(|key| match key {
        KeyHolder::Own => "own",
        KeyHolder::Vendor => "vendor",
    });
    let form = Form {
        name: Some("Rehearsal".to_owned()),
        address: Some(practice.origin().to_owned()),
        allow_host: practice.origin().strip_prefix("https://").map(str::to_owned),
        user: Some(INTEGRATION_USER.to_owned()),
        authentication: Some(authentication),
        issuer: issuer.map(str::to_owned),
        branches: holder.map(|holder| ("key".to_owned(), holder.to_owned())).into_iter().collect(),
        roles: given.role_list.then(|| kind.role_list().iter().map(|&code| code.to_owned()).collect()),
        requisition: given.requisition.map(str::to_owned),
        visibility: Some(match given.visibility {
            practice_oracle::Visibility::All => Visibility::All,
            practice_oracle::Visibility::Narrower => Visibility::Narrower,
        }),
        ..Form::default()
    };
    file.fill(&form, guide)?;
    if let Some(key) = practice.integration_key().map_err(unexpected)? {
        file.certificate = Some(Certificate::read(key.certificate.as_bytes())?.into());
    }
    Ok(file)
}

/// Of the built-in guides that read what the scenario is about, the first with or without roles that the administrator
/// must hold beforehand, as the scenario has it.
fn fitting_guide(kind: Kind, prerequisites: bool) -> Result<&'static Guide, Problem> {
    let resource = match kind {
        Kind::Requisitions => "recruitingJobRequisitions",
        Kind::Workers => "workers",
    };
    guide::builtins()
        .iter()
        .filter(|guide| guide.must_probes().any(|probe| probe.resource == resource))
        .find(|guide| guide.roles.prerequisite.is_empty() != prerequisites)
        .ok_or_else(|| Problem::Unexpected { what: format!("no guide reads {resource}") })
}

/// What the person at the assistant holds in the scenario of the moment.
fn credentials(practice: &Practice) -> Result<Credentials, Problem> {
    let given = practice.scenario().given;
    let admin = match given.admin {
        AdminSignIn::Password => {
            let Credential { user, password } = practice.admin();
            Some(AdminCredential::Password { user, password: password.into() })
        }
        AdminSignIn::Token => Some(AdminCredential::Token(practice.admin_token().map_err(unexpected)?.into())),
        AdminSignIn::Nobody => None,
    };
    let integration = match given.authentication {
        practice_oracle::Authentication::Basic => {
            practice.integration().map(|known| IntegrationCredential::Password(known.password.into()))
        }
        practice_oracle::Authentication::Jwt { .. } => {
            let key = practice.integration_key().map_err(unexpected)?;
            let key = key.map(|key| PrivateKey::read(&key.private_key.into(), None)).transpose()?;
            key.map(IntegrationCredential::Key)
        }
    };
    Ok(Credentials { admin, integration })
}

fn unexpected(error: impl std::fmt::Display) -> Problem {
    Problem::Unexpected { what: error.to_string() }
}

/// Whether the whole verdict is the scenario's, and every check that found something found what it names.
fn is_as_expected(report: &Report, expect: &Expect) -> bool {
    let verdict = serde_json::to_value(report.verdict).unwrap_or_default();
    let found = report.checks.iter().filter(|check| !matches!(check.verdict, Verdict::Passed | Verdict::Skipped)).map(
        |check| {
            (check.id.as_str(), check.subject.clone(), check.problem.as_ref().map(Problem::code), check.step.clone())
        },
    );
    let named = expect
        .problems
        .iter()
        .map(|one| (one.check, one.subject.map(str::to_owned), Some(one.code.to_owned()), one.step.map(str::to_owned)));
    verdict == expect.verdict && found.eq(named)
}
