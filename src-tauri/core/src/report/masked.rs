//! The report for strangers: of pod, people, setup and the company's own codes only what kind of thing stood there.
//!
//! The same name gets the same stand-in throughout, so that a finding stays readable. Free text that people wrote is left
//! out whole. What Oracle itself calls its roles and resources stays: it says nothing about the company.

use serde_json::Value;

use super::{Evidence, json};
use crate::{checks::CheckId, problem::Problem, words};

/// Members whose values are words of this program, not of people.
const OF_THE_PROGRAM: &[&str] = &[
    "code",
    "id",
    "check",
    "verdict",
    "runs_as",
    "as",
    "method",
    "claimed",
    "observed",
    "environment",
    "way",
    "because",
    "not_verified",
    "signed_in",
    "program",
    "version",
    "sha256",
    "setup",
    "seen_from",
    "to",
    "resource",
    "fault",
];
/// Members that hold what a person wrote.
const WRITTEN_BY_PEOPLE: &[&str] = &["reason"];
/// A number of so many digits is nothing but that number.
const TELLING: usize = 5;
const LEFT_OUT: &str = "[left out]";
/// Oracle's own codes begin so.
const ORACLES: &str = "ORA_";

/// The report with stand-ins, and its own SHA-256.
///
/// # Errors
/// [`Problem::Unexpected`] where it can not be put together again, which does not happen.
pub fn masked(evidence: &Evidence) -> Result<Evidence, Problem> {
    let mut value = json::value(evidence)?;
    let names = Names::of(evidence, &value);
    mask(&mut value, "", &names);
    let masked: Evidence =
        serde_json::from_value(value).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    let mut masked = Evidence { masked: true, ..masked };
    for check in masked.verification.iter_mut().flat_map(|run| &mut run.checks) {
        // Pieces of a code would give it away; they are made anew from what stands in its place.
        check.differences = check.problem.as_ref().map(Problem::differences).unwrap_or_default();
        // A run of before may name a number that the setup no longer has.
        if check.id == CheckId::KnownRequisitionVisible && check.problem.is_none() {
            words::CLAIM_WITHOUT_NUMBER.clone_into(&mut check.title);
        }
    }
    masked.hashed()
}

/// What is masked, the longest first, each with its stand-in.
struct Names(Vec<(String, String)>);

impl Names {
    fn of(evidence: &Evidence, value: &Value) -> Self {
        let mut names = Self(Vec::new());
        names.add_host(evidence.host.as_deref());
        names.add(evidence.user.as_deref(), "[integration user]");
        names.add(evidence.administrator.as_deref(), "[administrator]");
        names.add(Some(&evidence.name), "[setup]");
        names.add_requisition(evidence.requisition.as_ref());
        let people = evidence.steps.iter().filter_map(|step| step.claimed_by.as_deref());
        let people = people.chain(evidence.accepted.iter().filter_map(|one| one.by.as_deref()));
        let people = people.chain(evidence.handed_over.iter().filter_map(|one| one.by.as_deref()));
        names.add_each(people, "person");
        let roles = &evidence.roles;
        let codes = roles.asked.iter().chain(roles.held.iter().flatten()).chain(&evidence.required_roles);
        names.add_each(codes.map(String::as_str).filter(|code| !code.starts_with(ORACLES)), "role");
        if let Some(run) = &evidence.verification {
            names.add_host(Some(&run.host));
            names.add(run.user.as_deref(), "[integration user]");
        }
        names.add_facts(value, false);
        names.0.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names
    }

    fn add(&mut self, name: Option<&str>, stand_in: &str) {
        let Some(name) = name.filter(|name| !name.trim().is_empty()) else { return };
        for form in [name.to_owned(), words::visible(name)] {
            if !self.0.iter().any(|(known, _)| known.eq_ignore_ascii_case(&form)) {
                self.0.push((form, stand_in.to_owned()));
            }
        }
    }

