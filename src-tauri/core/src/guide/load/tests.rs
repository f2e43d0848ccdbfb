//! Whole guides, right and wrong.

use serde_json::Value;

use super::*;
use crate::guide::builtins;

/// Every key of the format, once at least.
const WHOLE: &str = r#"
schema = 1
id = "small"
version = "1"
vendor = "Small"
summary = "Reads requisitions."
minutes = 5
uses = ["find-address"]
reads = ["Job requisitions"]
authentications = ["basic"]
english = "Choose English under **Set Preferences**."
[support]
who = "Support"
how = "Write to them."
link = "https://help.example.com/oracle"
[role]
source_name = "Recruiter"
source_code = "ORA_IRC_RECRUITER_JOB"
name = "Copy"
code = "COPY_JOB"
[roles]
required = ["{role_code}"]
list = "guide"
tolerated = ["ORA_PER_LINE_MANAGER_ABSTRACT"]
prerequisite = ["ORA_FND_IT_SECURITY_MANAGER_JOB"]
[[probe]]
resource = "recruitingJobRequisitions"
kind = "must"
label = "job requisitions"
field = "RequisitionNumber"
witness = "RequisitionNumber"
[steps_for]
no_rows_visible = "one"
[[stage]]
id = "all"
title = "All"
steps = ["find-address", "one"]
[[handover]]
id = "host"
label = "Host"
value = "{host}"
when = { pages = "classic" }
[[handover]]
id = "password"
label = "Password"
secret = true
[delivery]
ways = ["form", "sealed"]
form = "https://app.example.com/connect"
recipients = ["age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa"]
[[step]]
id = "one"
title = "One"
kind = "wait"
why = "Because."
path = ["Tools", "Security Console"]
do = ["Open `https://{host}/hcmUI`.", "Do **it**."]
values = [{ label = "Role Name", value = "{role_name}" }, { label = "Role code", each = "required_roles" }]
see = "It is done."
if_not = [{ when = "it is not", then = "Do it again." }]
minutes = 2
who = "recruiter"
opens = "security-console"
ask = "Is it done?"
sees = "A page."
english = "Switch the page."
observed_by = ["rows_visible"]
sources = ["Oracle: a page (https://docs.oracle.com/en/page.html)"]
when = { user = "new" }
[step.hint]
alt = "A page with a table; the row Copy is meant."
frame = "Security Console"
[[step.hint.region]]
kind = "table"
title = "Roles"
columns = ["Name", "Code"]
items = ["Other", { label = "Copy", cells = ["COPY_JOB"], icon = "down", selected = true, target = true, callout = 2 }]
[[step.hint.region]]
kind = "form"
items = [{ label = "Search", value = "copy", look = "field" }]
[[step.worksheet]]
id = "stages"
title = "Stages"
text = "One row each."
column = [{ label = "Stage", choices = ["New"] }, { label = "Phase" }]
rows = [["Accepted", ""]]
blank = 2
[[step.variant]]
when = { pages = "redwood", access = "data-role", authentication = "basic", key = "own", user = "new" }
title = "Other"
why = "So."
path = ["Home"]
do = ["Do that."]
values = []
see = "Done."
if_not = []
minutes = 1
who = "security"
opens = "home"
ask = "And?"
sees = "That."
english = "Switch."
sources = []
[step.variant.hint]
alt = "A button."
frame = "Home"
[[step.variant.hint.region]]
kind = "buttons"
items = [{ label = "Go", target = true, callout = 1 }]
"#;

