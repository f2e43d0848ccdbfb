//! How much memory all processes of a window hold: what each has to itself, and its share of what it shares.

use std::path::Path;

use tests::occupants;

use crate::fault::Fault;

/// What belongs to the desktop and not to the window.
const OF_THE_DESKTOP: [&str; 5] = ["Xvfb", "dbus-daemon", "WebKitWebDriver", "gnome-keyring-d", "dconf-service"];

/// The proportional set size of every process of the window in that home, in bytes (`smaps_rollup` of proc(5)).
pub fn of(home: &Path) -> Result<u64, Fault> {
    let processes = occupants::of(home).into_iter().filter(|one| !OF_THE_DESKTOP.contains(&one.name.as_str()));
    let sizes: Vec<_> = processes.map(|one| proportional(one.id)).collect();
    // The program itself is among them, or it refused to be read.
    let readable: Option<Vec<u64>> = sizes.into_iter().collect();
    readable.filter(|sizes| sizes.len() >= 3).map(|sizes| sizes.iter().sum()).ok_or(Fault::Unreadable)
}

fn proportional(process: u32) -> Option<u64> {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
