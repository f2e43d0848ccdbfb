//! A run: checks start as soon as what they need is there, independent ones at the same time.
//!
//! What several checks rest on (the search for the integration user, the first read of a must resource, a user read by
//! id) is asked for once and kept for the run. A healthy run takes three waves: nobody, both identities once each,
//! everything else; a fourth where a list leaves out the administrator's own roles.

use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use tokio::{
    sync::{OnceCell, watch},
    time::{Duration, Instant, sleep_until},
};

use super::{
    Because, Check, CheckId, CheckResult, GuideName, Need, Outcome, Reason, Report, RunsAs, Selection, Verdict, of,
    report::{Accepting, whole},
    selection::Part,
    witness,
};
use crate::{
    address::OracleHost,
    credentials::{AdminCredential, Credentials, IntegrationCredential},
    guide::{Authentication, Probe},
    key::Certificate,
    oracle::{Ask, Client, Exchange, Identity, Options, SignIn, User},
    plan::Plan,
    problem::Problem,
    setup_file::{Accepted, Claim, SetupFile, change::refuse_colon},
    token,
    words::{self, Words},
};

/// After that long a check is said to be slow.
const SLOW: Duration = Duration::from_secs(5);

/// What a run is told beyond the setup.
#[derive(Debug)]
pub struct Settings {
    /// Both identities, as far as they are given.
    pub credentials: Credentials,
    /// Certificate authorities to trust beside the system's.
    pub options: Options,
    /// The integration user's secret was kept from before and not typed for this run: where Oracle refused it, it is
    /// not sent again.
    pub kept_secret: bool,
    /// All checks, or a part of them.
    pub only: Selection,
    /// The clock.
    pub now: fn() -> Timestamp,
}

/// A check before it ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedCheck {
    /// The check.
    pub id: CheckId,
    /// The resource that it will look at.
    pub subject: Option<String>,
    /// As whom it will ask.
    pub runs_as: RunsAs,
    /// Whether the run is to hold it; else it is skipped.
    pub asked_for: bool,
}

/// What can be watched while a run is under way.
#[derive(Debug, Clone)]
pub enum Event {
    /// The checks of the run, before the first begins.
    Planned(Vec<PlannedCheck>),
    /// A check began.
    Started(CheckId, Option<String>),
    /// A check is still under way five seconds after it began; told once.
    Slow(CheckId, Option<String>),
    /// A check ended.
    Finished(Box<CheckResult>),
}

/// What was asked as one identity, and what was answered. The same question is never sent twice in a run: two checks that
/// rest on it wait for one answer.
#[derive(Default)]
struct Asked(Mutex<HashMap<Ask, Arc<OnceCell<Exchange>>>>);

impl Asked {
    fn answer_to(&self, ask: &Ask) -> Arc<OnceCell<Exchange>> {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(asked.entry(ask.clone()).or_default())
    }
}

/// What the checks of a run share.
pub struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) host: &'a OracleHost,
    pub(super) now: fn() -> Timestamp,
    /// The person says that the copy was submitted, so a missing role may still be on its way.
    pub(super) copy_submitted: bool,
    /// Oracle refused the kept secret before.
    withheld: bool,
    client: Client,
    admin: Option<AdminCredential>,
    integration: Option<IntegrationCredential>,
    /// One for the whole run, which is shorter than a token holds.
    token: OnceCell<Result<SecretString, Problem>>,
    contact: OnceCell<Exchange>,
    asked_as_admin: Asked,
    asked_as_integration: Asked,
    user: OnceLock<User>,
    verdicts: Mutex<HashMap<(CheckId, Option<String>), Verdict>>,
    ends: watch::Sender<()>,
}

