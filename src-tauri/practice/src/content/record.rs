//! One row of a REST resource with everything below it, before anybody decided how much of it to show.

use serde_json::{Map, Value};

#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// What stands for the row in its own address.
    pub key: String,
    pub attributes: Map<String, Value>,
    pub children: Vec<Child>,
}

/// A child collection under its accessor's name.
#[derive(Clone, Debug)]
pub(crate) struct Child {
    pub name: &'static str,
    pub records: Vec<Record>,
}

impl Record {
    /// `attributes` is an object; anything else counts as one without members.
    pub fn new(key: String, attributes: Value) -> Self {
        let attributes = if let Value::Object(attributes) = attributes { attributes } else { Map::new() };
        Self { key, attributes, children: Vec::new() }
    }

    pub fn add(&mut self, name: &'static str, records: Vec<Self>) {
        self.children.push(Child { name, records });
    }

    pub fn child(&self, name: &str) -> Option<&Child> {
        self.children.iter().find(|child| child.name == name)
    }
}
