//! The walk as one HTML page to print or to tick off on the screen, offline: no script, no remote resource.
//!
//! Of a setup it shows the steps of its branches with its values; of a guide alone it shows every step in all its forms.
//! The drawings are those of [`crate::guide::hint`], set as SVG in [`drawn`]. What was verified is the report's.

mod drawn;
mod step;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::step::{Kept, step};
use crate::{
    address::OracleHost,
    guide::{Guide, Stage, Step},
    plan::Plan,
    problem::Problem,
    setup_file::SetupFile,
    words::{self, Span},
};

const STYLE: &str = include_str!("checklist/checklist.css");

/// The checklist of a setup, with its values and what is ticked off already.
pub fn checklist(file: &SetupFile) -> Result<String, Problem> {
    let plan = Plan::of(file)?;
    Ok(page(&Sheet { stages: plan.walk(), plan: &plan, file: Some(file) }))
}

/// The checklist of a guide of which nothing is filled in yet.
pub fn checklist_of_guide(guide: &Guide) -> Result<String, Problem> {
    let plan = Plan::of_guide(guide)?;
    Ok(page(&Sheet { stages: guide.stages.clone(), plan: &plan, file: None }))
}

/// What goes onto the page. Without a setup the steps are the guide's own, each with all its forms.
struct Sheet<'a> {
    stages: Vec<Stage>,
    plan: &'a Plan,
    file: Option<&'a SetupFile>,
}

impl Sheet<'_> {
    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stages.iter().flat_map(|stage| &stage.steps)
    }

    /// How to switch Oracle to English, where one text holds for more than one step: it is said once.
    fn english(&self) -> Option<String> {
        let said: Vec<String> =
            self.steps().filter_map(|step| step.english.as_deref().map(|text| self.plan.fill(text))).collect();
        said.iter().find(|text| said.iter().filter(|one| one == text).count() > 1).cloned()
    }
}

fn page(sheet: &Sheet<'_>) -> String {
    let vendor = &sheet.plan.guide.vendor;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Checklist: Oracle for " (shown(vendor)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (head(sheet))
                    (stages(sheet))
                    (sources(sheet))
                    (foot(sheet))
                }
            }
        }
    }
    .into_string()
}

fn head(sheet: &Sheet<'_>) -> Markup {
    let Sheet { plan, file, .. } = sheet;
    let guide = &plan.guide;
    let name = file.map(|file| file.name.as_str()).unwrap_or_default();
    html! {
        @if plan.host.as_ref().is_some_and(OracleHost::is_practice) {
            p.practice { strong { "PRACTICE" } " These steps belong to a practice Oracle on this computer, not to a real pod." }
        }
        header {
            p.kicker { @if !name.is_empty() { bdi { (shown(name)) } " · " } "Checklist" }
            h1 { "Prepare Oracle for " (shown(&guide.vendor)) }
            p { (rich(&guide.summary)) }
            dl {
                dt { "Time" } dd { "About " (guide.minutes) " minutes, " (sheet.steps().count()) " steps" }
                dt { "Oracle host" } dd { (blank_or(plan.host.as_ref().map(OracleHost::host))) }
                dt { "Integration user" } dd { (blank_or(plan.user.as_deref())) }
                @if let Some(role) = &plan.role {
                    dt { "Role" } dd { (shown(&role.name)) ", " code { (shown(&role.code)) } }
                }
                dt { "Help" } dd { (rich(&guide.support.who)) ". " (rich(&guide.support.how)) }
            }
            p.hand { "Tick a step when you see what it says you should see. Never write a password or a key on this sheet." }
            @if let Some(english) = sheet.english() { p { (rich(&english)) } }
        }
    }
}

fn stages(sheet: &Sheet<'_>) -> Markup {
    let common = sheet.english();
    let mut number = 0;
    html! {
        @for stage in &sheet.stages {
            section {
                h2 { (rich(&stage.title)) }
                @for one in &stage.steps {
                    ({ number += 1; PreEscaped("") })
                    (step(&Kept { number, plan: sheet.plan, file: sheet.file, english: common.as_deref() }, one))
                }
            }
        }
    }
}

