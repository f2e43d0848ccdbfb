//! Starting, steering and stopping a practice Oracle.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    ADMINISTRATOR, Authentication, CertificateError, Credential, INTEGRATION_USER, KeyHolder, Kind, Scenario,
    SeenRequest, SigningKey, console,
    content::{Company, Seed},
    credential::Passwords,
    kept::{Kept, Restored},
    listen::{Authority, Plain, Secure, SocketError, Sockets, serve},
    pod::{Pace, Pod, Ports},
    quirks::ServedCertificate,
    rest, scenario,
    state::TrustedCertificate,
};

/// The same company at every start.
const SEED: Seed = Seed(0x0F05_1040_5EED_0001);

/// How a practice Oracle is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of a scenario of [`crate::scenarios`].
    pub scenario: String,
    /// Port of the REST side; 0 is any free one.
    pub port: u16,
    /// Port of the console pages; 0 is any free one.
    pub console_port: u16,
    /// Folder that `ca.pem` is written to, made where it is missing. None is a temporary folder that ends with the
    /// server.
    pub folder: Option<PathBuf>,
    /// Time that every answer of the REST side takes.
    pub delay: Duration,
    /// Time that Oracle's background work takes: a copy of a role is there only after it.
    pub background: Duration,
    /// File that the state is kept in, beside a practice setup: read at the start where it is of the same scenario, and
    /// written after every change. It never holds a password. None keeps nothing.
    pub state_file: Option<PathBuf>,
    /// How many requisitions the company has. They are computed, not stored.
    pub requisitions: u32,
    /// Whether [`Practice::targets`] are kept. A query holds names, so only a measurement of made-up ones asks for it.
    pub keep_targets: bool,
}

impl Default for Options {
    /// Scenario `ready` on any free ports, with 128 requisitions and no delay; background work takes six seconds.
    fn default() -> Self {
        Self {
            scenario: "ready".to_owned(),
            port: 0,
            console_port: 0,
            folder: None,
            delay: Duration::ZERO,
            background: Duration::from_secs(6),
            state_file: None,
            requisitions: 128,
            keep_targets: false,
        }
    }
}

/// Why a practice Oracle did not start, or did not change its scenario.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No scenario has this name.
    #[error("there is no scenario {name}")]
    UnknownScenario {
        /// What was asked for.
        name: String,
        /// The name that was probably meant.
        nearest: Option<&'static str>,
    },
    /// Another program listens there.
    #[error("port {port} is in use")]
    PortInUse {
        /// The port that was asked for.
        port: u16,
    },
    /// A socket, a key or the certificate file could not be made.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A running practice Oracle. It stops when this is dropped.
pub struct Practice {
    pod: Arc<Pod>,
    origin: String,
    console: String,
    ca_pem: String,
    ca_file: PathBuf,
    era: watch::Sender<u64>,
    restored: Restored,
    tasks: Vec<JoinHandle<()>>,
    _temporary: Option<TempDir>,
}

/// Starts a practice Oracle. It has to be called inside a Tokio runtime.
///
/// # Errors
/// [`StartError`]: nothing listens then.
pub async fn start(options: Options) -> Result<Practice, StartError> {
    let scenario = known(&options.scenario)?;
    let rest_sockets = Sockets::open(options.port).await?;
    let console_sockets = Sockets::open(options.console_port).await?;
    let ports = Ports { rest: rest_sockets.port, console: console_sockets.port };
    let authority = Authority::make().map_err(io::Error::other)?;
    let ca_pem = authority.pem.clone();
    let (ca_file, temporary) = write_authority(options.folder.as_deref(), &ca_pem)?;

    let company = Company { seed: SEED, requisitions: options.requisitions, current_phase: false };
    let pace = Pace { delay: options.delay, background: options.background };
    let pod = Pod::new(scenario, company, Passwords::draw()?, ports, pace);
    let mut pod = pod.map_err(io::Error::other)?;
    let restored = options.state_file.map_or(Ok(Restored::Begun), |file| pod.keep_in(file))?;
    let pod = Arc::new(pod);
    if options.keep_targets {
        pod.log.keep_targets();
    }
    let secure = Secure::new(Arc::clone(&pod), authority).map_err(io::Error::other)?;
    let (era, current) = watch::channel(0);
    let rest_router: Router = rest::router(Arc::clone(&pod));
    let console_router = console::router(Arc::clone(&pod))?;
    let mut tasks = Vec::new();
    for listener in rest_sockets.listeners {
        tasks.push(tokio::spawn(serve(listener, secure.clone(), rest_router.clone(), current.clone())));
    }
    for listener in console_sockets.listeners {
        tasks.push(tokio::spawn(serve(listener, Plain, console_router.clone(), current.clone())));
    }
    // Without the scenario, which may be a planted one.
    tracing::info!(port = ports.rest, "the practice Oracle listens");
    Ok(Practice {
        origin: pod.origin(),
        console: pod.console(),
        pod,
        ca_pem,
        ca_file,
        era,
        restored,
        tasks,
        _temporary: temporary,
    })
}

