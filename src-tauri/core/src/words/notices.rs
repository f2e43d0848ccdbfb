//! What a person should know about a file that could be opened all the same.

use crate::setup_file::Notice;

/// A notice in words.
pub fn notice(notice: &Notice) -> String {
    match notice {
        Notice::RestoredFromCopy { damaged_moved_to, copy_from, older } => {
            let from = copy_from.as_deref().map_or(String::new(), |time| format!(" of {time}"));
            let missing = if *older {
                "The last change before the damage may be missing."
            } else {
                "As far as can be told nothing is missing."
            };
            format!(
                "The file was damaged. A good copy{from} was opened. {missing} The damaged file is {damaged_moved_to}."
            )
        }
        Notice::ReadOnly => "This file can only be read. Nothing that you change here can be kept.".to_owned(),
    }
}
