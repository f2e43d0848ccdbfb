//! Requisitions, applications and candidates as records.
//!
//! Attribute names are those of public clients of the real service; the list of `recruitingJobRequisitions` is known
//! to be incomplete, and the ids of phases and states are invented apart from 4 and 21.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{
    Company, Record,
    company::{JOBS, LOCATIONS, ORGANIZATIONS, RECRUITERS, WORKERS, Worker, first_id},
};

/// Phase id, phase name, state id, state name.
const STATES: [(u32, &str, u32, &str); 6] = [
    (1, "Formatting", 11, "In Progress"),
    (2, "Approval", 12, "Pending"),
    (4, "Open", 21, "Posted"),
    (4, "Open", 22, "Unposted"),
    (5, "Filled", 31, "Filled"),
    (6, "Canceled", 41, "Canceled"),
];

/// The number of the first requisition.
const FIRST_NUMBER: u32 = 1001;

/// Applications to one requisition.
const APPLICATIONS_EACH: u32 = 3;

const FIRST_CANDIDATE_NUMBER: u32 = 187_001;

/// The legal employer that the profile is about.
const ONE_EMPLOYER: &str = "Practice GmbH";

/// People who once applied or were found.
pub(crate) const CANDIDATES: u32 = 240;

impl Company {
    pub fn applications(self) -> u32 {
        self.requisitions.saturating_mul(APPLICATIONS_EACH)
    }

    /// The requisition that an application is for.
    pub fn requisition_of(application: u32) -> u32 {
        application / APPLICATIONS_EACH
    }

    pub fn requisition_number(requisition: u32) -> String {
        (FIRST_NUMBER + requisition).to_string()
    }

    pub fn requisition_with_number(self, number: &str) -> Option<u32> {
        let requisition = number.parse::<u32>().ok()?.checked_sub(FIRST_NUMBER)?;
        (requisition < self.requisitions).then_some(requisition)
    }

    pub fn requisition_with_id(self, id: &str) -> Option<u32> {
        let requisition = u32::try_from(id.parse::<u64>().ok()?.checked_sub(first_id::REQUISITION)?).ok()?;
        (requisition < self.requisitions).then_some(requisition)
    }

    pub fn application_with_id(self, id: &str) -> Option<u32> {
        let application = u32::try_from(id.parse::<u64>().ok()?.checked_sub(first_id::APPLICATION)?).ok()?;
        (application < self.applications()).then_some(application)
    }

    pub fn candidate_with_number(number: &str) -> Option<u32> {
        let candidate = number.parse::<u32>().ok()?.checked_sub(FIRST_CANDIDATE_NUMBER)?;
        (candidate < CANDIDATES).then_some(candidate)
    }

    pub fn recruiter(requisition: u32) -> Worker {
        1 + requisition % RECRUITERS
    }

    pub fn hiring_manager(self, requisition: u32) -> Worker {
        20 + self.place("hiring-manager", requisition.into(), 40)
    }

    /// Whether a person is on the hiring team, or stands above somebody who is.
    pub fn on_team(self, requisition: u32, person: Worker) -> bool {
        Self::reports_to(Self::recruiter(requisition), person)
            || Self::reports_to(self.hiring_manager(requisition), person)
    }

    /// Whether a requisition is of the legal employer that the company made a security profile of its own for.
    pub fn is_of_the_one_employer(self, requisition: u32) -> bool {
        ORGANIZATIONS[self.organization_of(requisition) as usize] == ONE_EMPLOYER
    }

    fn organization_of(self, requisition: u32) -> u32 {
        self.place("requisition-organization", requisition.into(), ORGANIZATIONS.len())
    }