/// The name of the scenario whose state lies in that file, also of one that was planted and is not told. None where there
/// is no file that can be read.
pub fn kept_scenario(file: &Path) -> Option<String> {
    Kept::read(file).ok().flatten()?.scenario()
}

impl Practice {
    /// `https://localhost:PORT`, where SCIM and REST answer.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// `http://localhost:PORT`, the pages for a browser.
    pub fn console(&self) -> &str {
        &self.console
    }

    /// PEM file of the throw-away authority.
    pub fn ca_file(&self) -> &Path {
        &self.ca_file
    }

    /// What stands in that file.
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// The administrator and the password of this start.
    pub fn admin(&self) -> Credential {
        Credential { user: ADMINISTRATOR.to_owned(), password: self.pod.passwords().admin.clone() }
    }

    /// The integration user as the person knows it. None where the scenario has no such user yet; in a scenario
    /// about a wrong password it is one that the pod refuses.
    pub fn integration(&self) -> Option<Credential> {
        let password = self.pod.read().integration_password.clone()?;
        Some(Credential { user: INTEGRATION_USER.to_owned(), password })
    }

    /// What the integration user's tokens are signed with. None in scenarios about passwords, and where the vendor
    /// keeps the private key to itself.
    ///
    /// # Errors
    /// The key could not be made.
    pub fn integration_key(&self) -> io::Result<Option<SigningKey>> {
        match self.scenario().given.authentication {
            Authentication::Jwt { issuer, key: KeyHolder::Own } => {
                let world = self.pod.read();
                Ok(Some(world.keys.integration().map_err(io::Error::other)?.in_hand(issuer)))
            }
            Authentication::Basic | Authentication::Jwt { .. } => Ok(None),
        }
    }

    /// The bearer token that the administrator's browser was shown; in a scenario about an old one it has run out.
    ///
    /// # Errors
    /// The token could not be signed.
    pub fn admin_token(&self) -> io::Result<String> {
        let world = self.pod.read();
        let made = world.now().saturating_sub(world.admin_token_age).unwrap_or(Timestamp::MIN);
        world.keys.relayed_token(ADMINISTRATOR, made).map_err(io::Error::other)
    }

    /// Uploads a certificate under a trusted issuer, as the page *API Authentication* does. It stays until the
    /// scenario is switched.
    ///
    /// # Errors
    /// [`CertificateError`]: nothing changed.
    pub fn trust(&self, issuer: &str, certificate_pem: &str) -> Result<(), CertificateError> {
        let certificate = TrustedCertificate::read(certificate_pem)?;
        self.pod.write().state.trust(issuer, certificate);
        self.pod.keep_or_warn();
        Ok(())
    }

    /// Has the pod trust another certificate wherever it trusts this one: for a key that was made anew.
    ///
    /// # Errors
    /// [`CertificateError`]: nothing changed.
    pub fn renew_certificate(&self, before_pem: &str, pem: &str) -> Result<(), CertificateError> {
        let (before, now) = (TrustedCertificate::read(before_pem)?, TrustedCertificate::read(pem)?);
        self.pod.write().state.renew(&before, &now);
        self.pod.keep_or_warn();
        Ok(())
    }

    /// The page of the console on which stands who may see what, what was changed and what was asked.
    pub fn what_happened(&self) -> String {
        format!("{}{}", self.console, console::WHAT_HAPPENED)
    }

