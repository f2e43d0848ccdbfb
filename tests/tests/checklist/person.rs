//! A person who does a checklist, step by step. What each step is called, and how a thing in it is labelled, is the
//! guide's; here stands only what somebody does who reads it.

use practice_oracle::ADMINISTRATOR;
use setup::guide::Step;
use tests::Fault;
use tests::window::{Role, Window};

use crate::hands::{Hands, marked};
use crate::setup::Setup;

pub const PASSWORD: &str = "Ein langes Passwort 26!";

/// A browser window on the console, and the setup whose steps are done there.
pub struct Person<'a> {
    pub window: &'a Window<'a>,
    pub console: &'a str,
}

impl Person<'_> {
    /// Does one step as it is written.
    pub async fn does(&self, setup: &mut Setup<'_>, id: &str) -> Result<(), Fault> {
        let step = setup.step(id);
        let hands = Hands::at(self.window, &step);
        let redwood = redwood(&step);
        match id {
            "prerequisites" => return self.prerequisites(hands).await,
            "choose-authentication"
            | "find-address"
            | "verify"
            | "hand-over"
            | "map-jobs"
            | "map-stages"
            | "field-mapping"
            | "schedule" => return Ok(()),
            "open-security-console" => open_security_console(&hands).await?,
            "search-recruiter-role" => search_recruiter_role(&hands).await?,
            "copy-role" => copy_role(&hands).await?,
            "name-the-copy" => name_the_copy(&hands).await?,
            "submit-the-copy" => submit_the_copy(&hands).await?,
            "wait-for-the-copy" => self.wait_for_the_copy(&hands).await?,
            "add-user" => add_user(&hands).await?,
            "fill-user" => return self.fill_user(setup, hands).await,
            "add-roles" => add_roles(&hands, &hands.values("Role code")).await?,
            "save-user" => save_user(&hands).await?,
            "open-setup-and-maintenance" => self.open_setup_and_maintenance(&hands).await?,
            "find-data-role-task" => find_data_role_task(&hands).await?,
            "find-the-role" => find_the_role(&hands).await?,
            "edit-the-role" if is_data_role(&step) => name_the_data_role(&hands).await?,
            "edit-the-role" if redwood => open_on_one_page(&hands).await?,
            "edit-the-role" => edit_the_role(&hands).await?,
            "security-criteria" if redwood => hands.see("Job Requisition").await?,
            "security-criteria" => return self.security_criteria(setup, hands).await,
            "job-requisition-profile" => hands.choose("Job Requisition Security Profile").await?,
            "other-profiles" => other_profiles(&hands).await?,
            "review-and-submit" => return self.review_and_submit(setup, hands).await,
            "wait-for-the-profile" => return self.wait_for_the_profile(setup, hands).await,
            "data-access" if is_data_role(&step) => return self.data_access_by_data_role(setup, hands).await,
            "data-access" => self.data_access(&hands).await?,
            "create-api-provider" => create_api_provider(&hands).await?,
            "make-key-pair" => return make_key_pair(setup),
            "upload-certificate" => upload_certificate(&hands, setup).await?,
            "candidate-source" => candidate_source(&hands).await?,
            _ => panic!("nobody knows yet how to do the step {id}"),
        }
        hands.end(&[]).await
    }

    pub async fn go_home(&self) -> Result<(), Fault> {
        self.window.go(self.console).await
    }

    async fn prerequisites(&self, hands: Hands<'_>) -> Result<(), Fault> {
        self.go_home().await?;
        hands.press("Navigator").await?;
        hands.press("Tools").await?;
        hands.see("Security Console").await?;
        hands.press("Settings and Actions").await?;
        hands.see("Setup and Maintenance").await?;
        let own: Vec<String> = hands.step.values.iter().filter_map(|value| value.value.clone()).collect();
        if !own.is_empty() {
            self.go_home().await?;
            hands.press("Security Console").await?;
            hands.press("Users").await?;
            hands.search(ADMINISTRATOR).await?;
            self.window.press(Role::Control, ADMINISTRATOR).await?;
            for role in &own {
                hands.see(role).await?;
            }
        }
        hands.end(&["Account settings", "ATS integrations", "Connect"]).await
    }

    async fn wait_for_the_copy(&self, hands: &Hands<'_>) -> Result<(), Fault> {
        hands.press("Administration").await?;
        hands.press("Role Copy Status").await?;
        let again = async || self.reload().await;
        hands.wait_for_complete(&hands.value("Role Name"), again).await?;
        hands.press("Roles").await?;
        hands.search(&hands.value("Role Code")).await?;
        hands.see(&hands.value("Role Name")).await
    }

    async fn fill_user(&self, setup: &mut Setup<'_>, hands: Hands<'_>) -> Result<(), Fault> {
        if hands.step.path.contains(&"Edit".to_owned()) {
            return self.check_user(setup, hands).await;
        }
        hands.see("Associated Person Type").await?;
        hands.type_into("Last Name", "Integration").await?;
        hands.type_into("Email", "team@example.com").await?;
        hands.fill("User Name").await?;
        hands.type_into("Password", PASSWORD).await?;
        hands.type_into("Confirm Password", PASSWORD).await?;
        assert!(self.window.is_chosen(Role::Checkbox, "Active").await?);
        if setup.secret.is_null() {
            setup.secret = serde_json::json!({ "password": PASSWORD });
        }
        hands.end(&[]).await
    }

    /// Nobody knows the password of a user that is there, so it gets another one where the step says how.
    async fn check_user(&self, setup: &mut Setup<'_>, hands: Hands<'_>) -> Result<(), Fault> {
        let user = hands.value("User Name");
        assert_eq!(self.window.value(Role::Textbox, "User Name").await?, user);
        assert!(self.window.is_chosen(Role::Checkbox, "Active").await?);
        if hands.step.instructions.iter().any(|text| text.contains("**Reset Password**")) {
            hands.press("Cancel").await?;
            hands.search(&user).await?;
            hands.press(&user).await?;
            hands.press("Reset Password").await?;
            self.window.fill("New Password", PASSWORD).await?;
            self.window.fill("Confirm New Password", PASSWORD).await?;
            hands.press("Reset Password").await?;
            hands.see("was changed").await?;
            hands.press("Edit").await?;
            setup.secret = serde_json::json!({ "password": PASSWORD });
        }
        hands.end(&[]).await
    }

    /// An account that was there before the checklist began, with a password that nobody wrote down.
    pub async fn made_an_account_long_ago(&self, user: &str) -> Result<(), Fault> {
        self.go_home().await?;
        for label in ["Security Console", "Users", "Add User Account"] {
            self.window.press(Role::Control, label).await?;
        }
        let forgotten = "Vor langer Zeit 1999!";
        for (label, text) in [
            ("Last Name", "Integration"),
            ("User Name", user),
            ("Password", forgotten),
            ("Confirm Password", forgotten),
        ] {
            self.window.fill(label, text).await?;
        }
        self.window.press(Role::Control, "Save and Close").await?;
        self.window.read("was saved").await
    }

    async fn open_setup_and_maintenance(&self, hands: &Hands<'_>) -> Result<(), Fault> {
        self.go_home().await?;
        if hands.step.path.contains(&"My Client Groups".to_owned()) {
            hands.press("My Client Groups").await?;
            return hands.see("Quick Actions").await;
        }
        hands.press("Settings and Actions").await?;
        hands.press("Setup and Maintenance").await
    }

    /// Over a copy that took profiles along, a data role is warned of.
    async fn security_criteria(&self, setup: &mut Setup<'_>, hands: Hands<'_>) -> Result<(), Fault> {
        hands.press("Next").await?;
        if is_data_role(hands.step) && hands.sees("already has security profiles").await? {
            self.heed_the_warning(setup, &["find-the-role", "edit-the-role"]).await?;
            hands.press("Next").await?;
        }
        hands.end(&[]).await
    }

    async fn review_and_submit(&self, setup: &mut Setup<'_>, hands: Hands<'_>) -> Result<(), Fault> {
        if hands.step.path.iter().any(|place| place.contains("Review")) {
            hands.press("Review").await?;
            hands.see("View All Job Requisitions").await?;
            hands.press("Submit").await?;
            return hands.end(&[]).await;
        }
        self.window.press(Role::Control, "Submit").await?;
        if hands.sees("already has security profiles").await? {
            let again = ["find-the-role", "edit-the-role", "job-requisition-profile", "other-profiles"];
            self.heed_the_warning(setup, &again).await?;
            self.window.press(Role::Control, "Submit").await?;
        }
        hands.end(&[]).await
    }

    /// The job role of a data role has profiles of its own: does what the guide's note says of that, and the steps again.
    async fn heed_the_warning(&self, setup: &mut Setup<'_>, again: &[&str]) -> Result<(), Fault> {
        let step = setup.step("edit-the-role");
        let hands = Hands::at(self.window, &step);
        let note = step.if_not.iter().find(|note| note.when.contains("job role already has security profiles"));
        let note = &note.unwrap_or_else(|| panic!("the step {} has no note for the warning", step.id)).then;
        let role = marked(note, "`").into_iter().next().unwrap_or_default();
        let revoke = marked(note, "**").into_iter().next().unwrap_or_default();
        self.cancel().await?;
        hands.search(&role).await?;
        if redwood(&step) {
            hands.window.press(Role::Control, &role).await?;
            hands.accept().await?;
        } else {
            hands.select_row(&role).await?;
        }
        hands.window.press(Role::Control, &revoke).await?;
        hands.window.press(Role::Control, "Yes").await?;
        hands.await_complete(&role, async || hands.search(&role).await).await?;
        for id in again {
            Box::pin(self.does(setup, id)).await?;
        }
        Ok(())
    }

    /// Out of the dialog, then out of the page behind it.
    async fn cancel(&self) -> Result<(), Fault> {
        self.window.press_css("dialog[open] a.button").await?;
        self.window.find_none("dialog[open]").await?;
        self.window.press(Role::Control, "Cancel").await
    }

    async fn wait_for_the_profile(&self, setup: &mut Setup<'_>, hands: Hands<'_>) -> Result<(), Fault> {
        if let [user] = hands.values("User Name").as_slice() {
            let name = example_name(&setup.step("edit-the-role"));
            self.note_data_role(setup, &hands, &name).await?;
            self.add_data_role(&hands, user, &name).await?;
        } else {
            let role = hands.value("Role");
            hands.wait_for_complete(&role, async || hands.search(&role).await).await?;
        }
        hands.end(&[]).await
    }

    /// Waits for the data role, and enters its code in the setup as it is shown.
    async fn note_data_role(&self, setup: &mut Setup<'_>, hands: &Hands<'_>, name: &str) -> Result<(), Fault> {
        hands.wait_for_complete(name, async || hands.search(name).await).await?;
        let row = hands.row(name).await?.unwrap_or_default();
        let code = row.split_whitespace().find(|word| word.ends_with("_DATA")).unwrap_or_default();
        setup.tell("set", &["--value", &format!("data_role_code={code}")]).map(drop)
    }

    /// The end of the data-role branch: the role that was made is added to the user.
    async fn add_data_role(&self, hands: &Hands<'_>, user: &str, name: &str) -> Result<(), Fault> {
        self.go_home().await?;
        self.window.press(Role::Control, "Security Console").await?;
        hands.press("Users").await?;
        hands.search(user).await?;
        self.window.press(Role::Control, user).await?;
        hands.press("Edit").await?;
        add_roles(hands, &[name.to_owned()]).await?;
        hands.press("Save and Close").await?;
        hands.see("was saved").await
    }

    /// The staff guide's one step for what the recruiting guides do in nine.
    async fn data_access(&self, hands: &Hands<'_>) -> Result<(), Fault> {
        self.opens_data_roles(hands).await?;
        let code = hands.value("Role code");
        hands.type_into("Role", &after(&hands.step.instructions, "enter ", " and click")).await?;
        hands.press("Search").await?;
        hands.select_row(&code).await?;
        hands.press("Edit").await?;
        hands.press("Next").await?;
        self.chooses_profiles(hands).await?;
        self.window.press(Role::Control, "Review").await?;
        hands.press("Submit").await?;
        hands.wait_for_complete(&code, async || hands.search(&code).await).await
    }

    /// The same by a data role, which leaves the job role as it is.
    async fn data_access_by_data_role(&self, setup: &mut Setup<'_>, hands: Hands<'_>) -> Result<(), Fault> {
        self.opens_data_roles(&hands).await?;
        hands.press("Create").await?;
        let name = example_name(hands.step);
        hands.type_into("Data Role", &name).await?;
        hands.fill("Job Role").await?;
        hands.press("Next").await?;
        self.chooses_profiles(&hands).await?;
        self.window.press(Role::Control, "Review").await?;
        hands.press("Submit").await?;
        self.note_data_role(setup, &hands, &name).await?;
        let user = setup.step("fill-user").values.into_iter().find_map(|value| value.value).unwrap_or_default();
        self.add_data_role(&hands, &user, &name).await?;
        hands.end(&[]).await
    }

    async fn opens_data_roles(&self, hands: &Hands<'_>) -> Result<(), Fault> {
        self.go_home().await?;
        self.window.press(Role::Control, "Settings and Actions").await?;
        hands.press("Setup and Maintenance").await?;
        hands.press("Tasks").await?;
        hands.press("Search").await?;
        hands.search("Manage Data Role and Security Profiles").await?;
        hands.press("Manage Data Role and Security Profiles").await
    }

    async fn chooses_profiles(&self, hands: &Hands<'_>) -> Result<(), Fault> {
        for value in &hands.step.values {
            if let (true, Some(profile)) = (value.label.contains("Security Profile"), &value.value) {
                let label = value.label.split(", ").next().unwrap_or_default();
                self.window.choose(label, profile).await?;
            }
        }
        hands.look().await
    }

    pub async fn reload(&self) -> Result<(), Fault> {
        let address = self.window.script("return location.href", serde_json::json!([])).await?;
        self.window.go(address.as_str().unwrap_or_default()).await
    }
}

