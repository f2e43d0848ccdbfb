//! The ways in which a person or the system asks a running command to stop.

use std::{future::Future, io};

use setup::problem::Problem;

/// Listens from its making on, so that nobody who asks to stop is missed.
#[cfg(unix)]
#[derive(Debug)]
pub struct Stop {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Stop {
    /// Listens for Ctrl-C, a request of the system, and the end of the terminal.
    pub fn listen() -> Result<Self, Problem> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).map_err(|error| unexpected(&error));
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
            hang_up: listen(SignalKind::hangup())?,
        })
    }

    /// Returns once somebody asks.
    pub async fn asked_for(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = self.hang_up.recv() => {}
        }
    }
}

/// Listens from its making on, so that nobody who asks to stop is missed.
#[cfg(windows)]
#[derive(Debug)]
pub struct Stop {
    interrupt: tokio::signal::windows::CtrlC,
    close: tokio::signal::windows::CtrlClose,
}

#[cfg(windows)]
impl Stop {
    /// Listens for Ctrl-C and for the console being closed.
    pub fn listen() -> Result<Self, Problem> {
        use tokio::signal::windows::{ctrl_c, ctrl_close};
        let interrupt = ctrl_c().map_err(|error| unexpected(&error))?;
        let close = ctrl_close().map_err(|error| unexpected(&error))?;
        Ok(Self { interrupt, close })
    }

    /// Returns once somebody asks.
    pub async fn asked_for(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.close.recv() => {}
        }
    }
}

/// What the work comes to, or [`Problem::Cancelled`] where somebody asks to stop before.
pub async fn or_cancelled<T>(work: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    let mut stop = Stop::listen()?;
    tokio::select! {
        done = work => done,
        () = stop.asked_for() => Err(Problem::Cancelled),
    }
}

fn unexpected(error: &io::Error) -> Problem {
    Problem::Unexpected { what: error.to_string() }
}
