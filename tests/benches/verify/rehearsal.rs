//! One practice Oracle where all is well, and `oracle-setup verify` run against it.

use std::{
    cell::Cell,
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use practice_oracle::{Credential, INTEGRATION_USER, Kind, Options, Practice, SeenRequest, Who};
use serde_json::json;
use setup::guide;
use tests::room::Room;

use crate::{DELAY, fault::Fault, resident};

const PROGRAM: &str = "oracle-setup";

/// A pod, and the setup that is verified against it.
pub struct Rehearsal {
    practice: Practice,
    kind: Kind,
    /// Requests of earlier runs.
    seen: Cell<u64>,
    written: Cell<u32>,
}

/// One verification.
pub struct Run {
    /// From the start of the process to its end.
    pub took: Duration,
    /// What it asked of the pod.
    pub asked: Asked,
    /// The requests themselves, in the order in which they came in: as whom, and path and query.
    pub requests: Vec<(SeenRequest, String)>,
}

/// What a verification asks of a pod.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// Requests without a credential.
    pub as_nobody: usize,
    /// Requests as the administrator.
    pub as_admin: usize,
    /// Requests as the integration user.
    pub as_integration: usize,
    /// How many answers were waited for one after the other.
    pub waves: u32,
    /// Rows that a single request asked for at most.
    pub rows: u32,
    /// Bodies of all answers as sent, in bytes.
    pub bytes: u64,
}

impl Asked {
    /// The greater of each.
    pub fn most(self, other: Self) -> Self {
        Self {
            as_nobody: self.as_nobody.max(other.as_nobody),
            as_admin: self.as_admin.max(other.as_admin),
            as_integration: self.as_integration.max(other.as_integration),
            waves: self.waves.max(other.waves),
            rows: self.rows.max(other.rows),
            bytes: self.bytes.max(other.bytes),
        }
    }
}

impl Rehearsal {
    /// A pod whose every answer takes `delay`. Its scenario is the healthy one that asks for the most: a requisition
    /// number is known, where there are requisitions.
    pub async fn start(kind: Kind, requisitions: u32, delay: Duration) -> Result<Self, Fault> {
        let scenario = match kind {
            Kind::Requisitions => "known-requisition-visible",
            Kind::Workers => "workers-ready",
        };
        let options =
            Options { scenario: scenario.to_owned(), delay, requisitions, keep_targets: true, ..Options::default() };
        let practice = practice_oracle::start(options).await?;
        Ok(Self { practice, kind, seen: Cell::new(0), written: Cell::new(0) })
    }

    /// Which of the two kinds of guides is verified.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The origin, and the file of the authority that signed its certificate.
    pub fn address(&self) -> (&str, &Path) {
        (self.practice.origin(), self.practice.ca_file())
    }

    /// The credential behind a request; none for nobody.
    pub fn credential(&self, who: Who) -> Option<Credential> {
        match who {
            Who::Admin => Some(self.practice.admin()),
            Who::Integration => self.practice.integration(),
            Who::Nobody | Who::Other | Who::Refused => None,
        }
    }

    /// Writes the setup that every run begins with a copy of.
    pub fn write_setup(&self, program: &Path, room: &Room) -> Result<(), Fault> {
        let origin = self.practice.origin();
        let scenario = self.practice.scenario();
        let mut command = room.command(program);
        command.args(["new", "--json", "--guide", guide_for(self.kind)?, "--user", INTEGRATION_USER]);
        command.args(["--address", origin, "--allow-host", origin.trim_start_matches("https://")]);
        command.args(scenario.given.requisition.iter().flat_map(|number| ["--requisition", number]));
        match self.kind.role_list() {
            [] => command.args(["--role-list", "none"]),
            roles => command.args(roles.iter().flat_map(|code| ["--role", code])),
        };
        let output = command.arg("--out").arg(self.setup(room)).output().map_err(Fault::program(PROGRAM))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Err(Fault::Elsewise { program: PROGRAM, instead: format!("no setup was made.\n{said}") })
    }

    /// Verifies once, with nothing beside it on this computer.
    pub fn run(&self, program: &Path, room: &Room) -> Result<Run, Fault> {
        let bytes_before = self.practice.bytes();
        let begun = Instant::now();
        let mut child = self.begin(program, room)?;
        let status = child.wait().map_err(Fault::program(PROGRAM))?;
        let took = begun.elapsed();
        self.expect_end(status.code(), room)?;
        let requests = self.newly_seen();
        let bytes = self.practice.bytes() - bytes_before;
        Ok(Run { took, asked: asked(&requests, bytes), requests })
    }

