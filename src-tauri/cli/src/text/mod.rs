//! Results in words, for a terminal. What is said stands in the core; how it is set out stands here.

mod asks;
mod guide;
mod setting;
mod status;
mod verification;

pub use asks::asks;
pub use guide::{guide, markdown, plain, stages};
pub use status::{status, step};
pub use verification::{comparison, together, verification};

/// The practice Oracle's scenarios: name, what there is to learn, and how a verification of it ends.
pub fn scenarios() -> String {
    let scenarios = practice_oracle::scenarios();
    let width = scenarios.iter().map(|scenario| scenario.name.len()).max().unwrap_or_default();
    let lines = scenarios.iter().map(|scenario| {
        let head = format!("{:width$}  ", scenario.name);
        setting::hanging(&head, scenario.learn)
    });
    lines.collect::<Vec<_>>().join("\n")
}
