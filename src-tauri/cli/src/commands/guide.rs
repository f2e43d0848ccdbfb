//! `guide`: the guides, to look at; and a guide of one's own, to write.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};
use setup::{
    guide::{Fault, Guide, SCHEMA, builtins, preview},
    plan::Plan,
    problem::Problem,
    report,
    setup_file::SetupFile,
};

use crate::{
    exit::Exit,
    files,
    output::{self, Output},
    text,
};

/// List the guides, show one, or check one of your own.
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
    /// Show a whole guide: every step, in all its forms. Of a setup: its own steps, with its values.
    #[command(after_help = "Example: oracle-setup guide show acme.oraclesetup --format html > checklist.html")]
    Show {
        /// A guide's id, a guide's file, or a setup.
        guide: String,
        /// The form to show it in; with `--json` always JSON.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Check a guide of your own: every fault with line and column, or what the guide asks for and which requests it makes.
    #[command(after_help = "Example: oracle-setup guide check brightlane.toml")]
    Check {
        /// The guide's file.
        file: PathBuf,
    },
    /// Print the JSON schema of the guide format, for an editor.
    #[command(after_help = "Example: oracle-setup guide schema > guide.schema.json")]
    Schema,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    /// One page to print, without script or remote resource.
    Html,
    Json,
}

pub fn run(arguments: Arguments, output: &Output) -> Result<Exit, Problem> {
    match arguments.what {
        What::List => list(output),
        What::Show { guide, format } => show(&Shown::named(&guide)?, format, output),
        What::Check { file } => check(&file, output),
        What::Schema => schema(output),
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

/// What is shown: a guide alone, or what it asks for in a setup.
enum Shown {
    Guide(Box<Guide>),
    Setup(Box<SetupFile>),
}

impl Shown {
    /// A file that is no guide is opened as a setup.
    fn named(name: &str) -> Result<Self, Problem> {
        let path = Path::new(name);
        let ends_with = |ending| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending));
        if ends_with("oraclesetup") || (path.is_file() && !ends_with("toml")) {
            return Ok(Self::Setup(Box::new(files::open(path)?.file)));
        }
        Ok(Self::Guide(Box::new(files::guide(name)?.0)))
    }

    fn plan(&self) -> Result<Plan, Problem> {
        match self {
            Self::Guide(guide) => Plan::of_guide(guide),
            Self::Setup(file) => Plan::of(file),
        }
    }

    fn html(&self) -> Result<String, Problem> {
        match self {
            Self::Guide(guide) => report::checklist_of_guide(guide),
            Self::Setup(file) => report::checklist(file),
        }
    }
}

fn show(shown: &Shown, format: Format, output: &Output) -> Result<Exit, Problem> {
    let plan = shown.plan()?;
    let guide = match shown {
        Shown::Guide(guide) => guide.as_ref(),
        Shown::Setup(_) => &plan.guide,
    };
    let blocks = || match shown {
        Shown::Guide(_) => text::guide(&plan, &plan.guide.stages, None),
        Shown::Setup(file) => text::guide(&plan, &plan.walk(), Some(file)),
    };
    match format {
        Format::Json => output::document(guide)?,
        Format::Text => output.answer(guide, || text::plain(&blocks()))?,
        Format::Markdown => output.answer(guide, || text::markdown(&blocks()))?,
        Format::Html => {
            let page = shown.html()?;
            output.answer(guide, || page)?;
        }
    }
    Ok(Exit::Holds)
}

fn check(file: &Path, output: &Output) -> Result<Exit, Problem> {
    if !file.is_file() {
        return Err(Problem::FileMissing { path: file.display().to_string() });
    }
    match files::guide(&file.display().to_string()) {
        Ok((guide, text)) => {
            let seen = preview(&guide, text.as_deref())?;
            let answer = json!({ "valid": true, "faults": [], "asks": seen });
            output.answer(&answer, || format!("{} is a valid guide.\n\n{}", file.display(), text::asks(&seen)))?;
            Ok(Exit::Holds)
        }
        Err(Problem::GuideInvalid { faults }) => {
            let answer = json!({ "valid": false, "faults": faults });
            output.answer(&answer, || faults.iter().map(fault).collect::<Vec<_>>().join("\n"))?;
            Ok(Exit::WrongInput)
        }
        Err(problem) => Err(problem),
    }
}

/// As compilers write it, so that an editor can jump there.
fn fault(fault: &Fault) -> String {
    let Fault { file, line, column, path, message, expected, nearest } = fault;
    let place = if path.is_empty() { String::new() } else { format!(" [{path}]") };
    let nearest = nearest.as_ref().map(|nearest| format!("\n    nearest: {nearest}")).unwrap_or_default();
    let expected = expected.as_ref().map(|expected| format!("\n    expected: {expected}")).unwrap_or_default();
    format!("{file}:{line}:{column}: {message}{place}{expected}{nearest}")
}

/// The schema is a JSON document whatever was asked for.
fn schema(output: &Output) -> Result<Exit, Problem> {
    let schema: Value =
        serde_json::from_str(SCHEMA).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
    output.answer(&schema, || SCHEMA.to_owned())?;
    Ok(Exit::Holds)
}
