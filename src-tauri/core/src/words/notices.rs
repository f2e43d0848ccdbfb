//! What a person should know about a file that could be opened all the same.

use super::{counted_long, day, visible};
use crate::{
    setup_file::{Holder, Notice},
    status::CertificateNotice,
};

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
        Notice::Newer { schema, known } => format!(
            "This file comes from a newer version of this program (schema {schema}; this version writes {known}). It is \
             shown as far as this version understands it, and is never written. Update this program to go on with it."
        ),
    }
}

/// A change was made to a setup that somebody has open.
pub fn open_meanwhile(holder: &Holder) -> String {
    format!(
        "This setup is open by {}. The change is kept, and is shown there in a moment.",
        visible(&holder.to_string())
    )
}

/// A certificate's end in words.
pub fn certificate_notice(notice: CertificateNotice) -> String {
    let remedy = "Make a new key pair and have its certificate uploaded in Oracle";
    match notice {
        CertificateNotice::CertificateExpired { not_after } => {
            format!(
                "The certificate expired on {}. Oracle refuses tokens since then. {remedy}, then verify again.",
                day(not_after)
            )
        }
        CertificateNotice::CertificateExpires { not_after, days } => {
            let left = match u64::try_from(days).unwrap_or_default() {
                0 => "in less than a day".to_owned(),
                days => format!("in {}", counted_long(days, "day", "days")),
            };
            format!("The certificate expires {left}, on {}. {remedy} before that.", day(not_after))
        }
    }
}
