//! *Add User Account* and *Edit User Account*: a page that is filled in, and takes effect with *Save and Close* only.

use std::sync::Arc;

use axum::{
    Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    super::{
        Console,
        desk::Place,
        field::{Field, tick},
        message::Message,
        page::Page,
        shown::Shown,
        visit::{Fields, Visit, lead_to, lead_to_saying},
    },
    membership, page,
    tables::{name_and_code, table},
    users,
};
use crate::{
    pod::World,
    state::{State, USER_CATEGORIES, User, meets_password_policy},
};

pub(super) const NEW: &str = "/security-console/accounts";

/// What the default policy asks for, in one sentence.
pub(super) const POLICY: &str = "At least 8 characters, one of them a number.";

/// An account as it is typed.
#[derive(Default)]
pub(super) struct Draft {
    /// Id of the account that is edited; none for a new one.
    account: Option<String>,
    category: String,
    given_name: String,
    family_name: String,
    email: String,
    name: String,
    password: String,
    confirmed: String,
    active: bool,
    /// Codes of the roles, in the order in which they were added.
    pub roles: Vec<String>,
    faults: Vec<Fault>,
}

/// What is wrong with one field.
struct Fault {
    field: &'static str,
    words: &'static str,
}

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route(NEW, post(begin))
        .route("/security-console/users/{id}/edit", post(edit))
        .route("/security-console/accounts/{place}", get(draft).post(go))
}

pub(super) fn edit_path(user: &User) -> String {
    format!("{}/edit", users::path_of(user))
}

pub(super) fn path_of(place: Place) -> String {
    format!("{NEW}/{place}")
}

async fn begin(visit: Visit, _: Fields) -> Response {
    let category = USER_CATEGORIES[0].to_owned();
    let place = visit.write().desk.lay(Draft { category, active: true, ..Draft::default() });
    lead_to(&path_of(place))
}

async fn edit(visit: Visit, Path(id): Path<String>, _: Fields) -> Response {
    let mut world = visit.write();
    let Some(draft) = world.state.user_by_id(&id).map(Draft::of) else { return visit.nothing_here(&world) };
    let place = world.desk.lay(draft);
    lead_to(&path_of(place))
}

async fn draft(visit: Visit, Path(place): Path<Place>) -> Response {
    let world = visit.read();
    let Some(draft) = world.desk.look::<Draft>(place) else { return visit.nothing_here(&world) };
    let faults = draft.faults.iter().map(|fault| Message::error(fault.words));
    framed(draft).saying(faults).show(&visit, &world, &form(&visit, &world, place, draft))
}

/// The page that an account is filled in on.
pub(super) fn framed(draft: &Draft) -> Page {
    page(if draft.account.is_some() { "Edit User Account" } else { "Add User Account" }, users::PATH)
}

pub(super) fn form(visit: &Visit, world: &World, place: Place, draft: &Draft) -> Markup {
    visit.form(
        &path_of(place),
        &html! {
            div class="actions" {
                button class="primary" name="go" value="save" { "Save and Close" }
                button name="go" value="cancel" { "Cancel" }
            }
            fieldset { legend { "User Information" } (information(draft)) }
            fieldset { legend { "Roles" } (roles(world, draft)) }
        },
    )
}

fn information(draft: &Draft) -> Markup {
    let field = |name: &'static str, label: &'static str, value| Field {
        name,
        label,
        value,
        fault: draft.faults.iter().find(|fault| fault.field == name).map(|fault| fault.words),
        ..Field::default()
    };
    html! {
        div class="columns" {
            (field("person-type", "Associated Person Type", "").choice(&[("", "None")]))
            (field("category", "User Category", &draft.category).choice(&USER_CATEGORIES.map(|name| (name, name))))
            (field("first-name", "First Name", &draft.given_name).text())
            (Field { required: true, ..field("last-name", "Last Name", &draft.family_name) }.text())
            (field("email", "Email", &draft.email).text())
            (Field { required: true, ..field("user-name", "User Name", &draft.name) }.text())
            @if draft.account.is_none() {
                (Field { required: true, hint: password_hint(draft), ..field("password", "Password", "") }.password())
                (Field { required: true, ..field("confirm-password", "Confirm Password", "") }.password())
            }
        }
        (tick("active", "Active", draft.active))
    }
}

/// A password that was typed goes to no page again, so the fields come back empty.
fn password_hint(draft: &Draft) -> &'static str {
    if draft.password.is_empty() {
        POLICY
    } else {
        "Kept as you typed it. Leave both fields empty, or type another one twice."
    }
}

fn roles(world: &World, draft: &Draft) -> Markup {
    let rows = html! {
        @for (number, code) in draft.roles.iter().enumerate() {
            tr {
                (name_and_code(world, code))
                td { button name="remove" value=(number) aria-label=(Shown(&format!("Remove {code}"))) { "Remove" } }
            }
        }
    };
    html! {
        div class="actions" { button name="go" value="add-role" { "Add Role" } }
        @if draft.roles.is_empty() { p { "No role is added yet." } }
        @else { (table("Roles", &["Role Name", "Role Code", "Actions"], &rows)) }
    }
}

