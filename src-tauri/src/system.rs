//! The system around the window: the browser and the clipboard.

use std::sync::{Mutex, PoisonError};

use setup::problem::Problem;

/// Opens a page in the person's browser. Only https pages of a pod and http pages of the practice console on loopback
/// come here; anything else is refused all the same.
pub fn open_page(url: &str) -> Result<(), Problem> {
    if !may_open(url) {
        return Err(Problem::LinkRefused);
    }
    open::that_detached(url).map_err(|_| Problem::NoBrowser { url: url.to_owned() })
}

fn may_open(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://localhost:")
}

/// The clipboard. On X11 and Wayland the text is only there as long as somebody holds it, so it is kept.
#[derive(Default)]
pub struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    /// Puts a text into it.
    pub fn put(&self, text: String) -> Result<(), Problem> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(arboard::Clipboard::new().map_err(|_| Problem::ClipboardUnavailable)?);
        }
        match held.as_mut() {
            Some(clipboard) => clipboard.set_text(text).map_err(|_| Problem::ClipboardUnavailable),
            None => Err(Problem::ClipboardUnavailable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_nothing_but_pages() {
        for refused in
            ["file:///etc/passwd", "/bin/sh", "javascript:alert(1)", "http://example.com", "smb://host/share"]
        {
            assert!(!may_open(refused), "{refused}");
        }
    }
}
