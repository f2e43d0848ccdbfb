//! Stages and steps of a setup's walk.

use jiff::Timestamp;
use practice_oracle as practice;
use serde::Serialize;
use setup::{
    address::OracleHost,
    guide::{
        Stage, Step, StepKind,
        hint::{Drawing, drawing},
        worksheet::Worksheet,
    },
    plan::{HelpRequest, Plan, help_request},
    setup_file::{Claim, Observed, SetupFile},
    status, words,
};

use super::{
    branches::{self, BranchView},
    report::{FindingView, finding_view},
};

/// Steps at which the key pair is needed, by the ids of the contract.
const ABOUT_KEY: &[&str] = &["make-key-pair", "upload-certificate"];

/// A stage of the walk.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct StageView {
    pub id: String,
    pub title: String,
    pub done: u32,
    pub total: u32,
    pub steps: Vec<StepView>,
}

/// A step with this setup's values.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct StepView {
    pub id: String,
    pub number: u32,
    pub title: String,
    pub why: String,
    pub path: Vec<String>,
    pub instructions: Vec<String>,
    /// The screen that the step is done on, laid out.
    pub hint: Option<Drawing>,
    pub values: Vec<ValueView>,
    pub see: Option<String>,
    pub if_not: Vec<IfNotView>,
    pub minutes: u32,
    pub who: String,
    pub link: Option<LinkView>,
    pub ask: Option<String>,
    pub sees: Option<String>,
    pub english: Option<String>,
    pub sources: Vec<String>,
    pub kind: StepKind,
    pub claimed: Claim,
    pub observed: Observed,
    pub contradiction: Option<FindingView>,
    pub note: String,
    pub owner: String,
    pub waiting_for: Option<String>,
    pub waiting_since: Option<String>,
    /// When it is due.
    pub due: Option<String>,
    /// When to look again, while it waits.
    pub look_again_at: Option<String>,
    /// Comments, oldest first.
    pub comments: Vec<CommentView>,
    /// It was claimed before, and is to be done once more.
    pub redo: Option<CommentView>,
    /// What to choose where that which the step makes is there already; none where the step is then left out.
    pub already: Option<BranchChoice>,
    pub checks: Vec<String>,
    /// The choices on which the form of this step depends.
    pub choices: Vec<BranchView>,
    pub worksheets: Vec<WorksheetView>,
    /// A message that asks for help here, ready to be sent.
    pub help: HelpRequest,
    /// The integration user's key pair is made or handed over here.
    pub about_key: bool,
}

/// What somebody said, and when.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CommentView {
    pub at: String,
    pub by: Option<String>,
    pub text: String,
}

/// A form of the steps to choose.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct BranchChoice {
    pub key: String,
    pub value: String,
}

/// A table to fill in.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct WorksheetView {
    pub id: String,
    pub title: String,
    pub text: Option<String>,
    pub columns: Vec<ColumnView>,
    /// Each with a cell for every column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table to fill in.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ColumnView {
    pub label: String,
    /// What one would choose from; other words are allowed.
    pub choices: Vec<String>,
}

/// A value to copy.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct ValueView {
    pub label: String,
    pub value: String,
    pub copyable: bool,
}

/// What to do when the screen shows something else.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct IfNotView {
    pub when: String,
    pub then: String,
}

/// A page of the pod.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct LinkView {
    pub label: String,
    pub url: String,
}

/// Where a step's page is: on the pod, or on the console of the running practice Oracle.
pub fn link(step: &Step, plan: &Plan, practice: Option<&practice::Practice>) -> Option<String> {
    let path = step.opens?.path();
    match practice {
        Some(practice) => Some(format!("{}{path}", practice.console())),
        None => plan
            .host
            .as_ref()
            .filter(|host| !host.is_practice())
            .map(|host| format!("{}{path}", OracleHost::origin(host))),
    }
}

/// The walk of a setup.
pub fn stages(file: &SetupFile, plan: &Plan, practice: Option<&practice::Practice>) -> Vec<StageView> {
    let mut number = 0;
    plan.walk()
        .into_iter()
        .map(|stage| {
            let progress = status::progress(stage.steps.iter().map(|step| file.step(&step.id).claimed));
            let Stage { id, title, steps } = stage;
            let steps = steps
                .into_iter()
                .map(|step| {
                    number += 1;
                    step_view(number, step, file, plan, practice)
                })
                .collect();
            StageView { id, title, done: count(progress.done), total: count(progress.total), steps }
        })
        .collect()
}

fn step_view(
    number: u32,
    step: Step,
    file: &SetupFile,
    plan: &Plan,
    practice: Option<&practice::Practice>,
) -> StepView {
    let record = file.step(&step.id);
    let against = file.contradicting(&step.id);
    let problem = file.found_at(&step.id).map(|found| words::of_problem(found, Some(plan)));
    let link = link(&step, plan, practice).map(|url| LinkView { label: "Open in Oracle".to_owned(), url });
    StepView {
        number,
        link,
        about_key: ABOUT_KEY.contains(&step.id.as_str()),
        due: record.due.map(|time| time.to_string()),
        look_again_at: status::look_again_at(&step, &record).map(|time| time.to_string()),
        already: plan
            .already(&step.id)
            .map(|(key, value)| BranchChoice { key: key.to_owned(), value: value.to_owned() }),
        comments: record.comments.into_iter().map(|one| said(one.at, one.by, one.text)).collect(),
        redo: record.redo.map(|redo| said(redo.at, redo.by, redo.why)),
        contradiction: against.and_then(|check| finding_view(check, plan)),
        choices: branches::of_step(&step.id, plan),
        help: help_request(plan, &step, problem.as_ref()),
        worksheets: step.worksheets.iter().map(|sheet| worksheet_view(&step.id, sheet, file)).collect(),
        values: step
            .values
            .into_iter()
            .map(|value| ValueView {
                copyable: value.value.is_some(),
                value: value.value.unwrap_or_else(|| "Not filled in yet".to_owned()),
                label: value.label,
            })
            .collect(),
        if_not: step.if_not.into_iter().map(|one| IfNotView { when: one.when, then: one.then }).collect(),
        who: step.who.words().to_owned(),
        waiting_since: record.claimed_at.filter(|_| record.claimed == Claim::Waiting).map(|time| time.to_string()),
        id: step.id,
        title: step.title,
        why: step.why,
        path: step.path,
        instructions: step.instructions,
        hint: step.hint.as_ref().map(drawing),
        see: step.see,
        minutes: step.minutes,
        ask: step.ask,
        sees: step.sees,
        english: step.english,
        sources: step.sources,
        kind: step.kind,
        claimed: record.claimed,
        observed: record.observed,
        note: record.note,
        owner: record.owner,
        waiting_for: record.waiting_for,
        checks: step.observed_by,
    }
}

fn said(at: Timestamp, by: Option<String>, text: String) -> CommentView {
    CommentView { at: at.to_string(), by, text }
}

fn worksheet_view(step: &str, sheet: &Worksheet, file: &SetupFile) -> WorksheetView {
    let columns = sheet.columns.iter();
    WorksheetView {
        rows: sheet.rows(step, &file.values),
        id: sheet.id.clone(),
        title: sheet.title.clone(),
        text: sheet.text.clone(),
        columns: columns
            .map(|column| ColumnView { label: column.label.clone(), choices: column.choices.clone() })
            .collect(),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
