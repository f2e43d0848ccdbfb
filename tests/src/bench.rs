//! How a measurement ends: its exit code says whether every bound holds.

use std::{
    fmt::Display,
    io::{Write as _, stderr},
    process::ExitCode,
};

/// The exit code of a measurement that printed its tables: success only where every bound holds.
pub fn ended(measured: Result<bool, impl Display>) -> ExitCode {
    match measured {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            let _ = writeln!(stderr(), "The measurement could not be made. {fault}");
            ExitCode::FAILURE
        }
    }
}
