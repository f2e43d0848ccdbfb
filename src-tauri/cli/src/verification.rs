//! A verification with its progress on standard error.

use jiff::Timestamp;
use setup::{
    checks::{self, Event, Report, Selection, Settings},
    credentials::Credentials,
    oracle::Options,
    plan::Plan,
    problem::Problem,
    setup_file::SetupFile,
    words,
};

use crate::output::Progress;

/// Asks Oracle, and says on standard error which check is under way.
pub async fn run(
    file: &SetupFile,
    credentials: Credentials,
    kept_secret: bool,
    ca_pem: Option<Vec<u8>>,
    only: Selection,
) -> Result<Report, Problem> {
    let plan = Plan::of(file)?;
    let mut progress = Progress::new();
    let watch = |event| match event {
        Event::Planned(checks) => progress.expect(checks.len()),
        Event::Started(check, subject) => progress.begun(&words::claim(check, subject.as_deref(), &plan)),
        Event::Finished(result) => {
            let claim = words::claim(result.id, result.subject.as_deref(), &plan);
            progress.ended(&format!("{claim}: {}", words::result(&result)));
        }
    };
    let settings = Settings { credentials, kept_secret, options: Options { ca_pem }, only, now: Timestamp::now };
    checks::verify(file, settings, watch).await
}
