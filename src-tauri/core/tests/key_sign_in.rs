//! A verification with a private key in place of a password, against a TLS server that is OpenSSL's own. The program
//! `openssl` must be installed.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use setup::{
    checks::{Because, CheckId, Named, Reason, Report, Settings, Verdict, verify},
    credentials::{AdminCredential, Credentials, IntegrationCredential, read_secrets},
    guide::{self, Authentication},
    key::Pair,
    oracle::Options,
    problem::Problem,
    report,
    setup_file::SetupFile,
};

/// Oracle's clock in these tests, against this computer's.
const AHEAD: i64 = 1000;

/// A pod that answers 401 to whoever comes without a token, and no rows to whoever bears one.
struct Pod {
    server: Child,
    port: u16,
    certificate: Vec<u8>,
    authorizations: Arc<Mutex<Vec<String>>>,
    _folder: tempfile::TempDir,
}

impl Pod {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        openssl(
            folder.path(),
            "req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out tls.cer -subj /CN=localhost \
             -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE",
        );
        let mut server = Command::new("openssl")
            .args(["s_server", "-quiet", "-accept", &port.to_string(), "-cert", "tls.cer", "-key", "tls.key"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let authorizations = Arc::new(Mutex::new(Vec::new()));
        let (asked, mut answers) = (BufReader::new(server.stdout.take().unwrap()), server.stdin.take().unwrap());
        let seen = Arc::clone(&authorizations);
        thread::spawn(move || {
            let mut authorization = None;
            for line in asked.lines().map_while(Result::ok) {
                if let Some(value) = line.strip_prefix("authorization: ") {
                    authorization = Some(value.to_owned());
                } else if line.is_empty() {
                    let (status, body) = match authorization.take() {
                        None => ("401 Unauthorized", ""),
                        Some(value) => {
                            seen.lock().unwrap().push(value);
                            ("200 OK", r#"{"items":[],"count":0,"hasMore":false,"limit":1,"offset":0,"links":[]}"#)
                        }
                    };
                    let date = (Timestamp::now() + SignedDuration::from_secs(AHEAD)).strftime("%a, %d %b %Y %T GMT");
                    let length = body.len();
                    let answer = format!(
                        "HTTP/1.1 {status}\r\ndate: {date}\r\ncontent-type: application/json\r\n\
                         content-length: {length}\r\n\r\n{body}"
                    );
                    answers.write_all(answer.as_bytes()).unwrap();
                    answers.flush().unwrap();
                }
            }
        });
        wait_for(port);
        let certificate = std::fs::read(folder.path().join("tls.cer")).unwrap();
        Self { server, port, certificate, authorizations, _folder: folder }
    }

    fn authorizations(&self) -> Vec<String> {
        self.authorizations.lock().unwrap().clone()
    }
}

impl Drop for Pod {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl").args(arguments.split_whitespace()).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A connection would be a client of its own to this server, so its port is looked for as taken.
fn wait_for(port: u16) {
    for _ in 0..200 {
        if TcpListener::bind(("127.0.0.1", port)).is_err() || TcpListener::bind(("::1", port)).is_err() {
            return;
        }
        thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("the server did not start");
}

/// A setup of a guide that knows tokens.
fn setup_on(port: u16) -> (SetupFile, Pair) {
    let guide = guide::builtins().iter().find(|guide| guide.authentications.contains(&Authentication::Jwt)).unwrap();
    let mut file = SetupFile::new(guide, None, Timestamp::now());
    let pair = Pair::generate("vendor-integration", 30, Timestamp::now()).unwrap();
    file.allow_host = Some(format!("localhost:{port}"));
    file.host = Some(format!("localhost:{port}"));
    file.user = Some("VENDOR.USER".to_owned());
    file.authentication = Authentication::Jwt;
    file.issuer = Some("vendor-integration".to_owned());
    file.certificate = Some(pair.certificate.clone().into());
    (file, pair)
}

async fn verified(
    file: &SetupFile,
    integration: Option<IntegrationCredential>,
    ca_pem: Option<Vec<u8>>,
    only: &[&str],
) -> Result<Report, Problem> {
    verified_as(file, Credentials { admin: None, integration }, ca_pem, only).await
}

async fn verified_as(
    file: &SetupFile,
    credentials: Credentials,
    ca_pem: Option<Vec<u8>>,
    only: &[&str],
) -> Result<Report, Problem> {
    let settings = Settings {
        credentials,
        kept_secret: false,
        options: Options { ca_pem },
        only: only.iter().map(|name| Named::parse(name).unwrap()).collect(),
        now: Timestamp::now,
    };
    verify(file, settings, |_| {}).await
}

#[tokio::test]
async fn signs_in_with_one_token_by_oracles_clock() {
    let pod = Pod::start();
    let (file, pair) = setup_on(pod.port);
    let key = Some(IntegrationCredential::Key(pair.key.clone()));
    let only = ["integration_signed_in", "rows_visible"];
    let before = Timestamp::now().as_second() + AHEAD;
    let report = verified(&file, key, Some(pod.certificate.clone()), &only).await.unwrap();
    let signed_in = report.check(CheckId::IntegrationSignedIn).unwrap();
    assert_eq!(signed_in.verdict, Verdict::Passed, "{signed_in:?}");
    assert_eq!(report.check(CheckId::RowsVisible).unwrap().verdict, Verdict::Failed);
    let sent = pod.authorizations();
    let token = sent[0].strip_prefix("Bearer ").unwrap();
    assert!(sent.iter().all(|one| one == &sent[0]), "one token a run");
    let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    let iat = claims["iat"].as_i64().unwrap();
    assert!((before - 5..=before + 5).contains(&iat), "{iat} is not {before}, Oracle's time");
    assert_eq!(claims["exp"].as_i64().unwrap() - iat, 300);
    assert_eq!((&claims["iss"], &claims["prn"]), (&json!("vendor-integration"), &json!("VENDOR.USER")));
    let report = serde_json::to_string(&report).unwrap();
    assert!(!report.contains(token), "the token stands in the report");
}

#[tokio::test]
async fn a_clock_that_would_break_tokens_is_a_failure_with_a_key() {
    let pod = Pod::start();
    let (file, pair) = setup_on(pod.port);
    let key = Some(IntegrationCredential::Key(pair.key));
    let report = verified(&file, key, Some(pod.certificate.clone()), &["clock_agrees"]).await.unwrap();
    let clock = report.check(CheckId::ClockAgrees).unwrap();
    assert_eq!(clock.verdict, Verdict::Failed);
    assert!(
        matches!(clock.problem, Some(Problem::ClockDiffers { seconds }) if (seconds - AHEAD).abs() < 5),
        "{clock:?}"
    );
}

#[tokio::test]
async fn an_administrator_who_is_the_integration_user_is_refused_before_anything_is_sent() {
    let pod = Pod::start();
    let (file, pair) = setup_on(pod.port);
    let user = file.user.clone().unwrap();
    let credentials = Credentials {
        admin: Some(AdminCredential::Password { user: user.to_lowercase(), password: "p".into() }),
        integration: Some(IntegrationCredential::Key(pair.key)),
    };
    let refused = verified_as(&file, credentials, Some(pod.certificate.clone()), &[]).await;
    assert_eq!(refused.map(drop), Err(Problem::AdminIsIntegrationUser { user }));
    assert!(pod.authorizations().is_empty());
}

#[tokio::test]
async fn a_name_that_a_sign_in_can_not_bear_is_refused_before_anything_is_sent() {
    let pod = Pod::start();
    let (file, pair) = setup_on(pod.port);
    let credentials = Credentials {
        admin: Some(AdminCredential::Password { user: "ann:admin".to_owned(), password: "p".into() }),
        integration: Some(IntegrationCredential::Key(pair.key)),
    };
    let refused = verified_as(&file, credentials, Some(pod.certificate.clone()), &[]).await;
    assert!(matches!(refused.map(drop), Err(Problem::ValueInvalid { field, .. }) if field == "user"));
    assert!(pod.authorizations().is_empty());
}

#[tokio::test]
async fn the_key_of_another_certificate_is_refused_before_anything_is_sent() {
    let pod = Pod::start();
    let (file, _) = setup_on(pod.port);
    let (_, other) = setup_on(pod.port);
    let key = Some(IntegrationCredential::Key(other.key));
    let refused = verified(&file, key, Some(pod.certificate.clone()), &[]).await;
    assert_eq!(refused.map(drop), Err(Problem::CertificateDoesNotMatch));
    assert!(pod.authorizations().is_empty());
}

/// What each check as the integration user says that it was skipped for.
async fn skipped_for(file: &SetupFile, integration: Option<IntegrationCredential>) -> Vec<Because> {
    let report = verified(file, integration, None, &[]).await.unwrap();
    assert_ne!(report.verdict, Verdict::Passed);
    let as_integration = [CheckId::IntegrationSignedIn, CheckId::ResourceReadable, CheckId::RowsVisible];
    let mut found: Vec<Because> = report
        .checks
        .iter()
        .filter(|check| as_integration.contains(&check.id))
        .map(|check| check.because.unwrap_or_else(|| panic!("{check:?}")))
        .collect();
    found.dedup();
    found
}

#[tokio::test]
async fn where_the_vendor_holds_the_key_nothing_is_asked_as_the_integration_user() {
    let (mut file, pair) = setup_on(free_port());
    file.branches.insert("key".to_owned(), "vendor".to_owned());
    let because = [Because::Reason(Reason::VendorHoldsTheKey)];
    assert_eq!(skipped_for(&file, None).await, because);
    assert_eq!(skipped_for(&file, Some(IntegrationCredential::Key(pair.key))).await, because);
}

#[tokio::test]
async fn who_holds_the_key_does_not_matter_with_a_password() {
    let (mut file, _) = setup_on(free_port());
    file.branches.insert("key".to_owned(), "vendor".to_owned());
    file.authentication = Authentication::Basic;
    assert_eq!(skipped_for(&file, None).await, [Because::Reason(Reason::NoIntegrationCredential)]);
}

#[tokio::test]
async fn a_token_needs_issuer_certificate_and_key() {
    let (file, pair) = setup_on(free_port());
    let key = || Some(IntegrationCredential::Key(pair.key.clone()));
    let missing = [Because::Reason(Reason::NoIntegrationCredential)];
    let (mut no_issuer, mut no_certificate) = (file.clone(), file.clone());
    no_issuer.issuer = None;
    no_certificate.certificate = None;
    assert_eq!(skipped_for(&no_issuer, key()).await, missing);
    assert_eq!(skipped_for(&no_certificate, key()).await, missing);
    let password = Some(IntegrationCredential::Password("p".to_owned().into()));
    assert_eq!(skipped_for(&file, password).await, missing);
    assert_eq!(skipped_for(&file, key()).await[0], Because::Check(CheckId::HostReachable));
}

#[tokio::test]
async fn a_key_is_no_credential_where_a_password_is_asked_for() {
    let (mut file, pair) = setup_on(free_port());
    file.authentication = Authentication::Basic;
    let key = Some(IntegrationCredential::Key(pair.key));
    assert_eq!(skipped_for(&file, key).await, [Because::Reason(Reason::NoIntegrationCredential)]);
}

#[test]
fn secrets_hold_a_password_or_a_key_with_its_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    openssl(folder.path(), "genrsa -out key.pem 2048");
    openssl(folder.path(), "pkcs8 -topk8 -in key.pem -passout pass:right -out encrypted.pem");
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let read = |integration: Value| read_secrets(&json!({ "integration": integration }).to_string());
    let key = read(json!({ "private_key": text("key.pem") })).unwrap().credentials.integration.unwrap();
    assert_eq!(key.key().unwrap().bits(), 2048);
    let encrypted = |passphrase: &str| {
        read(json!({ "private_key": text("encrypted.pem"), "private_key_passphrase": passphrase })).map(drop)
    };
    assert_eq!(encrypted("right"), Ok(()));
    assert_eq!(encrypted("wrong"), Err(Problem::KeyPassphraseWrong));
    assert_eq!(read(json!({ "private_key": text("encrypted.pem") })).map(drop), Err(Problem::KeyNeedsPassphrase));
    for both in [
        json!({ "password": "p", "private_key": text("key.pem") }),
        json!({ "private_key_passphrase": "p" }),
        json!({}),
    ] {
        assert!(matches!(read(both), Err(Problem::SecretsMalformed { .. })));
    }
}

#[test]
fn the_setup_file_holds_the_certificate_and_nothing_of_the_key() {
    let (file, pair) = setup_on(1);
    let text = serde_json::to_string(&file).unwrap();
    let kept: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(kept["certificate"]["sha1_hex"], pair.certificate.fingerprint().hex());
    assert_eq!(kept["certificate"]["pem"], pair.certificate.pem());
    assert_eq!(serde_json::from_str::<SetupFile>(&text).unwrap(), file);
    let pem: SecretString = pair.key.to_pem().unwrap();
    let shared = pem.expose_secret().lines().filter(|line| text.contains(line)).count();
    assert_eq!(shared, 0);
    assert_eq!(file.for_another_pod(Timestamp::now()).certificate, None);
}

#[test]
fn the_sheet_holds_the_fields_of_the_chosen_way_alone() {
    let (mut file, pair) = setup_on(1);
    let fingerprint = pair.certificate.fingerprint();
    let sheet = report::sheet(&file).unwrap();
    let value = |id: &str| sheet.fields.iter().find(|field| field.id == id).map(|field| field.value.clone());
    assert_eq!(value("issuer").as_deref(), Some("vendor-integration"));
    assert_eq!(value("fingerprint_hex"), Some(fingerprint.hex()));
    assert_eq!(value("fingerprint_base64"), Some(fingerprint.base64()));
    assert_eq!(value("fingerprint_base64url"), Some(fingerprint.base64url()));
    assert_eq!(value("certificate"), Some(pair.certificate.pem()));
    let text = sheet.text();
    assert!(text.contains(&pair.certificate.pem()), "{text}");
    assert!(text.contains("Private key") && !text.contains("Password"), "{text}");

    file.branches.insert("key".to_owned(), "vendor".to_owned());
    assert!(!report::sheet(&file).unwrap().text().contains("Private key"));

    file.authentication = Authentication::Basic;
    let sheet = report::sheet(&file).unwrap();
    let of_tokens = ["issuer", "fingerprint", "fingerprint_hex", "certificate", "private_key"];
    assert!(sheet.fields.iter().all(|field| !of_tokens.contains(&field.id.as_str())), "{:?}", sheet.fields);
    let text = sheet.text();
    assert!(text.contains("Password") && !text.contains("Private key"), "{text}");
}