/// What is written, what is written instead with a mark where the fault must be told, a part of the message, and the
/// nearest right thing.
const BROKEN: &[(&str, &str, &str, Option<&str>)] = &[
    // Syntax.
    ("minutes = 5", "minutes = ▶", "value", None),
    ("id = \"small\"", "id = \"small▶", "invalid basic string", None),
    ("[support]", "[support▶", "table", None),
    ("version = \"1\"", "version = \"1\"\n▶version = \"2\"", "duplicate", None),
    // Keys.
    ("version = \"1\"", "▶verson = \"1\"\nversion = \"1\"", "no key \"verson\"", Some("version")),
    ("who = \"Support\"", "who = \"Support\"\n▶whom = \"me\"", "no key \"whom\"", Some("who")),
    ("kind = \"must\"", "kind = \"must\"\n▶url = \"https://evil.test\"", "no key \"url\"", None),
    ("see = \"It is done.\"", "▶se = \"It is done.\"", "no key \"se\"", Some("see")),
    ("frame = \"Security Console\"", "frame = \"Security Console\"\n▶script = \"x\"", "no key \"script\"", None),
    ("vendor = \"Small\"\n", "", "\"vendor\" is missing", None),
    ("[support]\nwho = \"Support\"", "▶[support]", "\"who\" is missing", None),
    ("[[probe]]\nresource = \"recruitingJobRequisitions\"", "▶[[probe]]", "\"resource\" is missing", None),
    ("{ when = \"it is not\", then = \"Do it again.\" }", "▶{ when = \"it is not\" }", "\"then\" is missing", None),
    ("alt = \"A button.\"\n", "", "\"alt\" is missing", None),
    // Types and ranges.
    ("schema = 1", "schema = ▶2", "version of the format", None),
    ("minutes = 5", "minutes = ▶\"5\"", "a text in quotes does not belong here", None),
    ("minutes = 5", "minutes = ▶-5", "out of range", None),
    ("minutes = 5", "minutes = ▶0.5", "a broken number", None),
    ("do = [\"Do that.\"]", "do = ▶\"Do that.\"", "a text in quotes", None),
    ("do = [\"Do that.\"]", "do = ▶[]", "this list is empty", None),
    ("do = [\"Do that.\"]", "do = [▶{ a = 1 }]", "a table does not belong", None),
    ("secret = true", "secret = ▶\"yes\"", "a text in quotes", None),
    ("title = \"One\"", "title = ▶\"\"", "this text is empty", None),
    ("items = [\"Other\"", "items = [▶7", "a whole number does not belong", None),
    ("authentications = [\"basic\"]", "authentications = [\"basic\", ▶\"basic\"]", "stands twice", None),
    // Closed lists.
    ("authentications = [\"basic\"]", "authentications = [▶\"basik\"]", "\"basik\" is not known", Some("basic")),
    ("who = \"recruiter\"", "who = ▶\"recruter\"", "\"recruter\" is not known", Some("recruiter")),
    ("[\"rows_visible\"]", "[▶\"rows_visibel\"]", "\"rows_visibel\" is not known", Some("rows_visible")),
    ("kind = \"wait\"", "kind = ▶\"wiat\"", "\"wiat\" is not known", Some("wait")),
    ("opens = \"home\"", "opens = ▶\"https://evil.test\"", "is not known", None),
    (
        "resource = \"recruitingJobRequisitions\"",
        "resource = ▶\"recruitingJobRequisition\"",
        "not known",
        Some("recruitingJobRequisitions"),
    ),
    ("resource = \"recruitingJobRequisitions\"", "resource = ▶\"../../../scim/Users\"", "not known", None),
    ("when = { user = \"new\" }", "when = { user = ▶\"old\" }", "\"old\" is not known", None),
    ("when = { user = \"new\" }", "when = { ▶users = \"new\" }", "no key \"users\"", Some("user")),
    ("icon = \"down\"", "icon = ▶\"donw\"", "\"donw\" is not known", Some("down")),
    ("kind = \"form\"", "kind = ▶\"from\"", "\"from\" is not known", Some("form")),
    ("id = \"host\"", "id = ▶\"hosts\"", "\"hosts\" is not known", Some("host")),
    // Forms of names.
    ("id = \"small\"", "id = ▶\"Small Guide\"", "is not an id", None),
    ("code = \"COPY_JOB\"", "code = ▶\"COPY JOB\"", "is not a role code", None),
    ("[\"{role_code}\"]", "[▶\"{role code}\"]", "is not a role code", None),
    ("field = \"RequisitionNumber\"", "field = ▶\"A,PersonId\"", "is not an attribute", None),
    // Pointers.
    ("uses = [\"find-address\"]", "uses = [\"find-address\", ▶\"verfy\"]", "no part \"verfy\"", Some("verify")),
    ("uses = [\"find-address\"]", "uses = [\"find-address\", ▶\"find-address\"]", "included twice", None),
    ("steps = [\"find-address\", \"one\"]", "steps = [\"find-address\", ▶\"oen\"]", "no step \"oen\"", Some("one")),
    ("steps = [\"find-address\", \"one\"]", "steps = [\"one\", ▶\"one\"]", "in two places", None),
    ("no_rows_visible = \"one\"", "▶no_rows_visble = \"one\"", "no problem", Some("no_rows_visible")),
    ("no_rows_visible = \"one\"", "no_rows_visible = ▶\"on\"", "no step \"on\"", Some("one")),
    (
        "[[step]]\nid = \"one\"",
        "▶[[step]]\nid = \"lost\"\ntitle = \"Lost\"\nwhy = \"So.\"\ndo = [\"Do.\"]\n[[step]]\nid = \"one\"",
        "in no stage",
        None,
    ),
    ("[[step]]\nid = \"one\"", "[[step]]\nid = \"one\"\n[[step]]\nid = ▶\"one\"", "stands twice", None),
    (
        "steps = [\"find-address\", \"one\"]",
        "steps = [\"one\"]\n[[stage]]\nid = ▶\"all\"\ntitle = \"A\"\nsteps = [\"find-address\"]",
        "stands twice",
        None,
    ),
    ("why = \"Because.\"\n", "", "lacks why", None),
    ("kind = \"must\"", "kind = \"wanted\"", "no resource must be readable", None),
    // Secrets, links and what is hidden.
    ("label = \"Password\"\nsecret = true", "label = \"Password\"", "holds a secret", None),
    ("secret = true", "value = ▶\"x\"\nsecret = true", "a secret has no value", None),
    ("link = \"https://help", "link = \"▶http://help", "no public page", None),
    ("link = \"https://help.example.com/oracle\"", "link = \"▶file:///etc/passwd\"", "no public page", None),
    ("(https://docs.oracle.com/en/page.html)", "(▶https://ann@docs.oracle.com/en)", "no public page", None),
    ("Do that.", "Sign in at ▶https://evil.test/login.", "leads away", None),
    ("`https://{host}/hcmUI`", "`▶https://{host}.evil.test/`", "leads away", None),
    ("form = \"https://app", "form = \"▶http://app", "no public page", None),
    ("\"form\", \"sealed\"", "\"form\", ▶\"saeled\"", "\"saeled\" is not known", Some("sealed")),
    ("\"form\", \"sealed\"", "\"form\", ▶\"form\"", "stands twice", None),
    ("[\"age1t7", "[▶\"age1t8", "not a whole key", None),
    ("[\"age1t7rx", "[▶\"ssh-rsa ", "a key for SSH", None),
    ("summary = \"Reads requisitions.\"", "summary = ▶\"Reads \\u202Ereq.\"", "not shown", None),
    ("title = \"Other\"", "title = ▶\"-----BEGIN PRIVATE KEY-----\"", "private key", None),
    ("[\"Do that.\"]", "[▶\"Click **Go.\"]", "opened and not closed", None),
    // Placeholders.
    ("value = \"{role_name}\"", "value = \"▶{rolename}\"", "no value {rolename}", Some("role_name")),
    ("see = \"It is done.\"", "see = \"It is done on ▶{hots}.\"", "no value {hots}", Some("host")),
    ("how = \"Write to them.\"", "how = \"Write to ▶{vendor}.\"", "is not filled in here", None),
    // Values, forms, drawings and tables.
    ("{ label = \"Role Name\", value = \"{role_name}\" }", "▶{ label = \"Role Name\" }", "nothing to copy", None),
    ("{ label = \"Role code\", each", "▶{ label = \"Role code\", value = \"x\", each", "both forms", None),
    ("target = true, callout = 2", "callout = 2", "marks nothing", None),
    ("look = \"field\"", "look = \"field\", target = ▶true", "a second thing", None),
    ("callout = 2", "callout = ▶3", "no action 3", None),
    ("look = \"field\"", "callout = ▶2", "stands twice", None),
    ("look = \"field\"", "cells = ▶[\"x\"]", "only the row of a table", None),
    ("rows = [[\"Accepted\", \"\"]]", "rows = [▶[\"Accepted\"]]", "this row has 1 cells", None),
    ("authentication = \"basic\"", "authentication = ▶\"jwt\"", "does not offer", None),
    ("key = \"own\", user = \"new\"", "key = \"own\", user = ▶\"existing\"", "in the other branch", None),
    ("[[step.variant]]", "[[step.variant]]\nwhen = ▶{}\nsee = \"x\"\n[[step.variant]]", "always hold", None),
    ("[[step.variant]]", "▶[[step.variant]]\nwhen = { key = \"vendor\" }\n[[step.variant]]", "changes nothing", None),
];

