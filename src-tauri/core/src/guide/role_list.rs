//! The vendor's list of roles, pasted as any text: which codes are in it, and whether they are what they seem.
//!
//! Printed lists hold typos, so each code is held against those that Oracle supplies and against the plan's own copy. A
//! code that is not known can still be right: a customer's own role. So nothing is ever changed here; a person decides.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::plan::Plan;

/// Words of a code that say which module or which sort of role it is. They are what printed lists most often drop.
const FRAME: &[&str] = &["ORA", "IRC", "PER", "FND", "HRC", "HCM", "ASM", "JOB", "ABSTRACT", "ROLE"];

static SEEDED: LazyLock<Vec<SeededRole>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        role: Vec<SeededRole>,
    }
    toml::from_str::<File>(include_str!("role_list/seeded_roles.toml")).map(|file| file.role).unwrap_or_default()
});

/// A role that Oracle supplies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeededRole {
    /// Role code.
    pub code: String,
    /// Role name, as Oracle shows it.
    pub name: String,
    /// What it is for, in a few words.
    pub what: String,
}

/// A code that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FoundRole {
    /// As it is written there.
    pub code: String,
    /// What is known of it.
    pub kind: RoleKind,
    /// Role name, where it is a known one.
    pub name: Option<String>,
    /// The code that was likely meant, of a near miss.
    pub likely: Option<String>,
}

/// What is known of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RoleKind {
    /// Oracle supplies it.
    Seeded,
    /// The copy, or the data role, that this setup makes.
    Own,
    /// Nearly a known one, and not it: probably a slip in the list.
    NearMiss,
    /// Not known here; it can be the customer's own.
    Unknown,
}

/// The roles that Oracle supplies, as far as they are listed here.
pub fn seeded_roles() -> &'static [SeededRole] {
    &SEEDED
}

/// The codes in a text in their order, each once, and what is known of them. With a plan its own roles are known too.
pub fn read_role_list(text: &str, plan: Option<&Plan>) -> Vec<FoundRole> {
    let own = own_roles(plan);
    codes_in(text).into_iter().map(|code| judged(code, &own)).collect()
}

impl FoundRole {
    /// What a person should know of it, with the guide's marks; none where all is as it seems.
    pub fn warning(&self) -> Option<String> {
        let code = &self.code;
        match (self.kind, &self.likely) {
            (RoleKind::NearMiss, Some(likely)) => Some(format!(
                "`{code}` is not a role code that is known here. Does the list mean `{likely}`? The code is kept as it \
                 stands; ask whoever wrote the list."
            )),
            (RoleKind::Unknown, _) => Some(format!(
                "`{code}` is not among the role codes that are known here. That is in order where it is a role of your \
                 own; otherwise compare it with the list."
            )),
            _ => None,
        }
    }
}

/// A role of this setup: its code, and its name where that is known.
type OwnRole = (String, Option<String>);

fn own_roles(plan: Option<&Plan>) -> Vec<OwnRole> {
    let Some(plan) = plan else { return Vec::new() };
    let copy = plan.role.iter().map(|role| (role.code.clone(), Some(role.name.clone())));
    copy.chain(plan.facts.get("data_role_code").map(|code| (code.clone(), None))).collect()
}

fn judged(code: String, own: &[OwnRole]) -> FoundRole {
    if let Some((_, name)) = own.iter().find(|(known, _)| known.eq_ignore_ascii_case(&code)) {
        return FoundRole { code, kind: RoleKind::Own, name: name.clone(), likely: None };
    }
    if let Some(role) = seeded_roles().iter().find(|role| role.code.eq_ignore_ascii_case(&code)) {
        return FoundRole { code, kind: RoleKind::Seeded, name: Some(role.name.clone()), likely: None };
    }
    let known = own.iter().map(|(code, _)| code.as_str()).chain(seeded_roles().iter().map(|role| role.code.as_str()));
    let likely = likely(&code, known).map(str::to_owned);
    let kind = if likely.is_some() { RoleKind::NearMiss } else { RoleKind::Unknown };
    FoundRole { code, kind, name: None, likely }
}

/// The known code that a code is a slip for: the same words, but for the frame and a letter or two in a word. A word more
/// or another word makes another role.
fn likely<'a>(code: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let code = code.to_ascii_uppercase();
    let slips = known.filter(|known| is_slip(&words(&code), &words(&known.to_ascii_uppercase())));
    slips.min_by_key(|known| strsim::osa_distance(&code, &known.to_ascii_uppercase()))
}

fn is_slip(words: &[&str], known: &[&str]) -> bool {
    let near = |one: &str, other: &str| strsim::osa_distance(one, other) <= (other.chars().count() / 4).clamp(1, 2);
    let each = words.len() == known.len() && words.iter().zip(known).all(|(one, other)| near(one, other));
    // The words run together, or one is broken in two.
    !known.is_empty() && (each || words.concat() == known.concat())
}

/// The words of a code that say which role it is.
fn words(code: &str) -> Vec<&str> {
    code.split(['_', '-', '.']).filter(|word| !word.is_empty() && !FRAME.contains(word)).collect()
}

