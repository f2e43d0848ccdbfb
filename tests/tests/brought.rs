//! Files that are brought to the window: named at the start, handed over by a second start, or dropped on it.
#![cfg(target_os = "linux")]

use std::path::PathBuf;

use tests::desk::{Desk, Keychain};
use tests::drag::Drag;
use tests::window::{Role, Window};
use tests::{Fault, axe, built, checkout};

const WALK: &str = "[data-step][aria-current=step]";
const LOOK: &str = "A vendor's own guide";

#[tokio::test]
async fn a_guide_is_looked_at_before_anything_is_made_of_it_when_it_is_opened_with_the_program() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let guide = own_guide(&desk)?;
    let window = desk.open(&built::assistant()?, &[&guide.display().to_string()]).await?;
    look_over(&window).await?;
    window.picture("guide-looked-over").await?;
    assert_eq!(axe::violations(&window).await?, Vec::<String>::new());
    window.press(Role::Button, "Use this guide").await?;
    window.find_none("dialog").await?;
    assert!(window.is_chosen(Role::Radio, "Acme Hiring").await?);
    window.picture("guide-chosen").await?;
    window.end().await
}

#[tokio::test]
async fn a_second_start_brings_its_guide_to_the_window_that_is_open() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let guide = own_guide(&desk)?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    window.find_css("main[data-screen=home]").await?;
    let second = desk.command(&built::assistant()?).arg("acme.toml").current_dir(desk.home()).output();
    let second = second.map_err(Fault::file(&guide))?;
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    look_over(&window).await?;
    window.end().await
}

#[tokio::test]
async fn a_setup_and_a_guide_are_dropped_on_the_window() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let (setup, guide) = (new_setup(&desk)?, own_guide(&desk)?);
    let window = desk.open(&built::assistant()?, &[]).await?;
    window.find_css("main[data-screen=home]").await?;

    let drag = Drag::over(&desk, "Oracle setup assistant", &setup).await?;
    window.read("Drop a setup or a guide to open it").await?;
    window.picture("drop-held").await?;
    drag.take_away()?;
    window.find_none(".drop").await?;
    window.find_css("main[data-screen=home]").await?;

    Drag::over(&desk, "Oracle setup assistant", &setup).await?.let_go().await?;
    window.find_css(WALK).await?;
    window.read("Acme Retail").await?;

    Drag::over(&desk, "Acme Retail", &guide).await?.let_go().await?;
    look_over(&window).await?;
    window.end().await
}

/// The dialog that shows what a guide from elsewhere asks for.
async fn look_over(window: &Window<'_>) -> Result<(), Fault> {
    window.find(Role::Heading, LOOK).await?;
    window.read("This guide did not come with this program").await?;
    window.find(Role::Button, "Use this guide").await.map(drop)
}

fn new_setup(desk: &Desk) -> Result<PathBuf, Fault> {
    let path = desk.home().join("Acme Retail.oraclesetup");
    let mut make = desk.command(&built::command_line()?);
    make.args(["new", "--guide", "wintro", "--address", "abcd-test.fa.ocs.oraclecloud.com"]);
    make.args(["--name", "Acme Retail", "--user", "VENDOR.INTEGRATION", "--out"]).arg(&path);
    let said = make.output().map_err(Fault::file(&path))?;
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    Ok(path)
}

/// A built-in guide under another name: what a vendor would write, and a whole one.
fn own_guide(desk: &Desk) -> Result<PathBuf, Fault> {
    let built_in = checkout::root().join("src-tauri/core/guides/wintro.toml");
    let text = std::fs::read_to_string(&built_in).map_err(Fault::file(built_in))?;
    let text = text.replace("id = \"wintro\"", "id = \"acme-hiring\"").replace("Wintro", "Acme Hiring");
    let path = desk.home().join("acme.toml");
    std::fs::write(&path, text).map_err(Fault::file(&path))?;
    Ok(path)
}
