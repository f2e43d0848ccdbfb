//! The changes that a person can make, each checked before anything is written.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use secrecy::{ExposeSecret, SecretString};

use super::{
    Accepted, Claim, Comment, Redo, SetupFile, StepRecord, VendorRoles, Visibility, lineage::short_id,
    secret_guard::refuse_secret,
};
use crate::{
    address::{self, AllowedHost},
    checks::{self, Accepting, CheckId, Verdict},
    guide::{Afterwards, Authentication, BRANCHES, Guide},
    near,
    problem::{NotAccepted, Problem},
};

/// Longest text of a line, in characters.
const LINE: usize = 255;
/// Longest note or comment, in characters.
const NOTE: usize = 20_000;
/// A user name, for examples.
const USER: &str = "vendor.integration";
/// Values that `--value` may override.
const VALUES: &[&str] = &["role_name", "role_code", "data_role_code"];

/// What the options of `new` and `set` hold; what is absent stays as it is.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the fields are those of `SetupFile`")]
pub struct Form {
    pub name: Option<String>,
    pub address: Option<String>,
    pub allow_host: Option<String>,
    pub user: Option<String>,
    pub authentication: Option<Authentication>,
    pub issuer: Option<String>,
    /// Role codes; `Some` replaces the list.
    pub roles: Option<Vec<String>>,
    /// The vendor asks for no role beside the guide's own.
    pub no_roles: bool,
    pub requisition: Option<String>,
    pub visibility: Option<Visibility>,
    pub branches: BTreeMap<String, String>,
    pub values: BTreeMap<String, String>,
}

/// One change of a step.
#[derive(Debug, Clone)]
pub enum Change {
    /// What a person claims, and what is waited for.
    Claim(Claim, Option<String>),
    /// A note in place of the one before.
    Note(String),
    /// Who does it.
    Owner(String),
    /// One more comment.
    Comment(String),
    /// It is to be done once more, and why. The claim before is taken back.
    Redo(String),
    /// When it is due; none takes that away.
    Due(Option<Timestamp>),
}

impl SetupFile {
    /// Takes over what the form holds. An empty text takes the value away again. On a refusal nothing is taken over.
    pub fn fill(&mut self, form: &Form, guide: &Guide) -> Result<(), Problem> {
        let mut filled = self.clone();
        filled.fill_address(form)?;
        fill_line(&mut filled.user, form.user.as_deref(), "user", USER)?;
        if form.authentication.unwrap_or(filled.authentication) == Authentication::Basic {
            refuse_colon(form.user.as_deref().unwrap_or_default())?;
        }
        fill_line(&mut filled.issuer, form.issuer.as_deref(), "issuer", "vendor-integration")?;
        filled.fill_requisition(form)?;
        filled.fill_roles(form)?;
        filled.fill_branches(form)?;
        filled.fill_values(form)?;
        if let Some(name) = &form.name {
            filled.name = line("name", name, "Example Retail")?;
        }
        if let Some(authentication) = form.authentication {
            if !guide.authentications.contains(&authentication) {
                let known: Vec<&str> = guide.authentications.iter().map(|one| one.as_str()).collect();
                return Err(invalid("auth", authentication.as_str(), &known.join(" or "), known[0]));
            }
            filled.authentication = authentication;
        }
        if let Some(visibility) = form.visibility {
            filled.visibility = visibility;
        }
        *self = filled;
        Ok(())
    }

    /// Follows another guide, or another version of the same, from now on. `text` is the whole of one that is not built
    /// in. Claims stay with the ids of their steps.
    pub fn follow(&mut self, guide: &Guide, text: Option<String>) {
        guide.id.clone_into(&mut self.guide.id);
        guide.version.clone_into(&mut self.guide.version);
        guide.sha256.clone_into(&mut self.guide.sha256);
        self.guide.text = text;
        if !guide.authentications.contains(&self.authentication) {
            self.authentication = guide.authentications.first().copied().unwrap_or_default();
        }
    }