impl Run<'_> {
    /// The request that bears no credential.
    pub(super) async fn contact(&self) -> &Exchange {
        let ask = Ask::contact(first_must(self.plan).map_or("", |probe| &probe.resource));
        self.contact.get_or_init(|| async move { self.client.ask(Identity::Nobody, &ask, self.now).await }).await
    }

    /// The first request of the administrator, and already the search on which all of the integration user's checks rest.
    /// Where a draft names no user it is for the administrator's own record, or any where its name is not known either.
    pub(super) async fn first_as_admin(&self) -> Exchange {
        let name = self.plan.user.clone().or_else(|| self.admin_name());
        self.as_admin(name.map_or_else(Ask::any_user, |name| Ask::user_named(&name))).await
    }

    /// How many rows of a must resource the administrator sees.
    pub(super) async fn admin_rows(&self, probe: &Probe) -> Exchange {
        self.as_admin(rows_ask(probe)).await
    }

    /// How many rows of a must resource the integration user sees; of the first, its first request.
    pub(super) async fn integration_rows(&self, probe: &Probe) -> Exchange {
        self.as_integration(rows_ask(probe)).await
    }

    /// Asks as the administrator, once in a run. Without its credential nothing is sent.
    pub(super) async fn as_admin(&self, ask: Ask) -> Exchange {
        let send = || async {
            match &self.admin {
                Some(admin) => self.client.ask(Identity::Admin(admin), &ask, self.now).await,
                None => nothing_sent(no_credential()),
            }
        };
        self.asked_as_admin.answer_to(&ask).get_or_init(send).await.clone()
    }

    /// Asks as the integration user, once in a run. Without its credential nothing is sent.
    pub(super) async fn as_integration(&self, ask: Ask) -> Exchange {
        let send = || async {
            match self.sign_in().await {
                Some(Ok(sign_in)) => self.client.ask(Identity::Integration(sign_in), &ask, self.now).await,
                Some(Err(problem)) => nothing_sent(problem),
                None => nothing_sent(no_credential()),
            }
        };
        self.asked_as_integration.answer_to(&ask).get_or_init(send).await.clone()
    }

    /// How the integration user signs in, or none where the setup or its credential lack something for it.
    async fn sign_in(&self) -> Option<Result<SignIn<'_>, Problem>> {
        let user = self.plan.user.as_deref()?;
        let credential = self.integration.as_ref()?;
        match self.plan.authentication {
            Authentication::Basic => Some(Ok(SignIn::Password { user, password: credential.password()? })),
            Authentication::Jwt => {
                let (issuer, certificate) = (self.plan.issuer.as_deref()?, self.plan.certificate.as_ref()?);
                let key = credential.key()?;
                let sign = || async { token::sign(key, certificate, issuer, user, self.oracle_now().await) };
                let token = self.token.get_or_init(sign).await;
                Some(token.as_ref().map(SignIn::Token).map_err(Clone::clone))
            }
        }
    }

    /// The time by Oracle's clock, as the first contact showed it; by this computer's where it did not.
    async fn oracle_now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.contact().await.clock_ahead_s.unwrap_or_default());
        let now = (self.now)();
        now.checked_add(ahead).unwrap_or(now)
    }

    /// The refusal of a token, with what this side knows of its certificate, by Oracle's clock.
    pub(super) async fn token_rejected(&self) -> Problem {
        let certificate_ends = self.plan.certificate.as_ref().map(Certificate::not_after);
        let now = self.oracle_now().await;
        Problem::TokenRejected { certificate_ends, certificate_expired: certificate_ends.is_some_and(|end| end < now) }
    }

    /// The administrator's user name, where it is known.
    pub(super) fn admin_name(&self) -> Option<String> {
        self.admin.as_ref().and_then(AdminCredential::user)
    }

    pub(super) fn admin_by_token(&self) -> bool {
        matches!(self.admin, Some(AdminCredential::Token(_)))
    }

    pub(super) fn has_admin(&self) -> bool {
        self.admin.is_some()
    }

    fn has_integration(&self) -> bool {
        let Some(credential) = &self.integration else { return false };
        self.plan.user.is_some()
            && match self.plan.authentication {
                Authentication::Basic => credential.password().is_some(),
                Authentication::Jwt => {
                    credential.key().is_some() && self.plan.issuer.is_some() && self.plan.certificate.is_some()
                }
            }
    }

    /// The integration user's record, as `user_exists` found it.
    pub(super) fn user(&self) -> Option<&User> {
        self.user.get()
    }

    pub(super) fn found_user(&self, user: User) {
        // A run looks the user up once; a second record could only be the same.
        let _ = self.user.set(user);
    }

    /// What a check that ended came to.
    pub(super) fn verdict(&self, id: CheckId, subject: Option<&str>) -> Option<Verdict> {
        let key = (id, subject.map(str::to_owned));
        self.verdicts.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied()
    }

    /// What a check comes to, once it has ended.
    pub(super) async fn ended(&self, id: CheckId) -> Verdict {
        let mut ends = self.ends.subscribe();
        loop {
            if let Some(verdict) = self.verdict(id, None) {
                return verdict;
            }
            if ends.changed().await.is_err() {
                return Verdict::Skipped;
            }
        }
    }

    /// The credential that a check asks with and that this run does not have.
    fn lacks(&self, check: &dyn Check) -> Option<Reason> {
        let needs = check.needs();
        if needs.contains(&Need::AdminCredential) && !self.has_admin() {
            return Some(Reason::NoAdminCredential);
        }
        if !needs.contains(&Need::IntegrationCredential) {
            return None;
        }
        if self.plan.vendor_holds_the_key() {
            return Some(Reason::VendorHoldsTheKey);
        }
        if self.withheld {
            return Some(Reason::SecretWasRefused);
        }
        (!self.has_integration()).then_some(Reason::NoIntegrationCredential)
    }

    /// Whether the run is to hold a check of that part.
    fn asks_for(&self, check: &dyn Check, part: Part) -> bool {
        match part {
            Part::Held => true,
            Part::LookedAt => self.lacks(check).is_none(),
            Part::LeftOut => false,
        }
    }

    fn note_end(&self, check: &dyn Check, verdict: Verdict) {
        let key = (check.id(), check.subject().map(str::to_owned));
        self.verdicts.lock().unwrap_or_else(PoisonError::into_inner).insert(key, verdict);
        self.ends.send_replace(());
    }

    /// None while something that it needs has not ended; then whether it runs, and if not, why.
    fn readiness(&self, check: &dyn Check, asked_for: bool) -> Option<Result<(), Because>> {
        if !asked_for || !check.has_input(self.plan) {
            return Some(Err(Because::Reason(Reason::NotAskedFor)));
        }
        if let Some(lacking) = self.lacks(check) {
            return Some(Err(Because::Reason(lacking)));
        }
        // All of them are waited for, so that the reason is the first in the written order and not the first to end.
        let mut stopped_by = None;
        for need in check.needs() {
            let Some((id, subject)) = before(*need, check, self.plan) else { continue };
            let passed = self.verdict(id, subject)? == Verdict::Passed;
            if !passed {
                stopped_by = stopped_by.or(Some(id));
            }
        }
        Some(stopped_by.map_or(Ok(()), |id| Err(Because::Check(id))))
    }
}

