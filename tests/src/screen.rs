//! The screen as the other programs on it meet it: which windows stand there, keys that a hand strikes, a picture of
//! everything at once.
//!
//! For what the driver of a page does not reach: the system's own dialogs, the native menu, what lies in front of what.
//! Nobody manages the windows of this screen, so that the keyboard goes where a test says.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, ImageFormat, InputFocus, MapState, Window};
use x11rb::protocol::xproto::{KEY_PRESS_EVENT, KEY_RELEASE_EVENT};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use crate::checkout;
use crate::fault::Fault;

const PATIENCE: Duration = Duration::from_secs(15);
const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// A key of the keyboard, by its number in X11 (`keysymdef.h`). Those of Latin letters are the letters' own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u32);

impl Key {
    /// Presses what a dialog proposes.
    pub const ENTER: Self = Self(0xff0d);
    /// Closes a dialog or a menu.
    pub const ESCAPE: Self = Self(0xff1b);
    /// To the next thing.
    pub const TAB: Self = Self(0xff09);
    /// Held together with another.
    pub const CONTROL: Self = Self(0xffe3);
    /// Held together with another.
    pub const ALT: Self = Self(0xffe9);
    const SHIFT: Self = Self(0xffe1);

    /// The key that writes this letter.
    pub fn of(letter: char) -> Self {
        Self(letter.into())
    }
}

/// The screen of a desk.
#[derive(Debug)]
pub struct Screen {
    pub(crate) connection: RustConnection,
    pub(crate) root: Window,
    size: (u16, u16),
    /// Where windows keep their titles in Unicode.
    name: u32,
}

impl Screen {
    pub(crate) fn of(display: &str) -> Result<Self, Fault> {
        let (connection, number) = RustConnection::connect(Some(display)).map_err(refused)?;
        let screen = &connection.setup().roots[number];
        let (root, size) = (screen.root, (screen.width_in_pixels, screen.height_in_pixels));
        let name = atom(&connection, "_NET_WM_NAME")?;
        Ok(Self { connection, root, size, name })
    }

    /// The titles of all windows that can be seen.
    pub fn titles(&self) -> Result<Vec<String>, Fault> {
        Ok(self.windows()?.into_iter().map(|(_, title)| title).collect())
    }

    /// Waits for a window whose title begins so, and gives it the keyboard.
    pub async fn turn_to(&self, title: &str) -> Result<(), Fault> {
        let window = self.find(title).await?;
        let now = x11rb::CURRENT_TIME;
        self.connection.set_input_focus(InputFocus::PARENT, window, now).map_err(refused)?.check().map_err(refused)
    }