/// A fault whose place is that of a table's head, which the replacement does not touch: the head itself.
const AT_HEAD: &[(&str, &str)] = &[
    ("\"alt\" is missing", "[step.variant.hint]"),
    ("lacks why", "[[step]]"),
    ("no resource must be readable", "[[probe]]"),
    ("holds a secret", "[[handover]]\nid = \"password\""),
    ("marks nothing", "[step.hint]"),
];

fn broken(from: &str, to: &str) -> (String, Option<usize>) {
    assert!(WHOLE.contains(from), "{from}");
    let text = WHOLE.replacen(from, to, 1);
    let at = text.find('▶');
    (text.replace('▶', ""), at)
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1)
}

#[test]
fn reads_a_guide_with_every_key() {
    let guide = read(WHOLE, "small.toml").unwrap();
    assert_eq!(guide.steps().count(), 2);
    assert!(!guide.built_in);
    let step = guide.step("one").unwrap();
    assert_eq!(step.hint.as_ref().unwrap().items().count(), 3);
    assert_eq!(step.worksheets[0].columns[0].choices, ["New"]);
    assert_eq!(step.english.as_deref(), Some("Switch the page."));
    assert_eq!(
        guide.step("find-address").unwrap().english.as_deref(),
        Some("Choose English under **Set Preferences**.")
    );
}