/// The check that must have passed, for a need that names one.
pub(super) fn before<'a>(need: Need, check: &'a dyn Check, plan: &'a Plan) -> Option<(CheckId, Option<&'a str>)> {
    match need {
        Need::AdminCredential | Need::IntegrationCredential | Need::Consults(_) => None,
        Need::Passed(id) => Some((id, None)),
        Need::PassedForResource(id) => Some((id, check.subject())),
        Need::PassedForWitness(id) => Some((id, witness(plan).map(|(probe, _)| probe.resource.as_str()))),
    }
}

/// Verifies a setup: runs its plan's checks against its pod. Errs where nothing can be asked at all, such as a draft
/// without an address; whatever Oracle answers is a finding.
pub async fn verify(
    file: &SetupFile,
    settings: Settings,
    mut watch: impl FnMut(Event) + Send,
) -> Result<Report, Problem> {
    let plan = Plan::of(file)?;
    let host = plan.host.as_ref().ok_or(Problem::AddressEmpty)?;
    refuse_strange_key(&plan, &settings.credentials)?;
    refuse_one_for_both(&plan, &settings.credentials)?;
    refuse_colons(&plan, &settings.credentials)?;
    let checks = of(&plan);
    let parts = settings.only.of(&checks, &plan)?;
    let started_at = (settings.now)();
    let run = Run {
        plan: &plan,
        host,
        now: settings.now,
        copy_submitted: file.step("submit-the-copy").claimed == Claim::Done,
        withheld: settings.kept_secret && file.refused_at.is_some(),
        client: Client::new(host, &settings.options)?,
        admin: settings.credentials.admin,
        integration: settings.credentials.integration,
        token: OnceCell::new(),
        contact: OnceCell::new(),
        asked_as_admin: Asked::default(),
        asked_as_integration: Asked::default(),
        user: OnceLock::new(),
        verdicts: Mutex::default(),
        ends: watch::Sender::new(()),
    };
    let asked_for: Vec<bool> =
        checks.iter().zip(parts).map(|(check, part)| run.asks_for(check.as_ref(), part)).collect();
    let planned = checks.iter().zip(&asked_for).map(|(check, &asked_for)| planned_check(check.as_ref(), asked_for));
    watch(Event::Planned(planned.collect()));
    let results = run_all(&run, &checks, &asked_for, &file.accepted, &mut watch).await;
    Ok(Report {
        schema: 1,
        guide: GuideName { id: plan.guide.id.clone(), version: plan.guide.version.clone() },
        host: host.host().to_owned(),
        environment: host.environment(),
        user: plan.user.clone(),
        admin: run.admin_name(),
        required_roles: plan.required_roles.clone(),
        seen_from: "this computer".to_owned(),
        started_at,
        finished_at: (settings.now)(),
        partial: settings.only.is_partial(),
        verdict: whole(&results),
        checks: results,
    })
}

