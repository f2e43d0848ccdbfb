//! What the system may learn of this process: no core dump holds its memory, and no other program of this account reads
//! it. Best effort, before anything secret can be there.
//!
//! Deliberately not here: the web engine's processes, which inherit the limit on core dumps and nothing else, and any
//! claim about an administrator, from whom no process can hide.

/// Closes what can be closed. What the system refuses is logged: it is no reason not to start.
pub fn close_to_others() {
    #[cfg(unix)]
    leave_no_core_dump();
    #[cfg(target_os = "linux")]
    refuse_readers();
}

#[cfg(unix)]
fn leave_no_core_dump() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!(%error, "core dumps could not be turned off");
    }
}

/// A process that is not dumpable can be neither traced nor read by its own account (prctl(2), `PR_SET_DUMPABLE`).
#[cfg(target_os = "linux")]
fn refuse_readers() {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        tracing::warn!(%error, "other programs of this account may read this one's memory");
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn leaves_no_core_dump_and_refuses_readers() {
        close_to_others();
        let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
        let dumpable = rustix::process::dumpable_behavior().unwrap();
        assert_eq!(dumpable, rustix::process::DumpableBehavior::NotDumpable);
    }
}
