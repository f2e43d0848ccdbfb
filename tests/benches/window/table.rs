//! The measures as text, for a terminal, and what of them must hold.

use std::{fmt::Write as _, time::Duration};

use tests::bench::{Line, Series, milliseconds};

use crate::subject::Measured;

const MOST_TIMES_THE_BARE_START: f64 = 1.15;
const MOST_MEMORY_MORE: u64 = 40 * 1000 * 1000;
const STEP: Duration = Duration::from_millis(50);
const HOME_MORE: Duration = Duration::from_millis(150);
const SCRIPT: u64 = 150 * 1024;

/// Times and memory first.
pub fn of(measured: &Measured, lines: &[Line]) -> String {
    let Measured { start, bare_start, walk, bare, step, done, home_with_one, home_with_many, .. } = measured;
    let mut text = format!("\n  {:<44}{:>9}{:>10}{:>10}\n", "", "median", "quickest", "slowest");
    for (name, series) in [
        ("start until a click is answered", start),
        ("the bare window", bare_start),
        ("another step stands there", step),
        ("a claim is on disk, the next step stands there", done),
        ("start until a setup of one is open", home_with_one),
        ("start until a setup of a thousand is open", home_with_many),
    ] {
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "  {name:<44}{:>9}{:>10}{:>10}",
            milliseconds(&series.median()),
            milliseconds(&series.least()),
            milliseconds(&series.most())
        );
    }
    for (name, sizes) in [("memory on the screen of a step", walk), ("memory of the bare window", bare)] {
        let (least, most) = (sizes.iter().min().copied(), sizes.iter().max().copied());
        let _ = writeln!(
            text,
            "  {name:<44}{:>9}{:>10}{:>10}",
            megabytes(median(sizes)),
            megabytes(least.unwrap_or_default()),
            megabytes(most.unwrap_or_default())
        );
    }
    text + "\n" + &lines.iter().map(ToString::to_string).collect::<String>()
}

/// What must hold.
pub fn promises(measured: &Measured) -> Vec<Line> {
    let Measured { start, bare_start, walk, bare, step, home_with_one, home_with_many, script, .. } = measured;
    let times = start.median().as_secs_f64() / bare_start.median().as_secs_f64().max(f64::EPSILON);
    let more = median(walk).saturating_sub(median(bare));
    vec![
        Line::at_most("start, to the bare window", &times, &MOST_TIMES_THE_BARE_START, |times| format!("{times:.2}")),
        Line::at_most("memory above the bare window", &more, &MOST_MEMORY_MORE, |bytes| megabytes(*bytes)),
        Line::at_most("another step", &step.median(), &STEP, milliseconds),
        Line::at_most("a thousand setups above one", &above(home_with_many, home_with_one), &HOME_MORE, milliseconds),
        Line::at_most("script, gzipped", script, &SCRIPT, |bytes| format!("{} kB", bytes / 1024)),
    ]
}

fn above(one: &Series, other: &Series) -> Duration {
    one.median().saturating_sub(other.median())
}

fn median(sizes: &[u64]) -> u64 {
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / 1_000_000)
}
