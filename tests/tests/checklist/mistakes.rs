//! The usual mistakes, made by hand and mended by hand: each is told as the problem that it is, and leads to the step
//! where it is put right.

use std::time::Duration;

use practice_oracle::{COPIED_ROLE_CODE, INTEGRATION_USER, Practice};
use tests::Fault;
use tests::browser::Browser;
use tests::window::{Role, Window};

use crate::hands::Hands;
use crate::person::{Person, add_roles};
use crate::setup::Setup;
use crate::{practice, practice_at, vendor_roles};

const SOURCE_ROLE: &str = "ORA_IRC_RECRUITER_JOB";
const SUFFIX: &str = "_CUSTOM";
/// Long enough that a verification meets a copy that is not complete yet.
const NOT_AWAITED: Duration = Duration::from_secs(3);

/// A setup on the practice Oracle, and the person at the browser.
struct Lesson<'a> {
    window: &'a Window<'a>,
    person: Person<'a>,
    setup: Setup<'a>,
}

impl<'a> Lesson<'a> {
    fn new(window: &'a Window<'a>, practice: &'a Practice, setup: Setup<'a>) -> Self {
        Self { window, person: Person { window, console: practice.console() }, setup }
    }

    async fn does(&mut self, steps: &[&str]) -> Result<(), Fault> {
        for step in steps {
            self.person.does(&mut self.setup, step).await?;
        }
        Ok(())
    }

    /// A verification tells this problem, and where to mend it.
    fn finds(&self, check: &str, code: &str, step: &str) -> Result<(), Fault> {
        let answer = self.setup.verify()?;
        assert!(answer.found(check, code, step), "{check} {code} {step} is not among {:?}", answer.problems());
        assert_eq!(answer.exit, 3);
        Ok(())
    }

    /// Begins again, as the page *Reset* says it.
    async fn resets(&self) -> Result<(), Fault> {
        self.person.go_home().await?;
        self.window.press(Role::Control, "Settings and Actions").await?;
        self.window.press(Role::Control, "Reset the practice Oracle").await?;
        self.window.read("This is undone").await?;
        self.window.press(Role::Control, "Reset").await
    }

    /// The user's page, open for editing.
    async fn edits_the_user(&self) -> Result<(), Fault> {
        self.person.go_home().await?;
        self.window.press(Role::Control, "Security Console").await?;
        self.window.press(Role::Control, "Users").await?;
        let step = self.setup.step("save-user");
        Hands::at(self.window, &step).search(INTEGRATION_USER).await?;
        self.window.press(Role::Control, INTEGRATION_USER).await?;
        self.window.press(Role::Control, "Edit").await
    }

    async fn saves_the_user(&self) -> Result<(), Fault> {
        self.window.press(Role::Control, "Save and Close").await?;
        self.window.read("was saved").await
    }
}

const TO_THE_NAME: [&str; 3] = ["open-security-console", "search-recruiter-role", "copy-role"];
const TO_THE_CRITERIA: [&str; 5] =
    ["open-setup-and-maintenance", "find-data-role-task", "find-the-role", "edit-the-role", "security-criteria"];

