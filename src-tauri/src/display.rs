//! Whether there is a display to open a window on. Without one the toolkit would end the program without a word.
//!
//! Deliberately not here: macOS and Windows, where nobody starts a window without one.

/// False after a sentence for whoever started it.
#[cfg(target_os = "linux")]
pub fn is_there() -> bool {
    use std::io::{Write as _, stderr};
    const NONE: &str = "The window needs a display, and there is none here: neither DISPLAY nor WAYLAND_DISPLAY leads to \
                        one.\nThe same work can be done on the command line: oracle-setup --help\n";
    let found = gtk::init().is_ok();
    if !found {
        // Nobody reads it where there is no terminal either.
        drop(stderr().write_all(NONE.as_bytes()));
    }
    found
}

#[cfg(not(target_os = "linux"))]
pub fn is_there() -> bool {
    true
}
