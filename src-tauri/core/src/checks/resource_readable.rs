//! A resource may be read: the roles carry the function privilege for it. Whether rows are visible is another matter.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, reading, run};
use crate::{
    guide::{Probe, ProbeKind},
    oracle::{self, Ask, Exchange, Reply},
    plan::Plan,
    problem::Problem,
};

/// Without the function privilege Oracle answers 403; 404 where the module or the version is not on this pod
/// (A-Team, "REST API privileges"; `fusion-hcm-mcp-server`, client.py). `workers/emails` is a child: it is asked for with
/// its first 25 parents, since a worker's own key is a hash and not its id.
pub(super) struct ResourceReadable {
    probe: Probe,
    /// Parent resource and accessor, for a child.
    child: Option<(String, String)>,
}

impl ResourceReadable {
    pub(super) fn of(probe: &Probe) -> Self {
        let child = probe.resource.split_once('/').map(|(parent, accessor)| (parent.to_owned(), accessor.to_owned()));
        Self { probe: probe.clone(), child }
    }

    fn ask(&self) -> Ask {
        match &self.child {
            Some((parent, accessor)) => Ask::children(parent, accessor, &self.probe.field),
            None if self.probe.kind == ProbeKind::Must => run::rows_ask(&self.probe),
            None => Ask::readable(&self.probe.resource, &self.probe.field),
        }
    }

    fn is_must(&self) -> bool {
        self.probe.kind == ProbeKind::Must
    }

    /// Readable; of a child, whether any parent holds one.
    fn read(&self, exchange: Exchange) -> Outcome {
        let Some(rows) = reading::rows(&exchange) else {
            return Outcome::in_the_way(reading::obstacle(&exchange), exchange.requests);
        };
        if let Some((_, accessor)) = &self.child
            && !rows.items.iter().any(|row| oracle::child_rows(row, accessor) > 0)
        {
            let problem = Problem::NoRowsVisible { resource: self.probe.resource.clone(), admin_total: None };
            return Outcome::warning(problem, "data-access", exchange.requests);
        }
        Outcome::passed(exchange.requests)
    }

    async fn forbidden(&self, run: &Run<'_>, exchange: Exchange) -> Outcome {
        let problem = Problem::ResourceForbidden { resource: self.probe.resource.clone() };
        let granted = run.ended(CheckId::RolesGranted).await == Verdict::Passed;
        let step = if granted { "copy-role" } else { "add-roles" };
        let verdict = if self.is_must() { Verdict::Failed } else { Verdict::Warning };
        Outcome::new(verdict, Some(problem), Some(step), exchange.requests)
    }

    fn absent(&self, exchange: Exchange) -> Outcome {
        let problem = Problem::ResourceAbsent { resource: self.probe.resource.clone() };
        let verdict = if self.is_must() { Verdict::CantTell } else { Verdict::Warning };
        Outcome::new(verdict, Some(problem), None, exchange.requests)
    }
}

impl Check for ResourceReadable {
    fn id(&self) -> CheckId {
        CheckId::ResourceReadable
    }

    fn subject(&self) -> Option<&str> {
        Some(&self.probe.resource)
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Integration
    }

    fn needs(&self) -> &'static [Need] {
        &[
            Need::IntegrationCredential,
            Need::Passed(CheckId::IntegrationSignedIn),
            Need::Consults(CheckId::RolesGranted),
        ]
    }

    fn asks(&self, _plan: &Plan) -> Vec<(RunsAs, Ask)> {
        vec![(RunsAs::Integration, self.ask())]
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let exchange = if self.is_must() {
                run.integration_rows(&self.probe).await
            } else {
                run.as_integration(self.ask()).await
            };
            match exchange.reply {
                Ok(Reply::Forbidden) => self.forbidden(run, exchange).await,
                Ok(Reply::NotFound { .. }) => self.absent(exchange),
                _ => self.read(exchange),
            }
        }
        .boxed()
    }
}
