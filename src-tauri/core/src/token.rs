//! The token that signs the integration user in: a JSON web token in place of a password (RFC 7519, RS256).
//!
//! It goes straight on the REST call; Oracle checks issuer and certificate itself (Oracle, "Configure Inbound
//! Authentication"). Nothing is exchanged for another token here.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Serialize;

use crate::{
    key::{Certificate, PrivateKey},
    problem::Problem,
};

/// How long a token holds, in seconds. Longer than any run, and little use to whoever finds one.
pub const LIFETIME: i64 = 300;
/// Oracle's clock is known by a `Date` of whole seconds; a token from the future would be refused.
const MARGIN: i64 = 2;

#[derive(Serialize)]
struct Header {
    alg: &'static str,
    typ: &'static str,
    x5t: String,
}

/// `prn` is what Oracle's own tokens bear, `sub` what the standard has; both name the user (Oracle, "Use JWT Token for
/// Authorization").
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    prn: &'a str,
    sub: &'a str,
    iat: i64,
    exp: i64,
}

/// A token for `user` that holds for [`LIFETIME`] from `oracle_now` on, which is the time by Oracle's own clock.
///
/// # Errors
/// [`Problem::CertificateDoesNotMatch`]: Oracle would refuse the token and not say why.
pub fn sign(
    key: &PrivateKey,
    certificate: &Certificate,
    issuer: &str,
    user: &str,
    oracle_now: Timestamp,
) -> Result<SecretString, Problem> {
    if !certificate.belongs_to(key) {
        return Err(Problem::CertificateDoesNotMatch);
    }
    let header = Header { alg: "RS256", typ: "JWT", x5t: certificate.fingerprint().base64url() };
    let iat = oracle_now.as_second() - MARGIN;
    let claims = Claims { iss: issuer, prn: user, sub: user, iat, exp: iat + LIFETIME };
    let signed = format!("{}.{}", part(&header)?, part(&claims)?);
    let signature = BASE64_URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes())?);
    Ok(format!("{signed}.{signature}").into())
}

fn part(content: &impl Serialize) -> Result<String, Problem> {
    let json = serde_json::to_vec(content).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(json))
}
