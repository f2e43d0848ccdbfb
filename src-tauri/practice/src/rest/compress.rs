//! Compressed answers, as pods give them to whoever accepts them.

use std::io::Write;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression as Level, write::GzEncoder};

use crate::quirks::{Compression, Quirks};

/// Below this many bytes compressing makes an answer no smaller.
const WORTH_IT: usize = 256;

pub(super) fn wanted(quirks: &Quirks, headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim().starts_with("gzip")));
    accepted && quirks.compression == Compression::WhenAccepted
}

pub(super) async fn gzip(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if bytes.len() < WORTH_IT {
        return Response::from_parts(parts, Body::from(bytes));
    }
    match squeeze(&bytes) {
        Ok(squeezed) => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(squeezed))
        }
        Err(_) => Response::from_parts(parts, Body::from(bytes)),
    }
}

pub(super) fn squeeze(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Level::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}
