//! Rows of a must resource are visible to the integration user: data security lets it see something.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs, Verdict, data_security_step, reading, run};
use crate::{guide::Probe, oracle::Ask, plan::Plan, problem::Problem};

/// Without data security Oracle answers 200 with no rows, never 403: "API calls would not fail (200 OK), but the response
/// would contain no data" (Oracle, Access Governance prerequisites). An empty pod answers the same, so the
/// administrator's own count is looked at.
pub(super) struct RowsVisible(pub(super) Probe);

impl Check for RowsVisible {
    fn id(&self) -> CheckId {
        CheckId::RowsVisible
    }

    fn subject(&self) -> Option<&str> {
        Some(&self.0.resource)
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Integration
    }

    fn needs(&self) -> &'static [Need] {
        &[
            Need::IntegrationCredential,
            // Named first where it is missing: what was not signed in was not refused a resource either.
            Need::Passed(CheckId::IntegrationSignedIn),
            Need::PassedForResource(CheckId::ResourceReadable),
            Need::Consults(CheckId::AdminSignedIn),
        ]
    }

    fn asks(&self, _plan: &Plan) -> Vec<(RunsAs, Ask)> {
        vec![(RunsAs::Integration, run::rows_ask(&self.0))]
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let exchange = run.integration_rows(&self.0).await;
            let Some(rows) = reading::rows(&exchange) else {
                return Outcome::in_the_way(reading::obstacle(&exchange), exchange.requests);
            };
            if !rows.items.is_empty() {
                return Outcome::passed(exchange.requests).with_totals(None, rows.total);
            }
            let resource = self.0.resource.clone();
            let step = data_security_step(&self.0);
            let admin_total = self.admin_total(run).await;
            if admin_total == Some(0) && run.plan.requisition.is_none() {
                return Outcome::cant_tell(Problem::NoRowsAnywhere { resource }, Some(step), exchange.requests);
            }
            Outcome::failed(Problem::NoRowsVisible { resource, admin_total }, step, exchange.requests)
        }
        .boxed()
    }
}

impl RowsVisible {
    /// Oracle's own count for the administrator, where the administrator is signed in and may read the resource.
    async fn admin_total(&self, run: &Run<'_>) -> Option<u64> {
        if run.ended(CheckId::AdminSignedIn).await != Verdict::Passed {
            return None;
        }
        let exchange = run.admin_rows(&self.0).await;
        reading::rows(&exchange)?.total
    }
}
