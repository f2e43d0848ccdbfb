//! The desktop that the other tests stand on, proved with a browser that is not the product: if these hold and a
//! test of the product does not, the product is to blame.
#![cfg(target_os = "linux")]

use std::path::PathBuf;
use std::time::Duration;

use tests::desk::{Desk, Keychain};
use tests::window::{Role, Window};
use tests::{Fault, occupants};

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
    window.end().await
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
    window.end().await
}

#[tokio::test]
async fn a_second_window_opens_on_the_same_desk_after_the_first_has_ended() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    for _ in 0..2 {
        open_page(&desk).await?.end().await?;
    }
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_desk_outlives_it() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let home = desk.home().to_owned();
    open_page(&desk).await?;
    let names: Vec<_> = occupants::of(&home).into_iter().map(|occupant| occupant.name).collect();
    for needed in ["Xvfb", "dbus-daemon", "gnome-keyring-d", "WebKitWebDriver", "MiniBrowser"] {
        assert!(names.iter().any(|name| name == needed), "no {needed} among {names:?}");
    }
    drop(desk);
    assert_eq!(occupants::of(&home), []);
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
