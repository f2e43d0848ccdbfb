//! From bytes to a setup: what counts as one, and how an older one becomes today's.
//!
//! A later schema gets a row in [`MIGRATIONS`] and a kept file of the schema before it among the tests; the types in
//! [`super`] are always today's. A migration alters what was read. The disk is written by the next change, and the
//! version before it then stands beside the file as every previous version does.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    path::Path,
};

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    FORMAT, GuideRef, PracticeRecord, SCHEMA, SetupFile, StepRecord, VendorRoles,
    recent::{self, Recent},
    store::Validity,
};
use crate::{
    checks::Verdict,
    guide::{Authentication, Branches},
    key::CertificateRecord,
    problem::Problem,
    status::{self, LastRun},
};

/// Turns a file of one schema into the next; none where it does not hold what that schema asks for.
type Migration = fn(Map<String, Value>) -> Option<Map<String, Value>>;

/// The first row leads from schema 1 to schema 2. There is one row less than there are schemas.
const MIGRATIONS: &[Migration] = &[];

const _: () = assert!(MIGRATIONS.len() as u64 + 1 == SCHEMA, "each older schema needs its migration");

/// Reads setups, and remembers the last one: judging a file means reading it, and a long one is not read twice.
#[derive(Debug, Default)]
pub(super) struct Reader {
    last: RefCell<Option<Judged>>,
    recalls: bool,
    recalled: Cell<bool>,
}

#[derive(Debug)]
struct Judged {
    bytes: Vec<u8>,
    file: SetupFile,
    recalled: bool,
}

impl Reader {
    /// One that spares itself the bytes that this process wrote last (see [`recent`]).
    pub(super) fn recalling() -> Self {
        Self { recalls: true, ..Self::default() }
    }

    /// What these bytes are.
    pub(super) fn validity(&self, bytes: &[u8]) -> Validity {
        let recalled = if self.recalls { recent::take(bytes) } else { None };
        let judged = match recalled {
            Some(Recent { bytes, file }) => Ok(Judged { bytes, file, recalled: true }),
            None => parse(bytes).map(|file| Judged { bytes: bytes.to_vec(), file, recalled: false }),
        };
        match judged {
            Ok(judged) => {
                let schema = judged.file.schema;
                self.last.replace(Some(judged));
                if schema > SCHEMA { Validity::Newer { schema } } else { Validity::Good }
            }
            Err(validity) => validity,
        }
    }

    /// The setup.
    pub(super) fn read(&self, bytes: &[u8], path: &Path) -> Result<SetupFile, Problem> {
        let last = self.last.take().filter(|last| last.bytes == bytes);
        self.recalled.set(last.as_ref().is_some_and(|last| last.recalled));
        last.map_or_else(|| read(bytes, path), |last| Ok(last.file))
    }

    /// Whether the setup that was read last was recalled, so that its bytes hold just what is written of it.
    pub(super) fn has_recalled(&self) -> bool {
        self.recalled.get()
    }
}

/// The setup that these bytes are.
pub(super) fn read(bytes: &[u8], path: &Path) -> Result<SetupFile, Problem> {
    let path = || path.display().to_string();
    parse(bytes).map_err(|validity| match validity {
        Validity::Newer { schema } => Problem::FileNewer { path: path(), schema, known: SCHEMA },
        Validity::Other => Problem::FileNotASetup { path: path() },
        Validity::Good | Validity::Damaged => Problem::FileDamaged { path: path(), moved_to: None },
    })
}

