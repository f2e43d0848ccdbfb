//! What the window sends, and what core makes of it.

use jiff::{Timestamp, civil::Date};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use setup::{
    address,
    checks::CheckId,
    credentials::AdminCredential,
    guide::{Authentication, role_list::read_role_list, worksheet},
    problem::Problem,
    setup_file::{self, Change, Claim, Form, SetupFile, Visibility},
};

use crate::view::{self, AddressView};

/// What the new-setup form holds.
#[derive(Debug, Deserialize, specta::Type)]
pub struct NewSetupForm {
    /// The key of a guide that can be chosen.
    pub guide: String,
    pub name: String,
    pub address: String,
    pub user: String,
    pub authentication: Authentication,
    pub roles: String,
    pub requisition: String,
}

/// One change of a setup.
#[derive(Debug, Deserialize, specta::Type)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum SetupChange {
    Claim {
        step: String,
        claim: Claim,
        waiting_for: Option<String>,
    },
    Note {
        step: String,
        note: String,
    },
    Owner {
        step: String,
        owner: String,
    },
    Due {
        step: String,
        due: Option<String>,
    },
    Comment {
        step: String,
        text: String,
        by: String,
    },
    Redo {
        step: String,
        why: String,
        by: String,
    },
    Accept {
        check: String,
        subject: Option<String>,
        reason: String,
    },
    Name {
        name: String,
    },
    Address {
        address: String,
    },
    User {
        user: String,
    },
    Roles {
        roles: String,
    },
    NoRoles,
    Requisition {
        requisition: String,
    },
    Authentication {
        authentication: Authentication,
    },
    Issuer {
        issuer: String,
    },
    Branch {
        key: String,
        value: String,
    },
    Narrower {
        narrower: bool,
    },
    /// The last day on which the integration user's password holds, as `2026-05-20`; empty takes it away.
    PasswordExpires {
        day: String,
    },
    /// A value in place of the guide's, such as `role_code`; an empty one takes it away.
    Value {
        key: String,
        value: String,
    },
    /// What was filled into a table.
    Worksheet {
        step: String,
        worksheet: String,
        rows: Vec<Vec<String>>,
    },
}

/// The administrator's credential, for one run.
#[derive(Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AdminForm {
    Password {
        user: String,
        #[specta(type = String)]
        password: SecretString,
    },
    Token {
        #[specta(type = String)]
        token: SecretString,
    },
}

impl AdminForm {
    /// As core takes it; none where it was left empty.
    pub(super) fn credential(self) -> Result<Option<AdminCredential>, Problem> {
        match self {
            Self::Password { user, password } => {
                let user = user.trim().to_owned();
                let given = !user.is_empty() && !password.expose_secret().is_empty();
                Ok(given.then_some(AdminCredential::Password { user, password }))
            }
            Self::Token { token } if token.expose_secret().trim().is_empty() => Ok(None),
            Self::Token { token } => AdminCredential::by_token(&token).map(Some),
        }
    }
}

fn day_of(text: &str) -> Result<Option<Date>, Problem> {
    let text = text.trim();
    let refused = |_| {
        let (expected, example) = ("a day".to_owned(), "2026-05-20".to_owned());
        let value = text.chars().take(80).collect();
        Problem::ValueInvalid { field: "password_expires".to_owned(), value, expected, example }
    };
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(refused) }
}

/// Checks an address as it is typed.
pub fn check_address(text: &str) -> Result<AddressView, Problem> {
    address::parse(text, None).map(|address| view::address_view(&address))
}

/// The form's texts as core takes them; what was left empty stays open.
pub(super) fn filled(form: NewSetupForm) -> Form {
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let roles = role_codes(&form.roles);
    Form {
        name: some(form.name),
        address: some(form.address),
        user: some(form.user),
        authentication: Some(form.authentication),
        roles: (!roles.is_empty()).then_some(roles),
        requisition: some(form.requisition),
        ..Form::default()
    }
}

/// The codes as they stand in the text; what may be wrong with one is told, never mended.
fn role_codes(text: &str) -> Vec<String> {
    read_role_list(text, None).into_iter().map(|role| role.code).collect()
}

pub(super) fn apply(file: &mut SetupFile, wanted: SetupChange) -> Result<(), Problem> {
    let guide = file.guide()?;
    let now = Timestamp::now();
    let form = match wanted {
        SetupChange::Claim { step, claim, waiting_for } => {
            return file.change_step(&guide, &step, Change::Claim(claim, waiting_for), now);
        }
        SetupChange::Note { step, note } => return file.change_step(&guide, &step, Change::Note(note), now),
        SetupChange::Owner { step, owner } => return file.change_step(&guide, &step, Change::Owner(owner), now),
        SetupChange::Due { step, due } => {
            let due = due.map(|text| moment(&text)).transpose()?;
            return file.change_step(&guide, &step, Change::Due(due), now);
        }
        SetupChange::Comment { step, text, by } => {
            return file.change_step_as(Some(&by), &guide, &step, Change::Comment(text), now);
        }
        SetupChange::Redo { step, why, by } => {
            return file.change_step_as(Some(&by), &guide, &step, Change::Redo(why), now);
        }
        SetupChange::Accept { check, subject, reason } => {
            return file.accept(
                CheckId::find(&check)?,
                subject.as_deref(),
                &reason,
                setup_file::account().as_deref(),
                now,
            );
        }
        SetupChange::PasswordExpires { day } => {
            file.set_password_expiry(day_of(&day)?);
            return Ok(());
        }
        SetupChange::Worksheet { step, worksheet, rows } => {
            return worksheet::fill(file, &guide, &step, &worksheet, &rows);
        }
        SetupChange::Value { key, value } => Form { values: [(key, value)].into(), ..Form::default() },
        SetupChange::Name { name } => Form { name: Some(name), ..Form::default() },
        SetupChange::Address { address } => Form { address: Some(address), ..Form::default() },
        SetupChange::User { user } => Form { user: Some(user), ..Form::default() },
        SetupChange::Roles { roles } => Form { roles: Some(role_codes(&roles)), ..Form::default() },
        SetupChange::NoRoles => Form { no_roles: true, ..Form::default() },
        SetupChange::Authentication { authentication } => {
            Form { authentication: Some(authentication), ..Form::default() }
        }
        SetupChange::Issuer { issuer } => Form { issuer: Some(issuer), ..Form::default() },
        SetupChange::Branch { key, value } => Form { branches: [(key, value)].into(), ..Form::default() },
        SetupChange::Narrower { narrower } => {
            let visibility = if narrower { Visibility::Narrower } else { Visibility::All };
            Form { visibility: Some(visibility), ..Form::default() }
        }
        SetupChange::Requisition { requisition } => Form { requisition: Some(requisition), ..Form::default() },
    };
    file.fill(&form, &guide)
}

fn moment(text: &str) -> Result<Timestamp, Problem> {
    text.parse().map_err(|_| Problem::ValueInvalid {
        field: "due".to_owned(),
        value: text.to_owned(),
        expected: "a time in UTC".to_owned(),
        example: "2026-12-01T09:00:00Z".to_owned(),
    })
}
