//! A verification from the window: watched, kept, and stopped on request.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::Timestamp;
use practice_oracle::Practice;
use serde::Deserialize;
use setup::{
    checks::{self, Event, Report, Selection},
    guide::PlannedRequest,
    oracle,
    plan::Plan,
    problem::Problem,
    setup_file::Opened,
};
use tokio::sync::Notify;

use super::{AdminForm, Desk, blocking, brought, held};
use crate::view::{self, RunEvent, SetupView};

impl Desk {
    /// The requests of a run, before it.
    pub async fn planned(&self, path: &Path) -> Result<Vec<PlannedRequest>, Problem> {
        let file = self.read(path).await?.file;
        Ok(checks::planned(&file)?.iter().map(view::planned_request).collect())
    }

    /// Verifies, and keeps the run. `watch` sees each check as it ends. A run of that setup that is under way ends: two
    /// at once would try a credential twice.
    pub async fn verify(
        &self,
        path: &Path,
        admin: Option<AdminForm>,
        part: Part,
        trial: Trial,
        watch: impl Fn(RunEvent) + Send + Sync,
    ) -> Result<SetupView, Problem> {
        self.refuse_in_review(path)?;
        let stop = Arc::new(Notify::new());
        if let Some(before) = held(&self.runs).insert(path.to_owned(), Arc::clone(&stop)) {
            before.notify_one();
        }
        let refused = AtomicBool::new(false);
        let watch = |event: Event, plan: &Plan| {
            let says_so = matches!(&event, Event::Finished(check) if check.refuses_the_secret());
            refused.fetch_or(says_so, Ordering::SeqCst);
            if let Some(event) = view::run_event(event, plan) {
                watch(event);
            }
        };
        let ended = tokio::select! {
            biased;
            () = stop.notified() => Err(Problem::Cancelled),
            ended = self.run(path, admin, part, trial, watch) => ended,
        };
        self.no_longer_under_way(path, &stop);
        if ended.is_err() && refused.load(Ordering::SeqCst) {
            // A run that was stopped is not kept; that its secret was refused is, so that it is not tried again.
            self.write(path, |file| {
                file.refused_at = Some(Timestamp::now());
                Ok(())
            })
            .await?;
        }
        let Ended { opened, practice, run } = ended?;
        let guide = opened.file.guide()?;
        if opened.read_only {
            let mut shown = opened;
            shown.file.record(run, &guide);
            return self.view(path, &shown, practice.as_deref()).await;
        }
        self.write(path, move |file| {
            file.record(run, &guide);
            Ok(())
        })
        .await?;
        self.open(path).await
    }

    /// Everything that may be stopped: also the keychain, whose prompt may wait for a person.
    async fn run(
        &self,
        path: &Path,
        admin: Option<AdminForm>,
        part: Part,
        trial: Trial,
        watch: impl Fn(Event, &Plan) + Send + Sync,
    ) -> Result<Ended, Problem> {
        let opened = self.read(path).await?;
        let plan = Plan::of(&opened.file)?;
        let practice = self.running(path).await;
        let settings = checks::Settings {
            credentials: self.credentials(&opened.file, admin, practice.as_ref()).await?,
            // A practice Oracle locks nobody out, and its passwords change with each start.
            kept_secret: !trial.oracle_changed && practice.is_none(),
            options: oracle::Options { ca_pem: ca_pem(practice.as_deref(), trial.ca_file).await? },
            only: part.selection()?,
            now: Timestamp::now,
        };
        let run = checks::verify(&opened.file, settings, |event| watch(event, &plan)).await?;
        log(&run);
        Ok(Ended { opened, practice, run })
    }

    /// A later run of the same setup stays under way.
    fn no_longer_under_way(&self, path: &Path, stop: &Arc<Notify>) {
        let mut runs = held(&self.runs);
        if runs.get(path).is_some_and(|latest| Arc::ptr_eq(latest, stop)) {
            runs.remove(path);
        }
    }

    /// Ends the run of that setup, if there is one.
    pub fn cancel(&self, path: &Path) {
        if let Some(stop) = held(&self.runs).get(path) {
            stop.notify_one();
        }
    }
}

/// What was asked and what came of it. A path holds no person's name and no query, and nothing of an answer is told.
fn log(run: &Report) {
    for check in &run.checks {
        for request in &check.requests {
            let (path, status, ms) = (&request.path, request.status, request.ms);
            tracing::debug!(%path, ?status, ?ms, "asked Oracle");
        }
        tracing::debug!(check = ?check.id, verdict = ?check.verdict, "checked");
    }
    tracing::info!(host = %run.host, verdict = ?run.verdict, partial = run.partial, "verified");
}

/// What a person decided for one run.
#[derive(Debug, Default)]
pub struct Trial {
    /// Oracle was changed since it refused the kept secret: send it again.
    pub oracle_changed: bool,
    /// A company's certificate authority, as a path.
    pub ca_file: Option<String>,
}

/// A run that came to its end.
struct Ended {
    opened: Opened,
    practice: Option<Arc<Practice>>,
    run: Report,
}

/// Which checks a run is to hold, each named `CHECK[:SUBJECT]`.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    /// All: the only one that counts as the last verification.
    Whole,
    /// These, and what they need.
    Only { checks: Vec<String> },
    /// These, what depends on them, and what all of those need.
    Again { checks: Vec<String> },
}

impl Part {
    fn selection(&self) -> Result<Selection, Problem> {
        match self {
            Self::Whole => Ok(Selection::All),
            Self::Only { checks } => Selection::only(checks),
            Self::Again { checks } => Selection::again(checks),
        }
    }
}

/// The practice pod's own authority, or the company's from its file.
pub(super) async fn ca_pem(practice: Option<&Practice>, ca_file: Option<String>) -> Result<Option<Vec<u8>>, Problem> {
    match (practice, ca_file) {
        (Some(practice), _) => Ok(Some(practice.ca_pem().as_bytes().to_vec())),
        (None, Some(path)) => blocking(move || brought::bytes(&path)).await.map(Some),
        (None, None) => Ok(None),
    }
}
