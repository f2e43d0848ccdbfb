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
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
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
    }
}
