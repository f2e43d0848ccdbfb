//! The integration user sees as many rows as the administrator, by Oracle's own counts.

use futures::{FutureExt, future::BoxFuture};

use super::{Because, Check, CheckId, Need, Outcome, Reason, Run, RunsAs, data_security_step, reading, run};
use crate::{
    guide::Probe,
    oracle::{Ask, Reply},
    plan::Plan,
    problem::Problem,
    setup_file::Visibility,
};

/// `totalResults` comes only when asked for and may be -1, Oracle declining to count (`asas-oracle-hcm`, README): unknown,
/// never none. Nothing is paged through to count. An administrator without access to the module is answered 403, one
/// without data security 200 with no rows (Oracle, Access Governance prerequisites): common, no fault, and nothing to
/// compare with.
pub(super) struct AsManyRowsAsAdmin(pub(super) Probe);

impl Check for AsManyRowsAsAdmin {
    fn id(&self) -> CheckId {
        CheckId::AsManyRowsAsAdmin
    }

    fn subject(&self) -> Option<&str> {
        Some(&self.0.resource)
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Both
    }

    fn needs(&self) -> &'static [Need] {
        &[
            Need::AdminCredential,
            Need::IntegrationCredential,
            Need::Passed(CheckId::AdminSignedIn),
            // Named first where it is missing: what was not signed in sees no rows either.
            Need::Passed(CheckId::IntegrationSignedIn),
            Need::PassedForResource(CheckId::RowsVisible),
        ]
    }

    fn asks(&self, _plan: &Plan) -> Vec<(RunsAs, Ask)> {
        vec![(RunsAs::Admin, run::rows_ask(&self.0))]
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let as_admin = run.admin_rows(&self.0).await;
            let mine = run.integration_rows(&self.0).await;
            let requests: Vec<_> = as_admin.requests.iter().chain(&mine.requests).cloned().collect();
            let admin = match (&as_admin.reply, reading::rows(&as_admin)) {
                (Ok(Reply::Forbidden | Reply::Unauthorized | Reply::NotFound { .. }), _) => return sees_none(requests),
                (_, Some(rows)) if rows.items.is_empty() => return sees_none(requests),
                (_, Some(rows)) => rows.total,
                (_, None) => return Outcome::in_the_way(reading::obstacle(&as_admin), requests),
            };
            let integration = reading::rows(&mine).and_then(|rows| rows.total);
            self.compare(run, admin, integration, requests).with_totals(admin, integration)
        }
        .boxed()
    }
}

impl AsManyRowsAsAdmin {
    fn compare(
        &self,
        run: &Run<'_>,
        admin: Option<u64>,
        integration: Option<u64>,
        requests: Vec<crate::oracle::Request>,
    ) -> Outcome {
        let resource = self.0.resource.clone();
        match (admin, integration) {
            (Some(admin), Some(integration)) if integration >= admin => Outcome::passed(requests),
            _ if run.plan.visibility == Visibility::Narrower => Outcome::passed(requests),
            (Some(admin_total), Some(integration_total)) => {
                let problem = Problem::FewerRowsThanAdmin { resource, admin_total, integration_total };
                Outcome::warning(problem, data_security_step(&self.0), requests)
            }
            (admin_total, integration_total) => {
                Outcome::cant_tell(Problem::TotalsUnknown { resource, admin_total, integration_total }, None, requests)
            }
        }
    }
}

fn sees_none(requests: Vec<crate::oracle::Request>) -> Outcome {
    Outcome { requests, ..Outcome::skipped(Because::Reason(Reason::AdminSeesNone)) }
}
