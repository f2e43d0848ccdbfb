//! What differs from the state that a scenario began with, in sentences: what a reset undoes.
//!
//! Passwords are left out but for the fact that one was set: nobody may read one here.

use std::collections::BTreeSet;

use super::{Provider, Role, Section, State, User};

impl State {
    /// One sentence for each change since `first`; roles first, then users, tokens, candidate sources and processes.
    pub fn changes_since(&self, first: &Self) -> Vec<String> {
        let mut told = Vec::new();
        roles(&mut told, first, self);
        users(&mut told, first, self);
        providers(&mut told, &first.providers, &self.providers);
        for name in self.candidate_sources.iter().skip(first.candidate_sources.len()) {
            told.push(format!("The candidate source {name} was added."));
        }
        for run in self.processes.runs.iter().skip(first.processes.runs.len()) {
            told.push(format!("The process {} was run.", run.process.name()));
        }
        told
    }
}

fn roles(told: &mut Vec<String>, first: &State, now: &State) {
    for role in &now.roles {
        match first.roles.iter().find(|before| before.id == role.id) {
            None => told.push(format!("The role {} ({}) was made.", role.name, role.code)),
            Some(before) => renamed(told, before, role),
        }
        let before = first.roles.iter().find(|before| before.id == role.id);
        profiles(told, before, role);
    }
    for gone in first.roles.iter().filter(|before| now.roles.iter().all(|role| role.id != before.id)) {
        told.push(format!("The role {} ({}) was removed.", gone.name, gone.code));
    }
}

fn renamed(told: &mut Vec<String>, before: &Role, role: &Role) {
    if before.name != role.name || before.description != role.description || before.inherits != role.inherits {
        told.push(format!("The role {} was changed.", role.name));
    }
}

fn profiles(told: &mut Vec<String>, before: Option<&Role>, role: &Role) {
    for section in Section::all() {
        let was = before.and_then(|before| before.security.chosen().get(&section));
        let is = role.security.chosen().get(&section);
        if was == is {
            continue;
        }
        told.push(match is {
            Some(profile) => {
                format!("{} of {} was set to {}.", section.list_label(), role.name, section.name_of(*profile))
            }
            None => format!("{} of {} was taken away.", section.list_label(), role.name),
        });
    }
}

fn users(told: &mut Vec<String>, first: &State, now: &State) {
    for user in &now.users {
        let before = first.users.iter().find(|before| before.id == user.id);
        match before {
            None => told.push(format!("The user {} was made.", user.name)),
            Some(before) => account(told, before, user),
        }
        held(told, now, before, user);
    }
    for gone in first.users.iter().filter(|before| now.users.iter().all(|user| user.id != before.id)) {
        told.push(format!("The user {} was removed.", gone.name));
    }
}

fn account(told: &mut Vec<String>, before: &User, user: &User) {
    if before.name != user.name {
        told.push(format!("The user {} was renamed to {}.", before.name, user.name));
    }
    if before.active != user.active {
        told.push(format!("The user {} was made {}.", user.name, if user.active { "active" } else { "inactive" }));
    }
    if before.password != user.password {
        told.push(format!("The user {} was given another password.", user.name));
    }
    let names = |user: &User| {
        (
            user.given_name.clone(),
            user.family_name.clone(),
            user.display_name.clone(),
            user.email.clone(),
            user.category,
        )
    };
    if names(before) != names(user) {
        told.push(format!("The details of the user {} were changed.", user.name));
    }
}

fn held(told: &mut Vec<String>, now: &State, before: Option<&User>, user: &User) {
    let codes = |user: &User| -> BTreeSet<String> {
        user.assignments.iter().map(|assignment| assignment.role.clone()).collect()
    };
    let (was, is) = (before.map(codes).unwrap_or_default(), codes(user));
    let name =
        |code: &String| now.roles.iter().find(|role| role.code == *code).map_or(code.clone(), |role| role.name.clone());
    for code in is.difference(&was) {
        told.push(format!("The user {} was given the role {}.", user.name, name(code)));
    }
    for code in was.difference(&is) {
        told.push(format!("The role {} was taken from the user {}.", name(code), user.name));
    }
}

fn providers(told: &mut Vec<String>, first: &[Provider], now: &[Provider]) {
    for provider in now {
        let before = first.iter().find(|before| before.number == provider.number);
        match before {
            None => told.push(format!("The API authentication provider {} was made.", provider.issuer)),
            Some(before) if before.issuer != provider.issuer || before.token_types != provider.token_types => {
                told.push(format!("The API authentication provider {} was changed.", provider.issuer));
            }
            Some(_) => {}
        }
        if before.map_or(&[][..], |before| &before.certificates) != provider.certificates {
            told.push(format!("The certificates of {} were changed.", provider.issuer));
        }
    }
    for gone in first.iter().filter(|before| now.iter().all(|provider| provider.number != before.number)) {
        told.push(format!("The API authentication provider {} was removed.", gone.issuer));
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        content::{Company, Seed},
        state::{Process, Profile, Profiles},
    };

    fn state() -> State {
        State::new(&Company { seed: Seed(1), requisitions: 128, current_phase: false })
    }

    #[test]
    fn nothing_done_is_nothing_to_undo() {
        let state = state();
        assert!(state.changes_since(&state.clone()).is_empty());
    }

    #[test]
    fn each_change_is_one_sentence() {
        let first = state();
        let mut now = first.clone();
        let at = Timestamp::now();
        now.copy_role("ORA_IRC_RECRUITING_AGENT_JOB", "Copy", "COPY");
        now.secure_role("COPY", Profiles::from([(Section::JobRequisition, Profile::ViewAll)]), (at, at)).unwrap();
        now.add_user("vendor");
        now.assign("vendor", "COPY");
        now.add_provider(Provider::for_tokens("issuer"));
        now.candidate_sources.push("Vendor".to_owned());
        now.submit_process(Process::ImportSecurityData, None, "me", (at, at));
        now.users[0].active = false;
        let someone = now.users[0].name.clone();
        now.withdraw(&someone, "ORA_PER_EMPLOYEE_ABSTRACT");
        assert_eq!(
            now.changes_since(&first),
            [
                "The role Copy (COPY) was made.".to_owned(),
                "Job Requisition Security Profile of Copy was set to View All Job Requisitions.".to_owned(),
                format!("The user {someone} was made inactive."),
                format!("The role Employee was taken from the user {someone}."),
                "The user vendor was made.".to_owned(),
                "The user vendor was given the role Copy.".to_owned(),
                "The API authentication provider issuer was made.".to_owned(),
                "The candidate source Vendor was added.".to_owned(),
                "The process Import User and Role Application Security Data was run.".to_owned(),
            ]
        );
    }

    #[test]
    fn a_new_password_is_told_and_not_shown() {
        let first = state();
        let mut now = first.clone();
        now.users[0].password = "Hunter2-Hunter2".to_owned();
        let told = now.changes_since(&first).join(" ");
        assert!(told.contains("another password") && !told.contains("Hunter2"));
    }
}
