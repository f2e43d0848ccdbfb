//! Whatever is typed wrongly: a sentence, exit 2, one JSON document, and not a byte written.

use std::fs;

use crate::desk::{Desk, GUIDE};

/// A recipient of nobody: its private half was thrown away.
const AGE: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";

/// Arguments, standard input, and the code of the refusal. `a.oraclesetup` is a draft, `b.oraclesetup` has an address.
const WRONG: &[(&[&str], &str, &str)] = &[
    // Usage.
    (&[], "", "usage"),
    (&["verfy", "a.oraclesetup"], "", "usage"),
    (&["guide"], "", "usage"),
    (&["guide", "lits"], "", "usage"),
    (&["address"], "", "usage"),
    (&["address", "abcd.fa.ocs.oraclecloud.com", "more"], "", "usage"),
    (&["new"], "", "usage"),
    (&["new", "--guide", GUIDE], "", "usage"),
    (&["new", "--guide", GUIDE, "--from", "a.oraclesetup", "--out", "n.oraclesetup"], "", "usage"),
    (&["new", "--guide", GUIDE, "--out", "n.oraclesetup", "--auth", "password"], "", "usage"),
    (&["new", "--guide", GUIDE, "--out", "n.oraclesetup", "--visibility", "some"], "", "usage"),
    (&["new", "--guide", GUIDE, "--out", "n.oraclesetup", "--role-list", "all"], "", "usage"),
    (&["new", "--guide", GUIDE, "--out", "n.oraclesetup", "--branch", "pages"], "", "usage"),
    (&["new", "--guide", GUIDE, "--out", "n.oraclesetup", "--password", "x"], "", "usage"),
    (&["step", "a.oraclesetup", "copy-role", "--done", "--todo"], "", "usage"),
    (&["step", "a.oraclesetup", "copy-role", "done"], "", "usage"),
    (&["step", "a.oraclesetup"], "", "usage"),
    (&["step", "a.oraclesetup", "copy-role", "--note", "--done"], "", "usage"),
    (&["step", "a.oraclesetup", "copy-role", "--note"], "", "usage"),
    (&["report", "a.oraclesetup", "--format", "pdf", "--out", "r.pdf"], "", "usage"),
    (&["report", "a.oraclesetup", "--format", "html"], "", "usage"),
    (&["sheet", "a.oraclesetup", "--format", "csv"], "", "usage"),
    (&["accept", "a.oraclesetup", "nothing_extra_granted"], "", "usage"),
    (&["report", "--check", "other.json", "--out", "r.html"], "", "usage"),
    (&["handover", "a.oraclesetup", "--out", "n.age"], "", "usage"),
    (&["handover", "a.oraclesetup", "--to", AGE, "--passphrase-stdin", "--out", "n.age"], "", "usage"),
    (&["handover", "a.oraclesetup", "--to", AGE], "", "usage"),
    (&["receive", "s.age"], "", "usage"),
    (&["receive", "s.age", "--identity", "k.key", "--reveal", "--keychain"], "", "usage"),
    (&["afterwards", "a.oraclesetup"], "", "usage"),
    (&["afterwards", "a.oraclesetup", "later"], "", "usage"),
    (&["afterwards", "none.oraclesetup", "undo"], "", "file_missing"),
    (&["step", "a.oraclesetup", "undo-delete-certificate", "--done"], "", "step_unknown"),
    (&["recipient"], "", "usage"),
    (&["recipient", "new"], "", "usage"),
    // Recipients and keys.
    (&["handover", "b.oraclesetup", "--to", "", "--out", "n.age"], "", "recipient_malformed"),
    (&["handover", "b.oraclesetup", "--to", "hello", "--out", "n.age"], "", "recipient_malformed"),
    (
        &["handover", "b.oraclesetup", "--to", "age1t7rxyev2z3rw82stdlrrepyc39nvn86l", "--out", "n.age"],
        "",
        "recipient_malformed",
    ),
    (&["handover", "b.oraclesetup", "--to", AGE, "age1x", "--out", "n.age"], "", "recipient_malformed"),
    (&["handover", "b.oraclesetup", "--to", "ssh-ed25519 AAAAC3Nza", "--out", "n.age"], "", "recipient_is_ssh"),
    (&["handover", "b.oraclesetup", "--to", "AGE-SECRET-KEY-1GQ9", "--out", "n.age"], "", "recipient_is_secret"),
    (&["handover", "b.oraclesetup", "--to", "age1yubikey1qwt50d05", "--out", "n.age"], "", "recipient_kind_unknown"),
    (&["handover", "none.oraclesetup", "--to", AGE, "--out", "n.age"], "", "file_missing"),
    (&["handover", "b.oraclesetup", "--to", AGE, "--out", "other.json"], "", "file_exists"),
    (&["handover", "b.oraclesetup", "--to", AGE, "--out", "no/n.age"], "", "folder_missing"),
    (&["handover", "b.oraclesetup", "--to", AGE, "--out", "n.age", "--unverified", " "], "", "value_missing"),
    (&["handover", "a.oraclesetup", "--to", AGE, "--out", "n.age", "--unverified", "so"], "", "address_empty"),
    (
        &["handover", "b.oraclesetup", "--to", AGE, "--out", "n.age", "--unverified", "-----BEGIN PRIVATE KEY-----"],
        "",
        "looks_like_a_secret",
    ),
    (&["handover", "b.oraclesetup", "--passphrase-stdin", "--out", "n.age"], "", "secrets_malformed"),
    (&["handover", "b.oraclesetup", "--passphrase-stdin", "--out", "n.age"], "{}", "secrets_malformed"),
    (
        &["handover", "b.oraclesetup", "--passphrase-stdin", "--out", "n.age"],
        r#"{"passphrase":"x"}"#,
        "passphrase_weak",
    ),
    (&["receive", "none.age", "--identity", "other.json"], "", "file_missing"),
    (&["receive", "other.json", "--identity", "none.key"], "", "file_missing"),
    (&["receive", "other.json", "--identity", "other.json"], "", "receiver_key_malformed"),
    (&["receive", "other.json", "--passphrase-stdin"], "{}", "secrets_malformed"),
    (&["recipient", "new", "--out", "other.json"], "", "file_exists"),
    (&["recipient", "new", "--out", "no/n.key"], "", "folder_missing"),
    (&["report", "--check", "none.json"], "", "file_missing"),
    (&["report", "--check", "other.json"], "", "not_a_report"),
    (&["report", "--check", "b.oraclesetup"], "", "not_a_report"),
    (&["key"], "", "usage"),
    (&["key", "new", "t.oraclesetup"], "", "usage"),
    (&["key", "new", "t.oraclesetup", "--certificate", "n.cer", "--days", "0"], "", "usage"),
    (&["key", "new", "t.oraclesetup", "--certificate", "n.cer", "--days", "3651"], "", "usage"),
    (&["key", "new", "t.oraclesetup", "--certificate", "n.cer", "--days", "70000"], "", "usage"),
    (&["key", "import", "t.oraclesetup"], "", "usage"),
    (&["key", "import", "t.oraclesetup", "--certificate", "t.cer", "--key", "t.pem"], "", "usage"),
    (&["practice", "--port", "70000"], "", "usage"),
    (&["practice", "--port", "https"], "", "usage"),
    (&["practice", "--list", "--scenario", "ready"], "", "usage"),
    // Addresses.
    (&["address", ""], "", "address_empty"),
    (&["address", "   "], "", "address_empty"),
    (&["address", "http://abcd.fa.ocs.oraclecloud.com"], "", "address_not_https"),
    (&["address", "https://ann:pw@abcd.fa.ocs.oraclecloud.com"], "", "address_has_credentials"),
    (&["address", "abcd.fa.ocs.oraclecloud.com:8443"], "", "address_has_port"),
    (&["address", "10.0.0.1"], "", "address_is_ip"),
    (&["address", "https://login.oraclecloud.com"], "", "address_is_sign_in_host"),
    (&["address", "https://idcs-1.identity.oraclecloud.com"], "", "address_is_sign_in_host"),
    (&["address", "https://erp.example.com"], "", "address_not_oracle"),
    (&["address", "https://fa.oraclecloud.com%2eevil.test/"], "", "address_not_oracle"),
    (&["address", "two words"], "", "address_malformed"),
    (&["address", "-1"], "", "address_not_oracle"),
    (&["address", "localhost:8443", "--allow-host", "https://localhost:8443"], "", "value_invalid"),
    (&["new", "--guide", GUIDE, "--address", "example.com", "--out", "n.oraclesetup"], "", "address_not_oracle"),
    (&["set", "a.oraclesetup", "--address", "example.com", "--user", "ann"], "", "address_not_oracle"),
    (&["new", "--from", "b.oraclesetup", "--out", "n.oraclesetup"], "", "value_missing"),
    (&["verify", "a.oraclesetup"], "", "address_empty"),
    // Names of things.
    (&["guide", "show", "nobody"], "", "guide_unknown"),
    (&["guide", "show", "none.toml"], "", "file_missing"),
    (&["new", "--guide", "nobody", "--out", "n.oraclesetup"], "", "guide_unknown"),
    (&["new", "--guide", "wrong.toml", "--out", "n.oraclesetup"], "", "guide_invalid"),
    (&["new", "--guide", "picture.toml", "--out", "n.oraclesetup"], "", "guide_invalid"),
    (&["step", "a.oraclesetup", "copy-rol", "--done"], "", "step_unknown"),
    (&["step", "a.oraclesetup", "upload-certificate", "--done"], "", "step_unknown"),
    (&["verify", "b.oraclesetup", "--only", "rows_visibl"], "", "check_unknown"),
    (&["verify", "b.oraclesetup", "--only", "rows_visible:workers"], "", "check_unknown"),
    (&["accept", "a.oraclesetup", "extra", "--reason", "x"], "", "check_unknown"),
    (&["accept", "a.oraclesetup", "nothing_extra_granted", "--reason", "x"], "", "check_not_accepted"),
    (&["accept", "a.oraclesetup", "nothing_extra_granted", "--reason", " "], "", "value_missing"),
    (&["practice", "--scenario", "redy"], "", "scenario_unknown"),
    (&["rehearse", "--scenario", "redy"], "", "scenario_unknown"),
    (&["set", "a.oraclesetup", "--branch", "pages=blue"], "", "value_invalid"),
    (&["set", "a.oraclesetup", "--branch", "page=classic"], "", "branch_unknown"),
    (&["set", "a.oraclesetup", "--value", "colour=blue"], "", "value_invalid"),
    (&["set", "a.oraclesetup", "--value", "role_code=a b"], "", "value_invalid"),
    (&["set", "a.oraclesetup", "--role", "not a code"], "", "value_invalid"),
    (&["set", "a.oraclesetup", "--role", "A_1", "--role-list", "none"], "", "value_invalid"),
    (&["set", "a.oraclesetup", "--auth", "jwt"], "", "value_invalid"),
    (&["set", "a.oraclesetup", "--requisition", "10'42"], "", "value_invalid"),
    (&["set", "a.oraclesetup", "--user", "two\nlines"], "", "value_invalid"),
    (&["set", "a.oraclesetup", "--guide", "nobody"], "", "guide_unknown"),
    // Files.
    (&["status", "none.oraclesetup"], "", "file_missing"),
    (&["status", ""], "", "usage"),
    (&["status", "."], "", "file_not_a_setup"),
    (&["status", "other.json"], "", "file_not_a_setup"),
    (&["sheet", "none.oraclesetup"], "", "file_missing"),
    (&["set", "none.oraclesetup", "--user", "ann"], "", "file_missing"),
    (&["new", "--guide", GUIDE, "--out", "a.oraclesetup"], "", "file_exists"),
    (&["new", "--guide", GUIDE, "--out", "no/such/folder.oraclesetup"], "", "folder_missing"),
    (&["report", "a.oraclesetup", "--format", "html", "--out", "other.json"], "", "file_exists"),
    (&["report", "a.oraclesetup", "--format", "html", "--out", "no/r.html"], "", "folder_missing"),
    (&["verify", "b.oraclesetup", "--ca-file", "none.pem"], "", "file_missing"),
    (&["verify", "b.oraclesetup", "--ca-file", "other.json"], "", "ca_file_invalid"),
    (&["verify", "b.oraclesetup", "--ca-file", "."], "", "ca_file_invalid"),
    // Secrets.
    (&["secret", "set", "b.oraclesetup"], "", "value_missing"),
    (&["secret", "set", "b.oraclesetup", "--secrets-stdin"], "", "secrets_malformed"),
    (&["secret", "set", "b.oraclesetup", "--secrets-stdin"], r#"{"integration":{}}"#, "secrets_malformed"),
    (&["secret", "set", "b.oraclesetup", "--secrets-stdin"], r#"{"admin":{"token":"t"}}"#, "secrets_malformed"),
    (&["verify", "b.oraclesetup", "--secrets-stdin"], "hunter2", "secrets_malformed"),
    (&["verify", "b.oraclesetup", "--secrets-stdin"], r#"{"integration":{"password":""}}"#, "secrets_malformed"),
    (
        &["verify", "b.oraclesetup", "--secrets-stdin"],
        r#"{"integration":{"password":"spare key"}}"#,
        "looks_like_a_secret",
    ),
    (
        &["verify", "b.oraclesetup", "--secrets-stdin"],
        r#"{"admin":{"user":"a","password":"spare key"}}"#,
        "looks_like_a_secret",
    ),
    (&["step", "a.oraclesetup", "copy-role", "--note", "-----BEGIN PRIVATE KEY-----"], "", "looks_like_a_secret"),
    (&["secret", "set", "b.oraclesetup", "--secrets-stdin"], OPENED, "key_malformed"),
    // A secret of the other kind than the setup signs in with.
    (
        &["secret", "set", "t.oraclesetup", "--secrets-stdin"],
        r#"{"integration":{"password":"p"}}"#,
        "secrets_malformed",
    ),
    (&["secret", "set", "t.oraclesetup"], "", "value_missing"),
    // Keys and certificates.
    (&["key", "new", "a.oraclesetup", "--certificate", "n.cer"], "", "value_invalid"),
    (&["key", "import", "a.oraclesetup", "--certificate", "t.cer"], "", "value_invalid"),
    (&["key", "new", "none.oraclesetup", "--certificate", "n.cer"], "", "file_missing"),
    (&["key", "new", "t.oraclesetup", "--certificate", "t.cer"], "", "file_exists"),
    (&["key", "new", "t.oraclesetup", "--certificate", "n.cer", "--key-out", "t.cer"], "", "file_exists"),
    (&["key", "new", "t.oraclesetup", "--certificate", "n.cer", "--key-out", "n.cer"], "", "value_invalid"),
    (&["key", "new", "t.oraclesetup", "--certificate", "n.cer", "--key-out", "./n.cer"], "", "file_exists"),
    (&["key", "new", "t.oraclesetup", "--certificate", "no/n.cer"], "", "folder_missing"),
    (&["key", "import", "t.oraclesetup", "--certificate", "none.cer"], "", "file_missing"),
    (&["key", "import", "t.oraclesetup", "--certificate", "other.json"], "", "certificate_malformed"),
    (&["key", "import", "t.oraclesetup", "--certificate", "t.cer"], "", "value_missing"),
    (&["key", "import", "t.oraclesetup", "--certificate", "t.cer", "--secrets-stdin"], "", "secrets_malformed"),
    (
        &["key", "import", "t.oraclesetup", "--certificate", "t.cer", "--secrets-stdin"],
        r#"{"integration":{"password":"p"}}"#,
        "secrets_malformed",
    ),
    (&["key", "import", "t.oraclesetup", "--certificate", "t.cer", "--secrets-stdin"], OPENED, "key_malformed"),
    (
        &["key", "import", "t.oraclesetup", "--certificate", "t.cer", "--secrets-stdin"],
        r#"{"integration":{"private_key":"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"}}"#,
        "key_is_public",
    ),
    (
        &["key", "import", "t.oraclesetup", "--certificate", "t.cer", "--secrets-stdin"],
        r#"{"integration":{"private_key":"ssh-rsa AAAA ann"}}"#,
        "key_is_ssh",
    ),
];

/// A private key of which only the frame is there.
const OPENED: &str =
    r#"{"integration":{"private_key":"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"}}"#;

#[test]
fn every_wrong_input_is_refused_in_words_and_writes_nothing() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    desk.draft("b.oraclesetup");
    desk.run(&["set", "b.oraclesetup", "--address", "abcd.fa.ocs.oraclecloud.com", "--user", "ann"]).ended(0);
    desk.run(&["step", "b.oraclesetup", "copy-role", "--note", "spare key"]).ended(0);
    desk.run(&["new", "--guide", "qooper", "--auth", "jwt", "--out", "t.oraclesetup"]).ended(0);
    let pair = setup::key::Pair::generate("t", 1, jiff::Timestamp::now()).unwrap();
    fs::write(desk.path("t.cer"), pair.certificate.pem()).unwrap();
    fs::write(desk.path("other.json"), r#"{"format":"another"}"#).unwrap();
    fs::write(desk.path("wrong.toml"), "schema = 1\nid = ").unwrap();
    fs::write(desk.path("picture.toml"), [0x89, b'P', b'N', b'G', 0xFF]).unwrap();
    for name in ["a.oraclesetup", "b.oraclesetup", "t.oraclesetup"] {
        // As it comes by mail: alone, without what this program keeps beside it.
        for side in ["lock", "copy", "previous"] {
            let _ = fs::remove_file(desk.path(&format!(".{name}.{side}")));
        }
    }
    let before = desk.files();
    for (arguments, input, code) in WRONG {
        let with_json: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        let said = desk.run_with(&with_json, input.as_bytes());
        assert_eq!(said.exit, 2, "{arguments:?}: {} / {}", said.stdout, said.stderr);
        let document = said.json();
        assert_eq!(document["problem"]["code"], *code, "{arguments:?}: {document}");
        for words in ["title", "meaning", "remedy"] {
            assert!(!document[words].as_str().unwrap().is_empty(), "{arguments:?} has no {words}: {document}");
        }
        let members: Vec<_> = document.as_object().unwrap().keys().collect();
        assert_eq!(members, ["problem", "title", "meaning", "remedy"], "{arguments:?}");
        assert!(said.stderr.contains(document["title"].as_str().unwrap()), "{arguments:?}: {}", said.stderr);
        assert!(desk.files() == before, "{arguments:?} wrote something");
    }
}

#[test]
fn without_json_a_refusal_leaves_standard_output_empty() {
    let desk = Desk::new();
    for arguments in [&["address", "example.com"][..], &["status", "none"], &["frobnicate"]] {
        let said = desk.run(arguments).ended(2);
        assert!(said.stdout.is_empty() && !said.stderr.is_empty(), "{arguments:?}: {}", said.stdout);
    }
}

#[test]
fn a_mistyped_name_is_answered_with_the_nearest() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    for (arguments, nearest) in [
        (&["verfy", "a.oraclesetup"][..], "verify"),
        (&["guide", "shwo", "x"], "show"),
        (&["set", "a.oraclesetup", "--adress", "x"], "--address"),
        (&["step", "a.oraclesetup", "copy-rol", "--done"], "copy-role"),
        (&["practice", "--scenario", "no-data-securty"], "no-data-security"),
        (&["accept", "a.oraclesetup", "rows_visble", "--reason", "x"], "rows_visible"),
    ] {
        let said = desk.run(arguments).ended(2);
        assert!(said.stderr.contains(&format!("Did you mean {nearest}?")), "{arguments:?}: {}", said.stderr);
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_refused_and_a_path_may_be_any_bytes() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let desk = Desk::new();
    let odd = OsStr::from_bytes(b"\xFF.oraclesetup");
    let made = desk.command().args(["new", "--guide", GUIDE, "--out"]).arg(odd).output().unwrap();
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let refused = desk.command().args(["--json", "address"]).arg(odd).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let document: serde_json::Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!(document["problem"]["code"], "usage");
}
