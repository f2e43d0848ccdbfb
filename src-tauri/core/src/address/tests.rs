use super::*;

fn parsed(text: &str) -> Address {
    parse(text, None).unwrap_or_else(|problem| panic!("{text:?} was refused: {problem:?}"))
}

fn refused(text: &str) -> String {
    match parse(text, None) {
        Ok(address) => panic!("{text:?} was taken as {}", address.host),
        Err(problem) => problem.code(),
    }
}

fn practice() -> AllowedHost {
    AllowedHost::parse("localhost:41873").unwrap()
}

#[test]
fn takes_every_kind_of_pod_name_that_oracle_gives() {
    let pods = [
        ("ebwh.fa.us2.oraclecloud.com", "ebwh.fa.us2", Environment::Production),
        ("abcd.fa.ocs.oraclecloud.com", "abcd.fa.ocs", Environment::Production),
        ("abcd-test.fa.ocs.oraclecloud.com", "abcd-test.fa.ocs", Environment::Test),
        ("abcd-stage.fa.ocs.oraclecloud.com", "abcd-stage.fa.ocs", Environment::Test),
        ("abcd-dev4.fa.ocs.oraclecloud.com", "abcd-dev4.fa.ocs", Environment::Development),
        ("abcd-dev.fa.ocs.oraclecloud.com", "abcd-dev.fa.ocs", Environment::Development),
        ("fa-abcd-saasfaprod1.fa.ocs.oraclecloud.com", "fa-abcd-saasfaprod1.fa.ocs", Environment::Production),
        ("fa-abcd-test-saasfaprod1.fa.ocs.oraclecloud.com", "fa-abcd-test-saasfaprod1.fa.ocs", Environment::Test),
        (
            "fa-abcd-dev80-saasfaprod1.fa.ocs.oraclecloud.com",
            "fa-abcd-dev80-saasfaprod1.fa.ocs",
            Environment::Development,
        ),
        ("fa-abcd-dev14-saasfademo1.ds-fa.oraclepdemos.com", "fa-abcd-dev14-saasfademo1.ds-fa", Environment::Demo),
        ("acme.fa.oraclecloud.com", "acme.fa", Environment::Production),
        ("acme-abcdef-test.fa.ocs.oraclecloud.com", "acme-abcdef-test.fa.ocs", Environment::Test),
        ("abcd.fa.ocs.oraclecloud.eu", "abcd.fa.ocs", Environment::Production),
        ("abcd-test.fa.ocs.oraclegovcloud.com", "abcd-test.fa.ocs", Environment::Test),
        ("abcd.fa.ocs.oraclegovcloud.uk", "abcd.fa.ocs", Environment::Production),
        ("abcd.fa.ocs.oraclecloud15.com", "abcd.fa.ocs", Environment::Production),
        ("testing.fa.ocs.oraclecloud.com", "testing.fa.ocs", Environment::Production),
    ];
    for (host, subdomain, environment) in pods {
        let address = parsed(host);
        assert_eq!(address.host.host(), host);
        assert_eq!(address.host.origin(), format!("https://{host}"));
        assert_eq!(address.host.subdomain(), Some(subdomain), "{host}");
        assert_eq!(address.host.environment(), environment, "{host}");
        assert_eq!(address.changed, [], "{host}");
        assert!(!address.host.is_practice() && !address.host.was_let_in(), "{host}");
    }
}

#[test]
fn says_what_it_took_away() {
    use Changed::{Case, Fragment, Path, Port, Query, Scheme, Spaces, TrailingDot};
    let cases: [(&str, &[Changed]); 16] = [
        ("https://abcd.fa.ocs.oraclecloud.com", &[Scheme]),
        ("https://abcd.fa.ocs.oraclecloud.com/", &[Scheme]),
        ("https:abcd.fa.ocs.oraclecloud.com", &[Scheme]),
        ("abcd.fa.ocs.oraclecloud.com/fscmUI/faces/FuseWelcome", &[Path]),
        ("abcd.fa.ocs.oraclecloud.com?_adf.ctrl-state=x", &[Query]),
        ("abcd.fa.ocs.oraclecloud.com#top", &[Fragment]),
        ("abcd.fa.ocs.oraclecloud.com:443", &[Port]),
        ("abcd.fa.ocs.oraclecloud.com:", &[Port]),
        ("ABCD.fa.ocs.OracleCloud.com", &[Case]),
        ("ⓐbcd.fa.ocs.oraclecloud.com", &[Case]),
        ("%61bcd.fa.ocs.oraclecloud.com", &[Case]),
        ("abcd.fa.ocs.oraclecloud.com.", &[TrailingDot]),
        ("  abcd.fa.ocs.oraclecloud.com\r\n", &[Spaces]),
        ("\u{feff}abcd.fa.ocs.oraclecloud.com", &[Spaces]),
        ("abcd\u{200b}.fa.ocs.oracle\u{ad}cloud.com", &[Spaces]),
        (
            " HTTPS://ABCD.fa.ocs.oraclecloud.com.:443/fscmUI/?a=b#c",
            &[Scheme, Path, Query, Fragment, Port, Case, TrailingDot, Spaces],
        ),
    ];
    for (text, changed) in cases {
        let address = parsed(text);
        assert_eq!(address.host.host(), "abcd.fa.ocs.oraclecloud.com", "{text:?}");
        assert_eq!(address.changed, changed, "{text:?}");
    }
}

