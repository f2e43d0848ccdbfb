//! A keychain of its own for one test: a real gnome-keyring on a session bus in a home that goes with it.
//!
//! `dbus-daemon` and `gnome-keyring-daemon` must be installed. The bus has no services to start by itself.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=BUS</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

pub struct Session {
    // The keyring ends before its bus, and both before their home goes.
    _keyring: Ended,
    _bus: Ended,
    home: TempDir,
    address: String,
}

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Session {
    /// A keychain that may still be on its way: ask until it says that it is ready.
    pub fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        for folder in [".local/share/keyrings", ".cache", "run"] {
            fs::create_dir_all(home.path().join(folder)).unwrap();
        }
        let config = home.path().join("bus.conf");
        fs::write(&config, BUS.replace("BUS", &home.path().join("bus").display().to_string())).unwrap();
        let mut bus = command("dbus-daemon", home.path(), None);
        bus.args(["--nofork", "--print-address", &format!("--config-file={}", config.display())]);
        let mut bus = bus.stdout(Stdio::piped()).spawn().expect("dbus-daemon must be installed");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let mut keyring = command("gnome-keyring-daemon", home.path(), Some(&address));
        keyring.args(["--foreground", "--components=secrets", "--unlock"]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut keyring = keyring.spawn().expect("gnome-keyring-daemon must be installed");
        keyring.stdin.take().unwrap().write_all(b"pw").unwrap();
        Self { _keyring: Ended(keyring), _bus: Ended(bus), home, address }
    }

    /// Has a program run in this session.
    pub fn adopt(&self, command: &mut Command) {
        within(command, self.home.path(), Some(&self.address));
    }
}

fn command(program: &str, home: &Path, bus: Option<&str>) -> Command {
    let mut command = Command::new(program);
    within(&mut command, home, bus);
    command.stderr(Stdio::null());
    command
}

fn within(command: &mut Command, home: &Path, bus: Option<&str>) {
    command.env("HOME", home).env("XDG_RUNTIME_DIR", home.join("run"));
    for other in ["XDG_DATA_HOME", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"] {
        command.env_remove(other);
    }
    if let Some(bus) = bus {
        command.env("DBUS_SESSION_BUS_ADDRESS", bus);
    }
}
