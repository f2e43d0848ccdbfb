//! Keeps secrets out of free text. The file's types have no place for one; a note does, if nobody looks.

use crate::problem::Problem;

/// Refuses a text that holds a PEM private key or a JSON web token.
pub fn refuse_secret(field: &str, text: &str) -> Result<(), Problem> {
    if holds_private_key(text) || text.split(|c: char| c.is_whitespace() || "\"',;()<>".contains(c)).any(is_token) {
        return Err(Problem::LooksLikeASecret { field: field.to_owned() });
    }
    Ok(())
}

fn holds_private_key(text: &str) -> bool {
    text.split("-----BEGIN ")
        .skip(1)
        .any(|rest| rest.lines().next().is_some_and(|line| line.contains("PRIVATE KEY-----")))
}

/// Three base64url parts, of which the first is a JSON object: `eyJ…`.
fn is_token(word: &str) -> bool {
    let word = word.trim_start_matches("Bearer:").trim_start_matches("token=");
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 3
        && word.starts_with("eyJ")
        && parts[..2].iter().all(|part| part.len() > 8)
        && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_alphanumeric() || "-_=".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_keys_and_tokens_in_a_note() {
        for text in [
            "here: -----BEGIN PRIVATE KEY-----\nMIIE",
            "-----BEGIN RSA PRIVATE KEY-----",
            "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl ok",
        ] {
            assert!(refuse_secret("note", text).is_err(), "{text}");
        }
    }

    #[test]
    fn lets_ordinary_text_pass() {
        for text in ["Security is checking.", "-----BEGIN CERTIFICATE-----", "fa.ocs.oraclecloud.com", "eyJ.a.b"] {
            assert!(refuse_secret("note", text).is_ok(), "{text}");
        }
    }
}
