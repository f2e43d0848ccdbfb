//! Answers that no pod means to give.

use std::time::Duration;

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;

use super::{Caller, compress::squeeze, pages, refusal, with_body};
use crate::{
    pod::World,
    quirks::{Behaviour, Place, Quirks},
};

const HTML: &str = "text/html; charset=UTF-8";
const JSON: &str = "application/json";

/// Decompressed size of an answer that is too large: well above any sensible limit.
const TOO_LARGE: usize = 24 * 1024 * 1024;

/// Deeper than a JSON reader follows by default.
const TOO_DEEP: usize = 4000;

/// The fault that this request meets, if any.
pub(super) fn due(world: &World, caller: &Caller, path: &str) -> Option<Behaviour> {
    let signed = matches!(caller, Caller::Signed(_));
    world
        .quirks
        .faults
        .iter()
        .filter(|fault| match fault.at {
            Place::Everywhere => true,
            Place::SignedIn => signed,
            Place::Scim => signed && path.contains("/scim/"),
            Place::Resource(name) => signed && resource_of(path) == Some(name),
        })
        .map(|fault| &fault.what)
        .find(|what| match what {
            Behaviour::ThrottledAtFirst(times) | Behaviour::BusyAtFirst(times) => world.still_due(*times),
            _ => true,
        })
        .cloned()
}

/// Time that this answer takes by the scenario.
pub(super) fn delay(world: &World, caller: &Caller, path: &str) -> Duration {
    let slow = world
        .quirks
        .slow_resource
        .filter(|(name, _)| matches!(caller, Caller::Signed(_)) && resource_of(path) == Some(*name));
    world.quirks.delay + slow.map_or(Duration::ZERO, |(_, delay)| delay)
}

fn resource_of(path: &str) -> Option<&str> {
    path.strip_prefix("/hcmRestApi/resources/")?.split('/').nth(1)
}

pub(super) async fn give(fault: &Behaviour) -> Response {
    match fault {
        Behaviour::WrongPod => wrong_pod(),
        Behaviour::Redirect(to) => (StatusCode::FOUND, [(header::LOCATION, *to)]).into_response(),
        Behaviour::SignInPage => pages::sign_in_page(),
        Behaviour::NotRest => with_body(StatusCode::OK, "text/plain; charset=UTF-8", "OK\n"),
        Behaviour::WrongJson => with_body(StatusCode::OK, JSON, "{\"status\":\"UP\",\"groups\":[\"liveness\"]}"),
        Behaviour::TooLarge => too_large(),
        Behaviour::TooDeep => with_body(StatusCode::OK, JSON, "[".repeat(TOO_DEEP) + &"]".repeat(TOO_DEEP)),
        Behaviour::ServerError(status) => server_error(*status),
        Behaviour::Unauthorized => refusal::unauthorized(&Quirks::default()),
        Behaviour::Throttled(seconds) => wait(StatusCode::TOO_MANY_REQUESTS, *seconds),
        Behaviour::ThrottledAtFirst(_) => wait(StatusCode::TOO_MANY_REQUESTS, 1),
        Behaviour::BusyAtFirst(_) => wait(StatusCode::SERVICE_UNAVAILABLE, 1),
        Behaviour::Silent => std::future::pending().await,
        Behaviour::BreaksOff => breaks_off(),
    }
}

/// The edge's page for a host that it does not know, by its `Server` and its reference number (oracle.md §2.4).
fn wrong_pod() -> Response {
    let body = "<HTML><HEAD><TITLE>Service Unavailable</TITLE></HEAD><BODY><H1>Service Unavailable</H1>\
                The server is temporarily unable to service your request.<P>Reference&#32;&#35;11&#46;0practice&#46;1\
                <!-- Reference #11.0practice.1 --></BODY></HTML>";
    let mut response = with_body(StatusCode::SERVICE_UNAVAILABLE, HTML, body);
    response.headers_mut().insert(header::SERVER, HeaderValue::from_static("AkamaiGHost"));
    response
}

fn server_error(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    with_body(status, HTML, "<html><body><h1>The service is not available at the moment</h1></body></html>")
}

fn wait(status: StatusCode, seconds: u32) -> Response {
    (status, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
}

fn too_large() -> Response {
    let mut plain = Vec::with_capacity(TOO_LARGE + 32);
    plain.extend_from_slice(b"{\"items\":[\"");
    plain.resize(TOO_LARGE, b'x');
    plain.extend_from_slice(b"\"]}");
    match squeeze(&plain) {
        Ok(squeezed) => (StatusCode::OK, [(header::CONTENT_TYPE, JSON), (header::CONTENT_ENCODING, "gzip")], squeezed)
            .into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn breaks_off() -> Response {
    let parts = [Ok("{\"items\":[{\"Requisition"), Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))];
    with_body(StatusCode::OK, JSON, Body::from_stream(stream::iter(parts)))
}
