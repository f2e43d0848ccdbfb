//! What a list of many setups shows of each: its steps by their titles alone.
//!
//! A plan copies its guide and fills in every text of every step; for a thousand setups that is a third of a second of
//! nothing but copying. Deliberately not here: how far the setup is.

use crate::{
    address::OracleHost,
    guide::{Branches, Step, StepKind, Who, fill},
    problem::Problem,
    setup_file::SetupFile,
};

use super::{branches, copied_role, facts, host};

/// A setup's walk without its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The vendor's name.
    pub vendor: String,
    /// The pod, or none in a draft.
    pub host: Option<OracleHost>,
    /// The relevant steps, in their order.
    pub steps: Vec<Heading>,
}

/// A step by its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The step's id.
    pub id: String,
    /// Its title with this setup's values.
    pub title: String,
    /// What sort of step it is.
    pub kind: StepKind,
    /// Who usually does it.
    pub who: Who,
}

impl Outline {
    /// The outline of a setup.
    ///
    /// # Errors
    /// Those of [`super::Plan::of`].
    pub fn of(file: &SetupFile) -> Result<Self, Problem> {
        let guide = file.guide_borrowed()?;
        let host = host(file)?;
        let role = copied_role(file, &guide);
        let (branches, facts) = (branches(file), facts(file, &guide, host.as_ref(), role.as_ref()));
        let heading = |step: &Step| heading(step, &branches, |title| fill(title, &facts).0);
        Ok(Self { vendor: guide.vendor.clone(), steps: guide.steps_in(&branches).map(heading).collect(), host })
    }
}

fn heading(step: &Step, branches: &Branches, filled: impl Fn(&str) -> String) -> Heading {
    let (title, who) = step.title_in(branches);
    Heading { id: step.id.clone(), title: filled(title), kind: step.kind, who }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        guide::{self, Authentication, BRANCHES},
        plan::Plan,
    };

    #[test]
    fn an_outline_names_the_steps_of_the_plan_in_every_branch() {
        for guide in guide::builtins() {
            for (key, values) in BRANCHES {
                for value in *values {
                    let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
                    file.branches.insert((*key).to_owned(), (*value).to_owned());
                    if *value == Authentication::Jwt.as_str() {
                        file.authentication = Authentication::Jwt;
                    }
                    file.host = Some("abcd-test.fa.ocs.oraclecloud.com".to_owned());
                    file.user = Some("VENDOR.INTEGRATION".to_owned());
                    let (plan, outline) = (Plan::of(&file).unwrap(), Outline::of(&file).unwrap());
                    let steps = plan.walk().into_iter().flat_map(|stage| stage.steps);
                    let headings: Vec<_> = steps
                        .map(|step| Heading { id: step.id, title: step.title, kind: step.kind, who: step.who })
                        .collect();
                    assert_eq!(outline.steps, headings, "{} {key}={value}", guide.id);
                    assert_eq!((outline.vendor, outline.host), (plan.guide.vendor, plan.host));
                }
            }
        }
    }
}
