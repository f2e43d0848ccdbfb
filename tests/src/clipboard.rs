//! The clipboard, read and filled by another program than the assistant, in the terms of X11 (ICCCM, section 2).

use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT, SelectionNotifyEvent,
    SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::screen::{Screen, refused};

/// How long the owner of the clipboard has to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The clipboard of a desk.
#[derive(Debug)]
pub struct Clipboard<'desk> {
    desk: &'desk Desk,
    screen: Screen,
    window: Window,
}

impl<'desk> Clipboard<'desk> {
    /// That desk's.
    pub fn of(desk: &'desk Desk) -> Result<Self, Fault> {
        let screen = desk.screen()?;
        let window = hidden_window(&screen.connection, screen.root)?;
        Ok(Self { desk, screen, window })
    }

    /// The text in it, or none.
    pub fn text(&self) -> Result<Option<String>, Fault> {
        Ok(self.ask("UTF8_STRING")?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// What whoever filled it tells of it beside the text, by the name of that; none where it tells no such thing.
    pub fn told(&self, kind: &str) -> Result<Option<String>, Fault> {
        Ok(self.ask(kind)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Another program puts a text into it, and answers for it from then on.
    pub fn put(&self, text: &str) -> Result<(), Fault> {
        let screen = self.desk.screen()?;
        let window = hidden_window(&screen.connection, screen.root)?;
        let selection = screen.atom("CLIPBOARD")?;
        let owned = screen.connection.set_selection_owner(window, selection, x11rb::CURRENT_TIME).map_err(refused)?;
        owned.check().map_err(refused)?;
        let (text, kind) = (text.as_bytes().to_owned(), screen.atom("UTF8_STRING")?);
        // Ends when another program takes the clipboard over, or with the display.
        std::thread::spawn(move || {
            while let Ok(event) = screen.connection.wait_for_event() {
                match event {
                    Event::SelectionRequest(request) => answer(&screen.connection, &request, kind, &text),
                    Event::SelectionClear(_) => return,
                    _ => {}
                }
            }
        });
        Ok(())
    }

    fn ask(&self, kind: &str) -> Result<Option<Vec<u8>>, Fault> {
        let (selection, kind) = (self.screen.atom("CLIPBOARD")?, self.screen.atom(kind)?);
        let connection = &self.screen.connection;
        let asked = connection.convert_selection(self.window, selection, kind, selection, x11rb::CURRENT_TIME);
        asked.map_err(refused)?.check().map_err(refused)?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match connection.poll_for_event().map_err(refused)? {
                Some(Event::SelectionNotify(told)) if told.property == x11rb::NONE => return Ok(None),
                Some(Event::SelectionNotify(told)) => {
                    let value = connection.get_property(true, self.window, told.property, AtomEnum::ANY, 0, 1 << 16);
                    return Ok(Some(value.map_err(refused)?.reply().map_err(refused)?.value));
                }
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        Err(Fault::Screen("whoever holds the clipboard does not answer".to_owned()))
    }
}

/// A window that is only there to own and to be written to.
pub(crate) fn hidden_window(connection: &RustConnection, root: Window) -> Result<Window, Fault> {
    let window = connection.generate_id().map_err(refused)?;
    let (kind, nothing) = (WindowClass::INPUT_ONLY, CreateWindowAux::new());
    let made = connection.create_window(0, window, root, 0, 0, 1, 1, 0, kind, x11rb::COPY_FROM_PARENT, &nothing);
    made.map_err(refused)?.check().map_err(refused)?;
    Ok(window)
}

/// Gives what is asked for where it is of that kind, and else says that there is no such.
pub(crate) fn answer(connection: &RustConnection, request: &SelectionRequestEvent, kind: u32, bytes: &[u8]) {
    let given = request.target == kind
        && connection.change_property8(PropMode::REPLACE, request.requestor, request.property, kind, bytes).is_ok();
    let told = SelectionNotifyEvent {
        response_type: SELECTION_NOTIFY_EVENT,
        sequence: 0,
        time: request.time,
        requestor: request.requestor,
        selection: request.selection,
        target: request.target,
        property: if given { request.property } else { x11rb::NONE },
    };
    // Whoever asked may be gone by now.
    drop(connection.send_event(false, request.requestor, EventMask::NO_EVENT, told));
    drop(connection.flush());
}
