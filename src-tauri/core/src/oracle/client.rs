//! The one HTTP client: https only, only GET, no redirect, no referer, bounded in time and size.

use std::{
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use reqwest::{
    Certificate, StatusCode,
    header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, InvalidHeaderValue},
};
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};
use serde::{Deserialize, Serialize};
use tokio::{
    sync::Semaphore,
    time::{Instant, sleep, timeout_at},
};

use super::{
    Ask,
    answer::{self, Reply},
    failure::{CONNECT_SECONDS, REQUEST_SECONDS, problem_of},
    resolve::SystemResolver,
};
use crate::{address::OracleHost, credentials::AdminCredential, problem::Problem};

const RUN_SECONDS: u64 = 90;
const AT_ONCE: usize = 12;
/// Longest `Retry-After` that is waited for, in seconds.
const LONGEST_WAIT: u64 = 10;
const RETRIES: u32 = 2;
/// Largest answer after decompression, in bytes. Compression hides the size, so what arrives is counted.
const LARGEST: usize = 8 * 1024 * 1024;

/// What a run may be told beyond the setup itself.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// PEM of certificate authorities to trust beside the system's own, such as a company's or the practice pod's.
    pub ca_pem: Option<Vec<u8>>,
}

/// A client for one pod and one run. The 90 seconds of the run begin when it is made.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    host: OracleHost,
    permits: Semaphore,
    begun: Instant,
    next_number: AtomicU32,
    admin_refused: AtomicBool,
    integration_refused: AtomicBool,
}

/// Whom a request speaks for.
#[derive(Debug, Clone, Copy)]
pub enum Identity<'a> {
    /// Nobody: no credential is sent.
    Nobody,
    /// The administrator.
    Admin(&'a AdminCredential),
    /// The integration user.
    Integration(SignIn<'a>),
}

/// How the integration user shows who it is.
#[derive(Debug, Clone, Copy)]
pub enum SignIn<'a> {
    /// With its name and password.
    Password {
        /// User name.
        user: &'a str,
        /// Password.
        password: &'a SecretString,
    },
    /// With a token that names it, as [`crate::token`] makes it.
    Token(&'a SecretString),
}

impl Identity<'_> {
    fn sent_as(self) -> SentAs {
        match self {
            Identity::Nobody => SentAs::Nobody,
            Identity::Admin(_) => SentAs::Admin,
            Identity::Integration(..) => SentAs::Integration,
        }
    }
}

/// Whom a request spoke for, as it is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentAs {
    /// Nobody: no credential was sent.
    #[default]
    Nobody,
    /// The administrator.
    Admin,
    /// The integration user.
    Integration,
}

/// What was sent and what came back; never a header, a body or a query value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Always `GET`.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// Whom it spoke for.
    #[serde(default, rename = "as")]
    pub sent_as: SentAs,
    /// The status, or none where there was no answer.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub ms: u64,
    /// When it was sent, in milliseconds since the run began.
    #[serde(default)]
    pub at_ms: u64,
    /// Its number in the run: two checks that rest on one request show the same number.
    #[serde(default)]
    pub number: u32,
}

/// One question and what became of it.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// Every attempt, in order.
    pub requests: Vec<Request>,
    /// Oracle's clock against this computer's, in seconds: positive where Oracle is ahead. None without a `Date`.
    pub clock_ahead_s: Option<i64>,
    /// The answer, or what stood in the way.
    pub reply: Result<Reply, Problem>,
}

