//! A run: checks start as soon as what they need is there, independent ones at the same time.
//!
//! What several checks rest on (the administrator's own record, the first read of a must resource) is asked for once and
//! kept for the run. A healthy run takes three waves: nobody, both identities once each, everything else.

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::OnceLock};

use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use tokio::sync::{OnceCell, watch};

use super::{
    Because, Check, CheckId, CheckResult, GuideName, Need, Outcome, Reason, Report, RunsAs, Verdict, of,
    report::{Accepting, whole},
    witness,
};
use crate::{
    address::OracleHost,
    credentials::{AdminCredential, Credentials, IntegrationCredential},
    guide::{Authentication, Probe},
    oracle::{Ask, Client, Exchange, Identity, Options, SignIn, User},
    plan::Plan,
    problem::Problem,
    setup_file::{Accepted, Claim, SetupFile},
    token, words,
};

/// A check as a person names it: `rows_visible` or `rows_visible:workers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The check.
    pub id: CheckId,
    /// One of its resources, or all.
    pub subject: Option<String>,
}

impl Named {
    /// Reads `CHECK[:SUBJECT]`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let (id, subject) = text.split_once(':').map_or((text, None), |(id, subject)| (id, Some(subject.to_owned())));
        Ok(Self { id: CheckId::find(id.trim())?, subject })
    }

    fn names(&self, check: &dyn Check) -> bool {
        self.id == check.id() && self.subject.as_deref().is_none_or(|subject| check.subject() == Some(subject))
    }
}

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
    /// Only these checks, and what they need; empty for all.
    pub only: Vec<Named>,
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
}

/// What can be watched while a run is under way.
#[derive(Debug, Clone)]
pub enum Event {
    /// The checks of the run, before the first begins.
    Planned(Vec<PlannedCheck>),
    /// A check began.
    Started(CheckId, Option<String>),
    /// A check ended.
    Finished(Box<CheckResult>),
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
    admin_self: OnceCell<Exchange>,
    admin_rows: HashMap<String, OnceCell<Exchange>>,
    integration_rows: HashMap<String, OnceCell<Exchange>>,
    user: OnceLock<User>,
    verdicts: std::sync::Mutex<HashMap<(CheckId, Option<String>), Verdict>>,
    ends: watch::Sender<()>,
}

