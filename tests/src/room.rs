//! A home of its own for every test, so that none reads the settings, setups or keychain of the person who runs it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fault::Fault;

/// An empty home folder and the environment that leads every well-behaved program into it. Gone when dropped.
#[derive(Debug)]
pub struct Room {
    home: tempfile::TempDir,
    environment: Vec<(&'static str, String)>,
}

impl Room {
    /// An empty home: no display, no session bus, no proxy, no locale but C.
    pub fn empty() -> Result<Self, Fault> {
        let home = tempfile::Builder::new().prefix("room-").tempdir().map_err(Fault::file(std::env::temp_dir()))?;
        let mut environment = vec![("HOME", text(home.path())), ("LANG", "C.UTF-8".to_owned())];
        for (name, folder) in FOLDERS {
            let path = home.path().join(folder);
            std::fs::create_dir_all(&path).map_err(Fault::file(&path))?;
            environment.push((name, text(&path)));
        }
        let room = Self { home, environment };
        #[cfg(unix)]
        close_to_others(&room.runtime())?;
        Ok(room)
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where programs of the desktop keep their sockets (`XDG_RUNTIME_DIR`), and this crate their logs.
    pub fn runtime(&self) -> PathBuf {
        self.home().join("run")
    }

    /// From here on every program of this room sees the variable.
    pub fn tell(&mut self, name: &'static str, value: impl Into<String>) {
        self.environment.retain(|(known, _)| *known != name);
        self.environment.push((name, value.into()));
    }

    /// What the room's programs are told of that variable.
    pub fn told(&self, name: &str) -> Option<&str> {
        self.environment.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// A program that sees this room and, but for the `PATH`, nothing of the world outside.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(PASSED_ON.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.envs(self.environment.iter().map(|(name, value)| (name, value))).current_dir(self.home());
        command
    }
}

/// A side process that still writes would otherwise fill the folder again while it is being removed.
#[cfg(target_os = "linux")]
impl Drop for Room {
    fn drop(&mut self) {
        crate::occupants::see_off(self.home());
    }
}

/// D-Bus and the keychain refuse a runtime folder that others can enter.
#[cfg(unix)]
fn close_to_others(folder: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(Fault::file(folder))
}

/// Windows programs do not start without `SystemRoot`.
const PASSED_ON: [&str; 2] = ["PATH", "SystemRoot"];

const FOLDERS: [(&str, &str); 5] = [
    ("XDG_RUNTIME_DIR", "run"),
    ("XDG_CONFIG_HOME", ".config"),
    ("XDG_DATA_HOME", ".local/share"),
    ("XDG_STATE_HOME", ".local/state"),
    ("XDG_CACHE_HOME", ".cache"),
];

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn programs_see_the_room_and_not_the_world_outside() {
        let mut room = Room::empty().unwrap();
        room.tell("DISPLAY", ":7");
        room.tell("DISPLAY", ":8");
        let output = room.command("env").env("OF_THE_TEST", "yes").output().unwrap();
        let seen = String::from_utf8(output.stdout).unwrap();
        assert!(seen.contains(&format!("HOME={}\n", room.home().display())));
        assert!(seen.contains("DISPLAY=:8\n") && !seen.contains(":7"));
        assert!(seen.contains("OF_THE_TEST=yes\n"));
        assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some() && !seen.contains("CARGO"));
    }

    #[test]
    fn nothing_is_left_of_a_room() {
        let room = Room::empty().unwrap();
        let home = room.home().to_owned();
        assert!(home.join(".config").is_dir());
        drop(room);
        assert!(!home.exists());
    }
}