/// The JSON in these bytes: some editors put a byte order mark before it.
pub(super) fn json(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The setup of this schema, of an older one, or of a newer one that can still be read.
fn parse(bytes: &[u8]) -> Result<SetupFile, Validity> {
    let bytes = json(bytes);
    match serde_json::from_slice::<SetupFile>(bytes) {
        Ok(file) if file.format == FORMAT && file.schema >= SCHEMA => Ok(file),
        _ => parse_by_hand(bytes, MIGRATIONS),
    }
}

/// Tells what is wrong with a file, or brings it up to date.
fn parse_by_hand(bytes: &[u8], migrations: &[Migration]) -> Result<SetupFile, Validity> {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return Err(Validity::Damaged) };
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(Validity::Other);
    }
    let newest = migrations.len() as u64 + 1;
    let (Value::Object(file), Some(schema)) = (value.clone(), value.get("schema").and_then(Value::as_u64)) else {
        return Err(Validity::Damaged);
    };
    if schema > newest {
        return Err(Validity::Newer { schema });
    }
    let migrated = migrate(file, schema, migrations).ok_or(Validity::Damaged)?;
    serde_json::from_value(Value::Object(migrated)).map_err(|_| Validity::Damaged)
}

/// Goes from `schema` to the newest, a step at a time. There is no schema 0.
fn migrate(file: Map<String, Value>, schema: u64, migrations: &[Migration]) -> Option<Map<String, Value>> {
    let done = usize::try_from(schema.checked_sub(1)?).ok()?;
    migrations.iter().enumerate().skip(done).try_fold(file, |file, (row, migration)| {
        let mut file = migration(file)?;
        file.insert("schema".to_owned(), Value::from(row as u64 + 2));
        Some(file)
    })
}

/// A setup without its past, for a list of many: runs are passed over as they are read.
#[derive(Debug, Clone)]
pub struct Glance {
    /// The setup, without runs, accepted findings and unknown fields. It is for looking at alone.
    pub file: SetupFile,
    /// The last whole verification.
    pub last: Option<LastRun>,
}

/// What of a run a list shows.
#[derive(Deserialize)]
struct RunGlance {
    finished_at: Timestamp,
    partial: bool,
    verdict: Verdict,
}

/// The members of a setup that a list needs.
#[derive(Deserialize)]
struct GlanceMembers {
    format: String,
    schema: u64,
    id: Uuid,
    #[serde(default)]
    name: String,
    created_at: Timestamp,
    guide: GuideRef,
    #[serde(default)]
    host: Option<String>,
    #[serde(default)]
    allow_host: Option<String>,
    #[serde(default)]
    user: Option<String>,
    #[serde(default)]
    authentication: Authentication,
    #[serde(default)]
    certificate: Option<CertificateRecord>,
    #[serde(default)]
    roles: VendorRoles,
    #[serde(default)]
    branches: Branches,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    steps: BTreeMap<String, StepRecord>,
    #[serde(default)]
    runs: Vec<RunGlance>,
    #[serde(default)]
    password_expires: Option<Date>,
    #[serde(default)]
    practice: Option<PracticeRecord>,
}

impl Glance {
    /// Reads a setup for a list. Nothing is repaired.
    ///
    /// # Errors
    /// [`Problem::FileDamaged`], [`Problem::FileNotASetup`], [`Problem::FileNewer`] where it can not be read.
    pub fn read(bytes: &[u8], path: &Path) -> Result<Self, Problem> {
        match serde_json::from_slice::<GlanceMembers>(json(bytes)) {
            Ok(members) if members.format == FORMAT && members.schema >= SCHEMA => Ok(members.into()),
            _ => read(bytes, path).map(Self::from),
        }
    }
}

impl From<GlanceMembers> for Glance {
    fn from(members: GlanceMembers) -> Self {
        let last = members.runs.iter().rev().find(|run| !run.partial);
        Self {
            last: last.map(|run| LastRun { verdict: run.verdict, finished_at: run.finished_at, partial: false }),
            file: SetupFile {
                schema: members.schema,
                id: members.id,
                name: members.name,
                host: members.host,
                allow_host: members.allow_host,
                user: members.user,
                authentication: members.authentication,
                certificate: members.certificate,
                roles: members.roles,
                branches: members.branches,
                values: members.values,
                steps: members.steps,
                password_expires: members.password_expires,
                practice: members.practice,
                ..SetupFile::following(members.guide, members.created_at)
            },
        }
    }
}

