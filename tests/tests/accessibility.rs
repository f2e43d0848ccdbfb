//! The window for those who can not see it or have no mouse: what axe finds in the real web engine, and the whole job by
//! keyboard alone.
#![cfg(target_os = "linux")]

use std::path::PathBuf;

use tests::desk::{Desk, Keychain};
use tests::keyboard::{Key, Keyboard};
use tests::screen::Key as Control;
use tests::window::{Role, Window};
use tests::{Fault, axe, built};

/// The step that the person reads at the moment.
const CURRENT: &str = "[data-step][aria-current=step]";

#[tokio::test]
async fn axe_finds_nothing_on_any_screen() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    let mut found = Found::default();
    window.find_css("main[data-screen=home]").await?;
    found.look(&window, "first start").await?;
    window.press(Role::Button, "Start a setup").await?;
    window.find_css("main[data-screen=new]").await?;
    found.look(&window, "new setup").await?;
    window.press(Role::Button, "Home").await?;
    dialogs(&window, &mut found).await?;
    window.press(Role::Button, "Practise it first").await?;
    window.find_css("main[data-screen=practice]").await?;
    found.look(&window, "practice").await?;
    window.press(Role::Radio, "Wintro").await?;
    window.press(Role::Radio, "No data security").await?;
    window.press(Role::Button, "Start practice").await?;
    every_step(&window, &mut found).await?;
    window.press(Role::Button, "Details").await?;
    window.find(Role::Heading, "Details").await?;
    found.look(&window, "details").await?;
    window.press(Role::Button, "Close").await?;
    window.press(Role::Button, "Verify").await?;
    window.find_css("main[data-screen=verify]").await?;
    found.look(&window, "verify, before").await?;
    window.press(Role::Button, "Verify now").await?;
    window.find_css("[data-check=rows_visible][data-verdict=failed]").await?;
    found.look(&window, "verify, failed").await?;
    window.press(Role::Button, "Take me to the step").await?;
    window.find_css(CURRENT).await?;
    found.look(&window, "a contradicted step").await?;
    window.press(Role::Button, "Hand over").await?;
    window.find_css("main[data-screen=handover]").await?;
    found.look(&window, "hand-over").await?;
    window.press(Role::Button, "Home").await?;
    window.find_css("main[data-screen=home] [data-setup]").await?;
    found.look(&window, "home").await?;
    window.end().await?;
    assert_eq!(found.0, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_whole_job_is_done_by_keyboard_alone() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    let keyboard = Keyboard::of(&window);
    start_practice(&window, &keyboard).await?;
    next_by_one_key(&window, &keyboard).await?;

    keyboard.use_it(Role::Button, "Verify now").await?;
    window.find_css("[data-check=rows_visible][data-verdict=failed]").await?;
    keyboard.use_it(Role::Button, "Take me to the step").await?;
    window.find_css(CURRENT).await?;
    assert_eq!(current(&window).await?, "job-requisition-profile");
    switch_to_ready(&window, &keyboard).await?;

    keyboard.use_it(Role::Button, "Verify").await?;
    window.find_css("main[data-screen=verify]").await?;
    keyboard.use_it(Role::Button, "Verify again").await?;
    window.find_css("[data-check=rows_visible][data-verdict=passed]").await?;
    keyboard.use_it(Role::Button, "Hand over").await?;
    window.find_css("main[data-screen=handover] [data-gate=open]").await?;
    let sealed = seal_in_the_systems_own_dialog(&desk, &window, &keyboard).await?;
    assert!(std::fs::read(&sealed).map_err(Fault::file(&sealed))?.starts_with(b"age-encryption.org/v1"));
    save_the_sheet(&window, &keyboard).await?;
    window.end().await
}

#[tokio::test]
async fn a_setup_is_made_by_keyboard_alone() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    let keyboard = Keyboard::of(&window);
    window.find_css("main[data-screen=home]").await?;
    keyboard.use_it(Role::Button, "Start a setup").await?;
    window.find_css("main[data-screen=new]").await?;
    keyboard.choose("Qooper").await?;
    keyboard.press(Key::Space).await?;
    keyboard.fill("Company", "Acme").await?;
    keyboard.fill("Address of Oracle", "abcd-test.fa.ocs.oraclecloud.com").await?;
    keyboard.fill("User name of the integration user", "VENDOR.INTEGRATION").await?;
    keyboard.use_it(Role::Button, "Create the setup").await?;
    window.find_css(CURRENT).await?;
    keyboard.fill("Note", "By keyboard alone").await?;
    window.read("Saved").await?;
    keyboard.use_it(Role::Button, "Details").await?;
    window.find(Role::Heading, "Details").await?;
    keyboard.press(Key::Escape).await?;
    window.find_none("dialog").await?;
    assert_eq!(keyboard.focus().await?.name, "Details");
    window.end().await
}

