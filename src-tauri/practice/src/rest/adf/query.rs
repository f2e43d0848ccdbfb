//! The parameters of a read: `q`, `finder`, `fields`, `expand`, `onlyData`, `limit`, `offset`, `totalResults`,
//! `orderBy`.

use super::{
    bad_query,
    condition::{Condition, Filter},
    framework::Fault,
};
use crate::content::Record;

/// Rows of a page where nothing else was asked for.
const USUAL_LIMIT: usize = 25;

/// A larger wish is lowered without a word.
const LARGEST_LIMIT: usize = 500;

#[derive(Debug)]
pub(super) struct Query {
    pub filter: Filter,
    pub selection: Selection,
    pub limit: usize,
    pub offset: usize,
    pub only_data: bool,
    pub total_results: bool,
    pub order: Vec<Order>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub attribute: String,
    pub descending: bool,
}

/// How much of a row is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// None: all attributes.
    pub attributes: Option<Vec<String>>,
    /// Children that were named.
    pub children: Vec<(String, Selection)>,
    /// `expand=all`: all direct children.
    pub all_children: bool,
}

impl Query {
    pub fn parse(query: Option<&str>) -> Result<Self, Fault> {
        let mut parsed = Self {
            filter: Filter::everything(),
            selection: Selection::default(),
            limit: USUAL_LIMIT,
            offset: 0,
            only_data: false,
            total_results: false,
            order: Vec::new(),
        };
        let (mut fields, mut expand) = (None, None);
        for (name, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "q" => parsed.filter.add(Filter::parse(&value)?),
                "finder" => parsed.filter.add(finder(&value)?),
                "fields" => fields = Some(value.into_owned()),
                "expand" => expand = Some(value.into_owned()),
                "limit" => parsed.limit = number("limit", &value)?.min(LARGEST_LIMIT),
                "offset" => parsed.offset = number("offset", &value)?,
                "onlyData" => parsed.only_data = value.eq_ignore_ascii_case("true"),
                "totalResults" => parsed.total_results = value.eq_ignore_ascii_case("true"),
                "orderBy" => parsed.order = order(&value),
                _ => {}
            }
        }
        // Of the two only `fields` is considered (Oracle, reference of the GET parameters).
        parsed.selection = match (fields, expand) {
            (Some(fields), _) => Selection::from_fields(&fields)?,
            (None, Some(expand)) => Selection::from_expand(&expand),
            (None, None) => Selection::default(),
        };
        Ok(parsed)
    }

    /// Refuses attributes and children that a row like this one does not have.
    pub fn check(&self, sample: &Record) -> Result<(), Fault> {
        self.filter.check(sample)?;
        self.selection.check(sample)?;
        match self.order.iter().find(|order| !sample.attributes.contains_key(&order.attribute)) {
            Some(order) => Err(bad_query(format!("The attribute {} in orderBy is not valid", order.attribute))),
            None => Ok(()),
        }
    }
}

impl Selection {
    /// `A,B;child:C,D;child.grandchild:E`. A child may also follow a comma.
    fn from_fields(fields: &str) -> Result<Self, Fault> {
        let mut root = Self { attributes: Some(Vec::new()), ..Self::default() };
        for part in fields.split(';') {
            let mut path = String::new();
            for name in part.split(',').map(str::trim) {
                let attribute = if let Some((child, attribute)) = name.split_once(':') {
                    child.trim().clone_into(&mut path);
                    attribute.trim()
                } else {
                    name
                };
                if attribute.is_empty() {
                    return Err(bad_query("The fields parameter has an empty name"));
                }
                root.at(&path).attributes.get_or_insert_default().push(attribute.to_owned());
            }
        }
        Ok(root)
    }

    /// `all`, or `a,b.c`.
    fn from_expand(expand: &str) -> Self {
        if expand.trim().eq_ignore_ascii_case("all") {
            return Self { all_children: true, ..Self::default() };
        }
        let mut root = Self::default();
        for path in expand.split(',').map(str::trim).filter(|path| !path.is_empty()) {
            root.at(path);
        }
        root
    }

