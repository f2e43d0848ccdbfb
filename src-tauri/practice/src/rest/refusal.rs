//! 401, 403 and the 404 of a resource. Their bodies are documented nowhere, so a client may not read them; a quirk chooses one.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::with_body;
use crate::quirks::{Quirks, RefusalBody};

pub(super) fn unauthorized(quirks: &Quirks) -> Response {
    let mut response = refusal(quirks.refusal_body, StatusCode::UNAUTHORIZED, "Unauthorized");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"practice-oracle\""));
    response
}

pub(super) fn forbidden(quirks: &Quirks) -> Response {
    refusal(quirks.refusal_body, StatusCode::FORBIDDEN, "Forbidden")
}

/// The 404 of a pod that does not dress it by the framework version; none where it does.
pub(super) fn not_found(quirks: &Quirks) -> Option<Response> {
    quirks.not_found_body.map(|body| refusal(body, StatusCode::NOT_FOUND, "Not Found"))
}

fn refusal(body: RefusalBody, status: StatusCode, title: &str) -> Response {
    match body {
        RefusalBody::Empty => (status, Body::empty()).into_response(),
        RefusalBody::Text => with_body(status, "text/plain; charset=UTF-8", format!("{title}\n")),
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
