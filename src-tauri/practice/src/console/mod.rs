//! The pages for a browser.
//!
//! For now one page: what is practised here and what the pod has seen. It stands under Oracle's own deep links too, so
//! that opening a page of Oracle in a rehearsal never leads nowhere. No script, nothing from elsewhere.

mod html;
mod page;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{Html, IntoResponse, Response},
    routing::get,
};

use crate::{
    pod::Pod,
    rest::{Gate, Scheme},
};

/// Paths of Oracle's that the assistant opens (oracle.md §8).
const DEEP_LINKS: [&str; 5] = [
    "/fscmUI/faces/FuseWelcome",
    "/fscmUI/faces/FuseOverview",
    "/fscmUI/faces/FuseTaskListManagerTop",
    "/fscmUI/faces/deeplink",
    "/hcmUI/faces/FndOverview",
];

const STYLE: &str = include_str!("practice.css");

/// Nothing is loaded but the style sheet, and nothing may frame the page.
const SAFETY: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CACHE_CONTROL, "no-store"),
];

pub(crate) fn router(pod: Arc<Pod>) -> Router {
    let mut router = Router::new().route("/", get(overview)).route("/practice.css", get(style));
    for path in DEEP_LINKS {
        router = router.route(path, get(overview));
    }
    router
        .fallback(|| async { (StatusCode::NOT_FOUND, "There is no such page in the practice Oracle.\n") })
        .layer(from_fn_with_state(Arc::clone(&pod), guard))
        .with_state(pod)
}

async fn guard(State(pod): State<Arc<Pod>>, request: Request, next: Next) -> Response {
    let mut response = match Gate::new(Scheme::Http, pod.ports.console).refuses(&request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    for (name, value) in SAFETY {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn overview(State(pod): State<Arc<Pod>>) -> Html<String> {
    let scenario = pod.read().scenario;
    Html(page::overview(scenario, &pod.origin(), &pod.log.all()))
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}
