//! A whole guide to read: every step in the walk's order, with its other forms.
//!
//! A guide is first set out as blocks, and those are written as plain text or as Markdown, so that the two never tell
//! different things.

use setup::{
    guide::{Branches, IfNot, Stage, Step, Value, ValueList, hint::Hint},
    plan::Plan,
    setup_file::{Claim, SetupFile},
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
    /// A step, and whether it is ticked.
    Step(bool, String),
    /// The form of a step in a branch.
    Form(String),
    /// Running text.
    Text(String),
    /// Things to do, in order.
    Ordered(Vec<String>),
    /// Labels with values to copy.
    Values(Vec<(String, String)>),
    /// A table to fill in: headings and rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// A guide as blocks, with the values of the plan; what is not known yet stands in words. `stages` are the guide's own, or
/// those of the plan's walk; then `file` is the setup, whose done steps are ticked and whose tables are filled in.
pub fn guide(plan: &Plan, stages: &[Stage], file: Option<&SetupFile>) -> Vec<Block> {
    let guide = &plan.guide;
    let mut blocks = vec![
        Block::Title(format!("{}: guide {}, version {}", guide.vendor, guide.id, guide.version)),
        Block::Text(guide.summary.clone()),
        Block::Text(format!("About {} minutes. Reads: {}.", guide.minutes, guide.reads.join(", "))),
        Block::Text(format!("Help: {}. {}", guide.support.who, guide.support.how)),
    ];
    blocks.extend(self::stages(plan, stages, file));
    blocks
}

/// Stages alone, without the guide's head.
pub fn stages(plan: &Plan, stages: &[Stage], file: Option<&SetupFile>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut english = None;
    let mut number = 0;
    for stage in stages {
        blocks.push(Block::Stage(stage.title.clone()));
        for step in &stage.steps {
            number += 1;
            put_step(number, step, plan, file, &mut blocks);
            // The same for many steps; once is enough.
            if step.english.is_some() && step.english != english {
                blocks.extend(step.english.as_deref().map(|text| Block::Text(plan.fill(text))));
                english.clone_from(&step.english);
            }
        }
    }
    blocks
}

fn put_step(number: usize, step: &Step, plan: &Plan, file: Option<&SetupFile>, blocks: &mut Vec<Block>) {
    let claimed = file.map(|file| file.step(&step.id).claimed).unwrap_or_default();
    let done = matches!(claimed, Claim::Done | Claim::NotApplicable);
    blocks.push(Block::Step(done, format!("{number}. {} (`{}`)", plan.fill(&step.title), step.id)));
    if !step.when.is_empty() {
        blocks.push(Block::Text(format!("Only with {}.", branches(&step.when))));
    }
    blocks.push(Block::Text(format!("{}, about {} min. {}", step.who.words(), step.minutes, plan.fill(&step.why))));
    let form = Form {
        path: Some(&step.path),
        instructions: Some(&step.instructions),
        hint: step.hint.as_ref(),
        values: Some(&step.values),
        see: step.see.as_deref(),
        if_not: Some(&step.if_not),
        ask: step.ask.as_deref(),
        sees: step.sees.as_deref(),
    };
    form.put(plan, blocks);
    for sheet in &step.worksheets {
        blocks.push(Block::Text(plan.fill(&sheet.title)));
        blocks.extend(sheet.text.as_deref().map(|text| Block::Text(plan.fill(text))));
        let headings = sheet.columns.iter().map(|column| plan.fill(&column.label)).collect();
        let rows = match file {
            Some(file) => sheet.rows(&step.id, &file.values),
            None => sheet.rows.iter().map(|row| row.iter().map(|cell| plan.fill(cell)).collect()).collect(),
        };
        blocks.push(Block::Table(headings, rows));
    }
    for variant in &step.variants {
        let title = variant.title.as_ref().map(|title| format!(": {}", plan.fill(title))).unwrap_or_default();
        blocks.push(Block::Form(format!("With {}{title}", branches(&variant.when))));
        blocks.extend(variant.why.as_ref().map(|why| Block::Text(plan.fill(why))));
        let form = Form {
            path: variant.path.as_deref(),
            instructions: variant.instructions.as_deref(),
            hint: variant.hint.as_ref(),
            values: variant.values.as_deref(),
            see: variant.see.as_deref(),
            if_not: variant.if_not.as_deref(),
            ask: variant.ask.as_deref(),
            sees: variant.sees.as_deref(),
        };
        form.put(plan, blocks);
    }
}

/// What a step and its other forms both have; of a form only what differs.
struct Form<'a> {
    path: Option<&'a [String]>,
    instructions: Option<&'a [String]>,
    hint: Option<&'a Hint>,
    values: Option<&'a [Value]>,
    see: Option<&'a str>,
    if_not: Option<&'a [IfNot]>,
    ask: Option<&'a str>,
    sees: Option<&'a str>,
}

