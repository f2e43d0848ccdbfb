//! What lies on the desk while the program runs: secrets that are kept in memory only, practice pods, runs under way.
//!
//! The commands call this; what a setup is and what a check means is core's.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use practice_oracle as practice;
use secrecy::{ExposeSecret, SecretString};
use setup::{
    address, checks,
    credentials::{AdminCredential, Credentials, IntegrationCredential},
    guide::{self, Authentication, Guide},
    keychain, oracle,
    plan::Plan,
    problem::Problem,
    report,
    setup_file::{self, Change, Claim, Form, Opened, PracticeRecord, SetupFile},
};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    folder,
    view::{self, HomeView, PlannedRequest, RunEvent, SecretState, SecretView, SetupView},
};

/// The scenario that a rehearsal begins with: the mistake that is made most.
const FIRST_SCENARIO: &str = "no-data-security";

/// The desk.
#[derive(Default)]
pub struct Desk {
    folder: PathBuf,
    secrets: Mutex<HashMap<Uuid, SecretString>>,
    practices: tokio::sync::Mutex<HashMap<PathBuf, Arc<practice::Practice>>>,
    runs: Mutex<HashMap<PathBuf, Arc<Notify>>>,
}

/// What the new-setup form holds.
#[derive(Debug, serde::Deserialize, specta::Type)]
pub struct NewSetupForm {
    pub guide: String,
    pub name: String,
    pub address: String,
    pub user: String,
    pub authentication: Authentication,
    pub roles: String,
    pub requisition: String,
}

/// One change of a setup.
#[derive(Debug, serde::Deserialize, specta::Type)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum SetupChange {
    Claim { step: String, claim: Claim, waiting_for: Option<String> },
    Note { step: String, note: String },
    Owner { step: String, owner: String },
    Name { name: String },
    Address { address: String },
    User { user: String },
    Roles { roles: String },
    NoRoles,
    Requisition { requisition: String },
}

/// The administrator's credential, for one run.
#[derive(serde::Deserialize, specta::Type)]
pub struct AdminForm {
    pub user: String,
    #[specta(type = String)]
    pub password: SecretString,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    Report,
    Sheet,
}

/// Where a secret is to be kept.
#[derive(Debug, Clone, Copy, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Keychain,
    Memory,
}

