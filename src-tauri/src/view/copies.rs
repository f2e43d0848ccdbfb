//! Two copies of a setup side by side, and what is to be remembered of one.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use setup::{
    plan::Plan,
    reminders::Reminder,
    setup_file::{Arrival, Difference, Preview},
    words,
};

/// What bringing a copy in would do.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct MergeView {
    /// What both sides changed: a person chooses.
    pub open: Vec<DifferenceView>,
    /// What comes by itself.
    pub arriving: Vec<ArrivalView>,
}

/// A field that both sides changed.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct DifferenceView {
    pub field: String,
    pub label: String,
    /// The title of the step that it belongs to.
    pub step: Option<String>,
    pub mine: String,
    pub theirs: String,
    pub mine_at: Option<String>,
    pub theirs_at: Option<String>,
}

/// Something that comes by itself.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ArrivalView {
    pub label: String,
    pub step: Option<String>,
    /// None where nothing stood there.
    pub before: Option<String>,
    pub after: String,
}

/// Something to be reminded of.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ReminderView {
    /// As `2026-05-20`.
    pub day: String,
    pub title: String,
    pub text: String,
}

/// What bringing a copy in would do.
pub fn merge_view(preview: &Preview, plan: &Plan) -> MergeView {
    MergeView {
        open: preview.open.iter().map(|one| difference(one, plan)).collect(),
        arriving: preview.arriving.iter().map(|one| arrival(one, plan)).collect(),
    }
}

/// Something to be reminded of.
pub fn reminder_view(reminder: Reminder) -> ReminderView {
    ReminderView { day: reminder.day.to_string(), title: reminder.title, text: reminder.text }
}

fn difference(one: &Difference, plan: &Plan) -> DifferenceView {
    let time = |time: Option<Timestamp>| time.map(|time| time.to_string());
    DifferenceView {
        field: one.field.clone(),
        label: words::plain(&words::field(&one.field)),
        step: step(one.step.as_deref(), plan),
        mine: words::field_value(&one.field, &one.mine),
        theirs: words::field_value(&one.field, &one.theirs),
        mine_at: time(one.mine_at),
        theirs_at: time(one.theirs_at),
    }
}

fn arrival(one: &Arrival, plan: &Plan) -> ArrivalView {
    ArrivalView {
        label: words::plain(&words::field(&one.field)),
        step: step(one.step.as_deref(), plan),
        before: (one.before != Value::Null).then(|| words::field_value(&one.field, &one.before)),
        after: words::field_value(&one.field, &one.after),
    }
}

/// The step's title; one that this setup's guide lacks keeps its id.
fn step(id: Option<&str>, plan: &Plan) -> Option<String> {
    let id = id?;
    let walk = plan.walk();
    let known = walk.iter().flat_map(|stage| &stage.steps).find(|step| step.id == id);
    Some(known.map_or_else(|| id.to_owned(), |step| words::plain(&step.title)))
}
