//! The address at which a signed-in browser is shown a bearer token of its own (Oracle, "Use JWT Token for
//! Authorization").

use std::sync::Arc;

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{sign_in::Signed, with_body};
use crate::{pod::Pod, token::RELAYED_SECONDS};

pub(super) const PATH: &str = "/fscmRestApi/tokenrelay";

/// `{"principal","expires_in","token_type","access_token"}`, where `expires_in` is in milliseconds.
pub(super) async fn relay(State(pod): State<Arc<Pod>>, Extension(signed): Extension<Signed>) -> Response {
    let token = {
        let world = pod.read();
        world.keys.relayed_token(&signed.user, world.now())
    };
    match token {
        Ok(token) => {
            let body = json!({
                "principal": signed.user,
                "expires_in": RELAYED_SECONDS * 1000,
                "token_type": "JWT",
                "access_token": token,
            });
            with_body(StatusCode::OK, "application/json", body.to_string())
        }
        Err(error) => {
            tracing::warn!(%error, "no token could be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