/// The sources of all facts, each once, at the end: on a step they would be in the way.
fn sources(sheet: &Sheet<'_>) -> Markup {
    let mut sources: Vec<&String> = Vec::new();
    let of_forms =
        |step: &'_ Step| step.variants.iter().filter_map(|form| form.sources.clone()).flatten().collect::<Vec<_>>();
    let forms: Vec<String> = sheet.steps().flat_map(of_forms).collect();
    for source in sheet.steps().flat_map(|step| &step.sources).chain(&forms) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    html! {
        @if !sources.is_empty() {
            section.sources {
                h2 { "Where this is documented" }
                ul { @for source in sources { li { (rich(source)) } } }
            }
        }
    }
}

fn foot(sheet: &Sheet<'_>) -> Markup {
    let guide = &sheet.plan.guide;
    html! {
        footer {
            p { "Guide " (guide.id) ", version " (guide.version)
                @if !guide.built_in { ". This guide did not come with the Oracle setup assistant." } }
        }
    }
}

/// A value, or a line to write it on.
fn blank_or(value: Option<&str>) -> Markup {
    html! {
        @match value {
            Some(value) => code { bdi { (shown(value)) } },
            None => span.blank { span.spoken { "to be filled in" } },
        }
    }
}

/// A guide's text with its two marks.
fn rich(text: &str) -> Markup {
    html! {
        @for span in words::spans(text) {
            @match span {
                Span::Plain(text) => (shown(text)),
                Span::Bold(text) => strong { (shown(text)) },
                Span::Code(text) => code { (shown(text)) },
            }
        }
    }
}

fn shown(text: &str) -> String {
    words::visible(text)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        guide::builtins,
        setup_file::{Change, Claim, Form},
    };

    fn setup(guide: &Guide) -> SetupFile {
        let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
        let form = Form {
            address: Some("abcd-test.fa.ocs.oraclecloud.com".to_owned()),
            user: Some("vendor.integration".to_owned()),
            ..Form::default()
        };
        file.fill(&form, guide).unwrap();
        file
    }

    #[test]
    fn holds_every_step_of_every_guide_and_nothing_remote() {
        for guide in builtins() {
            for page in [checklist_of_guide(guide).unwrap(), checklist(&setup(guide)).unwrap()] {
                for wrong in ["<script", "<img", "<link", "src=", "@import", "url(", "<iframe", "onclick"] {
                    assert!(!page.contains(wrong), "{} {wrong}", guide.id);
                }
                assert!(page.contains("Content-Security-Policy") && page.contains("@page"), "{}", guide.id);
            }
            let page = checklist_of_guide(guide).unwrap();
            assert_eq!(page.matches("<input type=\"checkbox\"").count(), guide.steps().count(), "{}", guide.id);
        }
    }

    #[test]
    fn shows_only_the_chosen_branches_of_a_setup_with_its_values() {
        for guide in builtins() {
            let file = setup(guide);
            let page = checklist(&file).unwrap();
            let walk = Plan::of(&file).unwrap().walk();
            assert_eq!(
                page.matches("<input type=\"checkbox\"").count(),
                walk.iter().map(|stage| stage.steps.len()).sum::<usize>()
            );
            assert!(page.contains("abcd-test.fa.ocs.oraclecloud.com") && page.contains("vendor.integration"));
            assert!(!page.contains("{host}") && !page.contains("{user}") && !page.contains("**"), "{}", guide.id);
        }
    }

    #[test]
    fn a_step_that_is_done_is_ticked_and_its_note_stands_there() {
        let guide = &builtins()[0];
        let mut file = setup(guide);
        let step = guide.steps().next().unwrap().id.clone();
        assert!(!checklist(&file).unwrap().contains(" checked"));
        file.change_step(guide, &step, Change::Claim(Claim::Done, None), Timestamp::UNIX_EPOCH).unwrap();
        file.change_step(guide, &step, Change::Note("<b>Asked Ann</b>".to_owned()), Timestamp::UNIX_EPOCH).unwrap();
        let page = checklist(&file).unwrap();
        assert_eq!(page.matches(" checked").count(), 1);
        assert!(page.contains("&lt;b&gt;Asked Ann&lt;/b&gt;"));
    }

    #[test]
    fn every_drawing_says_the_same_in_words() {
        for guide in builtins() {
            let page = checklist_of_guide(guide).unwrap();
            assert_eq!(page.matches("<svg").count(), page.matches("role=\"img\" aria-label=").count(), "{}", guide.id);
        }
    }
}
