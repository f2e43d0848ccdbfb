//! The pages for a browser: Oracle's labels and ways, in a look of their own.
//!
//! Everything is rendered here and works without script: links, forms, tables. What is clicked changes the pod's one
//! state, and SCIM and REST answer by it from the next moment. What is begun and not saved lies on the [`Desk`].
//!
//! Deliberately not here: what a role opens and who sees what. That is computed in [state](crate::state).

mod button;
mod candidate_sources;
mod data_security;
mod desk;
mod field;
mod happened;
mod home;
mod links;
mod message;
mod navigator;
mod page;
mod reset;
mod scheduled_processes;
mod security_console;
mod setup;
mod shown;
mod status;
mod train;
mod visit;

use std::{io, sync::Arc};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};

pub(crate) use desk::Desk;
pub(crate) use happened::PATH as WHAT_HAPPENED;
use visit::Visit;

use crate::{
    content::Seed,
    pod::Pod,
    rest::{Gate, Scheme},
};

const STYLE: &str = include_str!("practice.css");

/// Nothing is loaded but the style sheet, nothing may frame the page, and forms lead nowhere else. The referrer stays
/// on the site instead of being left out: without one a browser sends its forms from no origin, which the gate refuses.
const SAFETY: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CACHE_CONTROL, "no-store"),
];

/// What every page knows.
pub(in crate::console) struct Console {
    pod: Arc<Pod>,
    /// Stands in every form of this start, and nowhere else.
    token: String,
}

/// All pages. A new work area adds its routes here, and its entry to the navigator.
pub(crate) fn router(pod: Arc<Pod>) -> io::Result<Router> {
    let console = Arc::new(Console { pod: Arc::clone(&pod), token: draw_token()? });
    Ok(Router::new()
        .merge(home::routes())
        .merge(navigator::routes())
        .merge(links::routes())
        .merge(security_console::routes(&console))
        .merge(setup::routes())
        .merge(candidate_sources::routes())
        .merge(data_security::routes())
        .merge(scheduled_processes::routes())
        .merge(happened::routes())
        .merge(reset::routes())
        .route("/practice.css", get(style))
        .fallback(nothing_here)
        .layer(from_fn_with_state(pod, guard))
        .with_state(console))
}

async fn guard(State(pod): State<Arc<Pod>>, request: Request, next: Next) -> Response {
    let writes = !request.method().is_safe();
    let mut response = match Gate::new(Scheme::Http, pod.ports.console).refuses(&request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    if writes && response.status().is_redirection() {
        pod.keep_or_warn();
    }
    for (name, value) in SAFETY {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn nothing_here(visit: Visit) -> Response {
    visit.nothing_here(&visit.read())
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

fn draw_token() -> io::Result<String> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes)?;
    Ok(Seed(u64::from_ne_bytes(bytes)).guid("form", "token"))
}
