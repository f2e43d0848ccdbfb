//! The way to Oracle leads through a company's proxy: the real command line, a real proxy on loopback, and behind it a pod
//! under a name of Oracle's own. Nothing beyond this computer is contacted.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what the tests share may fail as a test does")]

mod forward_proxy;
mod pod;

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Output, Stdio},
};

use serde_json::{Value, json};
use tests::{built, room::Room};

use crate::{
    forward_proxy::{ForwardProxy, Habit, header, nobody},
    pod::Pod,
};

const HOST: &str = "abcd-test.fa.ocs.oraclecloud.com";
const SETUP: &str = "acme.oraclesetup";
const AUTHORITY: &str = "company.pem";
const PASSWORD: &str = "integration-password-canary";

/// The proxy's own sign-in: `office.user` and `pass:word`, as it stands in a variable and on the wire.
const IN_A_URL: &str = "office.user:pass%3Aword";
const ON_THE_WIRE: &str = "Basic b2ZmaWNlLnVzZXI6cGFzczp3b3Jk";

/// A person's computer with a setup on it.
struct Computer {
    room: Room,
}

impl Computer {
    fn new() -> Self {
        let computer = Self { room: Room::empty().unwrap() };
        let address = format!("https://{HOST}");
        let new = ["new", "--guide", "wintro", "--address", &address, "--user", "VENDOR.USER", "--role-list", "none"];
        let output = computer.run(&[&new[..], &["--out", SETUP]].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        computer
    }

    /// Every program on it sees the variable.
    fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.room.tell(name, value);
        self
    }

    /// Trusts the authority that signed for the pod.
    fn trusting(self, pod: &Pod) -> Self {
        fs::write(self.room.home().join(AUTHORITY), &pod.authority).unwrap();
        self
    }

    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.room.command(built::command_line().unwrap());
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that refuses before it reads closes the pipe; that is no fault of this write.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// Verifies; the report, and everything that was said.
    fn verify(&self) -> Verification {
        let mut arguments = vec!["verify", SETUP, "--json", "--secrets-stdin"];
        if self.room.home().join(AUTHORITY).exists() {
            arguments.extend(["--ca-file", AUTHORITY]);
        }
        let secrets = json!({ "integration": { "password": PASSWORD } }).to_string();
        Verification(tokio::task::block_in_place(|| self.run(&arguments, &secrets)))
    }
}

struct Verification(Output);

