//! A stand-in for an Oracle Fusion pod, bound to this computer.
//!
//! It exists so that nobody meets the Security Console for the first time in production, and so that the
//! assistant can be proved against every cause that it claims to tell apart. It answers SCIM and REST over real TLS
//! on loopback, and serves a console page for a browser.
//!
//! What may be seen is computed from a `state` of users, roles and security profiles, never from the name of
//! a scenario: a scenario is a starting state and a set of `quirks`. What Oracle was not confirmed to do is
//! a quirk, so that a client can be tried with both.
//!
//! Deliberately not here: any code of the assistant's own client. An error made there must not be made here too.

mod console;
mod content;
mod credential;
mod kept;
mod listen;
mod pod;
mod practice;
mod quirks;
mod rest;
mod scenario;
mod seen;
mod state;
mod token;

pub use credential::Credential;
pub use kept::Restored;
pub use practice::{Options, Practice, StartError, kept_scenario, start};
pub use scenario::{
    AdminSignIn, Authentication, Expect, ExpectedProblem, Given, KeyHolder, Kind, Scenario, Visibility, list,
    role_list, scenarios,
};
pub use seen::{SeenRequest, Who};
pub use state::CertificateError;
pub use token::SigningKey;

/// What stands in place of the scenario's name as long as a mistake is planted and nobody has asked which.
pub const PLANTED_SCENARIO: &str = "planted";

/// What is told of a planted mistake before anybody asks.
pub const PLANTED: &str = "A mistake is planted: something is wrong on this pod, and it is not told what. Find it by a verification, and mend it.";

/// User name of the administrator of every practice Oracle.
pub const ADMINISTRATOR: &str = "practice.admin";

/// User name of the integration user, as the built-in rehearsals expect it.
pub const INTEGRATION_USER: &str = "vendor.integration";

/// Issuer that the integration user's tokens name, in every scenario about tokens.
pub const INTEGRATION_ISSUER: &str = "practice-vendor";

/// Role name that the requisition guides give to the copy of the Recruiter role.
pub const COPIED_ROLE_NAME: &str = "RecruiterGSEIntegration";

/// Role code that the requisition guides give to the copy of the Recruiter role.
pub const COPIED_ROLE_CODE: &str = "IRC_RECRUITER_JOB_GSE_INTEGRATION";
