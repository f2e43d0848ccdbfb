//! A program that lives no longer than the test which started it, whatever becomes of the test.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::fault::Fault;

/// A running program, ended by its process id when this is dropped, also by a panic.
#[derive(Debug)]
pub struct Held {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Held {
    /// Starts it; what it writes goes into `NAME.log` in `logs`, its standard input is empty.
    pub fn start(command: &mut Command, logs: &Path) -> Result<Self, Fault> {
        Self::start_with(command.stdin(Stdio::null()), logs)
    }

    /// Starts it with the standard input that the command already names.
    pub fn start_with(command: &mut Command, logs: &Path) -> Result<Self, Fault> {
        let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let log = logs.join(format!("{name}.log"));
        let file = std::fs::File::create(&log).map_err(Fault::file(&log))?;
        let errors = file.try_clone().map_err(Fault::file(&log))?;
        match command.stdout(file).stderr(errors).spawn() {
            Ok(child) => Ok(Self { name, child, log }),
            Err(cause) => Err(Fault::NotStarted { program: name, cause }),
        }
    }

    /// The last lines of what it wrote.
    pub fn log(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    /// Its exit status if it has ended.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// The fault of one that was not of use in time.
    pub fn not_ready(&self, waited: std::time::Duration) -> Fault {
        Fault::NotReady { program: self.name.clone(), waited, log: self.log() }
    }

    /// The open end of its standard input, once.
    pub fn input(&mut self) -> Option<std::process::ChildStdin> {
        self.child.stdin.take()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn ends_its_program_when_the_test_panics() {
        let logs = tempfile::tempdir().unwrap();
        let held = Held::start(Command::new("sleep").arg("600"), logs.path()).unwrap();
        let process = PathBuf::from(format!("/proc/{}", held.child.id()));
        assert!(process.exists() || !cfg!(target_os = "linux"));
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
            let _held = held;
            panic!("as a failing test would");
        }));
        assert!(outcome.is_err());
        assert!(!process.exists());
    }

    #[test]
    fn a_program_that_is_not_installed_is_named_with_what_to_do() {
        let logs = tempfile::tempdir().unwrap();
        let fault = Held::start(&mut Command::new("no-such-program-of-that-name"), logs.path()).unwrap_err();
        assert!(fault.to_string().contains("no-such-program-of-that-name"));
        assert!(fault.to_string().contains("cargo xtask test"));
    }
}
