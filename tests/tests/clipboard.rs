//! The clipboard as another program finds it: a secret is copied without being shown, stays for the time that was set,
//! and is taken out again where it still is the one that is in it.
#![cfg(target_os = "linux")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tests::clipboard::Clipboard;
use tests::desk::{Desk, Keychain};
use tests::screen::Key;
use tests::window::{Role, Window};
use tests::{Fault, built};

const SECRET: &str = "canary-5d20-Kanarienvogel";
/// The shortest that can be set, in seconds.
const TIME: &str = "10";
const TIME_LIMIT: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_copied_secret_is_kept_out_of_histories_and_taken_out_after_the_time_that_was_set() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let clipboard = Clipboard::of(&desk)?;
    let window = at_the_form(&desk).await?;
    let copied = Instant::now();
    window.press(Role::Button, "Copy the password").await?;
    until("the secret in the clipboard", || Ok(clipboard.text()?.as_deref() == Some(SECRET))).await?;
    assert_eq!(clipboard.told("x-kde-passwordManagerHint")?.as_deref(), Some("secret"));
    assert!(!window.text().await?.contains(SECRET));
    until("an empty clipboard", || Ok(clipboard.text()?.unwrap_or_default().is_empty())).await?;
    assert!(copied.elapsed() > TIME_LIMIT / 2, "it was taken out after {:?}", copied.elapsed());

    // What is no secret is no secret's: it stays in the histories.
    window.press(Role::Button, "Copy User Name").await?;
    until("the user name in the clipboard", || Ok(clipboard.text()?.as_deref() == Some("VENDOR.INTEGRATION"))).await?;
    assert_eq!(clipboard.told("x-kde-passwordManagerHint")?, None);
    window.end().await
}

#[tokio::test]
async fn what_another_program_copied_since_then_stays() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let clipboard = Clipboard::of(&desk)?;
    let window = at_the_form(&desk).await?;
    window.press(Role::Button, "Copy the password").await?;
    until("the secret in the clipboard", || Ok(clipboard.text()?.as_deref() == Some(SECRET))).await?;
    clipboard.put("a shopping list")?;
    tokio::time::sleep(TIME_LIMIT + Duration::from_secs(2)).await;
    assert_eq!(clipboard.text()?.as_deref(), Some("a shopping list"));
    window.end().await
}

#[tokio::test]
async fn a_copied_secret_does_not_outlive_the_program() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let clipboard = Clipboard::of(&desk)?;
    let window = at_the_form(&desk).await?;
    window.press(Role::Button, "Copy the password").await?;
    until("the secret in the clipboard", || Ok(clipboard.text()?.as_deref() == Some(SECRET))).await?;
    let screen = desk.screen()?;
    screen.turn_to("Acme").await?;
    screen.strike(&[Key::CONTROL], Key::of('q'))?;
    screen.see_off("Acme").await?;
    until("a clipboard that nobody holds", || Ok(clipboard.text()?.is_none())).await
}

/// A setup whose password lies in the keychain, at the way of the hand-over that copies it.
async fn at_the_form(desk: &Desk) -> Result<Window<'_>, Fault> {
    let setup = new_setup(desk)?;
    let window = desk.open(&built::assistant()?, &[&setup.display().to_string()]).await?;
    window.find_css("[data-step][aria-current=step]").await?;
    window.press(Role::Button, "Settings").await?;
    window.choose("A copied secret leaves the clipboard after", TIME).await?;
    window.press(Role::Button, "Close").await?;
    window.press(Role::Button, "Hand over").await?;
    window.find_css("main[data-screen=handover]").await?;
    window.press(Role::Radio, "Into the vendor's own form").await?;
    Ok(window)
}

fn new_setup(desk: &Desk) -> Result<PathBuf, Fault> {
    let path = desk.home().join("Acme.oraclesetup");
    let mut make = desk.command(&built::command_line()?);
    make.args(["new", "--guide", "hackajob", "--address", "abcd-test.fa.ocs.oraclecloud.com"]);
    make.args(["--name", "Acme", "--user", "VENDOR.INTEGRATION", "--out"]).arg(&path);
    let said = make.output().map_err(Fault::file(&path))?;
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));

    let secrets = desk.home().join("secrets.json");
    let text = format!(r#"{{"integration":{{"password":"{SECRET}"}}}}"#);
    std::fs::write(&secrets, text).map_err(Fault::file(&secrets))?;
    let input = std::fs::File::open(&secrets).map_err(Fault::file(&secrets))?;
    let mut keep = desk.command(&built::command_line()?);
    let kept = keep.args(["secret", "set"]).arg(&path).arg("--secrets-stdin").stdin(input).output();
    let kept = kept.map_err(Fault::file(&path))?;
    assert!(kept.status.success(), "{}", String::from_utf8_lossy(&kept.stderr));
    Ok(path)
}

async fn until(what: &str, holds: impl Fn() -> Result<bool, Fault>) -> Result<(), Fault> {
    let begun = Instant::now();
    while !holds()? {
        assert!(begun.elapsed() < TIME_LIMIT * 2, "waited {:?} for {what}", begun.elapsed());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}
