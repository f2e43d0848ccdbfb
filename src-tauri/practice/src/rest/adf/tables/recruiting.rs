//! Requisitions, applications and candidates, and who sees them.

use super::{Located, Table};
use crate::{
    content::{CANDIDATES, Company, Record},
    state::{Access, RequisitionSight, privilege},
};

pub(super) struct Requisitions;

impl Table for Requisitions {
    fn name(&self) -> &'static str {
        "recruitingJobRequisitions"
    }

    fn privileges(&self) -> &'static [&'static str] {
        &[privilege::REQUISITIONS, privilege::REQUISITIONS_READ]
    }

    fn length(&self, company: &Company) -> u32 {
        company.requisitions
    }

    fn record(&self, company: &Company, index: u32) -> Record {
        company.requisition(index)
    }

    fn with_key(&self, company: &Company, key: &str) -> Option<u32> {
        company.requisition_with_number(key)
    }

    fn locate(&self, company: &Company, attribute: &str, value: &str) -> Located {
        match attribute {
            "RequisitionNumber" => company.requisition_with_number(value).into(),
            "RequisitionId" => company.requisition_with_id(value).into(),
            _ => Located::Unknown,
        }
    }

    fn sees_all(&self, access: &Access) -> bool {
        access.requisitions == RequisitionSight::All
    }

    fn sees(&self, company: &Company, access: &Access, index: u32) -> bool {
        access.requisitions.lets_through(*company, index)
    }
}

pub(super) struct Applications;

impl Table for Applications {
    fn name(&self) -> &'static str {
        "recruitingJobApplications"
    }

    fn privileges(&self) -> &'static [&'static str] {
        &[privilege::APPLICATIONS, privilege::APPLICATIONS_READ]
    }

    fn length(&self, company: &Company) -> u32 {
        company.applications()
    }

    fn record(&self, company: &Company, index: u32) -> Record {
        company.application(index)
    }

    fn with_key(&self, company: &Company, key: &str) -> Option<u32> {
        company.application_with_id(key)
    }

    fn locate(&self, company: &Company, attribute: &str, value: &str) -> Located {
        match attribute {
            "JobApplicationId" => company.application_with_id(value).into(),
            _ => Located::Unknown,
        }
    }

    fn sees_all(&self, access: &Access) -> bool {
        Requisitions.sees_all(access)
    }

    fn sees(&self, company: &Company, access: &Access, index: u32) -> bool {
        Requisitions.sees(company, access, Company::requisition_of(index))
    }
}

/// Candidates have no data security unless a profile option of Oracle's says so (oracle.md §2.6).
pub(super) struct Candidates;

impl Table for Candidates {
    fn name(&self) -> &'static str {
        "recruitingCandidates"
    }

    fn privileges(&self) -> &'static [&'static str] {
        &[privilege::CANDIDATES_READ]
    }

    fn length(&self, _: &Company) -> u32 {
        CANDIDATES
    }

    fn record(&self, company: &Company, index: u32) -> Record {
        company.candidate(index)
    }

    fn with_key(&self, _: &Company, key: &str) -> Option<u32> {
        Company::candidate_with_number(key)
    }

    fn locate(&self, _: &Company, attribute: &str, value: &str) -> Located {
        match attribute {
            "CandidateNumber" => Company::candidate_with_number(value).into(),
            _ => Located::Unknown,
        }
    }
}
