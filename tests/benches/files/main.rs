//! What a change of a setup file costs beside the least that any durable write costs, and how long a folder of a thousand
//! setups takes to read. Run it with `cargo xtask bench files`.
//!
//! The floor is one bare write of the same bytes with one `fsync`, on the same disk. Both take turns, so that a computer
//! that is busy for a while is busy for both. The core is called as the window calls it, within one process.
//!
//! Deliberately not here: whether anything is lost. The core's tests of durability hold that.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Write as _, stdout},
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use setup::{
    checks::Report,
    guide,
    portfolio::{ENDING, Portfolio},
    problem::Problem,
    setup_file::{self, Change, SetupFile},
};
use tests::bench;

/// A file with every member that there is; its run serves as a model of others.
const MODEL: &str = include_str!("../../../src-tauri/core/tests/setup_files/schema-1.oraclesetup");

/// Changes that are measured, after a tenth of them that are not.
const CHANGES: usize = 1000;
/// Runs that a setup keeps whole.
const RUNS: usize = 20;
const FILES: usize = 1000;
const MANY: usize = 10_000;

/// How many bare writes an acknowledged change may take, at the 99th percentile.
const MOST_TIMES_THE_FLOOR: f64 = 3.0;
const FOLDER_BOUND: Duration = Duration::from_secs(1);
/// Somebody who looks at the same list again waits for nothing.
const LOOK_BOUND: Duration = Duration::from_millis(100);
/// A person who types is not held up by a long past.
const LONG_PAST_BOUND: Duration = Duration::from_millis(500);

/// Why nothing could be measured.
enum Fault {
    Disk(io::Error),
    Core(Problem),
    Model(serde_json::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Core(problem)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Model(error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk(error) => write!(formatter, "The disk: {error}"),
            Self::Core(problem) => write!(formatter, "The core: {problem}"),
            Self::Model(error) => write!(formatter, "The model of a setup file: {error}"),
        }
    }
}

fn main() -> ExitCode {
    bench::ended(measure())
}

/// Prints the table; false where a bound does not hold.
fn measure() -> Result<bool, Fault> {
    bench::settle();
    let folder = tempfile::tempdir()?;
    let young = setup(1, 3)?;
    let old = setup(RUNS, 40)?;
    let mut holds = true;
    for (what, file) in [("a young setup", &young), ("a setup with 20 runs", &old)] {
        holds &= changes(folder.path(), what, file)?;
    }
    holds &= long_past(folder.path())?;
    holds &= thousand(&old)?;
    Ok(holds)
}

/// A setup with that many whole runs and comments.
fn setup(runs: usize, comments: usize) -> Result<SetupFile, Fault> {
    let model: serde_json::Value = serde_json::from_str(MODEL)?;
    let run = model.pointer("/runs/0").cloned().unwrap_or_default();
    let mut run: Report = serde_json::from_value(run)?;
    // As many checks as a guide asks for.
    run.checks = run.checks.iter().cycle().take(17).cloned().collect();
    let guide = guide::builtins().first().ok_or_else(|| Problem::Unexpected { what: "no guide".to_owned() })?;
    let mut file = SetupFile::new(guide, None, Timestamp::now());
    for _ in 0..runs {
        file.record(run.clone(), guide);
    }
    let step = guide.steps().next().map(|step| step.id.clone()).unwrap_or_default();
    for number in 0..comments {
        let comment = Change::Comment(format!("Comment {number}, as long as people write them here."));
        file.change_step(guide, &step, comment, Timestamp::now())?;
    }
    Ok(file)
}

/// An acknowledged change beside the floor.
fn changes(folder: &Path, what: &str, file: &SetupFile) -> Result<bool, Fault> {
    let path = folder.join(format!("{what}.{ENDING}"));
    setup_file::create(&path, file)?;
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for number in 0..CHANGES + CHANGES / 10 {
        let change = timed(|| rename(&path, number))?;
        let bytes = fs::read(&path)?;
        let bare = timed(|| bare_write(&folder.join("bare"), &bytes))?;
        if number >= CHANGES / 10 {
            ours.push(change);
            floor.push(bare);
        }
    }
    let size = fs::metadata(&path)?.len() / 1024;
    let ratio = at(&mut ours, 99).div_duration_f64(at(&mut floor, 99));
    say(&format!(
        "A change of {what}, {size} KiB\n  {:<32}{:>10}{:>10}\n  {:<32}{:>10}{:>10}\n  {:<32}{:>10}{:>10}",
        "",
        "median",
        "p99",
        "acknowledged change",
        shown(at(&mut ours, 50)),
        shown(at(&mut ours, 99)),
        "bare write with fsync",
        shown(at(&mut floor, 50)),
        shown(at(&mut floor, 99)),
    ));
    Ok(bound("p99 beside the bare write", &format!("{ratio:.2}"), "3.00", ratio <= MOST_TIMES_THE_FLOOR))
}

/// A change of a setup with a past that nobody has.
fn long_past(folder: &Path) -> Result<bool, Fault> {
    let path = folder.join(format!("long past.{ENDING}"));
    setup_file::create(&path, &setup(MANY, MANY)?)?;
    let mut took = (0..20).map(|number| timed(|| rename(&path, number))).collect::<Result<Vec<_>, _>>()?;
    let size = fs::metadata(&path)?.len() / 1024;
    say(&format!("A change of a setup with {MANY} comments and {MANY} runs, {size} KiB"));
    let slowest = at(&mut took, 99);
    Ok(bound("slowest of 20", &shown(slowest), &shown(LONG_PAST_BOUND), slowest <= LONG_PAST_BOUND))
}

fn thousand(file: &SetupFile) -> Result<bool, Fault> {
    let folder = tempfile::tempdir()?;
    let mut file = file.clone();
    let mut bytes = 0;
    for number in 0..FILES {
        file.name = format!("Customer {number}");
        let text = serde_json::to_vec_pretty(&file)?;
        bytes += text.len();
        fs::write(folder.path().join(format!("{number}.{ENDING}")), text)?;
    }
    let mut portfolio = Portfolio::read(folder.path())?;
    let mut reading = (0..5).map(|_| timed(|| Portfolio::read(folder.path()))).collect::<Result<Vec<_>, _>>()?;
    let mut looking = (0..5).map(|_| timed(|| portfolio.refresh())).collect::<Result<Vec<_>, _>>()?;
    say(&format!("A folder of {FILES} setups, {} MiB", bytes / 1024 / 1024));
    let (read, looked) = (at(&mut reading, 50), at(&mut looking, 50));
    let read = bound("every row", &shown(read), &shown(FOLDER_BOUND), read <= FOLDER_BOUND);
    Ok(bound("a look for changes", &shown(looked), &shown(LOOK_BOUND), looked <= LOOK_BOUND) && read)
}

fn rename(path: &Path, number: usize) -> Result<(), Problem> {
    setup_file::change(path, |file| {
        file.name = format!("Customer {number}");
        Ok(())
    })
    .map(drop)
}

fn bare_write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn timed<T, E: Into<Fault>>(work: impl FnOnce() -> Result<T, E>) -> Result<Duration, Fault> {
    let since = Instant::now();
    work().map_err(Into::into)?;
    Ok(since.elapsed())
}

/// That percentile of the times.
fn at(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

fn bound(what: &str, measure: &str, bound: &str, holds: bool) -> bool {
    say(&format!("  {what:<32}{measure:>10}  at most {bound:>10}  {}\n", if holds { "holds" } else { "BROKEN" }));
    holds
}

fn say(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}
