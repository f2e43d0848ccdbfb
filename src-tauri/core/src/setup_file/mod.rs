//! One file is the whole record of a setup: what was planned, what a person claims, what Oracle showed.
//!
//! The types have no place for a secret. Unknown fields are kept on rewrite. How bytes get on disk is in [`store`]; the
//! changes that a person can make are in [`change`]; bringing two desks together is in [`merge()`]. The format is
//! described, field by field, in `docs/setup-file.md` beside this crate's sources.

mod cells;
pub mod change;
mod handed_over;
mod interleave;
mod kept_report;
mod lineage;
mod members;
mod merge;
mod observe;
mod reading;
mod recent;
mod review;
mod secret_guard;
pub mod store;
mod unknown;

use std::{borrow::Cow, cell::Cell, collections::BTreeMap, ops::Deref, path::Path};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use self::{
    lineage::{Lineages, Mark},
    reading::Reader,
};

use crate::{
    checks::{CheckId, CheckResult, Report, Verdict},
    guide::{self, Authentication, Branches, Guide},
    key::CertificateRecord,
    oracle::SentAs,
    problem::Problem,
};
pub use change::{Change, Form};
pub use handed_over::HandedOver;
pub use kept_report::KeptReport;
pub use merge::{Arrival, Choices, Difference, Merged, Preview, Side, merge, merge_files, merge_into, preview};
pub use reading::Glance;
pub use review::{Carry, copy};
pub use secret_guard::refuse_secret;
pub use store::{Holder, Notice, account};

/// What every setup file calls itself.
const FORMAT: &str = "oracle-setup";

/// The schema that this program writes.
pub const SCHEMA: u64 = 1;

/// How many runs are kept whole; older ones as a line each.
const WHOLE_RUNS: usize = 20;

/// A setup as it stands on disk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetupFile {
    /// Always `oracle-setup`.
    format: String,
    /// Version of the format.
    schema: u64,
    /// Names the setup in the keychain; made once.
    pub id: Uuid,
    /// What people call it, such as the company's name.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// The guide that it follows.
    pub guide: GuideRef,
    /// The pod's host, cleaned, or none in a draft.
    pub host: Option<String>,
    /// `HOST[:PORT]` that was let in beside Oracle's own domains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_host: Option<String>,
    /// The integration user's name, or none in a draft.
    pub user: Option<String>,
    /// How the integration user signs in.
    pub authentication: Authentication,
    /// The trusted issuer, for JWT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The certificate by which Oracle checks tokens, for JWT. Its private key is never here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateRecord>,
    /// The vendor's list of role codes.
    pub roles: VendorRoles,
    /// A requisition number that was read off a screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requisition: Option<String>,
    /// How much the integration user is meant to see.
    pub visibility: Visibility,
    /// The branches that were chosen.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub branches: Branches,
    /// Values that override the guide's, such as `role_code`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// What people said of each step, by its id.
    pub steps: BTreeMap<String, StepRecord>,
    /// Findings that were accepted by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
    /// Verifications, oldest first.
    pub runs: Vec<KeptReport>,
    /// Verifications that are no longer kept whole, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub older_runs: Vec<RunLine>,
    /// How many of the newest verifications are kept whole; said as soon as an older one is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole_runs: Option<usize>,
    /// What was handed over, oldest first; never the secret.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handed_over: Vec<HandedOver>,
    /// When Oracle refused the secret that is kept. It is not sent again until it is typed anew, or the person says that
    /// Oracle was changed: each further trial could lock the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_at: Option<Timestamp>,
    /// The last day on which the integration user's password holds, where a person looked it up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_expires: Option<Date>,
    /// A practice setup: the scenario of its practice Oracle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<PracticeRecord>,
    /// Which changes made each field what it is, so that two copies can be brought together.
    #[serde(skip_serializing_if = "Lineages::is_empty")]
    changed: Lineages,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// Which guide a setup follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GuideRef {
    /// The guide's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text, lower-case hex.
    pub sha256: String,
    /// The whole text, where it is not a built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// The vendor's list of roles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorRoles {
    /// Not known yet.
    #[default]
    Unknown,
    /// The vendor asks for none beside the guide's own.
    None,
    /// These role codes.
    Given(Vec<String>),
}

