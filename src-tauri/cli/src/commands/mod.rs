//! One file a command. Each holds its arguments and `run`.

pub mod accept;
pub mod address;
pub mod afterwards;
pub mod copy;
pub mod guide;
pub mod handover;
pub mod key;
pub mod list;
pub mod merge;
pub mod new;
pub mod practice;
pub mod receive;
pub mod recipient;
pub mod rehearse;
pub mod reminders;
pub mod report;
pub mod secret;
pub mod set;
pub mod sheet;
pub mod status;
pub mod step;
pub mod verify;

mod options;
