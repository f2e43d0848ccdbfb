use serde_json::json;

use crate::desk::Desk;

#[test]
fn tells_the_host_and_what_was_taken_away() {
    let desk = Desk::new();
    let text = "  https://ABCD-test.fa.ocs.oraclecloud.com:443/fscmUI/faces/FuseWelcome?a=b#c ";
    assert_eq!(
        desk.run(&["address", text, "--json"]).ended(0).json(),
        json!({
            "host": "abcd-test.fa.ocs.oraclecloud.com",
            "subdomain": "abcd-test.fa.ocs",
            "origin": "https://abcd-test.fa.ocs.oraclecloud.com",
            "environment": "test",
            "changed": ["scheme", "path", "query", "fragment", "port", "case", "spaces"],
        })
    );
}

#[test]
fn a_practice_host_has_no_subdomain() {
    let desk = Desk::new();
    let said = desk.run(&["address", "https://localhost:8443/", "--allow-host", "localhost:8443", "--json"]).ended(0);
    assert_eq!(said.json()["environment"], "practice");
    assert!(said.json()["subdomain"].is_null());
}

#[test]
fn says_it_in_words_where_no_json_is_asked_for() {
    let said = Desk::new().run(&["address", "abcd.fa.us2.oraclecloud.com"]).ended(0);
    assert!(
        said.stdout.contains("abcd.fa.us2.oraclecloud.com") && said.stdout.contains("Production"),
        "{}",
        said.stdout
    );
    assert!(said.stderr.is_empty(), "{}", said.stderr);
}
