//! What a guide asks for and does, told before it is used: above all of one that did not come with the program.
//!
//! The requests are those that a verification would really make, taken from the checks themselves, so that nothing can be
//! promised here that is not kept there.

use serde::Serialize;

use super::{Authentication, CopiedRole, Guide, Page, RoleList, Step, Support};
use crate::{
    checks::{self, RunsAs},
    plan::Plan,
    problem::Problem,
    setup_file::SetupFile,
};

/// A guide at a glance: what it will ask for, and which requests it will make, before it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct GuideAsks {
    /// The guide's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Whether it came with this program.
    pub built_in: bool,
    /// The vendor, as it names itself.
    pub vendor: String,
    /// What the integration reads, and what the guide sets up.
    pub summary: String,
    /// How long the whole of it takes, in minutes.
    pub minutes: u32,
    /// How many steps, in all branches.
    pub steps: u32,
    /// What the integration reads, in words.
    pub reads: Vec<String>,
    /// The ways to sign in.
    pub authentications: Vec<Authentication>,
    /// The role that one copies, where one is.
    pub copies: Option<CopiedRole>,
    /// Role codes that the integration user must hold, with the copy's own.
    pub required_roles: Vec<String>,
    /// Whether the vendor adds a list of its own.
    pub asks_for_roles: bool,
    /// Role codes that the administrator needs.
    pub prerequisite_roles: Vec<String>,
    /// The fields of the vendor's form that are no secret, by their labels.
    pub hands_over: Vec<String>,
    /// The fields that are a secret.
    pub secrets: Vec<String>,
    /// The age recipients that a sealed file would be for.
    pub recipients: Vec<String>,
    /// Whom one asks for help.
    pub support: Support,
    /// Every request that a verification may make, each once.
    pub requests: Vec<PlannedRequest>,
    /// Pages of the customer's own Oracle that steps offer to open: paths on its host.
    pub pages: Vec<String>,
    /// Public pages that it names, whole.
    pub links: Vec<String>,
}

/// A request that may be made. Always GET, always to the setup's own host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlannedRequest {
    /// For whom it speaks.
    pub runs_as: RunsAs,
    /// The path, without host and query.
    pub path: String,
}

/// Looks a guide over. `text` is the whole of one that is not built in.
pub fn preview(guide: &Guide, text: Option<&str>) -> Result<GuideAsks, Problem> {
    let labels = |secret: bool| -> Vec<String> {
        let fields = guide.handover.iter().filter(|field| field.secret == secret);
        once(fields.map(|field| field.label.clone()))
    };
    let plan = Plan::of_guide(guide)?;
    Ok(GuideAsks {
        id: guide.id.clone(),
        version: guide.version.clone(),
        built_in: guide.built_in,
        vendor: guide.vendor.clone(),
        summary: guide.summary.clone(),
        minutes: guide.minutes,
        steps: u32::try_from(guide.steps().count()).unwrap_or(u32::MAX),
        reads: guide.reads.clone(),
        authentications: guide.authentications.clone(),
        copies: guide.role.clone(),
        required_roles: guide.roles.required.iter().map(|code| plan.fill(code)).collect(),
        asks_for_roles: guide.roles.list == RoleList::Vendor,
        prerequisite_roles: guide.roles.prerequisite.clone(),
        hands_over: labels(false),
        secrets: labels(true),
        recipients: guide.delivery.recipients.clone(),
        support: guide.support.clone(),
        requests: requests(guide, text)?,
        pages: once(guide.steps().flat_map(pages).map(|page| page.path().to_owned())),
        links: links(guide),
    })
}

/// As a setup of that guide would make them, with a stand-in for what is not known yet.
fn requests(guide: &Guide, text: Option<&str>) -> Result<Vec<PlannedRequest>, Problem> {
    let mut requests = Vec::new();
    for authentication in &guide.authentications {
        let mut file = SetupFile::new(guide, text.map(str::to_owned), jiff::Timestamp::UNIX_EPOCH);
        file.authentication = *authentication;
        file.user = Some("integration.user".to_owned());
        file.requisition = Some("1".to_owned());
        let planned = checks::planned(&file)?;
        requests.extend(
            planned.iter().map(|(runs_as, ask)| PlannedRequest { runs_as: *runs_as, path: ask.path().to_owned() }),
        );
    }
    Ok(once(requests))
}

/// What a step offers to open, in all its forms.
fn pages(step: &Step) -> impl Iterator<Item = Page> {
    step.opens.into_iter().chain(step.variants.iter().filter_map(|form| form.opens))
}

/// The help page, the vendor's form, and the pages that steps name as their sources.
fn links(guide: &Guide) -> Vec<String> {
    let of_steps = guide.steps().flat_map(|step| {
        let forms = step.variants.iter().filter_map(|form| form.sources.as_ref()).flatten();
        step.sources.iter().chain(forms)
    });
    let named = of_steps.flat_map(|source| source.split(|c: char| c.is_whitespace() || "()".contains(c)));
    let pages = named.filter(|word| word.starts_with("https://")).map(str::to_owned);
    once(guide.support.link.iter().chain(&guide.delivery.form).cloned().chain(pages))
}

fn once<T: PartialEq>(list: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen: Vec<T> = Vec::new();
    for one in list {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide::builtins;

    #[test]
    fn names_every_resource_that_a_guide_reads_and_nothing_outside_oracles_rest_paths() {
        for guide in builtins() {
            let seen = preview(guide, None).unwrap();
            for probe in &guide.probes {
                let resource = probe.resource.split('/').next().unwrap();
                assert!(
                    seen.requests.iter().any(|request| request.path.ends_with(resource)),
                    "{} {resource}",
                    guide.id
                );
            }
            assert!(
                seen.requests.iter().all(|request| request.path.starts_with("/hcmRestApi/")),
                "{:?}",
                seen.requests
            );
            assert!(seen.requests.iter().any(|request| request.runs_as == RunsAs::Admin), "{}", guide.id);
            assert!(seen.links.iter().all(|link| link.starts_with("https://")), "{:?}", seen.links);
            assert!(!seen.secrets.is_empty() && !seen.hands_over.is_empty(), "{}", guide.id);
        }
    }
}
