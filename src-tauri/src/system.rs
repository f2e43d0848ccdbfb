//! The system around the window: the browser and the clipboard.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use secrecy::{ExposeSecret, SecretString};
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

/// The clipboard. On X11 and Wayland the text is only there as long as somebody holds it, so it is kept. A secret is kept
/// out of the clipboard's history, and taken out again after a time and when the program ends, if it is still there.
#[derive(Clone, Default)]
pub struct Clipboard(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    board: Option<arboard::Clipboard>,
    secret: Option<SecretString>,
    /// Counts what was put in, so that a time that runs out is known to be another text's.
    turn: u64,
}

impl Clipboard {
    /// Puts a text into it.
    pub fn put(&self, text: String) -> Result<(), Problem> {
        let mut held = self.held();
        held.board()?.set_text(text).map_err(|_| Problem::ClipboardUnavailable)?;
        held.secret = None;
        held.turn += 1;
        Ok(())
    }

    /// Puts a secret into it, and takes it out after that time.
    pub fn put_secret(&self, secret: SecretString, stays: Duration) -> Result<(), Problem> {
        let mut held = self.held();
        unseen(held.board()?.set())
            .text(secret.expose_secret().to_owned())
            .map_err(|_| Problem::ClipboardUnavailable)?;
        held.secret = Some(secret);
        held.turn += 1;
        let (clipboard, turn) = (self.clone(), held.turn);
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(stays).await;
            let mut held = clipboard.held();
            if held.turn == turn {
                held.take_out();
            }
        });
        Ok(())
    }

    /// Takes a secret out now, if one is in it.
    pub fn take_out(&self) {
        self.held().take_out();
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn board(&mut self) -> Result<&mut arboard::Clipboard, Problem> {
        if self.board.is_none() {
            self.board = Some(arboard::Clipboard::new().map_err(|_| Problem::ClipboardUnavailable)?);
        }
        self.board.as_mut().ok_or(Problem::ClipboardUnavailable)
    }

    /// What another program put in since then stays.
    fn take_out(&mut self) {
        let (Some(secret), Some(board)) = (self.secret.take(), self.board.as_mut()) else { return };
        let is_still_there = board.get_text().is_ok_and(|text| text == secret.expose_secret());
        if is_still_there && board.clear().is_err() {
            tracing::warn!("a copied secret could not be taken out of the clipboard");
        }
    }
}

/// Asks the programs that keep a clipboard's history to leave this out of it.
fn unseen(set: arboard::Set<'_>) -> arboard::Set<'_> {
    #[cfg(target_os = "linux")]
    return arboard::SetExtLinux::exclude_from_history(set);
    #[cfg(target_os = "macos")]
    return arboard::SetExtApple::exclude_from_history(set);
    #[cfg(windows)]
    return arboard::SetExtWindows::exclude_from_cloud(arboard::SetExtWindows::exclude_from_history(set));
    #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
    return set;
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
