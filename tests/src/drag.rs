//! A file that another program drags over a window and lets go there, by the protocol that Linux desktops share (XDND,
//! version 5). The window can not tell it from a file manager's.

use std::path::Path;
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt as _, EventMask, Window};

use crate::clipboard::{answer, hidden_window};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::screen::{Screen, refused};

const PATIENCE: Duration = Duration::from_secs(10);
const VERSION: u32 = 5;

/// A file that is held over a window.
#[derive(Debug)]
pub struct Drag {
    screen: Screen,
    source: Window,
    target: Window,
    files: String,
}

impl Drag {
    /// Drags the file over the window whose title begins so, and waits until the window would take it.
    pub async fn over(desk: &Desk, title: &str, file: &Path) -> Result<Self, Fault> {
        let screen = desk.screen()?;
        let target = screen.find(title).await?;
        let source = hidden_window(&screen.connection, screen.root)?;
        let files = format!("file://{}\r\n", file.display());
        let drag = Self { screen, source, target, files };
        let owned =
            drag.screen.connection.set_selection_owner(source, drag.atom("XdndSelection")?, x11rb::CURRENT_TIME);
        owned.map_err(refused)?.check().map_err(refused)?;
        drag.tell("XdndEnter", [VERSION << 24, drag.atom("text/uri-list")?, 0, 0])?;
        // A window asks for the files first, and says at a later move that it takes them.
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            drag.tell("XdndPosition", [0, drag.middle()?, x11rb::CURRENT_TIME, drag.atom("XdndActionCopy")?])?;
            if drag.hear("XdndStatus").await? & 1 == 1 {
                return Ok(drag);
            }
        }
        Err(Fault::Screen(format!("the window \u{201c}{title}\u{201d} does not take {}", file.display())))
    }

    /// Lets it go.
    pub async fn let_go(self) -> Result<(), Fault> {
        self.tell("XdndDrop", [0, x11rb::CURRENT_TIME, 0, 0])?;
        self.hear("XdndFinished").await.map(drop)
    }

    /// Takes it elsewhere.
    pub fn take_away(self) -> Result<(), Fault> {
        self.tell("XdndLeave", [0; 4])
    }

    fn atom(&self, name: &str) -> Result<u32, Fault> {
        self.screen.atom(name)
    }

    /// The middle of the window, as the place where the pointer is.
    fn middle(&self) -> Result<u32, Fault> {
        let connection = &self.screen.connection;
        let shape = connection.get_geometry(self.target).map_err(refused)?.reply().map_err(refused)?;
        let (half_width, half_height) = (shape.width / 2, shape.height / 2);
        let place = |from: i16, half: u16| u32::from(from.unsigned_abs()) + u32::from(half);
        Ok(place(shape.x, half_width) << 16 | place(shape.y, half_height))
    }

    fn tell(&self, name: &str, rest: [u32; 4]) -> Result<(), Fault> {
        let data = [self.source, rest[0], rest[1], rest[2], rest[3]];
        let message = ClientMessageEvent::new(32, self.target, self.atom(name)?, data);
        let sent = self.screen.connection.send_event(false, self.target, EventMask::NO_EVENT, message);
        sent.map_err(refused)?.check().map_err(refused)
    }

    /// Waits for a message of that name, and hands out the files meanwhile. Gives the message's flags.
    async fn hear(&self, name: &str) -> Result<u32, Fault> {
        let (wanted, kind) = (self.atom(name)?, self.atom("text/uri-list")?);
        let connection = &self.screen.connection;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match connection.poll_for_event().map_err(refused)? {
                Some(Event::ClientMessage(message)) if message.type_ == wanted => {
                    return Ok(message.data.as_data32()[1]);
                }
                Some(Event::SelectionRequest(request)) => answer(connection, &request, kind, self.files.as_bytes()),
                Some(_) => {}
                None => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
        Err(Fault::Screen(format!("the window never said {name}")))
    }
}