#[test]
fn tells_each_of_many_faults_at_its_place() {
    assert!(BROKEN.len() >= 70);
    let mut wrong = Vec::new();
    for (from, to, message, nearest) in BROKEN {
        let (text, at) = broken(from, to);
        let faults = read(&text, "small.toml").unwrap_err();
        let head = AT_HEAD.iter().find(|(of, _)| of == message).and_then(|(_, head)| text.find(head));
        let told: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column, fault.nearest.as_deref())).collect();
        // What is missing in the head of the file has no place of its own.
        let (line, column) = at.or(head).map_or((1, 1), |at| place(&text, at));
        if told != [(line, column, *nearest)] || !faults[0].message.contains(message) || faults[0].file != "small.toml"
        {
            wrong.push(format!("{from} -> {to}: {line}:{column} {nearest:?}, told: {faults:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tells_all_faults_of_a_file_in_the_order_of_their_places() {
    let text = WHOLE
        .replace("version = \"1\"", "verson = \"1\"")
        .replace("kind = \"must\"", "kind = \"mast\"")
        .replace("\"one\"]", "\"oen\"]")
        .replace("{role_name}", "{rolename}")
        .replace("https://help", "http://help");
    let faults = read(&text, "small.toml").unwrap_err();
    let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    assert!(lines.is_sorted(), "{faults:#?}");
    for part in ["\"verson\"", "\"version\" is missing", "\"mast\"", "\"oen\"", "{rolename}", "no public page"] {
        assert!(faults.iter().any(|fault| fault.message.contains(part)), "{part}: {faults:#?}");
    }
}

/// As `guide check` tells it: place, path, message, what was expected and the nearest right word.
fn line_of(fault: &Fault) -> String {
    let Fault { line, column, path, message, expected, nearest, .. } = fault;
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    format!("{line}:{column} [{path}] {message} | expected: {} | nearest: {}", or_none(expected), or_none(nearest))
}

#[test]
fn every_fault_names_its_path_what_was_expected_and_the_nearest_as_kept_beside_the_tests() {
    let mut told = String::new();
    for (from, to, ..) in BROKEN {
        for fault in read(&broken(from, to).0, "small.toml").unwrap_err() {
            assert!(fault.expected.as_ref().is_some_and(|expected| !expected.is_empty()), "{fault:?}");
            told.push_str(&line_of(&fault));
            told.push('\n');
        }
    }
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/load/broken_guides.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(kept, &told).unwrap();
    }
    assert_eq!(std::fs::read_to_string(kept).unwrap(), told, "UPDATE_SNAPSHOTS=1 writes it anew");
}

/// Where a guide could try to lead elsewhere, and what it could write there.
const HOSTILE: &[(&str, &[&str])] = &[
    (
        "resource = \"recruitingJobRequisitions\"",
        &[
            "https://evil.test/x",
            "//evil.test/x",
            "../scim/Users",
            "..%2f..%2fscim%2fUsers",
            "workers/../../scim/Roles",
            "workers@evil.test",
            "workers?q=x",
            "workers#x",
            "workers;finder=x",
            "workers%3Fexpand=all",
            "workers\\\\evil",
            "Workers",
            "workers ",
            "workers\\u0000",
            "workers\\r\\nHost: evil.test",
            "workers\u{2215}emails",
            "{host}",
            "",
        ],
    ),
    (
        "field = \"RequisitionNumber\"",
        &["A,B", "A&expand=all", "A%26limit=500", "A;B", "../A", "A B", "A\\u0000", "{user}", "Na\u{456}me", ""],
    ),
    (
        "witness = \"RequisitionNumber\"",
        &["A='1' or B", "A;B", "A&q=x", "A%3D", "A\\u200B", "names.FirstName", "{user}", "@evil.test", ""],
    ),
    ("opens = \"home\"", &["https://evil.test", "/hcmUI", "home?x=y", "file:///etc/passwd", "javascript:alert(1)"]),
    (
        "link = \"https://help.example.com/oracle\"",
        &[
            "http://help.example.com",
            "https://help.example.com@evil.test",
            "https://10.0.0.1/",
            "https://[::1]/",
            "https://localhost/",
            "https://help.example.com:8443/",
            "https://help.\u{435}xample.com/",
            "https://{host}/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "/bin/sh",
        ],
    ),
    (
        "do = [\"Do that.\"]",
        &[
            "Open https://evil.test/login",
            "Open https://{host}@evil.test/",
            "Open https://{host}.evil.test/",
            "Open {origin}.evil.test/",
            "Open {origin}@evil.test",
            "Open https://evil.test?{host}",
            "Open http://{host}/",
            "Open https:\\\\\\\\evil.test",
            "Open {{host}}",
            "Open {ho{user}st}",
            "Turned \\u202E around",
            "Hidden \\u200B here",
            "Bell \\u0007",
        ],
    ),
    ("uses = [\"find-address\"]", &["../hackajob", "/etc/passwd", "find-address.toml", "parts/verify", ".", ""]),
    ("code = \"COPY_JOB\"", &["A\\\" or name pr", "A B", "A&filter=x", "A/..", "{user}", ""]),
];

#[test]
fn a_foreign_guide_can_not_lead_to_another_host_another_path_or_another_file() {
    for (place, attempts) in HOSTILE {
        assert!(WHOLE.contains(place), "{place}");
        let (key, value) = place.split_once(" = ").unwrap();
        for attempt in *attempts {
            let value = match value {
                listed if listed.starts_with('[') => format!("[\"{attempt}\"]"),
                _ => format!("\"{attempt}\""),
            };
            let faults = read(&WHOLE.replace(place, &format!("{key} = {value}")), "small.toml");
            assert!(faults.is_err(), "{key} = {value} was let through");
        }
    }
}

#[test]
fn what_a_guide_can_ask_for_are_reads_below_oracles_rest_paths() {
    let guide = read(WHOLE, "small.toml").unwrap();
    for request in crate::guide::preview(&guide, Some(WHOLE)).unwrap().requests {
        assert!(request.path.starts_with("/hcmRestApi/"), "{}", request.path);
        assert!(!request.path.contains("..") && !request.path.contains(['?', '#', '@', '%', '\\']), "{}", request.path);
    }
}

#[test]
fn a_file_that_is_no_guide_is_one_fault_and_told_at_once() {
    let one = |bytes: Vec<u8>| match read_bytes(bytes, "x.toml") {
        Err(Problem::GuideInvalid { faults }) => faults,
        other => panic!("{other:?}"),
    };
    assert_eq!(one(vec![0xff, 0xfe]).len(), 1);
    assert_eq!(one(vec![b'#'; LARGEST + 1])[0].message, "this file is too large to be a guide");
    assert_eq!(one("a = 1\n".repeat(LARGEST / 6).into_bytes()).len(), 1);
    assert!(!one(format!("x = {}", "[".repeat(LARGEST - 10)).into_bytes()).is_empty());
    let list = format!("uses = [{}]", "\"a\",".repeat(LARGEST / 4 - 10));
    assert_eq!(one(list.into_bytes())[0].message, "this file holds far more than a guide");
}

#[test]
fn of_very_many_faults_the_first_are_told_and_the_rest_counted() {
    let many = (0..5_000).map(|number| format!("key{number} = 1")).collect::<Vec<_>>().join("\n");
    let faults = read(&format!("{many}\n{WHOLE}"), "small.toml").unwrap_err();
    assert_eq!(faults.len(), FAULTS + 1);
    assert_eq!(faults[FAULTS].message, "4800 more faults come after this one");
}

#[test]
fn the_part_of_another_guide_is_not_to_be_had() {
    let other = builtins()[0].id.as_str();
    for name in [&format!("../{other}"), "parts/verify", "/etc/passwd", other] {
        let text = WHOLE.replace("uses = [\"find-address\"]", &format!("uses = [\"{name}\"]"));
        let faults = read(&text, "small.toml").unwrap_err();
        assert!(faults.iter().any(|fault| fault.path == "uses[1]"), "{name}: {faults:#?}");
    }
}

#[test]
fn without_a_role_nothing_may_speak_of_the_copy() {
    let role = &WHOLE[WHOLE.find("[role]").unwrap()..WHOLE.find("[roles]").unwrap()];
    let faults = read(&WHOLE.replace(role, ""), "small.toml").unwrap_err();
    let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["roles.required[1]", "step.one.values[1].value"]);
    let with_part = WHOLE
        .replace(role, "")
        .replace("{role_code}", "A_1")
        .replace("{role_name}", "A")
        .replace("uses = [", "uses = [\"copy-role\", ")
        .replace("steps = [", "steps = [\"name-the-copy\", ");
    let faults = read(&with_part, "small.toml").unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.path.as_str()).collect::<Vec<_>>(), ["stage.all.steps[1]"]);
}

