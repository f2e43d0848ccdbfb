//! A TOML document that still knows where each of its values stands, so that a fault can be pointed at.

use std::{borrow::Cow, ops::Range};

use serde::{Deserialize, Serialize};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::near;

/// What is wrong in a guide, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// File name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Where in the guide, such as `step.name-the-copy.observed_by[1]`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What was expected.
    pub expected: Option<String>,
    /// The nearest thing that would be right.
    pub nearest: Option<String>,
}

impl Fault {
    /// Of a file in which nothing has a place.
    pub(super) fn of_file(file: &str, message: &str) -> Self {
        fault_in("", &[0], file, 0, String::new(), message).expecting("a guide in TOML, of at most 256 KiB")
    }

    /// With what was expected.
    pub(super) fn expecting(mut self, what: impl Into<String>) -> Self {
        self.expected = Some(what.into());
        self
    }

    /// With a list of what was expected.
    pub(super) fn one_of<'a>(self, right: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: Vec<&str> = right.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        self.expecting(names.join(", "))
    }

    /// With the nearest of what would be right, where one is near.
    pub(super) fn near<'a>(mut self, wanted: &str, right: impl IntoIterator<Item = &'a str>) -> Self {
        self.nearest = near::nearest(wanted, right, 1).first().map(|&name| name.to_owned());
        self
    }
}

/// A document with the name of its file.
pub(super) struct Source<'a> {
    file: Cow<'a, str>,
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    root: Spanned<DeValue<'a>>,
}

impl<'a> Source<'a> {
    /// Only the first fault of the syntax is told: the next ones mostly follow from it.
    pub fn parse(text: &'a str, file: impl Into<Cow<'a, str>>) -> Result<Self, Vec<Fault>> {
        let file = file.into();
        match DeTable::parse(text) {
            Ok(table) => {
                let root = Spanned::new(0..0, DeValue::Table(table.into_inner()));
                Ok(Self { lines: lines_of(text), file, text, root })
            }
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                // What the reader of TOML expected stands at the end of its words.
                let (message, expected) = error.message().split_once(", expected ").unwrap_or((error.message(), ""));
                let fault = fault_in(text, &lines_of(text), &file, at, String::new(), message);
                let expected = if message == "duplicate key" { "each key once" } else { expected };
                Err(vec![if expected.is_empty() { fault.expecting("TOML") } else { fault.expecting(expected) }])
            }
        }
    }

    /// The whole of it.
    pub fn root(&self) -> Node<'_> {
        Node { source: self, value: self.root.get_ref(), span: self.root.span(), path: String::new() }
    }
}

fn lines_of(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn fault_in(text: &str, lines: &[usize], file: &str, at: usize, path: String, message: impl Into<String>) -> Fault {
    let at = text.floor_char_boundary(at);
    let line = lines.partition_point(|begin| *begin <= at);
    let begin = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
    Fault {
        file: file.to_owned(),
        line,
        column: text[begin..at].chars().count() + 1,
        path,
        message: message.into(),
        expected: None,
        nearest: None,
    }
}

/// A value of a document: what it is, where it stands and how one gets to it.
#[derive(Clone)]
pub(super) struct Node<'a> {
    source: &'a Source<'a>,
    value: &'a DeValue<'a>,
    span: Range<usize>,
    path: String,
}

/// A key of a table and its value.
pub(super) struct Entry<'a> {
    pub key: &'a str,
    pub node: Node<'a>,
    key_at: usize,
}

impl<'a> Node<'a> {
    pub fn value(&self) -> &'a DeValue<'a> {
        self.value
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn text(&self) -> Option<&'a str> {
        self.value.as_str()
    }

    /// A whole number, where it is one that fits.
    pub fn integer(&self) -> Option<i64> {
        let written = self.value.as_integer()?;
        i64::from_str_radix(written.as_str(), written.radix()).ok()
    }

    pub fn is_true(&self) -> bool {
        self.value.as_bool() == Some(true)
    }

    /// The keys and values of a table; none of anything else.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let here = self.clone();
        self.value.as_table().into_iter().flat_map(|table| table.iter()).map(move |(key, value)| {
            let name: &str = key.get_ref();
            let (source, path) = (here.source, here.path_to(name));
            let node = Node { source, value: value.get_ref(), span: value.span(), path };
            Entry { key: name, node, key_at: key.span().start }
        })
    }

    /// The value of a table's key.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        let (_, value) = self.value.as_table()?.iter().find(|(name, _)| name.get_ref() == key)?;
        Some(Node { source: self.source, value: value.get_ref(), span: value.span(), path: self.path_to(key) })
    }

    /// The text of a table's key.
    pub fn text_of(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.text()
    }

    /// The values of a list; none of anything else. A table among them is named by its id.
    pub fn items(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let Self { source, path, .. } = self.clone();
        let list = self.value.as_array().into_iter().flat_map(|list| list.iter());
        list.zip(1..).map(move |(value, number)| {
            let held = value.get_ref();
            let name = |key| held.as_table().and_then(|_| held.get(key)).and_then(|name| name.get_ref().as_str());
            let path = match name("id").or_else(|| name("resource")) {
                Some(name) => format!("{path}.{name}"),
                None => format!("{path}[{number}]"),
            };
            Node { source, value: held, span: value.span(), path }
        })
    }

    /// The values of the list of a table's key.
    pub fn list(&self, key: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
        self.get(key).into_iter().flat_map(|node| node.items())
    }

    /// How many values are in it, however deep, itself included.
    pub fn size(&self) -> usize {
        fn of(value: &DeValue<'_>) -> usize {
            let within = match value {
                DeValue::Array(list) => list.iter().map(|one| of(one.get_ref())).sum(),
                DeValue::Table(table) => table.iter().map(|(_, one)| of(one.get_ref())).sum(),
                _ => 0,
            };
            1 + within
        }
        of(self.value)
    }

    /// Every text in it, however deep.
    pub fn texts(&self) -> Vec<Node<'a>> {
        if self.value.is_str() {
            return vec![self.clone()];
        }
        let within = self.entries().map(|entry| entry.node).chain(self.items());
        within.flat_map(|node| node.texts()).collect()
    }

    /// A fault here.
    pub fn fault(&self, message: impl Into<String>) -> Fault {
        self.fault_at(self.span.start, message)
    }

    /// A fault here: a key that should be there and is not.
    pub fn lacking(&self, key: &str) -> Fault {
        Fault { path: self.path_to(key), ..self.fault(format!("the key \"{key}\" is missing")) }
    }

    /// A fault at a part of what is written here, or at its beginning where that is written in another way.
    pub fn fault_in_text(&self, part: &str, message: impl Into<String>) -> Fault {
        let written = self.source.text.get(self.span.clone()).unwrap_or_default();
        self.fault_at(self.span.start + written.find(part).unwrap_or_default(), message)
    }

    fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn fault_at(&self, at: usize, message: impl Into<String>) -> Fault {
        let Source { text, lines, file, .. } = self.source;
        fault_in(text, lines, file, at, self.path.clone(), message)
    }
}

impl Entry<'_> {
    /// A fault at the key.
    pub fn fault(&self, message: impl Into<String>) -> Fault {
        self.node.fault_at(self.key_at, message)
    }
}
