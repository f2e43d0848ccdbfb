//! The connection sheet: what the vendor's form asks for, but for the secret.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{headline, shown};
use crate::{
    address::OracleHost,
    checks::Verdict,
    guide::{Authentication, HandoverField},
    key::{Certificate, Fingerprint},
    plan::Plan,
    problem::Problem,
    setup_file::SetupFile,
};

/// The connection sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// The vendor's fields in its order, then the other forms of the same facts.
    pub fields: Vec<SheetField>,
    /// Verdict of the last whole verification, or none.
    pub verdict: Option<Verdict>,
    /// When that ended.
    pub verified_at: Option<Timestamp>,
    #[serde(skip)]
    headline: String,
    #[serde(skip)]
    practice: bool,
    #[serde(skip)]
    secrets: Vec<String>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetField {
    /// What it is, such as `host`.
    pub id: String,
    /// As the vendor words it.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// One field of the vendor's form, whether it is known or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// What it is, such as `host`.
    pub id: String,
    /// As the vendor words it.
    pub label: String,
    /// Its value; none for a secret, and for what the setup does not know yet.
    pub value: Option<String>,
    /// It is the secret, which never stands here.
    #[serde(default)]
    pub secret: bool,
}

/// The vendor's form in its order, as far as it belongs to the way in which the integration user signs in.
pub fn form(plan: &Plan) -> Vec<FormField> {
    let fields = plan.guide.handover.iter().filter(|field| belongs(&field.id, plan));
    let field = |field: &HandoverField| FormField {
        id: field.id.clone(),
        label: field.label.clone(),
        value: match &field.value {
            _ if field.secret => None,
            Some(value) => filled(value, plan),
            None => known(&field.id, plan),
        },
        secret: field.secret,
    };
    fields.map(field).collect()
}

/// The sheet of a setup. What the setup does not know yet is left out.
pub fn sheet(file: &SetupFile) -> Result<Sheet, Problem> {
    let plan = Plan::of(file)?;
    let run = file.last_run();
    let mut fields: Vec<SheetField> = Vec::new();
    let mut secrets = Vec::new();
    for field in form(&plan) {
        if field.secret {
            secrets.push(field.label);
        } else {
            put(&mut fields, &field.id, &field.label, field.value);
        }
    }
    for (id, label) in [
        ("host", "Host"),
        ("origin", "Address"),
        ("subdomain", "Subdomain"),
        ("user", "User name"),
        ("authentication", "Authentication"),
        ("role_name", "Role name"),
        ("role_code", "Role code"),
        ("issuer", "Issuer"),
        ("fingerprint_hex", "Certificate fingerprint (SHA-1), hex"),
        ("fingerprint_base64", "Certificate fingerprint (SHA-1), base64"),
        ("fingerprint_base64url", "Certificate fingerprint (SHA-1), base64url"),
        ("certificate", "Certificate"),
    ] {
        if belongs(id, &plan) && !fields.iter().any(|field| field.id == id) {
            put(&mut fields, id, label, known(id, &plan));
        }
    }
    Ok(Sheet {
        fields,
        verdict: run.map(|run| run.verdict),
        verified_at: run.map(|run| run.finished_at),
        headline: headline(run),
        practice: plan.host.as_ref().is_some_and(OracleHost::is_practice),
        secrets,
    })
}

impl Sheet {
    /// The verdict in a line, with its time.
    pub fn verdict_line(&self) -> String {
        match self.verified_at {
            Some(time) => format!("{}. Verified from this computer on {}", self.headline, shown(time)),
            None => "Not verified".to_owned(),
        }
    }

    /// As text to send.
    pub fn text(&self) -> String {
        let width = self.fields.iter().map(|field| field.label.chars().count()).max().unwrap_or_default();
        let mut lines = Vec::new();
        if self.practice {
            lines.push("PRACTICE: these details belong to a practice Oracle on this computer.".to_owned());
        }
        lines.extend(self.fields.iter().map(|field| row(field, width)));
        if !self.secrets.is_empty() {
            lines.push(format!("Not in this sheet, and never by e-mail: {}", self.secrets.join(", ")));
        }
        lines.push(self.verdict_line());
        lines.join("\n") + "\n"
    }
}

fn put(fields: &mut Vec<SheetField>, id: &str, label: &str, value: Option<String>) {
    if let Some(value) = value {
        fields.push(SheetField { id: id.to_owned(), label: label.to_owned(), value });
    }
}

/// Whether a field belongs to the way in which the integration user signs in.
fn belongs(id: &str, plan: &Plan) -> bool {
    match plan.authentication {
        Authentication::Basic => {
            !(matches!(id, "issuer" | "private_key" | "certificate") || id.starts_with("fingerprint"))
        }
        Authentication::Jwt => id != "password" && !(id == "private_key" && plan.vendor_holds_the_key()),
    }
}

fn filled(value: &str, plan: &Plan) -> Option<String> {
    let (text, whole) = crate::guide::fill(value, &plan.facts);
    whole.then_some(text)
}

fn known(id: &str, plan: &Plan) -> Option<String> {
    match id {
        "fingerprint_hex" => fingerprint(plan).map(|fingerprint| fingerprint.hex()),
        "fingerprint_base64" => fingerprint(plan).map(|fingerprint| fingerprint.base64()),
        "fingerprint_base64url" => fingerprint(plan).map(|fingerprint| fingerprint.base64url()),
        "certificate" => plan.certificate.as_ref().map(Certificate::pem),
        id => plan.facts.get(id).cloned(),
    }
}

fn fingerprint(plan: &Plan) -> Option<Fingerprint> {
    plan.certificate.as_ref().map(Certificate::fingerprint)
}

/// A field as a row; a certificate stands in lines of its own, as whoever pastes it needs it.
fn row(field: &SheetField, width: usize) -> String {
    if field.id == "certificate" {
        let lines: Vec<String> = field.value.lines().map(one_line).collect();
        return format!("{}\n{}", field.label, lines.join("\n"));
    }
    format!("{:width$}  {}", field.label, one_line(&field.value))
}

fn one_line(text: &str) -> String {
    crate::words::visible(text)
}
