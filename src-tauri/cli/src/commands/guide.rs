//! `guide`: the guides, to look at.

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};
use setup::{
    guide::{Guide, builtins},
    problem::Problem,
};

use crate::{
    exit::Exit,
    files,
    output::{self, Output},
    text,
};

/// List the guides, or show one.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the guides that come with the program.
    #[command(after_help = "Example: oracle-setup guide list")]
    List,
    /// Show a whole guide: every step, in all its forms.
    #[command(after_help = "Example: oracle-setup guide show GUIDE --format markdown")]
    Show {
        /// A guide's id, or a guide's file.
        guide: String,
        /// The form to show it in; with `--json` always JSON.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

pub fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    match arguments.what {
        What::List => list(output),
        What::Show { guide, format } => show(&files::guide(&guide)?.0, format, output),
    }
}

fn list(output: &Output) -> Result<Exit, Problem> {
    let guides: Vec<Value> = builtins().iter().map(summary).collect();
    output.answer(&json!({ "guides": guides }), || {
        let width = builtins().iter().map(|guide| guide.id.len()).max().unwrap_or_default();
        let rows = builtins().iter().map(|guide| format!("{:width$}  {}", guide.id, guide.summary));
        rows.collect::<Vec<_>>().join("\n")
    })?;
    Ok(Exit::Holds)
}

fn summary(guide: &Guide) -> Value {
    json!({
        "id": guide.id,
        "version": guide.version,
        "vendor": guide.vendor,
        "summary": guide.summary,
        "minutes": guide.minutes,
        "steps": guide.steps().count(),
        "reads": guide.reads,
        "authentications": guide.authentications,
    })
}

fn show(guide: &Guide, format: Format, output: &Output) -> Result<Exit, Problem> {
    match format {
        Format::Json => output::document(guide)?,
        Format::Text => output.answer(guide, || text::plain(&text::guide(guide)))?,
        Format::Markdown => output.answer(guide, || text::markdown(&text::guide(guide)))?,
    }
    Ok(Exit::Holds)
}
