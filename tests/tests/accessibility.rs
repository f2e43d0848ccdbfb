//! The window for those who can not see it or have no mouse: what axe finds in the real web engine, and the whole job by
//! keyboard alone.
#![cfg(target_os = "linux")]

use std::path::PathBuf;

use serde_json::json;
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
async fn axe_finds_nothing_in_a_guided_call_and_the_window_that_is_shared_in_it() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let window = desk.open(&built::assistant()?, &["--practise"]).await?;
    let mut found = Found::default();
    window.find_css(CURRENT).await?;
    window.press(Role::Button, "Start a call").await?;
    window.press_css("nav [data-step=name-the-copy]").await?;
    window.press(Role::Button, "Present").await?;
    window.find_css("[data-call=presenting]").await?;
    found.look(&window, "a call").await?;
    window.turn_to_other().await?;
    window.find_css("main[data-present]").await?;
    found.look(&window, "the shared window").await?;
    window.turn_to_other().await?;
    window.press(Role::Button, "End the call").await?;
    window.find(Role::Heading, "After the call").await?;
    found.look(&window, "after the call").await?;
    window.end().await?;
    assert_eq!(found.0, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_where_a_setup_goes_to_another_desk_and_comes_back() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let (mine, theirs) = two_desks(&desk)?;
    let window = desk.open(&built::assistant()?, &[&mine]).await?;
    let mut found = Found::default();
    window.find_css(CURRENT).await?;
    for (button, screen) in [("Write a copy", "send for review"), ("See them", "reminders")] {
        window.press(Role::Button, "Share and remind").await?;
        window.find(Role::Heading, "Share and remind").await?;
        found.look(&window, "share").await?;
        window.press(Role::Button, button).await?;
        window.find_none("dialog ul.bare:has(h3)").await?;
        found.look(&window, screen).await?;
        window.press(Role::Button, "Close").await?;
    }
    window.press(Role::Button, "Share and remind").await?;
    window.press(Role::Button, "Bring in").await?;
    window.fill("The copy that came back", &theirs).await?;
    window.press(Role::Button, "Compare").await?;
    window.find(Role::Heading, "Both changed these").await?;
    found.look(&window, "merge").await?;
    window.press(Role::Button, "Details").await?;
    window.press(Role::Button, "Delete this setup").await?;
    window.find(Role::Heading, "Delete this setup?").await?;
    found.look(&window, "delete").await?;
    window.press(Role::Button, "Close").await?;
    window.press(Role::Button, "Home").await?;
    at_home(&window, &mut found).await?;
    review(&window, &mut found, &mine).await?;
    window.end().await?;
    assert_eq!(found.0, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_from_sealing_a_hand_over_to_opening_it() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let window = desk.open(&built::assistant()?, &["--practise"]).await?;
    let mut found = Found::default();
    window.find_css(CURRENT).await?;
    window.press(Role::Button, "Verify").await?;
    window.press(Role::Button, "Verify now").await?;
    window.find_css("[data-check=rows_visible][data-verdict=failed]").await?;
    window.press(Role::Button, "Home").await?;
    window.press(Role::Button, "Receive a hand-over").await?;
    window.find_css("main[data-screen=receive]").await?;
    found.look(&window, "receive").await?;
    window.press(Role::Button, "Make a key for this computer").await?;
    let key = window.text_of(".key bdi").await?;
    found.look(&window, "a key to receive with").await?;
    window.press(Role::Button, "Home").await?;
    window.press_css("[data-setup] h2 button").await?;
    window.press(Role::Button, "Hand over").await?;
    let sealed = every_way(&window, &mut found, &key).await?;
    window.press(Role::Button, "Home").await?;
    window.press(Role::Button, "Receive a hand-over").await?;
    window.fill("The sealed file", &sealed).await?;
    window.press(Role::Radio, "The key of this computer").await?;
    window.press(Role::Button, "Open it").await?;
    window.find(Role::Heading, "What was proved").await?;
    found.look(&window, "a hand-over that was opened").await?;
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

/// Nothing fades from one colour to another while it is looked at.
const WEAR: &str = "const still = new CSSStyleSheet();
    still.replaceSync('*, ::before, ::after { transition: none !important; }');
    document.adoptedStyleSheets = [still];
    document.documentElement.dataset.theme = arguments[0];";

impl Found {
    /// In the light look and in the dark one.
    async fn look(&mut self, window: &Window<'_>, screen: &str) -> Result<(), Fault> {
        self.look_in(window, "dark", screen).await?;
        self.look_in(window, "light", screen).await
    }

    async fn look_in(&mut self, window: &Window<'_>, theme: &str, screen: &str) -> Result<(), Fault> {
        window.script(WEAR, json!([theme])).await?;
        let found = axe::violations(window).await?;
        self.0.extend(found.into_iter().map(|line| format!("{screen}, {theme}: {line}")));
        Ok(())
    }
}

/// What lies under the list of setups.
async fn at_home(window: &Window<'_>, found: &mut Found) -> Result<(), Fault> {
    for (button, heading) in [("What waits on whom", "What waits on whom"), ("Export", "Export all setups")] {
        window.press(Role::Button, button).await?;
        window.find(Role::Heading, heading).await?;
        found.look(window, heading).await?;
        window.press(Role::Button, "Close").await?;
    }
    Ok(())
}

/// A setup that is opened to be read and commented.
async fn review(window: &Window<'_>, found: &mut Found, path: &str) -> Result<(), Fault> {
    window.press(Role::Button, "Review").await?;
    window.find(Role::Heading, "Review a setup file").await?;
    window.fill("Path of the file", path).await?;
    window.press(Role::Button, "Open").await?;
    window.find_css("[data-review]").await?;
    window.press(Role::Button, "Comment").await?;
    window.fill("Comment", "Is this the right pod?").await?;
    found.look(window, "a comment in a review").await?;
    window.press(Role::Button, "Findings").await?;
    window.find_css("main[data-screen=verify]").await?;
    found.look(window, "findings in a review").await
}

/// The ways of the hand-over, each opened; seals for that key and gives the file.
async fn every_way(window: &Window<'_>, found: &mut Found, key: &str) -> Result<String, Fault> {
    window.find_css("[data-gate=closed]").await?;
    window.press(Role::Button, "Hand over all the same").await?;
    window.fill("Why it is handed over all the same", "The vendor tests the sign-in today.").await?;
    for way in ["Into the vendor", "The company's password manager", "A file with a passphrase"] {
        window.press(Role::Radio, way).await?;
        found.look(window, way).await?;
    }
    window.press(Role::Button, "Make a passphrase").await?;
    window.find_css("[data-passphrase]").await?;
    found.look(window, "a passphrase").await?;
    window.press(Role::Radio, "A sealed file").await?;
    window.fill("Wintro's key", key).await?;
    window.press(Role::Button, "Add this key").await?;
    window.find_css("[role=img][aria-label^=Fingerprint]").await?;
    window.press(Role::Button, "See what leaves").await?;
    found.look(window, "what leaves").await?;
    window.press(Role::Button, "Sign in once and seal").await?;
    window.read("Sealed in").await?;
    window.find(Role::Heading, "Afterwards").await?;
    window.press_css("details.card > summary").await?;
    found.look(window, "afterwards").await?;
    window.value(Role::Textbox, "Save the sealed file to").await
}

/// A setup in the folder of setups, and a copy of it that was changed elsewhere.
fn two_desks(desk: &Desk) -> Result<(String, String), Fault> {
    let folder = desk.home().join(".local/share/app.oracle-setup-assistant/Oracle setups");
    std::fs::create_dir_all(&folder).map_err(Fault::file(&folder))?;
    let (mine, theirs) = (folder.join("Acme.oraclesetup"), desk.home().join("Acme from Priya.oraclesetup"));
    let [mine, theirs] = [mine, theirs].map(|path| path.display().to_string());
    let address = "abcd-test.fa.ocs.oraclecloud.com";
    let made = ["new", "--guide", "wintro", "--address", address, "--name", "Acme", "--user", "ACME.INTEGRATION"];
    run(desk, &[&made[..], &["--out", &mine]].concat())?;
    let step = ["--note", "Asked Priya", "--owner", "Priya", "--waiting", "the role list"];
    run(desk, &[&["step", &mine, "prerequisites"][..], &step].concat())?;
    std::fs::copy(&mine, &theirs).map_err(Fault::file(&theirs))?;
    run(desk, &["step", &mine, "find-address", "--done", "--note", "From the browser"])?;
    run(desk, &["step", &theirs, "find-address", "--note", "From the welcome mail", "--owner", "Tom"])?;
    run(desk, &["step", &theirs, "prerequisites", "--comment", "I have both work areas"])?;
    Ok((mine, theirs))
}

fn run(desk: &Desk, arguments: &[&str]) -> Result<(), Fault> {
    let program = built::command_line()?;
    let said = desk.command(&program).args(arguments).output().map_err(Fault::file(program))?;
    assert!(said.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&said.stderr));
    Ok(())
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

/// Looks at each step once, in one look for all of them, and claims it done.
async fn every_step(window: &Window<'_>, found: &mut Found) -> Result<(), Fault> {
    loop {
        let step = current(window).await?;
        found.look_in(window, "light", &step).await?;
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
