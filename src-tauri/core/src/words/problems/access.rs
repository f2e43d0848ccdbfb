//! What the integration user may read and which rows it sees.

use super::{Effect, Person, Row};
use crate::{
    plan::Plan,
    words::{capitalised, code, codes, numbered},
};

/// The resource whose rows a job requisition security profile shows.
const REQUISITIONS: &str = "recruitingJobRequisitions";

pub(super) fn resource_forbidden(resource: &str, plan: Option<&Plan>) -> Row {
    let label = label(resource, plan);
    let role = plan.and_then(|plan| plan.role.as_ref());
    let (remedy, request) = if let Some(role) = role {
        let (copy, source) = (code(&role.code), code(&role.source_code));
        (
            format!(
                "Make sure that the user holds {copy}, and that it is a copy of {source}. If both are so, the copy lacks \
                     what the original inherits: copy it again with **Copy top role**."
            ),
            format!(
                "The integration user may sign in and not read {label}. Please look that it holds {copy}, that this is \
                     a copy of {source} made with **Copy top role**, and that the copy inherits what the original does."
            ),
        )
    } else {
        let roles = plan.filter(|plan| !plan.required_roles.is_empty()).map(|plan| codes(&plan.required_roles));
        let roles = roles.unwrap_or_else(|| "the role that the vendor names for it".to_owned());
        (
            format!(
                "Make sure that the user holds {roles}, and that this was saved with **Save and Close**. If it does, ask \
                     the vendor which role carries the right to read {label}."
            ),
            format!(
                "The integration user may sign in and not read {label} by REST. Please look that it holds {roles}, and \
                     grant it otherwise."
            ),
        )
    };
    Row::new(
        format!("The user may not read {label}"),
        "Oracle accepted the sign-in and refused the read: no role of the user carries the privilege. If your company uses \
         **Location Based Access**, it refuses in the same way from addresses that are not listed.",
        remedy,
    )
    .effect(Effect::RoleGiven)
    .ask(
        Person::SecurityManager,
        format!(
            "{request} If **Location Based Access** is on, please add my computer's and the vendor's addresses to **IP \
             Address Allowlist**, or tick **Enable Role for Access from All IP Addresses** on the role."
        ),
    )
}

pub(super) fn resource_absent(resource: &str, plan: Option<&Plan>) -> Row {
    let label = label(resource, plan);
    Row::new(
        format!("This pod does not offer {label}"),
        "Oracle answered that it has no such resource (404): the module may not be switched on in this pod, or the user may \
         not be shown it.",
        "Ask whoever runs your pod whether the module is in use, and tell the vendor.",
    )
    .ask(
        Person::Applications,
        format!(
            "Oracle's REST service answers 404 for {}. Please tell me whether the module behind {label} is switched on in \
             this pod.",
            code(resource)
        ),
    )
}

pub(super) fn no_rows_visible(resource: &str, admin_total: Option<u64>, plan: Option<&Plan>) -> Row {
    let label = label(resource, plan);
    let seen = match admin_total {
        Some(total) if total > 0 => format!(" You see {total}."),
        _ => String::new(),
    };
    let meaning = if resource == REQUISITIONS {
        format!(
            "Oracle answers with an empty list, and without an error, where the role has no job requisition security \
             profile. The role itself is right.{seen}"
        )
    } else {
        format!(
            "Oracle answers with an empty list, and without an error, where no security profile lets the user see any.{seen}"
        )
    };
    let row =
        Row::new(format!("The user may read {label} but is allowed to see none"), meaning, show_more(resource, plan));
    profiles(row, resource, plan)
}

pub(super) fn no_rows_anywhere(resource: &str, plan: Option<&Plan>) -> Row {
    let label = label(resource, plan);
    let row = Row::new(
        format!("Nobody sees {label} here"),
        "The administrator's own account sees none either, so it can not be told whether the pod is empty or hides them \
         from both.",
        if resource == REQUISITIONS {
            "Read the number of one off a screen in Oracle, put it into this setup, and verify again."
        } else {
            "Verify again with an administrator who sees some of them in Oracle."
        },
    )
    .effect(Effect::AtOnce);
    if resource == REQUISITIONS { row.ask(Person::Recruiter, known_number()) } else { row }
}

