//! The filter language of SCIM lists.
//!
//! Attribute names are read in any case: Oracle's samples say `username`, public code says `userName`. Text is compared
//! without regard to case, apart from role codes and ids, which are codes.

use serde_json::Value;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    Test { attribute: String, operator: Operator, value: String },
    Present { attribute: String },
    All(Vec<Self>),
    Any(Vec<Self>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Contains,
    StartsWith,
    EndsWith,
}

/// What could not be understood, for the answer's `description`.
pub(super) type Unreadable = String;

impl Filter {
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut words = Words::split(text)?;
        let filter = any(&mut words)?;
        match words.next() {
            None => Ok(filter),
            Some(word) => Err(format!("Invalid filter: unexpected {}", word.text)),
        }
    }

    pub fn admits(&self, resource: &Value) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.admits(resource)),
            Self::Any(parts) => parts.iter().any(|part| part.admits(resource)),
            Self::Present { attribute } => !values(resource, attribute).is_empty(),
            Self::Test { attribute, operator, value } => {
                let found = values(resource, attribute);
                match operator {
                    Operator::NotEqual => !found.iter().any(|one| test(attribute, Operator::Equal, one, value)),
                    other => found.iter().any(|one| test(attribute, *other, one, value)),
                }
            }
        }
    }
}

fn test(attribute: &str, operator: Operator, found: &str, wanted: &str) -> bool {
    let exact = ["id", "name"].iter().any(|code| attribute.eq_ignore_ascii_case(code));
    let fold = |text: &str| if exact { text.to_owned() } else { text.to_lowercase() };
    let (found, wanted) = (fold(found), fold(wanted));
    match operator {
        Operator::Equal => found == wanted,
        Operator::NotEqual => found != wanted,
        Operator::Contains => found.contains(&wanted),
        Operator::StartsWith => found.starts_with(&wanted),
        Operator::EndsWith => found.ends_with(&wanted),
    }
}

/// All texts at a dotted path, whatever lists are on the way. `firstName` is what Oracle's sample calls a given name.
fn values(resource: &Value, path: &str) -> Vec<String> {
    let path = match path.to_ascii_lowercase().as_str() {
        "firstname" => "name.givenName".to_owned(),
        "lastname" => "name.familyName".to_owned(),
        _ => path.to_owned(),
    };
    let mut found = vec![resource];
    for step in path.split('.') {
        found = found.into_iter().flat_map(|value| members(value, step)).collect();
    }
    found.into_iter().flat_map(texts).collect()
}

fn members<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    match value {
        Value::Object(object) => {
            object.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, member)| member).collect()
        }
        Value::Array(list) => list.iter().flat_map(|one| members(one, name)).collect(),
        _ => Vec::new(),
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) if text.is_empty() => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        Value::Object(object) => object.get("value").map_or_else(|| vec![String::new()], texts),
        other => vec![other.to_string()],
    }
}

struct Word {
    text: String,
    quoted: bool,
}

struct Words(std::iter::Peekable<std::vec::IntoIter<Word>>);

impl Words {
    fn split(text: &str) -> Result<Self, Unreadable> {
        let mut words = Vec::new();
        let mut letters = text.chars().peekable();
        while let Some(&letter) = letters.peek() {
            match letter {
                ' ' | '\t' => {
                    letters.next();
                }
                '(' | ')' => {
                    letters.next();
                    words.push(Word { text: letter.to_string(), quoted: false });
                }
                '"' => {
                    letters.next();
                    words.push(Word { text: quoted(&mut letters)?, quoted: true });
                }
                _ => {
                    let mut word = String::new();
                    while let Some(letter) = letters.next_if(|letter| !matches!(letter, ' ' | '\t' | '(' | ')' | '"')) {
                        word.push(letter);
                    }
                    words.push(Word { text: word, quoted: false });
                }
            }
        }
        Ok(Self(words.into_iter().peekable()))
    }

    fn next(&mut self) -> Option<Word> {
        self.0.next()
    }

    fn next_is(&mut self, keyword: &str) -> bool {
        self.0.next_if(|word| !word.quoted && word.text.eq_ignore_ascii_case(keyword)).is_some()
    }
}

