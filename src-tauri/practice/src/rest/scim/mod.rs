//! Fusion's identity service, after the SCIM draft that it is built on (oracle.md §1).
//!
//! It makes users and changes who holds a role. It cannot copy a role or set data security: in Oracle too, those stay
//! with the pages.

mod envelope;
mod filter;
mod roles;
mod schemas;
mod users;
mod write;

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Request, State},
    http::StatusCode,
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::get,
};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};

use super::{refusal, sign_in::Signed, with_body};
use crate::{pod::Pod, quirks::Quirks, state::privilege};

pub(super) fn routes(pod: &Arc<Pod>) -> Router<Arc<Pod>> {
    Router::new()
        .route("/Users", get(users::list).post(users::create))
        .route("/Users/{id}", get(users::one).patch(users::update))
        .route("/Roles", get(roles::list))
        .route("/Roles/{id}", get(roles::one).patch(roles::change_members))
        .route("/Schemas", get(schemas::list))
        .layer(from_fn_with_state(Arc::clone(pod), only_with_privilege))
}

/// Without the privilege no method answers (Oracle, "Use Cases" of the identity service).
async fn only_with_privilege(
    State(pod): PodState,
    Extension(signed): Extension<Signed>,
    request: Request,
    next: Next,
) -> Response {
    if signed.access.may(privilege::IDENTITY) {
        next.run(request).await
    } else {
        refusal::forbidden(&pod.read().quirks)
    }
}

type PodState = State<Arc<Pod>>;

fn json_answer(status: StatusCode, body: &Value) -> Response {
    with_body(status, "application/json", body.to_string())
}

/// `{"Errors":[{"description","code"}]}`, the one error body that Oracle prints.
fn error(status: StatusCode, description: &str) -> Response {
    json_answer(status, &json!({ "Errors": [{ "description": description, "code": status.as_str() }] }))
}

/// With a space and without a zone, as in Oracle's samples; not RFC 3339.
fn date(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S%.3f").to_string()
}

fn shown_id(quirks: &Quirks, id: &str) -> String {
    if quirks.ids_in_lower_case { id.to_ascii_lowercase() } else { id.to_owned() }
}

fn yes_or_no(quirks: &Quirks, value: bool) -> Value {
    if quirks.active_as_text { json!(value.to_string()) } else { json!(value) }
}