pub(super) fn requisition_hidden(requisition: &str, admin_finds_it: Option<bool>, plan: Option<&Plan>) -> Row {
    let resource = numbered_resource(plan);
    let row = Row::new(
        format!("{} {} is hidden from the user", capitalised(&numbered_noun(plan)), code(requisition)),
        match admin_finds_it {
            Some(true) => "The administrator finds it; the integration user does not.",
            _ => "The integration user does not find it. Whether the administrator does could not be asked.",
        },
        show_more(resource, plan),
    );
    profiles(row, resource, plan)
}

pub(super) fn requisition_unknown(requisition: &str, plan: Option<&Plan>) -> Row {
    let noun = numbered_noun(plan);
    let row = Row::new(
        format!("{} {} was not found", capitalised(&noun), code(requisition)),
        "Neither the integration user nor the administrator finds it. The number may be mistyped, or of another pod.",
        format!("Read the number off the {noun}'s page in this pod, correct it here, and verify again."),
    )
    .effect(Effect::AtOnce);
    if numbered_resource(plan) == REQUISITIONS { row.ask(Person::Recruiter, known_number()) } else { row }
}

pub(super) fn fewer_rows_than_admin(
    resource: &str,
    admin_total: u64,
    integration_total: u64,
    plan: Option<&Plan>,
) -> Row {
    let row = Row::new(
        format!("The user sees fewer {} than you", label(resource, plan)),
        format!("You see {admin_total}; the integration user sees {integration_total}."),
        format!(
            "If that is meant, say so in the setup (on the command line `--visibility narrower`). If not: {}",
            show_more(resource, plan)
        ),
    );
    profiles(row, resource, plan)
}

pub(super) fn totals_unknown(resource: &str, plan: Option<&Plan>) -> Row {
    let row = Row::new(
        format!("Oracle did not say how many {} there are", label(resource, plan)),
        "It declined to count, so both sides can not be compared. That rows are visible was proved.",
        if resource == REQUISITIONS {
            "Put the number of a requisition that the vendor must see into this setup: it is then looked for by itself."
        } else {
            "Verify again later. If it stays so, compare in Oracle how many are meant to be seen, and accept the finding."
        },
    )
    .effect(Effect::AtOnce);
    if resource == REQUISITIONS { row.ask(Person::Recruiter, known_number()) } else { row }
}

fn label(resource: &str, plan: Option<&Plan>) -> String {
    plan.map_or(resource, |plan| plan.label(resource)).to_owned()
}

/// What the number read off a screen is of.
fn numbered_noun(plan: Option<&Plan>) -> String {
    plan.map_or_else(|| "requisition".to_owned(), |plan| numbered(&plan.guide))
}

/// The resource in which a number read off a screen is looked for.
fn numbered_resource(plan: Option<&Plan>) -> &str {
    let probe = plan.and_then(|plan| plan.guide.must_probes().find(|probe| probe.witness.is_some()));
    probe.map_or(REQUISITIONS, |probe| &probe.resource)
}

fn known_number() -> &'static str {
    "Please send me the number of one job requisition that you see in this pod and that the vendor must see too."
}

/// When security profiles have effect, and who can set them.
fn profiles(row: Row, resource: &str, plan: Option<&Plan>) -> Row {
    let effect = if resource == REQUISITIONS { Effect::ProfilesComplete } else { Effect::WorkerProfilesComplete };
    row.effect(effect).ask(Person::SecurityManager, format!("Please do this in Oracle: {}", show_more(resource, plan)))
}

/// How rows come to be seen.
fn show_more(resource: &str, plan: Option<&Plan>) -> String {
    if resource != REQUISITIONS {
        return "Assign security profiles that show them (such as **View All People**) to the user's role in **Manage Data \
                Role and Security Profiles**, or grant the user a data role that holds them. Run **Retrieve Latest LDAP \
                Changes** if the role is new."
            .to_owned();
    }
    let role = plan.and_then(|plan| plan.role.as_ref()).map_or("the copied role".to_owned(), |role| code(&role.name));
    format!(
        "In **Manage Data Role and Security Profiles**, edit {role}, set **Job Requisition** to **View All Job \
         Requisitions**, go on to **Review**, then **Submit**."
    )
}
