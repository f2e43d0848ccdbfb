//! A folder of its own for one test, and the program run in it.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// A guide whose required roles come from the vendor, as a text that no built-in guide changes under the tests.
pub const GUIDE: &str = "wintro";

/// What a run of the program came to.
pub struct Said {
    pub exit: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Said {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            exit: output.status.code().expect("ended by a signal"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// The one JSON document on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {} / {}", self.stdout, self.stderr))
    }

    /// The same, where the run must have ended with that code.
    pub fn ended(self, exit: i32) -> Self {
        assert_eq!(self.exit, exit, "{} / {}", self.stdout, self.stderr);
        self
    }
}

pub struct Desk {
    folder: TempDir,
    /// Where the program would keep what belongs to the account.
    data: TempDir,
    #[cfg(target_os = "linux")]
    session: Option<crate::session::Session>,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            data: tempfile::tempdir().unwrap(),
            #[cfg(target_os = "linux")]
            session: None,
        }
    }

    /// A desk with a keychain.
    #[cfg(target_os = "linux")]
    pub fn with(session: crate::session::Session) -> Self {
        Self { session: Some(session), ..Self::new() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program in this folder, without a session bus but the desk's own: no test touches the keychain of whoever runs
    /// it.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oracle-setup"));
        command.current_dir(self.folder.path());
        for bus in ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "ORACLE_SETUP_LOG"] {
            command.env_remove(bus);
        }
        command.env("XDG_DATA_HOME", self.data.path()).env("APPDATA", self.data.path());
        #[cfg(target_os = "linux")]
        if let Some(session) = &self.session {
            session.adopt(&mut command);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::of(self.command().args(arguments).output().unwrap())
    }

    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Said {
        let mut child = self.command().args(arguments).stdin(Stdio::piped()).spawn().unwrap();
        // A program that refuses before it reads closes the pipe; that is no fault of this write.
        let _ = child.stdin.take().unwrap().write_all(input);
        Said::of(child.wait_with_output().unwrap())
    }

    /// A setup of [`GUIDE`], as a draft.
    pub fn draft(&self, name: &str) -> Value {
        self.run(&["new", "--guide", GUIDE, "--out", name, "--json"]).ended(0).json()
    }

    /// Every file and its bytes, to see that nothing was written.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        gather(self.folder.path(), &mut found);
        found
    }

    /// A practice Oracle, run by the program itself.
    pub fn practice(&self, scenario: &str) -> Running {
        let mut child = self.command().args(["practice", "--scenario", scenario]).spawn().unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let hello = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        Running { child, stdout, hello }
    }

    /// A setup that is filled in for this practice Oracle, with the vendor's list of roles.
    pub fn setup_on(&self, practice: &Running, name: &str) {
        let origin = practice.text("origin");
        let mut arguments = vec!["new", "--guide", GUIDE, "--address", &origin, "--out", name];
        let host = origin.trim_start_matches("https://").to_owned();
        arguments.extend(["--allow-host", &host, "--user", practice_oracle::INTEGRATION_USER, "--json"]);
        for code in practice_oracle::role_list() {
            arguments.extend(["--role", code]);
        }
        self.run(&arguments).ended(0);
    }
}

fn gather(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { gather(&path, found) } else { drop(found.insert(path.clone(), fs::read(&path).unwrap())) }
    }
}

/// A practice Oracle in a process of its own; it is stopped when this goes.
pub struct Running {
    pub child: Child,
    pub stdout: BufReader<std::process::ChildStdout>,
    pub hello: Value,
}

impl Running {
    pub fn text(&self, member: &str) -> String {
        self.hello[member].as_str().unwrap().to_owned()
    }

    /// The JSON of `--secrets-stdin`: both identities, as far as the person knows them.
    pub fn secrets(&self) -> Vec<u8> {
        let mut secrets = serde_json::json!({ "admin": self.hello["admin"] });
        if let Some(password) = self.hello["integration"]["password"].as_str() {
            secrets["integration"] = serde_json::json!({ "password": password });
        }
        serde_json::to_vec(&secrets).unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
