//! A schematic of the Oracle screen that a step is done on, as data: what a screenshot would show, and nothing that ages
//! with every release.
//!
//! A guide says which regions there are and which one thing is meant; where each stands in the drawing is decided once,
//! in [`drawing`], so that the window and the printed checklist show the same picture. Colours and fonts are theirs.

mod drawing;

use serde::{Deserialize, Serialize};

pub use drawing::{Anchor, Drawing, Role, Shape, ShapeKind, drawing};

/// A schematic of one screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// The same in words, for whoever does not see the drawing. Never empty.
    pub alt: String,
    /// Title of the page or window, as Oracle shows it.
    pub frame: String,
    /// What stands on the screen, from top to bottom; a side list stands beside the others.
    #[serde(rename = "region")]
    pub regions: Vec<Region>,
}

/// A part of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// What sort of part it is.
    pub kind: RegionKind,
    /// Its heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Headings of a table's columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What is in it, in order.
    pub items: Vec<Item>,
}

/// What sort of part of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegionKind {
    /// The bar across the top; its items stand side by side.
    Header,
    /// Tabs, side by side.
    Tabs,
    /// The steps across the top of a page that Oracle leads through, one after the other.
    Train,
    /// A list at the left edge.
    Side,
    /// A panel at the right edge.
    Panel,
    /// Labels with a field each.
    Form,
    /// Rows under headings.
    Table,
    /// A menu that was opened.
    Menu,
    /// Buttons, side by side.
    Buttons,
    /// A small window over the page.
    Dialog,
}

/// A thing on the screen. In a guide a plain text is short for one that has only a label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Item {
    /// Its label, as Oracle shows it.
    pub label: String,
    /// What is typed or chosen in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The further columns of a table's row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
    /// What it looks like, where that is not what its region is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
    /// A sign beside its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<Icon>,
    /// It is the tab that is open, the row that is selected, the stop that is reached.
    #[serde(skip_serializing_if = "is_false")]
    pub selected: bool,
    /// It is the one thing that the step is about.
    #[serde(skip_serializing_if = "is_false")]
    pub target: bool,
    /// Number of the action in the step's `do` that uses it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callout: Option<u32>,
}

/// What a thing looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// Running text.
    Text,
    /// A field to type in, or a list to choose from.
    Field,
    /// One of several options, with a mark where it is selected.
    Choice,
    /// A button.
    Button,
}

/// A sign that Oracle shows in place of words or beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    /// Three bars: the Navigator.
    Bars,
    /// An arrow down: there is a menu.
    Down,
    /// A magnifying glass.
    Search,
    /// A sheet with lines: the panel of tasks.
    Sheet,
    /// A head: who is signed in.
    Person,
}

/// An item as a guide may write it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Short(String),
    Whole(Whole),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    label: String,
    value: Option<String>,
    #[serde(default)]
    cells: Vec<String>,
    look: Option<Look>,
    icon: Option<Icon>,
    #[serde(default)]
    selected: bool,
    #[serde(default)]
    target: bool,
    callout: Option<u32>,
}

impl From<Written> for Item {
    fn from(written: Written) -> Self {
        match written {
            Written::Short(label) => Self { label, ..Self::default() },
            Written::Whole(whole) => Self {
                label: whole.label,
                value: whole.value,
                cells: whole.cells,
                look: whole.look,
                icon: whole.icon,
                selected: whole.selected,
                target: whole.target,
                callout: whole.callout,
            },
        }
    }
}

impl Hint {
    /// Every thing on the screen.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.regions.iter().flat_map(|region| &region.items)
    }

    /// Every text that may hold a placeholder.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let regions = self.regions.iter_mut().flat_map(|region| {
            let items = region
                .items
                .iter_mut()
                .flat_map(|item| std::iter::once(&mut item.label).chain(&mut item.value).chain(&mut item.cells));
            region.title.iter_mut().chain(&mut region.columns).chain(items)
        });
        [&mut self.alt, &mut self.frame].into_iter().chain(regions)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
