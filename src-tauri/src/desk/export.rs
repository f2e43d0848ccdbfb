//! What leaves the program: pages to open, sheets, reports.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use setup::{
    guide::worksheet::Worksheet,
    plan::Plan,
    problem::Problem,
    reminders, report,
    setup_file::{self, SetupFile},
};

use super::{Desk, blocking};
use crate::{
    folder,
    view::{self, ReminderView},
};

/// What can be exported.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    Report,
    MaskedReport,
    Sheet,
    Certificate,
    /// What is due and what expires, for a calendar.
    Reminders,
    Checklist,
}

impl Desk {
    /// The address of the page of a step.
    pub async fn step_url(&self, path: &Path, step: &str) -> Result<String, Problem> {
        self.refuse_in_review(path)?;
        let file = self.read(path).await?.file;
        let plan = Plan::of(&file)?;
        let practice = self.running(path).await;
        let walk = plan.walk();
        let step = walk.iter().flat_map(|stage| &stage.steps).find(|known| known.id == step);
        step.and_then(|step| view::link(step, &plan, practice.as_deref())).ok_or(Problem::LinkRefused)
    }

    /// The page on which a signed-in browser shows the administrator's token (Oracle, "Use JWT Token for Authorization").
    pub async fn token_page(&self, path: &Path) -> Result<String, Problem> {
        self.refuse_in_review(path)?;
        let plan = Plan::of(&self.read(path).await?.file)?;
        let host = plan.host.as_ref().filter(|host| !host.is_practice()).ok_or(Problem::LinkRefused)?;
        Ok(format!("{}/fscmRestApi/tokenrelay", host.origin()))
    }

    /// The connection sheet.
    pub async fn sheet(&self, path: &Path) -> Result<report::Sheet, Problem> {
        report::sheet(&self.read(path).await?.file)
    }

    /// The text that is sent after a call which began then.
    pub async fn follow_up(&self, path: &Path, begun: Timestamp, zone: &TimeZone) -> Result<String, Problem> {
        report::follow_up(&self.read(path).await?.file, begun, zone)
    }

    /// Where an export would go.
    pub async fn suggested_export(&self, path: &Path, what: Export) -> Result<String, Problem> {
        let file = self.read(path).await?.file;
        let name = if file.name.is_empty() { &file.guide.id } else { &file.name };
        let ending = match what {
            Export::Report => "report.html",
            Export::MaskedReport => "masked report.html",
            Export::Sheet => "connection sheet.txt",
            Export::Certificate => "certificate.cer",
            Export::Reminders => "reminders.ics",
            Export::Checklist => "checklist.html",
        };
        Ok(self.beside(path, name, ending))
    }

    /// A name for a file beside a setup.
    fn beside(&self, path: &Path, name: &str, ending: &str) -> String {
        let folder = path.parent().map_or_else(|| self.folder(), Path::to_path_buf);
        folder.join(format!("{} {ending}", folder::file_name(name))).display().to_string()
    }

    /// Where a table of a step would go.
    pub async fn suggested_worksheet(&self, path: &Path, step: &str, worksheet: &str) -> Result<String, Problem> {
        let file = self.read(path).await?.file;
        let (sheet, _) = filled_worksheet(&file, step, worksheet)?;
        let name = if file.name.is_empty() { &file.guide.id } else { &file.name };
        Ok(self.beside(path, name, &format!("{}.csv", folder::file_name(&sheet.title).to_lowercase())))
    }

    /// Writes a table of a step for a spreadsheet; gives the path.
    pub async fn export_worksheet(
        &self,
        path: &Path,
        step: &str,
        worksheet: &str,
        to: &str,
        replace: bool,
    ) -> Result<String, Problem> {
        let file = self.read(path).await?.file;
        let (sheet, rows) = filled_worksheet(&file, step, worksheet)?;
        write(to, sheet.csv(&rows), replace).await
    }

    /// The page on which the guide says that help is to be had.
    pub async fn help_page(&self, path: &Path) -> Result<String, Problem> {
        self.read(path).await?.file.guide()?.support.link.ok_or(Problem::LinkRefused)
    }

    /// What a setup asks to be reminded of, earliest first.
    pub async fn reminders(&self, path: &Path) -> Result<Vec<ReminderView>, Problem> {
        let found = reminders::reminders(&self.read(path).await?.file, &TimeZone::system())?;
        Ok(found.into_iter().map(view::reminder_view).collect())
    }

    /// Writes an export; gives the path.
    pub async fn export(&self, path: &Path, what: Export, to: &str, replace: bool) -> Result<String, Problem> {
        let file = self.read(path).await?.file;
        let content = match what {
            Export::Report => report::html(&report::evidence(&file, Timestamp::now())?),
            Export::MaskedReport => report::html(&report::masked(&report::evidence(&file, Timestamp::now())?)?),
            Export::Sheet => report::sheet(&file)?.text(),
            Export::Reminders => reminders::ics(&reminders::reminders(&file, &TimeZone::system())?, Timestamp::now()),
            Export::Certificate => file.certificate.as_ref().ok_or(Problem::NoSecret)?.certificate().pem(),
            Export::Checklist => report::checklist(&file)?,
        };
        write(to, content, replace).await
    }
}

async fn write(to: &str, content: String, replace: bool) -> Result<String, Problem> {
    let to = export_path(to)?;
    blocking(move || {
        setup_file::store::write_export(&to, content.as_bytes(), replace)?;
        Ok(to.display().to_string())
    })
    .await
}

/// A table of a step with this setup's values, and what was filled into it.
fn filled_worksheet(file: &SetupFile, step: &str, worksheet: &str) -> Result<(Worksheet, Vec<Vec<String>>), Problem> {
    let unknown = || Problem::StepUnknown { step: step.to_owned(), nearest: None };
    let mut steps = Plan::of(file)?.walk().into_iter().flat_map(|stage| stage.steps);
    let found = steps.find(|known| known.id == step).ok_or_else(unknown)?;
    let sheet = found.worksheets.into_iter().find(|known| known.id == worksheet).ok_or_else(unknown)?;
    let rows = sheet.rows(step, &file.values);
    Ok((sheet, rows))
}

/// A path that a person typed, with `~` for the home folder.
pub(super) fn export_path(text: &str) -> Result<PathBuf, Problem> {
    let text = text.trim();
    let path = match text.strip_prefix("~/").and_then(|rest| Some(std::env::home_dir()?.join(rest))) {
        Some(path) => path,
        None => PathBuf::from(text),
    };
    if path.is_absolute() && path.file_name().is_some() {
        return Ok(path);
    }
    let (expected, example) = ("a full path".to_owned(), "/home/ann/Documents/report.html".to_owned());
    Err(Problem::ValueInvalid { field: "path".to_owned(), value: text.chars().take(80).collect(), expected, example })
}
