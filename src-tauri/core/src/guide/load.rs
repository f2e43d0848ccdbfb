//! From TOML to a whole [`Guide`]: parts included, overrides applied, everything that it points at checked.
//!
//! A fault is told with file, line and column. A foreign guide may include built-in parts only, so that a guide is
//! always one file.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::{
    Authentication, BRANCHES, Branches, CopiedRole, Guide, HandoverField, IfNot, Page, Probe, ProbeKind, Roles, Stage,
    Step, StepKind, Support, Value, Variant, Who, builtin, placeholders,
};
use crate::{checks::CheckId, near};

/// What is wrong in a guide, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// File name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Where in the guide, such as `step.name-the-copy.observed_by`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What was expected.
    pub expected: Option<String>,
    /// The nearest thing that would be right.
    pub nearest: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuideFile {
    schema: Spanned<u64>,
    id: Spanned<String>,
    version: String,
    vendor: String,
    summary: String,
    minutes: u32,
    #[serde(default)]
    uses: Vec<Spanned<String>>,
    reads: Vec<String>,
    authentications: Vec<Authentication>,
    support: Support,
    role: Option<CopiedRole>,
    roles: Roles,
    #[serde(default)]
    probe: Vec<Probe>,
    #[serde(default)]
    steps_for: BTreeMap<String, Spanned<String>>,
    stage: Vec<StageFile>,
    handover: Vec<HandoverField>,
    #[serde(default)]
    step: Vec<StepFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartFile {
    step: Vec<StepFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageFile {
    id: String,
    title: String,
    steps: Vec<Spanned<String>>,
}

/// A step as written: in a part most of it, in a guide that overrides a part only what differs.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct StepFile {
    id: Spanned<String>,
    title: Option<String>,
    kind: Option<StepKind>,
    why: Option<String>,
    path: Option<Vec<String>>,
    #[serde(rename = "do")]
    instructions: Option<Vec<String>>,
    values: Option<Vec<Value>>,
    see: Option<String>,
    if_not: Option<Vec<IfNot>>,
    minutes: Option<u32>,
    who: Option<Who>,
    opens: Option<Page>,
    ask: Option<String>,
    sees: Option<String>,
    english: Option<String>,
    observed_by: Option<Vec<Spanned<String>>>,
    sources: Option<Vec<String>>,
    when: Option<Branches>,
    variant: Option<Vec<Variant>>,
}

/// Reads a guide that did not come with the program. `file` is only for messages.
pub fn read(text: &str, file: &str) -> Result<Guide, Vec<Fault>> {
    Reading::new(text, file).guide(false)
}

pub(super) fn read_builtin(text: &str, id: &str) -> Result<Guide, Vec<Fault>> {
    Reading::new(text, &format!("{id}.toml")).guide(true)
}

struct Reading<'a> {
    text: &'a str,
    file: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    fn new(text: &'a str, file: &'a str) -> Self {
        Self { text, file, faults: Vec::new() }
    }

    fn guide(mut self, built_in: bool) -> Result<Guide, Vec<Fault>> {
        let written: GuideFile = match toml::from_str(self.text) {
            Ok(written) => written,
            Err(error) => {
                self.fault(error.span().map_or(0, |span| span.start), "", error.message(), None, None);
                return Err(self.faults);
            }
        };
        if *written.schema.get_ref() != 1 {
            self.fault(written.schema.span().start, "schema", "this schema is not known", Some("1"), None);
        }
        let mut hash = Sha256::new_with_prefix(self.text);
        let mut steps: BTreeMap<String, StepFile> = BTreeMap::new();
        for part in &written.uses {
            self.include(part, &mut steps, &mut hash);
        }
        self.own_steps(written.step, &mut steps);
        let stages = self.stages(written.stage, &steps);
        self.pointers(&written.steps_for, &stages);
        if !written.probe.iter().any(|probe| probe.kind == ProbeKind::Must) {
            let expected = "at least one probe with kind = \"must\"";
            self.fault(written.id.span().start, "probe", "no resource must be readable", Some(expected), None);
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        Ok(Guide {
            id: written.id.into_inner(),
            version: written.version,
            sha256: format!("{:x}", hash.finalize()),
            built_in,
            vendor: written.vendor,
            summary: written.summary,
            minutes: written.minutes,
            reads: written.reads,
            authentications: written.authentications,
            support: written.support,
            role: written.role,
            roles: written.roles,
            probes: written.probe,
            steps_for: written.steps_for.into_iter().map(|(code, step)| (code, step.into_inner())).collect(),
            stages,
            handover: written.handover,
        })
    }

    fn include(&mut self, part: &Spanned<String>, steps: &mut BTreeMap<String, StepFile>, hash: &mut Sha256) {
        let name = part.get_ref();
        let Some(text) = builtin::part(name) else {
            let nearest = near::nearest(name, builtin::part_names(), 1).first().map(|&name| name.to_owned());
            self.fault(part.span().start, "uses", &format!("there is no part \"{name}\""), None, nearest);
            return;
        };
        hash.update(text);
        match toml::from_str::<PartFile>(text) {
            Ok(read) => steps.extend(read.step.into_iter().map(|step| (step.id.get_ref().clone(), step))),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let file = format!("parts/{name}.toml");
                self.faults.push(fault_in(text, &file, at, "", error.message(), None, None));
            }
        }
    }

    fn own_steps(&mut self, own: Vec<StepFile>, steps: &mut BTreeMap<String, StepFile>) {
        let mut seen = HashSet::new();
        for step in own {
            let id = step.id.get_ref().clone();
            if !seen.insert(id.clone()) {
                self.fault(step.id.span().start, "step", &format!("the step \"{id}\" stands twice"), None, None);
            }
            self.check_ids(&step);
            let step = match steps.remove(&id) {
                Some(shared) => step.over(shared),
                None => step,
            };
            steps.insert(id, step);
        }
    }

    fn check_ids(&mut self, step: &StepFile) {
        for check in step.observed_by.iter().flatten() {
            if CheckId::parse(check.get_ref()).is_none() {
                let path = format!("step.{}.observed_by", step.id.get_ref());
                let message = format!("there is no check \"{}\"", check.get_ref());
                let names = CheckId::ALL.iter().map(|check| check.as_str());
                let nearest = near::nearest(check.get_ref(), names, 1).first().map(|&name| name.to_owned());
                self.fault(check.span().start, &path, &message, None, nearest);
            }
        }
    }

    fn stages(&mut self, written: Vec<StageFile>, steps: &BTreeMap<String, StepFile>) -> Vec<Stage> {
        let mut placed = HashSet::new();
        written
            .into_iter()
            .map(|stage| {
                let path = format!("stage.{}.steps", stage.id);
                let found = stage
                    .steps
                    .iter()
                    .filter_map(|id| {
                        let at = id.span().start;
                        let name = id.get_ref();
                        let Some(step) = steps.get(name) else {
                            let nearest = near::nearest(name, steps.keys().map(String::as_str), 1)
                                .first()
                                .map(|&id| id.to_owned());
                            self.fault(at, &path, &format!("there is no step \"{name}\""), None, nearest);
                            return None;
                        };
                        if !placed.insert(name.clone()) {
                            self.fault(at, &path, &format!("the step \"{name}\" stands in two places"), None, None);
                        }
                        self.whole(step, at)
                    })
                    .collect();
                Stage { id: stage.id, title: stage.title, steps: found }
            })
            .collect()
    }

    fn whole(&mut self, step: &StepFile, at: usize) -> Option<Step> {
        let id = step.id.get_ref();
        self.check_branches(id, step, at);
        self.check_placeholders(id, step, at);
        let (Some(title), Some(why), Some(instructions)) =
            (step.title.clone(), step.why.clone(), step.instructions.clone())
        else {
            self.fault(at, &format!("step.{id}"), "the step is not complete", Some("title, why and do"), None);
            return None;
        };
        Some(Step {
            id: id.clone(),
            title,
            kind: step.kind.unwrap_or_default(),
            why,
            path: step.path.clone().unwrap_or_default(),
            instructions,
            values: step.values.clone().unwrap_or_default(),
            see: step.see.clone(),
            if_not: step.if_not.clone().unwrap_or_default(),
            minutes: step.minutes.unwrap_or(1),
            who: step.who.unwrap_or_default(),
            opens: step.opens,
            ask: step.ask.clone(),
            sees: step.sees.clone(),
            english: step.english.clone(),
            observed_by: step.observed_by.iter().flatten().map(|check| check.get_ref().clone()).collect(),
            sources: step.sources.clone().unwrap_or_default(),
            when: step.when.clone().unwrap_or_default(),
            variants: step.variant.clone().unwrap_or_default(),
        })
    }

    fn check_branches(&mut self, id: &str, step: &StepFile, at: usize) {
        let variants = step.variant.iter().flatten().map(|variant| &variant.when);
        for (key, value) in step.when.iter().chain(variants).flatten() {
            let path = format!("step.{id}.when");
            match BRANCHES.iter().find(|(name, _)| name == key) {
                None => {
                    let nearest = near::nearest(key, BRANCHES.iter().map(|(name, _)| *name), 1)
                        .first()
                        .map(|&name| name.to_owned());
                    self.fault(at, &path, &format!("there is no branch \"{key}\""), None, nearest);
                }
                Some((_, values)) if !values.contains(&value.as_str()) => {
                    let message = format!("\"{value}\" is no value of the branch \"{key}\"");
                    self.fault(at, &path, &message, Some(&values.join(" or ")), None);
                }
                Some(_) => {}
            }
        }
    }

    fn check_placeholders(&mut self, id: &str, step: &StepFile, at: usize) {
        let texts = [&step.title, &step.why, &step.see, &step.ask, &step.sees].into_iter().flatten();
        let values = step.values.iter().flatten().filter_map(|value| value.value.as_ref());
        let if_not = step.if_not.iter().flatten().flat_map(|one| [&one.when, &one.then]);
        let variants = step.variant.iter().flatten().flat_map(texts_of);
        let lists = step.instructions.iter().chain(&step.path).flatten();
        for text in texts.chain(lists).chain(values).chain(if_not).chain(variants).chain(&step.english) {
            for name in text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)) {
                if !placeholders::KNOWN.iter().any(|(known, _)| *known == name) {
                    let names = placeholders::KNOWN.iter().map(|(name, _)| *name);
                    let nearest = near::nearest(name, names, 1).first().map(|&name| name.to_owned());
                    self.fault(at, &format!("step.{id}"), &format!("there is no value {{{name}}}"), None, nearest);
                }
            }
        }
    }

    fn pointers(&mut self, steps_for: &BTreeMap<String, Spanned<String>>, stages: &[Stage]) {
        for (code, step) in steps_for {
            if !stages.iter().flat_map(|stage| &stage.steps).any(|known| &known.id == step.get_ref()) {
                let message = format!("there is no step \"{}\"", step.get_ref());
                self.fault(step.span().start, &format!("steps_for.{code}"), &message, None, None);
            }
        }
    }

    fn fault(&mut self, at: usize, path: &str, message: &str, expected: Option<&str>, nearest: Option<String>) {
        self.faults.push(fault_in(self.text, self.file, at, path, message, expected, nearest));
    }
}