    /// The name by which a setup remembers the scenario: not its own while it is planted and untold.
    pub fn told_scenario(&self) -> &'static str {
        let world = self.pod.read();
        if world.hidden { crate::PLANTED_SCENARIO } else { world.scenario.name }
    }

    /// The scenario of the moment.
    pub fn scenario(&self) -> &'static Scenario {
        self.pod.read().scenario
    }

    /// Puts another scenario behind the same addresses and passwords. What was changed meanwhile is gone.
    ///
    /// # Errors
    /// [`StartError::UnknownScenario`], or [`StartError::Io`] where a key could not be made: nothing changed.
    pub fn switch(&self, scenario: &str) -> Result<(), StartError> {
        let scenario = known(scenario)?;
        let before = self.certificate();
        self.pod.switch(scenario).map_err(io::Error::other)?;
        self.pod.keep()?;
        self.close_if_not(before);
        Ok(())
    }

    /// Closes open connections where another certificate than the one of before is shown: they would go on under it.
    fn close_if_not(&self, before: ServedCertificate) {
        if before != self.certificate() {
            self.era.send_modify(|era| *era += 1);
        }
    }

    /// What was found in [`Options::state_file`] at the start.
    pub fn restored(&self) -> &Restored {
        &self.restored
    }

    /// Writes the state to [`Options::state_file`] now. It is written after every change anyway.
    ///
    /// # Errors
    /// The file could not be written; the one of before stands.
    pub fn keep(&self) -> io::Result<()> {
        self.pod.keep()
    }

    /// Plants a mistake without telling which. The same seed always plants the same one; without a seed it is drawn.
    ///
    /// # Errors
    /// [`StartError::Io`] where nothing could be drawn or a key could not be made: nothing changed.
    pub fn plant(&self, kind: Kind, seed: Option<u64>) -> Result<(), StartError> {
        let seed = seed.map_or_else(draw_seed, Ok)?;
        let Some(scenario) = scenario::planted(kind, seed) else { return Ok(()) };
        let before = self.certificate();
        self.pod.plant(scenario).map_err(io::Error::other)?;
        self.pod.keep()?;
        self.close_if_not(before);
        Ok(())
    }

    /// Whether a mistake is planted and nobody has asked yet which. [`Practice::scenario`] knows all the same: show
    /// nothing of it as long as this is true.
    pub fn is_hidden(&self) -> bool {
        self.pod.read().hidden
    }

    /// Tells which mistake was planted, here and on the console's pages.
    pub fn reveal(&self) -> &'static Scenario {
        let scenario = {
            let mut world = self.pod.write();
            world.hidden = false;
            world.scenario
        };
        self.pod.keep_or_warn();
        scenario
    }

    /// What was changed since the scenario began, one sentence each: what [`Practice::reset`] undoes.
    pub fn changes(&self) -> Vec<String> {
        let world = self.pod.read();
        world.state.changes_since(&world.first)
    }

    /// Brings back the state that the scenario began with, behind the same addresses and passwords.
    ///
    /// # Errors
    /// [`StartError::Io`] where a key could not be made: nothing changed.
    pub fn reset(&self) -> Result<(), StartError> {
        self.pod.reset().map_err(io::Error::other)?;
        Ok(self.pod.keep()?)
    }

    fn certificate(&self) -> ServedCertificate {
        self.pod.read().quirks.certificate
    }

    /// The newest requests to the REST side, oldest first; at most 10,000.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.pod.log.all()
    }

    /// Path and query of the same requests by their numbers, as they came in; empty unless the options ask for it.
    pub fn targets(&self) -> BTreeMap<u64, String> {
        self.pod.log.targets()
    }

    /// Bytes of all bodies that the REST side has answered with since the start, as sent: compressed where they were.
    /// Heads, and bodies that were streamed, are not counted.
    pub fn bytes(&self) -> u64 {
        self.pod.log.bytes()
    }

    /// The line that the command line prints once the server listens:
    /// `{"origin","console","ca_file","admin":{"user","password"},"integration":{"user","password"}|null}`; in a
    /// scenario about tokens also `"signing_key":{"issuer","private_key","certificate"}`.
    pub fn hello(&self) -> Value {
        let mut hello = json!({
            "origin": self.origin,
            "console": self.console,
            "ca_file": self.ca_file,
            "admin": self.admin(),
            "integration": self.integration(),
        });
        if let Ok(Some(key)) = self.integration_key() {
            hello["signing_key"] = json!(key);
        }
        hello
    }

    /// Stops listening, and returns when the ports are free again.
    pub async fn stop(mut self) {
        for task in std::mem::take(&mut self.tasks) {
            task.abort();
            // The only error is that the task was aborted, which is the aim.
            let _ = task.await;
        }
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl std::fmt::Debug for Practice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Practice")
            .field("origin", &self.origin)
            .field("console", &self.console)
            .field("scenario", &self.told_scenario())
            .finish_non_exhaustive()
    }
}

impl From<SocketError> for StartError {
    fn from(error: SocketError) -> Self {
        match error {
            SocketError::InUse(port) => Self::PortInUse { port },
            SocketError::Io(error) => Self::Io(error),
        }
    }
}

fn draw_seed() -> io::Result<u64> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes)?;
    Ok(u64::from_ne_bytes(bytes))
}

fn known(name: &str) -> Result<&'static Scenario, StartError> {
    scenario::find(name)
        .ok_or_else(|| StartError::UnknownScenario { name: name.to_owned(), nearest: scenario::nearest(name) })
}

fn write_authority(folder: Option<&Path>, pem: &str) -> io::Result<(PathBuf, Option<TempDir>)> {
    let (folder, temporary) = if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
        (folder.to_owned(), None)
    } else {
        let temporary = tempfile::Builder::new().prefix("practice-oracle-").tempdir()?;
        (temporary.path().to_owned(), Some(temporary))
    };
    let file = folder.join("ca.pem");
    fs::write(&file, pem)?;
    Ok((file, temporary))
}
