//! Practice pods: one for each practice setup that was opened, each with a port and passwords of its own.
//!
//! What a scenario is about is the practice Oracle's; here the setup is made to hold what the scenario takes for granted.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use practice_oracle::{self as oracle, AdminSignIn, Given, KeyHolder, Kind, Practice, StartError};
use serde::Deserialize;
use setup::{
    credentials::{AdminCredential, Credentials, IntegrationCredential},
    guide::{self, Authentication, Guide},
    key::{Certificate, PrivateKey},
    problem::Problem,
    setup_file::{Form, PracticeRecord, SetupFile, Visibility},
};

use super::{Desk, Opening, blocking, create_at, held};
use crate::view::{SetupView, kind_of};

/// The scenario that a rehearsal begins with: the mistake that is made most.
const FIRST_SCENARIO: &str = "no-data-security";

/// A page of the practice console that can be opened from the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PracticePage {
    /// Where one lands.
    Home,
    /// What Oracle saw.
    WhatHappened,
}

impl Desk {
    /// A rehearsal without a choice: the guide that asks least of the administrator, with the usual mistake.
    pub(super) async fn practise_first(&self) -> Result<Option<SetupView>, Problem> {
        let plain = |guide: &&Guide| kind_of(guide) == Kind::Requisitions && guide.roles.prerequisite.is_empty();
        match guide::builtins().iter().find(plain) {
            Some(guide) => self.practise(&guide.id, Some(FIRST_SCENARIO)).await.map(Some),
            None => Ok(None),
        }
    }

    /// Makes a setup on a practice pod of its own; without a scenario, on one with a planted mistake.
    pub async fn practise(&self, guide: &str, scenario: Option<&str>) -> Result<SetupView, Problem> {
        let guide = guide::find(guide)?;
        let mut file = SetupFile::new(guide, None, Timestamp::now());
        file.name = format!("Practice for {}", guide.vendor);
        let path = self.free_path(file.name.clone()).await?;
        forget_state(&path)?;
        let practice = Arc::new(start(scenario.unwrap_or(FIRST_SCENARIO), &path).await?);
        let user = Some(oracle::INTEGRATION_USER.to_owned());
        file.fill(&Form { user, ..on_practice(&practice) }, guide)?;
        put_on_stage(&practice, scenario, guide)?;
        let certificate = certificate_of(&practice).await?;
        take_over(&mut file, guide, &practice, certificate)?;
        create_at(&path, file).await?;
        self.practices.lock().await.insert(path.clone(), practice);
        self.open_setup(&path, Opening::Work).await
    }

    /// The pod of a practice setup. One that starts anew has another port and other keys, which the setup is told.
    pub(super) async fn practice_of(
        &self,
        path: &Path,
        file: &mut SetupFile,
    ) -> Result<Option<Arc<Practice>>, Problem> {
        let Some(record) = file.practice.as_ref().filter(|_| !self.is_reviewed(path)) else { return Ok(None) };
        let mut practices = self.practices.lock().await;
        if let Some(running) = practices.get(path) {
            return Ok(Some(Arc::clone(running)));
        }
        let practice = Arc::new(start_again(&record.scenario, path, &file.guide()?).await?);
        let form = on_practice(&practice);
        let certificate = certificate_of(&practice).await?;
        if let (Some(before), Some(now)) = (&file.certificate, &certificate) {
            renew(&practice, before.certificate(), now)?;
        }
        *file = self
            .write(path, move |file| {
                file.fill(&form, &file.guide()?)?;
                if certificate.is_some() {
                    file.certificate = certificate.map(Into::into);
                }
                Ok(())
            })
            .await?;
        practices.insert(path.to_owned(), Arc::clone(&practice));
        Ok(Some(practice))
    }

    pub(super) async fn running(&self, path: &Path) -> Option<Arc<Practice>> {
        self.practices.lock().await.get(path).map(Arc::clone)
    }

    /// Switches the practice pod to another scenario, or to a planted mistake, behind the same address.
    pub async fn switch_practice(&self, path: &Path, scenario: Option<&str>) -> Result<SetupView, Problem> {
        let practice = self.running(path).await.ok_or(Problem::PracticeNotRunning)?;
        put_on_stage(&practice, scenario, &self.read(path).await?.file.guide()?)?;
        let certificate = certificate_of(&practice).await?;
        let file = self
            .write(path, move |file| {
                let guide = file.guide()?;
                take_over(file, &guide, &practice, certificate)
            })
            .await?;
        held(&self.keys).remove(&file.id);
        held(&self.secrets).remove(&file.id);
        self.open(path).await
    }

