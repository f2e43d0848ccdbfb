//! What an answer means. A status alone proves nothing: a sign-in page answers 200 too.

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

use crate::{address::OracleHost, problem::Problem};

/// An answer, read by its meaning.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// 200 with JSON.
    Json(Value),
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404, and whether it came as JSON.
    NotFound {
        /// The body is JSON.
        json: bool,
    },
    /// Another 4xx with JSON: the server speaks REST and did not take the request.
    Refused {
        /// The status.
        status: u16,
        /// What it said.
        body: Value,
    },
}

/// Reads status, headers and body together. `Err` holds what stands in the way.
pub(super) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8], host: &OracleHost) -> Result<Reply, Problem> {
    let json = || serde_json::from_slice::<Value>(body).ok().filter(|_| may_be_json(headers));
    match status.as_u16() {
        300..=399 => Err(redirected(headers, host)),
        401 => Ok(Reply::Unauthorized),
        404 => Ok(Reply::NotFound { json: json().is_some() }),
        407 => Err(Problem::ProxyRefused { status: Some(407), out_of_reach: false }),
        429 => Err(Problem::Throttled { retry_after_s: retry_after(headers) }),
        503 if is_edge(headers, body) => Err(Problem::WrongPod { host: host.host().to_owned() }),
        status @ 500..=599 => Err(Problem::OracleUnavailable { status }),
        403 if is_edge(headers, body) && is_html(headers, body) => Err(not_rest(status, headers)),
        403 => Ok(Reply::Forbidden),
        // A read that was answered is answered with 200: what was created, accepted or cut is no collection.
        200..=299 => match json().filter(|_| status == StatusCode::OK) {
            Some(value) => Ok(Reply::Json(value)),
            None if is_html(headers, body) => Err(Problem::SignInPage { host: host.host().to_owned() }),
            None => Err(not_rest(status, headers)),
        },
        _ => match json() {
            Some(value) => Ok(Reply::Refused { status: status.as_u16(), body: value }),
            None => Err(not_rest(status, headers)),
        },
    }
}

/// Whole seconds of `Retry-After`. Its other form, a date (RFC 9110, 10.2.3), counts from the answer's own `Date`: this
/// computer's clock may be wrong.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let said = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = said.parse() {
        return Some(seconds);
    }
    let (at, now) = (http_date(said)?, date(headers)?);
    u64::try_from(at.duration_since(now).as_secs().max(0)).ok()
}

/// When the answer was made, by its own clock.
pub(super) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers.get("date")?.to_str().ok()?)
}

fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text).ok()
}

/// The refusal for an answer that is not what a REST server gives.
pub(super) fn not_rest(status: StatusCode, headers: &HeaderMap) -> Problem {
    Problem::NotARestAnswer { status: status.as_u16(), content_type: content_type(headers) }
}

/// The edge in front of Oracle answers with pages of its own: 503 where no pod has that name, 403 where it lets nobody
/// through. That is not Oracle's word on a user.
/// Source: `fusion-hcm-mcp-server`, DESIGN.md §13.2 ("a wrong host returns a generic Akamai 503").
fn is_edge(headers: &HeaderMap, body: &[u8]) -> bool {
    let server = headers.get("server").and_then(|value| value.to_str().ok()).unwrap_or_default();
    server.eq_ignore_ascii_case("AkamaiGHost") || (is_html(headers, body) && contains(body, b"Reference #"))
}

fn contains(body: &[u8], wanted: &[u8]) -> bool {
    // The edge writes `Reference&#32;&#35;` in some pages and `Reference #` in others.
    body.windows(wanted.len()).any(|window| window == wanted)
        || body.windows(19).any(|window| window == b"Reference&#32;&#35;")
}

fn is_html(headers: &HeaderMap, body: &[u8]) -> bool {
    says_html(headers) || body.trim_ascii_start().starts_with(b"<")
}

/// `application/json`, `application/vnd.oracle.adf.….+json`, or no word on it.
fn may_be_json(headers: &HeaderMap) -> bool {
    content_type(headers).is_none_or(|kind| kind.ends_with("json"))
}

