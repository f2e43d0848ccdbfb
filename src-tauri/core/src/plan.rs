//! A guide and a setup, put together: what this very setup asks for, with its own values.
//!
//! Checks, words, reports and the window read a plan; none of them looks into the setup file for what was planned. The
//! text with which one asks for help at a step is in [`help`], and what a list shows of a setup in [`outline`].

mod help;
mod outline;

use jiff::Timestamp;

use crate::{
    address::{self, AllowedHost, OracleHost},
    guide::{
        self, Afterwards, Authentication, Branches, CopiedRole, Facts, Guide, RoleList, Stage, Step, Value, ValueList,
        fill, hint::Hint, worksheet::Worksheet,
    },
    key::{Certificate, CertificateRecord},
    problem::Problem,
    setup_file::{SetupFile, VendorRoles, Visibility},
};

pub use help::{HelpRequest, help_request};
pub use outline::{Heading, Outline};

/// Roles that an ordinary account holds by itself; no guide needs to name them. Source: the contract, §5.
const TOLERATED: &[&str] = &["ORA_PER_EMPLOYEE_ABSTRACT", "ORA_PER_CONTINGENT_WORKER_ABSTRACT"];

/// The branch in which the integration user is there before the walk begins.
const ALREADY: (&str, &str) = ("user", "existing");

/// What a setup asks for.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The guide, with the hand-over fields of this setup's branches.
    pub guide: Guide,
    /// The pod, or none in a draft.
    pub host: Option<OracleHost>,
    /// The integration user's name, or none in a draft.
    pub user: Option<String>,
    /// How the integration user signs in.
    pub authentication: Authentication,
    /// The trusted issuer that tokens name, or none in a draft.
    pub issuer: Option<String>,
    /// The certificate by which Oracle checks tokens, where there is one yet.
    pub certificate: Option<Certificate>,
    /// The role to copy and the copy's name and code, with this setup's overrides.
    pub role: Option<CopiedRole>,
    /// Role codes that the integration user must hold, each once, as far as they are known.
    pub required_roles: Vec<String>,
    /// Whether that is the whole list.
    pub roles_known: bool,
    /// Role codes that are no finding.
    pub tolerated_roles: Vec<String>,
    /// A requisition number read off a screen.
    pub requisition: Option<String>,
    /// How much the integration user is meant to see.
    pub visibility: Visibility,
    /// The branches, authentication included.
    pub branches: Branches,
    /// Placeholder values.
    pub facts: Facts,
}

impl Plan {
    /// Puts a setup and its guide together.
    pub fn of(file: &SetupFile) -> Result<Self, Problem> {
        Self::put_together(file, file.guide()?)
    }

    /// A guide alone, as it is before anything is filled in.
    pub fn of_guide(guide: &Guide) -> Result<Self, Problem> {
        let mut plan = Self::put_together(&SetupFile::new(guide, None, Timestamp::UNIX_EPOCH), guide.clone())?;
        if guide.authentications.len() > 1 {
            plan.facts.remove("authentication");
        }
        Ok(plan)
    }

    fn put_together(file: &SetupFile, mut guide: Guide) -> Result<Self, Problem> {
        let host = host(file)?;
        let role = copied_role(file, &guide);
        let branches = branches(file);
        guide.handover.retain(|field| field.belongs_to(&branches));
        let facts = facts(file, &guide, host.as_ref(), role.as_ref());
        let data_role = branches.get("access").is_some_and(|access| access == "data-role");
        let (required_roles, roles_known) = required(file, &guide, role.as_ref(), data_role, &facts);
        let tolerated = TOLERATED.iter().map(|&code| code.to_owned()).chain(
            guide
                .roles
                .tolerated
                .iter()
                .map(|text| fill(text, &facts))
                .filter_map(|(code, whole)| whole.then_some(code)),
        );
        Ok(Self {
            tolerated_roles: tolerated.collect(),
            host,
            user: file.user.clone(),
            authentication: file.authentication,
            issuer: file.issuer.clone(),
            certificate: file.certificate.as_ref().map(CertificateRecord::certificate).cloned(),
            role,
            required_roles,
            roles_known,
            requisition: file.requisition.clone(),
            visibility: file.visibility,
            branches,
            facts,
            guide,
        })
    }

