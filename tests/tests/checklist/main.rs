//! The mission, done by hand: the whole checklist of a guide, clicked through in a browser by the labels that the guide
//! gives, until a verification holds; and each usual mistake, made by hand, found and mended.
//!
//! Labels come from the guide's data alone ([`hands`]). The pages are those of the practice Oracle, and what verifies is
//! the command line, over real TLS.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "what the tests share may fail as a test does")]

mod hands;
mod looks;
mod mistakes;
mod person;
mod setup;

use std::time::Duration;

use practice_oracle::{INTEGRATION_USER, Options, Practice, role_list};
use serde_json::Value;
use tests::Fault;
use tests::browser::Browser;

use crate::person::Person;
use crate::setup::Setup;

/// Long enough that *In Progress* is there to be seen.
const BACKGROUND: Duration = Duration::from_millis(400);

async fn practice(scenario: &str) -> Practice {
    practice_at(scenario, BACKGROUND).await
}

/// The same where Oracle's background work takes that long.
async fn practice_at(scenario: &str, background: Duration) -> Practice {
    let options = Options { scenario: scenario.to_owned(), background, ..Options::default() };
    practice_oracle::start(options).await.unwrap()
}

/// Options that name the roles of the vendor's list.
fn vendor_roles() -> Vec<&'static str> {
    role_list().iter().flat_map(|code| ["--role", *code]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_the_wintro_guide_by_its_labels_ends_in_a_verification_that_holds() -> Result<(), Fault> {
    whole_checklist("wintro", &vendor_roles()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_the_hackajob_guide_by_its_labels_ends_in_a_verification_that_holds() -> Result<(), Fault> {
    whole_checklist("hackajob", &vendor_roles()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_the_qooper_guide_with_a_token_ends_in_a_verification_that_holds() -> Result<(), Fault> {
    whole_checklist("qooper", &["--auth", "jwt", "--issuer", "qooper-integration"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_without_steps_across_the_top_lead_to_the_same() -> Result<(), Fault> {
    let roles = vendor_roles();
    let redwood = ["--branch", "pages=redwood"];
    whole_checklist("wintro", &[roles.as_slice(), &redwood].concat()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_role_in_place_of_profiles_on_the_copy_lets_the_user_see_as_much() -> Result<(), Fault> {
    let roles = vendor_roles();
    let by_data_role = ["--branch", "access=data-role"];
    whole_checklist("wintro", &[roles.as_slice(), &by_data_role].concat()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_that_is_there_already_gets_a_data_role_on_the_pages_without_steps() -> Result<(), Fault> {
    let roles = vendor_roles();
    let branches = ["--branch", "user=existing", "--branch", "access=data-role", "--branch", "pages=redwood"];
    whole_checklist("wintro", &[roles.as_slice(), &branches].concat()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_that_is_there_already_sees_the_staff_by_a_data_role_and_a_token() -> Result<(), Fault> {
    let token = ["--auth", "jwt", "--issuer", "qooper-integration"];
    let branches = ["--branch", "user=existing", "--branch", "access=data-role"];
    whole_checklist("qooper", &[token, branches].concat()).await
}

/// From nothing, or only the account where the setup says that there is one, every step of the walk.
async fn whole_checklist(guide: &str, options: &[&str]) -> Result<(), Fault> {
    let practice = practice("nothing-done").await;
    let browser = Browser::set_up().await?;
    let window = browser.open().await?;
    let mut setup = Setup::new(&browser, &practice, guide, options)?;
    let person = Person { window: &window, console: practice.console() };
    if options.contains(&"user=existing") {
        person.made_an_account_long_ago(INTEGRATION_USER).await?;
    }
    person.go_home().await?;
    for step in setup.steps() {
        person.does(&mut setup, &step.id).await?;
        setup.tell("step", &[&step.id, "--done"])?;
    }
    holds(&setup)?;
    window.end().await
}

/// Verification passes, what a check observes is confirmed, and all the rest is claimed.
fn holds(setup: &Setup<'_>) -> Result<(), Fault> {
    let answer = setup.verify()?;
    assert_eq!((answer.exit, answer.problems()), (0, Vec::new()), "{:#}", answer.document);
    let status = setup.tell("status", &[])?;
    let observed = |id: &str| {
        let steps = status["steps"].as_array().into_iter().flatten();
        let step = steps.into_iter().find(|step| step["id"] == id).unwrap_or(&Value::Null);
        (step["claimed"].clone(), step["observed"].clone())
    };
    for step in setup.steps() {
        let due = if step.observed_by.is_empty() { "unknown" } else { "confirmed" };
        assert_eq!(observed(&step.id), ("done".into(), due.into()), "{}", step.id);
    }
    Ok(())
}