#[test]
fn shows_a_step_only_in_its_branch_and_in_the_form_of_it() {
    let guide = read(WHOLE, "small.toml").unwrap();
    let titles = |branches: &[(&str, &str)]| -> Vec<String> {
        let branches = branches.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        guide.walk(&branches).into_iter().flat_map(|stage| stage.steps).map(|step| step.title).collect()
    };
    assert_eq!(titles(&[])[1], "One");
    assert_eq!(titles(&[("user", "existing")]).len(), 1);
    assert_eq!(titles(&[("pages", "redwood")])[1], "One");
    assert_eq!(titles(&[("pages", "redwood"), ("access", "data-role")])[1], "Other");
}

#[test]
fn a_form_for_a_way_to_sign_in_that_is_not_offered_is_left_out() {
    for guide in builtins() {
        let ways: Vec<&str> = guide.authentications.iter().map(|way| way.as_str()).collect();
        let mut forms = guide.steps().flat_map(|step| &step.variants);
        assert!(forms.all(|form| form.when.get("authentication").is_none_or(|way| ways.contains(&way.as_str()))));
    }
    let steps = |guide: &Guide| guide.steps().flat_map(|step| step.variants.clone()).count();
    let one_way = builtins().iter().find(|guide| guide.authentications == [Authentication::Basic]).unwrap();
    let text = text_of(&one_way.id);
    let both = text.replace("authentications = [\"basic\"]", "authentications = [\"basic\", \"jwt\"]");
    assert!(steps(&read(&both, "both.toml").unwrap()) > steps(one_way));
}

