//! The desktop that the other tests stand on, proved with a browser that is not the product: if these hold and a
//! test of the product does not, the product is to blame.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tests::Fault;
use tests::desk::{Desk, Keychain};
use tests::window::{Role, Window};

const PAGE: &str = "data:text/html,<title>A page</title><main>\
    <h1>Before</h1>\
    <label>User name <input id=name></label>\
    <label>Scenario <select id=scenario><option value=a>First<option value=b>Second</select></label>\
    <button hidden>Go on</button>\
    <button onclick=\"document.querySelector('h1').textContent = document.querySelector('input').value\">Go <b>on</b></button>\
    <button disabled>Stay</button>\
    </main>";

#[tokio::test]
async fn a_window_is_driven_by_what_its_things_are_called() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let window = open_page(&desk).await?;
    window.fill("User name", "FUSION_INTEGRATION").await?;
    window.press(Role::Button, "Go on").await?;
    window.find(Role::Heading, "FUSION_INTEGRATION").await?;
    window.choose("Scenario", "Second").await?;
    assert_eq!(window.script("return document.querySelector('select').value", serde_json::json!([])).await?, "b");
    let picture = std::fs::read(window.picture("harness").await?).map_err(Fault::file("the picture"))?;
    assert!(picture.starts_with(b"\x89PNG") && picture.len() > 1_000, "{} bytes", picture.len());
    window.close().await
}

#[tokio::test]
async fn what_never_comes_is_told_with_what_was_seen_instead() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let mut window = open_page(&desk).await?;
    window.have_patience_for(Duration::from_millis(300));
    let missing = window.find(Role::Button, "Come back").await.unwrap_err().to_string();
    assert!(missing.contains("Come back") && missing.contains("Go on") && missing.contains("Before"), "{missing}");
    let disabled = window.press(Role::Button, "Stay").await.unwrap_err().to_string();
    assert!(disabled.contains("it is disabled"), "{disabled}");
    window.close().await
}

#[tokio::test]
async fn a_second_window_opens_on_the_same_desk_after_the_first_is_closed() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    for _ in 0..2 {
        open_page(&desk).await?.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_desk_outlives_it() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let home = desk.home().to_owned();
    open_page(&desk).await?;
    assert!(processes_at_home(&home).len() >= 5, "{:?}", processes_at_home(&home));
    drop(desk);
    let begun = Instant::now();
    while !processes_at_home(&home).is_empty() && begun.elapsed().as_secs() < 10 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(processes_at_home(&home), Vec::<String>::new());
    assert!(!home.exists());
    Ok(())
}

async fn open_page(desk: &Desk) -> Result<Window<'_>, Fault> {
    let window = desk.open(&minibrowser()?, &["--automation"]).await?;
    window.go(PAGE).await?;
    Ok(window)
}

/// WebKitGTK brings a browser of a few lines, in a folder that depends on the machine's architecture.
fn minibrowser() -> Result<PathBuf, Fault> {
    let places = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut browsers = places
        .chain([PathBuf::from("/usr/libexec"), PathBuf::from("/usr/lib")])
        .map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser"));
    browsers.find(|path| path.is_file()).ok_or_else(|| Fault::NotBuilt("webkit2gtk-4.1/MiniBrowser".into()))
}

/// The names of the running programs whose environment leads into that home.
fn processes_at_home(home: &Path) -> Vec<String> {
    let marker = format!("HOME={}\0", home.display());
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
    processes
        .filter(|process| {
            std::fs::read(process.join("environ"))
                .is_ok_and(|environment| String::from_utf8_lossy(&environment).contains(&marker))
        })
        .map(|process| std::fs::read_to_string(process.join("comm")).unwrap_or_default().trim().to_owned())
        .collect()
}
