//! The address is an Oracle application host. Anything else was refused before a setup held it, but for a host that was
//! let in by name.

use futures::{FutureExt, future::BoxFuture};

use super::{Check, CheckId, Need, Outcome, Run, RunsAs};
use crate::problem::Problem;

/// Oracle says that REST calls belong to the application host, never to a vanity name
/// (docs.oracle.com, "How can I configure a friendly URL").
pub(super) struct AddressKnown;

impl Check for AddressKnown {
    fn id(&self) -> CheckId {
        CheckId::AddressKnown
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Nobody
    }

    fn needs(&self) -> &'static [Need] {
        &[]
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            if run.host.was_let_in() {
                let problem = Problem::AddressNotOracle { host: run.host.host().to_owned() };
                return Outcome::warning(problem, "find-address", Vec::new());
            }
            Outcome::passed(Vec::new())
        }
        .boxed()
    }
}
