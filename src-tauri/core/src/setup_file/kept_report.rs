//! A verification as a setup keeps it.
//!
//! A verification is long, and once it is kept it hardly ever changes, while the setup around it is copied and written
//! with each note that somebody types. So copies share it, and its JSON is made once.

use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;

use crate::checks::Report;

/// How far the lines of an entry of a list at the top of a file are indented.
const BREAK: &str = "\n    ";

/// A [`Report`] that is cheap to copy and to write again.
#[derive(Debug, Clone)]
pub struct KeptReport(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    report: Report,
    /// What is written of it, once it was.
    json: OnceLock<Box<RawValue>>,
}

impl Kept {
    fn new(report: Report) -> Self {
        Self { report, json: OnceLock::new() }
    }

    fn json(&self) -> serde_json::Result<&RawValue> {
        if let Some(json) = self.json.get() {
            return Ok(json);
        }
        // No text within JSON holds a line break as such.
        let json = serde_json::to_string_pretty(&self.report)?.replace('\n', BREAK);
        let json = RawValue::from_string(json)?;
        Ok(self.json.get_or_init(|| json))
    }
}

impl Clone for Kept {
    /// For a copy that is about to be changed.
    fn clone(&self) -> Self {
        Self::new(self.report.clone())
    }
}

impl From<Report> for KeptReport {
    fn from(report: Report) -> Self {
        Self(Arc::new(Kept::new(report)))
    }
}

impl Deref for KeptReport {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0.report
    }
}

impl DerefMut for KeptReport {
    /// The copies that share it stay as they are.
    fn deref_mut(&mut self) -> &mut Report {
        let kept = Arc::make_mut(&mut self.0);
        kept.json.take();
        &mut kept.report
    }
}

impl PartialEq for KeptReport {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.report == other.0.report
    }
}

impl Serialize for KeptReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.json().map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for KeptReport {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Report::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let text = include_str!("../../tests/setup_files/schema-1.oraclesetup");
        let file: serde_json::Value = serde_json::from_str(text).unwrap();
        Report { host: "two\nlines".to_owned(), ..serde_json::from_value(file["runs"][0].clone()).unwrap() }
    }

    #[derive(Serialize)]
    struct File<T> {
        runs: Vec<T>,
    }

    #[test]
    fn is_written_as_the_report_that_it_is() {
        let (plain, kept) = (File { runs: vec![report()] }, File { runs: vec![KeptReport::from(report())] });
        assert_eq!(serde_json::to_string_pretty(&kept).unwrap(), serde_json::to_string_pretty(&plain).unwrap());
        assert_eq!(serde_json::to_value(&kept).unwrap(), serde_json::to_value(&plain).unwrap());
    }

    #[test]
    fn a_copy_that_is_changed_leaves_the_other_and_is_written_as_it_is_now() {
        let first = KeptReport::from(report());
        let before = serde_json::to_string(&first).unwrap();
        let mut second = first.clone();
        assert_eq!(first, second);
        second.host = "another.fa.ocs.oraclecloud.com".to_owned();
        assert_ne!(first, second);
        assert_eq!(serde_json::to_string(&first).unwrap(), before);
        assert!(serde_json::to_string(&second).unwrap().contains("another.fa.ocs.oraclecloud.com"));
        second.host = first.host.clone();
        assert_eq!(serde_json::to_string(&second).unwrap(), before);
    }
}