    fn fill_address(&mut self, form: &Form) -> Result<(), Problem> {
        if let Some(allowed) = &form.allow_host {
            self.allow_host = Some(AllowedHost::parse(allowed)?.as_str().to_owned());
        }
        let Some(text) = &form.address else {
            // A host that no longer fits what is let in must not stay.
            return self.host.clone().map_or(Ok(()), |host| self.parse_address(&host).map(drop));
        };
        self.host = if text.trim().is_empty() { None } else { Some(self.parse_address(text)?) };
        Ok(())
    }

    fn parse_address(&self, text: &str) -> Result<String, Problem> {
        let allowed = self.allow_host.as_deref().map(AllowedHost::parse).transpose()?;
        Ok(address::parse(text, allowed.as_ref())?.host.host().to_owned())
    }

    fn fill_requisition(&mut self, form: &Form) -> Result<(), Problem> {
        if let Some(number) = form.requisition.as_deref() {
            // Oracle's `q` has no escape for a quote, so a number with one could not be asked for.
            if number.contains(['\'', '"', ';', '&', '%', '*']) {
                return Err(invalid("requisition", number, "a requisition number as the screen shows it", "1042"));
            }
        }
        fill_line(&mut self.requisition, form.requisition.as_deref(), "requisition", "1042")
    }

    fn fill_roles(&mut self, form: &Form) -> Result<(), Problem> {
        if form.no_roles && form.roles.as_ref().is_some_and(|roles| !roles.is_empty()) {
            return Err(invalid("role-list", "none", "either role codes or no role list", "--role-list none"));
        }
        if form.no_roles {
            self.roles = VendorRoles::None;
        } else if let Some(roles) = &form.roles {
            let mut codes: Vec<String> = Vec::new();
            for role in roles {
                let code = role_code("role", role)?;
                if !code.is_empty() && !codes.iter().any(|known| known.eq_ignore_ascii_case(&code)) {
                    codes.push(code);
                }
            }
            self.roles = if codes.is_empty() { VendorRoles::Unknown } else { VendorRoles::Given(codes) };
        }
        Ok(())
    }

    fn fill_branches(&mut self, form: &Form) -> Result<(), Problem> {
        for (key, value) in &form.branches {
            // Authentication has its own field; a second place would let the two disagree.
            let known = BRANCHES.iter().filter(|(name, _)| *name != "authentication");
            let Some((_, values)) = known.clone().find(|(name, _)| name == key) else {
                let names: Vec<&str> = known.map(|(name, _)| *name).collect();
                return Err(Problem::BranchUnknown { branch: key.clone(), expected: names.join(", ") });
            };
            if !values.contains(&value.as_str()) {
                return Err(invalid(
                    "branch",
                    &format!("{key}={value}"),
                    &values.join(" or "),
                    &format!("{key}={}", values[0]),
                ));
            }
            self.branches.insert(key.clone(), value.clone());
        }
        Ok(())
    }

    fn fill_values(&mut self, form: &Form) -> Result<(), Problem> {
        for (key, value) in &form.values {
            if !VALUES.contains(&key.as_str()) {
                return Err(invalid("value", key, &VALUES.join(", "), "role_code=IRC_RECRUITER_JOB_COPY"));
            }
            let checked =
                if key.ends_with("_code") { role_code(key, value)? } else { line(key, value, "RecruiterCopy")? };
            if checked.is_empty() {
                self.values.remove(key)
            } else {
                self.values.insert(key.clone(), checked)
            };
        }
        Ok(())
    }

    /// Changes a step. Refuses a step that the guide does not have.
    pub fn change_step(&mut self, guide: &Guide, step: &str, change: Change, now: Timestamp) -> Result<(), Problem> {
        self.change_step_as(None, guide, step, change, now)
    }

