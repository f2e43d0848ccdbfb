//! What measurements share: times of several runs, promises and what became of them, and how it ends.

mod series;

use std::{
    fmt,
    io::{Write as _, stderr},
    process::ExitCode,
    time::Duration,
};

pub use series::Series;

/// Lets the disk come to rest: what is measured was built a moment before, and the system would write that out meanwhile.
pub fn settle() {
    #[cfg(target_os = "linux")]
    rustix::fs::sync();
}

/// One promise and what became of it.
#[derive(Debug)]
pub struct Line {
    /// What was measured.
    pub what: &'static str,
    /// The measure.
    pub measure: String,
    /// What it must not exceed.
    pub bound: String,
    /// Whether it does not.
    pub holds: bool,
}

impl Line {
    /// A measure and its bound, both shown in the same way.
    pub fn at_most<T: PartialOrd>(what: &'static str, measure: &T, bound: &T, shown: impl Fn(&T) -> String) -> Self {
        Self { what, measure: shown(measure), bound: shown(bound), holds: measure <= bound }
    }
}

/// A row of a table, with the end of the line.
impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, measure, bound, holds } = self;
        let holds = if *holds { "holds" } else { "BROKEN" };
        writeln!(out, "  {what:<36}{measure:>26}  at most {bound:>10}  {holds}")
    }
}

/// The last sentence of a measurement.
pub fn closing<'a>(lines: impl IntoIterator<Item = &'a Line>) -> String {
    match lines.into_iter().filter(|line| !line.holds).count() {
        0 => "\nEvery bound holds.\n".to_owned(),
        1 => "\nOne bound does not hold.\n".to_owned(),
        broken => format!("\n{broken} bounds do not hold.\n"),
    }
}

/// As a table shows a time.
pub fn milliseconds(time: &Duration) -> String {
    format!("{} ms", time.as_millis())
}

/// The exit code of a measurement that printed its tables: success only where every bound holds.
pub fn ended(measured: Result<bool, impl fmt::Display>) -> ExitCode {
    match measured {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            let _ = writeln!(stderr(), "The measurement could not be made. {fault}");
            ExitCode::FAILURE
        }
    }
}
