//! From a failed exchange to what a person can do about it. The error's own text is never shown or matched.

use std::{error::Error, io::ErrorKind};

use rustls::CertificateError;

use super::resolve::ResolveFault;
use crate::{address::OracleHost, problem::Problem};

/// Seconds that one request may take.
pub(super) const REQUEST_SECONDS: u64 = 30;

/// What went wrong on the way, before there was a whole answer.
pub(super) fn problem_of(error: &reqwest::Error, host: &OracleHost) -> Problem {
    let host = || host.host().to_owned();
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
        if let Some(problem) = cause.downcast_ref::<std::io::Error>().and_then(|error| io_problem(error.kind(), host()))
        {
            return problem;
        }
    }
    if error.is_timeout() { Problem::TimedOut { seconds: REQUEST_SECONDS } } else { Problem::ConnectionLost }
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

fn io_problem(kind: ErrorKind, host: String) -> Option<Problem> {
    match kind {
        ErrorKind::ConnectionRefused => Some(Problem::ConnectionRefused { host }),
        ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::AddrNotAvailable => Some(Problem::NoNetwork),
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof => Some(Problem::ConnectionLost),
        ErrorKind::TimedOut => Some(Problem::TimedOut { seconds: REQUEST_SECONDS }),
        _ => None,
    }
}

/// A proxy that does not let the tunnel through. The connector's error type is private, so its two fixed texts are all
/// that tells them apart; a test holds them against a real proxy.
fn proxy_refusal(cause: &(dyn Error + 'static)) -> Option<Problem> {
    match cause.to_string().as_str() {
        "tunnel error: proxy authorization required" => Some(Problem::ProxyRefused { status: Some(407) }),
        "tunnel error: unsuccessful" => Some(Problem::ProxyRefused { status: None }),
        _ => None,
    }
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
