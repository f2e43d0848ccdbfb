//! The tab *API Authentication*: an issuer and its certificates by clicking, and the tokens that they let in.

use jiff::Timestamp;
use practice_oracle::{INTEGRATION_USER, Practice, SigningKey};
use rcgen::{CertificateParams, KeyPair};

use crate::{
    browser::{Browser, UNTICKED},
    client::{Asker, practice},
    tokens::{made_elsewhere, signed},
};

const ISSUER: &str = "our-vendor";
const CREATE: &str = "Create Oracle API Authentication Provider";
const CERTIFICATES: &str = "Inbound API Authentication Public Certificates";

/// A saved provider for JWT, with its page open.
async fn provider(practice: &Practice) -> Browser {
    let mut browser = Browser::of(practice).await;
    browser.follow("Security Console").await.follow("API Authentication").await.press(CREATE, &[]).await;
    assert!(browser.shows("Not set"));
    browser.press("Edit", &[]).await.press("Save and Close", &[("issuer", ISSUER), ("JWT", "yes")]).await;
    assert_eq!(browser.messages(), ["Confirmation The provider of our-vendor was saved."]);
    browser.follow(ISSUER).await;
    browser
}

async fn upload(browser: &mut Browser, alias: &str, file: &[u8]) {
    browser.follow(CERTIFICATES).await.press("Add New Certificate", &[]).await;
    browser.press_with_file("Save", &[("alias", alias)], Some(("certificate", file))).await;
}

async fn status(asker: &Asker, key: &SigningKey) -> u16 {
    asker.read_by_token("workers?limit=1", &signed(key, INTEGRATION_USER, Timestamp::now())).await.status
}

#[tokio::test]
async fn a_certificate_uploaded_by_clicking_lets_its_tokens_in_until_it_is_deleted() {
    let (practice, asker) = practice("workers-ready").await;
    let key = made_elsewhere(ISSUER);
    let mut browser = provider(&practice).await;
    assert_eq!(status(&asker, &key).await, 401);
    upload(&mut browser, "vendor-2026", key.certificate.as_bytes()).await;
    assert_eq!(browser.messages(), ["Confirmation The certificate vendor-2026 was added."]);
    assert_eq!(status(&asker, &key).await, 200);
    browser.press("Delete vendor-2026", &[]).await;
    assert!(browser.shows("No certificate was uploaded yet."));
    assert_eq!(status(&asker, &key).await, 401);
}

#[tokio::test]
async fn a_provider_exists_only_once_it_is_saved() {
    let (practice, _) = practice("workers-ready").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/api-authentication").await.press(CREATE, &[]).await.press("Edit", &[]).await;
    browser.press("Cancel", &[("issuer", ISSUER), ("JWT", "yes")]).await;
    assert!(browser.shows("www.oracle.com") && !browser.shows(ISSUER));
}

#[tokio::test]
async fn an_issuer_that_is_missing_or_taken_and_no_token_type_are_refused() {
    let (practice, _) = practice("workers-ready").await;
    let mut browser = provider(&practice).await;
    browser.follow("API Authentication").await.press(CREATE, &[]).await.press("Edit", &[]).await;
    browser.press("Save and Close", &[]).await;
    assert_eq!(
        browser.messages(),
        ["Error Trusted Issuer: You must enter a value.", "Error Token Types: Select at least one."]
    );
    for taken in [ISSUER, "www.oracle.com"] {
        browser.press("Save and Close", &[("issuer", taken), ("JWT", "yes")]).await;
        let words = "Error Trusted Issuer: Another provider has this issuer. Enter another one.";
        assert_eq!(browser.messages(), [words], "{taken}");
    }
    browser.press("Save and Close", &[("issuer", "Our-Vendor")]).await;
    assert_eq!(browser.messages(), ["Confirmation The provider of Our-Vendor was saved."]);
}

#[tokio::test]
async fn a_changed_issuer_and_a_missing_token_type_shut_tokens_out() {
    let (practice, asker) = practice("workers-ready").await;
    let key = made_elsewhere(ISSUER);
    let mut browser = provider(&practice).await;
    upload(&mut browser, ISSUER, key.certificate.as_bytes()).await;
    for (typed, expected) in [
        (vec![("issuer", "Our-Vendor")], 401),
        (vec![("issuer", ISSUER)], 200),
        (vec![("JWT", UNTICKED), ("SAML", "yes")], 401),
    ] {
        browser.follow("Oracle API Authentication Provider Details").await;
        browser.press("Edit", &[]).await.press("Save and Close", &typed).await;
        assert_eq!(status(&asker, &key).await, expected, "{typed:?}");
        let issuer = if typed[0].0 == "issuer" { typed[0].1 } else { ISSUER };
        browser.follow(issuer).await;
    }
    browser.press("Delete", &[]).await;
    assert!(!browser.shows("JWT, SAML Our"));
    assert_eq!(browser.messages(), ["Confirmation The provider of our-vendor was deleted."]);
}

#[tokio::test]
async fn v_only_an_x_509_certificate_of_an_rsa_key_is_taken() {
    let (practice, _) = practice("workers-ready").await;
    let mut browser = provider(&practice).await;
    let key = made_elsewhere(ISSUER);
    let curve = KeyPair::generate().unwrap();
    let curve = CertificateParams::default().self_signed(&curve).unwrap().pem();
    let long = "x".repeat(70_000);
    for (file, words) in [
        (&b""[..], "Choose a file."),
        (b"ssh-rsa AAAAB3NzaC1yc2E= someone", "This is no X.509 certificate as text."),
        (b"\x30\x82\x00\xff\xfe", "This is no X.509 certificate as text."),
        (key.private_key.as_bytes(), "This file holds a private key"),
        (curve.as_bytes(), "The certificate is not of an RSA key."),
        (long.as_bytes(), "This is no X.509 certificate as text."),
    ] {
        upload(&mut browser, ISSUER, file).await;
        assert!(browser.messages()[0].starts_with(&format!("Error Import Public Certificate: {words}")));
        browser.press("Cancel", &[]).await;
        assert!(browser.shows("No certificate was uploaded yet."));
    }
}

#[tokio::test]
async fn an_alias_is_required_and_given_once() {
    let (practice, _) = practice("workers-ready").await;
    let mut browser = provider(&practice).await;
    let key = made_elsewhere(ISSUER);
    upload(&mut browser, "", key.certificate.as_bytes()).await;
    assert_eq!(browser.messages(), ["Error Certificate Alias: You must enter a value."]);
    browser.press("Cancel", &[]).await;
    upload(&mut browser, "one", key.certificate.as_bytes()).await;
    upload(&mut browser, "one", key.certificate.as_bytes()).await;
    assert_eq!(browser.messages(), ["Error Certificate Alias: Another certificate has this alias. Enter another one."]);
}

#[tokio::test]
async fn what_a_scenario_trusts_is_on_the_page() {
    let (practice, _) = practice("token-ready").await;
    let mut browser = Browser::of(&practice).await;
    browser.open("/security-console/api-authentication").await.follow("practice-vendor").await;
    browser.follow(CERTIFICATES).await;
    assert!(browser.shows("practice-vendor") && browser.shows("SHA-1 Fingerprint"));
}
