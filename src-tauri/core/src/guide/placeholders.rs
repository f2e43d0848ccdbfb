//! `{name}` in a guide's text, filled with this setup's values.

use std::collections::BTreeMap;

/// Placeholder → value. What is not there yet has no entry.
pub type Facts = BTreeMap<&'static str, String>;

/// The placeholders that a guide may use, with the words that stand where the value is not known yet.
pub(super) const KNOWN: &[(&str, &str)] = &[
    ("vendor", "the vendor"),
    ("host", "your pod's address"),
    ("origin", "your pod's address"),
    ("subdomain", "your pod's subdomain"),
    ("user", "the integration user"),
    ("role_name", "the copy's role name"),
    ("role_code", "the copy's role code"),
    ("source_role_name", "the role to copy"),
    ("source_role_code", "the role to copy"),
    ("issuer", "the trusted issuer"),
    ("authentication", "the way to sign in"),
    ("fingerprint", "the certificate's fingerprint"),
    ("data_role_code", "the data role"),
];

/// The text with each placeholder replaced; an unknown value stands as words. The second value says whether every
/// placeholder had one, so that a half-filled value is never offered for copying.
pub fn fill(text: &str, facts: &Facts) -> (String, bool) {
    let mut filled = String::with_capacity(text.len());
    let mut whole = true;
    let mut rest = text;
    while let Some((before, name, after)) = next(rest) {
        filled.push_str(before);
        match (facts.get(name), KNOWN.iter().find(|(known, _)| *known == name)) {
            (Some(value), _) => filled.push_str(value),
            (None, Some((_, words))) => {
                whole = false;
                filled.push_str(words);
            }
            (None, None) => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    (filled, whole)
}

/// The names that stand in braces, read as [`fill`] reads them.
pub(super) fn named(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, after) = next(rest)?;
        rest = after;
        Some(name)
    })
}

/// What stands before the first name in braces, the name, and what comes after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once('{')?;
    let (name, after) = after.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_what_is_known_and_says_the_rest_in_words() {
        let facts = Facts::from([("user", "vendor.integration".to_owned())]);
        assert_eq!(fill("User {user}", &facts), ("User vendor.integration".to_owned(), true));
        assert_eq!(fill("{host}", &facts), ("your pod's address".to_owned(), false));
    }

    #[test]
    fn leaves_other_braces_alone() {
        assert_eq!(fill("a { b {unknown} }", &Facts::new()), ("a { b {unknown} }".to_owned(), true));
        assert_eq!(fill("{user", &Facts::new()), ("{user".to_owned(), true));
    }

    #[test]
    fn fills_once_and_never_what_a_value_brings() {
        let facts = Facts::from([("user", "{host}".to_owned()), ("host", "abcd.fa.ocs.oraclecloud.com".to_owned())]);
        assert_eq!(fill("{user} at {host}", &facts).0, "{host} at abcd.fa.ocs.oraclecloud.com");
    }

    #[test]
    fn what_is_named_is_what_would_be_filled() {
        let named = |text| named(text).collect::<Vec<_>>();
        assert_eq!(named("{user} {a b} {{host}} {open"), ["user", "a b", "{host"]);
        assert_eq!(named("{ho{user}st}"), ["ho{user"]);
    }
}
