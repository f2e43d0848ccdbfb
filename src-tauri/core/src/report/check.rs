//! Whether a report is as it was written: its JSON against the SHA-256 that it states. It shows a change, not an author:
//! whoever changes a report can compute the number anew, so keep it elsewhere too.
//!
//! An HTML report carries its own JSON, and is written anew from it: what it shows is then what its JSON says.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    Evidence,
    html::{self, JSON_BEGINS, JSON_ENDS},
    json,
};
use crate::{checks::Verdict, problem::Problem};

/// A report that is as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The SHA-256 that it states, and comes to.
    pub sha256: String,
    /// The setup that it is of.
    pub setup: Uuid,
    /// When it was made.
    pub created_at: Timestamp,
    /// By which version of the program.
    pub program: String,
    /// Whether names are left out.
    pub masked: bool,
    /// Verdict of the verification in it.
    pub verdict: Option<Verdict>,
    /// When that ended.
    pub verified_at: Option<Timestamp>,
    /// Whether what an HTML page shows was compared too: only by the version of the program that wrote it. None for JSON.
    pub page_compared: Option<bool>,
}

/// Checks a report, JSON or HTML. `path` is for messages.
///
/// # Errors
/// [`Problem::NotAReport`], [`Problem::ReportAltered`].
pub fn check(text: &str, path: &str) -> Result<Checked, Problem> {
    let not_one = || Problem::NotAReport { path: path.to_owned() };
    let embedded = embedded(text);
    let json = embedded.as_deref().unwrap_or(text);
    let report: Value = serde_json::from_str(json).map_err(|_| not_one())?;
    let stated = report.get(json::SHA256).and_then(Value::as_str).ok_or_else(not_one)?.to_owned();
    if json::is_ambiguous(json) {
        return Err(Problem::ReportAltered { path: path.to_owned(), stated, computed: None });
    }
    let computed = json::sha256(&report);
    if computed != stated {
        return Err(Problem::ReportAltered { path: path.to_owned(), stated, computed: Some(computed) });
    }
    let evidence: Evidence = serde_json::from_value(report).map_err(|_| not_one())?;
    let page_compared = embedded.is_some().then(|| evidence.program == env!("CARGO_PKG_VERSION"));
    if page_compared == Some(true) && html::html(&evidence) != text {
        return Err(Problem::ReportAltered { path: path.to_owned(), stated, computed: None });
    }
    Ok(Checked {
        sha256: stated,
        setup: evidence.setup,
        created_at: evidence.created_at,
        program: evidence.program,
        masked: evidence.masked,
        verdict: evidence.verdict,
        verified_at: evidence.verified_at,
        page_compared,
    })
}

/// The JSON in an HTML report.
fn embedded(text: &str) -> Option<String> {
    let from = text.find(JSON_BEGINS)? + JSON_BEGINS.len();
    let rest = &text[from..];
    let json = &rest[..rest.find(JSON_ENDS)?];
    Some(json.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}
