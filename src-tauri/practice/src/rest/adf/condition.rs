//! The `q` parameter, with the traps that were seen on a real pod: conditions are joined by `;`, while the words AND,
//! OR and IN are understood by nothing and silently match nothing (oracle.md §2.3).

use serde_json::Value;

use super::{bad_query, framework::Fault};
use crate::content::Record;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    All(Vec<Condition>),
    Nothing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    /// Attribute, behind the names of the children on the way.
    path: Vec<String>,
    comparison: Comparison,
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
}

/// Longer signs first, so that `>=` is not read as `>`.
const SIGNS: [(&str, Comparison); 7] = [
    (">=", Comparison::GreaterOrEqual),
    ("<=", Comparison::LessOrEqual),
    ("!=", Comparison::NotEqual),
    ("<>", Comparison::NotEqual),
    ("=", Comparison::Equal),
    (">", Comparison::Greater),
    ("<", Comparison::Less),
];

impl Filter {
    pub fn everything() -> Self {
        Self::All(Vec::new())
    }

    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut all = Self::everything();
        for part in split_outside_quotes(text) {
            if !part.trim().is_empty() {
                all.add(parse_one(part.trim())?);
            }
        }
        Ok(all)
    }

    pub fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::All(mine), Self::All(more)) => mine.extend(more),
            (Self::All(_), Self::Nothing) => *self = Self::Nothing,
            (Self::Nothing, _) => {}
        }
    }

    pub fn conditions(&self) -> &[Condition] {
        match self {
            Self::All(conditions) => conditions,
            Self::Nothing => &[],
        }
    }

    pub fn admits(&self, record: &Record) -> bool {
        match self {
            Self::All(conditions) => conditions.iter().all(|condition| condition.holds(record, &condition.path)),
            Self::Nothing => false,
        }
    }

    pub fn check(&self, sample: &Record) -> Result<(), Fault> {
        match self.conditions().iter().find(|condition| !is_known(sample, &condition.path)) {
            Some(condition) => Err(bad_query(format!("The attribute {} in q is not valid", condition.path.join(".")))),
            None => Ok(()),
        }
    }
}

impl Condition {
    pub fn equal(attribute: &str, value: &str) -> Self {
        Self { path: path(attribute), comparison: Comparison::Equal, value: value.to_owned() }
    }

    /// Attribute and value, where the condition is an equality on the row itself.
    pub fn as_equality(&self) -> Option<(&str, &str)> {
        match self.path.as_slice() {
            [attribute] if self.comparison == Comparison::Equal => Some((attribute, &self.value)),
            _ => None,
        }
    }

    fn holds(&self, record: &Record, path: &[String]) -> bool {
        match path {
            [] => false,
            [attribute] => record.attributes.get(attribute).is_some_and(|value| self.compare(value)),
            [child, rest @ ..] => {
                record.child(child).is_some_and(|child| child.records.iter().any(|record| self.holds(record, rest)))
            }
        }
    }