/// Every thing that breaks a rule, with the screen that it was found on.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    async fn look(&mut self, window: &Window<'_>, screen: &str) -> Result<(), Fault> {
        self.0.extend(axe::violations(window).await?.into_iter().map(|line| format!("{screen}: {line}")));
        Ok(())
    }
}

/// The dialogs that stand over any screen.
async fn dialogs(window: &Window<'_>, found: &mut Found) -> Result<(), Fault> {
    window.press(Role::Button, "Settings").await?;
    window.find(Role::Heading, "Settings").await?;
    found.look(window, "settings").await?;
    window.press(Role::Button, "Show the log").await?;
    window.find(Role::Button, "Copy log").await?;
    found.look(window, "log").await?;
    window.press(Role::Button, "Close").await?;
    window.press(Role::Button, "Settings").await?;
    window.press(Role::Button, "About this program").await?;
    window.find(Role::Button, "Copy versions").await?;
    found.look(window, "about").await?;
    window.press(Role::Button, "Close").await
}

/// Looks at each step once, and claims it done.
async fn every_step(window: &Window<'_>, found: &mut Found) -> Result<(), Fault> {
    loop {
        let step = current(window).await?;
        found.look(window, &step).await?;
        if step == "verify" {
            return Ok(());
        }
        window.press_css("button[aria-keyshortcuts=Enter]").await?;
        window.find_css(&format!("[data-step={step}][data-claimed=done]:not([aria-current])")).await?;
    }
}

async fn start_practice(window: &Window<'_>, keyboard: &Keyboard<'_, '_>) -> Result<(), Fault> {
    window.find_css("main[data-screen=home]").await?;
    keyboard.use_it(Role::Button, "Practise it first").await?;
    window.find_css("main[data-screen=practice]").await?;
    keyboard.choose("Wintro").await?;
    keyboard.press(Key::Space).await?;
    keyboard.choose("No data security").await?;
    keyboard.press(Key::Space).await?;
    keyboard.use_it(Role::Button, "Start practice").await?;
    window.find_css(CURRENT).await.map(drop)
}

async fn switch_to_ready(window: &Window<'_>, keyboard: &Keyboard<'_, '_>) -> Result<(), Fault> {
    keyboard.use_it(Role::Button, "Switch scenario").await?;
    window.find(Role::Heading, "Switch the scenario").await?;
    keyboard.choose("Ready").await?;
    keyboard.press(Key::Space).await?;
    keyboard.use_it(Role::Button, "Switch").await?;
    window.find_css("[data-practice=ready]").await?;
    window.find_none("dialog").await?;
    assert!(keyboard.focus().await?.name.starts_with("Switch scenario"));
    Ok(())
}

/// The system's dialog takes its keys from the keyboard itself: no driver reaches it.
async fn seal_in_the_systems_own_dialog(
    desk: &Desk,
    window: &Window<'_>,
    keyboard: &Keyboard<'_, '_>,
) -> Result<PathBuf, Fault> {
    let screen = desk.screen()?;
    keyboard.choose("A file with a passphrase").await?;
    keyboard.press(Key::Space).await?;
    keyboard.use_it(Role::Button, "Make a passphrase").await?;
    window.find_css("[data-passphrase]").await?;
    assert_eq!(keyboard.focus().await?.name, "Make another");
    keyboard.use_it(Role::Button, "Choose a place").await?;
    screen.turn_to("Save").await?;
    screen.picture("keyboard-save-dialog")?;
    screen.strike(&[Control::CONTROL], Control::of('a'))?;
    screen.write("sealed by keyboard.age")?;
    screen.strike(&[], Control::ENTER)?;
    screen.see_off("Save").await?;
    keyboard.use_it(Role::Button, "Sign in once and seal").await?;
    window.read("Sealed in").await?;
    assert_eq!(keyboard.focus().await?.name, "Sign in once and seal");
    window.picture("keyboard-sealed").await?;
    Ok(window.value(Role::Textbox, "Save the sealed file to").await?.into())
}

async fn save_the_sheet(window: &Window<'_>, keyboard: &Keyboard<'_, '_>) -> Result<(), Fault> {
    keyboard.use_it(Role::Button, "The same as a text file").await?;
    keyboard.use_it(Role::Button, "Save sheet").await?;
    window.find_css("[data-export=sheet] .written").await?;
    assert_eq!(keyboard.focus().await?.name, "Save sheet");
    window.picture("keyboard-handover").await.map(drop)
}

/// Enter alone leads from step to step, and at the last one to the verification.
async fn next_by_one_key(window: &Window<'_>, keyboard: &Keyboard<'_, '_>) -> Result<(), Fault> {
    loop {
        let step = current(window).await?;
        keyboard.press(Key::Enter).await?;
        if step == "verify" {
            return window.find_css("main[data-screen=verify]").await.map(drop);
        }
        window.find_css(&format!("[data-step={step}][data-claimed=done]:not([aria-current])")).await?;
    }
}

async fn current(window: &Window<'_>) -> Result<String, Fault> {
    Ok(window.attribute(CURRENT, "data-step").await?.unwrap_or_default())
}