impl Run<'_> {
    /// The request that bears no credential.
    pub(super) async fn contact(&self) -> &Exchange {
        let ask = Ask::contact(first_must(self.plan).map_or("", |probe| &probe.resource));
        self.contact.get_or_init(|| async move { self.client.ask(Identity::Nobody, &ask, self.now).await }).await
    }

    /// The first request of the administrator: its own record, or any where its name is not known.
    pub(super) async fn admin_self(&self) -> &Exchange {
        let name = self.admin_name();
        let ask = name.map_or_else(Ask::any_user, |name| Ask::user_named(&name));
        self.admin_self.get_or_init(|| self.as_admin(ask)).await
    }

    /// How many rows of a must resource the administrator sees.
    pub(super) async fn admin_rows(&self, probe: &Probe) -> Exchange {
        let ask = rows_ask(probe);
        match self.admin_rows.get(&probe.resource) {
            Some(kept) => kept.get_or_init(|| self.as_admin(ask)).await.clone(),
            None => self.as_admin(ask).await,
        }
    }

    /// How many rows of a must resource the integration user sees; of the first, its first request.
    pub(super) async fn integration_rows(&self, probe: &Probe) -> Exchange {
        let ask = rows_ask(probe);
        match self.integration_rows.get(&probe.resource) {
            Some(kept) => kept.get_or_init(|| self.as_integration(ask)).await.clone(),
            None => self.as_integration(ask).await,
        }
    }

    /// Asks as the administrator. Without its credential nothing is sent.
    pub(super) async fn as_admin(&self, ask: Ask) -> Exchange {
        match &self.admin {
            Some(admin) => self.client.ask(Identity::Admin(admin), &ask, self.now).await,
            None => nothing_sent(no_credential()),
        }
    }

    /// Asks as the integration user. Without its credential nothing is sent.
    pub(super) async fn as_integration(&self, ask: Ask) -> Exchange {
        match self.sign_in().await {
            Some(Ok(sign_in)) => self.client.ask(Identity::Integration(sign_in), &ask, self.now).await,
            Some(Err(problem)) => nothing_sent(problem),
            None => nothing_sent(no_credential()),
        }
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
        self.verdicts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&key).copied()
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

    fn note_end(&self, check: &dyn Check, verdict: Verdict) {
        let key = (check.id(), check.subject().map(str::to_owned));
        self.verdicts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key, verdict);
        self.ends.send_replace(());
    }

    /// None while something that it needs has not ended; then whether it runs, and if not, why.
    fn readiness(&self, check: &dyn Check, asked_for: bool) -> Option<Result<(), Because>> {
        if !asked_for || !check.has_input(self.plan) {
            return Some(Err(Because::Reason(Reason::NotAskedFor)));
        }
        let needs = check.needs();
        if needs.contains(&Need::AdminCredential) && !self.has_admin() {
            return Some(Err(Because::Reason(Reason::NoAdminCredential)));
        }
        if needs.contains(&Need::IntegrationCredential) && self.plan.vendor_holds_the_key() {
            return Some(Err(Because::Reason(Reason::VendorHoldsTheKey)));
        }
        if needs.contains(&Need::IntegrationCredential) && self.withheld {
            return Some(Err(Because::Reason(Reason::SecretWasRefused)));
        }
        if needs.contains(&Need::IntegrationCredential) && !self.has_integration() {
            return Some(Err(Because::Reason(Reason::NoIntegrationCredential)));
        }
        // All of them are waited for, so that the reason is the first in the written order and not the first to end.
        let mut stopped_by = None;
        for need in needs {
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
fn before<'a>(need: Need, check: &'a dyn Check, plan: &'a Plan) -> Option<(CheckId, Option<&'a str>)> {
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
    let checks = of(&plan);
    let asked_for = asked_for(&checks, &settings.only, &plan)?;
    let started_at = (settings.now)();
    let cells = || plan.guide.must_probes().map(|probe| (probe.resource.clone(), OnceCell::new())).collect();
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
        admin_self: OnceCell::new(),
        admin_rows: cells(),
        integration_rows: cells(),
        user: OnceLock::new(),
        verdicts: std::sync::Mutex::default(),
        ends: watch::Sender::new(()),
    };
    watch(Event::Planned(checks.iter().map(|check| planned_check(check.as_ref())).collect()));
    let results = run_all(&run, &checks, &asked_for, &file.accepted, &mut watch).await;
    Ok(Report {
        schema: 1,
        guide: GuideName { id: plan.guide.id.clone(), version: plan.guide.version.clone() },
        host: host.host().to_owned(),
        environment: host.environment(),
        user: plan.user.clone(),
        required_roles: plan.required_roles.clone(),
        seen_from: "this computer".to_owned(),
        started_at,
        finished_at: (settings.now)(),
        partial: !settings.only.is_empty(),
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

fn planned_check(check: &dyn Check) -> PlannedCheck {
    PlannedCheck { id: check.id(), subject: check.subject().map(str::to_owned), runs_as: check.runs_as() }
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
        let Some((index, outcome)) = under_way.next().await else { break };
        let check = checks[index].as_ref();
        let outcome = outcome.unwrap_or_else(|_| broke(check));
        run.note_end(check, outcome.verdict);
        let result = told(run, check, outcome, accepted);
        watch(Event::Finished(Box::new(result.clone())));
        results[index] = Some(result);
    }
    results.into_iter().flatten().collect()
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
        .find(|one| {
            one.check == check.id()
                && one.subject.as_deref() == check.subject()
                && Some(&one.problem) == outcome.problem.as_ref()
        })
        .map(|one| Accepting { reason: one.reason.clone(), at: one.at });
    let mut result = CheckResult {
        id: check.id(),
        subject: check.subject().map(str::to_owned),
        runs_as: check.runs_as(),
        verdict: outcome.verdict,
        because: outcome.because,
        problem: outcome.problem,
        step,
        title: String::new(),
        meaning: String::new(),
        remedy: String::new(),
        accepted,
        totals: outcome.totals,
        requests: outcome.requests,
    };
    let words = words::of_check(&result, run.plan).plain();
    (result.title, result.meaning, result.remedy) = (words.title, words.meaning, words.remedy);
    result
}

/// Which checks a run is to hold: all, or the named ones and what they need.
fn asked_for(checks: &[Box<dyn Check>], only: &[Named], plan: &Plan) -> Result<Vec<bool>, Problem> {
    if only.is_empty() {
        return Ok(vec![true; checks.len()]);
    }
    let mut wanted = vec![false; checks.len()];
    for named in only {
        let mut found = false;
        for (index, _) in checks.iter().enumerate().filter(|(_, check)| named.names(check.as_ref())) {
            found = true;
            want(checks, index, plan, &mut wanted);
        }
        if !found {
            return Err(unknown_subject(checks, named));
        }
    }
    Ok(wanted)
}

fn want(checks: &[Box<dyn Check>], index: usize, plan: &Plan, wanted: &mut [bool]) {
    if std::mem::replace(&mut wanted[index], true) {
        return;
    }
    let check = checks[index].as_ref();
    for need in check.needs() {
        let needed = match *need {
            Need::Consults(id) => Some((id, None)),
            need => before(need, check, plan),
        };
        let needed = needed
            .and_then(|(id, subject)| checks.iter().position(|check| check.id() == id && check.subject() == subject));
        if let Some(needed) = needed {
            want(checks, needed, plan, wanted);
        }
    }
}

fn unknown_subject(checks: &[Box<dyn Check>], named: &Named) -> Problem {
    let known: Vec<String> = checks
        .iter()
        .filter(|check| check.id() == named.id)
        .map(|check| {
            check.subject().map_or(named.id.as_str().to_owned(), |subject| format!("{}:{subject}", named.id.as_str()))
        })
        .collect();
    Problem::CheckUnknown {
        check: named
            .subject
            .as_ref()
            .map_or(named.id.as_str().to_owned(), |subject| format!("{}:{subject}", named.id.as_str())),
        nearest: known.first().cloned(),
        known,
    }
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
