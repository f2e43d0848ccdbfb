//! `WebKitWebDriver` or `chromedriver`, and the few requests of the W3C standard for drivers that the tests need.
//!
//! `tauri-driver` is not between: it only renames a capability, which the driver takes as it is
//! (`webkitgtk:browserOptions`), and sets the variable that makes a Tauri window drivable.

use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::fault::Fault;
use crate::held::Held;
use crate::room::Room;

const PATIENCE: Duration = Duration::from_secs(20);
/// The longest that a single command may take; opening a window is the slowest. The driver itself would wait for ever
/// for a program that ended before it showed one.
const TIME_LIMIT: Duration = Duration::from_secs(40);

/// Which engine shows the pages, and thereby which driver drives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// `WebKitGTK`, which the product's own window is made of.
    WebKit,
    /// Chromium, as the browser of a person.
    Chromium,
}

impl Engine {
    fn program(self) -> &'static str {
        match self {
            Self::WebKit => "WebKitWebDriver",
            Self::Chromium => "chromedriver",
        }
    }

    /// Where the driver is told which program to open, and how.
    fn options(self) -> &'static str {
        match self {
            Self::WebKit => "webkitgtk:browserOptions",
            Self::Chromium => "goog:chromeOptions",
        }
    }
}

/// A driver on a loopback port. It drives one window at a time.
#[derive(Debug)]
pub struct Driver {
    engine: Engine,
    process: Held,
    http: reqwest::Client,
    origin: String,
}

impl Driver {
    /// Starts it in the room; the windows that it opens see the same room.
    pub async fn start(engine: Engine, room: &Room) -> Result<Self, Fault> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(TIME_LIMIT)
            .build()
            .map_err(|error| Fault::Driver(error.to_string()))?;
        // The port is free when asked for, and another program may take it before the driver does.
        let mut attempts = 3;
        loop {
            attempts -= 1;
            match Self::start_on(engine, room, http.clone(), free_port()?).await {
                Err(Fault::NotReady { .. }) if attempts > 0 => {}
                outcome => return outcome,
            }
        }
    }

    async fn start_on(engine: Engine, room: &Room, http: reqwest::Client, port: u16) -> Result<Self, Fault> {
        let mut command = room.command(engine.program());
        command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        let process = Held::start(&mut command, &room.runtime())?;
        let mut driver = Self { engine, process, http, origin: format!("http://127.0.0.1:{port}") };
        let begun = Instant::now();
        while driver.send(reqwest::Method::GET, "/status", None).await.is_err() {
            if driver.process.ended().is_some() || begun.elapsed() > PATIENCE {
                return Err(driver.process.not_ready(begun.elapsed()));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(driver)
    }

    /// Opens a program's window; gives the session's id.
    pub async fn open(&self, program: &Path, arguments: &[&str]) -> Result<String, Fault> {
        let options = self.engine.options();
        let capabilities =
            json!({"capabilities": {"alwaysMatch": { options: {"binary": program, "args": arguments} }}});
        let answer = self.send(reqwest::Method::POST, "/session", Some(capabilities)).await?;
        match answer["sessionId"].as_str() {
            Some(session) => Ok(session.to_owned()),
            None => Err(Fault::Driver(format!("a session without an id: {answer}"))),
        }
    }

    /// Sends one command and gives its value.
    pub async fn send(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Result<Value, Fault> {
        let unreachable = |error: &dyn std::error::Error| Fault::Driver(format!("{method} {path}: {error}"));
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.origin));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let response = request.send().await.map_err(|error| unreachable(&error))?;
        let succeeded = response.status().is_success();
        let text = response.text().await.map_err(|error| unreachable(&error))?;
        let mut answer: Value = serde_json::from_str(&text).map_err(|error| unreachable(&error))?;
        let value = answer["value"].take();
        if succeeded {
            return Ok(value);
        }
        let word = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Err(Fault::Refused { command: format!("{method} {path}"), error: word("error"), message: word("message") })
    }
}

fn free_port() -> Result<u16, Fault> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    free.map(|address| address.port()).map_err(|error| Fault::Driver(format!("no free port on loopback: {error}")))
}
