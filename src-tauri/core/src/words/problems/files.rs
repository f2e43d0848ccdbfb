//! Files and folders on this computer.

use super::{Person, Row};
use crate::words::{code, field_in_full, visible};

pub(super) fn missing(path: &str) -> Row {
    Row::new("The file is not there", format!("There is no file {}.", code(path)), "Check the path and its spelling.")
}

pub(super) fn exists(path: &str) -> Row {
    Row::new(
        "There is already a file of this name",
        format!("{} was left as it is.", code(path)),
        "Choose another name, or move that file away first.",
    )
}

pub(super) fn in_use(path: &str, holder: Option<&str>) -> Row {
    Row::new(
        "Another program is writing to this file",
        match holder {
            Some(holder) => format!("{} is held by {holder}. Nothing was changed.", code(path)),
            None => format!("{} is held by another program. Nothing was changed.", code(path)),
        },
        "Close it there, or try again in a moment.",
    )
}

pub(super) fn open_here(path: &str, holder: Option<&str>) -> Row {
    let by = holder.map_or_else(|| "another window".to_owned(), visible);
    Row::new(
        "This setup is open already",
        format!("{} is open on this computer by {by}.", code(path)),
        "Until it is closed there you can look at it. Or take a copy to work on, and bring it in later.",
    )
}

pub(super) fn open_elsewhere(path: &str, holder: &str) -> Row {
    Row::new(
        "Somebody else has this setup open",
        format!("{} is open by {}.", code(path), visible(holder)),
        "Until it is closed there you can look at it, or take a copy to work on and bring it in later. Where nobody has it open any \
         more, open it all the same.",
    )
}

pub(super) fn changed_by_another(path: &str, fields: &[String]) -> Row {
    let fields: Vec<String> = fields.iter().map(|field| field_in_full(field)).collect();
    Row::new(
        "Somebody else changed the same thing",
        format!(
            "In {} this was changed since it was read: {}. It was not written over.",
            code(path),
            fields.join(", ")
        ),
        "Look at what stands there now, then make your change once more if it is still wanted.",
    )
}

pub(super) fn different_setups(mine: &str, theirs: &str) -> Row {
    Row::new(
        "These are two different setups",
        format!("{} and {} are not copies of one setup. Nothing was written.", code(mine), code(theirs)),
        "Choose a copy that was made of your file.",
    )
}

pub(super) fn merge_unresolved(fields: &[String]) -> Row {
    let fields: Vec<String> = fields.iter().map(|field| field_in_full(field)).collect();
    Row::new(
        "Both files changed the same thing",
        format!("Only a person can say which is right: {}. Nothing was written.", fields.join(", ")),
        "Choose for each of them, or take one side for all with `--prefer mine` or `--prefer theirs`.",
    )
}

pub(super) fn damaged(path: &str, moved_to: Option<&str>) -> Row {
    Row::new(
        "The file is damaged",
        match moved_to {
            Some(aside) => {
                format!("{} can not be read and has no good copy. It was kept as {}.", code(path), code(aside))
            }
            None => {
                format!("{} can not be read, and there is no good copy beside it. It was left as it is.", code(path))
            }
        },
        "Restore the file from a backup, or ask whoever sent it to send it again.",
    )
}

pub(super) fn not_a_setup(path: &str) -> Row {
    Row::new(
        "This is not a setup file",
        format!("{} is a folder, or belongs to another program.", code(path)),
        "Choose a file that ends in `.oraclesetup`.",
    )
}

pub(super) fn newer(path: &str, schema: u64, known: u64) -> Row {
    Row::new(
        "The file comes from a newer version of this program",
        format!(
            "{} has schema {schema}; this version writes {known}. It can be read, and is never written.",
            code(path)
        ),
        "Update this program.",
    )
}

pub(super) fn read_only(path: &str) -> Row {
    Row::new(
        "The file can only be read",
        format!("{} may not be written to. Nothing was changed.", code(path)),
        "Make a copy in a folder of your own and go on with that.",
    )
}

pub(super) fn folder_missing(path: &str) -> Row {
    Row::new(
        "The folder is not there",
        format!("There is no folder {}.", code(path)),
        "Choose a folder that is there, or make it first.",
    )
}

pub(super) fn not_permitted(path: &str) -> Row {
    Row::new(
        "This computer does not let the program use that place",
        format!("Reading or writing {} was refused.", code(path)),
        "Choose a folder of your own, such as Documents.",
    )
}

pub(super) fn disk_full(path: &str) -> Row {
    Row::new(
        "The disk is full",
        format!("{} could not be written. What was there before is untouched.", code(path)),
        "Free some space, then try again.",
    )
}

pub(super) fn disk_fault(path: &str, what: &str) -> Row {
    Row::new(
        "The disk did not do as asked",
        format!(
            "{} could not be read or written ({what}). If it was being written, it holds what was there before, or the \
             whole of the change.",
            code(path)
        ),
        "Try again, or choose another name or folder.",
    )
}

pub(super) fn not_trashed(path: &str) -> Row {
    Row::new(
        "The file could not be put into the trash",
        format!("{} is where it was. Its folder may be write-protected, or its drive may have no trash.", code(path)),
        "Delete it with the file manager instead.",
    )
}

pub(super) fn ca_file_invalid(path: &str) -> Row {
    Row::new(
        "The certificate file can not be used",
        if path.is_empty() {
            "It holds no certificate in PEM form.".to_owned()
        } else {
            format!("{} holds no certificate in PEM form.", code(path))
        },
        "Ask for the certificate authority as PEM: a text that begins with `-----BEGIN CERTIFICATE-----`.",
    )
    .ask(
        Person::Network,
        "Please send me the certificate authority of our proxy as PEM: a text file that begins with `-----BEGIN \
         CERTIFICATE-----`. What I have can not be read as one.",
    )
}
