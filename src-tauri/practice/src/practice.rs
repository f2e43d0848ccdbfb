//! Starting, steering and stopping a practice Oracle.

use std::{
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
    ADMINISTRATOR, Authentication, CertificateError, Credential, INTEGRATION_USER, KeyHolder, Scenario, SeenRequest,
    SigningKey, console,
    content::{Company, Seed},
    credential::Passwords,
    listen::{Authority, Plain, Secure, SocketError, Sockets, serve},
    pod::{Pod, Ports},
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
    /// How many requisitions the company has. They are computed, not stored.
    pub requisitions: u32,
}

impl Default for Options {
    /// Scenario `ready` on any free ports, with 128 requisitions and no delay.
    fn default() -> Self {
        Self {
            scenario: "ready".to_owned(),
            port: 0,
            console_port: 0,
            folder: None,
            delay: Duration::ZERO,
            requisitions: 128,
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

    let company = Company { seed: SEED, requisitions: options.requisitions };
    let pod = Pod::new(scenario, company, Passwords::draw()?, ports, options.delay);
    let pod = Arc::new(pod.map_err(io::Error::other)?);
    let secure = Secure::new(Arc::clone(&pod), authority).map_err(io::Error::other)?;
    let (era, current) = watch::channel(0);
    let rest_router: Router = rest::router(Arc::clone(&pod));
    let console_router = console::router(Arc::clone(&pod));
    let mut tasks = Vec::new();
    for listener in rest_sockets.listeners {
        tasks.push(tokio::spawn(serve(listener, secure.clone(), rest_router.clone(), current.clone())));
    }
    for listener in console_sockets.listeners {
        tasks.push(tokio::spawn(serve(listener, Plain, console_router.clone(), current.clone())));
    }
    tracing::info!(scenario = scenario.name, port = ports.rest, "the practice Oracle listens");
    Ok(Practice {
        origin: pod.origin(),
        console: pod.console(),
        pod,
        ca_pem,
        ca_file,
        era,
        tasks,
        _temporary: temporary,
    })
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
        Ok(())
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
        if before != self.certificate() {
            // An open connection would go on under the old certificate.
            self.era.send_modify(|era| *era += 1);
        }
        Ok(())
    }

    fn certificate(&self) -> ServedCertificate {
        self.pod.read().quirks.certificate
    }

    /// The newest requests to the REST side, oldest first; at most 10,000.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.pod.log.all()
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
            .field("scenario", &self.scenario().name)
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