/// What looks like a role code: joined by underscores, and in capitals or one that is known.
fn codes_in(text: &str) -> Vec<String> {
    // Markdown escapes underscores, and web pages hide places for a line break in long codes.
    let text: String = text
        .replace("\\_", "_")
        .chars()
        .filter(|c| !matches!(c, '\u{200B}'..='\u{200D}' | '\u{00AD}' | '\u{FEFF}'))
        .collect();
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')) {
        let word = word.trim_matches(['_', '-']);
        let is_new = !found.iter().any(|code| code.eq_ignore_ascii_case(word));
        if is_new && word.contains('_') && (is_capital(word) || begins_as_seeded(word)) {
            found.push(word.to_owned());
        }
    }
    found
}

fn is_capital(word: &str) -> bool {
    word.chars().all(|c| !c.is_ascii_lowercase()) && word.chars().any(|c| c.is_ascii_uppercase())
}

fn begins_as_seeded(word: &str) -> bool {
    word.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("ora_"))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{guide, setup_file::SetupFile};

    fn only(text: &str) -> FoundRole {
        let mut found = read_role_list(text, None);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    fn plan() -> Plan {
        let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
        Plan::of(&SetupFile::new(guide, None, Timestamp::UNIX_EPOCH)).unwrap()
    }

    #[test]
    fn every_seeded_role_is_listed_once_with_a_name_and_a_purpose() {
        let mut codes: Vec<&str> = seeded_roles().iter().map(|role| role.code.as_str()).collect();
        assert!(codes.len() >= 22 && seeded_roles().iter().all(|role| !role.name.is_empty() && !role.what.is_empty()));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), seeded_roles().len());
    }

    #[test]
    fn tells_the_likely_code_of_a_printed_slip_and_keeps_what_is_written() {
        for (written, likely) in [
            ("ORA_RECRUITER_JOB", "ORA_IRC_RECRUITER_JOB"),
            ("PER_RECRUITING_ADMINISTRATOR_JOB", "ORA_PER_RECRUITING_ADMINISTRATOR_JOB"),
            ("ORA_RECRUITING_MANAGER_JOB", "ORA_IRC_RECRUITING_MANAGER_JOB"),
            ("PER_HUMAN_RESOURCE_SPECIALIST_JOB", "ORA_PER_HUMAN_RESOURCE_SPECIALIST_JOB"),
            ("ORA_IRC_RECRUTER_JOB", "ORA_IRC_RECRUITER_JOB"),
            ("ORA_IRC_RECRUITER", "ORA_IRC_RECRUITER_JOB"),
            ("ORA_PER_EMPLOYE_ABSTRACT", "ORA_PER_EMPLOYEE_ABSTRACT"),
            ("ORA_IRC_RECRUITINGMANAGER_JOB", "ORA_IRC_RECRUITING_MANAGER_JOB"),
        ] {
            let found = only(written);
            assert_eq!((found.kind, found.likely.as_deref()), (RoleKind::NearMiss, Some(likely)), "{written}");
            assert_eq!(found.code, written);
            assert!(found.warning().unwrap().contains(likely));
        }
    }

    #[test]
    fn another_role_is_no_slip() {
        for code in [
            "ACME_RECRUITER_JOB",
            "ORA_IRC_RECRUITER_JOB_CUSTOM",
            "ORA_PER_HUMAN_RESOURCE_MANAGER_JOB",
            "ORA_IRC_CANDIDATE_JOB",
            "ORA_JOB",
            "X_1",
        ] {
            assert_eq!(only(code).kind, RoleKind::Unknown, "{code}");
        }
    }

    #[test]
    fn knows_seeded_roles_and_the_plans_own() {
        let plan = plan();
        let copy = plan.role.clone().unwrap();
        let slip = format!("{}S", copy.code);
        let text = format!("{} ORA_IRC_RECRUITER_JOB {slip}", copy.code);
        let found = read_role_list(&text, Some(&plan));
        let kinds: Vec<RoleKind> = found.iter().map(|role| role.kind).collect();
        assert_eq!(kinds, [RoleKind::Own, RoleKind::Seeded, RoleKind::NearMiss]);
        assert_eq!(found[0].name, Some(copy.name));
        assert_eq!(found[2].likely, Some(copy.code));
        assert_eq!(found[1].warning(), None);
    }

    #[test]
    fn finds_codes_in_any_text() {
        let text = "Please add:\n • Recruiter (`ORA\\_IRC\\_RECRUITER\\_JOB`), <b>ORA_PER_EM\u{200B}PLOYEE_ABSTRACT</b>;\n\
                    ora_irc_recruiter_job again, snake_case and FAQ and 12_34, \"IRC_X_1\".";
        let codes: Vec<String> = read_role_list(text, None).into_iter().map(|role| role.code).collect();
        assert_eq!(codes, ["ORA_IRC_RECRUITER_JOB", "ORA_PER_EMPLOYEE_ABSTRACT", "IRC_X_1"]);
        assert!(read_role_list("", None).is_empty());
    }

    #[test]
    fn lower_case_is_the_same_role() {
        assert_eq!(only("ora_irc_recruiter_job").kind, RoleKind::Seeded);
    }
}
