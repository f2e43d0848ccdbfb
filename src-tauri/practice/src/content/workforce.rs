//! Workers, departments, jobs and locations as records.
//!
//! Attribute names are those of public models of real answers; values are invented.

use serde_json::json;

use super::{
    Company, Record,
    company::{DEPARTMENTS, GRADES, JOBS, LOCATIONS, ORGANIZATIONS, Worker, first_id},
};

/// Open end of a date-effective row.
const END_OF_TIME: &str = "4712-12-31";

impl Company {
    /// Whether a worker has an e-mail address: nine of ten do.
    pub fn has_email(self, worker: Worker) -> bool {
        self.seed.below("email", worker.into(), 10) != 0
    }

    pub fn department_of(self, worker: Worker) -> u32 {
        self.place("department", worker.into(), DEPARTMENTS.len())
    }

    /// The worker with names, e-mail addresses and work relationships, whatever the caller may see of them.
    pub fn worker(self, worker: Worker) -> Record {
        let naming = self.naming(worker);
        let born = format!("{}-{:02}-{:02}", 1960 + self.draw("born", worker, 45), 1 + worker % 12, 1 + worker % 28);
        let mut record = Record::new(
            worker_key(Self::person_id(worker)),
            json!({
                "PersonId": Self::person_id(worker),
                "PersonNumber": Self::person_number(worker),
                "CorrespondenceLanguage": naming.language,
                "BloodType": null,
                "DateOfBirth": born,
                "DateOfDeath": null,
                "CountryOfBirth": naming.country,
                "RegionOfBirth": null,
                "TownOfBirth": null,
                "ApplicantNumber": null,
                "CreatedBy": "practice.admin",
                "CreationDate": self.moment("worker-created", worker.into()),
                "LastUpdatedBy": "practice.admin",
                "LastUpdateDate": self.moment("worker-updated", worker.into()),
            }),
        );
        record.add("addresses", Vec::new());
        record.add("emails", self.emails(worker));
        record.add("legislativeInfo", Vec::new());
        record.add("names", vec![self.name(worker)]);
        record.add("phones", Vec::new());
        record.add("workRelationships", vec![self.work_relationship(worker)]);
        record
    }

    fn emails(self, worker: Worker) -> Vec<Record> {
        if !self.has_email(worker) {
            return Vec::new();
        }
        let id = first_id::EMAIL + u64::from(worker);
        vec![Record::new(
            id.to_string(),
            json!({
                "EmailAddressId": id,
                "EmailType": "W1",
                "EmailAddress": Self::work_email(worker),
                "FromDate": self.hired(worker),
                "ToDate": null,
                "PrimaryFlag": true,
                "CreatedBy": "practice.admin",
                "CreationDate": self.moment("email-created", worker.into()),
                "LastUpdatedBy": "practice.admin",
                "LastUpdateDate": self.moment("email-updated", worker.into()),
            }),
        )]
    }

    fn name(self, worker: Worker) -> Record {
        let id = first_id::NAME + u64::from(worker);
        Record::new(
            id.to_string(),
            json!({
                "PersonNameId": id,
                "EffectiveStartDate": self.hired(worker),
                "EffectiveEndDate": END_OF_TIME,
                "LegislationCode": self.naming(worker).country,
                "LastName": self.family_name(worker),
                "FirstName": self.given_name(worker),
                "Title": null,
                "MiddleNames": null,
                "KnownAs": null,
                "DisplayName": self.display_name(worker),
                "FullName": self.display_name(worker),
            }),
        )
    }