    fn add_each<'a>(&mut self, list: impl Iterator<Item = &'a str>, kind: &str) {
        for name in list {
            let number = self.0.iter().filter(|(_, stand_in)| stand_in.starts_with(&format!("[{kind} "))).count() + 1;
            self.add(Some(name), &format!("[{kind} {number}]"));
        }
    }

    /// A short number stands for much else in a report: it is taken out only behind its noun.
    fn add_requisition(&mut self, requisition: Option<&(String, String)>) {
        let Some((noun, number)) = requisition else { return };
        self.add(Some(&format!("{noun} {number}")), "[requisition]");
        self.add(Some(number).filter(|number| number.len() >= TELLING).map(String::as_str), "[requisition]");
    }

    /// A host, what stands before Oracle's domain in it, and its first label.
    fn add_host(&mut self, host: Option<&str>) {
        let Some(host) = host else { return };
        let label = host.split('.').next().unwrap_or(host);
        let before = host.split(".fa.").next().unwrap_or(host);
        for part in [host, before, label] {
            // A practice pod is nobody's.
            if !part.starts_with("localhost") && !part.starts_with("127.") {
                self.add(Some(part), "[pod]");
            }
        }
    }

    /// Names among the facts of problems: people, codes and hosts that were seen.
    fn add_facts(&mut self, value: &Value, in_problem: bool) {
        match value {
            Value::Array(entries) => entries.iter().for_each(|entry| self.add_facts(entry, in_problem)),
            Value::Object(members) => {
                for (name, member) in members {
                    let in_problem = in_problem || name == "problem";
                    match (member, in_problem && !OF_THE_PROGRAM.contains(&name.as_str())) {
                        (Value::String(text), true) => self.add_fact(name, text),
                        (Value::Array(entries), true) => {
                            entries.iter().filter_map(Value::as_str).for_each(|text| self.add_fact(name, text));
                            self.add_facts(member, in_problem);
                        }
                        _ => self.add_facts(member, in_problem),
                    }
                }
            }
            _ => {}
        }
    }

    fn add_fact(&mut self, name: &str, text: &str) {
        match name {
            "host" => self.add(Some(text), "[another host]"),
            "path" => self.add(Some(text).filter(|path| path.len() > 4), "[path]"),
            "requisition" => self.add(Some(text), "[requisition]"),
            "certificate_ends" | "content_type" | "scheme" => {}
            _ if text.starts_with(ORACLES) => {}
            _ => self.add_each(std::iter::once(text), "name"),
        }
    }

    fn masked(&self, text: &str) -> String {
        let mut masked = text.to_owned();
        for (name, stand_in) in &self.0 {
            masked = replaced(&masked, name, stand_in);
        }
        let Some((before, id)) = masked.split_once("/scim/Users/") else { return masked };
        let rest = id.find(|c: char| c == '/' || c.is_whitespace()).map_or("", |end| &id[end..]);
        format!("{before}/scim/Users/[id]{rest}")
    }
}

/// Replaces a name where it stands as a whole, in capitals or not.
fn replaced(text: &str, name: &str, stand_in: &str) -> String {
    let (lower, wanted) = (text.to_ascii_lowercase(), name.to_ascii_lowercase());
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let begins_as_part = is_part(name.chars().next());
    let ends_as_part = is_part(name.chars().last());
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(at) = lower[from..].find(&wanted).map(|at| from + at) {
        let end = at + wanted.len();
        let within = begins_as_part && is_part(text[..at].chars().last());
        let goes_on = ends_as_part && is_part(text[end..].chars().next());
        if within || goes_on {
            let next = text[at..].chars().next().map_or(1, char::len_utf8);
            out.push_str(&text[from..at + next]);
            from = at + next;
        } else {
            out.push_str(&text[from..at]);
            out.push_str(stand_in);
            from = end;
        }
    }
    out.push_str(&text[from..]);
    out
}

fn mask(value: &mut Value, name: &str, names: &Names) {
    match value {
        Value::String(text) if OF_THE_PROGRAM.contains(&name) || text.parse::<jiff::Timestamp>().is_ok() => {}
        Value::String(text) if WRITTEN_BY_PEOPLE.contains(&name) => LEFT_OUT.clone_into(text),
        Value::String(text) => *text = names.masked(text),
        Value::Array(entries) => entries.iter_mut().for_each(|entry| mask(entry, name, names)),
        Value::Object(members) => members.iter_mut().for_each(|(name, member)| mask(member, name, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_names_only() {
        assert_eq!(replaced("ann is not Anna, ANN is", "ann", "[x]"), "[x] is not Anna, [x] is");
        assert_eq!(replaced("ROLE_A and ROLE_AB", "ROLE_A", "[x]"), "[x] and ROLE_AB");
        assert_eq!(replaced("https://abcd.fa.x.com/", "abcd.fa.x.com", "[pod]"), "https://[pod]/");
        assert_eq!(replaced("Жанна ann", "ann", "[x]"), "Жанна [x]");
    }
}
