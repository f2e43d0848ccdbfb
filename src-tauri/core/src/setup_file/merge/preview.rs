//! What a merge would bring, before anything is written: what is to be chosen, and what comes by itself.

use std::path::Path;

use serde_json::Value;

use super::{Choices, Difference, Merged, Side, Source, is_observation, merge};
use crate::{
    problem::Problem,
    setup_file::{SetupFile, cells},
};

/// What a merge would bring.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// What both sides changed, each in its own way.
    pub open: Vec<Difference>,
    /// What would be new in the copy at hand without a choice.
    pub arriving: Vec<Arrival>,
}

/// Something of the other copy that comes by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// As [`Difference::field`]; `steps/…/comments` for a comment and `runs` for a verification.
    pub field: String,
    /// The step that it belongs to.
    pub step: Option<String>,
    /// What stands there now, or null.
    pub before: Value,
    /// What would stand there.
    pub after: Value,
}

/// What bringing `theirs` into the setup at `path` would do. Nothing is written.
///
/// # Errors
/// Those of [`super::merge_into`].
pub fn preview(path: &Path, theirs: &Path) -> Result<Preview, Problem> {
    let (mine, theirs) = (Source::open(path)?.file, Source::open(theirs)?.file);
    let open = match merge(&mine, &theirs, &Choices::default())? {
        Merged::Open(open) => open,
        Merged::Whole(_) => Vec::new(),
    };
    let mine_first = Choices { prefer: Some(Side::Mine), ..Choices::default() };
    let arriving = match merge(&mine, &theirs, &mine_first)? {
        Merged::Whole(both) => arriving(mine, *both)?,
        Merged::Open(_) => Vec::new(),
    };
    Ok(Preview { open, arriving })
}

fn arriving(mut mine: SetupFile, mut both: SetupFile) -> Result<Vec<Arrival>, Problem> {
    let (was, is) = (cells::of(&mut mine)?, cells::of(&mut both)?);
    // What Oracle showed of a step comes with its verification, which is told.
    let names =
        was.keys().chain(is.keys().filter(|name| !was.contains_key(*name))).filter(|name| !is_observation(name));
    let mut arriving: Vec<Arrival> = names
        .filter(|name| was.get(*name) != is.get(*name))
        .map(|name| Arrival {
            step: step_of(name),
            before: was.get(name).cloned().unwrap_or_default(),
            after: is.get(name).cloned().unwrap_or_default(),
            field: name.clone(),
        })
        .collect();
    for (step, record) in &both.steps {
        let known = mine.step(step).comments;
        let new = record
            .comments
            .iter()
            .filter(|comment| !known.iter().any(|known| known.id == comment.id && known.text == comment.text));
        for comment in new {
            arriving.push(grown(format!("steps/{step}/comments"), Some(step.clone()), comment)?);
        }
    }
    for run in both.runs.iter().filter(|run| !mine.runs.contains(run)) {
        arriving.push(grown("runs".to_owned(), None, &serde_json::json!({ "finished_at": run.finished_at }))?);
    }
    Ok(arriving)
}

fn grown(field: String, step: Option<String>, one: &impl serde::Serialize) -> Result<Arrival, Problem> {
    let after = serde_json::to_value(one).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    Ok(Arrival { field, step, before: Value::Null, after })
}

/// The step in a field's name.
pub(super) fn step_of(field: &str) -> Option<String> {
    let step = field.strip_prefix("steps/")?.split('/').next()?;
    Some(step.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::{
        guide,
        setup_file::{self, Carry, Change, Claim},
    };

    fn change(path: &Path, step: &str, change: Change) {
        let by = Some("Bo");
        setup_file::change(path, |file| file.change_step_as(by, &file.guide()?, step, change, Timestamp::now()))
            .unwrap();
    }

    #[test]
    fn tells_what_is_to_be_chosen_and_what_comes_by_itself_and_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let [mine, theirs] = ["mine", "theirs"].map(|name| folder.path().join(format!("{name}.oraclesetup")));
        let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
        setup_file::create(&mine, &SetupFile::new(guide, None, Timestamp::now())).unwrap();
        change(&mine, "copy-role", Change::Comment("Known to both".to_owned()));
        setup_file::copy(&mine, &theirs, Carry::ALL).unwrap();
        change(&mine, "add-user", Change::Owner("Ann".to_owned()));
        change(&mine, "copy-role", Change::Note("Mine".to_owned()));
        change(&theirs, "copy-role", Change::Note("Theirs".to_owned()));
        change(&theirs, "copy-role", Change::Comment("New".to_owned()));
        change(&theirs, "add-user", Change::Claim(Claim::Done, None));
        let before = std::fs::read(&mine).unwrap();
        let found = preview(&mine, &theirs).unwrap();
        assert_eq!(std::fs::read(&mine).unwrap(), before);
        let [open] = &found.open[..] else { panic!("{:?}", found.open) };
        assert_eq!((open.field.as_str(), open.step.as_deref()), ("steps/copy-role/note", Some("copy-role")));
        assert_eq!((&open.mine, &open.theirs), (&json!("Mine"), &json!("Theirs")));
        let arriving: Vec<&str> = found.arriving.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(arriving, ["steps/add-user/claimed", "steps/copy-role/comments"]);
        assert_eq!(found.arriving[0].after["claimed"], "done");
        assert_eq!(found.arriving[1].after["text"], "New");
    }
}