/// Every text of another form of a step that may hold a placeholder.
fn texts_of(variant: &Variant) -> Vec<&String> {
    let texts = [&variant.title, &variant.why, &variant.see].into_iter().flatten();
    let lists = variant.instructions.iter().chain(&variant.path).flatten();
    let if_not = variant.if_not.iter().flatten().flat_map(|one| [&one.when, &one.then]);
    let values = variant.values.iter().flatten().filter_map(|value| value.value.as_ref());
    texts.chain(lists).chain(if_not).chain(values).collect()
}

fn fault_in(
    text: &str,
    file: &str,
    at: usize,
    path: &str,
    message: &str,
    expected: Option<&str>,
    nearest: Option<String>,
) -> Fault {
    let before = &text[..text.floor_char_boundary(at)];
    Fault {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1,
        path: path.to_owned(),
        message: message.to_owned(),
        expected: expected.map(str::to_owned),
        nearest,
    }
}

impl StepFile {
    fn over(self, shared: StepFile) -> StepFile {
        StepFile {
            id: self.id,
            title: self.title.or(shared.title),
            kind: self.kind.or(shared.kind),
            why: self.why.or(shared.why),
            path: self.path.or(shared.path),
            instructions: self.instructions.or(shared.instructions),
            values: self.values.or(shared.values),
            see: self.see.or(shared.see),
            if_not: self.if_not.or(shared.if_not),
            minutes: self.minutes.or(shared.minutes),
            who: self.who.or(shared.who),
            opens: self.opens.or(shared.opens),
            ask: self.ask.or(shared.ask),
            sees: self.sees.or(shared.sees),
            english: self.english.or(shared.english),
            observed_by: self.observed_by.or(shared.observed_by),
            sources: self.sources.or(shared.sources),
            when: self.when.or(shared.when),
            variant: self.variant.or(shared.variant),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
schema = 1
id = "small"
version = "1"
vendor = "Small"
summary = "Reads requisitions."
minutes = 5
reads = ["Job requisitions"]
authentications = ["basic"]
[support]
who = "Support"
how = "Write to them."
[roles]
required = []
list = "guide"
[[probe]]
resource = "recruitingJobRequisitions"
kind = "must"
label = "job requisitions"
field = "RequisitionNumber"
[[stage]]
id = "all"
title = "All"
steps = ["one"]
[[handover]]
id = "host"
label = "Host"
value = "{host}"
[[step]]
id = "one"
title = "One"
why = "Because."
do = ["Do it."]
"#;

    fn only_fault(text: &str) -> Fault {
        let mut faults = read(text, "small.toml").unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:#?}");
        faults.remove(0)
    }

    #[test]
    fn reads_a_small_guide() {
        let guide = read(SMALL, "small.toml").unwrap();
        assert_eq!(guide.steps().count(), 1);
        assert!(!guide.built_in);
    }

    #[test]
    fn names_line_and_nearest_step_when_a_stage_points_nowhere() {
        let fault = only_fault(&SMALL.replace("steps = [\"one\"]", "steps = [\"oen\"]"));
        assert_eq!((fault.line, fault.column), (24, 10));
        assert_eq!(fault.nearest.as_deref(), Some("one"));
    }

    #[test]
    fn refuses_a_guide_without_a_must_probe() {
        assert_eq!(only_fault(&SMALL.replace("kind = \"must\"", "kind = \"wanted\"")).path, "probe");
    }

    #[test]
    fn refuses_an_unknown_key_with_its_line() {
        let fault = only_fault(&SMALL.replace("minutes = 5", "minutes = 5\nminuts = 6"));
        assert_eq!(fault.line, 8);
    }

    #[test]
    fn shows_a_step_only_in_its_branch() {
        let text = format!("{SMALL}when = {{ pages = \"redwood\" }}\n");
        let guide = read(&text, "small.toml").unwrap();
        assert!(guide.walk(&Branches::new()).is_empty());
        assert_eq!(guide.walk(&Branches::from([("pages".into(), "redwood".into())])).len(), 1);
    }
}
