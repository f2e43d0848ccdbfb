//! The most memory that a process has held so far, as the system keeps it.

use std::{io, process::Child};

/// Watches a process until it has ended: `VmHWM` of proc(5), in bytes. The mark only ever rises, and is gone with the
/// process, so the last one seen is the peak but for what is asked for in its last half millisecond. None where the
/// system has no such mark.
#[cfg(target_os = "linux")]
pub fn peak_of(child: &mut Child) -> io::Result<Option<u64>> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait()?.is_none() {
        peak = std::fs::read_to_string(&status).ok().as_deref().and_then(high_water_mark).max(peak);
        std::thread::sleep(std::time::Duration::from_micros(500));
    }
    Ok(peak)
}

#[cfg(target_os = "linux")]
fn high_water_mark(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// See above.
#[cfg(not(target_os = "linux"))]
pub fn peak_of(_: &mut Child) -> io::Result<Option<u64>> {
    Ok(None)
}
