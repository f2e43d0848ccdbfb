//! The address of a pod: what a person pastes becomes the one host that a credential may be sent to, or a refusal.
//!
//! Only the host that the URL parser sees is compared, never the text: `https://fa.oraclecloud.com%2eevil.test/` reads
//! like Oracle's and is not. [`OracleHost`] has no other maker than [`parse`], so whoever holds one holds a host that
//! was compared. Nothing here resolves a name or opens a connection.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::problem::Problem;

/// Second-level domains of Oracle's realms (commercial, EU sovereign, government and dedicated) as Oracle's SDKs list
/// them.
const REALMS: [&str; 16] = [
    "oraclecloud.com",
    "oraclecloud.eu",
    "oraclegovcloud.com",
    "oraclegovcloud.uk",
    "oraclecloud8.com",
    "oraclecloud9.com",
    "oraclecloud10.com",
    "oraclecloud14.com",
    "oraclecloud15.com",
    "oraclecloud20.com",
    "oraclecloud21.com",
    "oraclecloud23.com",
    "oraclecloud24.com",
    "oraclecloud26.com",
    "oraclecloud29.com",
    "oraclecloud35.com",
];

/// Oracle's demo pods stand under a domain of their own, such as `fa-abcd-dev14-saasfademo1.ds-fa.oraclepdemos.com`.
const DEMO_DOMAIN: &str = "oraclepdemos.com";

const HTTPS_PORT: u16 = 443;

/// The longest host name and the longest label of one, in octets (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// How much of a refused text is given back, in characters.
const LONGEST_ECHO: usize = 120;

/// What kind of pod a host is, guessed from its name; Oracle has no place to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Nothing in the name says otherwise.
    Production,
    /// A label ends in `-test` or `-stage`.
    Test,
    /// A label ends in `-dev`, with or without a number.
    Development,
    /// One of Oracle's demo pods.
    Demo,
    /// The practice Oracle on this computer.
    Practice,
}

/// What was taken away from the text, or altered in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// `https://` in front.
    Scheme,
    /// Anything but `/` behind the host.
    Path,
    /// From the question mark on.
    Query,
    /// From the hash on.
    Fragment,
    /// `:443`, which https means anyway.
    Port,
    /// Letters in another form: upper case, full width, escaped.
    Case,
    /// The dot behind the last label.
    TrailingDot,
    /// White space around the text, or characters within it that cannot be seen.
    Spaces,
}

/// A host that a credential may be sent to. Made only by [`parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OracleHost {
    /// With its port where that is not 443.
    name: String,
    environment: Environment,
    /// Length of what stands before the Oracle domain; none for a host that was let in.
    subdomain: Option<usize>,
}

impl OracleHost {
    /// The host as it is compared and shown: `abcd-test.fa.ocs.oraclecloud.com`, or `localhost:41873` where a host with
    /// a port was let in.
    pub fn host(&self) -> &str {
        &self.name
    }

    /// `https://` and the host; no slash at the end.
    pub fn origin(&self) -> String {
        format!("https://{}", self.name)
    }

    /// What stands before the Oracle domain, such as `abcd-test.fa.ocs`; none for practice and for a host that was let
    /// in.
    pub fn subdomain(&self) -> Option<&str> {
        self.subdomain.and_then(|length| self.name.get(..length))
    }

    /// The kind of pod, guessed from the name.
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// Whether this is the practice Oracle on this computer.
    pub fn is_practice(&self) -> bool {
        self.environment == Environment::Practice
    }

    /// Whether this host is not Oracle's but was named by a person as an exception.
    pub fn was_let_in(&self) -> bool {
        self.subdomain.is_none() && !self.is_practice()
    }

    fn oracle(host: &str, subdomain: usize) -> Self {
        let environment = guess(host.get(..subdomain).unwrap_or(host), host.ends_with(DEMO_DOMAIN));
        Self { name: host.to_owned(), environment, subdomain: Some(subdomain) }
    }

    fn let_in(allowed: &AllowedHost) -> Self {
        let environment =
            if allowed.is_loopback() { Environment::Practice } else { guess(&allowed.host.to_string(), false) };
        Self { name: allowed.text.clone(), environment, subdomain: None }
    }
}

impl fmt::Display for OracleHost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)
    }
}

/// A text that names a host which may be asked, and what had to be taken off it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The host alone.
    pub host: OracleHost,
    /// In the order of [`Changed`], each at most once.
    pub changed: Vec<Changed>,
}

/// One host beside Oracle's own that a person lets in: a loopback origin for practice, or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedHost {
    host: Host<String>,
    port: u16,
    text: String,
}