#[test]
fn refuses_everything_that_is_not_a_pod() {
    let refusals = [
        ("", "address_empty"),
        (" \t\r\n ", "address_empty"),
        ("\u{200b}\u{feff}", "address_empty"),
        ("https://", "address_malformed"),
        ("https:", "address_malformed"),
        ("abcd.fa.ocs.oraclecloud.com some words", "address_malformed"),
        ("abcd.fa.ocs.oracle\ncloud.com", "address_malformed"),
        ("abcd.fa.ocs.\toraclecloud.com", "address_malformed"),
        ("https://abcd.fa.ocs.oraclecloud.com\\@evil.test/", "address_has_credentials"),
        ("https://x\\y.fa.ocs.oraclecloud.com", "address_malformed"),
        ("abcd..fa.ocs.oraclecloud.com", "address_malformed"),
        ("abcd.fa.ocs.oraclecloud.com..", "address_malformed"),
        ("abcd.fa.ocs.oraclecloud.com:port", "address_malformed"),
        ("abcd.fa.ocs.oraclecloud.com:70000", "address_malformed"),
        ("<https://abcd.fa.ocs.oraclecloud.com>", "address_malformed"),
        ("https://[::1", "address_malformed"),
        ("https://1.2.3.400", "address_malformed"),
        ("http://abcd.fa.ocs.oraclecloud.com", "address_not_https"),
        ("HTTP:abcd.fa.ocs.oraclecloud.com", "address_not_https"),
        ("ftp://abcd.fa.ocs.oraclecloud.com", "address_not_https"),
        ("javascript://abcd.fa.ocs.oraclecloud.com/%0aalert(1)", "address_not_https"),
        ("file:///etc/passwd", "address_not_https"),
        ("https://anna:tiger@abcd.fa.ocs.oraclecloud.com", "address_has_credentials"),
        ("https://anna@abcd.fa.ocs.oraclecloud.com", "address_has_credentials"),
        ("https://abcd.fa.ocs.oraclecloud.com@evil.test/", "address_has_credentials"),
        ("https://@abcd.fa.ocs.oraclecloud.com", "address_has_credentials"),
        ("https:anna:tiger@abcd.fa.ocs.oraclecloud.com", "address_has_credentials"),
        ("https:////anna:tiger@abcd.fa.ocs.oraclecloud.com", "address_has_credentials"),
        ("anna.admin@acme.example", "address_has_credentials"),
        ("https://x\\@y", "address_has_credentials"),
        ("https://abcd.fa.ocs.oraclecloud.com:8443", "address_has_port"),
        ("abcd.fa.ocs.oraclecloud.com:80", "address_has_port"),
        ("abcd.fa.ocs.oraclecloud.com:0", "address_has_port"),
        ("10.0.0.7", "address_is_ip"),
        ("https://10.0.0.7:8443/x", "address_is_ip"),
        ("127.0.0.1", "address_is_ip"),
        ("127.0.0.1:41873", "address_is_ip"),
        ("https://2130706433", "address_is_ip"),
        ("0x7f.1", "address_is_ip"),
        ("10.0.0.7.", "address_is_ip"),
        ("[::1]:41873", "address_is_ip"),
        ("https://[fe80::1]/", "address_is_ip"),
        ("login.us2.oraclecloud.com", "address_is_sign_in_host"),
        ("login.acme.example", "address_is_sign_in_host"),
        ("LOGIN.fa.ocs.oraclecloud.com", "address_is_sign_in_host"),
        ("login-abcd-saasfaprod1.fa.ocs.oraclecloud.com", "address_is_sign_in_host"),
        ("idcs-0123456789abcdef.identity.oraclecloud.com", "address_is_sign_in_host"),
        ("idcs-0123456789abcdef.identity.oraclecloud.eu", "address_is_sign_in_host"),
        ("https://fa.oraclecloud.com%2eevil.test/", "address_not_oracle"),
        ("abcd.fa.ocs.oraclecloud.com.evil.test", "address_not_oracle"),
        ("evil.test/abcd.fa.ocs.oraclecloud.com", "address_not_oracle"),
        ("evil.test?abcd.fa.ocs.oraclecloud.com", "address_not_oracle"),
        ("evil.test#.fa.ocs.oraclecloud.com", "address_not_oracle"),
        ("abcd.fa.ocs.notoraclecloud.com", "address_not_oracle"),
        ("abcd.xfa.ocs.oraclecloud.com", "address_not_oracle"),
        ("abcd-fa.oraclecloud.com", "address_not_oracle"),
        ("abcd.fa.ocs.oraclecloud19.com", "address_not_oracle"),
        ("abcd.fa.a.b.oraclecloud.com", "address_not_oracle"),
        ("fa.oraclecloud.com", "address_not_oracle"),
        ("fa.ocs.oraclecloud.com", "address_not_oracle"),
        ("oraclecloud.com", "address_not_oracle"),
        ("oraclepdemos.com", "address_not_oracle"),
        ("cloud.oracle.com", "address_not_oracle"),
        ("careers.acme.example/en/sites/CX_1", "address_not_oracle"),
        ("localhost", "address_not_oracle"),
        ("localhost:41873", "address_not_oracle"),
        ("https://localhost:41873/", "address_not_oracle"),
        // The first letter of each is Cyrillic.
        ("аbcd.fa.ocs.oraclecloud.com", "address_not_oracle"),
        ("abcd.fa.ocs.оraclecloud.com", "address_not_oracle"),
        ("🏢.fa.ocs.oraclecloud.com", "address_not_oracle"),
        ("abcd", "address_not_oracle"),
        ("https://https://abcd.fa.ocs.oraclecloud.com", "address_not_oracle"),
    ];
    for (text, code) in refusals {
        assert_eq!(refused(text), code, "{text:?}");
    }
}