    /// The selection of a child, made where it is missing. A child on the way shows none of its own attributes where
    /// attributes were named, and all where children were only expanded.
    fn at(&mut self, path: &str) -> &mut Self {
        let Some((head, rest)) = path.split_once('.').or_else(|| (!path.is_empty()).then_some((path, ""))) else {
            return self;
        };
        let attributes = self.attributes.as_ref().map(|_| Vec::new());
        let place = self.children.iter().position(|(name, _)| name == head).unwrap_or_else(|| {
            self.children.push((head.to_owned(), Self { attributes, ..Self::default() }));
            self.children.len() - 1
        });
        self.children[place].1.at(rest)
    }

    pub fn shows(&self, attribute: &str) -> bool {
        self.attributes.as_ref().is_none_or(|named| named.iter().any(|name| name == attribute))
    }

    fn check(&self, sample: &Record) -> Result<(), Fault> {
        let unknown = self.attributes.iter().flatten().find(|name| !sample.attributes.contains_key(*name));
        if let Some(name) = unknown {
            return Err(bad_query(format!("The attribute {name} in fields is not valid")));
        }
        for (name, selection) in &self.children {
            let child = sample.child(name).ok_or_else(|| bad_query(format!("The child {name} is not valid")))?;
            if let Some(first) = child.records.first() {
                selection.check(first)?;
            }
        }
        Ok(())
    }
}

/// `PrimaryKey;Name=value,Name2=value2`, the one finder that is documented for requisitions.
fn finder(text: &str) -> Result<Filter, Fault> {
    let (name, variables) = text.split_once(';').unwrap_or((text, ""));
    if name != "PrimaryKey" {
        return Err(bad_query(format!("The finder {name} does not exist")));
    }
    let conditions = variables
        .split(',')
        .map(|variable| {
            let (attribute, value) =
                variable.split_once('=').ok_or_else(|| bad_query("A variable of the finder has no value"))?;
            Ok(Condition::equal(attribute.trim(), value.trim().trim_matches(['\'', '"'])))
        })
        .collect::<Result<_, Fault>>()?;
    Ok(Filter::All(conditions))
}

fn order(text: &str) -> Vec<Order> {
    text.split(',')
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let (attribute, direction) = part.split_once(':').unwrap_or((part, "asc"));
            Order { attribute: attribute.trim().to_owned(), descending: direction.trim().eq_ignore_ascii_case("desc") }
        })
        .collect()
}

fn number(name: &str, text: &str) -> Result<usize, Fault> {
    text.trim().parse().map_err(|_| bad_query(format!("The value of {name} is not valid")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(selection: &Selection) -> Vec<&str> {
        selection.attributes.as_ref().unwrap().iter().map(String::as_str).collect()
    }

    #[test]
    fn fields_name_attributes_of_the_row_and_of_its_children() {
        let selection = Selection::from_fields("PersonId,PersonNumber;emails:EmailType;work.assign:A,B").unwrap();
        assert_eq!(named(&selection), ["PersonId", "PersonNumber"]);
        let children = selection.children;
        assert_eq!(children[0].0, "emails");
        assert_eq!(named(&children[0].1), ["EmailType"]);
        assert_eq!(children[1].0, "work");
        assert_eq!(named(&children[1].1), [] as [&str; 0]);
        let below = &children[1].1.children;
        assert_eq!(named(&below[0].1), ["A", "B"]);
    }

    #[test]
    fn fields_win_over_expand() {
        let query = Query::parse(Some("expand=all&fields=Title")).unwrap();
        assert!(query.selection.children.is_empty());
        assert_eq!(named(&query.selection), ["Title"]);
    }

    #[test]
    fn expand_shows_every_attribute_on_the_way() {
        let query = Query::parse(Some("expand=emails,workRelationships.assignments.managers")).unwrap();
        let children = query.selection.children;
        assert_eq!(children.len(), 2);
        assert_eq!(children[1].1.attributes, None);
    }

    #[test]
    fn a_page_has_25_rows_and_never_more_than_500() {
        assert_eq!(Query::parse(None).unwrap().limit, 25);
        assert_eq!(Query::parse(Some("limit=100000")).unwrap().limit, 500);
        assert!(Query::parse(Some("limit=-1")).is_err());
        assert!(Query::parse(Some("offset=x")).is_err());
    }
}