    /// The walk with this setup's values filled in.
    pub fn walk(&self) -> Vec<Stage> {
        let mut stages = self.guide.walk(&self.branches);
        for step in stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            self.fill_step(step);
        }
        stages
    }

    /// A checklist for afterwards with this setup's values. Steps that speak of a copied role are left out where none was
    /// made.
    pub fn afterwards(&self, list: Afterwards) -> Vec<Step> {
        let copies = self.role.is_some();
        let speaks_of_copy = |step: &Step| {
            let values = step.values.iter().filter_map(|value| value.value.as_deref());
            step.instructions.iter().map(String::as_str).chain(values).any(|text| text.contains("role_code}"))
        };
        let mut steps = guide::relevant(list.steps(), &self.branches);
        steps.retain(|step| copies || !speaks_of_copy(step));
        for step in &mut steps {
            self.fill_step(step);
        }
        steps
    }

    /// The step of this walk that mends a problem: the usual one, else the guide's own for that problem, else none.
    pub fn step_for(&self, code: &str, usual: Option<&str>) -> Option<String> {
        let shown =
            |id: &str| self.guide.walk(&self.branches).iter().flat_map(|stage| &stage.steps).any(|step| step.id == id);
        let usual = usual?;
        [Some(usual), self.guide.steps_for.get(code).map(String::as_str)]
            .into_iter()
            .flatten()
            .find(|id| shown(id))
            .map(str::to_owned)
    }

    /// The branch to choose for whoever has already what a step of the guide makes; none where the step has no such form,
    /// or has it already.
    pub fn already(&self, step: &str) -> Option<(&'static str, &'static str)> {
        let (key, value) = ALREADY;
        let step = self.guide.step(step)?;
        let has_such_a_form = step.variants.iter().any(|form| form.when.get(key).is_some_and(|one| one == value));
        let chosen = self.branches.get(key).is_some_and(|one| one == value);
        (has_such_a_form && !chosen).then_some((key, value))
    }

    /// Whether tokens are signed with a key that only the vendor has.
    pub fn vendor_holds_the_key(&self) -> bool {
        self.authentication == Authentication::Jwt && self.branches.get("key").is_some_and(|key| key == "vendor")
    }

    /// Whether a role code is required or tolerated.
    pub fn asks_for(&self, code: &str) -> bool {
        self.required_roles.iter().chain(&self.tolerated_roles).any(|one| one.eq_ignore_ascii_case(code))
    }

    /// The plural of a resource, for sentences: the guide's label for it.
    pub fn label<'a>(&'a self, resource: &'a str) -> &'a str {
        self.guide.probes.iter().find(|probe| probe.resource == resource).map_or(resource, |probe| &probe.label)
    }

    /// The text with this setup's values.
    pub fn fill(&self, text: &str) -> String {
        fill(text, &self.facts).0
    }

    fn fill_step(&self, step: &mut Step) {
        let texts = [&mut step.title, &mut step.why];
        let maybe = [&mut step.see, &mut step.ask, &mut step.sees, &mut step.english].into_iter().flatten();
        for text in texts.into_iter().chain(maybe).chain(&mut step.path).chain(&mut step.instructions) {
            *text = self.fill(text);
        }
        let if_not = step.if_not.iter_mut().flat_map(|one| [&mut one.when, &mut one.then]);
        let hint = step.hint.iter_mut().flat_map(Hint::texts_mut);
        let worksheets = step.worksheets.iter_mut().flat_map(Worksheet::texts_mut);
        for text in if_not.chain(hint).chain(worksheets) {
            *text = self.fill(text);
        }
        step.values = step.values.iter().flat_map(|value| self.rows(value)).collect();
    }

    /// A step of the guide with this setup's values, in the form that it has there.
    pub(crate) fn filled(&self, mut step: Step) -> Step {
        self.fill_step(&mut step);
        step
    }

    /// A value, or one for each entry of its list. A value that is not known yet has none.
    fn rows(&self, value: &Value) -> Vec<Value> {
        let label = self.fill(&value.label);
        if value.each == Some(ValueList::RequiredRoles) {
            let row = |code: &String| Value { label: label.clone(), value: Some(code.clone()), each: None };
            return self.required_roles.iter().map(row).collect();
        }
        let filled = value.value.as_deref().map(|text| fill(text, &self.facts));
        let known = filled.and_then(|(text, whole)| whole.then_some(text));
        vec![Value { label, value: known, each: None }]
    }
}

