//! The sentences of a guide: what is filled in, what may be pointed at, and that nothing in them is hidden.

use url::{Host, Url};

use super::{
    super::placeholders,
    source::{Fault, Node},
};
use crate::words;

/// Longest address of a public page: one that a person can read in full.
const LONGEST: usize = 300;

/// Keys of the head whose texts are filled with a setup's values.
const FILLED: &[&str] = &["step", "handover", "roles", "english"];

/// What is wrong in the texts of a guide or a part.
pub(super) fn of_guide(root: &Node<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for entry in root.entries() {
        for text in entry.node.texts() {
            let Some(said) = text.text() else { continue };
            placeholders_of(&text, said, FILLED.contains(&entry.key), &mut faults);
            marks(&text, said, &mut faults);
            secrets(&text, said, &mut faults);
            if words::visible(&said.replace('\n', " ")) != said.replace('\n', " ") {
                let fault = text.fault("this text holds a character that is not shown or turns others around");
                faults.push(fault.expecting("visible characters only"));
            }
            if is_reference(text.path()) {
                references(&text, said, &mut faults);
            } else {
                links(&text, said, &mut faults);
            }
        }
    }
    faults
}

fn placeholders_of(text: &Node<'_>, said: &str, is_filled: bool, faults: &mut Vec<Fault>) {
    for name in placeholders::named(said) {
        let written = format!("{{{name}}}");
        let known = placeholders::KNOWN.iter().map(|(known, _)| *known);
        if !known.clone().any(|known| known == name) {
            let fault = text.fault_in_text(&written, format!("there is no value {written}"));
            faults.push(fault.one_of(known.clone()).near(name, known));
        } else if !is_filled {
            let fault = text.fault_in_text(&written, format!("{written} is not filled in here"));
            faults.push(fault.expecting("the words themselves"));
        }
    }
}

fn marks(text: &Node<'_>, said: &str, faults: &mut Vec<Fault>) {
    for (mark, name) in [("**", "bold"), ("`", "code")] {
        if said.matches(mark).count() % 2 == 1 {
            let fault = text.fault(format!("a mark for {name} is opened and not closed"));
            faults.push(fault.expecting(format!("{mark}…{mark}")));
        }
    }
}

fn secrets(text: &Node<'_>, said: &str, faults: &mut Vec<Fault>) {
    if said.contains("-----BEGIN") && said.contains("PRIVATE KEY") {
        faults.push(text.fault("this looks like a private key").expecting("no secret in a guide"));
    }
}

/// Where a public page may be named.
fn is_reference(path: &str) -> bool {
    is_link(path) || path.contains(".sources[")
}

/// Where a page stands alone.
fn is_link(path: &str) -> bool {
    matches!(path, "support.link" | "delivery.form")
}

/// A page that is named as the source of a fact, or to ask for help.
fn references(text: &Node<'_>, said: &str, faults: &mut Vec<Fault>) {
    const EXPECTED: &str = "an https address of a public page, without a port and without a name or password in it";
    let whole = is_link(text.path());
    let named: Vec<&str> = if whole { vec![said] } else { addresses(said).map(|(_, address)| address).collect() };
    for address in named {
        if !is_public_page(address) {
            faults.push(text.fault_in_text(address, format!("\"{address}\" is no public page")).expecting(EXPECTED));
        }
    }
}

fn is_public_page(address: &str) -> bool {
    // A name in another script can look like one that it is not; in `xn--` it looks like what it is.
    let is_plain = address.is_ascii() && address.len() <= LONGEST && !address.contains('\\');
    is_plain
        && Url::parse(address).is_ok_and(|url| {
            url.scheme() == "https"
                && matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'))
                && url.username().is_empty()
                && url.password().is_none()
                && url.port().is_none()
        })
}

/// Elsewhere a text may point only into the customer's own Oracle: a person who follows a guide types a password there.
fn links(text: &Node<'_>, said: &str, faults: &mut Vec<Fault>) {
    let others = addresses(said).filter(|(at, address)| !is_own(address, &said[at + address.len()..]));
    for address in others.map(|(_, address)| address).chain(continued_hosts(said)) {
        let fault = text.fault_in_text(address, format!("\"{address}\" leads away from the customer's Oracle"));
        faults.push(
            fault.expecting(
                "{origin} or https://{host}; a public page belongs in sources, support.link or delivery.form",
            ),
        );
    }
}