async fn open_security_console(hands: &Hands<'_>) -> Result<(), Fault> {
    hands.press("Navigator").await?;
    hands.press("Tools").await?;
    hands.press("Security Console").await
}

async fn search_recruiter_role(hands: &Hands<'_>) -> Result<(), Fault> {
    hands.press("Roles").await?;
    hands.search(&hands.value("Role name to search for")).await?;
    hands.see(&hands.value("Role code to look for")).await
}

async fn copy_role(hands: &Hands<'_>) -> Result<(), Fault> {
    let source = hands.step.instructions.iter().flat_map(|text| marked(text, "`")).next().unwrap_or_default();
    hands.press_in_row(&source).await?;
    hands.press("Copy Role").await?;
    hands.see("Copy Options").await?;
    hands.press("Copy top role").await?;
    hands.press("Copy Role").await?;
    hands.see("Basic Information").await
}

async fn name_the_copy(hands: &Hands<'_>) -> Result<(), Fault> {
    hands.fill("Role Name").await?;
    hands.fill("Role Code").await
}

async fn submit_the_copy(hands: &Hands<'_>) -> Result<(), Fault> {
    let pages = hands.step.instructions.first().map(|text| marked(text, "**")).unwrap_or_default();
    for page in pages.iter().skip(1) {
        hands.press("Next").await?;
        hands.window.find(Role::Heading, &format!("Copy Role: {page}")).await?;
    }
    hands.press("Next").await?;
    hands.see("Summary and Impact Report").await?;
    hands.press("Submit and Close").await?;
    hands.press("OK").await
}

