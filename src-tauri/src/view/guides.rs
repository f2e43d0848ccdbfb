//! Guides to choose, and a guide of a person's own looked over before it is used.

use serde::Serialize;
use setup::{
    guide::{Authentication, Branches, CopiedRole, Fault, Guide, PreviewedRequest, RoleList, preview},
    problem::Problem,
};

use super::report::PlannedRequest;

/// A guide to choose.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct GuideSummary {
    /// By which it is chosen: the id of one that came with the program, else the SHA-256 of the very text that was looked at.
    pub key: String,
    pub id: String,
    pub vendor: String,
    pub summary: String,
    pub minutes: u32,
    pub steps: u32,
    pub asks_for_roles: bool,
    /// What a number read off a screen is of, such as a requisition.
    pub numbered: String,
    pub reads: Vec<String>,
    pub authentications: Vec<Authentication>,
    pub built_in: bool,
}

/// A guide of a person's own: what it asks for, or what is wrong in it.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum GuideLook {
    Guide { guide: GuideSummary, asks: Box<GuideAsks> },
    Faults { faults: Vec<FaultView> },
}

/// What a guide will ask for and which requests it will make, before it is used.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct GuideAsks {
    pub id: String,
    pub version: String,
    pub vendor: String,
    pub summary: String,
    pub reads: Vec<String>,
    /// The role that one copies, where one is.
    pub copies: Option<CopiedRole>,
    pub required_roles: Vec<String>,
    /// The vendor adds a list of its own.
    pub asks_for_roles: bool,
    /// Role codes that the administrator needs.
    pub prerequisite_roles: Vec<String>,
    /// The fields of the vendor's form that are no secret, by their labels.
    pub hands_over: Vec<String>,
    pub secrets: Vec<String>,
    /// The age recipients that a sealed file would be for, whole.
    pub recipients: Vec<String>,
    /// Whom one asks for help, and how.
    pub help: String,
    pub requests: Vec<PlannedRequest>,
    /// Pages of the customer's own Oracle that steps offer to open: paths on its host.
    pub pages: Vec<String>,
    /// Public pages that it names, whole.
    pub links: Vec<String>,
}

/// What is wrong in a guide, and where.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct FaultView {
    /// Line and column.
    pub place: String,
    /// Where in the guide, such as `step.name-the-copy.see`.
    pub path: String,
    pub message: String,
    pub expected: Option<String>,
    pub nearest: Option<String>,
}

/// A guide to choose.
pub fn guide_summary(guide: &Guide) -> GuideSummary {
    let walk = guide.walk(&Branches::new());
    GuideSummary {
        key: if guide.built_in { guide.id.clone() } else { guide.sha256.clone() },
        id: guide.id.clone(),
        vendor: guide.vendor.clone(),
        summary: guide.summary.clone(),
        minutes: guide.minutes,
        steps: u32::try_from(walk.iter().map(|stage| stage.steps.len()).sum::<usize>()).unwrap_or(u32::MAX),
        asks_for_roles: guide.roles.list == RoleList::Vendor,
        numbered: setup::words::numbered(guide),
        reads: guide.reads.clone(),
        authentications: guide.authentications.clone(),
        built_in: guide.built_in,
    }
}

/// What a guide asks for. `text` is the whole of one that did not come with the program.
pub fn guide_asks(guide: &Guide, text: Option<&str>) -> Result<GuideAsks, Problem> {
    let seen = preview(guide, text)?;
    Ok(GuideAsks {
        id: seen.id,
        version: seen.version,
        vendor: seen.vendor,
        summary: seen.summary,
        reads: seen.reads,
        copies: seen.copies,
        required_roles: seen.required_roles,
        asks_for_roles: seen.asks_for_roles,
        prerequisite_roles: seen.prerequisite_roles,
        hands_over: seen.hands_over,
        secrets: seen.secrets,
        recipients: seen.recipients,
        help: format!("{}. {}", seen.support.who.trim_end_matches('.'), seen.support.how),
        requests: seen.requests.into_iter().map(planned).collect(),
        pages: seen.pages,
        links: seen.links,
    })
}

fn planned(request: PreviewedRequest) -> PlannedRequest {
    PlannedRequest { runs_as: request.runs_as, method: "GET".to_owned(), path: request.path }
}

/// A fault for the window.
pub fn fault_view(fault: Fault) -> FaultView {
    FaultView {
        place: format!("Line {}, column {}", fault.line, fault.column),
        path: fault.path,
        message: fault.message,
        expected: fault.expected,
        nearest: fault.nearest,
    }
}
