//! Roles that Oracle supplies, and the privileges that decide who may call what.
//!
//! Codes and grants are those of oracle.md §2.8 and §4.2 where they stand there; what had to be supplied is marked.

use super::Role;
use crate::content::Seed;

/// Function privileges. Oracle's codes, apart from the ones marked as supplied.
pub(crate) mod privilege {
    /// "REST Service: Identity Integration", without which no SCIM method answers.
    pub const IDENTITY: &str = "ASE_REST_SERVICE_ACCESS_IDENTITY_INTEGRATION_PRIV";
    /// Supplied: the public table names duties for requisitions, not the privilege in them.
    pub const REQUISITIONS: &str = "IRC_REST_SERVICE_ACCESS_JOB_REQUISITIONS_PRIV";
    /// Supplied, like the one before.
    pub const REQUISITIONS_READ: &str = "IRC_REST_SERVICE_ACCESS_JOB_REQUISITIONS_RO_PRIV";
    pub const APPLICATIONS: &str = "IRC_REST_SERVICE_ACCESS_JOB_APPLICATIONS_PRIV";
    pub const APPLICATIONS_READ: &str = "IRC_REST_SERVICE_ACCESS_JOB_APPLICATIONS_RO_PRIV";
    pub const CANDIDATES_READ: &str = "IRC_REST_SERVICE_ACCESS_CANDIDATES_RO_PRIV";
    pub const RECRUITING_LOVS: &str = "IRC_REST_SERVICE_ACCESS_RECRUITING_LOVS_PRIV";
    pub const WORKERS: &str = "PER_REST_SERVICE_ACCESS_WORKERS_PRIV";
    pub const WORKERS_READ: &str = "PER_REST_SERVICE_ACCESS_WORKERS_RO_PRIV";
    /// Supplied: departments, jobs and locations have a privilege each, which no source here names.
    pub const STRUCTURES_READ: &str = "PER_REST_SERVICE_ACCESS_WORKFORCE_STRUCTURES_RO_PRIV";
}

/// Duty that opens a worker's names and contact details. That it is this one is supplied.
pub(crate) const WORKER_PERSON_DUTY: &str = "ORA_PER_REST_SERVICE_ACCESS_WORKER_PERSON_RO";
/// Duty that opens a worker's employment. That it is this one is supplied.
pub(crate) const WORKER_EMPLOYMENT_DUTY: &str = "ORA_PER_REST_SERVICE_ACCESS_WORKER_EMPLOYMENT_RO";

struct Seeded {
    code: &'static str,
    name: &'static str,
    category: &'static str,
    inherits: &'static [&'static str],
    privileges: &'static [&'static str],
}

const DUTIES: [Seeded; 9] = [
    duty(
        "ORA_IRC_ACCESS_RECRUITING_ACTIVITY_CENTER_DUTY",
        "Access Recruiting Activity Center",
        &[privilege::REQUISITIONS, privilege::APPLICATIONS],
    ),
    duty(
        "ORA_IRC_REST_SERVICE_ACCESS_JOB_REQUISITIONS",
        "Use REST Service - Job Requisitions",
        &[privilege::REQUISITIONS],
    ),
    duty(
        "ORA_IRC_REST_SERVICE_ACCESS_JOB_REQUISITIONS_RO",
        "Use REST Service - Job Requisitions Read Only",
        &[privilege::REQUISITIONS_READ],
    ),
    duty(
        "ORA_IRC_REST_SERVICE_ACCESS_JOB_APPLICATIONS_RO",
        "Use REST Service - Job Applications Read Only",
        &[privilege::APPLICATIONS_READ],
    ),
    duty(
        "ORA_IRC_REST_SERVICE_ACCESS_CANDIDATES_RO",
        "Use REST Service - Candidates Read Only",
        &[privilege::CANDIDATES_READ],
    ),
    duty(
        "ORA_IRC_REST_SERVICE_ACCESS_RECRUITING_LOVS",
        "Use REST Service - Recruiting Lists of Values",
        &[privilege::RECRUITING_LOVS],
    ),
    duty(WORKER_PERSON_DUTY, "Use REST Service - Worker Person Read Only", &[privilege::WORKERS_READ]),
    duty(WORKER_EMPLOYMENT_DUTY, "Use REST Service - Worker Employment Read Only", &[privilege::WORKERS_READ]),
    duty(
        "ORA_PER_REST_SERVICE_ACCESS_WORKFORCE_STRUCTURES_RO",
        "Use REST Service - Workforce Structures Read Only",
        &[privilege::STRUCTURES_READ],
    ),
];

const RECRUITER_DUTIES: &[&str] = &[
    "ORA_IRC_ACCESS_RECRUITING_ACTIVITY_CENTER_DUTY",
    "ORA_IRC_REST_SERVICE_ACCESS_CANDIDATES_RO",
    "ORA_IRC_REST_SERVICE_ACCESS_RECRUITING_LOVS",
];

