//! A hand-over as the window shows it: where the gate stands, the ways in the vendor's order, and what a receiver sees.

use serde::Serialize;
use setup::{
    checks::Verdict,
    guide::{Afterwards, Step, Value, Way},
    handover::{Envelope, Gate, OpenCheck, Recipient, SecretKind, ways, ways::Message},
    plan::Plan,
    problem::Problem,
    report,
    setup_file::{Claim, HandedOver, SetupFile},
};

use super::walk::ValueView;
use crate::error::ProblemView;

/// Where a hand-over stands.
#[derive(Debug, Serialize, specta::Type)]
pub struct HandOverView {
    pub vendor: String,
    pub practice: bool,
    /// Why nothing may be handed over without a written reason.
    pub closed: Option<ProblemView>,
    pub verdict: Option<Verdict>,
    pub verified_at: Option<String>,
    /// What the verification that counts left open; it goes along.
    pub open: Vec<OpenView>,
    /// The ways in the vendor's order. None where the vendor holds the private key.
    pub ways: Vec<Way>,
    pub vendor_holds_the_key: bool,
    /// Which secret it is.
    pub secret: SecretKind,
    /// The vendor's own form, in its order.
    pub fields: Vec<FormFieldView>,
    /// Every other form of the same, and what else a vendor may ask for.
    pub details: Vec<FormFieldView>,
    /// The page with the vendor's form.
    pub form: Option<String>,
    /// The vendor's own recipients, as its guide names them.
    pub recipients: Vec<RecipientView>,
    /// Whether the guide came with the program. Another's keys and links are looked at before they are used.
    pub built_in: bool,
    /// The e-mail for each way, and for none.
    pub emails: Vec<EmailView>,
    /// The entry for a password manager, but for the secret.
    pub manager_entry: String,
    /// What was handed over before, newest first.
    pub handed_over: Vec<HandedOverView>,
}

/// A check that is open.
#[derive(Debug, Serialize, specta::Type)]
pub struct OpenView {
    pub verdict: Verdict,
    pub title: String,
    pub meaning: String,
}

/// A field of the vendor's form.
#[derive(Debug, Serialize, specta::Type)]
pub struct FormFieldView {
    pub id: String,
    pub label: String,
    /// None for the secret, and for what is not known yet.
    pub value: Option<String>,
    pub secret: bool,
}

/// A receiver's public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RecipientView {
    pub recipient: String,
    /// Five groups of four, to read to each other.
    pub fingerprint: String,
}

/// The e-mail that goes with a way.
#[derive(Debug, Serialize, specta::Type)]
pub struct EmailView {
    pub way: Option<Way>,
    pub message: Message,
}

/// What was handed over before.
#[derive(Debug, Serialize, specta::Type)]
pub struct HandedOverView {
    pub at: String,
    pub way: Way,
    pub to: Vec<RecipientView>,
    pub signed_in: Verdict,
    pub reason: Option<String>,
    pub by: Option<String>,
}

/// The key with which this computer receives, and what to send to customers.
#[derive(Debug, Serialize, specta::Type)]
pub struct ReceiverView {
    pub key: RecipientView,
    pub message: Message,
}

/// A hand-over that was opened, without its secret.
#[derive(Debug, Serialize, specta::Type)]
pub struct ReceivedView {
    pub vendor: String,
    pub name: String,
    pub created_at: String,
    pub practice: bool,
    pub host: String,
    pub fields: Vec<FormFieldView>,
    pub details: Vec<FormFieldView>,
    pub secret: Option<SecretKind>,
    pub verdict: Option<Verdict>,
    pub verified_at: Option<String>,
    pub seen_from: Option<String>,
    pub open: Vec<OpenView>,
    /// Whether this very secret signed in when it was sealed.
    pub signed_in: bool,
    /// What it met in place of what it asked for.
    pub closed: Option<String>,
    /// Why it was handed over although something was not proved.
    pub reason: Option<String>,
    /// The secret is kept in this computer's keychain.
    pub stored: bool,
}

/// A checklist for afterwards.
#[derive(Debug, Serialize, specta::Type)]
pub struct ChecklistView {
    pub list: Afterwards,
    pub title: String,
    pub steps: Vec<ChecklistStepView>,
}

/// A step of it. Texts may hold `**bold**` and `` `code` ``.
#[derive(Debug, Serialize, specta::Type)]
pub struct ChecklistStepView {
    pub id: String,
    pub title: String,
    pub why: String,
    pub who: String,
    pub instructions: Vec<String>,
    pub values: Vec<ValueView>,
    pub done: bool,
}

/// Both checklists with this setup's values, and what was marked.
pub fn checklist_views(file: &SetupFile) -> Result<Vec<ChecklistView>, Problem> {
    let plan = Plan::of(file)?;
    let view = |list: &Afterwards| ChecklistView {
        list: *list,
        title: list.title().to_owned(),
        steps: plan.afterwards(*list).into_iter().map(|step| checklist_step(step, file)).collect(),
    };
    Ok(Afterwards::ALL.iter().map(view).collect())
}

fn checklist_step(step: Step, file: &SetupFile) -> ChecklistStepView {
    let value = |value: Value| ValueView {
        copyable: value.value.is_some(),
        value: value.value.unwrap_or_default(),
        label: value.label,
    };
    ChecklistStepView {
        done: file.step(&step.id).claimed == Claim::Done,
        who: step.who.words().to_owned(),
        values: step.values.into_iter().map(value).collect(),
        id: step.id,
        title: step.title,
        why: step.why,
        instructions: step.instructions,
    }
}

