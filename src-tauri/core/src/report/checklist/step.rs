//! One step of the checklist: a box to tick, what to do, what one should see, and room for notes.

use maud::{Markup, html};

use super::{drawn::svg, rich, shown};
use crate::{
    guide::{Branches, IfNot, Page, Step, Value, Variant, branch_words, hint, worksheet::Worksheet},
    plan::Plan,
    setup_file::{Claim, SetupFile, StepRecord},
};

/// What a step is set with.
pub(super) struct Kept<'a> {
    /// From 1, through all stages.
    pub number: usize,
    pub plan: &'a Plan,
    pub file: Option<&'a SetupFile>,
    /// How to switch to English, as the head of the page says it.
    pub english: Option<&'a str>,
}

/// The step in its form, and below it its other forms where none was chosen yet.
pub(super) fn step(kept: &Kept<'_>, written: &Step) -> Markup {
    let step = kept.plan.filled(written.clone());
    let record = kept.file.map(|file| file.step(&step.id)).unwrap_or_default();
    let id = format!("step-{}", step.id);
    html! {
        article.step id=(id) {
            h3 {
                label {
                    input type="checkbox" checked[matches!(record.claimed, Claim::Done | Claim::NotApplicable)];
                    span.number { (kept.number) "." } " " span { (rich(&step.title)) }
                }
            }
            p.meta { (step.who.words()) " · about " (step.minutes) " min"
                @if !written.when.is_empty() && kept.file.is_none() { " · only " (branches(&written.when)) } }
            p { (rich(&step.why)) }
            (form(kept, &Form::of_step(&step)))
            @if let Some(english) = step.english.as_deref().filter(|text| Some(*text) != kept.english) { p { (rich(english)) } }
            @for sheet in &step.worksheets { (worksheet(kept, &step.id, sheet)) }
            @for variant in &written.variants { (other_form(kept, written, variant)) }
            (notes(&record))
        }
    }
}

/// What a step and its other forms both have; of another form only what differs.
struct Form<'a> {
    path: &'a [String],
    opens: Option<Page>,
    instructions: &'a [String],
    hint: Option<&'a hint::Hint>,
    values: &'a [Value],
    see: Option<&'a str>,
    if_not: &'a [IfNot],
    ask: Option<&'a str>,
    sees: Option<&'a str>,
}

impl<'a> Form<'a> {
    fn of_step(step: &'a Step) -> Self {
        Self {
            path: &step.path,
            opens: step.opens,
            instructions: &step.instructions,
            hint: step.hint.as_ref(),
            values: &step.values,
            see: step.see.as_deref(),
            if_not: &step.if_not,
            ask: step.ask.as_deref(),
            sees: step.sees.as_deref(),
        }
    }

    /// Only what the other form says itself.
    fn only(self, variant: &Variant) -> Self {
        Self {
            path: if variant.path.is_some() { self.path } else { &[] },
            opens: self.opens.filter(|_| variant.opens.is_some()),
            instructions: if variant.instructions.is_some() { self.instructions } else { &[] },
            hint: self.hint.filter(|_| variant.hint.is_some()),
            values: if variant.values.is_some() { self.values } else { &[] },
            see: self.see.filter(|_| variant.see.is_some()),
            if_not: if variant.if_not.is_some() { self.if_not } else { &[] },
            ask: self.ask.filter(|_| variant.ask.is_some()),
            sees: self.sees.filter(|_| variant.sees.is_some()),
        }
    }
}

fn form(kept: &Kept<'_>, form: &Form<'_>) -> Markup {
    html! {
        @if !form.path.is_empty() {
            p.path { @for (index, place) in form.path.iter().enumerate() {
                @if index > 0 { " › " } strong { (shown(place)) } } }
        }
        @if let Some(url) = form.opens.and_then(|page| link(kept.plan, page)) { p.link { a href=(url) { (url) } } }
        // Before the actions, so that on paper what follows can stand beside it.
        div.action {
            @if let Some(hint) = form.hint { figure { (svg(&hint::drawing(hint))) } }
            @if !form.instructions.is_empty() { ol { @for one in form.instructions { li { (rich(one)) } } } }
        }
        @if !form.values.is_empty() { (values(form.values)) }
        @if let Some(see) = form.see { p.see { span.label { "You should now see" } " " (rich(see)) } }
        @if !form.if_not.is_empty() {
            dl.if-not { @for one in form.if_not { div { dt { "If " (rich(&one.when)) } dd { (rich(&one.then)) } } } }
        }
        @if form.ask.is_some() || form.sees.is_some() {
            p.beside { span.label { "For whoever helps" }
                @if let Some(ask) = form.ask { " Ask: " q { (rich(ask)) } }
                @if let Some(sees) = form.sees { " On the screen: " (rich(sees)) } }
        }
    }
}

/// The page of the customer's own pod; a practice pod has none that outlives it.
fn link(plan: &Plan, page: Page) -> Option<String> {
    let host = plan.host.as_ref().filter(|host| !host.is_practice())?;
    Some(format!("{}{}", host.origin(), page.path()))
}

fn values(values: &[Value]) -> Markup {
    html! {
        table.values {
            tbody { @for value in values {
                tr { th scope="row" { (rich(&value.label)) }
                    td { @match &value.value {
                        Some(value) => code { (shown(value)) },
                        None => span.blank { span.spoken { "to be filled in" } },
                    } } }
            } }
        }
    }
}

fn other_form(kept: &Kept<'_>, written: &Step, variant: &Variant) -> Markup {
    let mut other = written.clone();
    other.take_form(variant.clone());
    let other = kept.plan.filled(other);
    html! {
        div.form {
            p.label { "Only " (branches(&variant.when)) @if variant.title.is_some() { ": " (rich(&other.title)) } }
            @if variant.why.is_some() { p { (rich(&other.why)) } }
            (form(kept, &Form::of_step(&other).only(variant)))
        }
    }
}

fn worksheet(kept: &Kept<'_>, step: &str, sheet: &Worksheet) -> Markup {
    let none = std::collections::BTreeMap::new();
    let rows = sheet.rows(step, kept.file.map_or(&none, |file| &file.values));
    html! {
        table.worksheet {
            caption { (rich(&sheet.title)) @if let Some(text) = &sheet.text { span { " " (rich(text)) } } }
            thead { tr { @for column in &sheet.columns {
                th scope="col" { (rich(&column.label))
                    @if !column.choices.is_empty() { span.choices { (shown(&column.choices.join(", "))) } } }
            } } }
            tbody { @for row in rows {
                tr { @for (cell, column) in row.iter().zip(&sheet.columns) {
                    @if cell.is_empty() { td contenteditable="true" role="textbox" aria-label=(shown(&column.label)) {} }
                    @else { td { (shown(cell)) } }
                } }
            } }
        }
    }
}

fn notes(record: &StepRecord) -> Markup {
    html! {
        @if let Some(waiting) = &record.waiting_for { p.meta { "Waiting for: " (shown(waiting)) } }
        div.notes contenteditable="true" role="textbox" aria-multiline="true" aria-label="Notes" { (shown(&record.note)) }
    }
}

fn branches(when: &Branches) -> String {
    when.iter().filter_map(|(key, value)| branch_words(key, value)).collect::<Vec<_>>().join(" and ")
}