impl Verification {
    fn check(&self, id: &str) -> Value {
        let said = String::from_utf8_lossy(&self.0.stdout);
        let report: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
        let check = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == id);
        check.unwrap_or_else(|| panic!("no {id} in {report}")).clone()
    }

    /// What stood in the way. Whatever it was, nobody signed in and the run failed.
    fn stopped_by(&self) -> Value {
        let check = self.check("host_reachable");
        assert_eq!(check["verdict"], "failed", "{check}");
        assert_eq!(self.check("integration_signed_in")["because"], "host_reachable");
        assert_eq!(self.0.status.code(), Some(3));
        check
    }

    fn assert_reached_the_pod(&self) {
        assert_eq!(self.check("host_reachable")["verdict"], "passed", "{}", self.check("host_reachable"));
        assert_eq!(self.check("integration_signed_in")["verdict"], "passed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_asks_for_a_sign_in_is_told_as_that() {
    let answer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    let proxy = ForwardProxy::start(Habit::Answers(answer)).await;
    let check = Computer::new().set("HTTPS_PROXY", proxy.url()).verify().stopped_by();
    assert_eq!(check["problem"], json!({ "code": "proxy_refused", "status": 407 }));
    assert_eq!(check["step"], Value::Null);
    assert!(check["meaning"].as_str().unwrap().contains("sign-in of its own (407)"), "{check}");
    assert_eq!(proxy.asked().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_refuses_the_way_is_not_taken_for_oracle() {
    for answer in [
        "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<h1>No.</h1>\n",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nServer: AkamaiGHost\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
    ] {
        let proxy = ForwardProxy::start(Habit::Answers(answer)).await;
        let check = Computer::new().set("HTTPS_PROXY", proxy.url()).verify().stopped_by();
        assert_eq!(check["problem"], json!({ "code": "proxy_refused", "status": null }), "{answer}");
        assert_eq!(check["step"], Value::Null);
        assert!(check["meaning"].as_str().unwrap().contains("refused the way"), "{check}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_not_there_is_not_blamed_on_the_address_of_the_pod() {
    let check = Computer::new().set("HTTPS_PROXY", nobody().await).verify().stopped_by();
    assert_eq!(check["problem"], json!({ "code": "proxy_refused", "status": null, "out_of_reach": true }));
    assert_eq!(check["step"], Value::Null);
    assert_eq!(check["title"], "The proxy can not be reached");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_says_nothing_is_given_up_after_ten_seconds() {
    let proxy = ForwardProxy::start(Habit::SaysNothing).await;
    let check = Computer::new().set("HTTPS_PROXY", proxy.url()).verify().stopped_by();
    assert_eq!(check["problem"], json!({ "code": "timed_out", "seconds": 10 }));
    let took = check["requests"][0]["ms"].as_u64().unwrap();
    assert!((9_000..15_000).contains(&took), "{took} ms");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_hangs_up_is_a_connection_that_broke_off() {
    for habit in [Habit::HangsUp, Habit::HangsUpInTheTunnel] {
        let proxy = ForwardProxy::start(habit).await;
        let check = Computer::new().set("HTTPS_PROXY", proxy.url()).verify().stopped_by();
        assert_eq!(check["problem"], json!({ "code": "connection_lost" }));
        assert!(!proxy.asked().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proxy_of_each_variable_leads_to_the_pod_and_sees_no_credential() {
    let pod = Pod::start(HOST).await;
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = ForwardProxy::start(Habit::LeadsTo(pod.address)).await;
        Computer::new().trusting(&pod).set(variable, proxy.url()).verify().assert_reached_the_pod();
        assert!(!proxy.asked().is_empty(), "{variable}");
        for head in proxy.asked() {
            assert!(head.starts_with(&format!("CONNECT {HOST}:443 HTTP/1.1\r\n")), "{head}");
            assert_eq!(header(&head, "authorization"), None);
            assert_eq!(header(&head, "proxy-authorization"), None);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_for_other_schemes_is_not_asked() {
    let proxy = ForwardProxy::start(Habit::HangsUp).await;
    // Without a proxy the name would be looked up; the second one ends the way before that.
    let computer = Computer::new().set("HTTP_PROXY", proxy.url()).set("HTTPS_PROXY", nobody().await);
    assert_eq!(computer.verify().stopped_by()["problem"]["out_of_reach"], true);
    assert!(proxy.asked().is_empty());
}

/// The name ends in a domain that is reserved for names that are not there (RFC 2606), so that the direct way leads to
/// no host.
#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_no_proxy_names_is_not_asked_for_through_it() {
    for variable in ["NO_PROXY", "no_proxy"] {
        let proxy = ForwardProxy::start(Habit::HangsUp).await;
        let computer = Computer::new().set("HTTPS_PROXY", proxy.url());
        let elsewhere =
            ["set", SETUP, "--json", "--allow-host", "pod.company.invalid", "--address", "https://pod.company.invalid"];
        assert_eq!(computer.run(&elsewhere, "").status.code(), Some(0));
        computer.verify().stopped_by();
        let asked_without = proxy.asked().len();
        assert!(asked_without > 0);

        let check = computer.set(variable, "localhost,.company.invalid").verify().stopped_by();
        assert_eq!(proxy.asked().len(), asked_without, "{variable}: {check}");
        assert_ne!(check["problem"]["code"], "connection_lost", "{check}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_oracle_is_never_asked_through_a_proxy() {
    let proxy = ForwardProxy::start(Habit::HangsUp).await;
    let computer = Computer::new().set("HTTPS_PROXY", proxy.url()).set("ALL_PROXY", proxy.url());
    let output = tokio::task::block_in_place(|| computer.run(&["rehearse", "--scenario", "ready", "--json"], ""));
    assert_eq!(Verification(output).check("rows_visible")["verdict"], "passed");
    assert!(proxy.asked().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_knows_the_credential_of_its_url_lets_the_verification_through() {
    let pod = Pod::start(HOST).await;
    let proxy = ForwardProxy::start(Habit::LeadsWhoSignsIn(ON_THE_WIRE, pod.address)).await;
    let computer = Computer::new().trusting(&pod).set("HTTPS_PROXY", proxy.url_with(IN_A_URL));
    let computer = computer.set("ORACLE_SETUP_LOG", "trace");
    let verification = computer.verify();
    verification.assert_reached_the_pod();
    assert_holds_no_proxy_password(&computer, &verification);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_does_not_know_the_credential_of_its_url_is_told_without_it() {
    let pod = Pod::start(HOST).await;
    let proxy = ForwardProxy::start(Habit::LeadsWhoSignsIn("Basic of-another", pod.address)).await;
    let computer = Computer::new().trusting(&pod).set("HTTPS_PROXY", proxy.url_with(IN_A_URL));
    let computer = computer.set("ORACLE_SETUP_LOG", "trace");
    let verification = computer.verify();
    assert_eq!(verification.stopped_by()["problem"], json!({ "code": "proxy_refused", "status": 407 }));
    assert_eq!(header(&proxy.asked()[0], "proxy-authorization"), Some(ON_THE_WIRE));
    assert_holds_no_proxy_password(&computer, &verification);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_reads_the_traffic_is_not_trusted_until_its_authority_is_given() {
    let pod = Pod::start(HOST).await;
    let proxy = ForwardProxy::start(Habit::LeadsTo(pod.address)).await;
    let computer = Computer::new().set("HTTPS_PROXY", proxy.url());
    assert_eq!(computer.verify().stopped_by()["problem"], json!({ "code": "tls_untrusted", "host": HOST }));
    computer.trusting(&pod).verify().assert_reached_the_pod();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_leads_to_another_host_is_found_out() {
    let pod = Pod::start("efgh.fa.ocs.oraclecloud.com").await;
    let proxy = ForwardProxy::start(Habit::LeadsTo(pod.address)).await;
    let verification = Computer::new().trusting(&pod).set("HTTPS_PROXY", proxy.url()).verify();
    assert_eq!(verification.stopped_by()["problem"], json!({ "code": "tls_wrong_host", "host": HOST }));
}

/// Neither of the two ways to write it stands in what was said, in the setup, or in a report made of it.
fn assert_holds_no_proxy_password(computer: &Computer, verification: &Verification) {
    for format in ["html", "markdown", "json"] {
        let out = format!("report.{format}");
        let output = computer.run(&["report", SETUP, "--format", format, "--out", &out], "");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut texts = vec![verification.0.stdout.clone(), verification.0.stderr.clone()];
    gather(computer.room.home(), &mut texts);
    assert!(texts.iter().any(|text| contains(text, HOST)) && texts.len() > 5, "{} texts", texts.len());
    for text in &texts {
        for secret in ["pass%3Aword", "pass:word", ON_THE_WIRE.trim_start_matches("Basic "), PASSWORD] {
            assert!(!contains(text, secret), "{secret} in {}", String::from_utf8_lossy(text));
        }
    }
}

fn contains(text: &[u8], part: &str) -> bool {
    text.windows(part.len()).any(|window| window == part.as_bytes())
}

fn gather(folder: &Path, texts: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { gather(&path, texts) } else { texts.push(fs::read(&path).unwrap()) }
    }
}
