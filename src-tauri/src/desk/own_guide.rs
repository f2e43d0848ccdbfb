//! Guides of a person's own. Each is looked at before it is used, and then used as it was looked at: what stands in its
//! file by then does not matter.

use setup::{
    guide::{self, Guide, read_bytes},
    plan::Plan,
    problem::Problem,
};

use super::{Desk, blocking, brought, held};
use crate::view::{GuideLook, RoleView, fault_view, guide_summary, role_views};

/// A guide with its whole text.
#[derive(Debug, Clone)]
pub(super) struct OwnGuide {
    guide: Guide,
    text: String,
}

impl Desk {
    /// Looks a guide over, and lays it ready. Faults in it are no refusal: they are what was found.
    pub async fn look_at_guide(&self, path: String) -> Result<GuideLook, Problem> {
        let looked = blocking(move || read_bytes(brought::bytes(&path)?, &path)).await;
        let (guide, text) = match looked {
            Ok(looked) => looked,
            Err(Problem::GuideInvalid { faults }) => {
                return Ok(GuideLook::Faults { faults: faults.into_iter().map(fault_view).collect() });
            }
            Err(problem) => return Err(problem),
        };
        let look =
            GuideLook::Guide { guide: guide_summary(&guide), asks: Box::new(guide::preview(&guide, Some(&text))?) };
        held(&self.guides).insert(guide.sha256.clone(), OwnGuide { guide, text });
        Ok(look)
    }

    /// The guide of a key, and the text of one that did not come with the program.
    pub(super) fn guide(&self, key: &str) -> Result<(Guide, Option<String>), Problem> {
        match held(&self.guides).get(key).cloned() {
            Some(own) => Ok((own.guide, Some(own.text))),
            None => Ok((guide::find(key)?.clone(), None)),
        }
    }

    /// The role codes in a pasted text. Those that the setup makes are known too, or else those of the guide.
    pub async fn roles(&self, text: &str, guide: &str, setup: Option<String>) -> Result<Vec<RoleView>, Problem> {
        let plan = match setup {
            Some(path) => Plan::of(&self.read(path.as_ref()).await?.file)?,
            None => Plan::of_guide(&self.guide(guide)?.0)?,
        };
        Ok(role_views(text, &plan))
    }
}

#[cfg(test)]
mod tests {
    use setup::{guide::Authentication, setup_file::open};
    use tempfile::TempDir;

    use super::*;
    use crate::desk::{Export, NewSetupForm, SetupChange};

    /// The worked example of the documentation, in a file, and a desk beside it.
    fn brought() -> (Desk, String, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let page = include_str!("../../core/docs/guide-format.md");
        let example = page.split("```toml\nschema = 1").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
        let path = folder.path().join("brightlane.toml");
        std::fs::write(&path, format!("schema = 1{example}\n")).unwrap();
        (Desk::new(folder.path().join("Setups"), None), path.display().to_string(), folder)
    }

    fn form(guide: String) -> NewSetupForm {
        NewSetupForm {
            guide,
            name: "Example".to_owned(),
            address: "abcd-test.fa.ocs.oraclecloud.com".to_owned(),
            user: "vendor.integration".to_owned(),
            authentication: Authentication::Basic,
            roles: String::new(),
            requisition: String::new(),
        }
    }

    async fn key_of(desk: &Desk, path: &str) -> String {
        match desk.look_at_guide(path.to_owned()).await.unwrap() {
            GuideLook::Guide { guide, asks } => {
                assert!(!guide.built_in && !asks.requests.is_empty());
                guide.key
            }
            GuideLook::Faults { faults } => panic!("{faults:?}"),
        }
    }

    #[tokio::test]
    async fn a_guide_is_used_as_it_was_looked_at_whatever_its_file_holds_by_then() {
        let (desk, path, _folder) = brought();
        let key = key_of(&desk, &path).await;
        std::fs::write(&path, "something else").unwrap();
        let view = desk.new_setup(form(key)).await.unwrap();
        assert_eq!(view.vendor, "Brightlane");
        assert_eq!(view.own_guide.unwrap().secrets, ["Password"]);
        assert!(open(view.path.as_ref()).unwrap().file.guide.text.unwrap().contains("Brightlane"));
    }

    #[tokio::test]
    async fn a_guide_that_nobody_looked_at_can_not_be_used() {
        let (desk, path, _folder) = brought();
        let key = key_of(&desk, &path).await;
        let another = Desk::new(desk.folder(), None);
        for guide in [key, path, "brightlane".to_owned()] {
            assert!(matches!(another.new_setup(form(guide)).await, Err(Problem::GuideUnknown { .. })));
        }
        assert!(another.home().await.unwrap().setups.is_empty());
    }