#[tokio::test(flavor = "multi_thread")]
async fn each_usual_mistake_with_the_copy_of_the_role_is_told_as_what_it_is_and_where_to_mend_it() -> Result<(), Fault>
{
    let practice = practice_at("nothing-done", NOT_AWAITED).await;
    let browser = Browser::set_up().await?;
    let window = browser.open().await?;
    let setup = Setup::new(&browser, &practice, "wintro", &vendor_roles())?;
    let mut lesson = Lesson::new(&window, &practice, setup);
    lesson.person.go_home().await?;

    a_suffix_is_left_on_the_code(&mut lesson).await?;
    lesson.resets().await?;
    the_copy_is_not_awaited(&mut lesson).await?;
    lesson.does(&["wait-for-the-copy"]).await?;
    let problems = lesson.setup.verify()?.problems();
    assert!(problems.iter().all(|(check, ..)| check != "role_copied"), "{problems:?}");
    window.end().await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_usual_mistake_with_the_user_and_its_data_is_told_as_what_it_is_and_where_to_mend_it() -> Result<(), Fault>
{
    let practice = practice("nothing-done").await;
    let browser = Browser::set_up().await?;
    let window = browser.open().await?;
    let setup = Setup::new(&browser, &practice, "wintro", &vendor_roles())?;
    let mut lesson = Lesson::new(&window, &practice, setup);
    lesson.person.go_home().await?;
    lesson.does(&TO_THE_NAME).await?;
    lesson.does(&["name-the-copy", "submit-the-copy", "wait-for-the-copy"]).await?;

    the_user_is_not_saved(&mut lesson).await?;
    the_user_gets_the_source_role_and_is_not_active(&mut lesson).await?;
    the_profile_of_the_copy_s_source_is_kept(&mut lesson).await?;
    lesson.does(&["other-profiles", "review-and-submit", "wait-for-the-profile"]).await?;
    assert_eq!(lesson.setup.verify()?.exit, 0);
    window.end().await
}

async fn a_suffix_is_left_on_the_code(lesson: &mut Lesson<'_>) -> Result<(), Fault> {
    lesson.does(&TO_THE_NAME).await?;
    let step = lesson.setup.step("name-the-copy");
    let hands = Hands::at(lesson.window, &step);
    let code = lesson.window.value(Role::Textbox, "Role Code").await?;
    assert!(code.ends_with(SUFFIX), "{code}");
    hands.fill("Role Name").await?;
    hands.type_into("Role Code", &format!("{COPIED_ROLE_CODE}{SUFFIX}")).await?;
    lesson.does(&["submit-the-copy"]).await?;
    let status = lesson.setup.step("wait-for-the-copy");
    let hands = Hands::at(lesson.window, &status);
    lesson.window.press(Role::Control, "Administration").await?;
    lesson.window.press(Role::Control, "Role Copy Status").await?;
    hands.wait_for_complete(&hands.value("Role Name"), async || lesson.person.reload().await).await?;
    lesson.finds("role_copied", "role_code_differs", "name-the-copy")
}

async fn the_copy_is_not_awaited(lesson: &mut Lesson<'_>) -> Result<(), Fault> {
    lesson.does(&TO_THE_NAME).await?;
    lesson.does(&["name-the-copy", "submit-the-copy"]).await?;
    lesson.setup.tell("step", &["submit-the-copy", "--done"])?;
    lesson.finds("role_copied", "role_not_found", "wait-for-the-copy")
}

async fn the_user_is_not_saved(lesson: &mut Lesson<'_>) -> Result<(), Fault> {
    lesson.does(&["add-user", "fill-user", "add-roles"]).await?;
    lesson.person.go_home().await?;
    lesson.finds("user_exists", "user_not_found", "fill-user")
}

async fn the_user_gets_the_source_role_and_is_not_active(lesson: &mut Lesson<'_>) -> Result<(), Fault> {
    lesson.does(&["add-user", "fill-user"]).await?;
    let step = lesson.setup.step("add-roles");
    let hands = Hands::at(lesson.window, &step);
    let roles = hands.values("Role code").into_iter().map(|role| match role.as_str() {
        COPIED_ROLE_CODE => SOURCE_ROLE.to_owned(),
        _ => role,
    });
    add_roles(&hands, &roles.collect::<Vec<_>>()).await?;
    lesson.window.press(Role::Checkbox, "Active").await?;
    lesson.saves_the_user().await?;
    lesson.finds("user_active", "user_inactive", "fill-user")?;

    lesson.edits_the_user().await?;
    lesson.window.press(Role::Checkbox, "Active").await?;
    lesson.saves_the_user().await?;
    lesson.finds("roles_granted", "source_role_instead_of_copy", "add-roles")?;

    lesson.edits_the_user().await?;
    lesson.window.press(Role::Control, &format!("Remove {SOURCE_ROLE}")).await?;
    add_roles(&hands, &[COPIED_ROLE_CODE.to_owned()]).await?;
    lesson.saves_the_user().await
}

/// The copy took *View My Team's Requisitions* along, which shows nothing to an account of no person.
async fn the_profile_of_the_copy_s_source_is_kept(lesson: &mut Lesson<'_>) -> Result<(), Fault> {
    let profile = ("rows_visible", "no_rows_visible", "job-requisition-profile");
    lesson.finds(profile.0, profile.1, profile.2)?;

    // Chosen, and left before *Submit*.
    lesson.does(&TO_THE_CRITERIA).await?;
    lesson.does(&["job-requisition-profile"]).await?;
    lesson.window.press(Role::Control, "Review").await?;
    lesson.finds(profile.0, profile.1, profile.2)?;

    // Submitted with a profile of too little.
    lesson.does(&TO_THE_CRITERIA).await?;
    lesson.window.choose("Job Requisition Security Profile", "View My Team's Requisitions").await?;
    lesson.window.press(Role::Control, "Review").await?;
    lesson.window.press(Role::Control, "Submit").await?;
    lesson.does(&["wait-for-the-profile"]).await?;
    lesson.finds(profile.0, profile.1, profile.2)?;

    lesson.does(&TO_THE_CRITERIA).await?;
    lesson.does(&["job-requisition-profile"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_usual_mistake_of_a_token_setup_leads_to_the_certificate() -> Result<(), Fault> {
    let practice = practice("token-nothing-done").await;
    let browser = Browser::set_up().await?;
    let window = browser.open().await?;
    let setup = Setup::new(&browser, &practice, "qooper", &["--auth", "jwt", "--issuer", "qooper-integration"])?;
    let mut lesson = Lesson::new(&window, &practice, setup);
    lesson.person.go_home().await?;
    lesson.does(&["add-user", "fill-user", "add-roles", "save-user", "data-access"]).await?;
    lesson.setup.secret = serde_json::Value::Null;

    // A provider whose issuer is not the one that tokens name, and no certificate yet.
    lesson.does(&["make-key-pair"]).await?;
    lesson.setup.tell("set", &["--issuer", "Qooper_Integration"])?;
    lesson.does(&["create-api-provider"]).await?;
    lesson.setup.tell("set", &["--issuer", "qooper-integration"])?;
    lesson.finds("integration_signed_in", "token_rejected", "upload-certificate")?;

    // The issuer is put right, and the certificate still missing.
    lesson.window.press(Role::Control, "Qooper_Integration").await?;
    lesson.window.press(Role::Control, "Edit").await?;
    lesson.window.fill("Trusted Issuer", "qooper-integration").await?;
    lesson.window.press(Role::Control, "Save and Close").await?;
    lesson.finds("integration_signed_in", "token_rejected", "upload-certificate")?;

    // The certificate of another pair.
    let right = lesson.setup.home().join("certificate.cer");
    let kept = std::fs::read(&right).map_err(Fault::file(&right))?;
    let other = practice.integration_key().map_err(Fault::file("the practice key"))?.unwrap().certificate;
    std::fs::write(&right, other).map_err(Fault::file(&right))?;
    lesson.does(&["upload-certificate"]).await?;
    lesson.finds("integration_signed_in", "token_rejected", "upload-certificate")?;
    std::fs::write(&right, kept).map_err(Fault::file(&right))?;

    // The right one, under the same alias: the old one is deleted first.
    lesson.window.press(Role::Control, "Delete qooper-integration").await?;
    lesson.does(&["upload-certificate"]).await?;
    assert_eq!(lesson.setup.verify()?.exit, 0);
    window.end().await
}
