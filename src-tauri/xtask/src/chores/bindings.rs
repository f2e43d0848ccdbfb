//! The types that cross between shell and window, written anew. The test that writes them is the one that fails when
//! they are stale, so that there is one way of making them.

use crate::chores::have_some_page;
use crate::fault::Fault;
use crate::node;
use crate::stages::Stages;
use crate::workspace::Workspace;

/// Writes `ui/src/lib/backend/bindings.ts` from the Rust types.
pub fn bindings(workspace: &Workspace) -> Result<(), Fault> {
    node::require()?;
    let mut stages = Stages::begin();
    have_some_page(workspace, &mut stages)?;
    let mut write = workspace.cargo(&["test", "--package", "oracle-setup-assistant", "bindings"]);
    stages.run("Bindings", write.env("UPDATE_BINDINGS", "1"))?;
    stages.end("Written in");
    Ok(())
}
