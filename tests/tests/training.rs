//! Training in the window: a mistake is planted and found, the practice Oracle is clicked in a real browser, what it saw is
//! read there, and everything is reset.
#![cfg(target_os = "linux")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tests::browser::Browser;
use tests::desk::{Desk, Keychain};
use tests::window::{Role, Window};
use tests::{Fault, built};

const PATIENCE: Duration = Duration::from_secs(20);
/// Whichever mistake was planted: some make a check fail, others make it warn.
const FOUND: &str = ":is([data-verdict=failed], [data-verdict=cant_tell], [data-verdict=warning])[data-check]";

#[tokio::test]
async fn a_planted_mistake_is_found_explained_and_undone() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let opened = a_browser_that_writes_down(&desk)?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    window.press(Role::Button, "Practise it first").await?;
    window.press_css("[data-scenario=planted] input").await?;
    window.picture("training-choice").await?;
    window.press(Role::Button, "Start practice").await?;
    window.find_css("[data-practice=planted]").await?;

    window.press(Role::Button, "Verify").await?;
    window.press(Role::Button, "Verify now").await?;
    window.find_css(FOUND).await?;
    window.find_css("[data-check=rows_visible]:not([data-verdict=running])").await?;
    window.picture("training-planted").await?;

    window.press(Role::Button, "Open practice Oracle").await?;
    let console = until_written(&opened, 1).await?;
    let browser = Browser::set_up().await?;
    let oracle = browser.open().await?;
    oracle.go(&console).await?;
    change_something(&oracle).await?;

    window.press(Role::Button, "What happened").await?;
    oracle.go(&until_written(&opened, 2).await?).await?;
    oracle.read("GET").await?;
    oracle.picture("training-what-happened").await?;
    oracle.end().await?;

    window.press(Role::Button, "Tell me which mistake").await?;
    window.find_none("[data-practice=planted]").await?;
    window.picture("training-told").await?;
    window.press(Role::Button, "Reset…").await?;
    window.read("This is undone").await?;
    window.picture("training-reset").await?;
    window.press_css("dialog button.filled").await?;
    window.find_none("dialog").await?;
    window.press(Role::Button, "Reset…").await?;
    window.read("there is nothing to undo").await?;
    window.end().await
}

/// A browser of the desk, as its desktop knows one: it writes down each address that it is given.
fn a_browser_that_writes_down(desk: &Desk) -> Result<PathBuf, Fault> {
    use std::os::unix::fs::PermissionsExt as _;
    let opened = desk.home().join("opened");
    let program = desk.home().join("browser");
    let files = [
        (program.clone(), format!("#!/bin/sh\necho \"$1\" >>'{}'\n", opened.display())),
        (
            desk.home().join(".local/share/applications/written-down.desktop"),
            format!("[Desktop Entry]\nType=Application\nName=Written down\nExec={} %u\n", program.display()),
        ),
        (
            desk.home().join(".config/mimeapps.list"),
            "[Default Applications]\nx-scheme-handler/http=written-down.desktop\n\
             x-scheme-handler/https=written-down.desktop\n"
                .to_owned(),
        ),
    ];
    for (path, text) in &files {
        let folder = path.parent().unwrap_or(path);
        std::fs::create_dir_all(folder).map_err(Fault::file(folder))?;
        std::fs::write(path, text).map_err(Fault::file(path))?;
    }
    let mine = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(&program, mine).map_err(Fault::file(&program))?;
    Ok(opened)
}

/// The address that was written down as that one in order.
async fn until_written(opened: &PathBuf, count: usize) -> Result<String, Fault> {
    let begun = Instant::now();
    loop {
        let written = std::fs::read_to_string(opened).unwrap_or_default();
        if let Some(address) = written.lines().nth(count - 1) {
            return Ok(address.to_owned());
        }
        assert!(begun.elapsed() < PATIENCE, "no browser was opened");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Copies the recruiter role, with whatever Oracle fills in.
async fn change_something(oracle: &Window<'_>) -> Result<(), Fault> {
    press(oracle, "Navigator").await?;
    press(oracle, "Security Console").await?;
    oracle.fill("Search", "ORA_IRC_RECRUITER_JOB").await?;
    for label in ["Search", "Actions for Recruiter", "Copy Role", "Copy Role"] {
        press(oracle, label).await?;
    }
    while !oracle.text().await?.contains("Summary and Impact Report") {
        press(oracle, "Next").await?;
    }
    press(oracle, "Submit and Close").await?;
    press(oracle, "OK").await
}

async fn press(oracle: &Window<'_>, label: &str) -> Result<(), Fault> {
    let page = oracle.page().await?;
    oracle.press(Role::Control, label).await?;
    oracle.turned_from(&page).await.map(drop)
}
