//! Each check as a claim, and what it came to.

use crate::{
    address::OracleHost,
    checks::{Because, CheckId, CheckResult, Reason, Report, Verdict},
    guide::Authentication,
    plan::Plan,
    problem::Problem,
};

use super::{
    Asking, Words,
    ask::{self, Favour, Item, Person},
    code, counted, numbered, problems, verdict,
};

/// What `known_requisition_visible` claims where the number is not to be told.
pub const CLAIM_WITHOUT_NUMBER: &str = "It sees what was read off a screen";

/// What an accepted secret met in place of what it asked for, by the status of that answer.
pub fn met_instead(status: u16) -> String {
    match status {
        403 => "It was let in then, and was not allowed to read what the integration reads (403).".to_owned(),
        404 => "It was let in then, and what the integration reads was not there (404).".to_owned(),
        status => format!("It was let in then, and what the integration reads was answered with {status}."),
    }
}

/// What a check claims, such as "The copied role exists".
pub fn claim(id: CheckId, subject: Option<&str>, plan: &Plan) -> String {
    let label = subject.map_or("", |subject| plan.label(subject));
    match id {
        CheckId::AddressKnown if on_practice(plan) => "The address is a practice Oracle on this computer".to_owned(),
        CheckId::AddressKnown => "The address is an Oracle application host".to_owned(),
        CheckId::HostReachable => "Oracle answers at this address".to_owned(),
        CheckId::ClockAgrees => "Oracle's clock and this computer's agree".to_owned(),
        CheckId::AdminSignedIn => "You can sign in and read users and roles".to_owned(),
        CheckId::AdminPrepared => "You hold the roles that this setup needs".to_owned(),
        CheckId::RoleCopied => "The copied role exists".to_owned(),
        CheckId::UserExists => "The integration user exists".to_owned(),
        CheckId::UserActive => "Its account is active".to_owned(),
        CheckId::RolesGranted => "It holds every role that is needed".to_owned(),
        CheckId::NothingExtraGranted => "It holds nothing extra".to_owned(),
        CheckId::IntegrationSignedIn => "The integration user can sign in".to_owned(),
        CheckId::ResourceReadable => format!("It may read {label}"),
        CheckId::RowsVisible => format!("It sees {label}"),
        CheckId::KnownRequisitionVisible => match &plan.requisition {
            Some(number) => format!("It sees {} {number}", numbered(&plan.guide)),
            None => format!("It sees a {} that you know", numbered(&plan.guide)),
        },
        CheckId::AsManyRowsAsAdmin => format!("It sees as many {label} as you"),
    }
}

/// The result in a few words, such as "Holds" or "Sees none".
pub fn result(check: &CheckResult) -> String {
    match (&check.problem, check.verdict) {
        (Some(Problem::NoRowsVisible { .. } | Problem::NoRowsAnywhere { .. }), _) => "Sees none".to_owned(),
        (Some(Problem::RequisitionHidden { .. }), _) => "Hidden".to_owned(),
        (Some(Problem::RolesMissing { missing, .. } | Problem::SourceRoleInsteadOfCopy { missing, .. }), _) => {
            format!("{} missing", counted(missing.len(), "role", "roles"))
        }
        (Some(Problem::ExtraRoles { extra }), _) => counted(extra.len(), "role more", "roles more"),
        (Some(Problem::FewerRowsThanAdmin { integration_total, admin_total, .. }), _) => {
            format!("{integration_total} of {admin_total}")
        }
        (Some(Problem::ResourceForbidden { .. }), _) => "Not allowed".to_owned(),
        (Some(Problem::RoleCodeDiffers { .. }), _) => "Another code".to_owned(),
        (Some(Problem::RequisitionUnknown { .. } | Problem::RoleNotFound { .. } | Problem::UserNotFound { .. }), _) => {
            "Not found".to_owned()
        }
        (Some(Problem::UserInactive { .. }), _) => "Inactive".to_owned(),
        (Some(Problem::IntegrationRejected | Problem::TokenRejected { .. } | Problem::AdminRejected), _) => {
            "Refused".to_owned()
        }
        (_, other) => verdict(other).to_owned(),
    }
}

