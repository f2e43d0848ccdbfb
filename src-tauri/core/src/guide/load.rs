//! From TOML to a whole [`Guide`]: parts included, overrides applied, everything that it points at checked.
//!
//! Every fault of a file is told in one go, with line and column: of the schema in [`shape`], of what points where in
//! [`sense`], of sentences in [`texts`], of drawings and tables in [`screens`]. A foreign guide may include built-in parts
//! only, so that a guide is always one file.

mod screens;
mod sense;
mod shape;
mod source;
mod texts;

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use self::source::{Node, Source};
use super::{
    Authentication, Branches, CopiedRole, Delivery, Guide, HandoverField, IfNot, Page, Probe, Roles, Stage, Step,
    StepKind, Support, Value, Variant, Who, folder, hint::Hint, worksheet::Worksheet,
};
use crate::problem::Problem;
pub use shape::SCHEMA;
pub use source::Fault;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuideFile {
    #[serde(rename = "schema")]
    _schema: u64,
    id: String,
    version: String,
    vendor: String,
    summary: String,
    minutes: u32,
    #[serde(default)]
    uses: Vec<String>,
    reads: Vec<String>,
    authentications: Vec<Authentication>,
    english: Option<String>,
    support: Support,
    role: Option<CopiedRole>,
    roles: Roles,
    #[serde(default)]
    probe: Vec<Probe>,
    #[serde(default)]
    steps_for: BTreeMap<String, String>,
    stage: Vec<StageFile>,
    handover: Vec<HandoverField>,
    #[serde(default)]
    delivery: Delivery,
    #[serde(default)]
    step: Vec<StepFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartFile {
    english: Option<String>,
    #[serde(default)]
    step: Vec<StepFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageFile {
    id: String,
    title: String,
    steps: Vec<String>,
}

/// A step as written: in a part most of it, in a guide that overrides a part only what differs.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct StepFile {
    id: String,
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
    hint: Option<Hint>,
    worksheet: Option<Vec<Worksheet>>,
    observed_by: Option<Vec<String>>,
    sources: Option<Vec<String>>,
    when: Option<Branches>,
    variant: Option<Vec<Variant>>,
}

/// Reads a guide that did not come with the program, or gives every fault in it by place. `file` is only for messages.
pub fn read(text: &str, file: &str) -> Result<Guide, Vec<Fault>> {
    let source = Source::parse(text, file)?;
    let root = source.root();
    if root.size() > VALUES {
        return Err(vec![Fault::of_file(file, "this file holds far more than a guide")]);
    }
    let faults = told(faults_of(&root));
    if faults.is_empty() {
        assembled(text, false).map_err(|error| vec![root.fault(error.message())])
    } else {
        Err(faults)
    }
}

/// Largest guide, in bytes. The longest that come with the program hold a tenth of it.
pub const LARGEST: usize = 256 * 1024;
/// Most keys and values of a guide. The longest that come with the program hold a tenth of it.
const VALUES: usize = 20_000;
/// Most faults that are told at once: nobody reads more.
const FAULTS: usize = 200;

/// A guide as it lies in a file of a person's own, with its text, which a setup keeps inside. Refused with every fault by
/// place, also where it is no text at all.
pub fn read_bytes(bytes: Vec<u8>, file: &str) -> Result<(Guide, String), Problem> {
    let read = match String::from_utf8(bytes) {
        Ok(text) if text.len() > LARGEST => Err(vec![Fault::of_file(file, "this file is too large to be a guide")]),
        Ok(text) => read(&text, file).map(|guide| (guide, text)),
        Err(_) => Err(vec![Fault::of_file(file, "this is not text in UTF-8")]),
    };
    read.map_err(|faults| Problem::GuideInvalid { faults })
}

/// The first of many faults, and how many were left out.
fn told(mut faults: Vec<Fault>) -> Vec<Fault> {
    let more = faults.len().saturating_sub(FAULTS);
    faults.truncate(FAULTS);
    if more > 0
        && let Some(last) = faults.last()
    {
        let message = format!("{more} more faults come after this one");
        faults.push(Fault { message, expected: None, nearest: None, ..last.clone() });
    }
    faults
}

/// A guide that came with the program. A test holds each of them free of faults, so no start looks for any.
pub(super) fn take_builtin(text: &str) -> Option<Guide> {
    assembled(text, true).ok()
}

/// The steps of a checklist that came with the program, for guides that let their users sign in so. A test holds it free of
/// faults.
pub(super) fn steps_of(text: &str, offered: &[Authentication]) -> Vec<Step> {
    let part: Option<PartFile> = toml::from_str(text).ok();
    part.into_iter().flat_map(|part| part.step).map(|step| step.whole(offered)).collect()
}

/// Every fault of a guide that comes with the program.
#[cfg(test)]
pub(super) fn faults_of_builtin(text: &str, file: &str) -> Vec<Fault> {
    read(text, file).err().unwrap_or_default()
}

/// What is wrong in a part that comes with the program.
#[cfg(test)]
pub(super) fn faults_of_part(text: &str, file: &str) -> Vec<Fault> {
    match Source::parse(text, file) {
        Ok(source) => {
            let root = source.root();
            [shape::of_part(&root), texts::of_guide(&root), screens::of_steps(&root)].concat()
        }
        Err(faults) => faults,
    }
}

/// Every fault of a guide, by place.
fn faults_of(root: &Node<'_>) -> Vec<Fault> {
    let (parts, mut faults) = parts(root);
    let sources: Vec<Source<'_>> =
        parts.iter().filter_map(|(name, text)| Source::parse(text, format!("parts/{name}.toml")).ok()).collect();
    let roots: Vec<Node<'_>> = sources.iter().map(Source::root).collect();
    let shared: sense::Shared<'_> =
        roots.iter().flat_map(|part| part.list("step")).filter_map(|step| Some((step.text_of("id")?, step))).collect();
    let misshapen = shape::of_guide(root);
    let others = [sense::of_guide(root, &shared), texts::of_guide(root), screens::of_steps(root)].concat();
    // What should not be there at all is not also told for what it says.
    let follows = |fault: &Fault| misshapen.iter().any(|first| first.path == fault.path);
    faults.extend(others.into_iter().filter(|fault| fault.path.is_empty() || !follows(fault)));
    faults.extend(misshapen);
    faults.sort_by_key(|fault| (fault.line, fault.column));
    faults
}

/// The texts of the parts that a guide includes, and what is wrong with including them.
fn parts(root: &Node<'_>) -> (Vec<(String, &'static str)>, Vec<Fault>) {
    let (mut parts, mut faults) = (Vec::new(), Vec::new());
    for named in root.list("uses") {
        let Some(name) = named.text() else { continue };
        if let Some(text) = folder::part(name) {
            parts.push((name.to_owned(), text));
        } else {
            let fault = named.fault(format!("there is no part \"{name}\"")).one_of(folder::part_names());
            faults.push(fault.near(name, folder::part_names()));
        }
    }
    (parts, faults)
}