impl Client {
    /// A client for that pod. Errs where the CA file holds no certificate.
    pub fn new(host: &OracleHost, options: &Options) -> Result<Self, Problem> {
        let mut builder = reqwest::Client::builder()
            .https_only(true)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS))
            .timeout(Duration::from_secs(REQUEST_SECONDS))
            .user_agent(concat!("oracle-setup/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(SystemResolver);
        if let Some(pem) = &options.ca_pem {
            let unreadable = || Problem::CaFileInvalid { path: String::new() };
            let certificates = Certificate::from_pem_bundle(pem).map_err(|_| unreadable())?;
            if certificates.is_empty() {
                return Err(unreadable());
            }
            builder = builder.tls_certs_merge(certificates);
        }
        if host.is_practice() {
            // A proxy could not reach this computer's loopback, and need not see a rehearsal.
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|_| match options.ca_pem {
            Some(_) => Problem::CaFileInvalid { path: String::new() },
            None => Problem::Unexpected { what: "the HTTP client could not be made".to_owned() },
        })?;
        Ok(Self {
            http,
            host: host.clone(),
            permits: Semaphore::new(AT_ONCE),
            begun: Instant::now(),
            next_number: AtomicU32::new(1),
            admin_refused: AtomicBool::new(false),
            integration_refused: AtomicBool::new(false),
        })
    }

    /// Asks, waits where Oracle says how long, and asks again, twice at most. A credential that got 401 in this run is
    /// never sent again.
    pub async fn ask(&self, who: Identity<'_>, ask: &Ask, now: fn() -> Timestamp) -> Exchange {
        let mut requests = Vec::new();
        let mut clock_ahead_s = None;
        loop {
            if self.refused(who).is_some_and(|refused| refused.load(Ordering::SeqCst)) {
                return Exchange { requests, clock_ahead_s, reply: Ok(Reply::Unauthorized) };
            }
            let (request, answer) = self.attempt(who, ask).await;
            requests.push(request);
            let (reply, headers) = match answer {
                Ok((reply, headers)) => (reply, headers),
                Err(problem) => return Exchange { requests, clock_ahead_s, reply: Err(problem) },
            };
            clock_ahead_s = clock_ahead(&headers, now());
            if let (Ok(Reply::Unauthorized), Some(refused)) = (&reply, self.refused(who)) {
                refused.store(true, Ordering::SeqCst);
            }
            let wait = answer::retry_after(&headers).filter(|&wait| wait <= LONGEST_WAIT);
            let again = match &reply {
                Err(Problem::Throttled { .. }) => true,
                Err(Problem::OracleUnavailable { status: 503 }) => wait.is_some(),
                _ => false,
            };
            let tried = u32::try_from(requests.len()).unwrap_or(u32::MAX);
            match wait {
                Some(wait) if again && tried <= RETRIES && self.has_time_for(wait) => {
                    sleep(Duration::from_secs(wait)).await;
                }
                _ => return Exchange { requests, clock_ahead_s, reply },
            }
        }
    }

    async fn attempt(
        &self,
        who: Identity<'_>,
        ask: &Ask,
    ) -> (Request, Result<(Result<Reply, Problem>, HeaderMap), Problem>) {
        let number = self.next_number.fetch_add(1, Ordering::SeqCst);
        let deadline = self.begun + Duration::from_secs(RUN_SECONDS);
        let permit = self.permits.acquire().await;
        let sent = Instant::now();
        let answered = timeout_at(deadline, self.exchange(who, ask)).await;
        drop(permit);
        let answered = answered.unwrap_or(Err((None, Problem::TimedOut { seconds: RUN_SECONDS })));
        let status = match &answered {
            Ok((status, ..)) => Some(status.as_u16()),
            Err((status, _)) => *status,
        };
        let request = Request {
            method: "GET".to_owned(),
            path: ask.path().to_owned(),
            sent_as: who.sent_as(),
            status,
            ms: millis(sent.elapsed()),
            at_ms: millis(sent.duration_since(self.begun)),
            number,
        };
        let read = answered.map_err(|(_, problem)| problem).map(|(status, headers, body)| {
            let reply = answer::read(status, &headers, &body, &self.host);
            (reply, headers)
        });
        (request, read)
    }

    async fn exchange(
        &self,
        who: Identity<'_>,
        ask: &Ask,
    ) -> Result<(StatusCode, HeaderMap, Vec<u8>), (Option<u16>, Problem)> {
        let mut url = url::Url::parse(&self.host.origin())
            .and_then(|origin| origin.join(ask.path()))
            .map_err(|_| (None, Problem::AddressMalformed { text: self.host.host().to_owned() }))?;
        url.query_pairs_mut().extend_pairs(ask.query());
        let mut request = self.http.get(url).header(ACCEPT, "application/json");
        if !ask.is_scim() {
            // Version 4 answers errors as JSON (CMiC, "REST framework version 4"); shapes are read in all versions.
            request = request.header("REST-Framework-Version", "4");
        }
        if let Some(authorization) = authorization(who) {
            // A credential that no header can bear must not become a request of nobody.
            let unsendable = |_| (None, Problem::Unexpected { what: "the credential fits no header".to_owned() });
            request = request.header(AUTHORIZATION, authorization.map_err(unsendable)?);
        }
        let mut response = request.send().await.map_err(|error| (None, problem_of(&error, &self.host)))?;
        let status = response.status();
        let failed = |problem| (Some(status.as_u16()), problem);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failed(problem_of(&error, &self.host)))? {
            if body.len() + chunk.len() > LARGEST {
                return Err(failed(Problem::AnswerTooLarge { limit_bytes: LARGEST as u64 }));
            }
            body.extend_from_slice(&chunk);
        }
        Ok((status, response.headers().clone(), body))
    }

    /// Whether anything could still be asked after waiting that many seconds.
    fn has_time_for(&self, seconds: u64) -> bool {
        self.begun.elapsed() + Duration::from_secs(seconds) < Duration::from_secs(RUN_SECONDS)
    }

    fn refused(&self, who: Identity<'_>) -> Option<&AtomicBool> {
        match who {
            Identity::Nobody => None,
            Identity::Admin(_) => Some(&self.admin_refused),
            Identity::Integration(..) => Some(&self.integration_refused),
        }
    }
}

/// The header value, marked so that it is never printed.
fn authorization(who: Identity<'_>) -> Option<Result<HeaderValue, InvalidHeaderValue>> {
    let text = match who {
        Identity::Nobody => return None,
        Identity::Admin(AdminCredential::Password { user, password }) => basic(user, password.expose_secret()),
        Identity::Admin(AdminCredential::Token(token)) | Identity::Integration(SignIn::Token(token)) => {
            Zeroizing::new(format!("Bearer {}", token.expose_secret().trim()))
        }
        Identity::Integration(SignIn::Password { user, password }) => basic(user, password.expose_secret()),
    };
    let marked = |mut value: HeaderValue| {
        value.set_sensitive(true);
        value
    };
    Some(HeaderValue::from_str(&text).map(marked))
}

fn basic(user: &str, password: &str) -> Zeroizing<String> {
    let pair = Zeroizing::new(format!("{user}:{password}"));
    Zeroizing::new(format!("Basic {}", BASE64_STANDARD.encode(pair.as_bytes())))
}

fn clock_ahead(headers: &HeaderMap, now: Timestamp) -> Option<i64> {
    Some(answer::date(headers)?.as_second() - now.as_second())
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
