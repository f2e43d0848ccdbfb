//! A setup on two desks: a copy goes out, and what comes back is brought in.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;
use setup::{
    plan::Plan,
    problem::Problem,
    setup_file::{self, Carry, Choices, Merged, Side},
};

use super::{Desk, Opening, blocking, export::export_path};
use crate::{
    folder,
    view::{self, MergeView, SetupView},
};

/// What a person chose for one field that both sides changed.
#[derive(Debug, Deserialize, specta::Type)]
pub struct Choice {
    /// The field's name, as it was shown.
    pub field: String,
    /// Whose change counts.
    pub side: Side,
}

impl Desk {
    /// Where a copy for review would go.
    pub async fn suggested_copy(&self, path: &Path) -> Result<String, Problem> {
        let file = self.read(path).await?.file;
        let name = if file.name.is_empty() { &file.guide.id } else { &file.name };
        let folder = path.parent().map_or_else(|| self.folder(), Path::to_path_buf);
        let name = format!("{} for review", folder::file_name(name));
        blocking(move || folder::free_path(&folder, &name)).await.map(|path| path.display().to_string())
    }

    /// Writes a copy for somebody else to look at; gives the path.
    pub async fn send_copy(&self, path: &Path, carry: Carry, to: &str) -> Result<String, Problem> {
        let (from, to) = (path.to_owned(), export_path(to)?);
        blocking(move || {
            setup_file::copy(&from, &to, carry)?;
            Ok(to.display().to_string())
        })
        .await
    }

    /// Takes a copy of a setup that somebody else works on, among one's own, and opens it.
    pub async fn take_copy(&self, path: &Path) -> Result<SetupView, Problem> {
        let (from, folder) = (path.to_owned(), self.folder());
        let copy = blocking(move || {
            let name = from.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let to = folder::free_path(&folder, &format!("{name} copy"))?;
            setup_file::copy(&from, &to, Carry::ALL)?;
            Ok(to)
        })
        .await?;
        self.open_setup(&copy, Opening::Work).await
    }

    /// What bringing a copy in would do. Nothing is written.
    pub async fn compare_copy(&self, path: &Path, theirs: &str) -> Result<MergeView, Problem> {
        let plan = Plan::of(&self.read(path).await?.file)?;
        let (path, theirs) = (path.to_owned(), export_path(theirs)?);
        let preview = blocking(move || setup_file::preview(&path, &theirs)).await?;
        Ok(view::merge_view(&preview, &plan))
    }

    /// Brings a copy in. Refused where something is left to choose: nothing is written then.
    pub async fn bring_in(&self, path: &Path, theirs: &str, chosen: Vec<Choice>) -> Result<SetupView, Problem> {
        self.refuse_where_only_looked_at(path)?;
        let fields: BTreeMap<_, _> = chosen.into_iter().map(|choice| (choice.field, choice.side)).collect();
        let choices = Choices { prefer: None, fields };
        let (into, theirs) = (path.to_owned(), export_path(theirs)?);
        match blocking(move || setup_file::merge_into(&into, &theirs, &choices)).await? {
            Merged::Whole(opened) => self.show(path, *opened).await,
            Merged::Open(open) => {
                Err(Problem::MergeUnresolved { fields: open.into_iter().map(|one| one.field).collect() })
            }
        }
    }
}
