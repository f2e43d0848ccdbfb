//! From a failed exchange to what a person can do about it. The error's own text is never shown, and
//! matched only where a proxy stands in the way.

use std::{error::Error, io::ErrorKind};

use rustls::CertificateError;

use super::resolve::ResolveFault;
use crate::{address::OracleHost, problem::Problem};

/// Seconds until a connection must stand.
pub(super) const CONNECT_SECONDS: u64 = 10;
/// Seconds that one request may take.
pub(super) const REQUEST_SECONDS: u64 = 30;

/// What went wrong on the way, before there was a whole answer.
pub(super) fn problem_of(error: &reqwest::Error, host: &OracleHost) -> Problem {
    let host = || host.host().to_owned();
    let seconds = if error.is_connect() { CONNECT_SECONDS } else { REQUEST_SECONDS };
    for cause in causes(error) {
        if let Some(fault) = cause.downcast_ref::<ResolveFault>() {
            return match fault {
                ResolveFault::NotFound => Problem::NameNotFound { host: host() },
                ResolveFault::Unavailable => Problem::NoNetwork,
            };
        }
        if let Some(error) = cause.downcast_ref::<rustls::Error>() {
            return tls_problem(error, host());
        }
        if let Some(problem) = proxy_refusal(cause) {
            return problem;
        }
        let io = cause.downcast_ref::<std::io::Error>();
        if let Some(problem) = io.and_then(|error| io_problem(error.kind(), host(), seconds)) {
            return problem;
        }
    }
    if error.is_timeout() { Problem::TimedOut { seconds } } else { Problem::ConnectionLost }
}

/// The error and what it was caused by. An `io::Error` hides what it wraps from `source`, so it is looked into.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error: &&'a (dyn Error + 'static)| {
        let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        match wrapped {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
    .take(24)
}

fn tls_problem(error: &rustls::Error, host: String) -> Problem {
    use CertificateError as C;
    match error {
        rustls::Error::InvalidCertificate(
            C::Expired | C::ExpiredContext { .. } | C::NotValidYet | C::NotValidYetContext { .. },
        ) => Problem::TlsExpired { host },
        rustls::Error::InvalidCertificate(C::NotValidForName | C::NotValidForNameContext { .. }) => {
            Problem::TlsWrongHost { host }
        }
        rustls::Error::InvalidCertificate(_) => Problem::TlsUntrusted { host },
        _ => Problem::ConnectionLost,
    }
}

fn io_problem(kind: ErrorKind, host: String, seconds: u64) -> Option<Problem> {
    match kind {
        ErrorKind::ConnectionRefused => Some(Problem::ConnectionRefused { host }),
        kind if is_no_network(kind) => Some(Problem::NoNetwork),
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof => Some(Problem::ConnectionLost),
        ErrorKind::TimedOut => Some(Problem::TimedOut { seconds }),
        _ => None,
    }
}

/// A proxy that does not let the tunnel through, or is not there. The connector's error type is private, so its fixed
/// texts are all that tells them apart; tests hold them against a real proxy.
fn proxy_refusal(cause: &(dyn Error + 'static)) -> Option<Problem> {
    match cause.to_string().as_str() {
        "tunnel error: proxy authorization required" => {
            Some(Problem::ProxyRefused { status: Some(407), out_of_reach: false })
        }
        "tunnel error: unsuccessful" => Some(Problem::ProxyRefused { status: None, out_of_reach: false }),
        "tunnel error: failed to create underlying connection" if !is_offline(cause) => {
            Some(Problem::ProxyRefused { status: None, out_of_reach: true })
        }
        _ => None,
    }
}

/// Whether nothing at all could be reached, a proxy no more than a pod.
fn is_offline(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| {
        cause.downcast_ref::<ResolveFault>() == Some(&ResolveFault::Unavailable)
            || cause.downcast_ref::<std::io::Error>().is_some_and(|error| is_no_network(error.kind()))
    })
}

fn is_no_network(kind: ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(kind, K::NetworkUnreachable | K::HostUnreachable | K::NetworkDown | K::AddrNotAvailable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_an_expired_certificate_from_one_for_another_host() {
        let of = |error| tls_problem(&rustls::Error::InvalidCertificate(error), "h".to_owned()).code();
        assert_eq!(of(CertificateError::Expired), "tls_expired");
        assert_eq!(of(CertificateError::NotValidForName), "tls_wrong_host");
        assert_eq!(of(CertificateError::UnknownIssuer), "tls_untrusted");
    }
}
