//! The little that a browser gets on the REST side. The pages to click are on the console's own address.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::with_body;

pub(super) const SIGN_IN: &str = "/practice-sign-in";

/// A page of Oracle's own without a session leads to the sign-in page.
pub(super) async fn to_sign_in() -> Response {
    (StatusCode::FOUND, [(header::LOCATION, SIGN_IN)]).into_response()
}

pub(super) async fn sign_in() -> Response {
    sign_in_page()
}

pub(super) fn sign_in_page() -> Response {
    let body = concat!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sign in (practice)</title></head>",
        "<body><h1>Sign in (practice)</h1><p>This is a practice Oracle on this computer. There is nothing to sign in to ",
        "here; its pages are on the console address.</p></body></html>"
    );
    with_body(StatusCode::OK, "text/html; charset=UTF-8", body)
}