    fn work_relationship(self, worker: Worker) -> Record {
        let id = first_id::PERIOD_OF_SERVICE + u64::from(worker);
        let employer = self.place("employer", worker.into(), ORGANIZATIONS.len());
        let mut record = Record::new(
            id.to_string(),
            json!({
                "PeriodOfServiceId": id,
                "LegislationCode": self.naming(worker).country,
                "LegalEntityId": first_id::LEGAL_ENTITY + u64::from(employer),
                "LegalEmployerName": ORGANIZATIONS[employer as usize],
                "WorkerType": if self.draw("type", worker, 12) == 0 { "C" } else { "E" },
                "PrimaryFlag": true,
                "StartDate": self.hired(worker),
                "EnterpriseSeniorityDate": null,
                "WorkerNumber": null,
                "TerminationDate": null,
                "NotificationDate": null,
                "LastWorkingDate": null,
                "RevokeUserAccess": null,
            }),
        );
        record.add("assignments", vec![self.assignment(worker)]);
        record
    }

    fn assignment(self, worker: Worker) -> Record {
        let id = first_id::ASSIGNMENT + u64::from(worker);
        let department = self.department_of(worker);
        let job = self.place("job", worker.into(), JOBS.len());
        let location = self.place("location", worker.into(), LOCATIONS.len());
        let unit = self.place("employer", worker.into(), ORGANIZATIONS.len());
        let mut record = Record::new(
            id.to_string(),
            json!({
                "AssignmentId": id,
                "AssignmentNumber": assignment_number(worker),
                "AssignmentName": JOBS[job as usize].1,
                "ActionCode": "HIRE",
                "EffectiveStartDate": self.hired(worker),
                "EffectiveEndDate": END_OF_TIME,
                "EffectiveSequence": 1,
                "EffectiveLatestChange": "Y",
                "BusinessUnitId": first_id::BUSINESS_UNIT + u64::from(unit),
                "BusinessUnitName": ORGANIZATIONS[unit as usize],
                "AssignmentType": "E",
                "AssignmentStatusTypeCode": "ACTIVE_PROCESS",
                "AssignmentStatusType": "ACTIVE",
                "SystemPersonType": "EMP",
                "UserPersonType": "Employee",
                "PrimaryFlag": true,
                "PrimaryAssignmentFlag": true,
                "PositionId": null,
                "PositionCode": null,
                "JobId": first_id::JOB + u64::from(job),
                "JobCode": JOBS[job as usize].0,
                "GradeId": null,
                "GradeCode": null,
                "DepartmentId": first_id::ORGANIZATION + u64::from(department),
                "DepartmentName": DEPARTMENTS[department as usize],
                "LocationId": first_id::LOCATION + u64::from(location),
                "LocationCode": LOCATIONS[location as usize][0],
                "WorkAtHomeFlag": LOCATIONS[location as usize][0] == "REM",
                "AssignmentCategory": "FR",
                "WorkerCategory": null,
                "PermanentTemporary": "R",
                "FullPartTime": if self.draw("part-time", worker, 5) == 0 { "PART_TIME" } else { "FULL_TIME" },
                "ManagerFlag": Self::reports_of(worker).next().is_some(),
                "NormalHours": 40,
                "Frequency": "W",
            }),
        );
        let manager = Self::manager_of(worker).map(|manager| self.line_manager(manager));
        record.add("managers", manager.into_iter().collect());
        let mut reports = Vec::new();
        self.add_reports(worker, worker, 1, &mut reports);
        record.add("allReports", reports);
        record
    }

    fn line_manager(self, manager: Worker) -> Record {
        let id = first_id::ASSIGNMENT + 50_000 + u64::from(manager);
        Record::new(
            id.to_string(),
            json!({
                "AssignmentSupervisorId": id,
                "ManagerAssignmentId": first_id::ASSIGNMENT + u64::from(manager),
                "ManagerAssignmentNumber": assignment_number(manager),
                "ManagerType": "LINE_MANAGER",
                "ActionCode": "HIRE",
                "ReasonCode": null,
                "EffectiveStartDate": "2020-01-01",
                "EffectiveEndDate": END_OF_TIME,
                "CreationDate": self.moment("manager", manager.into()),
            }),
        )
    }