#[test]
fn long_texts_are_answered_shortly() {
    let host = "a".repeat(10_000);
    assert_eq!(refused(&host), "address_malformed");
    assert_eq!(refused(&format!("{}.fa.ocs.oraclecloud.com", "a".repeat(64))), "address_malformed");
    assert_eq!(refused(&"a.".repeat(5_000)), "address_malformed");
    let Err(Problem::AddressMalformed { text }) = parse(&host, None) else { panic!("not malformed") };
    assert_eq!(text.chars().count(), LONGEST_ECHO + 1);
    let Err(Problem::AddressNotHttps { scheme }) = parse(&format!("{host}://x"), None) else { panic!("https") };
    assert_eq!(scheme.chars().count(), LONGEST_ECHO + 1);
    let long_path = format!("abcd.fa.ocs.oraclecloud.com/{}", "x".repeat(10_000));
    assert_eq!(parsed(&long_path).changed, [Changed::Path]);
}

#[test]
fn a_refusal_never_repeats_a_password_or_a_query() {
    let texts = [
        "https://anna:tiger@abcd.fa.ocs.oraclecloud.com",
        "https://anna:ti ger@abcd.fa.ocs.oraclecloud.com",
        "https://anna:/tiger@abcd.fa.ocs.oraclecloud.com:port",
        "anna:t\niger@abcd.fa.ocs.oraclecloud.com",
        "ab cd.fa.ocs.oraclecloud.com/?token=tiger",
        "http://anna:tiger@abcd.fa.ocs.oraclecloud.com",
        "careers.acme.example/?password=tiger#tiger",
    ];
    for text in texts {
        let problem = parse(text, None).unwrap_err();
        let told = serde_json::to_string(&problem).unwrap();
        assert!(!told.contains("ger"), "{text:?} is repeated: {told}");
    }
}

#[test]
fn a_refusal_shows_no_character_that_changes_the_line() {
    let Err(Problem::AddressMalformed { text }) = parse("ab\u{202e}cd\u{7}.fa x", None) else { panic!("accepted") };
    assert_eq!(text, "abcd\u{fffd}.fa x");
}

