//! Key pairs and kept secrets, with a keychain and without one.

use std::{
    fs,
    time::{Duration, Instant},
};

use practice_oracle::{Practice, Who};
use serde_json::{Value, json};
use setup::key::{Certificate, Fingerprint};
use tokio::runtime::Runtime;

use crate::{desk::Desk, session::Session};

const TOKENS: &str = "qooper";
const FILE: &str = "a.oraclesetup";

/// A setup that signs in with tokens, as a draft.
fn token_draft(desk: &Desk) {
    let arguments = ["new", "--guide", TOKENS, "--auth", "jwt", "--issuer", practice_oracle::INTEGRATION_ISSUER];
    let rest = ["--user", practice_oracle::INTEGRATION_USER, "--out", FILE];
    desk.run(&[&arguments[..], &rest].concat()).ended(0);
}

/// A practice Oracle inside the test, so that what it saw can be counted, and a setup that is pointed at it.
struct Pod {
    runtime: Runtime,
    practice: Practice,
}

impl Pod {
    fn start(scenario: &str) -> Self {
        let runtime = Runtime::new().unwrap();
        let options = practice_oracle::Options { scenario: scenario.to_owned(), ..practice_oracle::Options::default() };
        let practice = runtime.block_on(practice_oracle::start(options)).unwrap();
        Self { runtime, practice }
    }

    fn point(&self, desk: &Desk) {
        let origin = self.practice.origin();
        let host = origin.trim_start_matches("https://");
        desk.run(&["set", FILE, "--address", origin, "--allow-host", host]).ended(0);
    }

    fn ca_file(&self) -> &str {
        self.practice.ca_file().to_str().unwrap()
    }

    fn verify(&self, desk: &Desk, extra: &[&str]) -> crate::desk::Said {
        desk.run(&[&["verify", FILE, "--ca-file", self.ca_file(), "--json"], extra].concat())
    }

    fn verify_with(&self, desk: &Desk, secrets: &Value) -> crate::desk::Said {
        let arguments = ["verify", FILE, "--secrets-stdin", "--ca-file", self.ca_file(), "--json"];
        desk.run_with(&arguments, secrets.to_string().as_bytes())
    }

    /// How many requests bore a credential so far.
    fn tried(&self) -> usize {
        self.practice.requests().iter().filter(|request| request.who != Who::Nobody).count()
    }

    fn password(&self) -> Value {
        json!({ "integration": { "password": self.practice.integration().unwrap().password } })
    }
}

impl Drop for Pod {
    fn drop(&mut self) {
        // The server's tasks end with the practice Oracle, and need the runtime until then.
        let _entered = self.runtime.enter();
    }
}

fn check<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap()
}

fn text(desk: &Desk, name: &str) -> String {
    fs::read_to_string(desk.path(name)).unwrap()
}

fn file(desk: &Desk) -> Value {
    serde_json::from_str(&text(desk, FILE)).unwrap()
}

/// What `--secrets-stdin` reads for the private key in that file.
fn secrets_of(desk: &Desk, name: &str) -> Value {
    json!({ "integration": { "private_key": text(desk, name) } })
}

fn with_keychain() -> Desk {
    let desk = Desk::with(Session::start());
    desk.draft("ready.oraclesetup");
    let since = Instant::now();
    while desk.run(&["secret", "status", "ready.oraclesetup", "--json"]).ended(0).json()["keychain"] != "ready" {
        assert!(since.elapsed() < Duration::from_secs(15), "the keychain does not come up");
    }
    desk
}

