//! A desktop without a screen: display, session bus, keychain and driver around one room.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::display;
use crate::driver::{Driver, Engine};
use crate::fault::Fault;
use crate::held::Held;
use crate::room::Room;
use crate::screen::Screen;
use crate::session_bus;
use crate::window::Window;

/// What the desktop has for keeping secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keychain {
    /// gnome-keyring, open, as after a log-in.
    Open,
    /// A session bus, but nothing on it that keeps secrets.
    Missing,
}

/// A desktop for one test. Windows are opened one after the other and find what the last one left.
// Dropped in the order written: the driver ends its window first, the display goes last, the folder after all.
#[derive(Debug)]
pub struct Desk {
    driver: Driver,
    _keychain: Option<Held>,
    _bus: Held,
    _display: Held,
    room: Room,
}

impl Desk {
    /// Sets everything up in a fresh home; about a second.
    pub async fn set_up(keychain: Keychain) -> Result<Self, Fault> {
        let mut room = Room::empty()?;
        for (name, value) in TOOLKIT {
            room.tell(name, value);
        }
        let display = display::start(&mut room).await?;
        let bus = session_bus::start(&mut room).await?;
        let keychain = match keychain {
            Keychain::Open => Some(session_bus::start_open_keychain(&room).await?),
            Keychain::Missing => None,
        };
        let driver = Driver::start(Engine::WebKit, &room).await?;
        Ok(Self { driver, _keychain: keychain, _bus: bus, _display: display, room })
    }

    /// Starts a program that shows a web page in a window, and waits until it can be driven.
    pub async fn open(&self, program: &Path, arguments: &[&str]) -> Result<Window<'_>, Fault> {
        let log = self.room.runtime().join("window.log");
        let launcher = self.launcher(program, &log)?;
        match self.driver.open(&launcher, arguments).await {
            Ok(session) => Ok(Window::new(&self.driver, session, log).seen_on(self.screen()?)),
            Err(fault) => {
                let wrote = std::fs::read_to_string(&log).unwrap_or_default();
                let program = program.display();
                Err(Fault::Driver(format!("{program} showed no window: {fault}\nIt wrote:\n{wrote}")))
            }
        }
    }

    /// The driver throws away what its programs write, so they are started by a line of shell that keeps it.
    fn launcher(&self, program: &Path, log: &Path) -> Result<PathBuf, Fault> {
        use std::os::unix::fs::OpenOptionsExt;
        let launcher = self.room.runtime().join("open-window");
        let script = format!("#!/bin/sh\nexec '{}' \"$@\" >>'{}' 2>&1\n", program.display(), log.display());
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o700);
        let written = options.open(&launcher).and_then(|mut file| file.write_all(script.as_bytes()));
        written.map(|()| launcher.clone()).map_err(Fault::file(launcher))
    }

    /// The home folder that the windows see.
    pub fn home(&self) -> &Path {
        self.room.home()
    }

    /// The screen, beside what the driver sees of it: the system's own dialogs, the native menu, other programs.
    pub fn screen(&self) -> Result<Screen, Fault> {
        Screen::of(self.room.told("DISPLAY").unwrap_or_default())
    }

    /// Another program on this desktop, such as the command line with the same keychain.
    pub fn command(&self, program: &Path) -> Command {
        self.room.command(program)
    }
}

/// X11 is what Xvfb speaks; settings live in memory, no bridge looks for an accessibility bus that is not there, and what
/// is drawn once is not worth keeping.
const TOOLKIT: [(&str, &str); 4] = [
    ("GDK_BACKEND", "x11"),
    ("GSETTINGS_BACKEND", "memory"),
    ("NO_AT_BRIDGE", "1"),
    ("MESA_SHADER_CACHE_DISABLE", "true"),
];
