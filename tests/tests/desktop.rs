//! The assistant as a program among others: started twice, closed and opened again, looked into by its own account.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::json;
use tests::desk::{Desk, Keychain};
use tests::screen::Key;
use tests::window::Role;
use tests::{Fault, built, files, occupants};

const PATIENCE: Duration = Duration::from_secs(20);
const WALK: &str = "[data-step][aria-current=step]";

#[tokio::test]
async fn a_second_start_opens_its_file_in_the_window_that_is_open() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let setup = new_setup(&desk, "Acme")?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    window.find_css("main[data-screen=home]").await?;
    let second = desk.command(&built::assistant()?).arg("Acme.oraclesetup").current_dir(desk.home()).output();
    let second = second.map_err(Fault::file(&setup))?;
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    window.find_css(WALK).await?;
    window.read("Acme").await?;
    window.end().await
}

#[tokio::test]
async fn without_a_session_bus_every_start_has_a_window_of_its_own() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let mut both = [start_alone(&desk)?, start_alone(&desk)?];
    until("two pages", || web_processes(&desk) == 2).await;
    for one in &mut both {
        assert!(one.try_wait().map_err(Fault::file("the program"))?.is_none(), "one ended by itself");
    }
    both.iter_mut().for_each(end);
    Ok(())
}

#[tokio::test]
async fn a_window_that_nobody_drives_keeps_nothing_of_its_page_and_leaves_no_core_dump() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let mut window = start_alone(&desk)?;
    until("a page", || web_processes(&desk) == 1).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let limits = PathBuf::from(format!("/proc/{}/limits", window.id()));
    let limits = std::fs::read_to_string(&limits).map_err(Fault::file(limits))?;
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
    end(&mut window);

    // What its engine makes for a folder that it then does not use holds nothing.
    let folder = desk.home().join(".local/share/app.oracle-setup-assistant");
    let left = files::under(&folder)?;
    let empty = ["salt", "hsts-storage.sqlite"];
    let kept: Vec<_> = left.iter().filter(|path| !empty.iter().any(|name| path.ends_with(name))).collect();
    assert_eq!(kept, [&folder.join("logs/assistant.log")]);
    Ok(())
}

#[tokio::test]
async fn preferences_hold_at_once_and_in_the_next_window() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    window.press(Role::Button, "Settings").await?;
    window.choose("Text size", "150").await?;
    window.press(Role::Radio, "Dark").await?;
    window.picture("settings").await?;
    window.press(Role::Button, "Close").await?;
    window.end().await?;

    let window = desk.open(&built::assistant()?, &[]).await?;
    window.find_css("html[data-theme=dark]").await?;
    let text = window.script("return getComputedStyle(document.documentElement).fontSize", json!([])).await?;
    assert_eq!(text, "22.5px");
    window.end().await
}

#[tokio::test]
async fn the_window_that_is_shared_has_the_theme_and_the_text_size_that_were_chosen() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let window = desk.open(&built::assistant()?, &["--practise"]).await?;
    window.find_css(WALK).await?;
    window.press(Role::Button, "Settings").await?;
    window.choose("Text size", "150").await?;
    window.press(Role::Radio, "Dark").await?;
    window.press(Role::Button, "Close").await?;
    window.press(Role::Button, "Start a call").await?;
    window.press(Role::Button, "Present").await?;
    window.find_css("[data-call=presenting]").await?;
    window.turn_to_other().await?;
    window.find_css("main[data-present]").await?;
    let looks = "return [matchMedia('(prefers-color-scheme: dark)').matches, outerWidth / innerWidth]";
    let shown = window.script(looks, json!([])).await?;
    window.picture("shared").await?;
    assert_eq!((&shown[0], shown[1].as_f64().is_some_and(|zoom| zoom > 1.4)), (&json!(true), true), "{shown}");
    window.end().await
}

/// The toolkit itself would end it in a panic.
#[tokio::test]
async fn without_a_display_a_sentence_says_so() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let mut start = desk.command(&built::assistant()?);
    let ended = start.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output();
    let ended = ended.map_err(Fault::file("the program"))?;
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(told.contains("needs a display") && told.contains("oracle-setup --help"), "{told}");
    Ok(())
}