impl AllowedHost {
    /// Reads `HOST[:PORT]`, without scheme and path; the port is 443 where none is given. A numeric address is taken
    /// only where it means this computer.
    ///
    /// # Errors
    /// [`Problem::ValueInvalid`] with the field `allow-host`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let invalid = || Problem::ValueInvalid {
            field: "allow-host".to_owned(),
            value: echo(text),
            expected: "a host name, or a host name and a port".to_owned(),
            example: "localhost:8443".to_owned(),
        };
        let trimmed = text.trim();
        if trimmed.contains(['/', '\\', '?', '#', '@']) || trimmed.contains(|sign: char| !is_seen(sign)) {
            return Err(invalid());
        }
        let url = Url::parse(&format!("https://{trimmed}")).map_err(|_| invalid())?;
        let host = url.host().ok_or_else(invalid)?.to_owned();
        let port = url.port().unwrap_or(HTTPS_PORT);
        if let Host::Domain(name) = &host
            && !is_host_name(name)
        {
            return Err(invalid());
        }
        let allowed = Self { text: with_port(&host, port), host, port };
        if allowed.is_ip() && !allowed.is_loopback() { Err(invalid()) } else { Ok(allowed) }
    }

    /// `host` or `host:port`, cleaned; [`AllowedHost::parse`] reads it back.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is one of the three names of this computer that mean practice.
    fn is_loopback(&self) -> bool {
        match &self.host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => *address == std::net::Ipv4Addr::LOCALHOST,
            Host::Ipv6(address) => *address == std::net::Ipv6Addr::LOCALHOST,
        }
    }

    fn is_ip(&self) -> bool {
        !matches!(self.host, Host::Domain(_))
    }
}

/// Finds the host in what a person pasted, and whether it may be asked.
///
/// Accepted are an https URL and a bare host whose parsed host stands, on a label boundary, under one of Oracle's
/// application domains (`*.fa.oraclecloud.com`, `*.fa.*.oraclecloud.com`, the same in the other realms, and
/// `*.oraclepdemos.com`), and the one host of `allowed`, by the same name and port.
///
/// # Errors
/// One of the `Address…` problems. None of them holds a password, a query or more than a line of the text.
pub fn parse(text: &str, allowed: Option<&AllowedHost>) -> Result<Address, Problem> {
    let pasted = Pasted::read(text)?;
    let url = pasted.url()?;
    let host = url.host().ok_or_else(|| pasted.malformed())?;
    let port = url.port().unwrap_or(HTTPS_PORT);
    let name = host_name(&host);
    let found = match allowed {
        Some(allowed) if allowed.port == port && with_port(&allowed.host, HTTPS_PORT) == name => {
            oracle_host(&name, port).unwrap_or_else(|_| OracleHost::let_in(allowed))
        }
        _ if !matches!(host, Host::Domain(_)) => return Err(Problem::AddressIsIp { host: host.to_string() }),
        _ if !is_host_name(&name) => return Err(pasted.malformed()),
        _ => oracle_host(&name, port)?,
    };
    Ok(Address { changed: pasted.changed(&url, &name), host: found })
}

/// The text as it was pasted, cut where a URL is cut.
struct Pasted<'a> {
    /// All of it, to find what lies around the rest.
    whole: &'a str,
    /// Without what is around it.
    text: &'a str,
    /// Whether it says https itself.
    has_scheme: bool,
    /// Host and port.
    authority: &'a str,
}

impl<'a> Pasted<'a> {
    fn read(whole: &'a str) -> Result<Self, Problem> {
        let text = whole.trim_matches(|sign: char| sign.is_whitespace() || !is_seen(sign));
        if text.is_empty() {
            return Err(Problem::AddressEmpty);
        }
        let (scheme, rest) = split_scheme(text);
        let rest = rest.trim_start_matches('/');
        let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or(rest);
        let pasted = Self { whole, text, has_scheme: scheme.is_some(), authority };
        match scheme {
            Some(scheme) if !scheme.eq_ignore_ascii_case("https") => {
                Err(Problem::AddressNotHttps { scheme: echo(&scheme.to_ascii_lowercase()) })
            }
            _ if authority.contains('@') => Err(Problem::AddressHasCredentials),
            // The URL parser would drop a line break and turn a backslash into a slash: two ways to read one text.
            _ if text.contains(|sign: char| sign.is_control() || sign == '\\') => Err(pasted.malformed()),
            _ => Ok(pasted),
        }
    }

    fn url(&self) -> Result<Url, Problem> {
        let url = if self.has_scheme { Url::parse(self.text) } else { Url::parse(&format!("https://{}", self.text)) };
        let url = url.map_err(|_| self.malformed())?;
        if url.username().is_empty() && url.password().is_none() {
            Ok(url)
        } else {
            Err(Problem::AddressHasCredentials)
        }
    }

    /// A text that cannot be cut into parts may hold a password anywhere before an `@`: such a text is never echoed.
    fn malformed(&self) -> Problem {
        if self.text.contains('@') {
            return Problem::AddressHasCredentials;
        }
        let shown = self.text.split(['?', '#']).next().unwrap_or_default();
        Problem::AddressMalformed { text: echo(shown) }
    }