async fn add_user(hands: &Hands<'_>) -> Result<(), Fault> {
    open_security_console(hands).await?;
    hands.press("Users").await?;
    if let Some(user) = hands.values("User Name").first() {
        hands.search(user).await?;
        hands.press(user).await?;
        return hands.press("Edit").await;
    }
    hands.press("Add User Account").await
}

pub async fn add_roles(hands: &Hands<'_>, roles: &[String]) -> Result<(), Fault> {
    hands.press("Add Role").await?;
    for role in roles {
        hands.search(role).await?;
        hands.select_row(role).await?;
        hands.press("Add Role Membership").await?;
    }
    hands.press("Done").await
}

async fn save_user(hands: &Hands<'_>) -> Result<(), Fault> {
    hands.press("Save and Close").await?;
    hands.press("Users").await?;
    let user = hands.value("User Name");
    hands.search(&user).await?;
    hands.press(&user).await?;
    for role in hands.values("Role code") {
        hands.see(&role).await?;
    }
    Ok(())
}

async fn find_data_role_task(hands: &Hands<'_>) -> Result<(), Fault> {
    if hands.values("Task").is_empty() {
        hands.see("Workforce Structures").await?;
        return hands.press("Data Roles and Security Profiles").await;
    }
    hands.press("Tasks").await?;
    hands.press("Search").await?;
    let task = hands.value("Task");
    hands.search(&task).await?;
    hands.press(&task).await
}