    /// Tells which mistake was planted, here, in the setup's file and on the console's pages.
    pub async fn reveal_practice(&self, path: &Path) -> Result<SetupView, Problem> {
        let scenario = self.running(path).await.ok_or(Problem::PracticeNotRunning)?.reveal().name.to_owned();
        self.write(path, move |file| {
            file.practice = Some(PracticeRecord { scenario });
            Ok(())
        })
        .await?;
        self.open(path).await
    }

    /// What a reset undoes, one sentence each.
    pub async fn practice_changes(&self, path: &Path) -> Result<Vec<String>, Problem> {
        Ok(self.running(path).await.ok_or(Problem::PracticeNotRunning)?.changes())
    }

    /// Brings back the state that the scenario began with. What was typed for a user that is gone is forgotten.
    pub async fn reset_practice(&self, path: &Path) -> Result<SetupView, Problem> {
        let practice = self.running(path).await.ok_or(Problem::PracticeNotRunning)?;
        practice.reset().map_err(start_problem)?;
        let file = self
            .write(path, |file| {
                file.refused_at = None;
                Ok(())
            })
            .await?;
        held(&self.secrets).remove(&file.id);
        self.open(path).await
    }

    /// Where a page of the practice console is.
    pub async fn practice_page(&self, path: &Path, page: PracticePage) -> Result<String, Problem> {
        let practice = self.running(path).await.ok_or(Problem::PracticeNotRunning)?;
        Ok(match page {
            PracticePage::Home => practice.console().to_owned(),
            PracticePage::WhatHappened => practice.what_happened(),
        })
    }

    /// Has the practice pod trust the setup's certificate, as an upload on its page would.
    pub async fn upload_to_practice(&self, path: &Path) -> Result<(), Problem> {
        let practice = self.running(path).await.ok_or(Problem::PracticeNotRunning)?;
        let file = self.read(path).await?.file;
        let certificate = file.certificate.as_ref().ok_or(Problem::NoSecret)?.certificate();
        let issuer = file.issuer.as_deref().unwrap_or(oracle::INTEGRATION_ISSUER);
        practice.trust(issuer, &certificate.pem()).map_err(|error| unexpected(&error))
    }

    /// What both sides sign in with in the scenario of the moment, as far as nobody typed or made anything else.
    pub(super) async fn practised(&self, file: &SetupFile, practice: &Arc<Practice>) -> Result<Credentials, Problem> {
        let admin = match practice.scenario().given.admin {
            AdminSignIn::Password => {
                let admin = practice.admin();
                Some(AdminCredential::Password { user: admin.user, password: admin.password.into() })
            }
            AdminSignIn::Token => {
                Some(AdminCredential::Token(practice.admin_token().map_err(|error| unexpected(&error))?.into()))
            }
            AdminSignIn::Nobody => None,
        };
        let integration = match file.authentication {
            Authentication::Basic => {
                let typed = held(&self.secrets).get(&file.id).cloned();
                let password = typed.or_else(|| practice.integration().map(|user| user.password.into()));
                password.map(IntegrationCredential::Password)
            }
            Authentication::Jwt => {
                let made = held(&self.keys).get(&file.id).cloned();
                let key = match made {
                    Some(key) => Some(key),
                    None => key_of(practice).await?.map(|(key, _)| key),
                };
                key.map(IntegrationCredential::Key)
            }
        };
        Ok(Credentials { admin, integration })
    }
}

/// Whether the practice pod knows what the integration user of a setup signs in with.
pub(super) fn fills_in(file: &SetupFile, practice: &Practice) -> bool {
    match (file.authentication, practice.scenario().given.authentication) {
        (Authentication::Basic, _) => practice.integration().is_some(),
        (Authentication::Jwt, oracle::Authentication::Jwt { key: KeyHolder::Own, .. }) => true,
        (Authentication::Jwt, _) => false,
    }
}

/// The form that puts a setup on a practice pod.
fn on_practice(practice: &Practice) -> Form {
    let host = practice.origin().trim_start_matches("https://").to_owned();
    Form { allow_host: Some(host.clone()), address: Some(host), ..Form::default() }
}

/// Makes the setup hold what the scenario of the moment takes for granted. What a guide does not offer stays as it is.
fn take_over(
    file: &mut SetupFile,
    guide: &Guide,
    practice: &Practice,
    certificate: Option<Certificate>,
) -> Result<(), Problem> {
    let scenario = practice.scenario();
    let mut form = given(&scenario.given, kind_of(guide));
    form.authentication = form.authentication.filter(|wanted| guide.authentications.contains(wanted));
    file.fill(&form, guide)?;
    file.certificate = certificate.map(Into::into);
    file.refused_at = None;
    file.practice = Some(PracticeRecord { scenario: practice.told_scenario().to_owned() });
    Ok(())
}

