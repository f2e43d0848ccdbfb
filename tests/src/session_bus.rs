//! A session bus and, on it, the keychain.
//!
//! The bus starts nothing by itself: a desktop portal or a second keychain that D-Bus activates behind a test's back
//! would make it slow, or true for the wrong reason.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::fault::Fault;
use crate::held::Held;
use crate::room::Room;

const PATIENCE: Duration = Duration::from_secs(20);
const NAME: &str = "org.freedesktop.secrets";

/// Starts the bus and tells the room of it.
pub async fn start(room: &mut Room) -> Result<Held, Fault> {
    let configuration = room.runtime().join("bus.conf");
    let text = format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        room.runtime().display()
    );
    std::fs::write(&configuration, text).map_err(Fault::file(&configuration))?;
    let mut command = room.command("dbus-daemon");
    command.arg("--nofork").arg("--print-address=1").arg(format!("--config-file={}", configuration.display()));
    let mut bus = Held::start(&mut command, &room.runtime())?;
    let begun = Instant::now();
    loop {
        let log = bus.log();
        if let Some(address) = log.lines().find(|line| line.starts_with("unix:")) {
            room.tell("DBUS_SESSION_BUS_ADDRESS", address);
            return Ok(bus);
        }
        if bus.ended().is_some() || begun.elapsed() > PATIENCE {
            return Err(bus.not_ready(begun.elapsed()));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Starts gnome-keyring with a collection that is open, as after a person's log-in.
pub async fn start_open_keychain(room: &Room) -> Result<Held, Fault> {
    let mut command = room.command("gnome-keyring-daemon");
    command.args(["--foreground", "--unlock", "--components=secrets"]).stdin(Stdio::piped());
    let mut keychain = Held::start_with(&mut command, &room.runtime())?;
    if let Some(mut input) = keychain.input() {
        // A daemon that has already ended is told apart below, with its log.
        let _ = input.write_all(b"the password of this room's log-in");
    }
    let begun = Instant::now();
    while !default_collection_is_open(room) {
        if keychain.ended().is_some() || begun.elapsed() > PATIENCE {
            return Err(keychain.not_ready(begun.elapsed()));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(keychain)
}

fn default_collection_is_open(room: &Room) -> bool {
    let mut ask = room.command("dbus-send");
    ask.args(["--session", "--print-reply=literal", "--reply-timeout=2000"]).arg(format!("--dest={NAME}"));
    ask.args(["/org/freedesktop/secrets/aliases/default", "org.freedesktop.DBus.Properties.Get"]);
    ask.args(["string:org.freedesktop.Secret.Collection", "string:Locked"]);
    ask.output().is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("boolean false"))
}