    #[tokio::test]
    async fn faults_are_what_was_found_and_a_missing_file_is_a_refusal() {
        let (desk, path, _folder) = brought();
        let text = std::fs::read_to_string(&path).unwrap().replace("minutes = 20", "minuts = 20");
        std::fs::write(&path, text).unwrap();
        let GuideLook::Faults { faults } = desk.look_at_guide(path.clone()).await.unwrap() else { panic!("valid") };
        assert!(
            faults.iter().any(|fault| fault.nearest.as_deref() == Some("minutes") && fault.place.contains("column 1"))
        );
        let missing = desk.look_at_guide(format!("{path}x")).await;
        assert!(matches!(missing, Err(Problem::FileMissing { .. })));
    }

    #[tokio::test]
    async fn a_role_that_the_setup_makes_under_its_own_code_is_known_in_the_list() {
        let (desk, _path, _folder) = brought();
        let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap().id.clone();
        let view = desk.new_setup(form(guide.clone())).await.unwrap();
        let value = SetupChange::Value { key: "role_code".to_owned(), value: "ACME_RECRUITER_COPY".to_owned() };
        let changed = desk.change(view.path.as_ref(), value).await.unwrap();
        assert_eq!(changed.role_code.as_deref(), Some("ACME_RECRUITER_COPY"));
        let of_setup = desk.roles("ACME_RECRUITER_COPY", &guide, Some(view.path)).await.unwrap();
        assert!(of_setup[0].warning.is_none());
        assert!(desk.roles("ACME_RECRUITER_COPY", &guide, None).await.unwrap()[0].warning.is_some());
    }

    #[tokio::test]
    async fn a_table_is_kept_and_taken_to_a_spreadsheet_without_a_formula() {
        let (desk, path, folder) = brought();
        let view = desk.new_setup(form(key_of(&desk, &path).await)).await.unwrap();
        let setup = std::path::PathBuf::from(&view.path);
        let rows = vec![vec!["Person".to_owned(), "=HYPERLINK(\"x\")".to_owned()]];
        let fill = SetupChange::Worksheet { step: "data-access".to_owned(), worksheet: "fields".to_owned(), rows };
        let view = desk.change(&setup, fill).await.unwrap();
        let step = view.stages.iter().flat_map(|stage| &stage.steps).find(|step| step.id == "data-access").unwrap();
        assert_eq!(step.worksheets[0].rows[0][0], "Person");
        let suggested = desk.suggested_worksheet(&setup, "data-access", "fields").await.unwrap();
        assert_eq!(std::path::Path::new(&suggested).extension(), Some("csv".as_ref()), "{suggested}");
        let to = folder.path().join("table.csv").display().to_string();
        desk.export_worksheet(&setup, "data-access", "fields", &to, false).await.unwrap();
        assert!(std::fs::read_to_string(&to).unwrap().contains("\"'=HYPERLINK(\"\"x\"\")\""));
        let unknown = desk.export_worksheet(&setup, "data-access", "none", &to, true).await;
        assert!(matches!(unknown, Err(Problem::StepUnknown { .. })));
    }

    #[tokio::test]
    async fn the_checklist_of_an_own_guide_is_one_page_that_says_so() {
        let (desk, path, folder) = brought();
        let view = desk.new_setup(form(key_of(&desk, &path).await)).await.unwrap();
        let to = folder.path().join("checklist.html").display().to_string();
        desk.export(view.path.as_ref(), Export::Checklist, &to, false).await.unwrap();
        let page = std::fs::read_to_string(&to).unwrap();
        assert!(page.contains("vendor.integration") && page.contains("did not come with") && !page.contains("<script"));
        assert!(matches!(desk.help_page(view.path.as_ref()).await, Err(Problem::LinkRefused)));
    }

    #[tokio::test]
    async fn every_step_offers_a_message_that_asks_for_help() {
        let (desk, _path, _folder) = brought();
        for guide in guide::builtins() {
            let view = desk.new_setup(form(guide.id.clone())).await.unwrap();
            for step in view.stages.iter().flat_map(|stage| &stage.steps) {
                assert!(step.help.text.contains(&step.id) && !step.help.to.is_empty(), "{} {}", guide.id, step.id);
            }
        }
    }
}
