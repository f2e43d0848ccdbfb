//! The keychain as it is met on Linux: a real gnome-keyring on a session bus of its own, in a home of its own.
//!
//! Each test starts itself once more inside `dbus-run-session`. The bus has no services to start by itself, so that the
//! keychain is there exactly when the test starts it. `dbus-run-session` and `gnome-keyring-daemon` must be installed.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    io::Write as _,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use secrecy::{ExposeSecret as _, SecretString};
use setup::{
    keychain::{self, KeychainState},
    problem::{KeychainFault, Problem},
};

const INSIDE: &str = "KEYCHAIN_TEST_INSIDE";

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

const SETUP: &str = "5b1e0a52-58c8-4a44-a1b3-1c1f7a0d9d10";

/// True inside the session of its own. Outside, it runs the test there, and false says that this was all.
fn in_a_session(test: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let home = tempfile::tempdir().unwrap();
    for folder in [".local/share/keyrings", ".cache", "run"] {
        std::fs::create_dir_all(home.path().join(folder)).unwrap();
    }
    let config = home.path().join("bus.conf");
    std::fs::write(&config, BUS).unwrap();
    let mut session = Command::new("dbus-run-session");
    session.arg(format!("--config-file={}", config.display())).arg("--");
    run_in(home.path(), session, test);
    false
}

fn run_in(home: &Path, mut session: Command, test: &str) {
    let output = session
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "1")
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home.join("run"))
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_CACHE_HOME")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap_or_else(|error| panic!("{} cannot be started: {error}", session.get_program().display()));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A gnome-keyring that ends with its test.
struct Keyring(Child);

impl Keyring {
    async fn unlocked() -> Self {
        Self::start(&["--unlock"], KeychainState::Ready).await
    }

    async fn locked() -> Self {
        Self::start(&[], KeychainState::Locked).await
    }

    async fn start(how: &[&str], expected: KeychainState) -> Self {
        let mut child = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(how)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon must be installed");
        let mut password = child.stdin.take().unwrap();
        password.write_all(b"pw").unwrap();
        drop(password);
        let keyring = Self(child);
        let since = Instant::now();
        while keychain::state().await != expected {
            assert!(since.elapsed() < Duration::from_secs(15), "{:?}, not {expected:?}", keychain::state().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        keyring
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

async fn kept(setup: &str) -> Option<String> {
    keychain::read(setup).await.unwrap().map(|secret| secret.expose_secret().to_owned())
}

fn refused<T>(result: Result<T, Problem>) -> KeychainFault {
    match result {
        Err(Problem::Keychain { fault }) => fault,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("the keychain let it pass"),
    }
}

async fn is_missing() -> bool {
    keychain::state().await == KeychainState::Missing
        && refused(keychain::store(SETUP, &secret("tiger")).await) == KeychainFault::Missing
        && refused(keychain::read(SETUP).await) == KeychainFault::Missing
        && refused(keychain::forget(SETUP).await) == KeychainFault::Missing
}

#[tokio::test]
async fn a_secret_is_kept_replaced_and_forgotten() {
    if !in_a_session("a_secret_is_kept_replaced_and_forgotten") {
        return;
    }
    let _keyring = Keyring::unlocked().await;
    assert_eq!(kept(SETUP).await, None);
    assert!(!keychain::forget(SETUP).await.unwrap());
    for text in ["tiger", "Zürich 🐯 \"'\\", &"-----BEGIN PRIVATE KEY-----\nMIIE\n".repeat(100)] {
        keychain::store(SETUP, &secret(text)).await.unwrap();
        assert_eq!(kept(SETUP).await.as_deref(), Some(text));
    }
    assert_eq!(kept("another-setup").await, None);
    assert!(keychain::forget(SETUP).await.unwrap());
    assert_eq!(kept(SETUP).await, None);
}

#[tokio::test]
async fn many_calls_at_once_each_get_their_own_secret() {
    if !in_a_session("many_calls_at_once_each_get_their_own_secret") {
        return;
    }
    let _keyring = Keyring::unlocked().await;
    let calls = (0..16).map(|number| {
        tokio::spawn(async move {
            let setup = format!("setup-{number}");
            keychain::store(&setup, &secret(&format!("tiger-{number}"))).await.unwrap();
            assert_eq!(kept(&setup).await, Some(format!("tiger-{number}")));
        })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
}

#[tokio::test]
async fn a_locked_keychain_is_told_at_once_and_holds_what_it_held() {
    if !in_a_session("a_locked_keychain_is_told_at_once_and_holds_what_it_held") {
        return;
    }
    let keyring = Keyring::unlocked().await;
    keychain::store(SETUP, &secret("tiger")).await.unwrap();
    drop(keyring);
    let keyring = Keyring::locked().await;
    let since = Instant::now();
    assert_eq!(refused(keychain::read(SETUP).await), KeychainFault::Locked);
    assert_eq!(refused(keychain::store(SETUP, &secret("lion")).await), KeychainFault::Locked);
    assert_eq!(refused(keychain::store("another-setup", &secret("lion")).await), KeychainFault::Locked);
    assert_eq!(refused(keychain::forget(SETUP).await), KeychainFault::Locked);
    assert!(since.elapsed() < Duration::from_secs(5));
    drop(keyring);
    let _keyring = Keyring::unlocked().await;
    assert_eq!(kept(SETUP).await.as_deref(), Some("tiger"));
}

#[tokio::test]
async fn a_keychain_that_appears_later_and_comes_back_is_used() {
    if !in_a_session("a_keychain_that_appears_later_and_comes_back_is_used") {
        return;
    }
    assert!(is_missing().await);
    let keyring = Keyring::unlocked().await;
    keychain::store(SETUP, &secret("tiger")).await.unwrap();
    drop(keyring);
    assert!(is_missing().await);
    let _keyring = Keyring::unlocked().await;
    assert_eq!(kept(SETUP).await.as_deref(), Some("tiger"));
}

#[tokio::test]
async fn a_keychain_without_a_place_for_secrets_counts_as_missing() {
    if !in_a_session("a_keychain_without_a_place_for_secrets_counts_as_missing") {
        return;
    }
    let _keyring = Keyring::start(&[], KeychainState::Missing).await;
    let since = Instant::now();
    // The service needs a moment before it answers at all; then it knows of no secret, and has no place for one.
    while keychain::read(SETUP).await.is_err() {
        assert!(since.elapsed() < Duration::from_secs(15));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(keychain::state().await, KeychainState::Missing);
    assert_eq!(refused(keychain::store(SETUP, &secret("tiger")).await), KeychainFault::Missing);
}

#[tokio::test]
async fn a_session_without_a_bus_has_no_keychain() {
    if std::env::var_os(INSIDE).is_none() {
        let home = tempfile::tempdir().unwrap();
        run_in(home.path(), Command::new("env"), "a_session_without_a_bus_has_no_keychain");
        return;
    }
    assert!(is_missing().await);
}