impl Desk {
    /// A desk whose setups lie in that folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, ..Self::default() }
    }

    /// Every setup of the folder.
    pub async fn home(&self) -> Result<HomeView, Problem> {
        let folder = self.folder.clone();
        blocking(move || {
            let summary = |path: &PathBuf| match setup_file::open(path) {
                Ok(opened) => view::summary(path, &opened.file),
                Err(problem) => Err(problem),
            };
            let setups = folder::setups_in(&folder)
                .iter()
                .map(|path| summary(path).unwrap_or_else(|problem| view::damaged_summary(path, problem)))
                .collect();
            Ok(HomeView { setups, folder: folder.display().to_string() })
        })
        .await
    }

    /// Makes a setup; a draft without address or user is one too.
    pub async fn new_setup(&self, form: NewSetupForm) -> Result<SetupView, Problem> {
        let guide = guide::find(&form.guide)?;
        let mut file = SetupFile::new(guide, None, Timestamp::now());
        file.fill(&filled(form), guide)?;
        let path = self.create(file, &guide.vendor).await?;
        self.open(&path).await
    }

    /// Makes a setup on a practice pod of its own.
    pub async fn practise(&self, guide: &str, scenario: &str) -> Result<SetupView, Problem> {
        let guide = guide::find(guide)?;
        let mut file = SetupFile::new(guide, None, Timestamp::now());
        file.name = format!("Practice for {}", guide.vendor);
        file.practice = Some(PracticeRecord { scenario: scenario.to_owned() });
        let practice = start(scenario).await?;
        file.fill(&on_practice(&practice), guide)?;
        let roles = kind_of(guide).role_list().iter().map(|&code| code.to_owned()).collect();
        let user = Some(practice::INTEGRATION_USER.to_owned());
        file.fill(&Form { user, roles: Some(roles), ..Form::default() }, guide)?;
        let path = self.create(file, "Practice").await?;
        self.practices.lock().await.insert(path.clone(), Arc::new(practice));
        self.open(&path).await
    }

    async fn create(&self, file: SetupFile, fallback: &str) -> Result<PathBuf, Problem> {
        let name = if file.name.is_empty() { fallback.to_owned() } else { file.name.clone() };
        let folder = self.folder.clone();
        blocking(move || {
            let path = folder::free_path(&folder, &name)?;
            setup_file::create(&path, &file)?;
            Ok(path)
        })
        .await
    }

    /// What the program was started with: `--practise`, or a setup file. None where it was started by itself.
    pub async fn opening(&self) -> Result<Option<SetupView>, Problem> {
        let Some(argument) = std::env::args_os().nth(1) else { return Ok(None) };
        if argument == "--practise" {
            let plain = |guide: &&Guide| kind_of(guide) == practice::Kind::Requisitions && guide.roles.prerequisite.is_empty();
            let guide = guide::builtins().iter().find(plain);
            return match guide {
                Some(guide) => self.practise(&guide.id, FIRST_SCENARIO).await.map(Some),
                None => Ok(None),
            };
        }
        let path = std::path::absolute(&argument).unwrap_or_else(|_| PathBuf::from(&argument));
        self.open(&path).await.map(Some)
    }

    /// Opens a setup. A practice setup gets its pod back, with a new port and new passwords.
    pub async fn open(&self, path: &Path) -> Result<SetupView, Problem> {
        let mut opened = read(path).await?;
        let practice = match &opened.file.practice {
            Some(record) => Some(self.practice_of(path, record).await?),
            None => None,
        };
        if let Some(practice) = practice.as_deref().filter(|practice| moved(&opened.file, practice)) {
            let form = on_practice(practice);
            opened.file = change(path, move |file| file.fill(&form, &file.guide()?)).await?;
        }
        self.view(path, &opened, practice.as_deref()).await
    }

    async fn view(&self, path: &Path, opened: &Opened, practice: Option<&practice::Practice>) -> Result<SetupView, Problem> {
        let secret = self.secret(opened.file.id, practice).await;
        view::setup_view(path, opened, secret, practice)
    }

    async fn practice_of(&self, path: &Path, record: &PracticeRecord) -> Result<Arc<practice::Practice>, Problem> {
        let mut practices = self.practices.lock().await;
        if let Some(running) = practices.get(path) {
            return Ok(Arc::clone(running));
        }
        let practice = Arc::new(start(&record.scenario).await?);
        practices.insert(path.to_owned(), Arc::clone(&practice));
        Ok(practice)
    }

    async fn running(&self, path: &Path) -> Option<Arc<practice::Practice>> {
        self.practices.lock().await.get(path).map(Arc::clone)
    }

    /// Switches the practice pod to another scenario, behind the same address.
    pub async fn switch_practice(&self, path: &Path, scenario: &str) -> Result<SetupView, Problem> {
        let practice = self.running(path).await.ok_or(Problem::PracticeNotRunning)?;
        practice.switch(scenario).map_err(start_problem)?;
        let record = PracticeRecord { scenario: scenario.to_owned() };
        change(path, move |file| {
            file.practice = Some(record);
            Ok(())
        })
        .await?;
        self.open(path).await
    }

    /// Changes a setup; answers when it is on disk.
    pub async fn change(&self, path: &Path, wanted: SetupChange) -> Result<SetupView, Problem> {
        change(path, move |file| apply(file, wanted)).await?;
        self.open(path).await
    }

    /// Keeps the integration user's secret. It never comes back to the window.
    pub async fn keep_secret(&self, path: &Path, secret: SecretString, place: Place) -> Result<SecretView, Problem> {
        let file = read(path).await?.file;
        if secret.expose_secret().is_empty() {
            let (expected, example) = ("the integration user's password".to_owned(), "as typed in Oracle".to_owned());
            return Err(Problem::ValueMissing { field: "password".to_owned(), expected, example });
        }
        file.refuse_equal(&secret)?;
        match place {
            Place::Keychain => {
                keychain::store(&file.id.to_string(), &secret).await?;
                held(&self.secrets).remove(&file.id);
            }
            Place::Memory => {
                held(&self.secrets).insert(file.id, secret);
            }
        }
        Ok(self.secret(file.id, None).await)
    }

    /// Forgets the integration user's secret, in memory and in the keychain.
    pub async fn forget_secret(&self, path: &Path) -> Result<SecretView, Problem> {
        let id = read(path).await?.file.id;
        held(&self.secrets).remove(&id);
        keychain::forget(&id.to_string()).await?;
        Ok(self.secret(id, None).await)
    }

    /// Where the secret is. On a practice pod it is filled in by itself.
    async fn secret(&self, id: Uuid, practice: Option<&practice::Practice>) -> SecretView {
        let known = held(&self.secrets).contains_key(&id) || practice.is_some_and(|practice| practice.integration().is_some());
        if known {
            return SecretView { state: SecretState::Memory, keychain: keychain::state().await.into() };
        }
        let state = keychain::state().await;
        let stored = state == keychain::KeychainState::Ready && matches!(keychain::read(&id.to_string()).await, Ok(Some(_)));
        let kept = if stored { SecretState::Stored } else { SecretState::None };
        SecretView { state: kept, keychain: state.into() }
    }

    /// The requests of a run, before it.
    pub async fn planned(&self, path: &Path) -> Result<Vec<PlannedRequest>, Problem> {
        let file = read(path).await?.file;
        Ok(checks::planned(&file)?.iter().map(view::planned_request).collect())
    }

    /// Verifies, and keeps the run. `watch` sees each check as it ends.
    pub async fn verify(
        &self,
        path: &Path,
        admin: Option<AdminForm>,
        only: Vec<String>,
        watch: impl Fn(RunEvent) + Send + Sync,
    ) -> Result<SetupView, Problem> {
        let opened = read(path).await?;
        let plan = Plan::of(&opened.file)?;
        let practice = self.running(path).await;
        let settings = checks::Settings {
            credentials: self.credentials(&opened.file, admin, practice.as_deref()).await?,
            options: oracle::Options { ca_pem: practice.as_ref().map(|practice| practice.ca_pem().as_bytes().to_vec()) },
            only: only.iter().map(|name| checks::Named::parse(name)).collect::<Result<_, _>>()?,
            now: Timestamp::now,
        };
        let stop = Arc::new(Notify::new());
        held(&self.runs).insert(path.to_owned(), Arc::clone(&stop));
        let verified = tokio::select! {
            verified = checks::verify(&opened.file, settings, |event| watch(view::run_event(event, &plan))) => verified,
            () = stop.notified() => Err(Problem::Cancelled),
        };
        held(&self.runs).remove(path);
        let run = verified?;
        if opened.read_only {
            let mut shown = opened;
            shown.file.record(run, &plan.guide);
            return self.view(path, &shown, practice.as_deref()).await;
        }
        change(path, move |file| {
            file.record(run, &plan.guide);
            Ok(())
        })
        .await?;
        self.open(path).await
    }

    /// Ends the run of that setup, if there is one.
    pub fn cancel(&self, path: &Path) {
        if let Some(stop) = held(&self.runs).get(path) {
            stop.notify_one();
        }
    }

    async fn credentials(
        &self,
        file: &SetupFile,
        admin: Option<AdminForm>,
        practice: Option<&practice::Practice>,
    ) -> Result<Credentials, Problem> {
        let typed = admin.filter(|admin| !admin.user.trim().is_empty() && !admin.password.expose_secret().is_empty());
        let admin = match (typed, practice) {
            (Some(admin), _) => {
                file.refuse_equal(&admin.password)?;
                Some(AdminCredential::Password { user: admin.user.trim().to_owned(), password: admin.password })
            }
            (None, Some(practice)) => {
                let admin = practice.admin();
                Some(AdminCredential::Password { user: admin.user, password: admin.password.into() })
            }
            (None, None) => None,
        };
        let kept = held(&self.secrets).get(&file.id).cloned();
        let integration = match (kept, practice) {
            (Some(secret), _) => Some(secret),
            (None, Some(practice)) => practice.integration().map(|user| user.password.into()),
            // A keychain that is missing or locked leaves the checks as the integration user out; it never stops a run.
            (None, None) => keychain::read(&file.id.to_string()).await.unwrap_or_default(),
        };
        Ok(Credentials { admin, integration: integration.map(IntegrationCredential::Password) })
    }

    /// The address of the page of a step.
    pub async fn step_url(&self, path: &Path, step: &str) -> Result<String, Problem> {
        let file = read(path).await?.file;
        let plan = Plan::of(&file)?;
        let practice = self.running(path).await;
        let walk = plan.walk();
        let step = walk.iter().flat_map(|stage| &stage.steps).find(|known| known.id == step);
        step.and_then(|step| view::link(step, &plan, practice.as_deref())).ok_or(Problem::LinkRefused)
    }

    /// The connection sheet.
    pub async fn sheet(&self, path: &Path) -> Result<report::Sheet, Problem> {
        report::sheet(&read(path).await?.file)
    }

    /// Where an export would go.
    pub async fn suggested_export(&self, path: &Path, what: Export) -> Result<String, Problem> {
        let file = read(path).await?.file;
        let name = if file.name.is_empty() { &file.guide.id } else { &file.name };
        let ending = match what {
            Export::Report => "report.html",
            Export::Sheet => "connection sheet.txt",
        };
        let folder = path.parent().map_or_else(|| self.folder.clone(), Path::to_path_buf);
        Ok(folder.join(format!("{} {ending}", folder::file_name(name))).display().to_string())
    }

    /// Writes an export; gives the path.
    pub async fn export(&self, path: &Path, what: Export, to: &str, replace: bool) -> Result<String, Problem> {
        let file = read(path).await?.file;
        let content = match what {
            Export::Report => report::html(&report::evidence(&file, Timestamp::now())?),
            Export::Sheet => report::sheet(&file)?.text(),
        };
        let to = export_path(to)?;
        blocking(move || {
            setup_file::store::write_export(&to, content.as_bytes(), replace)?;
            Ok(to.display().to_string())
        })
        .await
    }
}

