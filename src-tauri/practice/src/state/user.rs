//! User accounts.

use jiff::Timestamp;

use crate::content::{Seed, Worker};

/// The user categories of this pod. `DEFAULT` is Oracle's, the other one is this company's for accounts of no person.
pub(crate) const USER_CATEGORIES: [&str; 2] = ["DEFAULT", "SYSTEM_ACCOUNTS"];

/// Whether a password is taken: eight characters and a number, the complexity that is preset for a category.
pub(crate) fn meets_password_policy(password: &str) -> bool {
    password.chars().count() >= 8 && password.chars().any(|letter| letter.is_ascii_digit())
}

#[derive(Clone, Debug)]
pub(crate) struct User {
    /// 32 upper-case hexadecimal digits.
    pub id: String,
    pub name: String,
    pub password: String,
    pub given_name: Option<String>,
    pub family_name: String,
    pub display_name: String,
    pub email: Option<String>,
    /// One of [`USER_CATEGORIES`]; a user is in exactly one (Oracle, "Add Users to a User Category").
    pub category: &'static str,
    pub active: bool,
    pub standing: Standing,
    /// The worker whose account this is; an integration user has none.
    pub person: Option<Worker>,
    pub assignments: Vec<Assignment>,
    pub created: Timestamp,
    pub updated: Timestamp,
}

/// Why an account may be refused although user name and password fit. Over REST all of them look like a wrong
/// password (oracle.md §12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Good,
    /// The password policy of the user's category ended it, or a reset is due.
    PasswordExpired,
    Locked,
    /// Only single sign-on, or only with a second factor.
    SignOnOnly,
}

/// A role that a user holds, from a moment on.
#[derive(Clone, Debug)]
pub(crate) struct Assignment {
    /// Role code.
    pub role: String,
    pub effective: Timestamp,
}

impl User {
    pub fn new(seed: Seed, name: &str) -> Self {
        let now = Timestamp::now();
        Self {
            id: seed.guid("user", name),
            name: name.to_owned(),
            password: String::new(),
            given_name: None,
            family_name: name.to_owned(),
            display_name: name.to_owned(),
            email: None,
            category: USER_CATEGORIES[0],
            active: true,
            standing: Standing::Good,
            person: None,
            assignments: Vec::new(),
            created: now,
            updated: now,
        }
    }

    /// Whether this password opens the account now. An account without a password opens for nobody.
    pub fn admits(&self, password: &str) -> bool {
        self.active && self.standing == Standing::Good && !self.password.is_empty() && self.password == password
    }

    /// Gives the account a password that an administrator typed. One that single sign-on alone opens stays so.
    pub fn set_password(&mut self, password: &str) {
        password.clone_into(&mut self.password);
        if self.standing != Standing::SignOnOnly {
            self.standing = Standing::Good;
        }
        self.updated = Timestamp::now();
    }

    pub fn assign(&mut self, role: &str, effective: Timestamp) {
        if !self.assignments.iter().any(|assignment| assignment.role == role) {
            self.assignments.push(Assignment { role: role.to_owned(), effective });
            self.updated = Timestamp::now();
        }
    }

    /// Codes of the roles that have effect now, in the order of their assignment.
    pub fn role_codes(&self) -> impl Iterator<Item = &str> {
        let now = Timestamp::now();
        self.assignments
            .iter()
            .filter(move |assignment| assignment.effective <= now)
            .map(|assignment| assignment.role.as_str())
    }
}