impl Form<'_> {
    fn put(&self, plan: &Plan, blocks: &mut Vec<Block>) {
        let given =
            |texts: Option<&[String]>| texts.unwrap_or_default().iter().map(|text| plan.fill(text)).collect::<Vec<_>>();
        let path = given(self.path);
        if !path.is_empty() {
            blocks.push(Block::Text(format!("Go to: {}", path.join(" > "))));
        }
        let instructions = given(self.instructions);
        if !instructions.is_empty() {
            blocks.push(Block::Ordered(instructions));
        }
        blocks.extend(self.hint.map(|hint| Block::Text(format!("On the screen: {}", plan.fill(&hint.alt)))));
        let values: Vec<_> = self.values.unwrap_or_default().iter().flat_map(|value| rows(value, plan)).collect();
        if !values.is_empty() {
            blocks.push(Block::Values(values));
        }
        blocks.extend(self.see.map(|see| Block::Text(format!("You then see: {}", plan.fill(see)))));
        for if_not in self.if_not.unwrap_or_default() {
            blocks.push(Block::Text(format!("If {}: {}", plan.fill(&if_not.when), plan.fill(&if_not.then))));
        }
        blocks.extend(self.ask.map(|ask| Block::Text(format!("For whoever helps, ask: {}", plan.fill(ask)))));
        blocks.extend(
            self.sees.map(|sees| Block::Text(format!("For whoever helps, on the screen: {}", plan.fill(sees)))),
        );
    }
}

fn rows(value: &Value, plan: &Plan) -> Vec<(String, String)> {
    let row = |text: &str| (plan.fill(&value.label), plan.fill(text));
    match (&value.value, value.each) {
        (Some(text), _) => vec![row(text)],
        (None, Some(ValueList::RequiredRoles)) => plan.guide.roles.required.iter().map(|code| row(code)).collect(),
        (None, None) => vec![(plan.fill(&value.label), "to be filled in".to_owned())],
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
        Block::Step(done, text) => format!("\n  [{}] {}", if *done { 'x' } else { ' ' }, words::plain(text)),
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
        Block::Table(headings, rows) => {
            let lines = std::iter::once(headings).chain(rows);
            let set = lines.map(|row| hanging("        - ", &words::plain(&row.join(" | "))));
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
        Block::Step(done, text) => format!("### {}{}", if *done { "☑ " } else { "☐ " }, marked(text)),
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
        Block::Table(headings, rows) => {
            let row = |cells: &Vec<String>| {
                format!("| {} |", cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join(" | "))
            };
            let rule = format!("| {} |", vec!["---"; headings.len()].join(" | "));
            [vec![row(headings), rule], rows.iter().map(row).collect()].concat().join("\n")
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
    use setup::guide::{Guide, builtins};

    use super::*;

    fn alone(guide: &Guide) -> Vec<Block> {
        super::guide(&Plan::of_guide(guide).unwrap(), &guide.stages, None)
    }

    #[test]
    fn tells_every_step_and_every_form_of_every_built_in_guide() {
        for one in builtins() {
            let (text, page) = (plain(&alone(one)), markdown(&alone(one)));
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
    fn numbers_the_steps_of_a_setup_in_their_order_and_ticks_those_that_are_done() {
        use setup::setup_file::{Change, SetupFile};
        let guide = builtins().iter().find(|guide| guide.authentications.len() > 1).unwrap();
        let mut file = SetupFile::new(guide, None, jiff::Timestamp::UNIX_EPOCH);
        for redwood in ["classic", "redwood"] {
            file.branches.insert("pages".to_owned(), redwood.to_owned());
            let done = Change::Claim(Claim::Done, None);
            file.change_step(guide, "find-address", done, jiff::Timestamp::UNIX_EPOCH).unwrap();
            let plan = Plan::of(&file).unwrap();
            let walk = plan.walk();
            let text = plain(&super::guide(&plan, &walk, Some(&file)));
            for (step, number) in walk.iter().flat_map(|stage| &stage.steps).zip(1..) {
                let mark = if step.id == "find-address" { 'x' } else { ' ' };
                let line = format!("\n  [{mark}] {number}. {} ({})", words::plain(&step.title), step.id);
                assert!(text.contains(&line), "{line}");
            }
        }
    }

    #[test]
    fn leaves_no_placeholder_and_no_mark_in_plain_text() {
        for one in builtins() {
            let text = plain(&alone(one));
            assert!(!text.contains("**") && !text.contains("{vendor}") && !text.contains("{host}"), "{}", one.id);
        }
    }

    #[test]
    fn a_guide_can_not_smuggle_markup_into_markdown() {
        assert_eq!(marked("<b> [x](y) **Role Code** `A_1`"), "&lt;b> \\[x\\](y) **Role Code** `A_1`");
    }
}
