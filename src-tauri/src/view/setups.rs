//! Setups as the home screen and the walk show them.

use std::path::Path;

use jiff::Timestamp;
use practice_oracle as practice;
use serde::Serialize;
use setup::{
    address::{Address, Changed, Environment, OracleHost},
    checks::{Verdict, compare, together},
    guide::{Authentication, GuideAsks, RoleList, preview},
    key::CertificateRecord,
    plan::Plan,
    problem::Problem,
    setup_file::{Claim, Notice, Opened, SetupFile, Visibility},
    status::{self, LastRun},
    words,
};

use super::{
    KeychainView,
    branches::{self, BranchView},
    report::{ComparisonView, ReportView, comparison_view, report_view},
    walk::{StageView, stages},
};

/// An address as it was understood.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct AddressView {
    pub host: String,
    pub subdomain: Option<String>,
    pub origin: String,
    pub environment: Environment,
    pub cleaned: Option<String>,
}

/// The last whole verification in brief.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct LastVerdict {
    pub verdict: Verdict,
    pub finished_at: String,
    pub partial: bool,
}

impl From<LastRun> for LastVerdict {
    fn from(last: LastRun) -> Self {
        Self { verdict: last.verdict, finished_at: last.finished_at.to_string(), partial: last.partial }
    }
}

/// Where the integration user's secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SecretState {
    None,
    Stored,
    Memory,
}

/// Where the integration user's secret is, and how the keychain stands.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct SecretView {
    pub state: SecretState,
    pub keychain: KeychainView,
}

/// The practice Oracle behind a setup.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct PracticeView {
    /// None as long as a mistake is planted and nobody has asked which.
    pub scenario: Option<String>,
    /// What there is to learn.
    pub learn: String,
    pub origin: String,
    pub console: String,
    pub admin_user: String,
    /// How practice signs the administrator in, where nobody types anything else.
    pub admin: PracticeAdmin,
}

/// How practice signs the administrator in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PracticeAdmin {
    /// With user name and password.
    Password,
    /// With the token of a signed-in browser.
    Token,
    /// Not at all: the scenario is about that.
    Nobody,
}

/// The certificate by which Oracle checks the integration user's tokens.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CertificateView {
    pub hex: String,
    pub base64: String,
    pub base64url: String,
    pub not_after: String,
}

/// A setup that somebody else works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looking {
    /// Who does, as a refusal.
    pub held: Problem,
    /// Nobody does any more.
    pub free: bool,
}

/// Why a setup can only be read.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ReadingView {
    pub title: String,
    pub meaning: String,
    pub remedy: String,
    pub offers: Vec<Offer>,
}

/// What a person may do about a setup that can only be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// Go on with a copy of one's own.
    TakeCopy,
    /// Open it to work on it.
    Work,
    /// The same, although another computer is said to have it open.
    TakeOver,
}

/// A setup, whole.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that the page shows")]
pub struct SetupView {
    pub path: String,
    pub name: String,
    pub vendor: String,
    pub guide_id: String,
    pub guide_minutes: u32,
    /// The vendor gives each customer a list of role codes.
    pub asks_for_roles: bool,
    /// What the guide asks for, where it did not come with the program.
    pub own_guide: Option<GuideAsks>,
    pub host: Option<String>,
    pub environment: Option<Environment>,
    pub user: Option<String>,
    pub authentication: Authentication,
    pub role_name: Option<String>,
    pub role_code: Option<String>,
    pub data_role_code: Option<String>,
    pub required_roles: Option<Vec<String>>,
    pub requisition: Option<String>,
    pub narrower: bool,
    pub issuer: Option<String>,
    pub authentications: Vec<Authentication>,
    pub branches: Vec<BranchView>,
    pub certificate: Option<CertificateView>,
    pub stages: Vec<StageView>,
    pub done: u32,
    pub total: u32,
    pub minutes_left: u32,
    pub last: Option<ReportView>,
    /// The last whole verification with the parts that were checked since; none where there was no part.
    pub latest: Option<ReportView>,
    pub compared: Option<ComparisonView>,
    pub secret: SecretView,
    /// When Oracle refused the kept secret.
    pub refused_at: Option<String>,
    pub practice: Option<PracticeView>,
    /// It is open for review: nothing reaches Oracle from here.
    pub review: bool,
    /// The last day of the integration user's password, as `2026-05-20`, where a person gave it.
    pub password_expires: Option<String>,
    pub read_only: bool,
    /// Why it can only be read, and what can be done about it.
    pub reading: Option<ReadingView>,
    pub notices: Vec<String>,
}

/// An address as it was understood.
pub fn address_view(address: &Address) -> AddressView {
    let host = &address.host;
    AddressView {
        host: host.host().to_owned(),
        subdomain: host.subdomain().map(str::to_owned),
        origin: host.origin(),
        environment: host.environment(),
        cleaned: cleaned(&address.changed),
    }
}

