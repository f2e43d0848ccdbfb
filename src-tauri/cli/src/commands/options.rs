//! What `new` and `set` both take: the fields of a setup.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use setup::{
    guide::{
        Authentication,
        role_list::{FoundRole, RoleKind, read_role_list},
    },
    plan::Plan,
    setup_file::{Form, Visibility},
    words,
};

use crate::output;

/// The fields of a setup. What is left out stays as it is; an empty text takes a field away again.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The pod's address, as pasted.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    address: Option<String>,
    /// The integration user's name.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// How the integration user signs in.
    #[arg(long, value_enum)]
    auth: Option<Auth>,
    /// The trusted issuer, for JWT.
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,
    /// A role code of the vendor's list; may be repeated.
    #[arg(long, value_name = "CODE")]
    role: Vec<String>,
    /// The vendor asks for no role beside the guide's own.
    #[arg(long, value_enum, value_name = "none")]
    role_list: Option<RoleList>,
    /// A requisition number that was read off a screen.
    #[arg(long, value_name = "NUMBER")]
    requisition: Option<String>,
    /// How much the integration user is meant to see.
    #[arg(long, value_enum)]
    visibility: Option<Sees>,
    /// A branch of the guide, such as `pages=redwood`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    branch: Vec<(String, String)>,
    /// A value in place of the guide's, such as `role_code=CODE`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    value: Vec<(String, String)>,
    /// Let one more host in, such as the practice Oracle's `localhost:8443`.
    #[arg(long, value_name = "HOST[:PORT]")]
    allow_host: Option<String>,
    /// What people call this setup.
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Auth {
    Basic,
    Jwt,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleList {
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sees {
    All,
    Narrower,
}

impl Options {
    /// Whether an address is among them.
    pub fn has_address(&self) -> bool {
        self.address.as_ref().is_some_and(|address| !address.trim().is_empty())
    }

    /// The role codes that a person should look at again, told in words and given as notices. They are kept as typed.
    pub fn tell_roles(&self, plan: &Plan) -> Vec<Value> {
        let found = read_role_list(&self.role.join("\n"), Some(plan));
        for warning in found.iter().filter_map(FoundRole::warning) {
            output::tell(&words::plain(&warning));
        }
        found.iter().filter_map(notice).collect()
    }

    /// As the core takes them.
    pub fn form(self) -> Form {
        Form {
            name: self.name,
            address: self.address,
            allow_host: self.allow_host,
            user: self.user,
            authentication: self.auth.map(|auth| match auth {
                Auth::Basic => Authentication::Basic,
                Auth::Jwt => Authentication::Jwt,
            }),
            issuer: self.issuer,
            roles: (!self.role.is_empty()).then_some(self.role),
            no_roles: self.role_list.is_some(),
            requisition: self.requisition,
            visibility: self.visibility.map(|sees| match sees {
                Sees::All => Visibility::All,
                Sees::Narrower => Visibility::Narrower,
            }),
            branches: BTreeMap::from_iter(self.branch),
            values: BTreeMap::from_iter(self.value),
        }
    }
}

fn notice(role: &FoundRole) -> Option<Value> {
    match role.kind {
        RoleKind::NearMiss => Some(json!({ "code": "role_near_miss", "role": role.code, "likely": role.likely })),
        RoleKind::Unknown => Some(json!({ "code": "role_unknown", "role": role.code })),
        RoleKind::Seeded | RoleKind::Own => None,
    }
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (key, value) = text.split_once('=').ok_or("a name, an equals sign and a value were expected")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}

/// A text that may begin with a dash, but is not the next option: then the text itself was forgotten.
pub fn free_text(text: &str) -> Result<String, &'static str> {
    let option = text.strip_prefix("--").is_some_and(|name| name.starts_with(|sign: char| sign.is_ascii_alphabetic()));
    if option && !text.contains(char::is_whitespace) { Err("a text was expected") } else { Ok(text.to_owned()) }
}