    /// Waits until no window's title begins so.
    pub async fn see_off(&self, title: &str) -> Result<(), Fault> {
        let begun = Instant::now();
        while self.titles()?.iter().any(|one| one.starts_with(title)) {
            if begun.elapsed() > PATIENCE {
                return Err(Fault::Screen(format!("the window \u{201c}{title}\u{201d} stays")));
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// Strikes a key while the others are held.
    pub fn strike(&self, held: &[Key], key: Key) -> Result<(), Fault> {
        let (code, shifted) = self.code(key)?;
        let mut held: Vec<_> = held.iter().map(|key| self.code(*key)).collect::<Result<Vec<_>, _>>()?;
        if shifted {
            held.push(self.code(Key::SHIFT)?);
        }
        held.iter().try_for_each(|(code, _)| self.input(KEY_PRESS_EVENT, *code))?;
        self.input(KEY_PRESS_EVENT, code)?;
        self.input(KEY_RELEASE_EVENT, code)?;
        held.iter().rev().try_for_each(|(code, _)| self.input(KEY_RELEASE_EVENT, *code))
    }

    /// Strikes the keys of a text, one after the other.
    pub fn write(&self, text: &str) -> Result<(), Fault> {
        text.chars().try_for_each(|letter| self.strike(&[], Key::of(letter)))
    }

    /// Keeps a picture of all that is on it as `build/screens/window/NAME.png` and gives its path.
    pub fn picture(&self, name: &str) -> Result<PathBuf, Fault> {
        let (width, height) = self.size;
        let shot = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, width, height, u32::MAX);
        let shot = shot.map_err(refused)?.reply().map_err(refused)?;
        // Four bytes a point: blue, green, red, nothing.
        let points: Vec<u8> = shot.data.chunks_exact(4).flat_map(|point| [point[2], point[1], point[0]]).collect();
        let path = checkout::window_pictures().join(format!("{name}.png"));
        std::fs::create_dir_all(checkout::window_pictures()).map_err(Fault::file(checkout::window_pictures()))?;
        let file = std::fs::File::create(&path).map_err(Fault::file(&path))?;
        let mut picture = png::Encoder::new(file, width.into(), height.into());
        picture.set_color(png::ColorType::Rgb);
        let written = picture.write_header().and_then(|mut writer| writer.write_image_data(&points));
        written.map(|()| path).map_err(refused)
    }

    /// Waits for a window whose title begins so.
    pub(crate) async fn find(&self, title: &str) -> Result<Window, Fault> {
        let begun = Instant::now();
        loop {
            let windows = self.windows()?;
            match windows.iter().find(|(_, one)| one.starts_with(title)) {
                Some((window, _)) => return Ok(*window),
                None if begun.elapsed() > PATIENCE => {
                    let seen: Vec<_> = windows.into_iter().map(|(_, title)| title).collect();
                    let picture = self.picture(&format!("failed-screen-{}", std::process::id()))?;
                    let picture = picture.display();
                    let what = format!("no window \u{201c}{title}\u{201d} came, only {seen:?} (picture: {picture})");
                    return Err(Fault::Screen(what));
                }
                None => tokio::time::sleep(BETWEEN_LOOKS).await,
            }
        }
    }

    pub(crate) fn atom(&self, name: &str) -> Result<u32, Fault> {
        atom(&self.connection, name)
    }

    fn windows(&self) -> Result<Vec<(Window, String)>, Fault> {
        let all = self.connection.query_tree(self.root).map_err(refused)?.reply().map_err(refused)?.children;
        // A window that goes while it is looked at is none any more.
        Ok(all.into_iter().filter_map(|window| Some((window, self.title(window)?))).collect())
    }

    /// None of a window that nobody sees or that has no title.
    fn title(&self, window: Window) -> Option<String> {
        let state = self.connection.get_window_attributes(window).ok()?.reply().ok()?.map_state;
        let name = self.connection.get_property(false, window, self.name, AtomEnum::ANY, 0, 1024);
        let name = String::from_utf8(name.ok()?.reply().ok()?.value).ok()?;
        (state == MapState::VIEWABLE && !name.is_empty()).then_some(name)
    }

    /// The key's place on the keyboard, and whether Shift is held with it.
    fn code(&self, key: Key) -> Result<(u8, bool), Fault> {
        let setup = self.connection.setup();
        let (first, count) = (setup.min_keycode, setup.max_keycode - setup.min_keycode + 1);
        let map = self.connection.get_keyboard_mapping(first, count).map_err(refused)?.reply().map_err(refused)?;
        let places = map.keysyms.chunks(map.keysyms_per_keycode.into()).zip(first..=setup.max_keycode);
        let found = places.filter_map(|(symbols, code)| {
            let column = symbols.iter().take(2).position(|symbol| *symbol == key.0)?;
            Some((code, column == 1))
        });
        found.min_by_key(|(_, shifted)| *shifted).ok_or_else(|| Fault::Screen(format!("no key writes {key:?}")))
    }

    fn input(&self, kind: u8, code: u8) -> Result<(), Fault> {
        let sent = self.connection.xtest_fake_input(kind, code, x11rb::CURRENT_TIME, self.root, 0, 0, 0);
        sent.map_err(refused)?.check().map_err(refused)
    }
}

fn atom(connection: &RustConnection, name: &str) -> Result<u32, Fault> {
    Ok(connection.intern_atom(false, name.as_bytes()).map_err(refused)?.reply().map_err(refused)?.atom)
}

/// The errors of X11 and of pictures, in their own words.
pub(crate) fn refused(error: impl std::error::Error) -> Fault {
    Fault::Screen(error.to_string())
}
