//! The fields of a setup file in words, for a person who chooses between two copies.
//!
//! A field is named as [`crate::setup_file::Difference::field`] names it. One that a later program made keeps its name.

use jiff::Timestamp;
use serde_json::Value;

use super::{code, day, visible};

/// What a field is called, without the step that it belongs to.
pub fn field(name: &str) -> String {
    let parts: Vec<String> = name.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["steps", _, member] => of_step(member),
        ["branches", key] => format!("Choice of {}", code(key)),
        ["values", key] => format!("Value {}", code(key)),
        ["accepted", finding] => format!("Accepted finding {}", code(finding)),
        [member] => of_setup(member),
        _ => code(name),
    }
}

/// The same with the step's id, for where its title is not at hand.
pub fn field_in_full(name: &str) -> String {
    let step = name.strip_prefix("steps/").and_then(|rest| rest.split('/').next());
    let label = field(name);
    step.map_or_else(|| label.clone(), |step| format!("{label} of the step {}", code(step)))
}

/// What stands in a field, in one text. It may have several lines, and no marks count in it.
pub fn field_value(name: &str, value: &Value) -> String {
    let member = name.rsplit('/').next().unwrap_or_default();
    match (member, value) {
        (_, Value::Null) => "Nothing".to_owned(),
        ("claimed", claim) => claimed(claim),
        ("comments", comment) => with_name(text(comment, "text"), comment, "by"),
        ("runs", run) => moment(run, "finished_at").map_or_else(|| run.to_string(), |time| format!("Of {time}")),
        ("host", host) => text(host, "host").to_owned(),
        ("roles", roles) => of_roles(roles),
        ("visibility", Value::String(all)) if all == "all" => "All that the administrator sees".to_owned(),
        ("visibility", _) => "Less than the administrator sees".to_owned(),
        ("authentication", Value::String(kind)) if kind == "basic" => "User name and password".to_owned(),
        ("authentication", _) => "Signed token (JWT)".to_owned(),
        ("due" | "refused_at", Value::String(time)) => time.parse::<Timestamp>().map_or_else(|_| time.clone(), day),
        ("guide", guide) => format!("{}, version {}", text(guide, "id"), text(guide, "version")),
        ("certificate", certificate) => text(certificate, "sha1_hex").to_owned(),
        ("practice", practice) => text(practice, "scenario").to_owned(),
        (_, Value::Object(one)) if name.starts_with("accepted/") => {
            one.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        (_, Value::String(text)) => text.split('\n').map(visible).collect::<Vec<_>>().join("\n"),
        (_, other) => other.to_string(),
    }
}

fn of_step(member: &str) -> String {
    match member {
        "claimed" => "State".to_owned(),
        "note" => "Note".to_owned(),
        "owner" => "Owner".to_owned(),
        "due" => "Due".to_owned(),
        "comments" => "Comment".to_owned(),
        other => code(other),
    }
}

fn of_setup(member: &str) -> String {
    let words = match member {
        "name" => "Name",
        "host" => "Address of Oracle",
        "user" => "Integration user",
        "authentication" => "Sign-in of the integration user",
        "issuer" => "Trusted issuer",
        "certificate" => "Certificate",
        "roles" => "Roles that the vendor asks for",
        "requisition" => "Known requisition",
        "visibility" => "What the integration user may see",
        "guide" => "Guide",
        "refused_at" => "When Oracle refused the secret",
        "password_expires" => "Last day of the password",
        "practice" => "Practice scenario",
        "runs" => "Verification",
        other => return code(other),
    };
    words.to_owned()
}

fn claimed(claim: &Value) -> String {
    let said = match text(claim, "claimed") {
        "done" => "Done".to_owned(),
        "waiting" => match text(claim, "waiting_for") {
            "" => "Waiting".to_owned(),
            what => format!("Waiting for {}", visible(what)),
        },
        "not_applicable" => "Not applicable".to_owned(),
        _ => "To do".to_owned(),
    };
    let said = with_name(&said, claim, "claimed_by");
    let Some(redo) = claim.get("redo") else { return said };
    with_name(&format!("To be done once more: {}", text(redo, "why")), redo, "by")
}

fn with_name(said: &str, value: &Value, by: &str) -> String {
    match text(value, by) {
        "" => visible(said),
        by => format!("{} ({})", visible(said), visible(by)),
    }
}

fn of_roles(roles: &Value) -> String {
    let given = roles.get("given").and_then(Value::as_array);
    let codes: Vec<&str> = given.into_iter().flatten().filter_map(Value::as_str).collect();
    match roles.as_str() {
        Some("none") => "None beside the guide's own".to_owned(),
        Some(_) => "Not known yet".to_owned(),
        None => codes.join(", "),
    }
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn moment(value: &Value, member: &str) -> Option<String> {
    let time: Timestamp = text(value, member).parse().ok()?;
    Some(time.strftime("%-d %B %Y, %H:%M UTC").to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_field_has_a_name_that_people_use() {
        assert_eq!(field("steps/copy-role/claimed"), "State");
        assert_eq!(field_in_full("steps/copy-role/note"), "Note of the step `copy-role`");
        assert_eq!(field("host"), "Address of Oracle");
        assert_eq!(field("values/role_code"), "Value `role_code`");
        assert_eq!(field("accepted/rows_visible:workers"), "Accepted finding `rows_visible:workers`");
        assert_eq!(field("later~1one"), "`later/one`");
    }

    #[test]
    fn a_value_is_told_as_a_person_would() {
        let told = |field: &str, value: Value| field_value(field, &value);
        assert_eq!(told("steps/a/note", Value::Null), "Nothing");
        assert_eq!(told("steps/a/claimed", json!({"claimed": "done", "claimed_by": "Ann"})), "Done (Ann)");
        assert_eq!(told("steps/a/claimed", json!({"claimed": "waiting", "waiting_for": "HR"})), "Waiting for HR");
        let redo = json!({"redo": {"why": "The code has a suffix", "by": "Bo"}});
        assert_eq!(told("steps/a/claimed", redo), "To be done once more: The code has a suffix (Bo)");
        assert_eq!(told("roles", json!({"given": ["A", "B"]})), "A, B");
        assert_eq!(told("roles", json!("none")), "None beside the guide's own");
        assert_eq!(told("host", json!({"host": "abcd.fa.ocs.oraclecloud.com"})), "abcd.fa.ocs.oraclecloud.com");
        assert_eq!(told("later", json!({"deep": 1})), r#"{"deep":1}"#);
    }
}