    fn compare(&self, found: &Value) -> bool {
        let text = match found {
            Value::Null => return self.comparison == Comparison::NotEqual,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match self.comparison {
            Comparison::Equal => text == self.value,
            Comparison::NotEqual => text != self.value,
            Comparison::Like => is_like(&text, &self.value),
            Comparison::Less => order(&text, &self.value).is_lt(),
            Comparison::LessOrEqual => order(&text, &self.value).is_le(),
            Comparison::Greater => order(&text, &self.value).is_gt(),
            Comparison::GreaterOrEqual => order(&text, &self.value).is_ge(),
        }
    }
}

fn is_known(sample: &Record, path: &[String]) -> bool {
    match path {
        [] => false,
        [attribute] => sample.attributes.contains_key(attribute),
        [child, rest @ ..] => {
            sample.child(child).is_some_and(|child| child.records.first().is_none_or(|one| is_known(one, rest)))
        }
    }
}

fn parse_one(text: &str) -> Result<Filter, Fault> {
    let end = text.find(|letter: char| !(letter.is_alphanumeric() || "_.".contains(letter))).unwrap_or(text.len());
    let (attribute, rest) = text.split_at(end);
    let rest = rest.trim_start();
    if attribute.is_empty() {
        return Err(unreadable());
    }
    if let Some((comparison, value)) = sign(rest) {
        return value_of(value).map(|value| {
            value.map_or(Filter::Nothing, |value| {
                Filter::All(vec![Condition { path: path(attribute), comparison, value }])
            })
        });
    }
    match first_word(rest).as_str() {
        "in" | "or" | "and" | "not" | "between" => Ok(Filter::Nothing),
        _ => Err(unreadable()),
    }
}

fn sign(rest: &str) -> Option<(Comparison, &str)> {
    SIGNS
        .iter()
        .find_map(|(sign, comparison)| rest.strip_prefix(sign).map(|value| (*comparison, value)))
        .or_else(|| (first_word(rest) == "like").then(|| (Comparison::Like, &rest[4..])))
}

/// The value, unless a word follows that is understood by nothing.
fn value_of(text: &str) -> Result<Option<String>, Fault> {
    let text = text.trim();
    if let Some(quote) = text.chars().next().filter(|letter| matches!(letter, '\'' | '"')) {
        let (value, rest) = text[1..].split_once(quote).ok_or_else(unreadable)?;
        return match first_word(rest.trim()).as_str() {
            "" if rest.trim().is_empty() => Ok(Some(value.to_owned())),
            "and" | "or" => Ok(None),
            _ => Err(unreadable()),
        };
    }
    if text.is_empty() {
        return Err(unreadable());
    }
    let has_word = text.split(' ').any(|word| ["and", "or"].contains(&word.to_ascii_lowercase().as_str()));
    Ok((!has_word).then(|| text.to_owned()))
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphabetic()).collect::<String>().to_ascii_lowercase()
}

fn path(attribute: &str) -> Vec<String> {
    attribute.split('.').map(str::to_owned).collect()
}

fn unreadable() -> Fault {
    bad_query("Unable to parse the q parameter")
}

fn split_outside_quotes(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quote) = (Vec::new(), 0, None);
    for (place, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (None, ';') => {
                parts.push(&text[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn order(one: &str, other: &str) -> std::cmp::Ordering {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one.total_cmp(&other),
        _ => one.cmp(other),
    }
}

/// `%` and `*` stand for any run of letters.
fn is_like(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split(['%', '*']);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(place) => rest = &rest[place + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record() -> Record {
        let mut record =
            Record::new("1".to_owned(), json!({ "Number": "1042", "Id": 30, "Title": "Tool & Die; Lead" }));
        record.add("names", vec![Record::new("2".to_owned(), json!({ "FirstName": "Kim" }))]);
        record
    }

    fn admits(q: &str) -> bool {
        Filter::parse(q).unwrap().admits(&record())
    }

    #[test]
    fn a_value_may_be_bare_or_quoted_and_spaces_do_not_matter() {
        for q in ["Number=1042", "Number='1042'", "Number = \"1042\"", "Id=30", "Title='Tool & Die; Lead'"] {
            assert!(admits(q), "{q}");
        }
        assert!(!admits("Number=1043"));
    }

    #[test]
    fn equality_is_case_sensitive() {
        assert!(!admits("Title='tool & die; lead'"));
    }

    #[test]
    fn conditions_are_joined_by_a_semicolon() {
        assert!(admits("Number=1042;Id=30"));
        assert!(!admits("Number=1042;Id=31"));
    }

    #[test]
    fn and_or_and_in_as_words_match_nothing() {
        for q in ["Number=1042 and Id=30", "Number='1042' OR Id=30", "Number IN ('1042','1043')", "Number=1042,1043"] {
            assert!(!admits(q), "{q}");
        }
    }

    #[test]
    fn a_child_s_attribute_can_be_searched() {
        assert!(admits("names.FirstName like 'K%'"));
        assert!(admits("names.FirstName like '%i%'"));
        assert!(!admits("names.FirstName like '%x%'"));
        assert!(!admits("names.FirstName like 'K'"));
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        assert!(admits("Id>9"));
        assert!(admits("Id<=30"));
        assert!(!admits("Id<>30"));
    }

    #[test]
    fn what_cannot_be_parsed_is_a_bad_request() {
        for q in ["=1", "Number", "Number='1042", "Number='10'42'", "Number=", "Number is 3"] {
            assert!(Filter::parse(q).is_err(), "{q}");
        }
    }

    #[test]
    fn an_unknown_attribute_is_a_bad_request() {
        assert!(Filter::parse("Nummer=1").unwrap().check(&record()).is_err());
        assert!(Filter::parse("names.FirstName=Kim").unwrap().check(&record()).is_ok());
    }
}