/// How much the integration user is meant to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// As much as the administrator.
    #[default]
    All,
    /// Less, on purpose.
    Narrower,
}

/// What a person claims of a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// Not done yet.
    #[default]
    Todo,
    /// Done.
    Done,
    /// Begun, and waiting for something.
    Waiting,
    /// Not needed here.
    NotApplicable,
}

/// What Oracle was observed to hold of a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Observed {
    /// Nothing was observed.
    #[default]
    Unknown,
    /// Oracle holds it.
    Confirmed,
    /// Oracle holds something else.
    Contradicted,
}

/// What is recorded of a step.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepRecord {
    /// What a person claims.
    pub claimed: Claim,
    /// When the claim was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Timestamp>,
    /// Who made it, where they gave a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// It was claimed before, and is to be done once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redo: Option<Redo>,
    /// What Oracle was observed to hold; only a verification writes it.
    pub observed: Observed,
    /// When it was observed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed_at: Option<Timestamp>,
    /// The checks that contradict it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradicted_by: Vec<CheckId>,
    /// A note.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who does it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// What it waits for, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_for: Option<String>,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// Comments, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// Why a step is to be done once more. The next claim takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redo {
    /// When it was asked for.
    pub at: Timestamp,
    /// Who asks, where they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What is to be different.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// A comment on a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// When it was made.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
    /// Who says it, where they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Tells it from others, also in a copy without names and times: 12 hexadecimal digits. Older files have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// A finding that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The check.
    pub check: CheckId,
    /// Its subject, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The problem as it was; it holds while code and facts stay the same.
    pub problem: Problem,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// By whom, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Accepted {
    /// Whether it holds for that finding: a problem with other facts is another one.
    pub fn is_of(&self, check: CheckId, subject: Option<&str>, problem: Option<&Problem>) -> bool {
        self.check == check && self.subject.as_deref() == subject && Some(&self.problem) == problem
    }
}

/// A verification of which only the outcome is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLine {
    /// When it ended.
    pub finished_at: Timestamp,
    /// Its verdict.
    pub verdict: Verdict,
    /// Whether it was only a part of one.
    pub partial: bool,
}

/// What a practice setup keeps of its practice Oracle: never a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeRecord {
    /// Name of the scenario; `planted` as long as a mistake is planted and nobody has asked which.
    pub scenario: String,
}

/// A setup that was read, with what the person must know about it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The setup.
    pub file: SetupFile,
    /// Damage that was found, and the like.
    pub notices: Vec<Notice>,
    /// Nothing can be written to it: no right, or a newer schema.
    pub read_only: bool,
}

impl SetupFile {
    /// A new setup of that guide: nothing claimed, nothing observed.
    pub fn new(guide: &Guide, guide_text: Option<String>, now: Timestamp) -> Self {
        let followed = GuideRef {
            id: guide.id.clone(),
            version: guide.version.clone(),
            sha256: guide.sha256.clone(),
            text: guide_text,
            rest: Map::new(),
        };
        Self {
            authentication: guide.authentications.first().copied().unwrap_or_default(),
            ..Self::following(followed, now)
        }
    }

    fn following(guide: GuideRef, now: Timestamp) -> Self {
        Self {
            format: FORMAT.to_owned(),
            schema: SCHEMA,
            id: Uuid::new_v4(),
            name: String::new(),
            created_at: now,
            guide,
            host: None,
            allow_host: None,
            user: None,
            authentication: Authentication::default(),
            issuer: None,
            certificate: None,
            roles: VendorRoles::Unknown,
            requisition: None,
            visibility: Visibility::All,
            branches: Branches::new(),
            values: BTreeMap::new(),
            steps: BTreeMap::new(),
            accepted: Vec::new(),
            runs: Vec::new(),
            older_runs: Vec::new(),
            whole_runs: None,
            handed_over: Vec::new(),
            refused_at: None,
            password_expires: None,
            practice: None,
            changed: Lineages::default(),
            rest: Map::new(),
        }
    }

