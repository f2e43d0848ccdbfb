//! Who is still at home: the running programs whose environment leads into a room.
//!
//! A window's side processes (those of its web engine) are not this crate's children, and end a moment after the window.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long side processes are given to end by themselves.
const GRACE: Duration = Duration::from_secs(3);

/// A running program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupant {
    /// Its process id.
    pub id: u32,
    /// Its name, cut by the system to 15 bytes.
    pub name: String,
}

/// Every running program whose `HOME` is that folder.
pub fn of(home: &Path) -> Vec<Occupant> {
    let marker = format!("HOME={}\0", home.display()).into_bytes();
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|process| {
            let id = process.file_name().to_str()?.parse().ok()?;
            let environment = std::fs::read(process.path().join("environ")).ok()?;
            environment.windows(marker.len()).any(|window| window == marker).then_some(())?;
            let name = std::fs::read_to_string(process.path().join("comm")).unwrap_or_default();
            Some(Occupant { id, name: name.trim().to_owned() })
        })
        .collect()
}

/// Waits until everyone has left, and ends by its id whoever stays.
pub fn see_off(home: &Path) {
    let begun = Instant::now();
    let mut staying = of(home);
    while !staying.is_empty() && begun.elapsed() < GRACE {
        std::thread::sleep(Duration::from_millis(20));
        staying = of(home);
    }
    for occupant in staying {
        let mut kill = Command::new("kill");
        let _ = kill.args(["-KILL", &occupant.id.to_string()]).stderr(Stdio::null()).status();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::Room;

    #[test]
    fn a_program_that_was_left_running_is_ended_with_its_room() {
        let room = Room::empty().unwrap();
        let home = room.home().to_owned();
        let mut left = room.command("sleep").arg("600").spawn().unwrap();
        assert_eq!(of(&home), [Occupant { id: left.id(), name: "sleep".to_owned() }]);
        drop(room);
        assert!(!left.wait().unwrap().success());
        assert!(!home.exists());
    }
}
