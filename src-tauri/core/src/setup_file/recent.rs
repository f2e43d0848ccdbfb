//! The setup that this process wrote last, with its bytes.
//!
//! A window changes the same setup again and again, and reading a long one takes longer than its disk does. The disk is
//! asked at each change all the same: only where it still holds these very bytes is the setup not read from them anew.

use std::sync::{Mutex, PoisonError};

use super::SetupFile;

static LAST: Memory = Memory(Mutex::new(None));

/// A setup, and the bytes that are written of it.
#[derive(Debug, PartialEq)]
pub(super) struct Recent {
    pub(super) bytes: Vec<u8>,
    pub(super) file: SetupFile,
}

struct Memory(Mutex<Option<Recent>>);

impl Memory {
    fn take(&self, bytes: &[u8]) -> Option<Recent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take_if(|last| last.bytes == bytes)
    }

    fn keep(&self, recent: Recent) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(recent);
    }
}

/// The setup that these bytes are, where they were written last.
pub(super) fn take(bytes: &[u8]) -> Option<Recent> {
    LAST.take(bytes)
}

/// Remembers a setup with the bytes that [`SetupFile::bytes`] wrote of it.
pub(super) fn keep(bytes: Vec<u8>, file: SetupFile) {
    debug_assert_eq!(
        serde_json::from_slice::<SetupFile>(&bytes).ok().as_ref(),
        Some(&file),
        "what was written of a setup is read as the same setup"
    );
    LAST.keep(Recent { bytes, file });
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::guide;

    #[test]
    fn only_the_very_bytes_are_recalled() {
        let file = SetupFile::new(&guide::builtins()[0], None, Timestamp::UNIX_EPOCH);
        let bytes = file.bytes().unwrap();
        let memory = Memory(Mutex::new(None));
        memory.keep(Recent { bytes: bytes.clone(), file: file.clone() });
        assert_eq!(memory.take(&[&bytes[..], b"\n"].concat()), None);
        assert_eq!(memory.take(&bytes), Some(Recent { bytes: bytes.clone(), file }));
        assert_eq!(memory.take(&bytes), None, "it was given away");
    }
}
