//! Which checks a run is to hold, where that is not all of them.
//!
//! What a check needs is data ([`Need`]), so both ways follow from it: what a check rests on, and what rests on it. In
//! which order they then run is not decided here ([`super::run`]).

use super::{Check, CheckId, Need, run::before};
use crate::{plan::Plan, problem::Problem};

/// A check as a person names it: `rows_visible` or `rows_visible:workers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The check.
    pub id: CheckId,
    /// One of its resources, or all.
    pub subject: Option<String>,
}

impl Named {
    /// Reads `CHECK[:SUBJECT]`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let (id, subject) = text.split_once(':').map_or((text, None), |(id, subject)| (id, Some(subject.to_owned())));
        Ok(Self { id: CheckId::find(id.trim())?, subject })
    }

    fn names(&self, check: &dyn Check) -> bool {
        self.id == check.id() && self.subject.as_deref().is_none_or(|subject| check.subject() == Some(subject))
    }
}

/// The checks that a run is to hold. All others are skipped, `not_asked_for`, and the report is partial.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Selection {
    /// Every check: a whole verification.
    #[default]
    All,
    /// These, and what they need.
    Only(Vec<Named>),
    /// These, what depends on them, and what all of those need: for a person who mended something and asks what follows
    /// from it. A check depends on another also where it only looks at that one's verdict.
    Again(Vec<Named>),
}

impl Selection {
    /// [`Self::Only`] of these names, each `CHECK[:SUBJECT]`; all where there is none.
    pub fn only(names: &[String]) -> Result<Self, Problem> {
        names.iter().map(|name| Named::parse(name)).collect()
    }

    /// [`Self::Again`] of these names, each `CHECK[:SUBJECT]`; all where there is none.
    pub fn again(names: &[String]) -> Result<Self, Problem> {
        Ok(match Self::only(names)? {
            Self::Only(checks) => Self::Again(checks),
            other => other,
        })
    }

    /// Whether the run is only a part of a verification.
    pub fn is_partial(&self) -> bool {
        *self != Self::All
    }

    /// For each check, its part in the run. Errs where a name fits none of them.
    pub(super) fn of(&self, checks: &[Box<dyn Check>], plan: &Plan) -> Result<Vec<Part>, Problem> {
        let mut held = match self {
            Self::All => return Ok(vec![Part::Held; checks.len()]),
            Self::Only(named) | Self::Again(named) => found(checks, named)?,
        };
        let (needs, looks_at) = (needs(checks, plan), looks_at(checks));
        if matches!(self, Self::Again(_)) {
            let rests_on = |index: usize| needs[index].iter().chain(&looks_at[index]);
            spread(&mut held, |held, index| rests_on(index).any(|&needed| held[needed]));
        }
        spread(&mut held, |held, index| (0..held.len()).any(|by| held[by] && needs[by].contains(&index)));
        let mut wanted = held.clone();
        let rests_on = |by: usize, index: &usize| needs[by].contains(index) || looks_at[by].contains(index);
        spread(&mut wanted, |wanted, index| (0..wanted.len()).any(|by| wanted[by] && rests_on(by, &index)));
        let part = |(held, wanted)| match (held, wanted) {
            (true, _) => Part::Held,
            (false, true) => Part::LookedAt,
            (false, false) => Part::LeftOut,
        };
        Ok(held.into_iter().zip(wanted).map(part).collect())
    }
}

/// What a check is to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The run is to hold it.
    Held,
    /// The run is to hold it where it can: another check looks at its verdict and does without it.
    LookedAt,
    /// It is not asked for.
    LeftOut,
}

/// [`Selection::Only`] of these checks; all where there is none.
impl FromIterator<Named> for Selection {
    fn from_iter<T: IntoIterator<Item = Named>>(named: T) -> Self {
        let named: Vec<Named> = named.into_iter().collect();
        if named.is_empty() { Self::All } else { Self::Only(named) }
    }
}

/// Which checks bear these names.
fn found(checks: &[Box<dyn Check>], named: &[Named]) -> Result<Vec<bool>, Problem> {
    if let Some(strange) = named.iter().find(|named| !checks.iter().any(|check| named.names(check.as_ref()))) {
        return Err(unknown_subject(checks, strange));
    }
    Ok(checks.iter().map(|check| named.iter().any(|named| named.names(check.as_ref()))).collect())
}

/// For each check, the places of those that must have passed before it.
fn needs(checks: &[Box<dyn Check>], plan: &Plan) -> Vec<Vec<usize>> {
    let needed = |check: &dyn Check| {
        let needs = check.needs().iter().filter_map(|need| before(*need, check, plan));
        needs.filter_map(|(id, subject)| place(checks, id, subject)).collect()
    };
    checks.iter().map(|check| needed(check.as_ref())).collect()
}

/// For each check, the places of those whose verdict it may look at.
fn looks_at(checks: &[Box<dyn Check>]) -> Vec<Vec<usize>> {
    let looked_at = |check: &dyn Check| {
        let needs = check.needs().iter().filter_map(|need| match *need {
            Need::Consults(id) => place(checks, id, None),
            _ => None,
        });
        needs.collect()
    };
    checks.iter().map(|check| looked_at(check.as_ref())).collect()
}

