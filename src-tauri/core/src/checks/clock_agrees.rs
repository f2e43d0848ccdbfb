//! Oracle's clock and this computer's agree. A token's times are by Oracle's clock, so a difference explains a refusal.

use futures::{FutureExt, future::BoxFuture};

use super::{Because, Check, CheckId, Need, Outcome, Run, RunsAs, Verdict};
use crate::{guide::Authentication, problem::Problem};

/// Seconds of difference that are no finding; `Date` has a resolution of one second and travels.
const AGREES: u64 = 60;
/// Seconds beyond which a token of five minutes is out of date when it arrives.
const BREAKS_TOKENS: u64 = 300;

/// `Date` stands in the answer to the first contact (RFC 9110, 6.6.1); an answer without it shows nothing.
pub(super) struct ClockAgrees;

impl Check for ClockAgrees {
    fn id(&self) -> CheckId {
        CheckId::ClockAgrees
    }

    fn runs_as(&self) -> RunsAs {
        RunsAs::Nobody
    }

    fn needs(&self) -> &'static [Need] {
        &[Need::Passed(CheckId::HostReachable)]
    }

    fn run<'a>(&'a self, run: &'a Run<'a>) -> BoxFuture<'a, Outcome> {
        async move {
            let contact = run.contact().await;
            let requests = contact.requests.clone();
            let Some(seconds) = contact.clock_ahead_s else {
                return Outcome::skipped(Because::Check(CheckId::HostReachable));
            };
            let apart = seconds.unsigned_abs();
            if apart <= AGREES {
                return Outcome::passed(requests);
            }
            let breaks = run.plan.authentication == Authentication::Jwt && apart > BREAKS_TOKENS;
            let verdict = if breaks { Verdict::Failed } else { Verdict::Warning };
            Outcome::new(verdict, Some(Problem::ClockDiffers { seconds }), None, requests)
        }
        .boxed()
    }
}
