//! Keeps secrets out of free text. The file's types have no place for one; a note does, if nobody looks.

use crate::problem::Problem;

/// How long each of the first two parts of a token is at least.
const SHORTEST_PART: usize = 9;

/// Refuses a text that holds a PEM private key or a JSON web token.
pub fn refuse_secret(field: &str, text: &str) -> Result<(), Problem> {
    if holds_private_key(text) || holds_token(text) {
        return Err(Problem::LooksLikeASecret { field: field.to_owned() });
    }
    Ok(())
}

/// The first line of a PEM block, or of what `PuTTY` and SSH write in its place.
fn holds_private_key(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.to_ascii_uppercase();
        let begins = line.contains("--BEGIN ") || line.contains("-- BEGIN ");
        (begins && line.contains("PRIVATE KEY")) || line.contains("PUTTY-USER-KEY-FILE-")
    })
}

/// Three or five base64url parts, of which the first is a JSON object: `eyJ…`, wherever it stands in the text.
fn holds_token(text: &str) -> bool {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || "-_=.".contains(sign);
    text.match_indices("eyJ").any(|(at, _)| {
        let run = text[at..].split(|sign| !is_part(sign)).next().unwrap_or_default();
        let mut parts = run.split('.');
        let long = |part: Option<&str>| part.is_some_and(|part| part.len() >= SHORTEST_PART);
        long(parts.next()) && long(parts.next()) && parts.next().is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

    #[test]
    fn refuses_keys_and_tokens_in_a_note() {
        for text in [
            "here: -----BEGIN PRIVATE KEY-----\nMIIE",
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\r\n",
            "-----begin private key-----",
            "----- BEGIN OPENSSH PRIVATE KEY -----",
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
            "PuTTY-User-Key-File-3: ssh-rsa",
        ] {
            assert!(refuse_secret("note", text).is_err(), "{text}");
        }
        for around in
            ["token TOKEN ok", "Bearer:TOKEN", "https://a.example/?token=TOKEN&x=1", "{\"t\":\"TOKEN\"}", "aTOKEN"]
        {
            assert!(refuse_secret("note", &around.replace("TOKEN", TOKEN)).is_err(), "{around}");
        }
    }

    #[test]
    fn lets_ordinary_text_pass() {
        for text in [
            "Security is checking.",
            "-----BEGIN CERTIFICATE-----",
            "The private key stays with the vendor.",
            "BEGIN with the private key's owner",
            "fa.ocs.oraclecloud.com",
            "eyJ.a.b",
            "heyJoe.said.so",
        ] {
            assert!(refuse_secret("note", text).is_ok(), "{text}");
        }
    }
}
