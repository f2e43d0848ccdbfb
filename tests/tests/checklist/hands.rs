//! Hands that do one step of a checklist in a browser, by the labels that the step gives.
//!
//! A thing can be looked for only by a name that stands in the guide's step: what the guide does not say can not be done
//! here. And at the end of a step, every label of its instructions must have been met on the way: what the guide says
//! must be there. Nothing here knows how the pages are built.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use setup::guide::Step;
use tests::Fault;
use tests::window::{Role, Window};

/// How long Oracle's background work may take here.
const PATIENCE: Duration = Duration::from_secs(15);

/// The part of the page that can be reached: the dialog over it while there is one.
const REACHABLE: &str = "const reachable = document.querySelector('dialog[open]') ?? document.querySelector('main');";

/// A step, and what was read on the pages while it was done.
pub struct Hands<'a> {
    pub window: &'a Window<'a>,
    pub step: &'a Step,
    read: RefCell<String>,
}

impl<'a> Hands<'a> {
    pub fn at(window: &'a Window<'a>, step: &'a Step) -> Self {
        Self { window, step, read: RefCell::default() }
    }

    /// Presses what is called so.
    pub async fn press(&self, label: &str) -> Result<(), Fault> {
        self.says(label);
        // What stands beside it is read once it is there, not on the page before.
        self.window.find(Role::Control, label).await?;
        self.look().await?;
        let page = self.window.page().await?;
        self.window.press(Role::Control, label).await?;
        self.window.turned_from(&page).await?;
        self.look().await
    }

    /// Empties the field and types the value that the step has for it.
    pub async fn fill(&self, label: &str) -> Result<(), Fault> {
        self.type_into(label, &self.value(label)).await
    }

    /// The same with a text of the person's own.
    pub async fn type_into(&self, label: &str, text: &str) -> Result<(), Fault> {
        self.says(label);
        self.window.fill(label, text).await?;
        self.look().await
    }

    /// Chooses the value that the step has for the list.
    pub async fn choose(&self, label: &str) -> Result<(), Fault> {
        self.says(label);
        self.window.choose(label, &self.value(label)).await?;
        self.look().await
    }

    /// Types into the one search field that can be reached, and presses Enter.
    pub async fn search(&self, text: &str) -> Result<(), Fault> {
        self.window.find_css("main [role=search] input, dialog[open] [role=search] input").await?;
        let field = "const field = reachable.querySelector('[role=search] input'); field.focus(); field.select();";
        self.script(field).await?;
        let page = self.window.page().await?;
        self.window.keys(&format!("{text}\u{e007}")).await?;
        self.window.turned_from(&page).await?;
        self.look().await
    }

    /// Selects the row in which the text stands in a cell of its own.
    pub async fn select_row(&self, text: &str) -> Result<(), Fault> {
        self.in_row(text, "input[type=radio]").await
    }

    /// Presses the button of that row: the down arrow of a search result.
    pub async fn press_in_row(&self, text: &str) -> Result<(), Fault> {
        self.in_row(text, "button").await
    }

    /// Agrees to what a dialog asks, where the step does not say how the button is called.
    pub async fn accept(&self) -> Result<(), Fault> {
        let page = self.window.page().await?;
        self.window.press_css("dialog[open] button").await?;
        self.window.turned_from(&page).await?;
        self.look().await
    }

    /// Does it again and again until the row of that text says `Complete`.
    pub async fn wait_for_complete(&self, text: &str, again: impl AsyncFn() -> Result<(), Fault>) -> Result<(), Fault> {
        self.says("Complete");
        self.await_complete(text, again).await
    }

