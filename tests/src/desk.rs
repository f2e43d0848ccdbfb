//! A desktop without a screen: display, session bus, keychain and driver around one room.

use std::path::Path;
use std::process::Command;

use crate::display;
use crate::driver::Driver;
use crate::fault::Fault;
use crate::held::Held;
use crate::room::Room;
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
        let driver = Driver::start(&room).await?;
        Ok(Self { driver, _keychain: keychain, _bus: bus, _display: display, room })
    }

    /// Starts a program that shows a web page in a window, and waits until it can be driven.
    pub async fn open(&self, program: &Path, arguments: &[&str]) -> Result<Window<'_>, Fault> {
        Ok(Window::new(&self.driver, self.driver.open(program, arguments).await?))
    }

    /// The home folder that the windows see.
    pub fn home(&self) -> &Path {
        self.room.home()
    }

    /// Another program on this desktop, such as the command line with the same keychain.
    pub fn command(&self, program: &Path) -> Command {
        self.room.command(program)
    }
}

/// X11 is what Xvfb speaks; settings live in memory, and no bridge looks for an accessibility bus that is not there.
const TOOLKIT: [(&str, &str); 3] = [("GDK_BACKEND", "x11"), ("GSETTINGS_BACKEND", "memory"), ("NO_AT_BRIDGE", "1")];
