//! A verification with its progress on standard error.

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use setup::{
    checks::{self, CheckId, Event, Report, Selection, Settings},
    credentials::Credentials,
    oracle::Options,
    plan::Plan,
    problem::Problem,
    setup_file::SetupFile,
    words,
};

use crate::output::Progress;

/// Asks Oracle, and says on standard error which check is under way. `refused` becomes true as soon as Oracle refused the
/// integration user's secret, also where the run is stopped after that.
pub async fn run(
    file: &SetupFile,
    credentials: Credentials,
    kept_secret: bool,
    ca_pem: Option<Vec<u8>>,
    only: Selection,
    refused: &AtomicBool,
) -> Result<Report, Problem> {
    let plan = Plan::of(file)?;
    let mut progress = Progress::new();
    let mut asked_for: Vec<(CheckId, Option<String>)> = Vec::new();
    let watch = |event| match event {
        Event::Planned(checks) => {
            asked_for = checks.into_iter().filter(|check| check.asked_for).map(|one| (one.id, one.subject)).collect();
            progress.expect(asked_for.len());
        }
        Event::Started(check, subject) => progress.begun(&words::claim(check, subject.as_deref(), &plan)),
        Event::Slow(check, subject) => {
            progress
                .slow(&format!("Oracle takes its time with this: {}", words::claim(check, subject.as_deref(), &plan)));
        }
        // What a part of a verification leaves out is no progress.
        Event::Finished(result) if !asked_for.contains(&(result.id, result.subject.clone())) => {}
        Event::Finished(result) => {
            refused.fetch_or(result.refuses_the_secret(), Ordering::SeqCst);
            let claim = words::claim(result.id, result.subject.as_deref(), &plan);
            progress.ended(&format!("{claim}: {}", words::result(&result)));
        }
    };
    let settings = Settings { credentials, kept_secret, options: Options { ca_pem }, only, now: Timestamp::now };
    checks::verify(file, settings, watch).await
}
