//! A verification from the window: watched, kept, and stopped on request.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use practice_oracle::Practice;
use setup::{checks, oracle, plan::Plan, problem::Problem};
use tokio::sync::Notify;

use super::{AdminForm, Desk, change, held, read};
use crate::view::{self, PlannedRequest, RunEvent, SetupView};

impl Desk {
    /// The requests of a run, before it.
    pub async fn planned(&self, path: &Path) -> Result<Vec<PlannedRequest>, Problem> {
        let file = read(path).await?.file;
        Ok(checks::planned(&file)?.iter().map(view::planned_request).collect())
    }

    /// Verifies, and keeps the run. `watch` sees each check as it ends.
    pub async fn verify(
        &self,
        path: &Path,
        admin: Option<AdminForm>,
        only: Vec<String>,
        trial: Trial,
        watch: impl Fn(RunEvent) + Send + Sync,
    ) -> Result<SetupView, Problem> {
        let opened = read(path).await?;
        let plan = Plan::of(&opened.file)?;
        let practice = self.running(path).await;
        let settings = checks::Settings {
            credentials: self.credentials(&opened.file, admin, practice.as_deref()).await?,
            // A practice Oracle locks nobody out, and its passwords change with each start.
            kept_secret: !trial.oracle_changed && practice.is_none(),
            options: oracle::Options { ca_pem: ca_pem(practice.as_deref(), trial.ca_file.as_deref())? },
            only: only.iter().map(|name| checks::Named::parse(name)).collect::<Result<_, _>>()?,
            now: Timestamp::now,
        };
        let stop = Arc::new(Notify::new());
        held(&self.runs).insert(path.to_owned(), Arc::clone(&stop));
        let verified = tokio::select! {
            verified = checks::verify(&opened.file, settings, |event| watch(view::run_event(event, &plan))) => verified,
            () = stop.notified() => Err(Problem::Cancelled),
        };
        held(&self.runs).remove(path);
        let run = verified?;
        if opened.read_only {
            let mut shown = opened;
            shown.file.record(run, &plan.guide);
            return self.view(path, &shown, practice.as_deref()).await;
        }
        change(path, move |file| {
            file.record(run, &plan.guide);
            Ok(())
        })
        .await?;
        self.open(path).await
    }

    /// Ends the run of that setup, if there is one.
    pub fn cancel(&self, path: &Path) {
        if let Some(stop) = held(&self.runs).get(path) {
            stop.notify_one();
        }
    }
}

/// What a person decided for one run.
#[derive(Debug, Default)]
pub struct Trial {
    /// Oracle was changed since it refused the kept secret: send it again.
    pub oracle_changed: bool,
    /// A company's certificate authority, as a path.
    pub ca_file: Option<String>,
}

/// The practice pod's own authority, or the company's from its file.
fn ca_pem(practice: Option<&Practice>, ca_file: Option<&str>) -> Result<Option<Vec<u8>>, Problem> {
    match (practice, ca_file) {
        (Some(practice), _) => Ok(Some(practice.ca_pem().as_bytes().to_vec())),
        (None, Some(path)) => {
            let missing = |_| Problem::FileMissing { path: path.to_owned() };
            std::fs::read(path).map(Some).map_err(missing)
        }
        (None, None) => Ok(None),
    }
}
