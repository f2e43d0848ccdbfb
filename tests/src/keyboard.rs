//! A person who has no mouse: goes from thing to thing with Tab, among choices with the arrows, and presses with Enter or
//! Space. Where the focus is, the engine says by role and name, as a screen reader would.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::fault::Fault;
use crate::window::{Role, Window};

/// Further Tabs would go round again: no screen has so many things to stop at.
const MOST_STOPS: usize = 150;

/// Keys by the code points of the W3C standard for drivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To the next thing.
    Tab,
    /// Presses what has the focus.
    Enter,
    /// Presses a button, checks a box.
    Space,
    /// Closes a dialog.
    Escape,
    /// To the next choice.
    Down,
}

impl Key {
    fn code(self) -> &'static str {
        match self {
            Self::Tab => "\u{e004}",
            Self::Enter => "\u{e007}",
            Self::Space => " ",
            Self::Escape => "\u{e00c}",
            Self::Down => "\u{e015}",
        }
    }
}

/// What has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// As WAI-ARIA names it.
    pub role: String,
    /// As it is announced.
    pub name: String,
}

impl Focus {
    fn is(&self, role: Role, name: &str) -> bool {
        self.role == role.aria() && self.name.starts_with(name)
    }
}

/// The keyboard of a window.
#[derive(Debug)]
pub struct Keyboard<'window, 'desk>(&'window Window<'desk>);

impl<'window, 'desk> Keyboard<'window, 'desk> {
    /// That window's.
    pub fn of(window: &'window Window<'desk>) -> Self {
        Self(window)
    }

    /// Presses a key once.
    pub async fn press(&self, key: Key) -> Result<(), Fault> {
        self.write(key.code()).await
    }

    /// Types into what has the focus.
    pub async fn write(&self, text: &str) -> Result<(), Fault> {
        let strokes = text.chars().flat_map(|letter| {
            let value = letter.to_string();
            [json!({"type": "keyDown", "value": value}), json!({"type": "keyUp", "value": value})]
        });
        let strokes: Vec<Value> = strokes.collect();
        self.0.act(json!([{"type": "key", "id": "keyboard", "actions": strokes}])).await
    }

    /// Empties the field that has the focus.
    pub async fn clear(&self) -> Result<(), Fault> {
        let control = "\u{e009}";
        let strokes = [("keyDown", control), ("keyDown", "a"), ("keyUp", "a"), ("keyUp", control)];
        let strokes: Vec<Value> = strokes.iter().map(|(kind, key)| json!({"type": kind, "value": key})).collect();
        self.0.act(json!([{"type": "key", "id": "keyboard", "actions": strokes}])).await?;
        self.write("\u{e017}").await
    }

    /// What has the focus now.
    pub async fn focus(&self) -> Result<Focus, Fault> {
        self.0.focus().await
    }

    /// Goes on until the thing of that role and name has the focus.
    pub async fn go_to(&self, role: Role, name: &str) -> Result<(), Fault> {
        self.0.find(role, name).await?;
        let mut passed = BTreeSet::new();
        for _ in 0..MOST_STOPS {
            let focus = self.focus().await?;
            if focus.is(role, name) {
                return self.see_it().await;
            }
            passed.insert(format!("{} \u{201c}{}\u{201d}", focus.role, focus.name));
            self.press(Key::Tab).await?;
        }
        let passed = passed.into_iter().collect::<Vec<_>>().join(", ");
        self.0
            .never(&format!("the focus on the {role:?} \u{201c}{name}\u{201d}"), &format!("Tab went to {passed}"))
            .await
    }

    /// Goes to a button or link and presses it.
    pub async fn use_it(&self, role: Role, name: &str) -> Result<(), Fault> {
        self.go_to(role, name).await?;
        self.press(Key::Enter).await
    }

    /// Goes to the group of choices that holds this one, and on to it by the arrows.
    pub async fn choose(&self, name: &str) -> Result<(), Fault> {
        self.0.find(Role::Radio, name).await?;
        let mut passed = BTreeSet::new();
        for _ in 0..MOST_STOPS {
            let focus = self.focus().await?;
            if focus.is(Role::Radio, name) {
                return self.see_it().await;
            }
            let was_here = !passed.insert(focus.clone().name);
            let among_choices = focus.role == Role::Radio.aria();
            self.press(if among_choices && !was_here { Key::Down } else { Key::Tab }).await?;
        }
        self.0.never(&format!("the focus on the choice \u{201c}{name}\u{201d}"), &format!("passed {passed:?}")).await
    }

    /// A thing that has the focus shows that it has it.
    async fn see_it(&self) -> Result<(), Fault> {
        let script = "const it = document.activeElement;
            const host = it.closest('label, li, .card');
            const ringed = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
            return [[it], [it, '::after'], [host ?? it]].some(part => ringed(getComputedStyle(...part)))
                ? null : it.outerHTML.slice(0, 200);";
        let without = self.0.script(script, json!([])).await?;
        if without.is_null() { Ok(()) } else { self.0.never("a focus that can be seen", &without.to_string()).await }
    }
}