fn says_html(headers: &HeaderMap) -> bool {
    content_type(headers).is_some_and(|kind| kind == "text/html" || kind == "application/xhtml+xml")
}

fn content_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("content-type")?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// Where a redirect points, without its query: a query may hold a token.
fn redirected(headers: &HeaderMap, host: &OracleHost) -> Problem {
    let target = headers
        .get("location")
        .and_then(|value| value.to_str().ok())
        .and_then(|location| url::Url::parse(&host.origin()).ok()?.join(location).ok());
    match target {
        Some(url) => Problem::Redirected {
            scheme: url.scheme().to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
            path: without_parameters(url.path()),
        },
        None => Problem::Redirected { scheme: String::new(), host: String::new(), path: String::new() },
    }
}

/// A path's own parameters may hold a session's id, as `;jsessionid=…` does (RFC 3986, section 3.3).
fn without_parameters(path: &str) -> String {
    path.split('/').map(|part| part.split(';').next().unwrap_or_default()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn waits(said: &str, date: Option<&str>) -> Option<u64> {
        let value = |text: &str| HeaderValue::from_str(text).unwrap();
        let dates = date.map(|date| ("date", value(date)));
        let named = [("retry-after", value(said))].into_iter().chain(dates);
        retry_after(&named.map(|(name, value)| (name.parse().unwrap(), value)).collect())
    }

    #[test]
    fn a_redirect_is_told_without_the_session_that_its_path_holds() {
        assert_eq!(without_parameters("/oam/server;jsessionid=SECRET/x;v=1"), "/oam/server/x");
        assert_eq!(without_parameters("/homePage"), "/homePage");
    }

    #[test]
    fn waits_as_long_as_oracle_says_in_seconds_or_until_a_date_of_its_own_clock() {
        let date = Some("Fri, 20 Nov 2026 10:00:00 GMT");
        assert_eq!(waits("7", None), Some(7));
        assert_eq!(waits("Fri, 20 Nov 2026 10:00:03 GMT", date), Some(3));
        assert_eq!(waits("Fri, 20 Nov 2026 09:00:00 GMT", date), Some(0));
        for unclear in ["-1", "soon", ""] {
            assert_eq!(waits(unclear, date), None, "{unclear}");
        }
        assert_eq!(waits("Fri, 20 Nov 2026 10:00:03 GMT", None), None, "whose clock that is cannot be told");
    }

    fn reads(status: u16, headers: &[(&'static str, &str)], body: &str) -> Result<Reply, Problem> {
        let headers =
            headers.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap()));
        let host = crate::address::parse("abcd.fa.ocs.oraclecloud.com", None).unwrap().host;
        read(StatusCode::from_u16(status).unwrap(), &headers.collect(), body.as_bytes(), &host)
    }

    #[test]
    fn only_200_answers_a_read() {
        assert!(matches!(reads(200, &[], r#"{"items":[]}"#), Ok(Reply::Json(_))));
        for status in [201, 202, 203, 206, 226] {
            let read = reads(status, &[], r#"{"items":[{}]}"#);
            assert_eq!(read, Err(Problem::NotARestAnswer { status, content_type: None }));
            assert!(matches!(reads(status, &[], "<html>Sign in</html>"), Err(Problem::SignInPage { .. })));
        }
    }

    #[test]
    fn a_refusal_of_the_edge_is_not_oracles_word_on_a_user() {
        let page = "<HTML>Access Denied. Reference #18.5f</HTML>";
        let of_the_edge = [("server", "AkamaiGHost"), ("content-type", "text/html")];
        assert!(matches!(reads(403, &of_the_edge, page), Err(Problem::NotARestAnswer { status: 403, .. })));
        assert_eq!(reads(403, &[("content-type", "text/html")], "<html>Forbidden</html>"), Ok(Reply::Forbidden));
        assert_eq!(reads(403, &[("server", "AkamaiGHost")], ""), Ok(Reply::Forbidden));
    }
}
