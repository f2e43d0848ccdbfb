//! Practice pods: one for each practice setup that was opened, each with a port and passwords of its own.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use practice_oracle::{self as oracle, Kind, Practice, StartError};
use setup::{
    guide::{self, Guide},
    problem::Problem,
    setup_file::{Form, PracticeRecord, SetupFile},
};

use super::{Desk, change};
use crate::view::SetupView;

/// The scenario that a rehearsal begins with: the mistake that is made most.
const FIRST_SCENARIO: &str = "no-data-security";

impl Desk {
    /// A rehearsal without a choice: the guide that asks least of the administrator, with the usual mistake.
    pub(super) async fn practise_first(&self) -> Result<Option<SetupView>, Problem> {
        let plain = |guide: &&Guide| kind_of(guide) == Kind::Requisitions && guide.roles.prerequisite.is_empty();
        match guide::builtins().iter().find(plain) {
            Some(guide) => self.practise(&guide.id, FIRST_SCENARIO).await.map(Some),
            None => Ok(None),
        }
    }

    /// Makes a setup on a practice pod of its own.
    pub async fn practise(&self, guide: &str, scenario: &str) -> Result<SetupView, Problem> {
        let guide = guide::find(guide)?;
        let mut file = SetupFile::new(guide, None, Timestamp::now());
        file.name = format!("Practice for {}", guide.vendor);
        file.practice = Some(PracticeRecord { scenario: scenario.to_owned() });
        let practice = start(scenario).await?;
        file.fill(&on_practice(&practice), guide)?;
        let roles = kind_of(guide).role_list().iter().map(|&code| code.to_owned()).collect();
        let user = Some(oracle::INTEGRATION_USER.to_owned());
        file.fill(&Form { user, roles: Some(roles), ..Form::default() }, guide)?;
        let path = self.create(file, "Practice").await?;
        self.practices.lock().await.insert(path.clone(), Arc::new(practice));
        self.open(&path).await
    }

    pub(super) async fn practice_of(&self, path: &Path, record: &PracticeRecord) -> Result<Arc<Practice>, Problem> {
        let mut practices = self.practices.lock().await;
        if let Some(running) = practices.get(path) {
            return Ok(Arc::clone(running));
        }
        let practice = Arc::new(start(&record.scenario).await?);
        practices.insert(path.to_owned(), Arc::clone(&practice));
        Ok(practice)
    }

    pub(super) async fn running(&self, path: &Path) -> Option<Arc<Practice>> {
        self.practices.lock().await.get(path).map(Arc::clone)
    }

    /// Switches the practice pod to another scenario, behind the same address.
    pub async fn switch_practice(&self, path: &Path, scenario: &str) -> Result<SetupView, Problem> {
        let practice = self.running(path).await.ok_or(Problem::PracticeNotRunning)?;
        practice.switch(scenario).map_err(start_problem)?;
        let record = PracticeRecord { scenario: scenario.to_owned() };
        change(path, move |file| {
            file.practice = Some(record);
            Ok(())
        })
        .await?;
        self.open(path).await
    }
}

/// What a practice pod has to hold for a guide: requisitions, or workers.
pub(super) fn kind_of(guide: &Guide) -> Kind {
    let reads_workers = guide.must_probes().any(|probe| probe.resource == "workers");
    if reads_workers { Kind::Workers } else { Kind::Requisitions }
}

/// The form that puts a setup on a practice pod.
pub(super) fn on_practice(practice: &Practice) -> Form {
    let host = practice.origin().trim_start_matches("https://").to_owned();
    Form { allow_host: Some(host.clone()), address: Some(host), ..Form::default() }
}

pub(super) fn moved(file: &SetupFile, practice: &Practice) -> bool {
    file.host.as_deref() != Some(practice.origin().trim_start_matches("https://"))
}

async fn start(scenario: &str) -> Result<Practice, Problem> {
    let options = oracle::Options { scenario: scenario.to_owned(), ..oracle::Options::default() };
    oracle::start(options).await.map_err(start_problem)
}

fn start_problem(error: StartError) -> Problem {
    match error {
        StartError::UnknownScenario { name, nearest } => Problem::ScenarioUnknown {
            scenario: name,
            nearest: nearest.map(ToString::to_string),
            known: oracle::scenarios().iter().map(|scenario| scenario.name.to_owned()).collect(),
        },
        StartError::PortInUse { port } => Problem::PortInUse { port },
        error @ StartError::Io(_) => {
            Problem::Unexpected { what: format!("the practice Oracle could not be started ({error})") }
        }
    }
}
