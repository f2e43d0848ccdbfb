//! The assistant as a person meets it: the built program in a real window, on a desktop of its own, with the practice
//! Oracle behind it. Pictures of every screen are kept in `build/screens/window`.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::desk::{Desk, Keychain};
use tests::files::{that_hold as files_that_hold, under as files_under};
use tests::window::{Role, Window};
use tests::{Fault, built};

/// The step that the person reads at the moment.
const CURRENT: &str = "[data-step][aria-current=step]";
const NOTE: &str = "Asked Priya on Tuesday. Größe: 12 \u{2713}";
/// Long and odd enough to be found wherever it may lie.
const CANARY: &str = "canary-7f3a91-Kanarienvogel";

#[tokio::test]
async fn the_whole_job_from_the_first_start_to_the_hand_over_and_back_again() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let exports = desk.home().join("exports");
    std::fs::create_dir_all(&exports).map_err(Fault::file(&exports))?;

    let window = desk.open(&built::assistant()?, &[]).await?;
    start_practice(&window, "Wintro", "No data security").await?;
    write_a_note(&window, "prerequisites").await?;
    claim_everything_up_to(&window, "verify").await?;
    see_it_fail_and_follow_the_problem(&window).await?;
    switch_to_ready_and_see_it_pass(&window).await?;
    export_sheet_and_report(&window, &exports).await?;
    let before = steps(&window).await?;
    window.end().await?;

    let window = desk.open(&built::assistant()?, &[]).await?;
    find_everything_as_it_was(&window, &before).await?;
    window.end().await
}

#[tokio::test]
async fn a_password_goes_into_the_keychain_and_is_found_nowhere_else() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    let setup = new_setup(&window).await?;
    window.press(Role::Button, "Verify").await?;
    window.find_css("[data-secret=none][data-keychain=ready]").await?;
    window.fill("Password of the integration user", CANARY).await?;
    window.press(Role::Button, "Keep it").await?;
    window.find_css("[data-secret=stored]").await?;
    assert!(!window.text().await?.contains(CANARY));
    window.picture("verify-secret-stored").await?;
    window.end().await?;

    let window = desk.open(&built::assistant()?, &[]).await?;
    window.press_css("[data-setup] h2 button").await?;
    window.press(Role::Button, "Verify").await?;
    window.find_css("[data-secret=stored]").await?;
    window.end().await?;

    let status = desk.command(&built::command_line()?).args(["secret", "status", "--json"]).arg(&setup).output();
    let status = status.map_err(Fault::file(&setup))?;
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    assert!(String::from_utf8_lossy(&status.stdout).contains("stored"));

    let told = files_that_hold(desk.home(), CANARY.as_bytes())?;
    assert_eq!(told, Vec::<PathBuf>::new());
    Ok(())
}

#[tokio::test]
async fn a_missing_keychain_is_said_and_never_blocks_the_window() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    new_setup(&window).await?;
    window.press(Role::Button, "Verify").await?;
    window.find_css("[data-secret=none][data-keychain=missing]").await?;
    window.picture("verify-keychain-missing").await?;
    window.press(Role::Radio, "Only until the program closes").await?;
    window.fill("Password of the integration user", CANARY).await?;
    window.press(Role::Button, "Keep it").await?;
    window.find_css("[data-secret=memory]").await?;
    window.end().await?;
    assert_eq!(files_that_hold(desk.home(), CANARY.as_bytes())?, Vec::<PathBuf>::new());
    Ok(())
}

#[tokio::test]
async fn an_address_that_is_not_oracles_is_refused_at_its_field() -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Missing).await?;
    let window = desk.open(&built::assistant()?, &[]).await?;
    window.press(Role::Button, "Start a setup").await?;
    window.fill("Company", "Acme").await?;
    window.fill("Address of Oracle", "https://fa.oraclecloud.com.evil.example").await?;
    window.press(Role::Button, "Create the setup").await?;
    window.find_css("main[data-screen=new] [aria-invalid=true]").await?;
    window.picture("new-address-refused").await?;
    window.end().await?;
    assert_eq!(setups_in(desk.home())?, Vec::<PathBuf>::new());
    Ok(())
}

async fn start_practice(window: &Window<'_>, guide: &str, scenario: &str) -> Result<(), Fault> {
    window.find_css("main[data-screen=home]").await?;
    window.picture("home-first-start").await?;
    window.press(Role::Button, "Practise it first").await?;
    window.find_css("main[data-screen=practice]").await?;
    window.press(Role::Radio, guide).await?;
    window.press(Role::Radio, scenario).await?;
    window.picture("practice").await?;
    window.press(Role::Button, "Start practice").await?;
    window.find_css("main[data-screen=walk]").await?;
    window.read("PRACTICE").await
}

async fn write_a_note(window: &Window<'_>, step: &str) -> Result<(), Fault> {
    go_to(window, step).await?;
    window.fill("Note", NOTE).await?;
    window.read("Saved").await?;
    window.picture("walk-note").await.map(drop)
}

async fn claim_everything_up_to(window: &Window<'_>, last: &str) -> Result<(), Fault> {
    loop {
        let step = current_step(window).await?;
        if step == last {
            return window.picture("walk-verify").await.map(drop);
        }
        window.picture(&format!("walk-{step}")).await?;
        window.press(Role::Button, "Done, next step").await?;
        window.find_css(&format!("[data-step={step}][data-claimed=done]:not([aria-current])")).await?;
    }
}

