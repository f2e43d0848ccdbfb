//! What answers on the REST side, in the order in which a pod would object: the host, the network in front, the
//! credential, the privilege, and only then the data.

mod adf;
mod career_site;
mod compress;
mod faults;
mod gate;
mod pages;
mod refusal;
mod scim;
mod sign_in;
mod token_relay;

use std::sync::Arc;

use axum::{
    Router,
    body::HttpBody,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

pub(crate) use gate::{Gate, Scheme};
use sign_in::Caller;

use crate::{
    pod::Pod,
    seen::{SeenRequest, Who},
};

pub(crate) fn router(pod: Arc<Pod>) -> Router {
    Router::new()
        .nest("/hcmRestApi/scim", scim::routes(&pod))
        // An older spelling of the same service, still seen in public code.
        .nest("/hcmCoreSetupApi/scim", scim::routes(&pod))
        .route("/hcmRestApi/resources/{*path}", get(adf::answer))
        .route(token_relay::PATH, get(token_relay::relay))
        .route("/fscmUI/{*path}", get(pages::to_sign_in))
        .route("/hcmUI/{*path}", get(pages::to_sign_in))
        .route(pages::SIGN_IN, get(pages::sign_in))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(from_fn_with_state(Arc::clone(&pod), attend))
        .with_state(pod)
}

/// How many rows an answer holds, for whoever tells afterwards what was seen.
#[derive(Clone, Copy)]
struct Rows(usize);

/// Sees a request in, has it answered, and keeps what can be told about both.
async fn attend(State(pod): State<Arc<Pod>>, request: Request, next: Next) -> Response {
    let refused = Gate::new(Scheme::Https, pod.ports.rest).refuses(&request);
    let writes = !request.method().is_safe();
    let caller = if refused.is_some() {
        Caller::Nobody
    } else {
        Caller::of(&pod.read(), request.headers(), request.uri().path())
    };
    let number = pod.log.open(seen(&request, &caller));
    pod.log.note_target(number, request.uri().path_and_query().map_or("/", |target| target.as_str()));
    let mut response = match refused {
        Some(refusal) => refusal,
        None => answer(&pod, caller, request, next).await,
    };
    stamp(&pod, &mut response);
    if writes && response.status().is_success() {
        pod.keep_or_warn();
    }
    let rows = response.extensions().get::<Rows>().map(|rows| rows.0);
    pod.log.close(number, response.status().as_u16(), response.body().size_hint().exact(), rows);
    response
}

async fn answer(pod: &Arc<Pod>, caller: Caller, mut request: Request, next: Next) -> Response {
    let delay = pod.delay + faults::delay(&pod.read(), &caller, request.uri().path());
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let due = faults::due(&pod.read(), &caller, request.uri().path());
    if let Some(fault) = due {
        return faults::give(&fault).await;
    }
    if career_site::serves(request.uri().path()) && request.method().is_safe() {
        return career_site::answer(&pod.read(), request.uri());
    }
    if is_rest(request.uri().path()) {
        match caller {
            Caller::Signed(signed) => request.extensions_mut().insert(signed),
            // A browser without a session is led to the sign-in page, here as on every page.
            _ if request.uri().path() == token_relay::PATH => return pages::to_sign_in().await,
            Caller::Nobody | Caller::Refused { .. } => return refusal::unauthorized(&pod.read().quirks),
        };
    }
    let may_compress = compress::wanted(&pod.read().quirks, request.headers());
    let response = next.run(request).await;
    if may_compress { compress::gzip(response).await } else { response }
}

fn is_rest(path: &str) -> bool {
    ["/hcmRestApi/", "/fscmRestApi/", "/hcmCoreSetupApi/", "/crmRestApi/"]
        .iter()
        .any(|prefix| path.starts_with(prefix) || path == prefix.trim_end_matches('/'))
}

fn seen(request: &Request, caller: &Caller) -> SeenRequest {
    let query = request.uri().query().unwrap_or_default();
    SeenRequest {
        number: 0,
        at: Timestamp::now(),
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name.into_owned()).collect(),
        who: match caller {
            Caller::Nobody => Who::Nobody,
            Caller::Refused { .. } => Who::Refused,
            Caller::Signed(signed) => signed.who(),
        },
        user: caller.user().map(str::to_owned),
        status: 0,
        bytes: None,
        rows: None,
    }
}

/// Oracle's own time, and a mark by which nobody mistakes the answer for a real pod's.
fn stamp(pod: &Pod, response: &mut Response) {
    let (now, silent) = {
        let world = pod.read();
        (world.now(), world.quirks.no_date)
    };
    let headers = response.headers_mut();
    headers.insert("x-practice-oracle", HeaderValue::from_static("1"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if silent {
        return;
    }
    let date = DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&now)
        .ok()
        .and_then(|date| HeaderValue::from_str(&date).ok());
    if let Some(date) = date {
        headers.insert(header::DATE, date);
    }
}

/// An answer of a body with its media type.
fn with_body(status: StatusCode, media_type: &'static str, body: impl Into<axum::body::Body>) -> Response {
    (status, [(header::CONTENT_TYPE, media_type)], body.into()).into_response()
}