/// The form's texts as core takes them; what was left empty stays open.
fn filled(form: NewSetupForm) -> Form {
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let roles = setup_file::change::find_role_codes(&form.roles);
    Form {
        name: some(form.name),
        address: some(form.address),
        user: some(form.user),
        authentication: Some(form.authentication),
        roles: (!roles.is_empty()).then_some(roles),
        requisition: some(form.requisition),
        ..Form::default()
    }
}

/// What a practice pod has to hold for a guide: requisitions, or workers.
fn kind_of(guide: &Guide) -> practice::Kind {
    let reads_workers = guide.must_probes().any(|probe| probe.resource == "workers");
    if reads_workers { practice::Kind::Workers } else { practice::Kind::Requisitions }
}

/// The form that puts a setup on a practice pod.
fn on_practice(practice: &practice::Practice) -> Form {
    let host = practice.origin().trim_start_matches("https://").to_owned();
    Form { allow_host: Some(host.clone()), address: Some(host), ..Form::default() }
}

fn moved(file: &SetupFile, practice: &practice::Practice) -> bool {
    file.host.as_deref() != Some(practice.origin().trim_start_matches("https://"))
}

fn apply(file: &mut SetupFile, wanted: SetupChange) -> Result<(), Problem> {
    let guide = file.guide()?;
    let now = Timestamp::now();
    let form = match wanted {
        SetupChange::Claim { step, claim, waiting_for } => {
            return file.change_step(&guide, &step, Change::Claim(claim, waiting_for), now);
        }
        SetupChange::Note { step, note } => return file.change_step(&guide, &step, Change::Note(note), now),
        SetupChange::Owner { step, owner } => return file.change_step(&guide, &step, Change::Owner(owner), now),
        SetupChange::Name { name } => Form { name: Some(name), ..Form::default() },
        SetupChange::Address { address } => Form { address: Some(address), ..Form::default() },
        SetupChange::User { user } => Form { user: Some(user), ..Form::default() },
        SetupChange::Roles { roles } => {
            Form { roles: Some(setup_file::change::find_role_codes(&roles)), ..Form::default() }
        }
        SetupChange::NoRoles => Form { no_roles: true, ..Form::default() },
        SetupChange::Requisition { requisition } => Form { requisition: Some(requisition), ..Form::default() },
    };
    file.fill(&form, &guide)
}