impl From<&Recipient> for RecipientView {
    fn from(recipient: &Recipient) -> Self {
        Self { recipient: recipient.as_str().to_owned(), fingerprint: recipient.fingerprint() }
    }
}

impl From<OpenCheck> for OpenView {
    fn from(check: OpenCheck) -> Self {
        Self { verdict: check.verdict, title: check.title, meaning: check.meaning }
    }
}

impl From<report::FormField> for FormFieldView {
    fn from(field: report::FormField) -> Self {
        let report::FormField { id, label, value, secret } = field;
        Self { id, label, value, secret }
    }
}

impl From<&HandedOver> for HandedOverView {
    fn from(one: &HandedOver) -> Self {
        let recipients = one.to.iter().filter_map(|text| Recipient::parse(text).ok());
        Self {
            at: one.at.to_string(),
            way: one.way,
            to: recipients.map(|recipient| RecipientView::from(&recipient)).collect(),
            signed_in: one.signed_in,
            reason: one.unverified.as_ref().map(|unverified| unverified.reason.clone()),
            by: one.by.clone(),
        }
    }
}

impl From<&Recipient> for ReceiverView {
    fn from(recipient: &Recipient) -> Self {
        Self { key: recipient.into(), message: ways::invitation(recipient) }
    }
}

/// Where the hand-over of a setup stands.
pub fn hand_over_view(file: &SetupFile, now: jiff::Timestamp) -> Result<HandOverView, Problem> {
    let plan = Plan::of(file)?;
    let gate = Gate::of(file, &plan, now);
    let fields = report::form(&plan);
    let details = report::sheet(file)?.fields.into_iter().filter(|one| !fields.iter().any(|field| field.id == one.id));
    let ways = ways::ways(&plan);
    let email = |way| Ok(EmailView { way, message: ways::email(file, way)? });
    let emails: Vec<EmailView> =
        [None].into_iter().chain(ways.iter().copied().map(Some)).map(email).collect::<Result<_, Problem>>()?;
    Ok(HandOverView {
        vendor: plan.guide.vendor.clone(),
        practice: plan.host.as_ref().is_some_and(setup::address::OracleHost::is_practice),
        verdict: gate.run.map(|run| run.verdict),
        verified_at: gate.run.map(|run| run.finished_at.to_string()),
        open: gate.open_checks().into_iter().map(OpenView::from).collect(),
        closed: gate.closed.map(|closed| Problem::from(closed).into()),
        ways,
        vendor_holds_the_key: plan.vendor_holds_the_key(),
        secret: SecretKind::of(plan.authentication),
        details: details.map(detail).collect(),
        fields: fields.into_iter().map(FormFieldView::from).collect(),
        form: plan.guide.delivery.form.clone(),
        recipients: ways::recipients(&plan)?.iter().map(RecipientView::from).collect(),
        built_in: plan.guide.built_in,
        emails,
        manager_entry: ways::manager_entry(file)?,
        handed_over: file.handed_over.iter().rev().map(HandedOverView::from).collect(),
    })
}

fn detail(field: report::SheetField) -> FormFieldView {
    FormFieldView { id: field.id, label: field.label, value: Some(field.value), secret: false }
}

/// What a receiver may see at once.
pub fn received_view(envelope: &Envelope, stored: bool) -> ReceivedView {
    let connection = &envelope.connection;
    let known = |id: &str, label: &str, value: Option<String>| FormFieldView {
        id: id.to_owned(),
        label: label.to_owned(),
        value,
        secret: false,
    };
    let certificate = connection.certificate.as_ref();
    let details = [
        known("host", "Host", Some(connection.host.clone())),
        known("origin", "Address", Some(connection.origin.clone())),
        known("subdomain", "Subdomain", connection.subdomain.clone()),
        known("user", "User name", Some(connection.user.clone())),
        known("issuer", "Issuer", connection.issuer.clone()),
        known("fingerprint_hex", "Certificate fingerprint (SHA-1), hex", certificate.map(|one| one.sha1_hex.clone())),
        known(
            "fingerprint_base64",
            "Certificate fingerprint (SHA-1), base64",
            certificate.map(|one| one.sha1_base64.clone()),
        ),
        known(
            "fingerprint_base64url",
            "Certificate fingerprint (SHA-1), base64url",
            certificate.map(|one| one.sha1_base64url.clone()),
        ),
        known("certificate", "Certificate", certificate.map(|one| one.pem.clone())),
    ];
    let is_beside =
        |one: &FormFieldView| one.value.is_some() && !envelope.fields.iter().any(|field| field.id == one.id);
    let proof = envelope.verification.as_ref();
    ReceivedView {
        vendor: envelope.vendor.clone(),
        name: envelope.name.clone(),
        created_at: envelope.created_at.to_string(),
        practice: envelope.is_practice(),
        host: connection.host.clone(),
        fields: envelope.fields.iter().cloned().map(FormFieldView::from).collect(),
        details: details.into_iter().filter(is_beside).collect(),
        secret: envelope.secret.as_ref().map(|secret| secret.kind),
        verdict: proof.map(|proof| proof.verdict),
        verified_at: proof.map(|proof| proof.finished_at.to_string()),
        seen_from: proof.map(|proof| proof.seen_from.clone()),
        open: proof.into_iter().flat_map(|proof| proof.open.iter().cloned()).map(OpenView::from).collect(),
        signed_in: envelope.sign_in.verdict == Verdict::Passed,
        closed: envelope.sign_in.closed(),
        reason: envelope.unverified.as_ref().map(|unverified| unverified.reason.clone()),
        stored,
    }
}