impl From<SetupFile> for Glance {
    fn from(file: SetupFile) -> Self {
        Self { last: status::last(&file), file }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::guide;

    fn bytes(change: impl FnOnce(&mut Value)) -> Vec<u8> {
        let file = SetupFile::new(&guide::builtins()[0], None, Timestamp::UNIX_EPOCH);
        let mut value = serde_json::to_value(file).unwrap();
        change(&mut value);
        serde_json::to_vec(&value).unwrap()
    }

    #[test]
    fn tells_what_is_wrong_with_a_file() {
        assert_eq!(parse(b"{\"format\":").unwrap_err(), Validity::Damaged);
        assert_eq!(parse(b"{}").unwrap_err(), Validity::Other);
        assert_eq!(parse(&bytes(|file| file["schema"] = json!(0))).unwrap_err(), Validity::Damaged);
        assert_eq!(parse(&bytes(|file| file["schema"] = json!("1"))).unwrap_err(), Validity::Damaged);
        assert_eq!(parse(&bytes(|file| file["steps"] = json!([]))).unwrap_err(), Validity::Damaged);
        let newer = bytes(|file| (file["schema"], file["steps"]) = (json!(9), json!([])));
        assert_eq!(parse(&newer).unwrap_err(), Validity::Newer { schema: 9 });
        assert_eq!(parse(&bytes(|file| file["schema"] = json!(9))).unwrap().schema, 9);
    }

    #[test]
    fn what_an_editor_does_to_a_text_is_no_damage() {
        let written = String::from_utf8(bytes(|file| file["name"] = json!("Example Retail"))).unwrap();
        let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&written).unwrap()).unwrap();
        for text in [format!("\u{feff}{written}"), pretty.replace('\n', "\r\n"), format!("\n\t{written}\n\n")] {
            assert_eq!(parse(text.as_bytes()).unwrap().name, "Example Retail");
            assert_eq!(Glance::read(text.as_bytes(), Path::new("a")).unwrap().file.name, "Example Retail");
        }
    }

    #[test]
    fn an_older_file_goes_through_each_migration_in_turn() {
        let rename: Migration = |mut file| {
            let title = file.remove("title")?;
            file.insert("label".to_owned(), title);
            Some(file)
        };
        let shorten: Migration = |mut file| {
            let label = file.remove("label")?;
            file.insert("name".to_owned(), label);
            Some(file)
        };
        let oldest = bytes(|file| file["title"] = json!("Example Retail"));
        let read = parse_by_hand(&oldest, &[rename, shorten]).unwrap();
        assert_eq!((read.name.as_str(), read.schema), ("Example Retail", 3));
        let middle = bytes(|file| (file["label"], file["schema"]) = (json!("Example Retail"), json!(2)));
        assert_eq!(parse_by_hand(&middle, &[rename, shorten]).unwrap().name, "Example Retail");
        let lacking = bytes(|file| file["schema"] = json!(1));
        assert_eq!(parse_by_hand(&lacking, &[rename, shorten]).unwrap_err(), Validity::Damaged);
    }

    #[test]
    fn a_glance_sees_what_the_whole_file_holds() {
        let bytes = bytes(|file| {
            file["steps"] = json!({"copy-role": {"claimed": "done", "note": "n"}});
            file["host"] = json!("abcd.fa.ocs.oraclecloud.com");
            file["later"] = json!({"deep": true});
        });
        let whole = parse(&bytes).unwrap();
        let glance = Glance::read(&bytes, Path::new("a")).unwrap();
        assert_eq!((glance.file.steps, glance.file.host, glance.file.id), (whole.steps, whole.host, whole.id));
        assert_eq!(Glance::read(b"{}", Path::new("a")).unwrap_err().code(), "file_not_a_setup");
    }
}