    fn changed(&self, url: &Url, name: &str) -> Vec<Changed> {
        let written_host = self.authority.rsplit_once(':').map_or(self.authority, |(host, port)| {
            if port.bytes().all(|digit| digit.is_ascii_digit()) { host } else { self.authority }
        });
        let seen: String = written_host.chars().filter(|&sign| is_seen(sign)).collect();
        let undotted = seen.trim_end_matches(DOTS);
        let found = [
            (Changed::Scheme, self.has_scheme),
            (Changed::Path, url.path() != "/"),
            (Changed::Query, url.query().is_some()),
            (Changed::Fragment, url.fragment().is_some()),
            (Changed::Port, url.port().is_none() && written_host.len() < self.authority.len()),
            (Changed::Case, undotted != name),
            (Changed::TrailingDot, undotted.len() < seen.len()),
            (Changed::Spaces, self.text.len() < self.whole.len() || seen.len() < written_host.len()),
        ];
        found.into_iter().filter_map(|(changed, applies)| applies.then_some(changed)).collect()
    }
}

/// The full stop, and those that the URL parser reads as one (UTS 46, 2.3).
const DOTS: [char; 4] = ['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// The scheme where the text names one, and what follows it. `localhost:8443` names none: its colon stands before a
/// port.
fn split_scheme(text: &str) -> (Option<&str>, &str) {
    let Some((before, after)) = text.split_once(':') else { return (None, text) };
    let is_scheme = before.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && before.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let is_web = before.eq_ignore_ascii_case("https") || before.eq_ignore_ascii_case("http");
    if is_scheme && (after.starts_with("//") || is_web) { (Some(before), after) } else { (None, text) }
}

/// Whether a character leaves a mark. These do not, and come along when text is copied out of mails and pages: soft
/// hyphen, zero-width characters, marks of writing direction, byte order mark.
fn is_seen(sign: char) -> bool {
    !matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What may be said of a text that was refused: one line, short, no control character.
fn echo(text: &str) -> String {
    let shown = |sign: char| if sign.is_control() { '\u{fffd}' } else { sign };
    let mut line: String =
        text.trim().chars().filter(|&sign| is_seen(sign)).map(shown).take(LONGEST_ECHO + 1).collect();
    if let Some((cut, _)) = line.char_indices().nth(LONGEST_ECHO) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

/// The host as it is compared: the parser has lowered and decoded it; one dot at the end means the same host.
fn host_name(host: &Host<&str>) -> String {
    let name = host.to_string();
    name.strip_suffix('.').map(str::to_owned).unwrap_or(name)
}

fn with_port(host: &Host<String>, port: u16) -> String {
    let name = host.to_string();
    let name = name.strip_suffix('.').unwrap_or(&name);
    if port == HTTPS_PORT { name.to_owned() } else { format!("{name}:{port}") }
}

fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
    };
    name.len() <= LONGEST_HOST && name.split('.').all(is_label)
}

fn oracle_host(name: &str, port: u16) -> Result<OracleHost, Problem> {
    if is_sign_in_host(name) {
        return Err(Problem::AddressIsSignInHost { host: name.to_owned() });
    }
    match application_subdomain(name) {
        None => Err(Problem::AddressNotOracle { host: name.to_owned() }),
        Some(_) if port != HTTPS_PORT => Err(Problem::AddressHasPort { port }),
        Some(subdomain) => Ok(OracleHost::oracle(name, subdomain.len())),
    }
}

/// Where people sign in and REST is not answered: `login.…`, `idcs-….identity.oraclecloud.com`, and the older
/// `login-abcd-saasfaprod1.fa.…` beside a pod.
fn is_sign_in_host(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    let beside_a_pod = first.starts_with("login-") && first.contains("-saasfa");
    let in_a_realm = REALMS.iter().find_map(|realm| under(name, realm));
    first == "login"
        || in_a_realm.is_some_and(|before| beside_a_pod || before.split('.').any(|label| label == "identity"))
}

/// What stands before the Oracle domain, where the host is one that applications answer on.
fn application_subdomain(name: &str) -> Option<&str> {
    // No pod has a name beyond ASCII: such a label only looks like one.
    if name.split('.').any(|label| label.starts_with("xn--")) {
        return None;
    }
    under(name, DEMO_DOMAIN).or_else(|| {
        REALMS.iter().find_map(|realm| under(name, realm)).filter(|before| {
            let mut from_right = before.rsplit('.');
            matches!(
                (from_right.next(), from_right.next(), from_right.next()),
                (Some("fa"), Some(_), _) | (Some(_), Some("fa"), Some(_))
            )
        })
    })
}

/// What stands before `domain` and its dot; none where the name does not end there on a label boundary.
fn under<'a>(name: &'a str, domain: &str) -> Option<&'a str> {
    name.strip_suffix(domain)?.strip_suffix('.').filter(|before| !before.is_empty())
}

/// From the parts behind the hyphens of each label. A pod's own name, in front of the first hyphen, says nothing.
fn guess(subdomain: &str, demo: bool) -> Environment {
    let parts: Vec<&str> = subdomain.split('.').flat_map(|label| label.split('-').skip(1)).collect();
    let has =
        |wanted: &str| parts.iter().any(|part| part.trim_end_matches(|sign: char| sign.is_ascii_digit()) == wanted);
    if demo || has("saasfademo") {
        Environment::Demo
    } else if has("dev") {
        Environment::Development
    } else if has("test") || has("stage") {
        Environment::Test
    } else {
        Environment::Production
    }
}

#[cfg(test)]
mod tests;