#[test]
fn another_way_to_go_takes_the_drawing_along_or_away() {
    let text = WHOLE.replace(&WHOLE[WHOLE.find("[step.variant.hint]").unwrap()..], "");
    let guide = read(&text, "small.toml").unwrap();
    let branches = [("pages", "redwood"), ("access", "data-role")];
    let branches = branches.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let hint = |branches: &Branches| guide.walk(branches)[0].steps[1].hint.clone();
    assert!(hint(&Branches::new()).is_some());
    assert_eq!(hint(&branches), None);
}

fn as_json(text: &str) -> Option<Value> {
    serde_json::to_value(toml::from_str::<toml::Value>(text).ok()?).ok()
}

#[test]
fn the_schema_means_the_same_to_a_whole_validator() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for guide in builtins() {
        let text = text_of(&guide.id);
        assert!(validator.is_valid(&as_json(text).unwrap()), "{}", guide.id);
    }
    for (from, to) in BROKEN.iter().map(|(from, to, ..)| (from, to)).chain([(&"", &"")]) {
        let (text, _) = broken(from, to);
        let Some(json) = as_json(&text) else { continue };
        let ours = shape::of_guide(&Source::parse(&text, "small.toml").unwrap().root());
        assert_eq!(ours.is_empty(), validator.is_valid(&json), "{from} -> {to}: {ours:#?}");
    }
}

