//! A whole guide to read: every step in the walk's order, with its other forms.
//!
//! A guide is first set out as blocks, and those are written as plain text or as Markdown, so that the two never tell
//! different things.

use setup::{
    guide::{Branches, Facts, Guide, IfNot, Step, Value, ValueList, fill},
    words::{self, Span},
};

use super::setting::{hanging, indented};

/// A piece of a guide. Texts hold the guide's own marks for bold and code.
#[derive(Debug)]
pub enum Block {
    /// The guide's name.
    Title(String),
    /// A stage.
    Stage(String),
    /// A step.
    Step(String),
    /// The form of a step in a branch.
    Form(String),
    /// Running text.
    Text(String),
    /// Things to do, in order.
    Ordered(Vec<String>),
    /// Labels with values to copy.
    Values(Vec<(String, String)>),
}

/// A guide as blocks, with the values that it brings itself; what only a setup knows stands in words.
pub fn guide(guide: &Guide) -> Vec<Block> {
    let facts = facts(guide);
    let mut blocks = vec![
        Block::Title(format!("{}: guide {}, version {}", guide.vendor, guide.id, guide.version)),
        Block::Text(guide.summary.clone()),
        Block::Text(format!("About {} minutes. Reads: {}.", guide.minutes, guide.reads.join(", "))),
        Block::Text(format!("Help: {}. {}", guide.support.who, guide.support.how)),
    ];
    for stage in &guide.stages {
        blocks.push(Block::Stage(stage.title.clone()));
        for step in &stage.steps {
            put_step(step, guide, &facts, &mut blocks);
        }
    }
    blocks
}

fn facts(guide: &Guide) -> Facts {
    let mut facts = Facts::from([("vendor", guide.vendor.clone())]);
    if let Some(role) = &guide.role {
        facts.insert("role_name", role.name.clone());
        facts.insert("role_code", role.code.clone());
        facts.insert("source_role_name", role.source_name.clone());
        facts.insert("source_role_code", role.source_code.clone());
    }
    facts
}

fn put_step(step: &Step, guide: &Guide, facts: &Facts, blocks: &mut Vec<Block>) {
    let filled = |text: &str| fill(text, facts).0;
    blocks.push(Block::Step(format!("{} (`{}`)", filled(&step.title), step.id)));
    if !step.when.is_empty() {
        blocks.push(Block::Text(format!("Only with {}.", branches(&step.when))));
    }
    blocks.push(Block::Text(format!("{}, about {} min. {}", step.who.words(), step.minutes, filled(&step.why))));
    let form = Form {
        path: Some(&step.path),
        instructions: Some(&step.instructions),
        values: Some(&step.values),
        see: step.see.as_deref(),
        if_not: Some(&step.if_not),
    };
    form.put(guide, facts, blocks);
    for variant in &step.variants {
        let title = variant.title.as_ref().map(|title| format!(": {}", filled(title))).unwrap_or_default();
        blocks.push(Block::Form(format!("With {}{title}", branches(&variant.when))));
        blocks.extend(variant.why.as_ref().map(|why| Block::Text(filled(why))));
        let form = Form {
            path: variant.path.as_deref(),
            instructions: variant.instructions.as_deref(),
            values: variant.values.as_deref(),
            see: variant.see.as_deref(),
            if_not: variant.if_not.as_deref(),
        };
        form.put(guide, facts, blocks);
    }
}

/// What a step and its other forms both have; of a form only what differs.
struct Form<'a> {
    path: Option<&'a [String]>,
    instructions: Option<&'a [String]>,
    values: Option<&'a [Value]>,
    see: Option<&'a str>,
    if_not: Option<&'a [IfNot]>,
}

impl Form<'_> {
    fn put(&self, guide: &Guide, facts: &Facts, blocks: &mut Vec<Block>) {
        let filled = |text: &str| fill(text, facts).0;
        let given =
            |texts: Option<&[String]>| texts.unwrap_or_default().iter().map(|text| filled(text)).collect::<Vec<_>>();
        let path = given(self.path);
        if !path.is_empty() {
            blocks.push(Block::Text(format!("Go to: {}", path.join(" > "))));
        }
        let instructions = given(self.instructions);
        if !instructions.is_empty() {
            blocks.push(Block::Ordered(instructions));
        }
        let values: Vec<_> =
            self.values.unwrap_or_default().iter().flat_map(|value| rows(value, guide, facts)).collect();
        if !values.is_empty() {
            blocks.push(Block::Values(values));
        }
        blocks.extend(self.see.map(|see| Block::Text(format!("You then see: {}", filled(see)))));
        for if_not in self.if_not.unwrap_or_default() {
            blocks.push(Block::Text(format!("If {}: {}", filled(&if_not.when), filled(&if_not.then))));
        }
    }
}