async fn find_the_role(hands: &Hands<'_>) -> Result<(), Fault> {
    let step = hands.step;
    match step.path.last().map(String::as_str) {
        Some("Create") => hands.press("Create").await,
        Some("Add") => hands.press("Add").await,
        Some("Data Roles and Security Profiles") => hands.search(&hands.value("Role")).await,
        _ => {
            hands.fill("Role").await?;
            hands.press("Search").await
        }
    }
}

async fn edit_the_role(hands: &Hands<'_>) -> Result<(), Fault> {
    let role = hands.step.instructions.iter().flat_map(|text| marked(text, "`")).next().unwrap_or_default();
    hands.select_row(&role).await?;
    hands.press("Edit").await?;
    if hands.sees("already has security profiles").await? {
        hands.press("Yes").await?;
    }
    Ok(())
}

async fn open_on_one_page(hands: &Hands<'_>) -> Result<(), Fault> {
    let role = hands.step.instructions.iter().flat_map(|text| marked(text, "`")).next().unwrap_or_default();
    hands.press(&role).await?;
    if hands.sees("already has security profiles").await? {
        hands.accept().await?;
    }
    Ok(())
}

async fn name_the_data_role(hands: &Hands<'_>) -> Result<(), Fault> {
    hands.window.fill("Data Role", &example_name(hands.step)).await?;
    hands.fill("Job Role").await
}

