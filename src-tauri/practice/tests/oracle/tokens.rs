//! Tokens, fact by fact. The marks are those of the project's fact sheet.

use aws_lc_rs::{
    digest::{SHA1_FOR_LEGACY_USE_ONLY, digest},
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jiff::{Timestamp, fmt::rfc2822};
use practice_oracle::{CertificateError, INTEGRATION_ISSUER, INTEGRATION_USER, SigningKey, Who};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Asker, practice, send};

const RELAY: &str = "/fscmRestApi/tokenrelay";
const USERS: &str = "/hcmRestApi/scim/Users?count=1";

/// A token of five minutes for this user, made at this moment.
pub fn signed(key: &SigningKey, user: &str, at: Timestamp) -> String {
    let thumbprint = digest(&SHA1_FOR_LEGACY_USE_ONLY, &der(&key.certificate));
    signed_as(key, user, at, &URL_SAFE_NO_PAD.encode(thumbprint))
}

fn signed_as(key: &SigningKey, user: &str, at: Timestamp, thumbprint: &str) -> String {
    let header = json!({ "alg": "RS256", "typ": "JWT", "x5t": thumbprint });
    let issued = at.as_second();
    let claims = json!({ "iss": key.issuer, "prn": user, "sub": user, "iat": issued, "exp": issued + 300 });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(&header), part(&claims));
    let pair = RsaKeyPair::from_pkcs8(&der(&key.private_key)).unwrap();
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn der(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(body).unwrap()
}

/// What time it is by the pod, as far as it says so.
pub async fn now_by_the_pod(asker: &Asker) -> Timestamp {
    let answer = send(asker.request(Method::GET, "/hcmRestApi/resources/latest/workers", None)).await;
    let date = rfc2822::DateTimeParser::new().parse_timestamp(answer.header("date"));
    date.unwrap_or_else(|_| Timestamp::now())
}

pub fn made_elsewhere(issuer: &str) -> SigningKey {
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let certificate = CertificateParams::default().self_signed(&key).unwrap().pem();
    SigningKey { issuer: issuer.to_owned(), private_key: key.serialize_pem(), certificate }
}

async fn by_token(asker: &Asker, path: &str, token: &str) -> Answer {
    send(asker.request(Method::GET, path, None).bearer_auth(token)).await
}

#[tokio::test]
async fn v_a_token_under_an_uploaded_certificate_signs_in_whom_it_names() {
    let (practice, asker) = practice("workers-ready").await;
    let key = made_elsewhere("our-vendor");
    let token = signed(&key, INTEGRATION_USER, Timestamp::now());
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 401);
    practice.trust("our-vendor", &key.certificate).unwrap();
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.json()["count"], 1);
    let admin = signed(&key, "PRACTICE.ADMIN", Timestamp::now());
    assert_eq!(asker.read_by_token("workers?limit=1", &admin).await.status, 200);
    let nobody = signed(&key, "nobody", Timestamp::now());
    assert_eq!(asker.read_by_token("workers?limit=1", &nobody).await.status, 401);
    let who: Vec<Who> = practice.requests().iter().map(|request| request.who).collect();
    assert_eq!(who, [Who::Refused, Who::Integration, Who::Admin, Who::Refused]);
}

#[tokio::test]
async fn v_a_second_certificate_of_an_issuer_stands_beside_the_first() {
    let (practice, asker) = practice("token-ready").await;
    let renewed = made_elsewhere(INTEGRATION_ISSUER);
    practice.trust(INTEGRATION_ISSUER, &renewed.certificate).unwrap();
    for key in [practice.integration_key().unwrap().unwrap(), renewed] {
        let token = signed(&key, INTEGRATION_USER, Timestamp::now());
        assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 200);
    }
}

#[tokio::test]
async fn what_was_uploaded_is_gone_with_the_scenario() {
    let (practice, asker) = practice("workers-ready").await;
    let key = made_elsewhere("our-vendor");
    practice.trust("our-vendor", &key.certificate).unwrap();
    practice.switch("workers-ready").unwrap();
    let token = signed(&key, INTEGRATION_USER, Timestamp::now());
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 401);
}

#[tokio::test]
async fn v_only_certificates_of_rsa_keys_are_uploaded_and_no_private_keys() {
    let (practice, _) = practice("token-ready").await;
    let key = practice.integration_key().unwrap().unwrap();
    assert_eq!(practice.trust("x", &key.private_key), Err(CertificateError::NotACertificate));
    assert_eq!(practice.trust("x", "ssh-rsa AAAA"), Err(CertificateError::NotACertificate));
    let curve = KeyPair::generate().unwrap();
    let certificate = CertificateParams::default().self_signed(&curve).unwrap().pem();
    assert_eq!(practice.trust("x", &certificate), Err(CertificateError::NotRsa));
}

#[tokio::test]
async fn i_standard_base64_of_the_fingerprint_is_taken_by_some_pods_only() {
    let (practice, asker) = practice("token-ready").await;
    let key = practice.integration_key().unwrap().unwrap();
    let thumbprint = STANDARD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &der(&key.certificate)));
    let token = signed_as(&key, INTEGRATION_USER, Timestamp::now(), &thumbprint);
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 401);
    practice.switch("token-fingerprint-in-either-form").unwrap();
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 200);
    let token = signed(&key, INTEGRATION_USER, Timestamp::now());
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 200);
}

