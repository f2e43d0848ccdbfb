//! `address`: what host a pasted text names.

use clap::Args;
use serde_json::json;
use setup::{
    address::{self, AllowedHost, Changed},
    problem::Problem,
    words,
};

use crate::{exit::Exit, output::Output};

/// Find the pod's host in what was pasted.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: oracle-setup address https://abcd-test.fa.ocs.oraclecloud.com/fscmUI/faces/FuseWelcome"
)]
pub struct Arguments {
    /// The address as it stands in the browser, or the host alone.
    #[arg(allow_hyphen_values = true)]
    text: String,
    /// Let one more host in, such as the practice Oracle's.
    #[arg(long, value_name = "HOST[:PORT]")]
    allow_host: Option<String>,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Problem> {
    let allowed = arguments.allow_host.as_deref().map(AllowedHost::parse).transpose()?;
    let address::Address { host, changed } = address::parse(&arguments.text, allowed.as_ref())?;
    let value = json!({
        "host": host.host(),
        "subdomain": host.subdomain(),
        "origin": host.origin(),
        "environment": host.environment(),
        "changed": changed,
    });
    output.answer(&value, || {
        let mut lines = vec![format!("Host         {}", host.host())];
        lines.extend(host.subdomain().map(|subdomain| format!("Subdomain    {subdomain}")));
        lines.push(format!("Environment  {}", words::environment(host.environment())));
        if !changed.is_empty() {
            let changes: Vec<_> = changed.iter().map(|change| named(*change)).collect();
            lines.push(format!("Cleaned      {}", changes.join(", ")));
        }
        lines.join("\n")
    })?;
    Ok(Exit::Holds)
}

fn named(change: Changed) -> &'static str {
    match change {
        Changed::Scheme => "https://",
        Changed::Path => "path",
        Changed::Query => "query",
        Changed::Fragment => "fragment",
        Changed::Port => "port",
        Changed::Case => "upper case",
        Changed::TrailingDot => "dot at the end",
        Changed::Spaces => "spaces",
    }
}