    /// Everybody below `manager`, each before those who report to it.
    fn add_reports(self, boss: Worker, manager: Worker, level: u32, reports: &mut Vec<Record>) {
        for worker in Self::reports_of(manager) {
            reports.push(self.report(boss, manager, worker, level));
            self.add_reports(boss, worker, level + 1, reports);
        }
    }

    fn report(self, boss: Worker, manager: Worker, worker: Worker, level: u32) -> Record {
        Record::new(
            format!("{boss}-{worker}"),
            json!({
                "PersonId": Self::person_id(worker),
                "PersonNumber": Self::person_number(worker),
                "AssignmentId": first_id::ASSIGNMENT + u64::from(worker),
                "AssignmentNumber": assignment_number(worker),
                "AssignmentName": JOBS[self.place("job", worker.into(), JOBS.len()) as usize].1,
                "DisplayName": self.display_name(worker),
                "RelationshipType": "LINE_MANAGER",
                "Level": level,
                "ManagerId": Self::person_id(manager),
                "ManagerPersonNumber": Self::person_number(manager),
                "ManagerAssignmentId": first_id::ASSIGNMENT + u64::from(manager),
                "ManagerAssignmentNumber": assignment_number(manager),
            }),
        )
    }

    /// The same person as the older resource `emps` shows it: flat, with the display name and the work e-mail address on
    /// the row itself.
    pub fn employee(self, worker: Worker) -> Record {
        let unit = self.place("employer", worker.into(), ORGANIZATIONS.len());
        let mut record = Record::new(
            worker_key(Self::person_id(worker)),
            json!({
                "PersonId": Self::person_id(worker),
                "PersonNumber": Self::person_number(worker),
                "FirstName": self.given_name(worker),
                "LastName": self.family_name(worker),
                "DisplayName": self.display_name(worker),
                "WorkEmail": self.has_email(worker).then(|| Self::work_email(worker)),
                "HireDate": self.hired(worker),
                "BusinessUnitName": ORGANIZATIONS[unit as usize],
            }),
        );
        record.add("assignments", vec![self.assignment(worker)]);
        record.add("directReports", Self::reports_of(worker).map(|report| self.direct_report(report)).collect());
        record
    }

    fn direct_report(self, worker: Worker) -> Record {
        Record::new(
            worker_key(Self::person_id(worker)),
            json!({
                "PersonId": Self::person_id(worker),
                "PersonNumber": Self::person_number(worker),
                "DisplayName": self.display_name(worker),
            }),
        )
    }

    pub fn department(self, department: u32) -> Record {
        let id = first_id::ORGANIZATION + u64::from(department);
        Record::new(
            id.to_string(),
            json!({
                "OrganizationId": id,
                "Name": DEPARTMENTS[department as usize % DEPARTMENTS.len()],
                "Status": "A",
                "ClassificationCode": "DEPARTMENT",
                "EffectiveStartDate": "1951-01-01",
                "EffectiveEndDate": END_OF_TIME,
                "LocationId": null,
                "CreationDate": self.moment("department", department.into()),
                "LastUpdateDate": self.moment("department", department.into()),
            }),
        )
    }

    pub fn job(self, job: u32) -> Record {
        let id = first_id::JOB + u64::from(job);
        let (code, name) = JOBS[job as usize % JOBS.len()];
        Record::new(
            id.to_string(),
            json!({
                "JobId": id,
                "JobCode": code,
                "Name": name,
                "JobFamilyId": null,
                "ActiveStatus": "A",
                "FullPartTime": "FULL_TIME",
                "SetId": 0,
                "EffectiveStartDate": "1951-01-01",
                "EffectiveEndDate": END_OF_TIME,
                "CreationDate": self.moment("job", job.into()),
                "LastUpdateDate": self.moment("job", job.into()),
            }),
        )
    }