    /// Country code of the place that a requisition is for.
    pub fn country_of_requisition(self, requisition: u32) -> &'static str {
        LOCATIONS[self.place("requisition-location", requisition.into(), LOCATIONS.len()) as usize][5]
    }

    pub fn requisition(self, requisition: u32) -> Record {
        let index = u64::from(requisition);
        let (phase_id, phase, state_id, state) = STATES[self.place("state", index, STATES.len()) as usize];
        let title = JOBS[self.place("requisition-job", index, JOBS.len()) as usize].1;
        let organization = self.organization_of(requisition);
        let location = self.place("requisition-location", index, LOCATIONS.len());
        let (recruiter, manager) = (Self::recruiter(requisition), self.hiring_manager(requisition));
        let [state_id_name, state_name, phase_id_name, phase_name] = if self.current_phase {
            ["CurrentStateId", "CurrentStateName", "CurrentPhaseId", "CurrentPhaseName"]
        } else {
            ["StateId", "StateName", "PhaseId", "PhaseName"]
        };
        let mut record = Record::new(
            Self::requisition_number(requisition),
            json!({
                "RequisitionId": first_id::REQUISITION + index,
                "RequisitionNumber": Self::requisition_number(requisition),
                "Title": title,
                "RecruitingType": "ORA_PROFESSIONAL",
                "HiringManagerId": Self::person_id(manager),
                "HiringManagerName": self.display_name(manager),
                "RecruiterId": Self::person_id(recruiter),
                "RecruiterName": self.display_name(recruiter),
                "PrimaryLocationId": first_id::LOCATION + u64::from(location),
                "PrimaryLocationName": LOCATIONS[location as usize][1],
                "OrganizationId": first_id::LEGAL_ENTITY + u64::from(organization),
                "OrganizationName": ORGANIZATIONS[organization as usize],
                "CandidateSelectionProcessId": 300_000_050_100_000_u64,
                "ExternalApplicationFlowId": 300_000_051_100_000_u64,
                state_id_name: state_id,
                state_name: state,
                phase_id_name: phase_id,
                phase_name: phase,
                "UnlimitedOpenings": "N",
                "PipelineRequisition": "N",
                "NumberOfOpenings": 1 + self.place("openings", index, 4),
                "OtherRequisitionTitle": null,
                "ExternalDescriptionHTML": STANDARD.encode(format!("<p>{title} wanted. This is a practice posting.</p>")),
                "CreatedBy": "practice.admin",
                "CreationDate": self.moment("requisition-created", index),
                "LastUpdatedBy": "practice.admin",
                "LastUpdateDate": self.moment("requisition-updated", index),
            }),
        );
        record.add("secondaryLocations", Vec::new());
        record.add("skills", vec![skill(requisition, title)]);
        record
    }

    pub fn application(self, application: u32) -> Record {
        let index = u64::from(application);
        let id = first_id::APPLICATION + index;
        let requisition = Self::requisition_of(application);
        let candidate = self.place("application-candidate", index, CANDIDATES as usize);
        Record::new(
            id.to_string(),
            json!({
                "JobApplicationId": id,
                "RequisitionId": first_id::REQUISITION + u64::from(requisition),
                "RequisitionNumber": Self::requisition_number(requisition),
                "CandidateNumber": candidate_number(candidate),
                "PersonId": first_id::CANDIDATE + u64::from(candidate),
                "PhaseId": 1 + self.place("application-phase", index, 5),
                "StateId": 1 + self.place("application-state", index, 9),
                "CreationDate": self.moment("application-created", index),
                "LastUpdateDate": self.moment("application-updated", index),
            }),
        )
    }

    pub fn candidate(self, candidate: u32) -> Record {
        let person = WORKERS + candidate;
        Record::new(
            candidate_number(candidate),
            json!({
                "CandidateNumber": candidate_number(candidate),
                "PersonId": first_id::CANDIDATE + u64::from(candidate),
                "LastName": self.family_name(person),
                "FirstName": self.given_name(person),
                "MiddleNames": null,
                "KnownAs": null,
                "FullName": self.display_name(person),
                "Email": format!("candidate.{}@practice.example", candidate_number(candidate)),
                "PreferredLanguage": "US",
                "Title": null,
                "CreationDate": self.moment("candidate-created", candidate.into()),
                "LastUpdateDate": self.moment("candidate-updated", candidate.into()),
            }),
        )
    }
}

fn candidate_number(candidate: u32) -> String {
    (FIRST_CANDIDATE_NUMBER + candidate).to_string()
}

fn skill(requisition: u32, title: &str) -> Record {
    Record::new(
        requisition.to_string(),
        json!({
            "SectionId": u64::from(requisition) + 1,
            "Skills": title,
            "MinimumYearsOfExperience": 2,
            "RequiredFlag": true,
            "Importance": 3,
        }),
    )
}