async fn go(visit: Visit, Path(place): Path<Place>, fields: Fields) -> Response {
    let mut world = visit.write();
    let Some(draft) = world.desk.change::<Draft>(place) else { return visit.nothing_here(&world) };
    draft.keep_typed(&fields);
    match fields.text("go") {
        "save" => save(&visit, &mut world, place),
        "cancel" => {
            world.desk.clear(place);
            lead_to(users::PATH)
        }
        "add-role" => lead_to(&membership::path_of(place)),
        _ => lead_to(&path_of(place)),
    }
}

fn save(visit: &Visit, world: &mut World, place: Place) -> Response {
    let Some(draft) = world.desk.look::<Draft>(place) else { return visit.nothing_here(world) };
    let faults = draft.faults(&world.state);
    if faults.is_empty() {
        let words = format!("{} was saved.", draft.name);
        put_in_place(world, place);
        world.desk.clear(place);
        return lead_to_saying(world, users::PATH, Message::confirmation(words));
    }
    if let Some(draft) = world.desk.change::<Draft>(place) {
        draft.faults = faults;
    }
    lead_to(&path_of(place))
}

/// Makes or changes the account. Roles have effect as late as on this pod any role has.
fn put_in_place(world: &mut World, place: Place) {
    let delay = world.quirks.role_assignment_delay;
    let Some(draft) = world.desk.look::<Draft>(place) else { return };
    let state = &mut world.state;
    let id = match &draft.account {
        Some(id) => id.clone(),
        None => state.add_user(&draft.name).id.clone(),
    };
    let Some(user) = state.user_by_id_mut(&id) else { return };
    draft.fill(user);
    let held = codes(user);
    for code in held.iter().filter(|code| !draft.roles.contains(code)) {
        state.withdraw(&draft.name, code);
    }
    for code in &draft.roles {
        state.assign_after(&draft.name, code, delay);
    }
    if draft.account.is_none() {
        let (name, password) = (draft.name.clone(), draft.password.clone());
        world.set_password(&name, &password);
    }
}

fn codes(user: &User) -> Vec<String> {
    user.assignments.iter().map(|assignment| assignment.role.clone()).collect()
}

impl Draft {
    fn of(user: &User) -> Self {
        Self {
            account: Some(user.id.clone()),
            category: user.category.to_owned(),
            given_name: user.given_name.clone().unwrap_or_default(),
            family_name: user.family_name.clone(),
            email: user.email.clone().unwrap_or_default(),
            name: user.name.clone(),
            active: user.active,
            roles: codes(user),
            ..Self::default()
        }
    }

    fn keep_typed(&mut self, fields: &Fields) {
        self.faults.clear();
        fields.text("category").clone_into(&mut self.category);
        fields.text("first-name").clone_into(&mut self.given_name);
        fields.text("last-name").clone_into(&mut self.family_name);
        fields.text("email").clone_into(&mut self.email);
        fields.text("user-name").clone_into(&mut self.name);
        self.active = fields.has("active");
        let (password, confirmed) = (fields.typed("password"), fields.typed("confirm-password"));
        if !(password.is_empty() && confirmed.is_empty()) {
            password.clone_into(&mut self.password);
            confirmed.clone_into(&mut self.confirmed);
        }
        let removed = fields.text("remove").parse().ok();
        if let Some(removed) = removed.filter(|removed| *removed < self.roles.len()) {
            self.roles.remove(removed);
        }
    }

    /// Last name, user name and, on a new account, a password typed twice are all that is needed (oracle.md §9.2).
    fn faults(&self, state: &State) -> Vec<Fault> {
        let taken = state.user(&self.name).is_some_and(|user| self.account.as_ref() != Some(&user.id));
        let address = self.email.is_empty() || is_address(&self.email);
        let rules = [
            (!self.family_name.is_empty(), "last-name", "Last Name: You must enter a value."),
            (!self.name.is_empty(), "user-name", "User Name: You must enter a value."),
            (!taken, "user-name", "User Name: This user name is taken. Enter another one."),
            (address, "email", "Email: Enter a whole address, such as team@example.com."),
        ];
        let password = password_rules(&self.password, &self.confirmed);
        let password = password.into_iter().filter(|_| self.account.is_none());
        let broken = rules.into_iter().chain(password).filter(|(holds, ..)| !holds);
        broken.map(|(_, field, words)| Fault { field, words }).collect()
    }

    fn fill(&self, user: &mut User) {
        self.name.clone_into(&mut user.name);
        self.family_name.clone_into(&mut user.family_name);
        user.given_name = some(&self.given_name);
        user.email = some(&self.email);
        format!("{} {}", self.given_name, self.family_name).trim().clone_into(&mut user.display_name);
        user.category =
            USER_CATEGORIES.into_iter().find(|category| *category == self.category).unwrap_or(user.category);
        user.active = self.active;
        user.updated = Timestamp::now();
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}

/// What a password typed twice has to keep to: whether it does, the field that it is about, and the words for it.
pub(super) fn password_rules(password: &str, confirmed: &str) -> [(bool, &'static str, &'static str); 4] {
    let both = !password.is_empty() && !confirmed.is_empty();
    [
        (!password.is_empty(), "password", "Password: You must enter a value."),
        (
            password.is_empty() || meets_password_policy(password),
            "password",
            "Password: It does not meet the password policy. Use at least 8 characters, one of them a number.",
        ),
        (!confirmed.is_empty(), "confirm-password", "Confirm Password: You must enter a value."),
        (!both || password == confirmed, "confirm-password", "Confirm Password: The two passwords differ."),
    ]
}