    /// The same plan for another pod: no claims, no observations, a new id, so no secret either.
    #[must_use]
    pub fn for_another_pod(&self, now: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            created_at: now,
            host: None,
            allow_host: None,
            certificate: None,
            steps: BTreeMap::new(),
            accepted: Vec::new(),
            runs: Vec::new(),
            older_runs: Vec::new(),
            whole_runs: None,
            handed_over: Vec::new(),
            refused_at: None,
            password_expires: None,
            practice: None,
            changed: Lineages::default(),
            ..self.clone()
        }
    }

    /// The guide that it follows: the built-in one of that id, or the one that stands inside.
    pub fn guide(&self) -> Result<Guide, Problem> {
        self.guide_borrowed().map(Cow::into_owned)
    }

    /// The same for whoever only looks: a built-in guide is not copied.
    pub(crate) fn guide_borrowed(&self) -> Result<Cow<'static, Guide>, Problem> {
        match &self.guide.text {
            Some(text) => guide::read(text, "the guide in this setup")
                .map(Cow::Owned)
                .map_err(|faults| Problem::GuideInvalid { faults }),
            None => guide::find(&self.guide.id).map(Cow::Borrowed),
        }
    }

    /// Whether it follows a built-in guide of another version than this program brings.
    pub fn guide_differs(&self, guide: &Guide) -> bool {
        self.guide.text.is_none() && self.guide.sha256 != guide.sha256
    }

    /// The last whole verification.
    pub fn last_run(&self) -> Option<&Report> {
        self.runs.iter().rev().find(|run| !run.partial).map(Deref::deref)
    }

    /// What is recorded of a step; nothing recorded reads as to do.
    pub fn step(&self, id: &str) -> StepRecord {
        self.steps.get(id).cloned().unwrap_or_default()
    }

    /// The newest failed check of those that contradict a step.
    pub fn contradicting(&self, step: &str) -> Option<&CheckResult> {
        let by = &self.steps.get(step)?.contradicted_by;
        let mut checks = self.runs.iter().rev().flat_map(|run| &run.checks);
        checks.find(|check| by.contains(&check.id) && check.verdict == Verdict::Failed)
    }

    /// What was found at a step: by a check that contradicts it, else by the last verification where that leads here.
    pub fn found_at(&self, step: &str) -> Option<&Problem> {
        let leads_here = |check: &&CheckResult| check.step.as_deref() == Some(step) && check.problem.is_some();
        let led = || self.last_run().and_then(|run| run.checks.iter().find(leads_here));
        self.contradicting(step).or_else(led).and_then(|check| check.problem.as_ref())
    }

    /// Keeps a verification and what it observed of each step.
    pub fn record(&mut self, report: Report, guide: &Guide) {
        observe::observe(self, &report, guide);
        let signed_in = report.check(CheckId::IntegrationSignedIn);
        // Accepted at first and refused since: a lock or an expiry in between, or another rule for that resource.
        let refused = signed_in.is_some_and(CheckResult::refuses_the_secret) || was_refused(&report);
        if refused {
            self.refused_at = Some(report.finished_at);
        } else if signed_in.is_some_and(|check| check.verdict == Verdict::Passed) {
            self.refused_at = None;
        }
        self.runs.push(report.into());
        self.keep_newest_runs_whole();
    }

    /// What to call it where several are spoken of: its name, else its pod, else its id.
    fn called(&self) -> String {
        let named = Some(self.name.clone()).filter(|name| !name.is_empty());
        named.or_else(|| self.host.clone()).unwrap_or_else(|| self.id.to_string())
    }

    fn keep_newest_runs_whole(&mut self) {
        let older = self.runs.len().saturating_sub(WHOLE_RUNS);
        self.older_runs.extend(self.runs.drain(..older).map(|run| RunLine::of(&run)));
        self.whole_runs = (!self.older_runs.is_empty()).then_some(WHOLE_RUNS);
    }

    fn bytes(&self) -> Result<Vec<u8>, Problem> {
        self.bytes_after(0)
    }

    /// Its bytes, where it took that many before.
    fn bytes_after(&self, before: usize) -> Result<Vec<u8>, Problem> {
        pretty(self, before)
    }
}

