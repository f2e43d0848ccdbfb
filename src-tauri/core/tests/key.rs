//! Keys, certificates and tokens beside OpenSSL as an independent peer: what it makes is read here, and what is made
//! here holds for it. The program `openssl` must be installed.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use setup::{
    key::{Certificate, DAYS, MOST_DAYS, Pair, PrivateKey},
    problem::Problem,
    token,
    words::of_refusal,
};

/// A folder in which OpenSSL works.
struct Bench(tempfile::TempDir);

impl Bench {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn text(&self, name: &str) -> SecretString {
        String::from_utf8(self.bytes(name)).unwrap().into()
    }

    fn tried(&self, arguments: &str) -> Output {
        Command::new("openssl").args(arguments.split_whitespace()).current_dir(self.0.path()).output().unwrap()
    }

    /// Runs one OpenSSL command and returns what it printed.
    fn openssl(&self, arguments: &str) -> String {
        let output = self.tried(arguments);
        assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn read(&self, name: &str, passphrase: Option<&str>) -> Result<PrivateKey, Problem> {
        let passphrase = passphrase.map(SecretString::from);
        PrivateKey::read(&self.text(name), passphrase.as_ref())
    }
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Problem>) -> Problem {
    let Err(problem) = result else { panic!("{result:?}") };
    let words = of_refusal(&problem);
    assert!(!words.title.is_empty() && !words.meaning.is_empty() && !words.remedy.is_empty(), "{problem:?}");
    problem
}

/// The same key, by what both sign.
fn assert_same(key: &PrivateKey, bench: &Bench, name: &str) {
    bench.put("ours.pem", key.to_pem().unwrap().expose_secret());
    let modulus = |file: &str| bench.openssl(&format!("rsa -in {file} -noout -modulus"));
    assert_eq!(modulus("ours.pem"), modulus(name));
}

#[test]
fn reads_each_form_that_openssl_writes_a_key_in() {
    let bench = Bench::new();
    bench.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out pkcs8.pem");
    bench.openssl("rsa -in pkcs8.pem -traditional -out pkcs1.pem");
    assert!(bench.text("pkcs1.pem").expose_secret().starts_with("-----BEGIN RSA PRIVATE KEY-----"));
    bench.openssl("req -new -x509 -key pkcs8.pem -subj /CN=a -out certificate.pem");
    let together = [bench.bytes("certificate.pem"), bench.bytes("pkcs8.pem")].concat();
    bench.put("together.pem", together);
    let crlf = bench.text("pkcs1.pem").expose_secret().replace('\n', "\r\n");
    bench.put("crlf.pem", format!("\u{feff}Bag Attributes\r\n{crlf}"));
    for name in ["pkcs8.pem", "pkcs1.pem", "together.pem", "crlf.pem"] {
        let key = bench.read(name, None).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        assert_eq!(key.bits(), 2048, "{name}");
        assert_same(&key, &bench, "pkcs8.pem");
    }
}

#[test]
fn reads_larger_keys_too() {
    let bench = Bench::new();
    bench.openssl("genrsa -out large.pem 3072");
    assert_eq!(bench.read("large.pem", None).unwrap().bits(), 3072);
}

#[test]
fn opens_an_encrypted_key_with_its_passphrase_alone() {
    let bench = Bench::new();
    bench.openssl("genrsa -out key.pem 2048");
    for (number, scheme) in
        ["", "-v2 aes-128-cbc", "-v2 des3", "-v2 aes256 -v2prf hmacWithSHA1", "-scrypt"].iter().enumerate()
    {
        let name = format!("encrypted-{number}.pem");
        bench.openssl(&format!("pkcs8 -topk8 {scheme} -in key.pem -passout pass:correct-horse -out {name}"));
        let key = bench.read(&name, Some("correct-horse")).unwrap_or_else(|problem| panic!("{scheme}: {problem:?}"));
        assert_same(&key, &bench, "key.pem");
        assert_eq!(refusal(bench.read(&name, None)), Problem::KeyNeedsPassphrase, "{scheme}");
        assert_eq!(refusal(bench.read(&name, Some(""))), Problem::KeyNeedsPassphrase, "{scheme}");
        assert_eq!(refusal(bench.read(&name, Some("Correct-horse"))), Problem::KeyPassphraseWrong, "{scheme}");
    }
}

#[test]
fn a_wrong_passphrase_is_named_as_such_also_where_the_padding_happens_to_fit() {
    let bench = Bench::new();
    bench.openssl("genrsa -out key.pem 2048");
    bench.openssl("pkcs8 -topk8 -iter 1 -in key.pem -passout pass:right -out encrypted.pem");
    for number in 0..1000 {
        let wrong = bench.read("encrypted.pem", Some(&format!("wrong-{number}")));
        assert!(matches!(wrong, Err(Problem::KeyPassphraseWrong)), "{number}: {wrong:?}");
    }
}

#[test]
fn opens_a_key_in_the_encryption_before_pkcs8_with_its_passphrase_alone() {
    let bench = Bench::new();
    bench.openssl("genrsa -out key.pem 2048");
    for cipher in ["aes128", "aes192", "aes256", "des3"] {
        let name = format!("{cipher}.pem");
        bench.openssl(&format!("rsa -in key.pem -traditional -{cipher} -passout pass:correct-horse -out {name}"));
        let text = bench.text(&name).expose_secret().to_owned();
        assert!(text.contains("Proc-Type: 4,ENCRYPTED"), "{text}");
        let key = bench.read(&name, Some("correct-horse")).unwrap_or_else(|problem| panic!("{cipher}: {problem:?}"));
        assert_same(&key, &bench, "key.pem");
        // As it arrives by mail and by a form that drops empty lines.
        for (at, pasted) in [text.replace('\n', "\r\n  "), text.replace("\n\n", "\n")].iter().enumerate() {
            let name = format!("{cipher}-pasted-{at}.pem");
            bench.put(&name, pasted);
            assert_same(&bench.read(&name, Some("correct-horse")).unwrap(), &bench, "key.pem");
        }
        assert_eq!(refusal(bench.read(&name, None)), Problem::KeyNeedsPassphrase, "{cipher}");
        assert_eq!(refusal(bench.read(&name, Some(""))), Problem::KeyNeedsPassphrase, "{cipher}");
        for number in 0..500 {
            let wrong = bench.read(&name, Some(&format!("wrong-{number}")));
            assert!(matches!(wrong, Err(Problem::KeyPassphraseWrong)), "{cipher} {number}: {wrong:?}");
        }
    }
}

#[test]
fn says_how_to_convert_a_key_in_an_encryption_that_is_not_read() {
    let bench = Bench::new();
    bench.openssl("genrsa -out key.pem 2048");
    bench.openssl("rsa -in key.pem -traditional -camellia256 -passout pass:old -out camellia.pem");
    bench.openssl("pkcs8 -topk8 -v1 PBE-SHA1-3DES -in key.pem -passout pass:old -out pkcs12-scheme.pem");
    for name in ["camellia.pem", "pkcs12-scheme.pem"] {
        let problem = refusal(bench.read(name, Some("old")));
        assert_eq!(problem, Problem::KeyEncryptionOutdated, "{name}");
        assert!(of_refusal(&problem).remedy.contains("openssl pkcs8 -topk8"));
    }
    // The remedy, as a person would follow it.
    bench.openssl("pkcs8 -topk8 -in camellia.pem -passin pass:old -passout pass:new -out private.pem");
    assert_same(&bench.read("private.pem", Some("new")).unwrap(), &bench, "key.pem");
}

#[test]
fn says_what_a_text_is_that_is_no_rsa_private_key() {
    let bench = Bench::new();
    bench.openssl("genrsa -out key.pem 2048");
    bench.openssl("rsa -in key.pem -pubout -out public.pem");
    bench.openssl("rsa -in key.pem -RSAPublicKey_out -out public-pkcs1.pem");
    bench.openssl("req -new -x509 -key key.pem -subj /CN=a -out certificate.pem");
    bench.openssl("req -new -key key.pem -subj /CN=a -out request.pem");
    bench.openssl("ecparam -name prime256v1 -genkey -noout -out ec.pem");
    bench.openssl("pkcs8 -topk8 -nocrypt -in ec.pem -out ec-pkcs8.pem");
    bench.openssl("genpkey -algorithm ED25519 -out ed25519.pem");
    bench.openssl("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.pem");
    bench.openssl("genrsa -out short.pem 1024");
    bench.openssl("genrsa -traditional -out short-pkcs1.pem 1024");
    bench.openssl("genrsa -out almost.pem 2047");
    bench.put("ssh.pem", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----\n");
    bench.put("ssh.pub", "ssh-rsa AAAAB3NzaC1yc2E someone@example");
    bench.put("putty.ppk", "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n");
    bench.put("empty.pem", "");
    bench.put("prose.pem", "the key is in the other file");
    bench.put("damaged.pem", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----\n");
    bench.put("not-base64.pem", "-----BEGIN PRIVATE KEY-----\n$$$$\n-----END PRIVATE KEY-----\n");
    let whole = bench.text("key.pem");
    bench.put("cut.pem", &whole.expose_secret()[..whole.expose_secret().len() / 2]);
    let not_rsa = |algorithm: &str| Problem::KeyNotRsa { algorithm: algorithm.to_owned() };
    let short = |bits| Problem::KeyTooShort { bits, least: 2048 };
    for (name, expected) in [
        ("public.pem", Problem::KeyIsPublic),
        ("public-pkcs1.pem", Problem::KeyIsPublic),
        ("certificate.pem", Problem::KeyIsCertificate),
        ("request.pem", Problem::KeyMalformed),
        ("ec.pem", not_rsa("EC")),
        ("ec-pkcs8.pem", not_rsa("EC")),
        ("ed25519.pem", not_rsa("Ed25519")),
        ("pss.pem", not_rsa("RSA-PSS")),
        ("short.pem", short(1024)),
        ("short-pkcs1.pem", short(1024)),
        ("almost.pem", short(2047)),
        ("ssh.pem", Problem::KeyIsSsh),
        ("ssh.pub", Problem::KeyIsSsh),
        ("putty.ppk", Problem::KeyIsSsh),
        ("empty.pem", Problem::KeyMalformed),
        ("prose.pem", Problem::KeyMalformed),
        ("damaged.pem", Problem::KeyMalformed),
        ("not-base64.pem", Problem::KeyMalformed),
        ("cut.pem", Problem::KeyMalformed),
    ] {
        assert_eq!(refusal(bench.read(name, None)), expected, "{name}");
    }
}

#[test]
fn a_key_whose_numbers_were_tampered_with_is_not_read() {
    let bench = Bench::new();
    bench.openssl("genrsa -traditional -out key.pem 2048");
    bench.openssl("rsa -in key.pem -traditional -outform DER -out key.der");
    let mut der = bench.bytes("key.der");
    // In the middle lie the private exponent and the primes.
    let middle = der.len() / 2;
    der[middle] ^= 1;
    let body = base64::prelude::BASE64_STANDARD.encode(&der);
    bench.put("tampered.pem", format!("-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\n"));
    assert_eq!(refusal(bench.read("tampered.pem", None)), Problem::KeyMalformed);
}

#[test]
fn openssl_accepts_the_certificate_that_is_made_here() {
    let bench = Bench::new();
    let now = Timestamp::now();
    let pair = Pair::generate("vendor-integration", 30, now).unwrap();
    bench.put("certificate.cer", pair.certificate.pem());
    bench.put("key.pem", pair.key.to_pem().unwrap().expose_secret());
    bench.openssl("verify -x509_strict -CAfile certificate.cer certificate.cer");
    let shown =
        bench.openssl("x509 -in certificate.cer -noout -subject -issuer -enddate -fingerprint -sha1 -dateopt iso_8601");
    let line = |start: &str| shown.lines().find_map(|line| line.strip_prefix(start)).unwrap().to_owned();
    assert_eq!(line("subject="), "CN = vendor-integration");
    assert_eq!(line("issuer="), "CN = vendor-integration");
    assert_eq!(line("sha1 Fingerprint="), pair.certificate.fingerprint().hex());
    let until: Timestamp = line("notAfter=").replace(' ', "T").parse().unwrap();
    assert_eq!(until, pair.certificate.not_after());
    assert_eq!(until.as_second(), (now + SignedDuration::from_hours(24 * 30)).as_second());
    let text = bench.openssl("x509 -in certificate.cer -noout -text");
    assert!(text.contains("Signature Algorithm: sha256WithRSAEncryption") && text.contains("Version: 3"), "{text}");
    let modulus = |what: &str| bench.openssl(&format!("{what} -noout -modulus"));
    assert_eq!(modulus("x509 -in certificate.cer"), modulus("rsa -in key.pem"));
    bench.openssl("rsa -in key.pem -check -noout");
}

#[test]
fn the_base64_fingerprint_is_what_the_guides_command_prints() {
    let bench = Bench::new();
    bench.openssl("req -x509 -newkey rsa:2048 -nodes -keyout private.key -subj /CN=a -days 365 -out certificate.cer");
    bench.openssl("x509 -in certificate.cer -outform DER -out certificate.der");
    bench.openssl("dgst -sha1 -binary -out hash certificate.der");
    let printed = bench.openssl("base64 -in hash");
    let read = Certificate::read(&bench.bytes("certificate.cer")).unwrap();
    assert_eq!(read.fingerprint().base64(), printed.trim());
}

#[test]
fn a_certificate_holds_as_many_days_as_asked_for_and_no_other_number() {
    let now = Timestamp::now();
    for days in [0, MOST_DAYS + 1, u16::MAX] {
        assert!(matches!(refusal(Pair::generate("a", days, now)), Problem::ValueInvalid { .. }), "{days}");
    }
    let pair = Pair::generate(&"n".repeat(300), DAYS, now).unwrap();
    pair.certificate.holds_at(now + SignedDuration::from_hours(24 * 365 - 1)).unwrap();
    assert!(pair.certificate.holds_at(now + SignedDuration::from_hours(24 * 365 + 1)).is_err());
}

#[test]
fn a_pair_made_by_openssl_is_imported_with_its_certificate_as_pem_or_der() {
    let bench = Bench::new();
    bench.openssl("genrsa -out private.key 2048");
    bench.openssl("req -new -x509 -key private.key -subj /CN=a -out certificate.cer -days 365");
    bench.openssl("x509 -in certificate.cer -outform DER -out certificate.der");
    let now = Timestamp::now() + SignedDuration::from_secs(1);
    let import = |name: &str| Pair::import(&bench.text("private.key"), None, &bench.bytes(name), now).unwrap();
    let (pem, der) = (import("certificate.cer").certificate, import("certificate.der").certificate);
    assert_eq!(pem, der);
    assert_eq!(der.der(), bench.bytes("certificate.der"));
    assert_eq!(pem.pem().as_bytes(), bench.bytes("certificate.cer"));
}

#[test]
fn a_pair_that_does_not_match_is_refused() {
    let bench = Bench::new();
    bench.openssl("genrsa -out one.key 2048");
    bench.openssl("req -x509 -newkey rsa:2048 -nodes -keyout other.key -subj /CN=a -out other.cer");
    let refused = Pair::import(&bench.text("one.key"), None, &bench.bytes("other.cer"), Timestamp::now());
    assert_eq!(refusal(refused), Problem::CertificateDoesNotMatch);
}

#[test]
fn says_what_is_given_in_a_certificates_place() {
    let bench = Bench::new();
    bench.openssl("genrsa -out key.pem 2048");
    bench.openssl("req -new -key key.pem -subj /CN=a -out request.pem");
    bench.openssl("req -x509 -newkey rsa:1024 -nodes -keyout short.key -subj /CN=a -out short.cer");
    bench.openssl("ecparam -name prime256v1 -genkey -noout -out ec.key");
    bench.openssl("req -new -x509 -key ec.key -subj /CN=a -out ec.cer");
    bench.put("empty.cer", "");
    bench.put("prose.cer", "not a certificate");
    bench.put("binary.cer", [0x30, 0x82, 0xff, 0xff, 0x00]);
    for (name, expected) in [
        ("key.pem", Problem::CertificateIsPrivateKey),
        ("request.pem", Problem::CertificateMalformed),
        ("short.cer", Problem::KeyTooShort { bits: 1024, least: 2048 }),
        ("ec.cer", Problem::KeyNotRsa { algorithm: "EC".to_owned() }),
        ("empty.cer", Problem::CertificateMalformed),
        ("prose.cer", Problem::CertificateMalformed),
        ("binary.cer", Problem::CertificateMalformed),
    ] {
        assert_eq!(refusal(Certificate::read(&bench.bytes(name))), expected, "{name}");
    }
}

#[test]
fn a_certificate_that_does_not_hold_today_is_refused_with_its_day() {
    let bench = Bench::new();
    bench.openssl("genrsa -out key.pem 2048");
    bench.openssl("req -new -x509 -key key.pem -subj /CN=a -days 30 -out certificate.cer");
    let import = |days: i64| {
        let now = Timestamp::now() + SignedDuration::from_hours(24 * days);
        Pair::import(&bench.text("key.pem"), None, &bench.bytes("certificate.cer"), now)
    };
    import(29).unwrap();
    let Problem::CertificateExpired { not_after } = refusal(import(31)) else { panic!("not expired") };
    assert_eq!(not_after, Certificate::read(&bench.bytes("certificate.cer")).unwrap().not_after());
    assert!(matches!(refusal(import(-2)), Problem::CertificateNotYetValid { .. }));
}

#[test]
fn openssl_verifies_the_signature_of_a_token() {
    let bench = Bench::new();
    bench.openssl("req -x509 -newkey rsa:2048 -nodes -keyout key.pem -subj /CN=a -out certificate.cer");
    bench.openssl("x509 -in certificate.cer -noout -pubkey -out public.pem");
    let key = bench.read("key.pem", None).unwrap();
    let certificate = Certificate::read(&bench.bytes("certificate.cer")).unwrap();
    let oracle_now: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
    let token = token::sign(&key, &certificate, "vendor-integration", "VENDOR.USER", oracle_now).unwrap();
    let (signed, signature) = token.expose_secret().rsplit_once('.').unwrap();
    bench.put("signed", signed);
    bench.put("signature", BASE64_URL_SAFE_NO_PAD.decode(signature).unwrap());
    let verify = "dgst -sha256 -verify public.pem -signature signature signed";
    assert_eq!(bench.openssl(verify).trim(), "Verified OK");
    bench.put("signed", format!("{signed}x"));
    assert!(!bench.tried(verify).status.success());
    let part = |text: &str| serde_json::from_slice::<Value>(&BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let x5t = certificate.fingerprint().base64url();
    assert_eq!(part(header), json!({"alg": "RS256", "typ": "JWT", "x5t": x5t}));
    let iat = oracle_now.as_second() - 2;
    let expected = json!({
        "iss": "vendor-integration", "prn": "VENDOR.USER", "sub": "VENDOR.USER", "iat": iat, "exp": iat + 300
    });
    assert_eq!(part(claims), expected);
}

#[test]
fn no_token_is_signed_for_the_certificate_of_another_key() {
    let (one, other) = (Pair::generate("a", 1, Timestamp::now()).unwrap(), PrivateKey::generate().unwrap());
    let refused = token::sign(&other, &one.certificate, "issuer", "user", Timestamp::now());
    assert_eq!(refused.map(drop), Err(Problem::CertificateDoesNotMatch));
}

#[test]
fn neither_debug_output_nor_a_refusal_shows_anything_of_a_key() {
    let bench = Bench::new();
    bench.openssl("genrsa -out key.pem 1024");
    let text = bench.text("key.pem");
    let lines: Vec<&str> = text.expose_secret().lines().filter(|line| !line.starts_with('-')).collect();
    let refused = format!("{:?}", refusal(bench.read("key.pem", Some("canary-passphrase"))));
    assert!(lines.iter().all(|line| !refused.contains(line)) && !refused.contains("canary"), "{refused}");
    let pair = Pair::generate("a", 1, Timestamp::now()).unwrap();
    assert_eq!(format!("{:?}", pair.key), "PrivateKey(RSA, 2048 bits)");
}