    /// Verifies once and watches its memory: the peak in bytes, none where this system does not tell.
    pub fn watch(&self, program: &Path, room: &Room) -> Result<Option<u64>, Fault> {
        let mut child = self.begin(program, room)?;
        let peak = resident::peak_of(&mut child).map_err(Fault::program(PROGRAM))?;
        let status = child.wait().map_err(Fault::program(PROGRAM))?;
        self.expect_end(status.code(), room)?;
        Ok(peak)
    }

    fn begin(&self, program: &Path, room: &Room) -> Result<Child, Fault> {
        // A setup keeps its newest runs, and grows by them: each run begins with the same file.
        let setup = room.home().join(format!("run-{}-{}.oraclesetup", self.port(), self.written.get()));
        self.written.set(self.written.get() + 1);
        fs::copy(self.setup(room), &setup).map_err(Fault::program(PROGRAM))?;
        let report = fs::File::create(Self::report(room)).map_err(Fault::program(PROGRAM))?;
        let mut command = room.command(program);
        command.arg("verify").arg(&setup).args(["--json", "--secrets-stdin", "--ca-file"]).arg(self.practice.ca_file());
        command.stdin(Stdio::piped()).stdout(report).stderr(Stdio::null());
        let mut child = command.spawn().map_err(Fault::program(PROGRAM))?;
        let secrets = json!({
            "admin": self.practice.admin(),
            "integration": { "password": self.practice.integration().map(|user| user.password) },
        });
        if let Some(mut input) = child.stdin.take() {
            input.write_all(secrets.to_string().as_bytes()).map_err(Fault::program(PROGRAM))?;
        }
        Ok(child)
    }

    /// Only a run that found what the scenario lists is one that counts.
    fn expect_end(&self, code: Option<i32>, room: &Room) -> Result<(), Fault> {
        let expected = i32::from(self.practice.scenario().expect.exit);
        if code == Some(expected) {
            return Ok(());
        }
        let report = fs::read_to_string(Self::report(room)).unwrap_or_default();
        let instead = format!("it ended with {code:?} in place of {expected}.\n{report}");
        Err(Fault::Elsewise { program: PROGRAM, instead })
    }

    fn newly_seen(&self) -> Vec<(SeenRequest, String)> {
        let mut targets: BTreeMap<u64, String> = self.practice.targets();
        let before = self.seen.get();
        let new = self.practice.requests().into_iter().filter(|request| request.number > before);
        let new: Vec<_> = new.filter_map(|request| Some((targets.remove(&request.number)?, request))).collect();
        self.seen.set(new.last().map_or(before, |(_, request)| request.number));
        new.into_iter().map(|(target, request)| (request, target)).collect()
    }

    /// Forgets what others sent.
    pub fn skip_seen(&self) {
        drop(self.newly_seen());
    }

    fn setup(&self, room: &Room) -> PathBuf {
        room.home().join(format!("{}.oraclesetup", self.port()))
    }

    fn report(room: &Room) -> PathBuf {
        room.home().join("report.json")
    }

    fn port(&self) -> &str {
        self.practice.origin().rsplit(':').next().unwrap_or_default()
    }
}

/// A guide of that kind that is content with user names and passwords.
fn guide_for(kind: Kind) -> Result<&'static str, Fault> {
    let resource = match kind {
        Kind::Requisitions => "recruitingJobRequisitions",
        Kind::Workers => "workers",
    };
    let fits = |guide: &&guide::Guide| {
        guide.roles.prerequisite.is_empty() && guide.must_probes().any(|probe| probe.resource == resource)
    };
    guide::builtins().iter().find(fits).map(|guide| guide.id.as_str()).ok_or(Fault::NoGuide(resource))
}

fn asked(requests: &[(SeenRequest, String)], bytes: u64) -> Asked {
    let by = |who| requests.iter().filter(|(request, _)| request.who == who).count();
    Asked {
        as_nobody: by(Who::Nobody),
        as_admin: by(Who::Admin),
        as_integration: by(Who::Integration),
        waves: waves(requests),
        rows: requests.iter().filter_map(|(_, target)| rows_asked_for(target)).max().unwrap_or_default(),
        bytes,
    }
}

/// A request that waited for an answer comes in at least one delay after that answer's own.
fn waves(requests: &[(SeenRequest, String)]) -> u32 {
    let arrivals = || requests.iter().map(|(request, _)| request.at);
    let (Some(first), Some(last)) = (arrivals().min(), arrivals().max()) else { return 0 };
    let between = last.duration_since(first).unsigned_abs();
    u32::try_from(between.as_millis() / DELAY.as_millis()).map_or(u32::MAX, |waited| waited + 1)
}

fn rows_asked_for(target: &str) -> Option<u32> {
    let (_, query) = target.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("limit=").or(pair.strip_prefix("count="))?.parse().ok())
}
