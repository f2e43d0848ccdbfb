//! A copy of a setup for somebody else to look at, with no more of who and when than the person agrees to.
//!
//! It is the same setup, so it can be merged back: what was left out is then taken from the original (see
//! [`super::merge()`]). No secret is left out here, since a setup never holds one.

use std::path::Path;

use jiff::Timestamp;

use super::{SetupFile, reading, store, unknown};
use crate::problem::Problem;

/// What a copy carries beside the plan, the claims, the notes and the comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, specta::Type)]
pub struct Carry {
    /// Who does a step, who claimed it, who commented and who accepted a finding.
    pub names: bool,
    /// When it was claimed and commented. The order stays.
    pub times: bool,
    /// The verifications: when Oracle was asked, and what it showed.
    pub runs: bool,
}

impl Carry {
    /// Everything: a copy to go on with, where another program holds the file.
    pub const ALL: Self = Self { names: true, times: true, runs: true };
}

/// Writes a copy, where nothing may stand yet. A draft without an address can be copied too. The original stays as it
/// is, and nothing in it is repaired.
///
/// # Errors
/// Those of [`super::open`] and [`super::create`]; [`Problem::FileNewer`] where something is to be left out of a newer
/// program's file.
pub fn copy(from: &Path, to: &Path, carry: Carry) -> Result<(), Problem> {
    let reader = reading::Reader::default();
    let opened = store::look(from, &|bytes| reader.validity(bytes))?;
    if carry == Carry::ALL {
        return store::create(to, &opened.bytes);
    }
    let file = reader.read(&opened.bytes, from)?;
    if file.schema > super::SCHEMA {
        let (path, schema) = (from.display().to_string(), file.schema);
        return Err(Problem::FileNewer { path, schema, known: super::SCHEMA });
    }
    store::create(to, &unknown::rewrite(&opened.bytes, &file, &file.carrying(carry))?)
}

impl SetupFile {
    /// This setup as it is for a copy.
    pub(super) fn carrying(&self, carry: Carry) -> Self {
        let mut copy = self.clone();
        if !carry.names {
            copy.leave_out_names();
        }
        if !carry.times {
            copy.leave_out_times();
        }
        if !carry.runs {
            copy.runs.clear();
            copy.older_runs.clear();
            copy.whole_runs = None;
        }
        copy
    }

    fn leave_out_names(&mut self) {
        self.accepted.iter_mut().for_each(|accepted| accepted.by = None);
        let findings = self.runs.iter_mut().flat_map(|run| &mut run.checks);
        findings.filter_map(|check| check.accepted.as_mut()).for_each(|accepted| accepted.by = None);
        for record in self.steps.values_mut() {
            record.owner.clear();
            record.claimed_by = None;
            record.redo.iter_mut().for_each(|redo| redo.by = None);
            record.comments.iter_mut().for_each(|comment| comment.by = None);
        }
        self.runs.iter_mut().for_each(|run| run.admin = None);
        self.handed_over.iter_mut().for_each(|one| one.by = None);
    }

    /// A comment needs a time to stand in its place; it gets that of the setup's beginning.
    fn leave_out_times(&mut self) {
        let beginning: Timestamp = self.created_at;
        self.changed.forget_times();
        self.accepted.iter_mut().for_each(|accepted| accepted.at = beginning);
        self.handed_over.iter_mut().for_each(|one| (one.at, one.verified_at) = (beginning, None));
        for record in self.steps.values_mut() {
            record.claimed_at = None;
            record.redo.iter_mut().for_each(|redo| redo.at = beginning);
            record.comments.iter_mut().for_each(|comment| comment.at = beginning);
        }
    }
}
