//! 401 and 403. Their bodies are documented nowhere, so a client may not read them; a quirk chooses one.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::with_body;
use crate::quirks::{Quirks, RefusalBody};

pub(super) fn unauthorized(quirks: &Quirks) -> Response {
    let mut response = refusal(quirks, StatusCode::UNAUTHORIZED, "Unauthorized");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"practice-oracle\""));
    response
}

pub(super) fn forbidden(quirks: &Quirks) -> Response {
    refusal(quirks, StatusCode::FORBIDDEN, "Forbidden")
}

fn refusal(quirks: &Quirks, status: StatusCode, title: &str) -> Response {
    match quirks.refusal_body {
        RefusalBody::Empty => (status, Body::empty()).into_response(),
        RefusalBody::Json => {
            let body = serde_json::json!({ "title": title, "status": status.as_str() });
            with_body(status, "application/json", body.to_string())
        }
        RefusalBody::Html => {
            let number = status.as_u16();
            let body =
                format!("<html><head><title>{number} {title}</title></head><body><h1>{title}</h1></body></html>");
            with_body(status, "text/html; charset=UTF-8", body)
        }
    }
}