#[test]
fn the_schema_describes_no_key_that_the_loader_does_not_read() {
    fn names(schema: &Value, found: &mut Vec<String>) {
        if let Some(properties) = schema["properties"].as_object() {
            found.extend(properties.keys().cloned());
        }
        match schema {
            Value::Object(object) => object.values().for_each(|value| names(value, found)),
            Value::Array(list) => list.iter().for_each(|value| names(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    names(&serde_json::from_str(SCHEMA).unwrap(), &mut found);
    for key in found {
        let written = [format!("\n{key} = "), format!("{{ {key} = "), format!(", {key} = ")];
        let headed = [format!("[{key}]"), format!(".{key}]")];
        assert!(written.iter().chain(&headed).any(|form| WHOLE.contains(form.as_str())), "{key}");
    }
}

#[test]
fn the_worked_example_in_the_documentation_is_valid() {
    let page = include_str!("../../../docs/guide-format.md");
    let example = page.split("```toml\nschema = 1").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let guide =
        read(&format!("schema = 1{example}\n"), "brightlane.toml").unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert!(guide.steps().any(|step| step.hint.is_some()) && guide.steps().any(|step| !step.worksheets.is_empty()));
}

fn text_of(id: &str) -> &'static str {
    folder::guides().find(|(name, _)| *name == id).unwrap().1
}