/// Refuses a private key that is not that of the setup's certificate, before anything is sent.
fn refuse_strange_key(plan: &Plan, credentials: &Credentials) -> Result<(), Problem> {
    let key = credentials.integration.as_ref().and_then(IntegrationCredential::key);
    match (key, &plan.certificate) {
        (Some(key), Some(certificate))
            if plan.authentication == Authentication::Jwt && !certificate.belongs_to(key) =>
        {
            Err(Problem::CertificateDoesNotMatch)
        }
        _ => Ok(()),
    }
}

/// Refuses an administrator who is the integration user, before anything is sent. Compared with itself a user always sees
/// as much as the administrator, and one wrong password would cost two failed sign-ins.
fn refuse_one_for_both(plan: &Plan, credentials: &Credentials) -> Result<(), Problem> {
    let admin = credentials.admin.as_ref().and_then(AdminCredential::user);
    match (admin, &plan.user) {
        (Some(admin), Some(user)) if admin.eq_ignore_ascii_case(user) => {
            Err(Problem::AdminIsIntegrationUser { user: user.clone() })
        }
        _ => Ok(()),
    }
}

/// Refuses a name that HTTP's own sign-in can not bear, before anything is sent.
fn refuse_colons(plan: &Plan, credentials: &Credentials) -> Result<(), Problem> {
    let integration = plan.user.clone().filter(|_| plan.authentication == Authentication::Basic);
    let admin = credentials.admin.as_ref().and_then(AdminCredential::user);
    admin.into_iter().chain(integration).try_for_each(|user| refuse_colon(&user))
}

fn planned_check(check: &dyn Check, asked_for: bool) -> PlannedCheck {
    let subject = check.subject().map(str::to_owned);
    PlannedCheck { id: check.id(), subject, runs_as: check.runs_as(), asked_for }
}

/// The requests of a run where all is well, before it: as whom, and which.
pub fn planned(file: &SetupFile) -> Result<Vec<(RunsAs, Ask)>, Problem> {
    let plan = Plan::of(file)?;
    let mut asks: Vec<(RunsAs, Ask)> = Vec::new();
    for check in of(&plan).iter().filter(|check| check.has_input(&plan)) {
        for ask in check.asks(&plan) {
            if !asks.contains(&ask) {
                asks.push(ask);
            }
        }
    }
    Ok(asks)
}