#[tokio::test]
async fn v_a_token_is_judged_by_the_pod_s_own_clock() {
    let (practice, asker) = practice("token-clock-behind").await;
    let key = practice.integration_key().unwrap().unwrap();
    let mine = signed(&key, INTEGRATION_USER, Timestamp::now());
    assert_eq!(asker.read_by_token("workers?limit=1", &mine).await.status, 401);
    let theirs = signed(&key, INTEGRATION_USER, now_by_the_pod(&asker).await);
    assert_eq!(asker.read_by_token("workers?limit=1", &theirs).await.status, 200);
}

#[tokio::test]
async fn i_a_token_outlives_the_password_and_ends_with_the_account() {
    let (practice, asker) = practice("token-outlives-the-password").await;
    let key = practice.integration_key().unwrap().unwrap();
    let token = signed(&key, INTEGRATION_USER, Timestamp::now());
    assert_eq!(asker.read("workers?limit=1", &practice.integration().unwrap()).await.status, 401);
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 200);
    practice.switch("token-of-an-inactive-user").unwrap();
    assert_eq!(asker.read_by_token("workers?limit=1", &token).await.status, 401);
}

#[tokio::test]
async fn the_key_outlives_a_switch_and_is_there_only_where_somebody_here_holds_it() {
    let (practice, _) = practice("token-ready").await;
    let key = practice.integration_key().unwrap().unwrap();
    assert_eq!(key.issuer, INTEGRATION_ISSUER);
    assert_eq!(practice.hello()["signing_key"], json!(key));
    assert!(!format!("{key:?}").contains("PRIVATE"));
    for (scenario, there) in [("issuer-mistyped", true), ("vendor-holds-the-key", false), ("ready", false)] {
        practice.switch(scenario).unwrap();
        let held = practice.integration_key().unwrap();
        assert_eq!(held, there.then(|| key.clone()), "{scenario}");
        assert_eq!(practice.hello().get("signing_key").is_some(), there, "{scenario}");
    }
}

#[tokio::test]
async fn v_the_token_relay_answers_a_signed_in_browser_in_oracle_s_shape() {
    let (practice, asker) = practice("ready").await;
    let relayed = asker.get(RELAY, &practice.admin()).await.json();
    let members: Vec<_> = relayed.as_object().unwrap().keys().collect();
    assert_eq!(members, ["principal", "expires_in", "token_type", "access_token"]);
    assert_eq!((&relayed["principal"], &relayed["token_type"]), (&"practice.admin".into(), &"JWT".into()));
    assert_eq!(relayed["expires_in"], 14_400_000);
    let token = relayed["access_token"].as_str().unwrap();
    let parts: Vec<Value> = token
        .split('.')
        .take(2)
        .map(|part| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap())
        .collect();
    assert_eq!(parts[0]["kid"], "trustservice");
    assert_eq!((&parts[1]["iss"], &parts[1]["prn"]), (&"www.oracle.com".into(), &"practice.admin".into()));
    assert_eq!(parts[1]["exp"].as_i64().unwrap() - parts[1]["iat"].as_i64().unwrap(), 14_400);
    assert_eq!(asker.read_by_token("recruitingJobRequisitions?limit=1", token).await.status, 200);
}

#[tokio::test]
async fn c_the_token_relay_leads_whoever_is_not_signed_in_to_the_sign_in_page() {
    let (_practice, asker) = practice("ready").await;
    for request in [
        asker.request(Method::GET, RELAY, None),
        asker.request(Method::GET, RELAY, None).basic_auth("practice.admin", Some("not-this-1")),
        asker.request(Method::GET, RELAY, None).bearer_auth("a.b.c"),
    ] {
        let answer = send(request).await;
        assert_eq!((answer.status, answer.header("location")), (302, "/practice-sign-in"));
    }
    let elsewhere = send(asker.request(Method::GET, "/fscmRestApi/resources/latest/x", None)).await;
    assert_eq!(elsewhere.status, 401);
}

#[tokio::test]
async fn v_identity_takes_user_name_and_password_only_and_some_pods_a_token() {
    let (practice, asker) = practice("admin-token-refused").await;
    let token = practice.admin_token().unwrap();
    let refused = by_token(&asker, USERS, &token).await;
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").starts_with("Basic"));
    assert_eq!(practice.requests()[0].who, Who::Refused);
    assert_eq!(asker.read_by_token("recruitingJobRequisitions?limit=1", &token).await.status, 200);
    assert_eq!(asker.get(USERS, &practice.admin()).await.status, 200);
    practice.switch("admin-token").unwrap();
    assert_eq!(by_token(&asker, USERS, &practice.admin_token().unwrap()).await.status, 200);
    practice.switch("admin-token-expired").unwrap();
    assert_eq!(by_token(&asker, USERS, &practice.admin_token().unwrap()).await.status, 401);
}
