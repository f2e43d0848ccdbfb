//! A person who has no mouse: goes from thing to thing with Tab, among choices with the arrows, and presses with Enter or
//! Space. Where the focus is, the engine says by role and name, as a screen reader would.

use std::collections::BTreeSet;
use std::time::Duration;

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
    /// To the choice before.
    Up,
}

impl Key {
    fn code(self) -> &'static str {
        match self {
            Self::Tab => "\u{e004}",
            Self::Enter => "\u{e007}",
            Self::Space => " ",
            Self::Escape => "\u{e00c}",
            Self::Down => "\u{e015}",
            Self::Up => "\u{e013}",
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
        // The driver of WebKit has no word for the summary of a foldable part.
        let role_fits = self.role == role.aria() || (role == Role::Button && self.role.is_empty());
        role_fits && self.name == name
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
        let whole = self.0.whole_name(role, name).await?;
        let mut passed = BTreeSet::new();
        for _ in 0..MOST_STOPS {
            let focus = self.focus().await?;
            if focus.is(role, &whole) {
                return self.see_it().await;
            }
            self.see_it().await?;
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

    /// Goes to a field and types into it.
    pub async fn fill(&self, name: &str, text: &str) -> Result<(), Fault> {
        self.go_to(Role::Textbox, name).await?;
        self.write(text).await
    }

    /// Goes to the group of choices that holds this one, and on to it by the arrows: down, and back up where down there
    /// is no more.
    pub async fn choose(&self, name: &str) -> Result<(), Fault> {
        let whole = self.0.whole_name(Role::Radio, name).await?;
        let (mut passed, mut here, mut arrow) = (BTreeSet::new(), BTreeSet::new(), Key::Down);
        for _ in 0..MOST_STOPS {
            let focus = self.focus().await?;
            if focus.is(Role::Radio, &whole) {
                return self.see_it().await;
            }
            self.see_it().await?;
            passed.insert(focus.name.clone());
            let key = match arrow {
                _ if focus.role != Role::Radio.aria() => Key::Tab,
                _ if here.insert(focus.name.clone()) => arrow,
                Key::Down => Key::Up,
                _ => Key::Tab,
            };
            if key != arrow {
                here = BTreeSet::from([focus.name]);
                arrow = if key == Key::Up { Key::Up } else { Key::Down };
            }
            self.press(key).await?;
        }
        self.0.never(&format!("the focus on the choice \u{201c}{name}\u{201d}"), &format!("passed {passed:?}")).await
    }

    /// A thing that has the focus shows that it has it, and nothing lies over it (WCAG 2.4.7 and 2.4.11), once the page
    /// has come to where it is.
    async fn see_it(&self) -> Result<(), Fault> {
        let mut unseen = Value::Null;
        for _ in 0..20 {
            unseen = self.0.script(UNSEEN, json!([])).await?;
            if unseen.is_null() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        self.0.never("a focus that can be seen", &unseen.to_string()).await
    }
}

/// Says what is wrong with the focus, or null. A thing counts as covered where a point of it is another's; one that is
/// larger than the window, only where all are. A heading takes the focus without being a stop, and shows nothing.
const UNSEEN: &str = "
    const it = document.activeElement;
    if (!it || it === document.body || it.matches('h1, h2')) return null;
    const what = it.outerHTML.slice(0, 200);
    const ringed = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const host = it.closest('label, li, .card') ?? it;
    if (![[it], [it, '::after'], [host]].some(part => ringed(getComputedStyle(...part)))) return 'no ring: ' + what;
    const own = it.matches('input') ? (it.closest('label') ?? it) : it;
    const points = [...it.getClientRects()].filter(box => box.width > 0).flatMap(box =>
        [0.1, 0.5, 0.9].flatMap(x => [0.2, 0.5, 0.8].map(y => [box.x + x * box.width, box.y + y * box.height])));
    const over = points.map(([x, y]) => document.elementFromPoint(x, y)).filter(top => !own.contains(top));
    const box = it.getBoundingClientRect();
    const fits = box.width <= innerWidth && box.height <= innerHeight / 2;
    if (fits ? over.length === 0 : over.length < points.length) return null;
    return `${over.length} of ${points.length} points are covered by ${over[0]?.outerHTML.slice(0, 120)}: ${what}`;";