    /// As [`Self::change_step`]; a claim, a comment or a wish to redo it bears the name, where one is given.
    pub fn change_step_as(
        &mut self,
        by: Option<&str>,
        guide: &Guide,
        step: &str,
        change: Change,
        now: Timestamp,
    ) -> Result<(), Problem> {
        if guide.step(step).is_none() && !Afterwards::has(step) {
            let ids = guide.steps().map(|step| step.id.as_str());
            let nearest = near::nearest(step, ids, 1).first().map(|&id| id.to_owned());
            return Err(Problem::StepUnknown { step: step.to_owned(), nearest });
        }
        let (field, text, longest) = match &change {
            Change::Claim(_, waiting) => ("waiting", waiting.as_deref().unwrap_or_default(), NOTE),
            Change::Note(text) => ("note", text.as_str(), NOTE),
            Change::Comment(text) => ("comment", text.as_str(), NOTE),
            Change::Redo(text) => ("redo", text.as_str(), NOTE),
            Change::Owner(text) => ("owner", text.as_str(), LINE),
            Change::Due(_) => ("due", "", LINE),
        };
        refuse_secret(field, text)?;
        refuse_long(field, text, longest)?;
        let by = by.map(|by| line("by", by, "Ann")).transpose()?.filter(|by| !by.is_empty());
        let record = self.steps.entry(step.to_owned()).or_default();
        match change {
            Change::Claim(claimed, waiting) => {
                record.claimed = claimed;
                record.claimed_at = Some(now);
                record.claimed_by = by;
                record.redo = None;
                record.waiting_for =
                    if claimed == Claim::Waiting { waiting.filter(|text| !text.is_empty()) } else { None };
            }
            Change::Redo(why) => {
                record.claimed = Claim::Todo;
                record.claimed_at = None;
                record.claimed_by = None;
                record.waiting_for = None;
                record.redo = Some(Redo { at: now, by, why: why.trim().to_owned() });
            }
            Change::Due(due) => record.due = due,
            Change::Note(text) => record.note = text,
            Change::Owner(text) => text.trim().clone_into(&mut record.owner),
            Change::Comment(text) => record.comments.push(Comment { at: now, text, by, id: Some(short_id()) }),
        }
        Ok(())
    }

    /// Keeps the last day on which the integration user's password holds, as a person read it off Oracle's password
    /// policy; none takes it away. Oracle does not tell it over REST.
    pub fn set_password_expiry(&mut self, last_day: Option<Date>) {
        self.password_expires = last_day;
    }

    /// Accepts one finding of the last verification, or of a part of it that was run again since, by name. It stands beside
    /// the finding from then on, also in what is kept of runs before.
    pub fn accept(
        &mut self,
        check: CheckId,
        subject: Option<&str>,
        reason: &str,
        by: Option<&str>,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let named = || match subject {
            Some(subject) => format!("{}:{subject}", check.as_str()),
            None => check.as_str().to_owned(),
        };
        refuse_secret("reason", reason)?;
        if reason.trim().is_empty() {
            let expected = "why the finding is acceptable, in a sentence".to_owned();
            let example = "--reason \"Agreed with security on 12 May\"".to_owned();
            return Err(Problem::ValueMissing { field: "reason".to_owned(), expected, example });
        }
        refuse_long("reason", reason, NOTE)?;
        let by = by.map(|by| line("by", by, "Ann")).transpose()?.filter(|by| !by.is_empty());
        let run = checks::together(self)
            .ok_or_else(|| Problem::CheckNotAccepted { check: named(), reason: NotAccepted::NeverVerified })?;
        let problem = run
            .checks
            .iter()
            .filter(|row| row.id == check && subject.is_none_or(|subject| row.subject.as_deref() == Some(subject)))
            .filter(|row| row.verdict != Verdict::Passed)
            .find_map(|row| Some((row.subject.clone(), row.problem.clone()?)));
        let Some((subject, problem)) = problem else {
            return Err(Problem::CheckNotAccepted { check: named(), reason: NotAccepted::NothingFound });
        };
        self.accepted.retain(|one| !(one.check == check && one.subject == subject));
        let accepted = Accepted { check, subject, problem, reason: reason.trim().to_owned(), at: now, by };
        for row in self.runs.iter_mut().flat_map(|run| &mut run.checks) {
            if accepted.is_of(row.id, row.subject.as_deref(), row.problem.as_ref()) {
                row.accepted = Some(Accepting::from(&accepted));
            }
        }
        self.accepted.push(accepted);
        Ok(())
    }