fn host(file: &SetupFile) -> Result<Option<OracleHost>, Problem> {
    let Some(host) = file.host.as_deref() else { return Ok(None) };
    let allowed = file.allow_host.as_deref().map(AllowedHost::parse).transpose()?;
    Ok(Some(address::parse(host, allowed.as_ref())?.host))
}

/// The role to copy, with this setup's overrides.
fn copied_role(file: &SetupFile, guide: &Guide) -> Option<CopiedRole> {
    guide.role.clone().map(|role| CopiedRole {
        name: file.values.get("role_name").cloned().unwrap_or(role.name),
        code: file.values.get("role_code").cloned().unwrap_or(role.code),
        ..role
    })
}

/// The chosen branches, authentication included.
fn branches(file: &SetupFile) -> Branches {
    let mut branches = file.branches.clone();
    branches.insert("authentication".to_owned(), file.authentication.as_str().to_owned());
    branches
}

fn facts(file: &SetupFile, guide: &Guide, host: Option<&OracleHost>, role: Option<&CopiedRole>) -> Facts {
    let mut facts = Facts::from([("vendor", guide.vendor.clone())]);
    let mut put = |name, value: Option<String>| {
        if let Some(value) = value {
            facts.insert(name, value);
        }
    };
    put("host", host.map(|host| host.host().to_owned()));
    put("origin", host.map(OracleHost::origin));
    put("subdomain", host.and_then(OracleHost::subdomain).map(str::to_owned));
    put("user", file.user.clone());
    put("issuer", file.issuer.clone());
    put("authentication", Some(file.authentication.as_str().to_owned()));
    put("fingerprint", file.certificate.as_ref().map(|record| record.certificate().fingerprint().base64()));
    put("data_role_code", file.values.get("data_role_code").cloned());
    put("role_name", role.map(|role| role.name.clone()));
    put("role_code", role.map(|role| role.code.clone()));
    put("source_role_name", role.map(|role| role.source_name.clone()));
    put("source_role_code", role.map(|role| role.source_code.clone()));
    facts
}

/// The roles that the user must hold, and whether the list is whole. In the data-role branch the data role stands in
/// place of the copy.
fn required(
    file: &SetupFile,
    guide: &Guide,
    role: Option<&CopiedRole>,
    data_role: bool,
    facts: &Facts,
) -> (Vec<String>, bool) {
    let given: &[String] = if let VendorRoles::Given(codes) = &file.roles { codes } else { &[] };
    let mut whole = guide.roles.list == RoleList::Guide || file.roles != VendorRoles::Unknown;
    let mut codes: Vec<String> = Vec::new();
    let own = guide.roles.required.iter().map(|text| fill(text, facts));
    for (code, filled) in own.chain(given.iter().map(|code| (code.clone(), true))) {
        let is_copy = role.is_some_and(|role| role.code.eq_ignore_ascii_case(&code));
        let code = match facts.get("data_role_code") {
            Some(data_role_code) if data_role && is_copy => data_role_code.clone(),
            None if data_role && is_copy => {
                whole = false;
                continue;
            }
            _ => code,
        };
        if !filled {
            whole = false;
        } else if !codes.iter().any(|known| known.eq_ignore_ascii_case(&code)) {
            codes.push(code);
        }
    }
    (codes, whole)
}