/// Whether Oracle answered any request of the integration user with 401.
fn was_refused(report: &Report) -> bool {
    report.requests().iter().any(|request| request.sent_as == SentAs::Integration && request.status == Some(401))
}

impl RunLine {
    fn of(run: &Report) -> Self {
        Self { finished_at: run.finished_at, verdict: run.verdict, partial: run.partial }
    }
}

/// The JSON of a setup that took that many bytes before; room for them is made at once.
fn pretty(file: &impl Serialize, before: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(before + before / 8);
    serde_json::to_writer_pretty(&mut bytes, file).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Opens a setup; damage is repaired from a copy where there is one.
pub fn open(path: &Path) -> Result<Opened, Problem> {
    let reader = Reader::default();
    let opened = store::open(path, &|bytes| reader.validity(bytes))?;
    Ok(told(reader.read(&opened.bytes, path)?, opened.notices, opened.read_only))
}

/// Opens a setup for looking at it alone: nothing is repaired or written, and it says that it is read-only.
pub fn look(path: &Path) -> Result<Opened, Problem> {
    let reader = Reader::default();
    let opened = store::look(path, &|bytes| reader.validity(bytes))?;
    Ok(told(reader.read(&opened.bytes, path)?, opened.notices, true))
}

/// A newer program's file can only be read for another reason than others, which a person mends in another way.
fn told(file: SetupFile, mut notices: Vec<Notice>, read_only: bool) -> Opened {
    if file.schema > SCHEMA {
        notices.retain(|notice| *notice != Notice::ReadOnly);
        notices.push(Notice::Newer { schema: file.schema, known: SCHEMA });
    }
    Opened { file, notices, read_only }
}

/// Writes a new setup; refuses to write over anything.
pub fn create(path: &Path, file: &SetupFile) -> Result<(), Problem> {
    store::create(path, &file.bytes()?)
}

/// As [`apply`], for a caller that has opened the file before and told its notices then.
pub fn change<T>(
    path: &Path,
    change: impl FnOnce(&mut SetupFile) -> Result<T, Problem>,
) -> Result<(SetupFile, T), Problem> {
    apply(path, change).map(|(opened, value)| (opened.file, value))
}

/// Reads the setup afresh, changes it, and returns when the change is on disk. Two programs may do so at the same time:
/// one waits for the other. Where a program without locks, such as that of a synced folder, wrote meanwhile, both
/// changes are kept.
///
/// The notices say what was repaired on the way.
///
/// # Errors
/// Those of `change`; [`Problem::ChangedByAnother`] where such a program changed the same field; [`Problem::FileNewer`];
/// and those of [`store::transact`].
pub fn apply<T>(
    path: &Path,
    change: impl FnOnce(&mut SetupFile) -> Result<T, Problem>,
) -> Result<(Opened, T), Problem> {
    transact(path, |present| {
        let mut file = present.clone();
        let value = change(&mut file)?;
        stamp(present, &mut file)?;
        Ok((file, value))
    })
}

/// As [`apply`], for a change that a person made while looking at `seen`: what was changed on disk since then stays, and
/// a field that both changed is told instead of written over.
///
/// # Errors
/// Those of [`apply`]; [`Problem::ChangedByAnother`] where somebody changed the same field since `seen` was read.
pub fn apply_to_seen<T>(
    path: &Path,
    seen: &SetupFile,
    change: impl FnOnce(&mut SetupFile) -> Result<T, Problem>,
) -> Result<(Opened, T), Problem> {
    transact(path, |present| {
        let (mut base, mut mine) = (seen.clone(), seen.clone());
        let value = change(&mut mine)?;
        stamp(&mut base, &mut mine)?;
        Ok((merge::since(&base, &mine, present, path)?, value))
    })
}

/// Marks every field that differs from what it was.
fn stamp(before: &mut SetupFile, after: &mut SetupFile) -> Result<(), Problem> {
    let (was, is) = (cells::of(before)?, cells::of(after)?);
    let mark = Mark::new(Timestamp::now());
    for cell in was.keys().chain(is.keys().filter(|cell| !was.contains_key(*cell))) {
        // What Oracle showed has its own time, and no person changes it.
        if was.get(cell) != is.get(cell) && !merge::is_observation(cell) {
            after.changed.note(cell, &mark);
        }
    }
    Ok(())
}

fn transact<T>(
    path: &Path,
    change: impl FnOnce(&mut SetupFile) -> Result<(SetupFile, T), Problem>,
) -> Result<(Opened, T), Problem> {
    let reader = Reader::recalling();
    let (reconciled, plain) = (Cell::new(false), Cell::new(false));
    let (stored, (file, value)) = store::transact_reconciling(
        path,
        &|bytes| reader.validity(bytes),
        |bytes| {
            let mut present = reader.read(bytes, path)?;
            if present.schema > SCHEMA {
                let (schema, known) = (present.schema, SCHEMA);
                return Err(Problem::FileNewer { path: path.display().to_string(), schema, known });
            }
            let (after, value) = change(&mut present)?;
            plain.set(reader.has_recalled() || present.bytes_after(bytes.len())? == *bytes);
            let rewritten = if after == present {
                bytes.to_vec()
            } else if plain.get() {
                after.bytes_after(bytes.len())?
            } else {
                unknown::rewrite(bytes, &present, &after)?
            };
            Ok((rewritten, (after, value)))
        },
        &|base, mine, theirs| {
            reconciled.set(true);
            merge::bytes_since([base, mine, theirs], path).map(Some)
        },
    )?;
    let file = if reconciled.get() { reader.read(&stored.bytes, path)? } else { file };
    if plain.get() && !reconciled.get() {
        recent::keep(stored.bytes, file.clone());
    }
    Ok((Opened { file, notices: stored.notices, read_only: false }, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup() -> SetupFile {
        SetupFile::new(&guide::builtins()[0], None, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn keeps_fields_that_it_does_not_know() {
        let mut value = serde_json::to_value(setup()).unwrap();
        value["later"] = Value::from("kept");
        value["steps"] = serde_json::json!({"verify": {"claimed": "done", "mood": "good"}});
        let read: SetupFile = serde_json::from_value(value).unwrap();
        let again = serde_json::to_value(&read).unwrap();
        assert_eq!(again["later"], "kept");
        assert_eq!(again["steps"]["verify"]["mood"], "good");
    }

    #[test]
    fn a_newer_schema_opens_read_only_and_is_never_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.oraclesetup");
        let mut value = serde_json::to_value(setup()).unwrap();
        value["schema"] = Value::from(2);
        let bytes = serde_json::to_vec(&value).unwrap();
        std::fs::write(&path, &bytes).unwrap();
        let opened = open(&path).unwrap();
        assert_eq!((opened.notices, opened.read_only), (vec![Notice::Newer { schema: 2, known: SCHEMA }], true));
        let refused = change(&path, |file| {
            file.name = "x".to_owned();
            Ok(())
        });
        assert!(matches!(refused, Err(Problem::FileNewer { schema: 2, .. })), "{refused:?}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn a_change_is_there_when_the_file_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.oraclesetup");
        create(&path, &setup()).unwrap();
        change(&path, |file| {
            file.name = "Example Retail".to_owned();
            Ok(())
        })
        .unwrap();
        assert_eq!(open(&path).unwrap().file.name, "Example Retail");
    }

    #[test]
    fn the_same_plan_for_another_pod_carries_no_claim() {
        let mut file = setup();
        file.user = Some("vendor.integration".to_owned());
        file.steps.insert("verify".to_owned(), StepRecord { claimed: Claim::Done, ..StepRecord::default() });
        let other = file.for_another_pod(Timestamp::UNIX_EPOCH);
        assert_eq!((other.user, other.steps.len()), (file.user, 0));
        assert_ne!(other.id, file.id);
    }
}
