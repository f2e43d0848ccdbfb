//! What an answer means. A status alone proves nothing: a sign-in page answers 200 too.

use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

use super::client::Reply;
use crate::{address::OracleHost, problem::Problem};

/// Reads status, headers and body together. `Err` holds what stands in the way.
pub(super) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8], host: &OracleHost) -> Result<Reply, Problem> {
    let json = || serde_json::from_slice::<Value>(body).ok().filter(|_| may_be_json(headers));
    match status.as_u16() {
        300..=399 => Err(redirected(headers, host)),
        401 => Ok(Reply::Unauthorized),
        403 => Ok(Reply::Forbidden),
        404 => Ok(Reply::NotFound { json: json().is_some() }),
        407 => Err(Problem::ProxyRefused { status: Some(407), out_of_reach: false }),
        429 => Err(Problem::Throttled { retry_after_s: retry_after(headers) }),
        503 if is_edge(headers, body) => Err(Problem::WrongPod { host: host.host().to_owned() }),
        status @ 500..=599 => Err(Problem::OracleUnavailable { status }),
        200..=299 => match json() {
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

/// Whole seconds of `Retry-After`; its other form, a date, is not waited for.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<u64> {
    headers.get("retry-after")?.to_str().ok()?.trim().parse().ok()
}

/// The refusal for an answer that is not what a REST server gives.
pub(super) fn not_rest(status: StatusCode, headers: &HeaderMap) -> Problem {
    Problem::NotARestAnswer { status: status.as_u16(), content_type: content_type(headers) }
}

/// The edge in front of Oracle answers 503 with a page of its own where no pod has that name.
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
            path: url.path().to_owned(),
        },
        None => Problem::Redirected { scheme: String::new(), host: String::new(), path: String::new() },
    }
}