#[test]
fn a_new_pair_is_a_file_for_oracle_and_a_record_in_the_setup() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.run(&["new", "--guide", TOKENS, "--issuer", "acme-vendor", "--out", FILE]).ended(0);
    let new = ["key", "new", FILE, "--certificate", "a.cer", "--key-out", "a.pem", "--days", "30", "--json"];
    let said = desk.run(&new).ended(0);
    let answer = said.json();
    let certificate = Certificate::read(text(&desk, "a.cer").as_bytes()).unwrap();
    assert_eq!(answer["not_after"], json!(certificate.not_after()));
    for form in ["hex", "base64", "base64url"] {
        let written = answer["fingerprint"][form].as_str().unwrap();
        assert_eq!(Fingerprint::parse(written), Some(certificate.fingerprint()), "{form}");
    }
    assert_eq!((&answer["kept"], &answer["private_key"]), (&json!(false), &json!("a.pem")), "there is no keychain");
    assert!(said.stderr.contains("not encrypted") && said.stderr.contains("--user"), "{}", said.stderr);
    assert_eq!(fs::metadata(desk.path("a.pem")).unwrap().permissions().mode() & 0o777, 0o600);
    let file = file(&desk);
    assert_eq!((&file["authentication"], &file["certificate"]["pem"]), (&json!("jwt"), &json!(text(&desk, "a.cer"))));
    let secret = text(&desk, "a.pem").lines().nth(3).unwrap().to_owned();
    let holders: Vec<_> = desk.files().into_iter().filter(|(_, bytes)| holds(bytes, &secret)).collect();
    assert_eq!(holders.len(), 1, "the private key stands elsewhere than in its own file");
    assert!(!said.stdout.contains(&secret) && !said.stderr.contains(&secret));
}

#[test]
fn a_private_key_that_could_be_kept_nowhere_is_not_made() {
    let desk = Desk::new();
    token_draft(&desk);
    let before = desk.files();
    let said = desk.run(&["key", "new", FILE, "--certificate", "a.cer", "--json"]).ended(1);
    assert_eq!(said.json()["problem"]["code"], "keychain");
    assert!(said.stderr.contains("--key-out"), "{}", said.stderr);
    assert!(desk.files() == before, "something was left behind");
}

#[test]
fn a_pair_that_does_not_match_is_refused_and_one_that_does_is_taken_over() {
    let desk = Desk::new();
    token_draft(&desk);
    for name in ["one", "two"] {
        let (certificate, key) = (format!("{name}.cer"), format!("{name}.pem"));
        desk.run(&["key", "new", FILE, "--certificate", &certificate, "--key-out", &key]).ended(0);
    }
    let before = desk.files();
    let secrets = secrets_of(&desk, "one.pem").to_string();
    let import = |certificate| {
        let arguments = ["key", "import", FILE, "--certificate", certificate, "--secrets-stdin", "--json"];
        desk.run_with(&arguments, secrets.as_bytes())
    };
    assert_eq!(import("two.cer").ended(2).json()["problem"]["code"], "certificate_does_not_match");
    assert_eq!(import("one.pem").ended(2).json()["problem"]["code"], "certificate_is_private_key");
    assert!(desk.files() == before);
    let taken = import("one.cer").ended(0).json();
    assert_eq!((&taken["certificate"], &taken["kept"]), (&json!("one.cer"), &json!(false)));
    assert_eq!(file(&desk)["certificate"]["pem"], text(&desk, "one.cer"));
}

#[test]
fn where_the_vendor_holds_the_key_only_its_certificate_is_taken() {
    let desk = Desk::new();
    token_draft(&desk);
    desk.run(&["key", "new", FILE, "--certificate", "v.cer", "--key-out", "v.pem"]).ended(0);
    desk.run(&["set", FILE, "--branch", "key=vendor"]).ended(0);
    let before = desk.files();
    let new = desk.run(&["key", "new", FILE, "--certificate", "n.cer", "--json"]).ended(2);
    assert_eq!(new.json()["problem"]["code"], "value_invalid");
    let secrets = secrets_of(&desk, "v.pem").to_string();
    let import = ["key", "import", FILE, "--certificate", "v.cer", "--json"];
    let with_key = desk.run_with(&[&import[..], &["--secrets-stdin"]].concat(), secrets.as_bytes()).ended(2);
    assert_eq!(with_key.json()["problem"]["code"], "value_invalid");
    assert!(desk.files() == before);
    assert_eq!(desk.run(&import).ended(0).json()["kept"], false);
    let pod = Pod::start("vendor-holds-the-key");
    pod.point(&desk);
    let admin = json!({ "admin": pod.practice.admin() });
    let report = pod.verify_with(&desk, &admin).ended(4).json();
    assert_eq!(check(&report, "integration_signed_in")["because"], "vendor_holds_the_key");
    assert_eq!(report["verdict"], "cant_tell");
}