/// What a check came to, in words.
pub fn of_check(check: &CheckResult, plan: &Plan) -> Words {
    let claim = || claim(check.id, check.subject.as_deref(), plan);
    if let Some(problem) = &check.problem {
        return problems::of_finding(problem, Some(plan), check.step.as_deref());
    }
    match check.because {
        Some(because) => {
            let (meaning, remedy) = skipped(because, check, plan);
            let words = Words::new(claim(), meaning, remedy);
            Words { ask: ask::messages(lacking(because, plan).as_slice(), Some(plan)).pop(), ..words }
        }
        None => Words::new(claim(), proof(check.id, plan), ""),
    }
}

/// What a passed check proves, and no more.
fn proof(id: CheckId, plan: &Plan) -> String {
    let copy = || plan.role.as_ref().map(|role| code(&role.code)).unwrap_or_default();
    let user = || plan.user.as_deref().map(code).unwrap_or_default();
    match id {
        CheckId::AddressKnown if on_practice(plan) => "Nothing of it reaches a real pod.".to_owned(),
        CheckId::AddressKnown => "The host lies in a domain that Oracle uses for its applications.".to_owned(),
        CheckId::HostReachable => "The connection is encrypted and trusted, and a REST server answered.".to_owned(),
        CheckId::ClockAgrees => "They are at most 60 seconds apart.".to_owned(),
        CheckId::AdminSignedIn => "Oracle accepted the administrator and showed users.".to_owned(),
        CheckId::AdminPrepared => "The administrator holds each role that the guide names.".to_owned(),
        CheckId::RoleCopied => format!("Oracle lists the role code {}.", copy()),
        CheckId::UserExists => format!("Oracle lists the user {}.", user()),
        CheckId::UserActive => "Oracle says that the account is active.".to_owned(),
        CheckId::RolesGranted => {
            format!("Oracle lists {} for the user.", counted(plan.required_roles.len(), "needed role", "needed roles"))
        }
        CheckId::NothingExtraGranted => "Oracle lists no role that is not asked for.".to_owned(),
        CheckId::IntegrationSignedIn => "Oracle accepted the user and its secret, from this computer.".to_owned(),
        CheckId::ResourceReadable => "Oracle gave a list.".to_owned(),
        CheckId::RowsVisible => "Oracle gave at least one row.".to_owned(),
        CheckId::KnownRequisitionVisible => format!("Oracle gave the {} that you named.", numbered(&plan.guide)),
        CheckId::AsManyRowsAsAdmin => "By Oracle's own counts, or less was intended.".to_owned(),
    }
}

fn skipped(because: Because, check: &CheckResult, plan: &Plan) -> (String, String) {
    match because {
        Because::Check(CheckId::HostReachable) if check.id == CheckId::ClockAgrees => (
            "Not checked, because Oracle did not answer, or did not say what time it is there.".to_owned(),
            String::new(),
        ),
        Because::Check(needed) => {
            // A check without a subject of its own rests on the first must resource.
            let first = plan.guide.must_probes().next().map(|probe| probe.resource.as_str());
            let needed = claim(needed, check.subject.as_deref().or(first), plan);
            (format!("Not checked, because this comes first: {needed}."), String::new())
        }
        Because::Reason(Reason::NoAdminCredential) => (
            "Not checked, because the administrator has not signed in.".to_owned(),
            "Verify again with the administrator's user name and password.".to_owned(),
        ),
        Because::Reason(Reason::NoIntegrationCredential) => match plan.authentication {
            Authentication::Basic => (
                "Not checked, because the integration user's name or password is not there.".to_owned(),
                "Enter the integration user's name and password, then verify again.".to_owned(),
            ),
            Authentication::Jwt => (
                "Not checked, because the integration user's name, issuer, certificate or private key is not there."
                    .to_owned(),
                "Fill in user name and issuer, make or bring a key pair, then verify again.".to_owned(),
            ),
        },
        Because::Reason(Reason::NotAskedFor) => {
            let (meaning, remedy) =
                lacks(check.id, plan).unwrap_or_else(|| ("it was not asked for".to_owned(), String::new()));
            (format!("Not checked, because {meaning}."), remedy)
        }
        Because::Reason(Reason::AdminSeesNone) => (
            "Not compared, because the administrator's own account shows nothing to compare with.".to_owned(),
            String::new(),
        ),
        Because::Reason(Reason::SecretWasRefused) => (
            "Not sent, because Oracle refused this secret before. Each further trial could lock the account."
                .to_owned(),
            "Type the secret anew, or say that Oracle was changed since (on the command line `--oracle-changed`), then \
             verify again."
                .to_owned(),
        ),
        Because::Reason(Reason::VendorHoldsTheKey) => (
            "Not checked, because only the vendor holds the private key.".to_owned(),
            "Ask the vendor to test the connection once the certificate is uploaded.".to_owned(),
        ),
    }
}