#[tokio::test]
async fn a_deleted_setup_lies_in_the_trash_and_its_password_is_forgotten() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let setup = new_setup(&desk, "Acme")?;
    keep_password(&desk, &setup)?;
    assert!(secret_status(&desk, &setup)?.contains("\"stored\":true"));

    let path = setup.display().to_string();
    let window = desk.open(&built::assistant()?, &[&path]).await?;
    window.find_css(WALK).await?;
    window.press(Role::Button, "Details").await?;
    window.press(Role::Button, "Delete this setup").await?;
    window.find(Role::Heading, "Delete this setup?").await?;
    window.picture("delete").await?;
    window.press(Role::Button, "Delete it").await?;
    window.find_css("main[data-screen=home]").await?;
    window.end().await?;

    let beside = files::under(desk.home())?.into_iter().filter(|one| one.to_string_lossy().contains("Acme"));
    let left: Vec<_> =
        beside.filter(|one| one.extension().is_none_or(|ending| ending != "lock" && ending != "open")).collect();
    let trashed = desk.home().join(".local/share/Trash/files/Acme.oraclesetup");
    assert_eq!(left.iter().filter(|one| !one.to_string_lossy().contains("/Trash/")).count(), 0, "{left:?}");
    std::fs::copy(&trashed, &setup).map_err(Fault::file(trashed))?;
    assert!(!secret_status(&desk, &setup)?.contains("\"stored\":true"));
    Ok(())
}

#[tokio::test]
async fn the_log_and_the_versions_are_there_to_copy() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    window.press(Role::Button, "Settings").await?;
    window.press(Role::Button, "Show the log").await?;
    window.find(Role::Button, "Copy log").await?;
    assert!(window.text_of("dialog pre").await?.contains("started"));
    window.picture("log").await?;
    window.press(Role::Button, "Close").await?;
    window.press(Role::Button, "Settings").await?;
    window.press(Role::Button, "About this program").await?;
    window.find(Role::Button, "Copy versions").await?;
    let versions = window.text_of("dialog dl").await?;
    assert!(versions.contains(env!("CARGO_PKG_VERSION")) && versions.contains("WebKitGTK 2."), "{versions}");
    window.picture("about").await?;
    window.end().await
}

#[tokio::test]
async fn the_checklist_is_printed_by_the_systems_own_dialog() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let (setup, screen) = (new_setup(&desk, "Acme")?, desk.screen()?);
    let window = desk.open(&built::assistant()?, &[&setup.display().to_string()]).await?;
    window.find_css(WALK).await?;
    window.press(Role::Button, "Print or save the checklist").await?;
    window.press(Role::Button, "Print…").await?;
    screen.turn_to("Print").await?;
    screen.picture("print")?;
    screen.strike(&[], Key::ESCAPE)?;
    screen.see_off("Print").await?;
    window.press(Role::Button, "Close").await?;
    window.find_css(WALK).await?;
    window.end().await
}

/// A setup in the home folder, made by the command line.
fn new_setup(desk: &Desk, name: &str) -> Result<PathBuf, Fault> {
    let path = desk.home().join(format!("{name}.oraclesetup"));
    let mut make = desk.command(&built::command_line()?);
    make.args(["new", "--guide", "wintro", "--address", "abcd-test.fa.ocs.oraclecloud.com"]);
    make.args(["--name", name, "--user", "VENDOR.INTEGRATION", "--out"]).arg(&path);
    let said = make.output().map_err(Fault::file(&path))?;
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    Ok(path)
}

fn keep_password(desk: &Desk, setup: &Path) -> Result<(), Fault> {
    let secrets = desk.home().join("secrets.json");
    std::fs::write(&secrets, r#"{"integration":{"password":"not-kept-for-long"}}"#).map_err(Fault::file(&secrets))?;
    let input = std::fs::File::open(&secrets).map_err(Fault::file(&secrets))?;
    let mut keep = desk.command(&built::command_line()?);
    let kept = keep.args(["secret", "set"]).arg(setup).arg("--secrets-stdin").stdin(input).output();
    let kept = kept.map_err(Fault::file(setup))?;
    assert!(kept.status.success(), "{}", String::from_utf8_lossy(&kept.stderr));
    Ok(())
}

fn secret_status(desk: &Desk, setup: &Path) -> Result<String, Fault> {
    let status = desk.command(&built::command_line()?).args(["secret", "status", "--json"]).arg(setup).output();
    let told = String::from_utf8_lossy(&status.map_err(Fault::file(setup))?.stdout).into_owned();
    Ok(told.split_whitespace().collect())
}

/// As from a desktop: nothing drives it. No bus can be found from its runtime folder.
fn start_alone(desk: &Desk) -> Result<Child, Fault> {
    let program = built::assistant()?;
    let runtime = desk.home().join("alone");
    std::fs::create_dir_all(&runtime).map_err(Fault::file(&runtime))?;
    let mut start = desk.command(&program);
    start.env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", &runtime);
    start.spawn().map_err(Fault::file(program))
}

fn end(program: &mut Child) {
    let _ = program.kill();
    let _ = program.wait();
}

fn web_processes(desk: &Desk) -> usize {
    occupants::of(desk.home()).iter().filter(|one| one.name == "WebKitWebProces").count()
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "waited {PATIENCE:?} for {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