#[test]
fn tokens_are_refused_until_the_certificate_is_uploaded_and_the_comparison_says_what_that_mended() {
    let desk = Desk::new();
    token_draft(&desk);
    let pod = Pod::start("certificate-not-uploaded");
    pod.point(&desk);
    desk.run(&["key", "new", FILE, "--certificate", "a.cer", "--key-out", "a.pem"]).ended(0);
    let mut secrets = secrets_of(&desk, "a.pem");
    secrets["admin"] = json!(pod.practice.admin());
    let refused = pod.verify_with(&desk, &secrets).ended(3).json();
    let signed_in = check(&refused, "integration_signed_in");
    assert_eq!(
        (&signed_in["problem"]["code"], &signed_in["step"]),
        (&json!("token_rejected"), &json!("upload-certificate"))
    );
    assert!(refused["compared"].is_null(), "there was no run before");
    pod.practice.trust(practice_oracle::INTEGRATION_ISSUER, &text(&desk, "a.cer")).unwrap();
    let passed = pod.verify_with(&desk, &secrets).ended(0).json();
    assert_eq!(passed["compared"]["since"], refused["finished_at"]);
    assert_eq!(
        passed["compared"]["changes"],
        json!([{
            "check": "integration_signed_in", "subject": null, "direction": "mended", "before": "failed", "now": "passed",
        }])
    );
    desk.run(&["set", FILE, "--issuer", "another"]).ended(0);
    let arguments = ["verify", FILE, "--secrets-stdin", "--ca-file", pod.ca_file()];
    let words = desk.run_with(&arguments, secrets.to_string().as_bytes()).ended(3).stdout;
    assert!(words.contains("Holds no longer:") && words.contains("The integration user can sign in."), "{words}");
    let words = desk.run_with(&arguments, secrets.to_string().as_bytes()).ended(3).stdout;
    assert!(words.contains("Stays as it was:"), "{words}");
    desk.run(&["set", FILE, "--issuer", practice_oracle::INTEGRATION_ISSUER]).ended(0);
    let words = desk.run_with(&arguments, secrets.to_string().as_bytes()).ended(0).stdout;
    assert!(words.contains("Mended:"), "{words}");
    let words = desk.run_with(&arguments, secrets.to_string().as_bytes()).ended(0).stdout;
    assert!(
        words.contains("Since the run before") && words.contains("nothing was mended and nothing broke"),
        "{words}"
    );
}

