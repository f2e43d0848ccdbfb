//! How long a whole verification takes beside the same requests sent by `curl`, how much it asks of a pod, and how much
//! memory it needs. Run it with `cargo xtask bench verify`.
//!
//! Every answer of the practice Oracle takes 150 ms longer here, so that what is measured is how many answers are waited
//! for one after the other, and not how quick this computer is. `oracle-setup` is the release build, run as a person runs
//! it: a process of its own, from its start until the run is kept in the setup file. It takes turns with two ways of
//! `curl`, so that a computer that is busy for a while is busy for all three.
//!
//! Deliberately not here: what a verification finds. The scenarios hold that; here a healthy pod is asked.

mod curl;
mod fault;
mod rehearsal;
mod resident;
mod table;
mod verdict;

use std::{
    io::{Write as _, stdout},
    path::Path,
    process::ExitCode,
    time::Duration,
};

use practice_oracle::Kind;
use tests::{bench, built, room::Room};

use crate::{
    fault::Fault,
    rehearsal::{Rehearsal, Run},
    verdict::{Bounds, Measured},
};

/// What every answer takes longer.
const DELAY: Duration = Duration::from_millis(150);
/// Rounds that count, after one that does not.
const ROUNDS: usize = 9;
/// Runs whose memory is watched, for each size of the company.
const WATCHED: usize = 3;
const FEW: u32 = 128;
const MANY: u32 = 500_000;

fn main() -> ExitCode {
    bench::ended(measure())
}

/// Prints both tables; false where a bound does not hold.
fn measure() -> Result<bool, Fault> {
    let program = built::command_line()?;
    let room = Room::empty()?;
    curl::require(&room)?;
    let runtime = tokio::runtime::Runtime::new().map_err(Fault::Runtime)?;
    let started = |kind, requisitions, delay| {
        runtime.block_on(Rehearsal::start(kind, requisitions, delay)).and_then(|rehearsal| {
            rehearsal.write_setup(&program, &room)?;
            Ok(rehearsal)
        })
    };
    let mut measured = Vec::new();
    for kind in [Kind::Requisitions, Kind::Workers] {
        let many = started(kind, MANY, DELAY)?;
        let mut subject = rounds(&many, &program, &room)?;
        // What is held in memory does not depend on how long an answer takes.
        let few = started(kind, FEW, Duration::ZERO)?;
        let many = started(kind, MANY, Duration::ZERO)?;
        for _ in 0..WATCHED {
            subject.memory_with_few.extend(few.watch(&program, &room)?);
            subject.memory_with_many.extend(many.watch(&program, &room)?);
        }
        measured.push(subject);
    }
    let mut out = stdout().lock();
    let judged: Vec<_> = measured.iter().map(|subject| (subject, Bounds::of(subject.kind).judge(subject))).collect();
    // A reader that went away is no reason to fail.
    let _ = out.write_all(table::of(&judged).as_bytes());
    Ok(judged.iter().flat_map(|(_, lines)| lines).all(|line| line.holds))
}

fn rounds(rehearsal: &Rehearsal, program: &Path, room: &Room) -> Result<Measured, Fault> {
    let warm_up = rehearsal.run(program, room)?;
    let requests = curl::Requests::repeat(&warm_up, rehearsal);
    requests.one_by_one(room)?;
    requests.at_once(room)?;

    let mut measured = Measured::of(rehearsal.kind(), warm_up.asked);
    for _ in 0..ROUNDS {
        let Run { took, asked, .. } = rehearsal.run(program, room)?;
        measured.verification.add(took);
        measured.asked = measured.asked.most(asked);
        measured.one_by_one.add(requests.one_by_one(room)?);
        measured.at_once.add(requests.at_once(room)?);
    }
    Ok(measured)
}