    pub fn grade(self, grade: u32) -> Record {
        let id = first_id::GRADE + u64::from(grade);
        let (code, name) = GRADES[grade as usize % GRADES.len()];
        Record::new(
            id.to_string(),
            json!({
                "GradeId": id,
                "GradeCode": code,
                "GradeName": name,
                "ActiveStatus": "A",
                "SetId": 0,
                "EffectiveStartDate": "1951-01-01",
                "EffectiveEndDate": END_OF_TIME,
                "CreationDate": self.moment("grade", grade.into()),
                "LastUpdateDate": self.moment("grade", grade.into()),
            }),
        )
    }

    pub fn location(self, location: u32) -> Record {
        let id = first_id::LOCATION + u64::from(location);
        let [code, name, street, town, postal_code, country] = LOCATIONS[location as usize % LOCATIONS.len()];
        Record::new(
            id.to_string(),
            json!({
                "LocationId": id,
                "LocationCode": code,
                "LocationName": name,
                "ActiveStatus": "A",
                "AddressLine1": street,
                "AddressLine2": null,
                "TownOrCity": town,
                "Region1": null,
                "Region2": null,
                "PostalCode": postal_code,
                "Country": country,
                "EffectiveStartDate": "1951-01-01",
                "EffectiveEndDate": END_OF_TIME,
                "SingleLineAddress": format!("{street}, {town} {postal_code}"),
                "TelephoneNumber1": null,
                "CreationDate": self.moment("location", location.into()),
                "LastUpdateDate": self.moment("location", location.into()),
            }),
        )
    }

    fn hired(self, worker: Worker) -> String {
        let year = 2008 + self.draw("hired", worker, 17);
        format!("{year}-{:02}-{:02}", 1 + self.draw("hired-month", worker, 12), 1 + self.draw("hired-day", worker, 28))
    }

    fn draw(self, kind: &str, worker: Worker, bound: u64) -> u64 {
        self.seed.below(kind, worker.into(), bound)
    }

    pub(super) fn place(self, kind: &str, index: u64, length: usize) -> u32 {
        u32::try_from(self.seed.below(kind, index, length as u64)).unwrap_or(0)
    }

    /// A moment of the past few years in Oracle's REST form.
    pub(super) fn moment(self, kind: &str, index: u64) -> String {
        let drawn = self.seed.number(kind, index);
        format!(
            "{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}+00:00",
            2019 + drawn % 6,
            1 + (drawn >> 8) % 12,
            1 + (drawn >> 16) % 28,
            (drawn >> 24) % 24,
            (drawn >> 32) % 60,
            (drawn >> 40) % 60,
            (drawn >> 48) % 1000
        )
    }
}

fn assignment_number(worker: Worker) -> String {
    format!("E{}", Company::person_number(worker))
}

/// 196 characters, as long as the keys that pods give to date-effective rows: a client that builds its own path from
/// `PersonId` fails here as it fails there.
fn worker_key(person: u64) -> String {
    const HEAD: &str = "00020000000EACED00057708";
    const MIDDLE: &str = "0000004AACED00057372000D6A6176612E73716C2E4461746514FA46683F3566970200007872";
    const TAIL: &str = "000E6A6176612E7574696C2E44617465686A81014B597419030000787077080000019CA5B40000780000";
    let key = format!("{HEAD}{person:016X}{MIDDLE}{TAIL}");
    debug_assert!(key.len() > 190, "{}", key.len());
    key
}

/// The person that a key of [`worker_key`] stands for.
pub(crate) fn person_of_key(key: &str) -> Option<Worker> {
    let person = u64::from_str_radix(key.get(24..40)?, 16).ok()?;
    let worker = Worker::try_from(person.checked_sub(first_id::PERSON)?).ok()?;
    (worker_key(person) == key).then_some(worker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_is_addressed_by_a_long_key_and_not_by_the_person_id() {
        let id = Company::person_id(17);
        assert_eq!(person_of_key(&worker_key(id)), Some(17));
        assert_eq!(person_of_key(&id.to_string()), None);
        assert!((190..=200).contains(&worker_key(id).len()));
    }
}