    /// Refuses to go on where a text of this setup equals the secret in hand.
    pub fn refuse_equal(&self, secret: &SecretString) -> Result<(), Problem> {
        let secret = secret.expose_secret().trim();
        let is = |text: &str| !secret.is_empty() && text.trim() == secret;
        let some = |text: &Option<String>| text.as_deref().is_some_and(is);
        let of_step = |record: &StepRecord| match record {
            record if is(&record.note) => Some("note"),
            record if is(&record.owner) => Some("owner"),
            record if record.comments.iter().any(|comment| is(&comment.text) || some(&comment.by)) => Some("comment"),
            record if some(&record.waiting_for) => Some("waiting"),
            record if some(&record.claimed_by) => Some("by"),
            record if record.redo.as_ref().is_some_and(|redo| is(&redo.why) || some(&redo.by)) => Some("redo"),
            _ => None,
        };
        let found = match self {
            file if is(&file.name) => Some("name"),
            file if some(&file.user) => Some("user"),
            file if some(&file.issuer) => Some("issuer"),
            file if some(&file.requisition) => Some("requisition"),
            file if matches!(&file.roles, VendorRoles::Given(codes) if codes.iter().any(|code| is(code))) => {
                Some("role")
            }
            file if file.accepted.iter().any(|accepted| is(&accepted.reason)) => Some("reason"),
            file if file.values.values().any(|value| is_or_holds(value, secret)) => Some("value"),
            file => file.steps.values().find_map(of_step),
        };
        found.map_or(Ok(()), |field| Err(Problem::LooksLikeASecret { field: field.to_owned() }))
    }
}

/// Whether a value is the secret, or is a worksheet with the secret in one of its cells.
fn is_or_holds(value: &str, secret: &str) -> bool {
    let rows = || serde_json::from_str::<Vec<Vec<String>>>(value).unwrap_or_default();
    value == secret || rows().iter().flatten().any(|cell| cell == secret)
}

fn fill_line(place: &mut Option<String>, text: Option<&str>, field: &str, example: &str) -> Result<(), Problem> {
    if let Some(text) = text {
        *place = Some(line(field, text, example)?).filter(|text| !text.is_empty());
    }
    Ok(())
}

/// HTTP's own sign-in ends the name at the first colon, and takes the rest for the password (RFC 7617, section 2): Oracle
/// would count a failed sign-in of somebody else.
pub(crate) fn refuse_colon(user: &str) -> Result<(), Problem> {
    if user.contains(':') { Err(invalid("user", user, "a user name without a colon", USER)) } else { Ok(()) }
}

/// One line of at most 255 characters, without spaces around it.
pub(crate) fn line(field: &str, text: &str, example: &str) -> Result<String, Problem> {
    let text = text.trim();
    refuse_secret(field, text)?;
    refuse_long(field, text, LINE)?;
    if text.chars().any(char::is_control) {
        return Err(invalid(field, &text.escape_debug().to_string(), "one line of text", example));
    }
    Ok(text.to_owned())
}

fn role_code(field: &str, text: &str) -> Result<String, Problem> {
    const EXAMPLE: &str = "ORA_IRC_RECRUITER_JOB";
    let text = line(field, text, EXAMPLE)?;
    if text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)) {
        Ok(text)
    } else {
        Err(invalid(field, &text, "a role code: letters, digits and underscores", EXAMPLE))
    }
}

fn refuse_long(field: &str, text: &str, longest: usize) -> Result<(), Problem> {
    let length = text.chars().count();
    if length <= longest {
        return Ok(());
    }
    Err(invalid(field, &format!("{length} characters"), &format!("at most {longest} characters"), "a shorter text"))
}