/// A setup, whole.
pub fn setup_view(
    path: &Path,
    opened: &Opened,
    looking: Option<Looking>,
    secret: SecretView,
    practice: Option<&practice::Practice>,
    review: bool,
) -> Result<SetupView, Problem> {
    let file = &opened.file;
    let plan = Plan::of(file)?;
    let mut stages = stages(file, &plan, practice);
    if review {
        stages.iter_mut().flat_map(|stage| &mut stage.steps).for_each(|step| step.link = None);
    }
    let steps = || stages.iter().flat_map(|stage| &stage.steps);
    let progress = status::progress(steps().map(|step| step.claimed));
    let open = |claim: Claim| matches!(claim, Claim::Todo | Claim::Waiting);
    Ok(SetupView {
        path: path.display().to_string(),
        name: file.name.clone(),
        vendor: plan.guide.vendor.clone(),
        guide_id: plan.guide.id.clone(),
        guide_minutes: plan.guide.minutes,
        asks_for_roles: plan.guide.roles.list == RoleList::Vendor,
        own_guide: file.guide.text.as_deref().map(|text| preview(&file.guide()?, Some(text))).transpose()?,
        host: file.host.clone(),
        environment: plan.host.as_ref().map(OracleHost::environment),
        user: plan.user.clone(),
        authentication: plan.authentication,
        role_name: plan.role.as_ref().map(|role| role.name.clone()),
        role_code: plan.role.as_ref().map(|role| role.code.clone()),
        data_role_code: plan.facts.get("data_role_code").cloned(),
        required_roles: plan.roles_known.then(|| plan.required_roles.clone()),
        requisition: plan.requisition.clone(),
        narrower: plan.visibility == Visibility::Narrower,
        issuer: file.issuer.clone(),
        authentications: plan.guide.authentications.clone(),
        branches: branches::of_guide(&plan),
        certificate: file.certificate.as_ref().map(certificate_view),
        done: count(progress.done),
        total: count(progress.total),
        minutes_left: steps().filter(|step| open(step.claimed)).map(|step| step.minutes).sum(),
        last: file.last_run().map(|run| report_view(run, &plan)),
        latest: together(file).filter(|run| run.partial).map(|run| report_view(&run, &plan)),
        compared: compared(file, &plan),
        refused_at: file.refused_at.map(|time| time.to_string()),
        secret,
        practice: practice.map(practice_view),
        review,
        password_expires: file.password_expires.map(|day| day.to_string()),
        read_only: opened.read_only,
        reading: reading_view(path, opened, looking),
        notices: notices(opened),
        stages,
    })
}

fn certificate_view(record: &CertificateRecord) -> CertificateView {
    let certificate = record.certificate();
    let fingerprint = certificate.fingerprint();
    CertificateView {
        hex: fingerprint.hex(),
        base64: fingerprint.base64(),
        base64url: fingerprint.base64url(),
        not_after: certificate.not_after().to_string(),
    }
}

/// Why a setup can only be read.
fn reading_view(path: &Path, opened: &Opened, looking: Option<Looking>) -> Option<ReadingView> {
    if !opened.read_only {
        return None;
    }
    let newer = opened.notices.iter().find_map(|notice| match notice {
        Notice::Newer { schema, known } => Some((*schema, *known)),
        _ => None,
    });
    let shown = path.display().to_string();
    let (problem, offers) = match (looking, newer) {
        (Some(Looking { free: true, .. }), _) => return Some(let_go()),
        (Some(Looking { held: held @ Problem::OpenElsewhere { .. }, .. }), _) => {
            (held, vec![Offer::TakeCopy, Offer::TakeOver])
        }
        (Some(Looking { held, .. }), _) => (held, vec![Offer::TakeCopy]),
        (None, Some((schema, known))) => (Problem::FileNewer { path: shown, schema, known }, Vec::new()),
        (None, None) => (Problem::FileReadOnly { path: shown }, vec![Offer::TakeCopy]),
    };
    let words = words::of_refusal(&problem);
    Some(ReadingView { title: words.title, meaning: words.meaning, remedy: words.remedy, offers })
}

fn let_go() -> ReadingView {
    ReadingView {
        title: "Nobody else has this setup open any more".to_owned(),
        meaning: "What you see is how it stands now.".to_owned(),
        remedy: String::new(),
        offers: vec![Offer::Work],
    }
}

/// What a person should know of the file, and of a certificate whose end is near.
fn notices(opened: &Opened) -> Vec<String> {
    let certificate = status::certificate_notice(&opened.file, Timestamp::now());
    // That it can only be read is told with what can be done about it.
    let others = opened.notices.iter().filter(|notice| !matches!(notice, Notice::ReadOnly | Notice::Newer { .. }));
    others.map(words::notice).chain(certificate.map(words::certificate_notice)).collect()
}

/// The last whole verification beside the one before it.
fn compared(file: &SetupFile, plan: &Plan) -> Option<ComparisonView> {
    let mut whole = file.runs.iter().rev().filter(|run| !run.partial);
    let (now, before) = (whole.next()?, whole.next()?);
    compare(before, now).map(|comparison| comparison_view(&comparison, before, plan))
}

fn practice_view(practice: &practice::Practice) -> PracticeView {
    let scenario = practice.scenario();
    let told = (!practice.is_hidden()).then_some(scenario);
    PracticeView {
        scenario: told.map(|scenario| scenario.name.to_owned()),
        learn: told.map_or(practice::PLANTED, |scenario| scenario.learn).to_owned(),
        origin: practice.origin().to_owned(),
        console: practice.console().to_owned(),
        admin_user: practice.admin().user,
        admin: match scenario.given.admin {
            practice::AdminSignIn::Password => PracticeAdmin::Password,
            practice::AdminSignIn::Token => PracticeAdmin::Token,
            practice::AdminSignIn::Nobody => PracticeAdmin::Nobody,
        },
    }
}

/// One sentence on what was taken away or altered.
fn cleaned(changed: &[Changed]) -> Option<String> {
    let parts: Vec<&str> = changed
        .iter()
        .map(|change| match change {
            Changed::Scheme => "https://",
            Changed::Path => "the path",
            Changed::Query => "what follows the ?",
            Changed::Fragment => "what follows the #",
            Changed::Port => "the port",
            Changed::Case => "capital letters",
            Changed::TrailingDot => "the dot at the end",
            Changed::Spaces => "spaces",
        })
        .collect();
    match parts.split_last() {
        None => None,
        Some((last, [])) => Some(format!("Cleaned: {last}.")),
        Some((last, others)) => Some(format!("Cleaned: {} and {last}.", others.join(", "))),
    }
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
