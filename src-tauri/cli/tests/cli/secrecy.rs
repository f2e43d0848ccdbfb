//! No secret in any output and in any file.

use crate::desk::Desk;

// Elsewhere than on Linux the keychain of whoever runs the tests can not be kept out.
#[cfg(target_os = "linux")]
#[test]
fn no_password_reaches_an_output_a_log_or_a_file() {
    let desk = Desk::new();
    let practice = desk.practice("no-data-security");
    desk.setup_on(&practice, "a.oraclesetup");
    let passwords = ["admin", "integration"].map(|who| practice.hello[who]["password"].as_str().unwrap().to_owned());
    let secrets = practice.secrets();
    let ca_file = practice.text("ca_file");
    let verify = ["verify", "a.oraclesetup", "--secrets-stdin", "--ca-file", &ca_file];
    let mut outputs = Vec::new();
    for extra in [&[][..], &["--json"]] {
        let mut command = desk.command();
        command
            .args([&verify[..], extra].concat())
            .env("ORACLE_SETUP_LOG", "trace")
            .stdin(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), &secrets).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        outputs.extend([output.stdout, output.stderr]);
    }
    for format in ["html", "markdown", "json"] {
        desk.run(&["report", "a.oraclesetup", "--format", format, "--out", &format!("r.{format}")]).ended(0);
    }
    let stored = desk.run_with(&["secret", "set", "a.oraclesetup", "--secrets-stdin", "--json"], &secrets).ended(1);
    assert_eq!(stored.json()["problem"]["code"], "keychain", "without a session bus there is no keychain");
    outputs.extend([stored.stdout.into_bytes(), stored.stderr.into_bytes()]);
    outputs.push(desk.run(&["sheet", "a.oraclesetup"]).ended(0).stdout.into_bytes());
    outputs.extend(desk.files().into_values());
    assert!(
        outputs.iter().any(|bytes| holds(bytes, practice_oracle::INTEGRATION_USER.as_bytes())),
        "the search finds nothing"
    );
    for password in &passwords {
        assert!(outputs.iter().all(|bytes| !holds(bytes, password.as_bytes())), "a password is in an output or a file");
    }
}

#[test]
fn a_secret_that_was_typed_as_an_argument_is_not_repeated() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    for arguments in [
        &["verify", "a.oraclesetup", "canary-4711"][..],
        &["verify", "a.oraclesetup", "--password", "canary-4711"],
        &["verify", "a.oraclesetup", "--password=canary-4711"],
        &["secret", "set", "a.oraclesetup", "canary-4711"],
        &["secret", "set", "a.oraclesetup", "-----BEGIN PRIVATE KEY----- canary-4711"],
        &["address", "https://ann:canary-4711@abcd.fa.ocs.oraclecloud.com"],
    ] {
        for json in [&[][..], &["--json"]] {
            let said = desk.run(&[arguments, json].concat()).ended(2);
            assert!(
                !said.stdout.contains("canary") && !said.stderr.contains("canary"),
                "{arguments:?}: {}",
                said.stderr
            );
        }
    }
}

#[test]
fn a_secret_in_standard_input_that_can_not_be_read_is_not_repeated() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    desk.run(&["set", "a.oraclesetup", "--address", "abcd.fa.ocs.oraclecloud.com", "--user", "ann"]).ended(0);
    for input in [
        &b"canary-4711"[..],
        br#"{"integration":{"pasword":"canary-4711"}}"#,
        br#"{"integration":{"password":"canary-4711","private_key":"canary-4711"}}"#,
        b"\xFFcanary-4711",
        &vec![b' '; 1024 * 1024 + 1],
    ] {
        let said = desk.run_with(&["verify", "a.oraclesetup", "--secrets-stdin", "--json"], input).ended(2);
        assert_eq!(said.json()["problem"]["code"], "secrets_malformed");
        assert!(!said.stdout.contains("canary") && !said.stderr.contains("canary"));
    }
    for key in ["canary-4711", "-----BEGIN PRIVATE KEY-----\\ncanary4711aa\\n-----END PRIVATE KEY-----"] {
        let input = format!(r#"{{"integration":{{"private_key":"{key}"}}}}"#);
        let said = desk.run_with(&["verify", "a.oraclesetup", "--secrets-stdin", "--json"], input.as_bytes()).ended(2);
        assert_eq!(said.json()["problem"]["code"], "key_malformed");
        assert!(!said.stdout.contains("canary") && !said.stderr.contains("canary"));
    }
}

// Elsewhere than on Linux the keychain of whoever runs the tests can not be kept out.
#[cfg(target_os = "linux")]
#[test]
fn says_that_no_keychain_is_there() {
    let desk = Desk::new();
    desk.draft("a.oraclesetup");
    let said = desk.run(&["secret", "status", "a.oraclesetup", "--json"]).ended(0).json();
    assert_eq!(said, serde_json::json!({ "stored": false, "keychain": "missing" }));
    let said = desk.run(&["secret", "forget", "a.oraclesetup", "--json"]).ended(1).json();
    assert_eq!(said["problem"]["code"], "keychain");
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
