//! What axe-core finds in the real window, by WCAG 2.2 AA.

use serde_json::{Value, json};

use crate::checkout;
use crate::fault::Fault;
use crate::window::Window;

/// `target-size`, the one rule that is new in 2.2, is only run where its tag is named.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// One line for each thing that breaks a rule; none is what is wanted.
pub async fn violations(window: &Window<'_>) -> Result<Vec<String>, Fault> {
    let path = checkout::root().join("ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(&path).map_err(Fault::file(path))?;
    window.script(&format!("if (!window.axe) {{ {source} }}"), json!([])).await?;
    let run = "const [tags, answer] = [arguments[0], arguments[arguments.length - 1]];
        axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(
            found => answer({
                rules: found.passes.length,
                broken: found.violations.flatMap(rule =>
                    rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')} (${node.failureSummary})`)),
            }),
            error => answer({rules: 0, broken: [String(error)]}));";
    let found = window.later(run, json!([TAGS])).await?;
    let broken: Vec<_> = found["broken"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    // A run that looked at nothing finds nothing.
    if found["rules"].as_u64().unwrap_or_default() < 5 {
        return Err(Fault::Driver(format!("axe looked at nothing: {found}")));
    }
    Ok(broken.into_iter().map(str::to_owned).collect())
}
