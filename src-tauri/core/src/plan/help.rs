//! Asking for help at a step: a message to whom the guide names, with what they need to answer and no secret.
//!
//! Only facts of the plan and the words of a problem go into it; notes and comments of a person do not.

use super::Plan;
use crate::{
    guide::Step,
    words::{self, Words},
};

/// A message that is ready to be sent by the person themselves.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct HelpRequest {
    /// Whom the guide names.
    pub to: String,
    /// How to reach them.
    pub how: String,
    /// A public page of theirs.
    pub link: Option<String>,
    /// A subject, in a line.
    pub subject: String,
    /// The message.
    pub text: String,
}

/// The message for a step of this plan's walk, with the problem that was found there.
pub fn help_request(plan: &Plan, step: &Step, problem: Option<&Words>) -> HelpRequest {
    let guide = &plan.guide;
    let title = words::plain(&step.title);
    let mut lines = vec![
        format!("I am setting Oracle up for {} and need help with one step.", guide.vendor),
        String::new(),
        format!("Step: {title} ({})", step.id),
        format!("Guide: {}, version {}", guide.id, guide.version),
        format!("Oracle host: {}", plan.host.as_ref().map_or("not known yet", |host| host.host())),
    ];
    lines.extend(plan.user.as_ref().map(|user| format!("Integration user: {user}")));
    lines.extend(plan.role.as_ref().map(|role| format!("Role: {} ({})", role.name, role.code)));
    if !step.path.is_empty() {
        lines.push(format!("Where I am in Oracle: {}", words::plain(&step.path.join(" > "))));
    }
    lines.extend(step.see.as_deref().map(|see| format!("What I should see: {}", words::plain(see))));
    if let Some(problem) = problem {
        lines.push(format!("What the check says: {}. {}", problem.title.trim_end_matches('.'), problem.meaning));
    }
    lines.extend(["What I did: ", "What I see instead: "].map(str::to_owned));
    lines.extend([String::new(), "There is no password and no key in this message.".to_owned()]);
    let text: Vec<String> = lines.iter().map(|line| words::visible(&words::plain(line))).collect();
    HelpRequest {
        to: guide.support.who.clone(),
        how: guide.support.how.clone(),
        link: guide.support.link.clone(),
        subject: words::visible(&format!("Oracle setup for {}: {title}", guide.vendor)),
        text: text.join("\n") + "\n",
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        guide,
        problem::Problem,
        setup_file::{Change, Form, SetupFile},
    };

    fn setup() -> (SetupFile, String) {
        let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
        let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
        let form = Form {
            address: Some("abcd-test.fa.ocs.oraclecloud.com".to_owned()),
            user: Some("vendor.integration".to_owned()),
            ..Form::default()
        };
        file.fill(&form, guide).unwrap();
        (file, "name-the-copy".to_owned())
    }

    fn request(file: &SetupFile, step: &str, problem: Option<&Problem>) -> HelpRequest {
        let plan = Plan::of(file).unwrap();
        let words = problem.map(|problem| words::of_problem(problem, Some(&plan)));
        let step = plan.walk().into_iter().flat_map(|stage| stage.steps).find(|known| known.id == step).unwrap();
        help_request(&plan, &step, words.as_ref())
    }

    #[test]
    fn says_where_one_stands_and_what_the_check_found() {
        let (file, step) = setup();
        let problem = Problem::UserNotFound { user: "vendor.integration".to_owned(), nearest: Vec::new() };
        let request = request(&file, &step, Some(&problem));
        let plan = Plan::of(&file).unwrap();
        let role = plan.role.clone().unwrap();
        for part in ["abcd-test.fa.ocs.oraclecloud.com", "vendor.integration", "name-the-copy", &role.code] {
            assert!(request.text.contains(part), "{part}: {}", request.text);
        }
        assert!(request.text.contains("What the check says: ") && !request.text.contains("**"));
        assert_eq!((request.to, request.link), (plan.guide.support.who, plan.guide.support.link));
    }

    #[test]
    fn every_step_of_every_guide_has_one_in_every_branch() {
        for guide in guide::builtins() {
            for pages in ["classic", "redwood"] {
                let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
                file.branches.insert("pages".to_owned(), pages.to_owned());
                let plan = Plan::of(&file).unwrap();
                for step in plan.walk().iter().flat_map(|stage| &stage.steps) {
                    let text = help_request(&plan, step, None).text;
                    assert!(text.contains(&step.id) && text.contains("What I see instead"), "{} {}", guide.id, step.id);
                    assert!(!text.contains('{') && !text.contains("**"), "{text}");
                }
            }
        }
    }

    #[test]
    fn leaves_out_what_a_person_noted() {
        let (mut file, step) = setup();
        let guide = file.guide().unwrap();
        let note = Change::Note("the password is Hunter-2".to_owned());
        file.change_step(&guide, &step, note, Timestamp::UNIX_EPOCH).unwrap();
        assert!(!request(&file, &step, None).text.contains("Hunter-2"));
    }
}