const INTEGRATION_SPECIALIST_DUTIES: &[&str] = &[
    "ORA_IRC_REST_SERVICE_ACCESS_JOB_REQUISITIONS",
    "ORA_IRC_REST_SERVICE_ACCESS_JOB_REQUISITIONS_RO",
    "ORA_IRC_REST_SERVICE_ACCESS_JOB_APPLICATIONS_RO",
    WORKER_PERSON_DUTY,
    WORKER_EMPLOYMENT_DUTY,
    "ORA_PER_REST_SERVICE_ACCESS_WORKFORCE_STRUCTURES_RO",
];

const LOVS_ONLY: &[&str] = &["ORA_IRC_REST_SERVICE_ACCESS_RECRUITING_LOVS"];

const JOBS: [Seeded; 22] = [
    job("ORA_IRC_RECRUITER_JOB", "Recruiter", RECRUITER_DUTIES),
    job("ORA_IRC_RECRUITING_MANAGER_JOB", "Recruiting Manager", LOVS_ONLY),
    job("ORA_IRC_RECRUITING_AGENT_JOB", "Recruiting Agent", LOVS_ONLY),
    job("ORA_PER_RECRUITING_ADMINISTRATOR_JOB", "Recruiting Administrator", LOVS_ONLY),
    abstract_role("ORA_IRC_HIRING_MANAGER_ABSTRACT", "Hiring Manager", RECRUITER_DUTIES),
    abstract_role("ORA_IRC_INTERNAL_CANDIDATE_ABSTRACT", "Internal Candidate", &[]),
    Seeded {
        code: "ORA_FND_IT_SECURITY_MANAGER_JOB",
        name: "IT Security Manager",
        category: "JOB",
        inherits: &[],
        privileges: &[privilege::IDENTITY],
    },
    job("ORA_FND_INTEGRATION_SPECIALIST_JOB", "Integration Specialist", &[]),
    job("ORA_FND_INTERNAL_AUDITOR_JOB", "Internal Auditor", &[]),
    job("ORA_FND_DIAG_ADMINISTRATOR_JOB", "Application Diagnostics Administrator", &[]),
    job("ORA_FND_APPLICATION_ADMINISTRATOR_JOB", "Application Administrator", &[]),
    job(
        "ORA_HRC_HUMAN_CAPITAL_MANAGEMENT_INTEGRATION_SPECIALIST_JOB",
        "Human Capital Management Integration Specialist",
        INTEGRATION_SPECIALIST_DUTIES,
    ),
    job("ORA_HRC_HUMAN_CAPITAL_MANAGEMENT_APPLICATION_ADMINISTRATOR_JOB", "HCM Application Administrator", &[]),
    job("ORA_ASM_APPLICATION_IMPLEMENTATION_CONSULTANT_JOB", "Application Implementation Consultant", &[]),
    job("ORA_ASM_APPLICATION_IMPLEMENTATION_MANAGER_JOB", "Application Implementation Manager", &[]),
    abstract_role("ORA_ASM_APPLICATION_IMPLEMENTATION_ADMIN_ABSTRACT", "Application Implementation Administrator", &[]),
    Seeded {
        code: "ORA_PER_HUMAN_RESOURCE_SPECIALIST_JOB",
        name: "Human Resource Specialist",
        category: "JOB",
        inherits: &["ORA_PER_REST_SERVICE_ACCESS_WORKFORCE_STRUCTURES_RO"],
        privileges: &[privilege::WORKERS],
    },
    job("ORA_PER_HUMAN_RESOURCE_ANALYST_JOB", "Human Resource Analyst", &[]),
    abstract_role("ORA_PER_EMPLOYEE_ABSTRACT", "Employee", &[]),
    abstract_role("ORA_PER_CONTINGENT_WORKER_ABSTRACT", "Contingent Worker", &[]),
    abstract_role("ORA_PER_LINE_MANAGER_ABSTRACT", "Line Manager", &[]),
    abstract_role("ORA_FND_ANONYMOUS_USER_ABSTRACT", "Anonymous User", &[]),
];

const fn duty(code: &'static str, name: &'static str, privileges: &'static [&'static str]) -> Seeded {
    Seeded { code, name, category: "DUTY", inherits: &[], privileges }
}

const fn job(code: &'static str, name: &'static str, inherits: &'static [&'static str]) -> Seeded {
    Seeded { code, name, category: "JOB", inherits, privileges: &[] }
}

const fn abstract_role(code: &'static str, name: &'static str, inherits: &'static [&'static str]) -> Seeded {
    Seeded { code, name, category: "ABSTRACT", inherits, privileges: &[] }
}

pub(super) fn all(seed: Seed) -> Vec<Role> {
    DUTIES.iter().chain(&JOBS).map(|seeded| role(seed, seeded)).collect()
}

fn role(seed: Seed, seeded: &Seeded) -> Role {
    let mut role = Role::new(seed, seeded.code, seeded.name, seeded.category);
    role.description = format!("Supplied role: {}.", seeded.name);
    role.inherits = seeded.inherits.iter().map(|&code| code.to_owned()).collect();
    role.privileges = seeded.privileges.to_vec();
    role.from_all_addresses = seeded.code == "ORA_FND_IT_SECURITY_MANAGER_JOB";
    role
}
