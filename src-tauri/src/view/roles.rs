//! The vendor's list of roles as it was pasted: which codes were found in it, and what a person should look at again.

use serde::Serialize;
use setup::{
    guide::role_list::{FoundRole, read_role_list},
    near::{Difference, difference},
    plan::Plan,
};

/// A role code that stands in a pasted list.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct RoleView {
    /// As it is written there.
    pub code: String,
    /// Role name, where it is a known one.
    pub name: Option<String>,
    /// What to look at again; none where all is as it seems.
    pub warning: Option<String>,
    /// The likely code (expected) beside the one of the list (found).
    pub difference: Option<Difference>,
}

/// The codes in a text, in their order. Those that the plan makes are known too.
pub fn role_views(text: &str, plan: &Plan) -> Vec<RoleView> {
    read_role_list(text, Some(plan)).into_iter().map(role_view).collect()
}

fn role_view(found: FoundRole) -> RoleView {
    RoleView {
        warning: found.warning(),
        difference: found.likely.as_ref().map(|likely| difference(likely, &found.code)),
        name: found.name,
        code: found.code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        Plan::of_guide(setup::guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap()).unwrap()
    }

    #[test]
    fn a_near_miss_is_kept_as_written_and_shown_beside_the_likely_code() {
        let views = role_views("ORA_IRC_RECRUITER_JOB and ORA_RECRUITER_JOB", &plan());
        let codes: Vec<&str> = views.iter().map(|view| view.code.as_str()).collect();
        assert_eq!(codes, ["ORA_IRC_RECRUITER_JOB", "ORA_RECRUITER_JOB"]);
        assert!(views[0].warning.is_none() && views[0].difference.is_none());
        let likely = views[1].difference.as_ref().unwrap().expected.iter().map(|segment| segment.text.as_str());
        assert_eq!(likely.collect::<String>(), "ORA_IRC_RECRUITER_JOB");
    }

    #[test]
    fn the_copy_that_the_plan_makes_is_a_known_role() {
        let plan = plan();
        let code = plan.role.as_ref().unwrap().code.clone();
        assert!(role_views(&code, &plan)[0].warning.is_none());
        assert!(role_views(&format!("{code}_2"), &plan)[0].warning.is_some());
    }
}
