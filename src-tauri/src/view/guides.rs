//! Guides to choose, and a guide of a person's own looked over before it is used.

use serde::Serialize;
use setup::guide::{Authentication, Branches, Fault, Guide, GuideAsks, RoleList};

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
        authentications: guide.authentications.clone(),
        built_in: guide.built_in,
    }
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
