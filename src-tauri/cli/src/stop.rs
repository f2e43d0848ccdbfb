//! The ways in which a person or the system asks a running command to stop.

use std::future::Future;

use setup::problem::Problem;

/// Returns once somebody asks to stop: Ctrl-C, or on Unix also SIGTERM.
#[cfg(unix)]
pub async fn asked_for() -> Result<(), Problem> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| unexpected(&error))?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(|error| unexpected(&error)),
        _ = terminate.recv() => Ok(()),
    }
}

/// Returns once somebody asks to stop: Ctrl-C.
#[cfg(not(unix))]
pub async fn asked_for() -> Result<(), Problem> {
    tokio::signal::ctrl_c().await.map_err(|error| unexpected(&error))
}

/// What the work comes to, or [`Problem::Cancelled`] where somebody asks to stop before.
pub async fn or_cancelled<T>(work: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    tokio::select! {
        done = work => done,
        asked = asked_for() => asked.and(Err(Problem::Cancelled)),
    }
}

fn unexpected(error: &std::io::Error) -> Problem {
    Problem::Unexpected { what: error.to_string() }
}
