//! Who may speak to a loopback server at all.
//!
//! A web page in the same browser can reach loopback too. It has to give itself away by the host that it asked for or
//! by the headers that browsers add, and is turned away before anything is read.

use axum::{
    extract::Request,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

pub(crate) enum Scheme {
    Http,
    Https,
}

/// The one origin that may be spoken to, under its three loopback names.
pub(crate) struct Gate {
    scheme: Scheme,
    port: u16,
}

impl Gate {
    pub fn new(scheme: Scheme, port: u16) -> Self {
        Self { scheme, port }
    }

    /// The refusal, where there is one: 421 for another host, 403 for another site.
    pub fn refuses(&self, request: &Request) -> Option<Response> {
        // HTTP/2 carries the host in the address, HTTP/1.1 in a header; a mismatch of the two is refused with it.
        let named = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or_default());
        let addressed = request.uri().authority().map(axum::http::uri::Authority::as_str);
        let hosts = [named, addressed];
        if hosts.iter().all(Option::is_none) || hosts.into_iter().flatten().any(|host| !self.is_mine(host)) {
            return Some(
                (StatusCode::MISDIRECTED_REQUEST, "This practice Oracle answers on its own loopback address only.\n")
                    .into_response(),
            );
        }
        (!self.is_same_site(request))
            .then(|| (StatusCode::FORBIDDEN, "Requests from another site are refused.\n").into_response())
    }

    fn is_mine(&self, host: &str) -> bool {
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
            host.len() > name.len()
                && host.is_char_boundary(name.len())
                && host[..name.len()].eq_ignore_ascii_case(name)
                && host[name.len()..] == format!(":{}", self.port)
        })
    }

    fn is_same_site(&self, request: &Request) -> bool {
        let text = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
        let fetched_here = text("sec-fetch-site").is_none_or(|site| matches!(site, "none" | "same-origin"));
        let scheme = match self.scheme {
            Scheme::Http => "http://",
            Scheme::Https => "https://",
        };
        let from_here =
            text("origin").is_none_or(|origin| origin.strip_prefix(scheme).is_some_and(|host| self.is_mine(host)));
        fetched_here && from_here
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn status(headers: &[(&str, &str)]) -> Option<u16> {
        let mut request = Request::builder().uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        Gate::new(Scheme::Https, 8443).refuses(&request).map(|refusal| refusal.status().as_u16())
    }

    #[test]
    fn the_three_loopback_names_with_the_right_port_are_let_in() {
        for host in ["localhost:8443", "LOCALHOST:8443", "127.0.0.1:8443", "[::1]:8443"] {
            assert_eq!(status(&[("host", host)]), None, "{host}");
        }
    }

    #[test]
    fn every_other_host_is_misdirected() {
        for host in [
            "evil.test:8443",
            "localhost",
            "localhost:80",
            "localhost:84430",
            "localhost.evil.test:8443",
            "127.0.0.2:8443",
            "",
            "ö",
        ] {
            assert_eq!(status(&[("host", host)]), Some(421), "{host}");
        }
        assert_eq!(status(&[]), Some(421));
    }

    #[test]
    fn another_site_is_refused_by_either_header() {
        let host = ("host", "localhost:8443");
        assert_eq!(status(&[host, ("sec-fetch-site", "cross-site")]), Some(403));
        assert_eq!(status(&[host, ("sec-fetch-site", "same-site")]), Some(403));
        assert_eq!(status(&[host, ("origin", "https://evil.test")]), Some(403));
        assert_eq!(status(&[host, ("origin", "http://localhost:8443")]), Some(403));
        assert_eq!(status(&[host, ("origin", "null")]), Some(403));
        assert_eq!(status(&[host, ("origin", "https://localhost:8443"), ("sec-fetch-site", "same-origin")]), None);
        assert_eq!(status(&[host, ("sec-fetch-site", "none")]), None);
    }
}
