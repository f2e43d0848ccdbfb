//! Whether a token is taken, and for whom.
//!
//! RS256 by an uploaded certificate that `x5t` names, under the provider that `iss` names, and inside its time by the
//! pod's clock (oracle.md §12). No source prints a longest lifetime, so there is one only where a scenario has it.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jiff::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};

use super::{Keys, OWN_ISSUER};
use crate::{
    quirks::Thumbprints,
    state::{Provider, TrustedCertificate},
};

/// Seconds by which a token may come from the future: two clocks that agree still differ by the second that `Date` is
/// cut to, and by the way of the answer.
const AHEAD: i64 = 60;

/// Everything that a token is judged by.
pub(crate) struct Judge<'a> {
    pub providers: &'a [Provider],
    pub keys: &'a Keys,
    pub thumbprints: Thumbprints,
    /// Seconds that a token may last at most.
    pub longest: Option<i64>,
    /// By the pod's clock.
    pub now: Timestamp,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    x5t: String,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    prn: Option<String>,
    sub: Option<String>,
    exp: i64,
    iat: Option<i64>,
}

impl Judge<'_> {
    /// The user name that a token stands for, or none where it is not taken. Whether there is such a user is not
    /// asked.
    pub fn user_of(&self, token: &str) -> Option<String> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let (header, claims): (Header, Claims) = (part(header)?, part(claims)?);
        if header.alg != "RS256" || !self.is_in_time(&claims) {
            return None;
        }
        let certificate = self.certificate(&claims.iss, &self.thumbprint(&header.x5t)?)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &certificate.key)
            .verify(signed.as_bytes(), &signature)
            .ok()?;
        // Oracle's own tokens have both; a client that sends only one of them is taken as well.
        claims.prn.or(claims.sub)
    }

    fn is_in_time(&self, claims: &Claims) -> bool {
        let now = self.now.as_second();
        let lasts = claims.exp.saturating_sub(claims.iat.unwrap_or(now));
        self.longest.is_none_or(|longest| lasts <= longest)
            && now < claims.exp
            && claims.iat.is_none_or(|issued| issued <= now.saturating_add(AHEAD))
    }

    fn certificate(&self, issuer: &str, thumbprint: &[u8]) -> Option<&TrustedCertificate> {
        let own = self.keys.own_certificate().filter(|_| issuer == OWN_ISSUER);
        let uploaded = self.providers.iter().filter(|provider| provider.issuer == issuer && provider.takes_jwt());
        uploaded
            .flat_map(|provider| &provider.certificates)
            .chain(own)
            .find(|certificate| certificate.thumbprint == thumbprint)
    }

    fn thumbprint(&self, text: &str) -> Option<Vec<u8>> {
        let url_safe = URL_SAFE_NO_PAD.decode(text);
        match self.thumbprints {
            Thumbprints::Base64Url => url_safe.ok(),
            Thumbprints::Either => url_safe.or_else(|_| STANDARD.decode(text)).ok(),
        }
    }
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_800_000_000;

    /// Making keys is slow without optimisation, so all tests share them.
    static KEYS: LazyLock<Keys> = LazyLock::new(Keys::default);

    fn header() -> Value {
        let thumbprint = URL_SAFE_NO_PAD.encode(&KEYS.integration().unwrap().certificate.thumbprint);
        json!({ "alg": "RS256", "typ": "JWT", "x5t": thumbprint })
    }

    fn claims() -> Value {
        json!({ "iss": "vendor", "prn": "someone", "sub": "someone", "iat": NOW, "exp": NOW + 300 })
    }

    fn with(mut value: Value, name: &str, member: Value) -> Value {
        value[name] = member;
        value
    }

    fn judged(header: &Value, claims: &Value, thumbprints: Thumbprints) -> Option<String> {
        let pair = KEYS.integration().unwrap();
        let providers = [Provider { certificates: vec![pair.certificate.clone()], ..Provider::for_tokens("vendor") }];
        let now = Timestamp::from_second(NOW).unwrap();
        let judge = Judge { providers: &providers, keys: &KEYS, thumbprints, longest: None, now };
        judge.user_of(&pair.sign(header, claims).unwrap())
    }

    fn taken(header: &Value, claims: &Value) -> bool {
        judged(header, claims, Thumbprints::Base64Url).is_some()
    }

    #[test]
    fn v_a_token_with_oracle_s_members_stands_for_its_principal() {
        assert_eq!(judged(&header(), &claims(), Thumbprints::Base64Url).as_deref(), Some("someone"));
    }

    #[test]
    fn v_a_token_with_a_subject_alone_is_taken_too() {
        let claims = json!({ "iss": "vendor", "sub": "other", "exp": NOW + 1 });
        assert_eq!(judged(&header(), &claims, Thumbprints::Base64Url).as_deref(), Some("other"));
    }

    #[test]
    fn a_token_lasts_until_its_end_and_may_come_a_moment_early() {
        assert!(!taken(&header(), &with(claims(), "exp", NOW.into())));
        assert!(!taken(&header(), &with(claims(), "exp", Value::Null)));
        assert!(taken(&header(), &with(claims(), "iat", (NOW + 60).into())));
        assert!(!taken(&header(), &with(claims(), "iat", (NOW + 61).into())));
    }

    #[test]
    fn v_the_issuer_is_compared_letter_for_letter() {
        assert!(!taken(&header(), &with(claims(), "iss", "Vendor".into())));
        assert!(!taken(&header(), &with(claims(), "iss", OWN_ISSUER.into())));
    }

    #[test]
    fn v_only_rs256_is_taken() {
        for algorithm in ["none", "HS256", "RS512", ""] {
            assert!(!taken(&with(header(), "alg", algorithm.into()), &claims()), "{algorithm}");
        }
    }

    #[test]
    fn a_token_has_to_name_its_certificate_and_nobody_stands_for_no_name() {
        assert!(!taken(&with(header(), "x5t", Value::Null), &claims()));
        assert!(!taken(&with(header(), "x5t", "OZ9Pqnz-wLkhDKrT0HHAT1UXMFA".into()), &claims()));
        assert!(!taken(&header(), &json!({ "iss": "vendor", "exp": NOW + 1 })));
    }

    #[test]
    fn i_a_pod_may_take_the_fingerprint_in_standard_base64_or_may_not() {
        let standard = STANDARD.encode(&KEYS.integration().unwrap().certificate.thumbprint);
        let header = with(header(), "x5t", standard.into());
        assert!(judged(&header, &claims(), Thumbprints::Base64Url).is_none());
        assert!(judged(&header, &claims(), Thumbprints::Either).is_some());
    }

    #[test]
    fn i_a_pod_may_bound_how_long_a_token_lasts() {
        let pair = KEYS.integration().unwrap();
        let providers = [Provider { certificates: vec![pair.certificate.clone()], ..Provider::for_tokens("vendor") }];
        let taken = |lasts: i64, longest| {
            let now = Timestamp::from_second(NOW).unwrap();
            let judge = Judge { providers: &providers, keys: &KEYS, thumbprints: Thumbprints::Base64Url, longest, now };
            judge.user_of(&pair.sign(&header(), &with(claims(), "exp", (NOW + lasts).into())).unwrap()).is_some()
        };
        assert!(taken(300, Some(300)) && !taken(301, Some(300)));
        assert!(taken(86_400, None));
    }

    #[test]
    fn a_token_that_was_changed_or_signed_with_another_key_is_not_taken() {
        let pair = KEYS.integration().unwrap();
        let providers = [Provider { certificates: vec![pair.certificate.clone()], ..Provider::for_tokens("vendor") }];
        let now = Timestamp::from_second(NOW).unwrap();
        let thumbprints = Thumbprints::Base64Url;
        let judge = Judge { providers: &providers, keys: &KEYS, thumbprints, longest: None, now };
        let other = KEYS.former().unwrap().sign(&header(), &claims()).unwrap();
        assert_eq!(judge.user_of(&other), None);
        let good = pair.sign(&header(), &claims()).unwrap();
        let forged = URL_SAFE_NO_PAD.encode(with(claims(), "prn", "practice.admin".into()).to_string());
        let parts: Vec<&str> = good.split('.').collect();
        assert_eq!(judge.user_of(&format!("{}.{forged}.{}", parts[0], parts[2])), None);
        for text in ["", "..", "a.b", &format!("{good}."), &format!("{}.{}.", parts[0], parts[1])] {
            assert_eq!(judge.user_of(text), None, "{text}");
        }
    }

    #[test]
    fn v_a_relayed_token_is_the_pod_s_own_and_lasts_four_hours() {
        let now = Timestamp::from_second(NOW).unwrap();
        let token = KEYS.relayed_token("practice.admin", now).unwrap();
        let at = |seconds: i64| {
            let now = Timestamp::from_second(NOW + seconds).unwrap();
            let thumbprints = Thumbprints::Base64Url;
            Judge { providers: &[], keys: &KEYS, thumbprints, longest: None, now }.user_of(&token)
        };
        assert_eq!(at(0).as_deref(), Some("practice.admin"));
        assert_eq!(at(14_399).as_deref(), Some("practice.admin"));
        assert_eq!(at(14_400), None);
    }
}