fn invalid(field: &str, value: &str, expected: &str, example: &str) -> Problem {
    Problem::ValueInvalid {
        field: field.to_owned(),
        value: value.chars().take(80).collect(),
        expected: expected.to_owned(),
        example: example.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide;

    fn setup() -> (SetupFile, Guide) {
        let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap().clone();
        (SetupFile::new(&guide, None, Timestamp::UNIX_EPOCH), guide)
    }

    #[test]
    fn takes_nothing_over_when_one_field_is_refused() {
        let (mut file, guide) = setup();
        let form = Form {
            user: Some("vendor.integration".to_owned()),
            address: Some("https://example.com".to_owned()),
            ..Form::default()
        };
        assert!(matches!(file.fill(&form, &guide), Err(Problem::AddressNotOracle { .. })));
        assert_eq!(file.user, None);
    }

    #[test]
    fn a_draft_is_filled_in_later_and_emptied_again() {
        let (mut file, guide) = setup();
        let user = |text: &str| Form { user: Some(text.to_owned()), ..Form::default() };
        file.fill(&user(" vendor.integration "), &guide).unwrap();
        assert_eq!(file.user.as_deref(), Some("vendor.integration"));
        file.fill(&user(""), &guide).unwrap();
        assert_eq!(file.user, None);
    }

    #[test]
    fn a_user_name_that_would_end_at_its_colon_is_refused() {
        let (mut file, guide) = setup();
        let form = Form { user: Some("vendor:integration".to_owned()), ..Form::default() };
        assert!(matches!(file.fill(&form, &guide), Err(Problem::ValueInvalid { field, .. }) if field == "user"));
        assert_eq!(file.user, None);
    }

    #[test]
    fn refuses_a_private_key_as_a_note() {
        let (mut file, guide) = setup();
        let step = guide.steps().next().unwrap().id.clone();
        let note = Change::Note("-----BEGIN PRIVATE KEY-----".to_owned());
        let refused = file.change_step(&guide, &step, note, Timestamp::UNIX_EPOCH);
        assert!(matches!(refused, Err(Problem::LooksLikeASecret { .. })));
    }

    #[test]
    fn names_the_nearest_step_when_one_is_mistyped() {
        let (mut file, guide) = setup();
        let refused = file.change_step(&guide, "copy-rol", Change::Claim(Claim::Done, None), Timestamp::UNIX_EPOCH);
        let Err(Problem::StepUnknown { nearest, .. }) = refused else { panic!("{refused:?}") };
        assert_eq!(nearest.as_deref(), Some("copy-role"));
    }

    #[test]
    fn a_wish_to_redo_a_step_takes_the_claim_back_until_it_is_claimed_anew() {
        let (mut file, guide) = setup();
        let change = |file: &mut SetupFile, by, change| {
            file.change_step_as(by, &guide, "copy-role", change, Timestamp::UNIX_EPOCH).unwrap();
            file.step("copy-role")
        };
        assert_eq!(change(&mut file, Some("Ann"), Change::Claim(Claim::Done, None)).claimed_by.as_deref(), Some("Ann"));
        let asked = change(&mut file, Some(" Bo "), Change::Redo("The code has a suffix".to_owned()));
        assert_eq!((asked.claimed, asked.claimed_by), (Claim::Todo, None));
        let redo = asked.redo.unwrap();
        assert_eq!((redo.by.as_deref(), redo.why.as_str()), (Some("Bo"), "The code has a suffix"));
        let again = change(&mut file, None, Change::Claim(Claim::Done, None));
        assert_eq!((again.claimed, again.redo, again.claimed_by), (Claim::Done, None, None));
    }

    #[test]
    fn refuses_a_note_that_is_the_password() {
        let (mut file, guide) = setup();
        let step = guide.steps().next().unwrap().id.clone();
        file.change_step(&guide, &step, Change::Note("Hunter-2-Hunter".to_owned()), Timestamp::UNIX_EPOCH).unwrap();
        let refused = file.refuse_equal(&"Hunter-2-Hunter".to_owned().into());
        assert_eq!(refused, Err(Problem::LooksLikeASecret { field: "note".to_owned() }));
    }

    #[test]
    fn refuses_a_worksheet_that_holds_the_password_in_a_cell() {
        let (mut file, _) = setup();
        let rows = serde_json::to_string(&[["Interview", "Hunter-2-Hunter"]]).unwrap();
        file.values.insert("worksheet.map-stages.stages".to_owned(), rows);
        let refused = file.refuse_equal(&"Hunter-2-Hunter".to_owned().into());
        assert_eq!(refused, Err(Problem::LooksLikeASecret { field: "value".to_owned() }));
        assert_eq!(file.refuse_equal(&"Interviews".to_owned().into()), Ok(()));
    }
}
