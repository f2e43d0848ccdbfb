//! The chores themselves: which stages, in which order. How each stage works is its own program's business.

mod bindings;
mod bundle;
mod check;
mod measure;
mod run;
mod test;

pub use bindings::bindings;
pub use bundle::{bundle, licences};
pub use check::check;
pub use measure::measure;
pub use run::run;
pub use test::test;

use crate::fault::Fault;
use crate::node;
use crate::stages::Stages;
use crate::workspace::Workspace;

/// The shell embeds the page, so that even clippy needs one to be there; an old one will do.
fn have_some_page(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    node::install_packages(workspace, stages)?;
    if workspace.has_built_page() { Ok(()) } else { build_page(workspace, stages) }
}

fn build_page(workspace: &Workspace, stages: &mut Stages) -> Result<(), Fault> {
    stages.run("The page (npm run build)", &mut workspace.npm(&["run", "build"]))
}
