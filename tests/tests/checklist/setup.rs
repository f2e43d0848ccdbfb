//! The setup file of a checklist, made and asked about by the command line as a person would.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use practice_oracle::{INTEGRATION_USER, Practice};
use serde_json::{Value, json};
use setup::guide::Step;
use setup::plan::Plan;
use setup::setup_file;
use tests::browser::Browser;
use tests::{Fault, built};

/// A setup, and what signs the integration user in.
pub struct Setup<'a> {
    browser: &'a Browser,
    practice: &'a Practice,
    pub file: PathBuf,
    pub secret: Value,
}

/// What the command line answered.
pub struct Answer {
    pub exit: i32,
    pub document: Value,
}

impl<'a> Setup<'a> {
    /// `oracle-setup new` for the practice Oracle, with more options.
    pub fn new(browser: &'a Browser, practice: &'a Practice, guide: &str, more: &[&str]) -> Result<Self, Fault> {
        let file = browser.home().join(format!("{guide}.oraclesetup"));
        let setup = Self { browser, practice, file, secret: Value::Null };
        let host = practice.origin().trim_start_matches("https://");
        let out = setup.file.display().to_string();
        let usual = ["new", "--guide", guide, "--address", practice.origin(), "--allow-host", host];
        let user = ["--user", INTEGRATION_USER, "--out", &out];
        let arguments: Vec<&str> = usual.into_iter().chain(user).chain(more.iter().copied()).collect();
        setup.holds(&arguments)?;
        Ok(setup)
    }

    /// The steps as this setup's walk has them now.
    pub fn steps(&self) -> Vec<Step> {
        let file = setup_file::open(&self.file).unwrap().file;
        let stages = Plan::of(&file).unwrap().walk();
        stages.into_iter().flat_map(|stage| stage.steps).collect()
    }

    pub fn step(&self, id: &str) -> Step {
        self.steps().into_iter().find(|step| step.id == id).unwrap_or_else(|| panic!("the walk has no step {id}"))
    }

    /// Runs a command that has this setup as its file, and expects that all holds.
    pub fn tell(&self, command: &str, more: &[&str]) -> Result<Value, Fault> {
        let file = self.file.display().to_string();
        let words = command.split(' ').chain([file.as_str()]).chain(more.iter().copied());
        self.holds(&words.collect::<Vec<_>>())
    }

    fn holds(&self, arguments: &[&str]) -> Result<Value, Fault> {
        let answer = self.run(arguments, None)?;
        assert_eq!(answer.exit, 0, "{arguments:?}: {:#}", answer.document);
        Ok(answer.document)
    }

    /// `oracle-setup verify`, as administrator and integration user.
    pub fn verify(&self) -> Result<Answer, Fault> {
        let admin = self.practice.admin();
        let secrets = json!({
            "admin": { "user": admin.user, "password": admin.password },
            "integration": self.secret,
        });
        let authority = self.practice.ca_file().display().to_string();
        let file = self.file.display().to_string();
        self.run(&["verify", &file, "--secrets-stdin", "--ca-file", &authority], Some(secrets))
    }

    fn run(&self, arguments: &[&str], input: Option<Value>) -> Result<Answer, Fault> {
        let program = built::command_line()?;
        let mut command = self.browser.command(&program);
        command.args(arguments).arg("--json").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(Fault::file(&program))?;
        if let Some(input) = input {
            child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).map_err(Fault::file(&program))?;
        }
        drop(child.stdin.take());
        let output = child.wait_with_output().map_err(Fault::file(&program))?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let document = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {told}"));
        Ok(Answer { exit: output.status.code().unwrap_or(-1), document })
    }

    pub fn home(&self) -> &Path {
        self.browser.home()
    }
}

impl Answer {
    /// Check, problem and step of each check that found something.
    pub fn problems(&self) -> Vec<(String, String, String)> {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let checks = self.document["checks"].as_array().into_iter().flatten();
        let found = checks.filter(|check| !check["problem"].is_null());
        found.map(|check| (word(&check["id"]), word(&check["problem"]["code"]), word(&check["step"]))).collect()
    }

    /// Whether that check found that problem and sends to that step.
    pub fn found(&self, check: &str, code: &str, step: &str) -> bool {
        self.problems().contains(&(check.to_owned(), code.to_owned(), step.to_owned()))
    }
}