async fn see_it_fail_and_follow_the_problem(window: &Window<'_>) -> Result<(), Fault> {
    window.press(Role::Button, "Verify in Oracle").await?;
    window.find_css("main[data-screen=verify]").await?;
    window.picture("verify-before").await?;
    window.press(Role::Button, "Verify now").await?;
    window.find_css("[data-check=rows_visible][data-verdict=failed]").await?;
    window.picture("verify-failed").await?;
    window.press(Role::Button, "Take me to the step").await?;
    window.find_css("main[data-screen=walk]").await?;
    assert_eq!(current_step(window).await?, "job-requisition-profile");
    assert_eq!(window.attribute(CURRENT, "data-observed").await?.as_deref(), Some("contradicted"));
    assert_eq!(window.attribute(CURRENT, "data-claimed").await?.as_deref(), Some("done"));
    window.picture("walk-contradicted").await.map(drop)
}

async fn switch_to_ready_and_see_it_pass(window: &Window<'_>) -> Result<(), Fault> {
    window.press(Role::Button, "Switch scenario").await?;
    window.press_css("dialog input[value=ready]").await?;
    window.press(Role::Button, "Switch").await?;
    window.find_css("[data-practice=ready]").await?;
    window.press(Role::Button, "Verify").await?;
    window.press(Role::Button, "Verify again").await?;
    window.find_css("[data-check=rows_visible][data-verdict=passed]").await?;
    window.find_none("[data-check][data-verdict=failed]").await?;
    window.picture("verify-passed").await?;
    window.press(Role::Button, "Steps").await?;
    go_to(window, "job-requisition-profile").await?;
    assert_eq!(window.attribute(CURRENT, "data-observed").await?.as_deref(), Some("confirmed"));
    window.picture("walk-confirmed").await.map(drop)
}

async fn export_sheet_and_report(window: &Window<'_>, folder: &Path) -> Result<(), Fault> {
    window.press(Role::Button, "Hand over").await?;
    window.find_css("main[data-screen=handover] [data-gate=open]").await?;
    window.picture("handover").await?;
    window.press_css("details:has([data-export=sheet]) > summary").await?;
    let host = window.text_of("header .host").await?;
    for (what, file) in [("sheet", "sheet.txt"), ("report", "report.html")] {
        let path = folder.join(file);
        window.fill(&format!("Save {what} to"), &path.display().to_string()).await?;
        window.press(Role::Button, &format!("Save {what}")).await?;
        window.find_css(&format!("[data-export={what}] .written")).await?;
        let written = std::fs::read_to_string(&path).map_err(Fault::file(&path))?;
        assert!(written.contains(&host), "the {what} does not name {host}");
        assert!(written.contains("PRACTICE"), "the {what} does not say PRACTICE");
    }
    window.press(Role::Button, "Save report").await?;
    window.find(Role::Button, "Replace it").await?;
    window.picture("handover-file-exists").await?;
    window.press(Role::Button, "Keep it").await?;
    window.press(Role::Button, "Steps").await?;
    window.find_css("main[data-screen=walk]").await.map(drop)
}

async fn find_everything_as_it_was(window: &Window<'_>, before: &BTreeMap<String, String>) -> Result<(), Fault> {
    window.find_css("main[data-screen=home] [data-setup]").await?;
    window.read("Verified").await?;
    window.picture("home").await?;
    window.press_css("[data-setup] h2 button").await?;
    window.find_css("main[data-screen=walk]").await?;
    assert_eq!(&steps(window).await?, before);
    go_to(window, "prerequisites").await?;
    assert_eq!(window.value_of("aside textarea").await?, NOTE);
    window.press(Role::Button, "Hand over").await?;
    // The practice Oracle came back under another port: what was verified is not this very host any more.
    window.find_css("main[data-screen=handover] [data-gate=closed]").await.map(drop)
}

/// A setup of a real address that nothing here ever calls; gives the path of its file.
async fn new_setup(window: &Window<'_>) -> Result<PathBuf, Fault> {
    window.press(Role::Button, "Start a setup").await?;
    window.press(Role::Radio, "Wintro").await?;
    window.fill("Company", "Acme").await?;
    window.fill("Address of Oracle", "https://abcd-test.fa.ocs.oraclecloud.com/fscmUI/faces/FuseWelcome?x=1").await?;
    window.read("abcd-test.fa.ocs.oraclecloud.com").await?;
    window.fill("User name of the integration user", "FUSION_INTEGRATION").await?;
    window.picture("new-filled").await?;
    window.press(Role::Button, "Create the setup").await?;
    window.find_css("main[data-screen=walk]").await?;
    window.press(Role::Button, "Home").await?;
    let path = window.attribute("[data-setup]", "data-setup").await?.unwrap_or_default();
    window.press_css("[data-setup] h2 button").await?;
    window.find_css("main[data-screen=walk]").await?;
    Ok(path.into())
}

async fn go_to(window: &Window<'_>, step: &str) -> Result<(), Fault> {
    window.press_css(&format!("nav [data-step={step}]")).await?;
    window.find_css(&format!("[data-step={step}][aria-current=step]")).await.map(drop)
}

async fn current_step(window: &Window<'_>) -> Result<String, Fault> {
    Ok(window.attribute(CURRENT, "data-step").await?.unwrap_or_default())
}

/// Every step of the rail with what is claimed of it and what was observed.
async fn steps(window: &Window<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let script = "return [...document.querySelectorAll('nav [data-step]')]
        .map(one => [one.dataset.step, one.dataset.claimed + ', ' + one.dataset.observed])";
    let rows = window.script(script, json!([])).await?;
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let steps: BTreeMap<_, _> =
        rows.as_array().into_iter().flatten().map(|row| (word(&row[0]), word(&row[1]))).collect();
    assert!(steps.len() > 20, "only {} steps are in the rail", steps.len());
    Ok(steps)
}

fn setups_in(home: &Path) -> Result<Vec<PathBuf>, Fault> {
    Ok(files_under(home)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "oraclesetup")).collect())
}