fn quoted(letters: &mut impl Iterator<Item = char>) -> Result<String, Unreadable> {
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return Ok(text),
            '\\' => text.extend(letters.next()),
            other => text.push(other),
        }
    }
    Err("Invalid filter: a quotation mark is missing".to_owned())
}

fn any(words: &mut Words) -> Result<Filter, Unreadable> {
    let mut parts = vec![all(words)?];
    while words.next_is("or") {
        parts.push(all(words)?);
    }
    Ok(single(parts).unwrap_or_else(Filter::Any))
}

fn all(words: &mut Words) -> Result<Filter, Unreadable> {
    let mut parts = vec![one(words)?];
    while words.next_is("and") {
        parts.push(one(words)?);
    }
    Ok(single(parts).unwrap_or_else(Filter::All))
}

fn single(mut parts: Vec<Filter>) -> Result<Filter, Vec<Filter>> {
    match parts.pop() {
        Some(only) if parts.is_empty() => Ok(only),
        Some(last) => {
            parts.push(last);
            Err(parts)
        }
        None => Err(parts),
    }
}

fn one(words: &mut Words) -> Result<Filter, Unreadable> {
    if words.next_is("(") {
        let inner = any(words)?;
        return if words.next_is(")") { Ok(inner) } else { Err("Invalid filter: ) is missing".to_owned()) };
    }
    let attribute = match words.next() {
        Some(word) if !word.quoted => word.text,
        _ => return Err("Invalid filter: an attribute is missing".to_owned()),
    };
    let operator = words.next().ok_or_else(|| "Invalid filter: an operator is missing".to_owned())?;
    let operator = match operator.text.to_ascii_lowercase().as_str() {
        "pr" => return Ok(Filter::Present { attribute }),
        "eq" => Operator::Equal,
        "ne" => Operator::NotEqual,
        "co" => Operator::Contains,
        "sw" => Operator::StartsWith,
        "ew" => Operator::EndsWith,
        other => return Err(format!("Invalid filter: unknown operator {other}")),
    };
    let value = words.next().ok_or_else(|| "Invalid filter: a value is missing".to_owned())?.text;
    Ok(Filter::Test { attribute, operator, value })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn admits(filter: &str) -> bool {
        let user = json!({
            "userName": "Vendor.Integration",
            "name": { "familyName": "Black", "givenName": "Sophie" },
            "userType": "Employee",
            "emails": [{ "value": "sophie@example.com" }],
            "active": true,
            "displayName": "Sophie \"So\" Black",
        });
        Filter::parse(filter).unwrap().admits(&user)
    }

    #[test]
    fn attribute_names_are_read_in_any_case() {
        assert!(admits(r#"username eq "vendor.integration""#));
        assert!(admits(r#"userName EQ "VENDOR.INTEGRATION""#));
        assert!(!admits(r#"userName eq "vendor""#));
    }

    #[test]
    fn oracle_s_own_sample_is_understood() {
        assert!(admits("firstName pr and userType eq Employee"));
        assert!(!admits("middleName pr and userType eq Employee"));
    }

    #[test]
    fn and_binds_closer_than_or() {
        assert!(admits(r#"userName eq "a" and userName eq "b" or active eq true"#));
        assert!(!admits(r#"userName eq "a" and (userName eq "b" or active eq true)"#));
    }

    #[test]
    fn parts_of_a_text_are_found() {
        assert!(admits(r#"displayName co "phie""#));
        assert!(admits(r#"userName sw "vendor.""#));
        assert!(admits(r#"displayName co "\"so\"""#));
        assert!(admits(r#"emails co "@example""#));
        assert!(admits(r#"userName ne "x""#));
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for filter in ["", "userName", "userName eq", r#"userName eq "x"#, "userName is x", "(userName pr", "a pr b"] {
            assert!(Filter::parse(filter).is_err(), "{filter}");
        }
    }

    #[test]
    fn a_role_code_is_compared_exactly() {
        let role = json!({ "name": "ORA_IRC_RECRUITER_JOB" });
        assert!(Filter::parse(r#"name eq "ORA_IRC_RECRUITER_JOB""#).unwrap().admits(&role));
        assert!(!Filter::parse(r#"name eq "ora_irc_recruiter_job""#).unwrap().admits(&role));
    }
}