#[test]
fn practice_is_taken_where_it_was_let_in_by_the_same_name_and_port() {
    for loopback in ["localhost:41873", "127.0.0.1:41873", "[::1]:41873"] {
        let allowed = AllowedHost::parse(loopback).unwrap();
        assert_eq!(allowed.as_str(), loopback);
        for text in [loopback.to_owned(), format!("https://{loopback}/"), format!("  https://{loopback}/fscmUI ")] {
            let host = parse(&text, Some(&allowed)).unwrap().host;
            assert_eq!(host.host(), loopback);
            assert_eq!(host.origin(), format!("https://{loopback}"));
            assert_eq!(host.subdomain(), None);
            assert_eq!(host.environment(), Environment::Practice);
            assert!(host.is_practice() && !host.was_let_in());
        }
    }
}

#[test]
fn an_exception_admits_nothing_but_itself() {
    let refusals = [
        ("localhost", "address_not_oracle"),
        ("localhost:41874", "address_not_oracle"),
        ("127.0.0.1:41873", "address_is_ip"),
        ("[::1]:41873", "address_is_ip"),
        ("http://localhost:41873", "address_not_https"),
        ("anna:tiger@localhost:41873", "address_has_credentials"),
        ("localhost:41873.evil.test", "address_malformed"),
        ("localhost.evil.test:41873", "address_not_oracle"),
        ("abcd.fa.ocs.oraclecloud.com:41873", "address_has_port"),
    ];
    for (text, code) in refusals {
        assert_eq!(parse(text, Some(&practice())).unwrap_err().code(), code, "{text:?}");
    }
    let pod = parse("abcd.fa.ocs.oraclecloud.com", Some(&practice())).unwrap().host;
    assert!(!pod.is_practice() && !pod.was_let_in());
}

#[test]
fn a_port_in_practice_is_not_a_change() {
    assert_eq!(parse("localhost:41873", Some(&practice())).unwrap().changed, []);
    assert_eq!(
        parse("https://LOCALHOST:41873/x", Some(&practice())).unwrap().changed,
        [Changed::Scheme, Changed::Path, Changed::Case]
    );
}

#[test]
fn another_host_is_let_in_by_name_and_marked() {
    let allowed = AllowedHost::parse("HR.acme.example").unwrap();
    assert_eq!(allowed.as_str(), "hr.acme.example");
    let host = parse("https://hr.acme.example./fscmUI", Some(&allowed)).unwrap().host;
    assert_eq!(host.host(), "hr.acme.example");
    assert!(host.was_let_in() && !host.is_practice());
    assert_eq!(host.subdomain(), None);
    assert_eq!(host.environment(), Environment::Production);
    assert_eq!(parse("hr.acme.example:8443", Some(&allowed)).unwrap_err().code(), "address_not_oracle");
}

#[test]
fn oracles_own_host_stays_oracles_when_it_is_let_in_too() {
    let allowed = AllowedHost::parse("abcd.fa.ocs.oraclecloud.com").unwrap();
    let host = parse("abcd.fa.ocs.oraclecloud.com", Some(&allowed)).unwrap().host;
    assert!(!host.was_let_in());
    let with_port = AllowedHost::parse("abcd.fa.ocs.oraclecloud.com:8443").unwrap();
    let host = parse("abcd.fa.ocs.oraclecloud.com:8443", Some(&with_port)).unwrap().host;
    assert!(host.was_let_in());
    assert_eq!(host.host(), "abcd.fa.ocs.oraclecloud.com:8443");
}

#[test]
fn an_exception_is_a_host_and_a_port_and_nothing_else() {
    for text in [
        "",
        " ",
        "https://localhost:1",
        "localhost:1/",
        "localhost:70000",
        "localhost:x",
        "a b",
        "a@localhost:1",
        "localhost:1?x",
        "10.0.0.7:8443",
        "127.0.0.2:8443",
        "[fe80::1]:8443",
        "a..b",
        "lo\u{200b}calhost:1",
        "x\\y",
    ] {
        match AllowedHost::parse(text) {
            Err(Problem::ValueInvalid { field, .. }) => assert_eq!(field, "allow-host"),
            other => panic!("{text:?} gave {other:?}"),
        }
    }
}

#[test]
fn names_in_json_are_those_of_the_contract() {
    let changed = [
        Changed::Scheme,
        Changed::Path,
        Changed::Query,
        Changed::Fragment,
        Changed::Port,
        Changed::Case,
        Changed::TrailingDot,
        Changed::Spaces,
    ];
    assert_eq!(
        serde_json::to_string(&changed).unwrap(),
        r#"["scheme","path","query","fragment","port","case","trailing_dot","spaces"]"#
    );
    let environments = [
        Environment::Production,
        Environment::Test,
        Environment::Development,
        Environment::Demo,
        Environment::Practice,
    ];
    assert_eq!(
        serde_json::to_string(&environments).unwrap(),
        r#"["production","test","development","demo","practice"]"#
    );
}
