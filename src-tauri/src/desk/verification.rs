//! A verification from the window: watched, kept, and stopped on request.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
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
        watch: impl Fn(RunEvent) + Send + Sync,
    ) -> Result<SetupView, Problem> {
        let opened = read(path).await?;
        let plan = Plan::of(&opened.file)?;
        let practice = self.running(path).await;
        let settings = checks::Settings {
            credentials: self.credentials(&opened.file, admin, practice.as_deref()).await?,
            // A practice Oracle locks nobody out, and its passwords change with each start.
            kept_secret: practice.is_none(),
            options: oracle::Options {
                ca_pem: practice.as_ref().map(|practice| practice.ca_pem().as_bytes().to_vec()),
            },
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
