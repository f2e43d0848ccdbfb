//! A log for those who look for a fault of this program: on standard error, and only where `ORACLE_SETUP_LOG` asks for
//! it.
//!
//! Only this project's own events are let through in detail. Libraries below may write down headers, and a header may
//! hold a password.

use std::{io, panic};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{Layer, filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

const VARIABLE: &str = "ORACLE_SETUP_LOG";
const OURS: [&str; 3] = ["oracle_setup", "setup", "practice_oracle"];

/// Starts the log where it is wanted, and keeps panic messages out of standard error: a person gets words instead.
pub fn start() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "broke");
    }));
    let Ok(wanted) = std::env::var(VARIABLE) else { return };
    let level: LevelFilter = wanted.trim().parse().unwrap_or(LevelFilter::INFO);
    let targets =
        Targets::new().with_default(level.min(LevelFilter::WARN)).with_targets(OURS.map(|ours| (ours, level)));
    let written = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false).with_filter(targets);
    tracing_subscriber::registry().with(written).init();
}
