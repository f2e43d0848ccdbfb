//! A private key between two runs, with a real gnome-keyring on a session bus of its own, in a home of its own.
//!
//! Each test starts itself once more inside `dbus-run-session`; that and `gnome-keyring-daemon` must be installed. The bus
//! has no services to start by itself: asked too early, it would start a second, locked keychain in place of the test's.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

use secrecy::{ExposeSecret as _, SecretString};
use setup::{
    key::{self, PrivateKey},
    keychain::{self, KeychainState},
    problem::{KeychainFault, Problem},
};

const INSIDE: &str = "KEPT_KEY_TEST_INSIDE";
const SETUP: &str = "5b1e0a52-58c8-4a44-a1b3-1c1f7a0d9d10";

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// True inside a session with that to start before it. Outside, it runs the test there, and false says that this was all.
fn in_a_session(test: &str, first: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let home = tempfile::tempdir().unwrap();
    for folder in [".local/share/keyrings", ".cache", "run"] {
        fs::create_dir_all(home.path().join(folder)).unwrap();
    }
    let config = home.path().join("bus.conf");
    fs::write(&config, BUS).unwrap();
    let script =
        format!("{first}\n\"$0\" --exact {test} --nocapture; ended=$?; kill $keyring 2>/dev/null; exit $ended");
    let output = Command::new("dbus-run-session")
        .arg(format!("--config-file={}", config.display()))
        .args(["--", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .env(INSIDE, "1")
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path().join("run"))
        .envs([("LC_ALL", "C.UTF-8")])
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_CACHE_HOME")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}\n{failed}");
    false
}

async fn ready() {
    let since = Instant::now();
    while keychain::state().await != KeychainState::Ready {
        assert!(since.elapsed() < Duration::from_secs(15), "{:?}", keychain::state().await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

const UNLOCKED: &str = "mkfifo $HOME/pw; gnome-keyring-daemon --foreground --components=secrets --unlock <$HOME/pw >/dev/null 2>&1 & \
     keyring=$!; printf pw >$HOME/pw";

fn text(key: &PrivateKey) -> SecretString {
    key.to_pem().unwrap()
}

#[tokio::test]
async fn a_key_is_kept_replaced_and_forgotten_and_the_password_beside_it_stays() {
    if !in_a_session("a_key_is_kept_replaced_and_forgotten_and_the_password_beside_it_stays", UNLOCKED) {
        return;
    }
    ready().await;
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("not-there-yet");
    keychain::store(SETUP, &SecretString::from("tiger")).await.unwrap();
    assert!(key::read(SETUP, &dir).await.unwrap().is_none());
    assert!(!key::forget(SETUP, &dir).await.unwrap());
    for _ in 0..2 {
        let made = PrivateKey::generate().unwrap();
        key::keep(SETUP, &made, &dir).await.unwrap();
        let kept = key::read(SETUP, &dir).await.unwrap().unwrap();
        assert_eq!(text(&kept).expose_secret(), text(&made).expose_secret());
    }
    assert!(key::is_kept(SETUP, &dir));
    assert!(key::forget(SETUP, &dir).await.unwrap());
    assert!(!key::is_kept(SETUP, &dir));
    assert!(key::read(SETUP, &dir).await.unwrap().is_none());
    assert_eq!(keychain::read(SETUP).await.unwrap().unwrap().expose_secret(), "tiger");
}

#[tokio::test]
async fn the_file_alone_opens_nothing() {
    if !in_a_session("the_file_alone_opens_nothing", UNLOCKED) {
        return;
    }
    ready().await;
    let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    key::keep(SETUP, &PrivateKey::generate().unwrap(), here.path()).await.unwrap();
    let name = format!("{SETUP}.key");
    fs::copy(here.path().join(&name), elsewhere.path().join(&name)).unwrap();
    key::forget(SETUP, here.path()).await.unwrap();
    let locked = |read: Result<Option<PrivateKey>, Problem>| matches!(read, Err(Problem::KeyFileLocked { .. }));
    assert!(locked(key::read(SETUP, elsewhere.path()).await));
    // Another key in the keychain is as little use.
    key::keep(SETUP, &PrivateKey::generate().unwrap(), here.path()).await.unwrap();
    assert!(locked(key::read(SETUP, elsewhere.path()).await));
}

#[tokio::test]
async fn without_a_keychain_nothing_is_written() {
    if !in_a_session("without_a_keychain_nothing_is_written", "unset DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let refused = key::keep(SETUP, &PrivateKey::generate().unwrap(), folder.path()).await;
    assert_eq!(refused, Err(Problem::Keychain { fault: KeychainFault::Missing }));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
