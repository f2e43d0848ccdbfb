//! A person's browser: Chromium without a screen, for pages that belong to no window of this workspace.
//!
//! Chromium rather than the engine of the product's window, because it is what most people would open a page with.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::driver::{Driver, Engine};
use crate::fault::Fault;
use crate::room::Room;
use crate::window::Window;

/// The names that it goes by.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Nothing is fetched, asked or remembered that no test has to do with. Without a sandbox, because a container has none
/// to give; the pages are the project's own.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,1000",
];

/// A browser in a home of its own.
// Dropped in the order written: the driver ends its browser first, the folder goes after all.
#[derive(Debug)]
pub struct Browser {
    driver: Driver,
    room: Room,
}

impl Browser {
    /// Sets everything up in a fresh home.
    pub async fn set_up() -> Result<Self, Fault> {
        let room = Room::empty()?;
        let driver = Driver::start(Engine::Chromium, &room).await?;
        Ok(Self { driver, room })
    }

    /// Opens a window that shows nothing yet.
    pub async fn open(&self) -> Result<Window<'_>, Fault> {
        let profile = format!("--user-data-dir={}", self.room.home().join("profile").display());
        let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
        let session = self.driver.open(&program()?, &flags).await?;
        Ok(Window::new(&self.driver, session, self.room.runtime().join("chromedriver.log")))
    }

    /// The home folder that the browser sees.
    pub fn home(&self) -> &Path {
        self.room.home()
    }

    /// Another program of this room, such as the command line.
    pub fn command(&self, program: &Path) -> Command {
        self.room.command(program)
    }
}

/// The one that `CHROMIUM` names, else the first of [`NAMES`] on the `PATH`.
fn program() -> Result<PathBuf, Fault> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
        return Ok(named.into());
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    found.into_iter().find(|path| path.is_file()).ok_or_else(|| {
        let cause = std::io::Error::from(std::io::ErrorKind::NotFound);
        Fault::NotStarted { program: NAMES[0].to_owned(), cause }
    })
}