    /// The same where the step does not say for what to wait.
    pub async fn await_complete(&self, text: &str, again: impl AsyncFn() -> Result<(), Fault>) -> Result<(), Fault> {
        let begun = Instant::now();
        loop {
            again().await?;
            if self.row(text).await?.is_some_and(|row| row.contains("Complete")) {
                return self.look().await;
            }
            assert!(begun.elapsed() < PATIENCE, "{text} never became Complete:\n{}", self.window.text().await?);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Reads the label or text on the page.
    pub async fn see(&self, text: &str) -> Result<(), Fault> {
        self.window.read(text).await?;
        self.look().await
    }

    /// Whether the text can be read now.
    pub async fn sees(&self, text: &str) -> Result<bool, Fault> {
        Ok(self.window.text().await?.contains(text))
    }

    /// The value that the step has under a label, also where the label goes on with a condition.
    pub fn value(&self, label: &str) -> String {
        let fits = |of: &str| of == label || of.starts_with(&format!("{label}, "));
        let mut values = self.step.values.iter().filter(|value| fits(&value.label));
        let value = values.find_map(|value| value.value.clone());
        value.unwrap_or_else(|| panic!("the step {} has no value for {label}", self.step.id))
    }

    /// All values of the step under a label.
    pub fn values(&self, label: &str) -> Vec<String> {
        let values = self.step.values.iter().filter(|value| value.label == label);
        values.filter_map(|value| value.value.clone()).collect()
    }

    /// Ends the step. `elsewhere` are labels that do not stand in Oracle.
    pub async fn end(self, elsewhere: &[&str]) -> Result<(), Fault> {
        self.look().await?;
        let read = self.read.borrow();
        let named: BTreeSet<String> = self.step.instructions.iter().flat_map(|text| marked(text, "**")).collect();
        let missing: Vec<_> = named
            .iter()
            .filter(|label| !elsewhere.contains(&label.as_str()) && !read.contains(label.as_str()))
            .collect();
        assert!(missing.is_empty(), "the step {} names {missing:?}, which stood nowhere:\n{read}", self.step.id);
        Ok(())
    }

    /// Only what the step names can be looked for.
    fn says(&self, label: &str) {
        let Step { id, path, instructions, values, .. } = self.step;
        let marked = instructions.iter().flat_map(|text| ["**", "`"].into_iter().flat_map(|mark| marked(text, mark)));
        let valued = values.iter().flat_map(|value| [Some(value.label.clone()), value.value.clone()]).flatten();
        let names: BTreeSet<String> = path.iter().cloned().chain(marked).chain(valued).collect();
        let says = names.iter().any(|name| name == label || name.starts_with(&format!("{label}, ")));
        assert!(says, "the step {id} does not say {label:?}, only {names:?}");
    }

    async fn in_row(&self, text: &str, selector: &str) -> Result<(), Fault> {
        let found = self
            .script(&format!(
                "const cells = [...reachable.querySelectorAll('td, th')];
                 const cell = cells.find(cell => cell.innerText.trim() === {text:?});
                 const found = cell?.closest('tr').querySelector({selector:?});
                 document.querySelectorAll('[data-hand]').forEach(one => one.removeAttribute('data-hand'));
                 found?.setAttribute('data-hand', '');
                 return Boolean(found);"
            ))
            .await?;
        assert_eq!(found, true, "there is no row {text}:\n{}", self.window.text().await?);
        self.window.press_css("[data-hand]").await?;
        self.look().await
    }

    /// What stands in the row of that text, its cells one after the other.
    pub async fn row(&self, text: &str) -> Result<Option<String>, Fault> {
        let row = self
            .script(&format!(
                "const cells = [...reachable.querySelectorAll('td, th')];
                 return cells.find(cell => cell.innerText.trim() === {text:?})?.closest('tr').innerText ?? null;"
            ))
            .await?;
        Ok(row.as_str().map(str::to_owned))
    }

    async fn script(&self, script: &str) -> Result<Value, Fault> {
        self.window.script(&format!("{REACHABLE} {script}"), json!([])).await
    }

    /// Reads the page as it stands now.
    pub async fn look(&self) -> Result<(), Fault> {
        let page = self.window.text().await?;
        self.read.borrow_mut().push_str(&page);
        Ok(())
    }
}

/// What stands between two of these marks.
pub fn marked(text: &str, mark: &str) -> Vec<String> {
    text.split(mark).skip(1).step_by(2).map(str::to_owned).collect()
}