fn rows(value: &Value, guide: &Guide, facts: &Facts) -> Vec<(String, String)> {
    let row = |text: &str| (value.label.clone(), fill(text, facts).0);
    match (&value.value, value.each) {
        (Some(text), _) => vec![row(text)],
        (None, Some(ValueList::RequiredRoles)) => guide.roles.required.iter().map(|code| row(code)).collect(),
        (None, None) => Vec::new(),
    }
}

fn branches(when: &Branches) -> String {
    when.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ")
}

/// As text for a terminal.
pub fn plain(blocks: &[Block]) -> String {
    let lines = blocks.iter().map(|block| match block {
        Block::Title(text) => words::plain(text),
        Block::Stage(text) => format!("\n{}", words::plain(text).to_uppercase()),
        Block::Step(text) => format!("\n  {}", words::plain(text)),
        Block::Form(text) | Block::Text(text) => indented(4, &words::plain(text)),
        Block::Ordered(items) => {
            let items = items.iter().enumerate();
            let set = items.map(|(index, item)| hanging(&format!("{:>6}. ", index + 1), &words::plain(item)));
            set.collect::<Vec<_>>().join("\n")
        }
        Block::Values(rows) => {
            let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
            let set = rows.iter().map(|(label, value)| format!("        {label:width$}  {value}"));
            set.collect::<Vec<_>>().join("\n")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// As Markdown.
pub fn markdown(blocks: &[Block]) -> String {
    let parts = blocks.iter().map(|block| match block {
        Block::Title(text) => format!("# {}", marked(text)),
        Block::Stage(text) => format!("## {}", marked(text)),
        Block::Step(text) => format!("### {}", marked(text)),
        Block::Form(text) => format!("#### {}", marked(text)),
        Block::Text(text) => marked(text),
        Block::Ordered(items) => {
            let items = items.iter().enumerate();
            items.map(|(index, item)| format!("{}. {}", index + 1, marked(item))).collect::<Vec<_>>().join("\n")
        }
        Block::Values(rows) => {
            let row = |(label, value): &(String, String)| {
                format!("| {} | {} |", escaped(label), code(value).replace('|', "\\|"))
            };
            let rows = rows.iter().map(row).collect::<Vec<_>>().join("\n");
            format!("| Field | Value |\n| --- | --- |\n{rows}")
        }
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

/// A guide's own marks as Markdown's, and every other mark at its word.
fn marked(text: &str) -> String {
    let set = words::spans(text).into_iter().map(|span| match span {
        Span::Plain(text) => escaped(text),
        Span::Bold(text) => format!("**{}**", escaped(text)),
        Span::Code(text) => code(text),
    });
    set.collect()
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            '*' | '_' | '`' | '[' | ']' | '#' | '|' | '\\' => {
                safe.push('\\');
                safe.push(sign);
            }
            sign => safe.push(sign),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use setup::guide::builtins;

    use super::*;

    #[test]
    fn tells_every_step_and_every_form_of_every_built_in_guide() {
        for one in builtins() {
            let (text, page) = (plain(&guide(one)), markdown(&guide(one)));
            for step in one.steps() {
                assert!(text.contains(&format!("({})", step.id)), "{} {}", one.id, step.id);
                assert!(page.contains(&format!("(`{}`)", step.id)), "{} {}", one.id, step.id);
                for variant in &step.variants {
                    assert!(text.contains(&format!("With {}", branches(&variant.when))), "{} {}", one.id, step.id);
                }
            }
        }
    }

    #[test]
    fn leaves_no_placeholder_and_no_mark_in_plain_text() {
        for one in builtins() {
            let text = plain(&guide(one));
            assert!(!text.contains("**") && !text.contains("{vendor}") && !text.contains("{host}"), "{}", one.id);
        }
    }

    #[test]
    fn a_guide_can_not_smuggle_markup_into_markdown() {
        assert_eq!(marked("<b> [x](y) **Role Code** `A_1`"), "&lt;b> \\[x\\](y) **Role Code** `A_1`");
    }
}