#[test]
fn a_secret_of_the_other_kind_is_not_sent() {
    let desk = Desk::new();
    token_draft(&desk);
    let pod = Pod::start("token-ready");
    pod.point(&desk);
    let said = pod.verify_with(&desk, &json!({ "integration": { "password": "tiger" } })).ended(4);
    assert_eq!(check(&said.json(), "integration_signed_in")["because"], "no_integration_credential");
    assert!(said.stderr.contains("private_key"), "{}", said.stderr);
    assert_eq!(pod.tried(), 0);
    let kept =
        desk.run_with(&["secret", "set", FILE, "--secrets-stdin", "--json"], br#"{"integration":{"password":"p"}}"#);
    assert_eq!(kept.ended(2).json()["problem"]["code"], "secrets_malformed");
}

#[test]
fn says_what_tokens_need_before_anyone_wonders_why_the_user_is_not_tried() {
    let desk = Desk::new();
    desk.run(&["new", "--guide", TOKENS, "--auth", "jwt", "--user", "ann", "--out", FILE]).ended(0);
    let pod = Pod::start("token-ready");
    pod.point(&desk);
    let said = pod.verify(&desk, &[]).ended(4);
    assert!(said.stderr.contains("no trusted issuer") && said.stderr.contains("no certificate"), "{}", said.stderr);
    assert!(!said.stderr.contains("no integration user"), "{}", said.stderr);
}

#[test]
fn a_kept_key_signs_in_and_a_forgotten_one_does_not() {
    let desk = with_keychain();
    token_draft(&desk);
    let pod = Pod::start("token-ready");
    pod.point(&desk);
    let made = desk.run(&["key", "new", FILE, "--certificate", "a.cer", "--json"]).ended(0).json();
    assert_eq!(made["kept"], true);
    let stored = || desk.run(&["secret", "status", FILE, "--json"]).ended(0).json()["stored"].clone();
    assert_eq!(stored(), true);
    pod.practice.trust(practice_oracle::INTEGRATION_ISSUER, &text(&desk, "a.cer")).unwrap();
    let report = pod.verify(&desk, &[]).ended(4).json();
    assert_eq!(check(&report, "rows_visible")["verdict"], "passed");
    assert_eq!(check(&report, "user_exists")["because"], "no_admin_credential");
    // The certificate was made anew for the same key: that alone is taken over.
    assert_eq!(desk.run(&["key", "import", FILE, "--certificate", "a.cer", "--json"]).ended(0).json()["kept"], true);
    assert_eq!(desk.run(&["secret", "forget", FILE, "--json"]).ended(0).json()["forgotten"], true);
    assert_eq!(stored(), false);
    let report = pod.verify(&desk, &[]).ended(4).json();
    assert_eq!(check(&report, "integration_signed_in")["because"], "no_integration_credential");
    let nothing = desk.run(&["key", "import", FILE, "--certificate", "a.cer", "--json"]).ended(2).json();
    assert_eq!(nothing["problem"]["code"], "value_missing");
}

#[test]
fn a_kept_key_is_handed_over_after_one_sign_in_with_its_certificate_in_each_form() {
    let desk = with_keychain();
    token_draft(&desk);
    let pod = Pod::start("token-ready");
    pod.point(&desk);
    desk.run(&["key", "new", FILE, "--certificate", "a.cer"]).ended(0);
    pod.practice.trust(practice_oracle::INTEGRATION_ISSUER, &text(&desk, "a.cer")).unwrap();
    pod.verify(&desk, &[]).ended(4);
    let made = desk.run(&["recipient", "new", "--out", "vendor.key", "--json"]).ended(0).json();
    let to = made["recipient"].as_str().unwrap();
    let before = pod.tried();
    desk.run(&["handover", FILE, "--to", to, "--out", "out.age", "--ca-file", pod.ca_file()]).ended(0);
    assert_eq!(pod.tried() - before, 1, "the secret is tried once");
    let receive = ["receive", "out.age", "--identity", "vendor.key", "--json"];
    let revealed = desk.run(&[&receive[..], &["--reveal"]].concat()).ended(0).json();
    assert_eq!(revealed["secret"]["kind"], "private_key");
    assert!(revealed["secret"]["value"].as_str().unwrap().starts_with("-----BEGIN PRIVATE KEY-----\n"));
    let forms = ["sha1_hex", "sha1_base64", "sha1_base64url"];
    let forms = forms.map(|form| revealed["connection"]["certificate"][form].as_str().unwrap().len());
    assert_eq!(forms, [59, 28, 27]);
    desk.run(&["secret", "forget", FILE]).ended(0);
    assert_eq!(desk.run(&[&receive[..], &["--keychain"]].concat()).ended(0).json()["stored"], true);
    assert_eq!(desk.run(&["secret", "status", FILE, "--json"]).ended(0).json()["stored"], true);
}

#[test]
fn where_the_vendor_holds_the_key_nothing_secret_is_sealed_and_nothing_is_proved() {
    let desk = Desk::new();
    token_draft(&desk);
    let pod = Pod::start("token-ready");
    pod.point(&desk);
    desk.run(&["set", FILE, "--branch", "key=vendor"]).ended(0);
    pod.verify(&desk, &[]).ended(4);
    let made = desk.run(&["recipient", "new", "--out", "vendor.key", "--json"]).ended(0).json();
    let to = made["recipient"].as_str().unwrap();
    let handover = ["handover", FILE, "--to", to, "--out", "out.age", "--ca-file", pod.ca_file(), "--json"];
    assert_eq!(desk.run(&handover).ended(3).json()["problem"]["reason"], "not_proven");
    desk.run(&[&handover[..], &["--unverified", "The vendor holds the key"]].concat()).ended(0);
    let envelope = desk.run(&["receive", "out.age", "--identity", "vendor.key", "--reveal", "--json"]).ended(0).json();
    assert_eq!((&envelope["secret"], &envelope["sign_in"]["verdict"]), (&Value::Null, &json!("skipped")));
    assert_eq!(pod.tried(), 0);
}

#[test]
fn a_pair_whose_setup_can_not_be_changed_leaves_the_one_before_in_use() {
    let desk = with_keychain();
    token_draft(&desk);
    let pod = Pod::start("token-ready");
    pod.point(&desk);
    desk.run(&["key", "new", FILE, "--certificate", "a.cer"]).ended(0);
    pod.practice.trust(practice_oracle::INTEGRATION_ISSUER, &text(&desk, "a.cer")).unwrap();
    let before = desk.files();
    let lock = fs::OpenOptions::new().read(true).write(true).open(desk.path(&format!(".{FILE}.lock"))).unwrap();
    lock.lock().unwrap();
    let refused = desk.run(&["key", "new", FILE, "--certificate", "b.cer", "--json"]).ended(1).json();
    assert_eq!(refused["problem"]["code"], "file_in_use");
    drop(lock);
    assert!(desk.files() == before, "the certificate of a pair that is not used was left behind");
    let report = pod.verify(&desk, &[]).ended(4).json();
    assert_eq!(check(&report, "integration_signed_in")["verdict"], "passed");
}

#[test]
fn a_kept_secret_that_oracle_refused_is_not_sent_again_until_someone_says_so() {
    let desk = with_keychain();
    let pod = Pod::start("wrong-password");
    desk.run(&["new", "--guide", TOKENS, "--user", practice_oracle::INTEGRATION_USER, "--out", FILE]).ended(0);
    pod.point(&desk);
    let keep = || {
        let secrets = pod.password().to_string();
        desk.run_with(&["secret", "set", FILE, "--secrets-stdin"], secrets.as_bytes()).ended(0);
    };
    keep();
    let tried_by = |run: &dyn Fn() -> Value| {
        let before = pod.tried();
        let report = run();
        (pod.tried() - before, check(&report, "integration_signed_in").clone())
    };
    let (tried, signed_in) = tried_by(&|| pod.verify(&desk, &[]).ended(3).json());
    assert_eq!((tried, &signed_in["problem"]["code"]), (1, &json!("integration_rejected")));
    let (tried, signed_in) = tried_by(&|| pod.verify(&desk, &[]).ended(4).json());
    assert_eq!((tried, &signed_in["because"]), (0, &json!("secret_was_refused")));
    assert!(signed_in["remedy"].as_str().unwrap().contains("--oracle-changed"), "{signed_in}");
    let (tried, _) = tried_by(&|| pod.verify(&desk, &["--oracle-changed"]).ended(3).json());
    assert_eq!(tried, 1);
    let (tried, _) = tried_by(&|| pod.verify(&desk, &[]).ended(4).json());
    assert_eq!(tried, 0, "it was refused once more");
    keep();
    assert!(file(&desk)["refused_at"].is_null());
    let (tried, _) = tried_by(&|| pod.verify(&desk, &[]).ended(3).json());
    assert_eq!(tried, 1, "a secret that was typed anew may be tried");
}

fn holds(bytes: &[u8], wanted: &str) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes())
}