/// What a scenario takes for granted, as a form. An empty value takes away what the scenario before had.
fn given(given: &Given, kind: Kind) -> Form {
    let (authentication, issuer, holder) = match given.authentication {
        oracle::Authentication::Basic => (Authentication::Basic, "", None),
        oracle::Authentication::Jwt { issuer, key: KeyHolder::Own } => (Authentication::Jwt, issuer, Some("own")),
        oracle::Authentication::Jwt { issuer, key: KeyHolder::Vendor } => (Authentication::Jwt, issuer, Some("vendor")),
    };
    let roles = if given.role_list { kind.role_list() } else { &[] };
    Form {
        authentication: Some(authentication),
        issuer: Some(issuer.to_owned()),
        branches: holder.map(|holder| ("key".to_owned(), holder.to_owned())).into_iter().collect(),
        roles: Some(roles.iter().map(|&code| code.to_owned()).collect()),
        requisition: Some(given.requisition.unwrap_or_default().to_owned()),
        visibility: Some(match given.visibility {
            oracle::Visibility::All => Visibility::All,
            oracle::Visibility::Narrower => Visibility::Narrower,
        }),
        ..Form::default()
    }
}

async fn certificate_of(practice: &Arc<Practice>) -> Result<Option<Certificate>, Problem> {
    Ok(key_of(practice).await?.map(|(_, certificate)| certificate))
}

/// The key pair that goes with the scenario, off the threads that answer: the first one takes a moment to make.
async fn key_of(practice: &Arc<Practice>) -> Result<Option<(PrivateKey, Certificate)>, Problem> {
    let practice = Arc::clone(practice);
    blocking(move || {
        let key = practice.integration_key().map_err(|error| unexpected(&error))?;
        key.map(|key| {
            let certificate = Certificate::read(key.certificate.as_bytes())?;
            Ok((PrivateKey::read(&key.private_key.into(), None)?, certificate))
        })
        .transpose()
    })
    .await
}

/// Starts the pod of a setup. What was done there before is found again beside the setup's file.
async fn start(scenario: &str, setup: &Path) -> Result<Practice, Problem> {
    let options = oracle::Options {
        scenario: scenario.to_owned(),
        state_file: Some(state_beside(setup)),
        ..oracle::Options::default()
    };
    oracle::start(options).await.map_err(start_problem)
}

/// Starts the pod of a setup that was made before. Which mistake was planted is known beside the setup alone: where that is
/// gone, another one is planted.
async fn start_again(scenario: &str, setup: &Path, guide: &Guide) -> Result<Practice, Problem> {
    if scenario != oracle::PLANTED_SCENARIO {
        return start(scenario, setup).await;
    }
    if let Some(kept) = oracle::kept_scenario(&state_beside(setup)) {
        return start(&kept, setup).await;
    }
    let practice = start(FIRST_SCENARIO, setup).await?;
    put_on_stage(&practice, None, guide)?;
    Ok(practice)
}

/// Where the state of a setup's pod lies. It holds no password.
fn state_beside(setup: &Path) -> PathBuf {
    setup.with_extension("practice.json")
}

/// A setup that is gone may have left its pod's state under a name that is now free again.
fn forget_state(setup: &Path) -> Result<(), Problem> {
    match std::fs::remove_file(state_beside(setup)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unexpected(&error)),
        _ => Ok(()),
    }
}

/// Puts the scenario on the pod, or a mistake that a guide of this kind can meet.
fn put_on_stage(practice: &Practice, scenario: Option<&str>, guide: &Guide) -> Result<(), Problem> {
    match scenario {
        Some(scenario) if scenario == practice.told_scenario() && practice.changes().is_empty() => Ok(()),
        Some(scenario) => practice.switch(scenario).map_err(start_problem),
        None => practice.plant(kind_of(guide), None).map_err(start_problem),
    }
}

/// Keys are made anew with every start, as passwords are: where the one before was trusted, its successor is.
fn renew(practice: &Practice, before: &Certificate, now: &Certificate) -> Result<(), Problem> {
    practice.renew_certificate(&before.pem(), &now.pem()).map_err(|error| unexpected(&error))
}

fn start_problem(error: StartError) -> Problem {
    match error {
        StartError::UnknownScenario { name, nearest } => Problem::ScenarioUnknown {
            scenario: name,
            nearest: nearest.map(ToString::to_string),
            known: oracle::scenarios().iter().map(|scenario| scenario.name.to_owned()).collect(),
        },
        StartError::PortInUse { port } => Problem::PortInUse { port },
        error @ StartError::Io(_) => unexpected(&error),
    }
}

fn unexpected(error: &dyn std::fmt::Display) -> Problem {
    Problem::Unexpected { what: format!("the practice Oracle could not do it ({error})") }
}