/// A path that a person typed, with `~` for the home folder.
fn export_path(text: &str) -> Result<PathBuf, Problem> {
    let text = text.trim();
    let path = match text.strip_prefix("~/").and_then(|rest| Some(std::env::home_dir()?.join(rest))) {
        Some(path) => path,
        None => PathBuf::from(text),
    };
    if path.is_absolute() && path.file_name().is_some() {
        return Ok(path);
    }
    let (expected, example) = ("a full path".to_owned(), "/home/ann/Documents/report.html".to_owned());
    Err(Problem::ValueInvalid { field: "path".to_owned(), value: text.chars().take(80).collect(), expected, example })
}

/// Checks an address as it is typed.
pub fn check_address(text: &str) -> Result<view::AddressView, Problem> {
    address::parse(text, None).map(|address| view::address_view(&address))
}

async fn start(scenario: &str) -> Result<practice::Practice, Problem> {
    let options = practice::Options { scenario: scenario.to_owned(), ..practice::Options::default() };
    practice::start(options).await.map_err(start_problem)
}

fn start_problem(error: practice::StartError) -> Problem {
    match error {
        practice::StartError::UnknownScenario { name, nearest } => Problem::ScenarioUnknown {
            scenario: name,
            nearest: nearest.map(ToString::to_string),
            known: practice::scenarios().iter().map(|scenario| scenario.name.to_owned()).collect(),
        },
        practice::StartError::PortInUse { port } => Problem::PortInUse { port },
        other => Problem::Unexpected { what: format!("the practice Oracle could not be started ({other})") },
    }
}

async fn read(path: &Path) -> Result<Opened, Problem> {
    let path = path.to_owned();
    blocking(move || setup_file::open(&path)).await
}

async fn change(
    path: &Path,
    change: impl FnOnce(&mut SetupFile) -> Result<(), Problem> + Send + 'static,
) -> Result<SetupFile, Problem> {
    let path = path.to_owned();
    blocking(move || setup_file::change(&path, change).map(|(file, ())| file)).await
}

/// Disk work, off the threads that answer the window.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    let ended = tokio::task::spawn_blocking(work).await;
    ended.unwrap_or_else(|_| Err(Problem::Unexpected { what: "work on the disk did not end as it should".to_owned() }))
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