async fn run_all(
    run: &Run<'_>,
    checks: &[Box<dyn Check>],
    asked_for: &[bool],
    accepted: &[Accepted],
    watch: &mut (impl FnMut(Event) + Send),
) -> Vec<CheckResult> {
    let mut results: Vec<Option<CheckResult>> = checks.iter().map(|_| None).collect();
    let mut started = vec![false; checks.len()];
    let mut under_way = FuturesUnordered::new();
    let mut patience = Patience(vec![None; checks.len()]);
    loop {
        // Ends may free further checks, which may be skipped at once and free others: go round until nothing changes.
        let mut changed = true;
        while changed {
            changed = false;
            for (index, check) in checks.iter().enumerate().filter(|(index, _)| !started[*index]).collect::<Vec<_>>() {
                let Some(ready) = run.readiness(check.as_ref(), asked_for[index]) else { continue };
                started[index] = true;
                match ready {
                    Ok(()) => {
                        patience.0[index] = Some(Instant::now() + SLOW);
                        watch(Event::Started(check.id(), check.subject().map(str::to_owned)));
                        let outcome = AssertUnwindSafe(check.run(run)).catch_unwind();
                        under_way.push(async move { (index, outcome.await) });
                    }
                    Err(because) => {
                        run.note_end(check.as_ref(), Verdict::Skipped);
                        changed = true;
                        let result = told(run, check.as_ref(), Outcome::skipped(because), accepted);
                        watch(Event::Finished(Box::new(result.clone())));
                        results[index] = Some(result);
                    }
                }
            }
        }
        let ended = loop {
            tokio::select! {
                biased;
                ended = under_way.next() => break ended,
                index = patience.lost() => watch(Event::Slow(checks[index].id(), checks[index].subject().map(str::to_owned))),
            }
        };
        let Some((index, outcome)) = ended else { break };
        patience.0[index] = None;
        let check = checks[index].as_ref();
        let outcome = outcome.unwrap_or_else(|_| broke(check));
        run.note_end(check, outcome.verdict);
        let result = told(run, check, outcome, accepted);
        watch(Event::Finished(Box::new(result.clone())));
        results[index] = Some(result);
    }
    results.into_iter().flatten().collect()
}

/// For each check that is under way and was not yet told to be slow, when it will be.
struct Patience(Vec<Option<Instant>>);

impl Patience {
    /// Waits until a check is slow, and says which.
    async fn lost(&mut self) -> usize {
        let ends = self.0.iter().enumerate().filter_map(|(index, end)| Some((*end.as_ref()?, index)));
        let Some((end, index)) = ends.min() else { return std::future::pending().await };
        sleep_until(end).await;
        self.0[index] = None;
        index
    }
}

/// A check that panics is its own result; the others go on.
fn broke(check: &dyn Check) -> Outcome {
    let what = format!("the check {} did not end as it should", check.id().as_str());
    Outcome::new(Verdict::Broke, Some(Problem::Unexpected { what }), None, Vec::new())
}

/// The result in words, with the step that this guide has for it.
fn told(run: &Run<'_>, check: &dyn Check, outcome: Outcome, accepted: &[Accepted]) -> CheckResult {
    let step = outcome.problem.as_ref().and_then(|problem| run.plan.step_for(&problem.code(), outcome.step));
    let accepted = accepted
        .iter()
        .find(|one| one.is_of(check.id(), check.subject(), outcome.problem.as_ref()))
        .map(Accepting::from);
    let result = CheckResult {
        id: check.id(),
        subject: check.subject().map(str::to_owned),
        runs_as: check.runs_as(),
        verdict: outcome.verdict,
        because: outcome.because,
        step,
        title: String::new(),
        meaning: String::new(),
        remedy: String::new(),
        effect: String::new(),
        ask: None,
        differences: outcome.problem.as_ref().map(Problem::differences).unwrap_or_default(),
        problem: outcome.problem,
        earlier: None,
        accepted,
        totals: outcome.totals,
        held: outcome.held,
        requests: outcome.requests,
    };
    let words = words::of_check(&result, run.plan).plain();
    let Words { title, meaning, remedy, effect, ask } = words;
    CheckResult { title, meaning, remedy, effect, ask, ..result }
}

pub(super) fn first_must(plan: &Plan) -> Option<&Probe> {
    plan.guide.must_probes().next()
}

pub(super) fn rows_ask(probe: &Probe) -> Ask {
    Ask::rows(&probe.resource, &probe.field)
}

/// Unreachable for a check that says what it needs; if it ever is reached, the check breaks instead of passing.
fn no_credential() -> Problem {
    Problem::Unexpected { what: "a credential was needed and not there".to_owned() }
}

fn nothing_sent(problem: Problem) -> Exchange {
    Exchange { requests: Vec::new(), clock_ahead_s: None, reply: Err(problem) }
}