fn place(checks: &[Box<dyn Check>], id: CheckId, subject: Option<&str>) -> Option<usize> {
    checks.iter().position(|check| check.id() == id && check.subject() == subject)
}

/// Marks further checks as long as one is to be marked because of another.
fn spread(wanted: &mut [bool], follows: impl Fn(&[bool], usize) -> bool) {
    while let Some(index) = (0..wanted.len()).find(|&index| !wanted[index] && follows(wanted, index)) {
        wanted[index] = true;
    }
}

fn unknown_subject(checks: &[Box<dyn Check>], named: &Named) -> Problem {
    let shown = |subject: Option<&str>| {
        subject.map_or(named.id.as_str().to_owned(), |subject| format!("{}:{subject}", named.id.as_str()))
    };
    let known: Vec<String> =
        checks.iter().filter(|check| check.id() == named.id).map(|check| shown(check.subject())).collect();
    Problem::CheckUnknown { check: shown(named.subject.as_deref()), nearest: known.first().cloned(), known }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{guide, setup_file::SetupFile};

    /// The checks that a run of that selection holds, each as `check` or `check:subject`.
    fn held(resource: &str, selection: &Selection) -> Result<Vec<String>, Problem> {
        parts(resource, selection, |part| part != Part::LeftOut)
    }

    fn parts(resource: &str, selection: &Selection, wanted: fn(Part) -> bool) -> Result<Vec<String>, Problem> {
        let reads = |guide: &&guide::Guide| guide.must_probes().any(|probe| probe.resource == resource);
        let guide = guide::builtins().iter().find(reads).unwrap();
        let plan = Plan::of(&SetupFile::new(guide, None, Timestamp::UNIX_EPOCH)).unwrap();
        let checks = super::super::of(&plan);
        let parts = selection.of(&checks, &plan)?;
        let name = |check: &dyn Check| match check.subject() {
            Some(subject) => format!("{}:{subject}", check.id().as_str()),
            None => check.id().as_str().to_owned(),
        };
        let of_this_part = checks.iter().zip(parts).filter(|(_, part)| wanted(*part));
        Ok(of_this_part.map(|(check, _)| name(check.as_ref())).collect())
    }

    fn only(names: &[&str]) -> Selection {
        Selection::only(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()).unwrap()
    }

    fn again(names: &[&str]) -> Selection {
        Selection::again(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn only_runs_a_check_and_what_it_needs() {
        let held = held("recruitingJobRequisitions", &only(&["user_active"])).unwrap();
        assert_eq!(held, ["host_reachable", "admin_signed_in", "user_exists", "user_active"]);
    }

    #[test]
    fn what_a_check_only_looks_at_is_no_reason_to_ask_for_a_credential() {
        let rows = only(&["rows_visible"]);
        let looked_at = parts("recruitingJobRequisitions", &rows, |part| part == Part::LookedAt).unwrap();
        assert_eq!(looked_at, ["admin_signed_in", "user_exists", "roles_granted"]);
    }

    #[test]
    fn again_runs_what_depends_on_a_check_too() {
        let held = held("recruitingJobRequisitions", &again(&["roles_granted"])).unwrap();
        for wanted in [
            "user_exists",
            "roles_granted",
            "nothing_extra_granted",
            "integration_signed_in",
            "resource_readable:recruitingJobRequisitions",
            "rows_visible:recruitingJobRequisitions",
            "as_many_rows_as_admin:recruitingJobRequisitions",
        ] {
            assert!(held.iter().any(|name| name == wanted), "{wanted} is not among {held:?}");
        }
        for other in ["address_known", "clock_agrees", "user_active", "admin_prepared"] {
            assert!(!held.iter().any(|name| name == other), "{other} is among {held:?}");
        }
    }

    #[test]
    fn again_of_one_resource_leaves_the_others_out() {
        let held = held("workers", &again(&["resource_readable:departments"])).unwrap();
        let readable: Vec<&String> = held.iter().filter(|name| name.starts_with("resource_readable")).collect();
        assert_eq!(readable, ["resource_readable:departments"]);
        assert!(!held.iter().any(|name| name.starts_with("rows_visible")), "{held:?}");
    }

    #[test]
    fn again_of_the_first_contact_is_all_but_the_address() {
        let all = held("workers", &Selection::All).unwrap();
        let mut held = held("workers", &again(&["host_reachable"])).unwrap();
        held.insert(0, "address_known".to_owned());
        assert_eq!(held, all);
    }

    #[test]
    fn no_name_is_the_whole_verification() {
        assert_eq!((only(&[]), again(&[])), (Selection::All, Selection::All));
        assert!(!Selection::All.is_partial() && again(&["user_exists"]).is_partial());
    }

    #[test]
    fn a_resource_that_the_guide_does_not_read_is_refused_by_name() {
        let refused = held("workers", &again(&["rows_visible:recruitingJobRequisitions"]));
        let Err(Problem::CheckUnknown { check, known, .. }) = refused else { panic!("{refused:?}") };
        assert_eq!(
            (check.as_str(), known),
            ("rows_visible:recruitingJobRequisitions", vec!["rows_visible:workers".to_owned()])
        );
    }
}