/// The example that a step gives for the name of a data role is as good as any.
fn example_name(step: &Step) -> String {
    let example = step.instructions.iter().find_map(|text| text.split_once("for example `")?.1.split_once('`'));
    example.unwrap_or_else(|| panic!("the step {} gives no example", step.id)).0.to_owned()
}

fn redwood(step: &Step) -> bool {
    step.path.first().is_some_and(|place| place == "Data Roles and Security Profiles")
}

/// Whether a data role is made here, and not a role edited that is there.
fn is_data_role(step: &Step) -> bool {
    step.path.iter().any(|place| place.starts_with("Create") || place == "Add")
}

async fn other_profiles(hands: &Hands<'_>) -> Result<(), Fault> {
    for value in hands.step.values.iter().filter(|value| !value.label.contains("only if asked")) {
        hands.choose(&value.label).await?;
    }
    Ok(())
}

async fn create_api_provider(hands: &Hands<'_>) -> Result<(), Fault> {
    hands.window.press(Role::Control, "Home").await?;
    hands.press("Security Console").await?;
    hands.press("API Authentication").await?;
    hands.press("Create Oracle API Authentication Provider").await?;
    hands.press("Edit").await?;
    hands.fill("Trusted Issuer").await?;
    hands.press("JWT").await?;
    hands.press("Save and Close").await
}

fn make_key_pair(setup: &mut Setup<'_>) -> Result<(), Fault> {
    let [certificate, key] = ["certificate.cer", "private.pem"].map(|name| setup.home().join(name));
    let path = |file: &std::path::Path| file.display().to_string();
    setup.tell("key new", &["--certificate", &path(&certificate), "--key-out", &path(&key)])?;
    let pem = std::fs::read_to_string(&key).map_err(Fault::file(&key))?;
    setup.secret = serde_json::json!({ "private_key": pem });
    Ok(())
}

async fn upload_certificate(hands: &Hands<'_>, setup: &Setup<'_>) -> Result<(), Fault> {
    hands.window.press(Role::Control, "Home").await?;
    hands.press("Security Console").await?;
    hands.press("API Authentication").await?;
    let issuer = hands.value("Certificate Alias");
    hands.press(&issuer).await?;
    hands.press("Inbound API Authentication Public Certificates").await?;
    hands.press("Add New Certificate").await?;
    hands.fill("Certificate Alias").await?;
    hands.window.upload("Import Public Certificate", &setup.home().join("certificate.cer")).await?;
    hands.look().await?;
    hands.press("Save").await
}

async fn candidate_source(hands: &Hands<'_>) -> Result<(), Fault> {
    hands.window.press(Role::Control, "Settings and Actions").await?;
    hands.press("Setup and Maintenance").await?;
    hands.press("Recruiting and Candidate Experience").await?;
    hands.press("Recruiting and Candidate Experience Management").await?;
    hands.press("Candidate Dimension Source Names").await?;
    hands.press("Add Row").await?;
    let name = hands.value("Name of the source");
    hands.window.keys(&name).await?;
    hands.press("Save and Close").await?;
    hands.see("was saved").await?;
    Ok(())
}

/// What stands between two pieces of text in the first instruction that has both.
fn after(instructions: &[String], begin: &str, end: &str) -> String {
    let found = instructions.iter().find_map(|text| Some(text.split_once(begin)?.1.split_once(end)?.0.to_owned()));
    found.unwrap_or_else(|| panic!("no instruction says {begin} … {end}"))
}