/// The guide of a file in which no fault was found.
fn assembled(text: &str, built_in: bool) -> Result<Guide, toml::de::Error> {
    let written: GuideFile = toml::from_str(text)?;
    let mut hash = Sha256::new_with_prefix(text);
    let mut english = written.english;
    let mut steps: BTreeMap<String, StepFile> = BTreeMap::new();
    for part in written.uses.iter().filter_map(|name| folder::part(name)) {
        hash.update(part);
        let part: PartFile = toml::from_str(part)?;
        english = english.or(part.english);
        steps.extend(part.step.into_iter().map(|step| (step.id.clone(), step)));
    }
    for step in written.step {
        let step = match steps.remove(&step.id) {
            Some(shared) => step.over(shared),
            None => step,
        };
        steps.insert(step.id.clone(), step);
    }
    for step in steps.values_mut().filter(|step| step.is_done_in_oracle()) {
        step.english = step.english.take().or_else(|| english.clone());
    }
    let stages = written.stage.into_iter().map(|stage| Stage {
        steps: stage
            .steps
            .iter()
            .filter_map(|id| steps.remove(id))
            .map(|step| step.whole(&written.authentications))
            .collect(),
        id: stage.id,
        title: stage.title,
    });
    Ok(Guide {
        stages: stages.collect(),
        id: written.id,
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
        steps_for: written.steps_for,
        handover: written.handover,
        delivery: written.delivery,
    })
}

impl StepFile {
    /// Only there is a language of Oracle's to switch.
    fn is_done_in_oracle(&self) -> bool {
        let leads_somewhere = self.path.as_ref().is_some_and(|path| !path.is_empty());
        leads_somewhere && matches!(self.who.unwrap_or_default(), Who::OracleAdministrator | Who::Security)
    }

    fn over(self, shared: StepFile) -> StepFile {
        // The part's drawing belongs to the part's own path and actions.
        let goes_elsewhere = self.path.is_some() || self.instructions.is_some();
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
            hint: self.hint.or(if goes_elsewhere { None } else { shared.hint }),
            worksheet: self.worksheet.or(shared.worksheet),
            observed_by: self.observed_by.or(shared.observed_by),
            sources: self.sources.or(shared.sources),
            when: self.when.or(shared.when),
            variant: self.variant.or(shared.variant),
        }
    }

    /// What is absent is empty; title, why and do are there by now. A part has forms for every way to sign in; those that
    /// the guide does not offer are left out.
    fn whole(self, offered: &[Authentication]) -> Step {
        let is_offered = |form: &Variant| {
            let way = form.when.get("authentication");
            way.is_none_or(|way| offered.iter().any(|offered| offered.as_str() == way))
        };
        Step {
            id: self.id,
            title: self.title.unwrap_or_default(),
            kind: self.kind.unwrap_or_default(),
            why: self.why.unwrap_or_default(),
            path: self.path.unwrap_or_default(),
            instructions: self.instructions.unwrap_or_default(),
            values: self.values.unwrap_or_default(),
            see: self.see,
            if_not: self.if_not.unwrap_or_default(),
            minutes: self.minutes.unwrap_or(1),
            who: self.who.unwrap_or_default(),
            opens: self.opens,
            ask: self.ask,
            sees: self.sees,
            english: self.english,
            hint: self.hint,
            worksheets: self.worksheet.unwrap_or_default(),
            observed_by: self.observed_by.unwrap_or_default(),
            sources: self.sources.unwrap_or_default(),
            when: self.when.unwrap_or_default(),
            variants: self.variant.into_iter().flatten().filter(is_offered).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