/// The messages to send after a run, one for each person: for what was found, worst first, and for what could not be
/// checked for want of that person. While Oracle does not answer, nobody is sent after a check that would fail alike.
pub fn messages(report: &Report, plan: &Plan) -> Vec<Asking> {
    let open = report.findings().into_iter().filter(|check| check.accepted.is_none());
    let found = open.filter_map(|check| problems::item(check.problem.as_ref()?, Some(plan), check.step.as_deref()));
    let reachable = |check: &CheckResult| check.id == CheckId::HostReachable && check.verdict == Verdict::Passed;
    let answers = report.checks.iter().any(reachable);
    let skipped = report.checks.iter().filter(|_| answers).filter_map(|check| lacking(check.because?, plan));
    ask::messages(&found.chain(skipped).collect::<Vec<_>>(), Some(plan))
}

/// What is asked of another person where a check could not be run for want of something that this person has.
fn lacking(because: Because, plan: &Plan) -> Option<Item> {
    let (code, title, of, request) = match because {
        Because::Reason(Reason::NoAdminCredential) => (
            "no_admin_credential",
            "What only an administrator can show is not checked yet",
            Person::SecurityManager,
            "Please open the setup file that I send you and verify it with your own account, which holds **IT Security \
             Manager**. It only reads, and your password is not kept. Then send the file back to me."
                .to_owned(),
        ),
        Because::Reason(Reason::VendorHoldsTheKey) => {
            let issuer = plan.issuer.as_deref().map(|issuer| format!(", and **Trusted Issuer** is {}", code(issuer)));
            (
                "vendor_holds_the_key",
                "Only you hold the private key, so only you can see whether the connection works",
                Person::Vendor,
                format!(
                    "Your certificate belongs under **Inbound API Authentication Public Certificates** of our pod{}. Please \
                     test the connection, and tell us whether you are signed in and see data.",
                    issuer.unwrap_or_default()
                ),
            )
        }
        Because::Check(_) | Because::Reason(_) => return None,
    };
    Some(Item { title: title.to_owned(), favour: Favour { of, request }, code: code.to_owned(), step: None })
}

fn on_practice(plan: &Plan) -> bool {
    plan.host.as_ref().is_some_and(OracleHost::is_practice)
}

/// What guide or setup lack for a check, and how to have it checked.
fn lacks(id: CheckId, plan: &Plan) -> Option<(String, String)> {
    let (meaning, remedy) = match id {
        CheckId::AdminPrepared if plan.guide.roles.prerequisite.is_empty() => {
            ("this guide names no role that the administrator must hold".to_owned(), "")
        }
        CheckId::RoleCopied if plan.role.is_none() => ("this guide copies no role".to_owned(), ""),
        CheckId::KnownRequisitionVisible if plan.requisition.is_none() => (
            format!("the setup names no {}", numbered(&plan.guide)),
            "Read the number of one off a screen in Oracle and put it into this setup: it is the surest proof.",
        ),
        CheckId::UserExists | CheckId::UserActive | CheckId::RolesGranted | CheckId::NothingExtraGranted
            if plan.user.is_none() =>
        {
            ("the integration user's name is not filled in".to_owned(), "Fill in the user name, then verify again.")
        }
        _ => return None,
    };
    Some((meaning, remedy.to_owned()))
}
