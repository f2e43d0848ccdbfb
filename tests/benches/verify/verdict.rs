//! What was measured, and what of it must hold.

use std::time::Duration;

use practice_oracle::Kind;
use tests::bench::{self, Line, Series};

use crate::{DELAY, rehearsal::Asked};

/// Everything about one kind of guides.
pub struct Measured {
    /// Which kind.
    pub kind: Kind,
    /// `oracle-setup verify`.
    pub verification: Series,
    /// `curl` with the same requests in turn.
    pub one_by_one: Series,
    /// `curl` with the same requests all at once.
    pub at_once: Series,
    /// The most that any run asked for.
    pub asked: Asked,
    /// Peaks in bytes on a pod of few requisitions; none where the system does not tell.
    pub memory_with_few: Vec<u64>,
    /// Peaks in bytes on a pod of many.
    pub memory_with_many: Vec<u64>,
}

impl Measured {
    /// Nothing but what one run asked for.
    pub fn of(kind: Kind, asked: Asked) -> Self {
        Self {
            kind,
            verification: Series::default(),
            one_by_one: Series::default(),
            at_once: Series::default(),
            asked,
            memory_with_few: Vec::new(),
            memory_with_many: Vec::new(),
        }
    }
}

/// What a verification of one kind of guides may take, as the project promises it.
pub struct Bounds {
    as_nobody: usize,
    as_admin: usize,
    as_integration: usize,
    rows: u32,
}

/// Answers that may be waited for one after the other.
const WAVES: u32 = 4;
const BYTES: u64 = 64 * 1024;
/// What two runs on the same pod differ by is below this, in bytes; a list of 500,000 would be far above it.
const FLAT: u64 = 2 * 1024 * 1024;

/// The time of four waves, and a quarter of it for all else.
fn time_bound() -> Duration {
    DELAY * WAVES * 5 / 4
}

impl Bounds {
    /// The bounds of that kind.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Requisitions => Self { as_nobody: 1, as_admin: 5, as_integration: 4, rows: 1 },
            // The children of workers are asked for with 25 of them.
            Kind::Workers => Self { as_nobody: 1, as_admin: 4, as_integration: 7, rows: 25 },
        }
    }

    /// Holds what was measured against the bounds.
    pub fn judge(&self, measured: &Measured) -> Vec<Line> {
        let Asked { as_nobody, as_admin, as_integration, waves, rows, bytes } = measured.asked;
        let mut lines = vec![
            Line::at_most("waves of requests", &waves, &WAVES, u32::to_string),
            Line::at_most("the whole run", &measured.verification.median(), &time_bound(), bench::milliseconds),
            Line::at_most("requests without a credential", &as_nobody, &self.as_nobody, usize::to_string),
            Line::at_most("requests as administrator", &as_admin, &self.as_admin, usize::to_string),
            Line::at_most("requests as integration user", &as_integration, &self.as_integration, usize::to_string),
            Line::at_most("rows of a request", &rows, &self.rows, u32::to_string),
            Line::at_most("bytes of all answers", &bytes, &BYTES, u64::to_string),
        ];
        lines.extend(flat(&measured.memory_with_few, &measured.memory_with_many));
        lines
    }
}

/// The least of each: what is above it is chance, such as which threads came to be.
fn flat(few: &[u64], many: &[u64]) -> Option<Line> {
    let (few, many) = (*few.iter().min()?, *many.iter().min()?);
    Some(Line {
        what: "peak memory",
        measure: format!("{} (with 128: {})", mebibytes(many), mebibytes(few)),
        bound: mebibytes(few + FLAT),
        holds: many <= few + FLAT,
    })
}

fn mebibytes(bytes: u64) -> String {
    let tenths = bytes * 10 / (1024 * 1024);
    format!("{}.{} MiB", tenths / 10, tenths % 10)
}