/// What begins with a scheme and two slashes, up to a space or a mark, and where it begins. Browsers take a backslash for
/// a slash.
fn addresses(said: &str) -> impl Iterator<Item = (usize, &str)> {
    let slashes = said.match_indices("://").chain(said.match_indices(":\\\\"));
    slashes.filter_map(|(at, _)| {
        let begin = said[..at]
            .rfind(|c: char| !c.is_ascii_alphanumeric())
            .map_or(0, |last| last + said[last..].chars().next().map_or(1, char::len_utf8));
        let rest = &said[begin..];
        let end = rest.find(|c: char| c.is_whitespace() || "`\"'<>()[],".contains(c)).unwrap_or(rest.len());
        Some((begin, rest[..end].trim_end_matches(['.', ';', ':', '*']))).filter(|_| begin < at)
    })
}

/// The customer's own host where more of a name follows it, as in `{host}.evil.test`: another host.
fn continued_hosts(said: &str) -> impl Iterator<Item = &str> {
    ["{origin}", "{host}"].into_iter().flat_map(move |own| {
        // Behind a scheme it is part of an address, and told as that.
        let names = said.match_indices(own).filter(|(at, _)| !said[..*at].ends_with("://"));
        names.filter_map(move |(at, _)| {
            let rest = &said[at + own.len()..];
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let more = rest[..end].trim_start_matches(['.', ':', '`', '*']);
            let goes_on = rest.starts_with(['@', '\\', '-', '_']) || rest.starts_with(char::is_alphanumeric);
            let ends = rest[..end].len() == more.len() || more.is_empty() || more.starts_with([')', ',', ';', '"']);
            (goes_on || !ends).then_some(&said[at..at + own.len() + end])
        })
    })
}

/// `https://` alone with nothing joined to it, as one reads it in an address bar, or the customer's own host behind it.
fn is_own(address: &str, behind: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else {
        return matches!(address, "http:/" | "https:/" | "http://" | "https:");
    };
    let alone = || !behind.trim_start_matches(|c: char| c.is_ascii_punctuation()).starts_with(char::is_alphanumeric);
    (rest.is_empty() && alone())
        || rest.strip_prefix("{host}").is_some_and(|path| path.is_empty() || path.starts_with(['/', '?', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_address_in_a_sentence() {
        let said = "Copy `https://{host}/x`, then (http://evil.test). What stands after https:// counts.";
        let found: Vec<&str> = addresses(said).map(|(_, address)| address).collect();
        assert_eq!(found, ["https://{host}/x", "http://evil.test", "https://"]);
    }

    #[test]
    fn only_the_customers_own_host_is_their_own() {
        for own in ["https://", "https://{host}", "https://{host}/hcmUI/faces"] {
            assert!(is_own(own, " and more"), "{own}");
        }
        for other in
            ["http://{host}", "https://{host}.evil.test", "https://{host}@evil.test", "https://example.com", "ftp://x"]
        {
            assert!(!is_own(other, ""), "{other}");
        }
        assert!(!is_own("https://", "`evil.test/x"));
        assert!(is_own("https://", "` and the next `/`"));
    }

    #[test]
    fn nothing_may_be_joined_to_the_customers_own_host() {
        for own in
            ["Open {origin}.", "`{host}`", "`{origin}/hcmUI`, then", "**{host}**: copy it", "({host})", "{host}?x#y"]
        {
            assert_eq!(continued_hosts(own).next(), None, "{own}");
        }
        for other in [
            "{origin}.evil.test/login",
            "{origin}@evil.test/",
            "{origin}:x@evil.test",
            "{host}-x.test",
            "`{host}`.evil.test",
        ] {
            assert!(continued_hosts(other).next().is_some(), "{other}");
        }
        assert!(addresses(r"https:\\evil.test").next().is_some());
    }

    #[test]
    fn a_public_page_has_a_name_and_nothing_secret_in_its_address() {
        assert!(is_public_page("https://docs.oracle.com/en/cloud"));
        for wrong in [
            "http://docs.oracle.com",
            "https://10.0.0.1/x",
            "https://localhost/x",
            "https://ann:pw@docs.oracle.com",
            "https://docs.oracle.com:8443",
            "javascript:alert(1)",
            "docs.oracle.com",
            "https://docs.oracle.com\\@evil.test",
            "https://docs.\u{43e}racle.com/en",
            &format!("https://docs.oracle.com/{}", "a".repeat(300)),
        ] {
            assert!(!is_public_page(wrong), "{wrong}");
        }
    }
}
