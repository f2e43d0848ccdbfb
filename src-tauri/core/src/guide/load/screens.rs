//! Drawn hints and worksheets: what a drawing must have so that it says one thing, and a table so that it has one shape.

use std::collections::BTreeSet;

use super::source::{Fault, Node};

/// What is wrong in the drawings and tables of a guide's or a part's steps.
pub(super) fn of_steps(root: &Node<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for step in root.list("step") {
        let actions = actions_of(&step);
        for form in std::iter::once(step.clone()).chain(step.list("variant")) {
            if let Some(hint) = form.get("hint") {
                of_hint(&hint, actions_of(&form).or(actions), &mut faults);
            }
        }
        let mut seen = BTreeSet::new();
        for sheet in step.list("worksheet") {
            if let Some(id) = sheet.get("id").filter(|id| id.text().is_some_and(|id| !seen.insert(id))) {
                faults.push(id.fault("this worksheet stands twice in its step").expecting("an id of its own"));
            }
            of_worksheet(&sheet, &mut faults);
        }
    }
    faults
}

/// How many actions stand there, where they are a list at all.
fn actions_of(form: &Node<'_>) -> Option<usize> {
    form.get("do").map(|list| list.items().count()).filter(|count| *count > 0)
}

/// `actions` is how many there are beside it, where that stands in the same file.
fn of_hint(hint: &Node<'_>, actions: Option<usize>, faults: &mut Vec<Fault>) {
    let items: Vec<(Option<&str>, Node<'_>)> = hint
        .list("region")
        .flat_map(|region| {
            let kind = region.text_of("kind");
            region.list("items").map(move |item| (kind, item))
        })
        .collect();
    let targets: Vec<Node<'_>> =
        items.iter().filter_map(|(_, item)| item.get("target").filter(Node::is_true)).collect();
    match targets.as_slice() {
        [_] => {}
        [] => faults.push(hint.fault("this drawing marks nothing").expecting("one item with target = true")),
        [_, others @ ..] => {
            faults.extend(others.iter().map(|other| {
                other.fault("this drawing marks a second thing").expecting("exactly one item with target = true")
            }));
        }
    }
    let mut seen = BTreeSet::new();
    for (kind, item) in &items {
        if let Some(callout) = item.get("callout") {
            of_callout(&callout, actions, &mut seen, faults);
        }
        if let Some(cells) = item.get("cells").filter(|_| kind.is_some_and(|kind| kind != "table")) {
            faults.push(cells.fault("only the row of a table has cells").expecting("kind = \"table\", or value"));
        }
    }
}

fn of_callout(callout: &Node<'_>, actions: Option<usize>, seen: &mut BTreeSet<i64>, faults: &mut Vec<Fault>) {
    let Some(number) = callout.integer() else { return };
    if !seen.insert(number) {
        let fault = callout.fault(format!("the number {number} stands twice in this drawing"));
        faults.push(fault.expecting("each number once"));
    }
    if let Some(actions) = actions.filter(|actions| usize::try_from(number).is_ok_and(|number| number > *actions)) {
        let fault = callout.fault(format!("there is no action {number} in do"));
        faults.push(fault.expecting(format!("1 to {actions}")));
    }
}

fn of_worksheet(sheet: &Node<'_>, faults: &mut Vec<Fault>) {
    let columns = sheet.list("column").count();
    for row in sheet.list("rows") {
        let cells = row.items().count();
        if cells != columns {
            let fault = row.fault(format!("this row has {cells} cells"));
            faults.push(fault.expecting(format!("{columns}, one for each column")));
        }
    }
}
