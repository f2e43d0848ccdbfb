//! Whom to ask, and the message to send, where the reader of a finding may lack the right to mend it.
//!
//! A message names what its reader needs to act without asking back: the pod, the user, the role codes, the step and the
//! finding. It is put together from facts of the plan alone, none of which is a secret.

use super::{Asking, plain, summary::environment, visible};
use crate::{address::OracleHost, plan::Plan};

/// Who can do what the reader may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Person {
    /// Holds **IT Security Manager** (`ORA_FND_IT_SECURITY_MANAGER_JOB`): users, roles, security profiles, certificates.
    SecurityManager,
    /// Runs the company's sign-in: identity domain, SSO, MFA.
    IdentityDomain,
    /// Runs network, proxy and firewall.
    Network,
    /// Asked for the integration.
    Vendor,
    /// Knows which modules the pod has, and its maintenance.
    Applications,
    /// Oracle itself.
    OracleSupport,
    /// Sees requisitions in Oracle.
    Recruiter,
}

/// What is asked of whom.
#[derive(Debug, Clone)]
pub(super) struct Favour {
    pub(super) of: Person,
    /// One or more whole sentences; may hold markup.
    pub(super) request: String,
}

impl Person {
    fn name(self, plan: Option<&Plan>) -> String {
        match self {
            Self::SecurityManager => "IT security manager",
            Self::IdentityDomain => "Identity domain administrator",
            Self::Network => "Network team",
            Self::Applications => "Oracle applications administrator",
            Self::OracleSupport => "Oracle Support",
            Self::Recruiter => "A recruiter",
            Self::Vendor => return plan.map_or("The vendor".to_owned(), |plan| visible(&plan.guide.vendor)),
        }
        .to_owned()
    }
}

/// One thing that a message asks for.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// What is so; may hold markup.
    pub(super) title: String,
    pub(super) favour: Favour,
    /// The finding's code, or the reason why a check was skipped.
    pub(super) code: String,
    /// The step that mends it.
    pub(super) step: Option<String>,
}

/// One message for each person who is asked for something, in the order in which they first come up. What is asked for
/// twice is asked once.
pub(super) fn messages(items: &[Item], plan: Option<&Plan>) -> Vec<Asking> {
    let mut persons: Vec<Person> = Vec::new();
    for item in items {
        if !persons.contains(&item.favour.of) {
            persons.push(item.favour.of);
        }
    }
    let message = |of: Person| {
        let mut asked: Vec<&Item> = Vec::new();
        for item in items.iter().filter(|item| item.favour.of == of) {
            if !asked.iter().any(|known| known.favour.request == item.favour.request) {
                asked.push(item);
            }
        }
        Asking { whom: of.name(plan), text: text(of, &asked, plan) }
    };
    persons.into_iter().map(message).collect()
}

fn text(of: Person, asked: &[&Item], plan: Option<&Plan>) -> String {
    let facts = facts(plan);
    let facts: Vec<String> = facts.into_iter().map(|(name, value)| format!("{name}: {}", visible(&value))).collect();
    let body = match asked {
        [item] => format!(
            "{} One thing is in the way: {}.\n\n{}\n\n{}",
            opening(of, plan),
            title(item),
            plain(&item.favour.request),
            place(item, plan).join("\n")
        ),
        items => {
            let listed = items.iter().zip(1..).map(|(item, number)| {
                let place = place(item, plan).join("; ");
                format!("{number}. {}. {}\n({place})", title(item), plain(&item.favour.request))
            });
            let listed = listed.collect::<Vec<_>>().join("\n\n");
            format!("{} {} things are in the way:\n\n{listed}\n", opening(of, plan), items.len())
        }
    };
    let parts = [body, facts.join("\n")];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!(
        "Hello,\n\n{}\n\nI verify again once it is done. Please send no password and no key in your answer.",
        parts.join("\n")
    )
}

fn title(item: &Item) -> String {
    plain(&item.title).trim_end_matches('.').to_owned()
}

fn opening(of: Person, plan: Option<&Plan>) -> String {
    match (of, plan) {
        (Person::Vendor, _) => "We are preparing our Oracle Fusion Cloud for the connection with you.".to_owned(),
        (_, Some(plan)) => {
            format!("I am preparing our Oracle Fusion Cloud for the connection with {}.", visible(&plan.guide.vendor))
        }
        (_, None) => "I am preparing our Oracle Fusion Cloud for a connection.".to_owned(),
    }
}

/// Where an item stands: its step and its code.
fn place(item: &Item, plan: Option<&Plan>) -> Vec<String> {
    let step = item.step.as_deref().and_then(|id| plan.and_then(|plan| Some((plan, plan.guide.step(id)?))));
    let mut place = Vec::new();
    if let Some((plan, step)) = step {
        place.push(format!("Step of the guide: {} ({})", visible(&plain(&plan.fill(&step.title))), step.id));
    }
    place.push(format!("Finding: {}", item.code));
    place
}

fn facts(plan: Option<&Plan>) -> Vec<(&'static str, String)> {
    let Some(plan) = plan else { return Vec::new() };
    let pod = |host: &OracleHost| format!("{} ({})", host.host(), environment(host.environment()));
    let mut facts: Vec<(&str, String)> = plan.host.iter().map(|host| ("Pod", pod(host))).collect();
    facts.extend(plan.user.iter().map(|user| ("Integration user", user.clone())));
    if !plan.required_roles.is_empty() {
        facts.push(("Role codes that it needs", plan.required_roles.join(", ")));
    }
    facts
}
