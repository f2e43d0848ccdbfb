//! Both tables as text, for a terminal.

use std::{fmt::Write as _, time::Duration};

use practice_oracle::Kind;
use tests::bench::{Line, Series, milliseconds};

use crate::{DELAY, MANY, ROUNDS, verdict::Measured};

/// Times first, then every promise with its measure.
pub fn of(judged: &[(&Measured, Vec<Line>)]) -> String {
    let mut text = format!(
        "\nEvery answer takes {} ms longer. Medians of {ROUNDS} rounds, the three in turn; the practice Oracle has {MANY} \
         requisitions.\n",
        DELAY.as_millis()
    );
    for (measured, lines) in judged {
        // Writing to a string does not fail.
        let _ = write!(text, "\n{}\n{}{}", headline(measured.kind), times(measured), promises(lines));
    }
    text + &tests::bench::closing(judged.iter().flat_map(|(_, lines)| lines))
}

fn headline(kind: Kind) -> &'static str {
    match kind {
        Kind::Requisitions => "A guide that reads requisitions",
        Kind::Workers => "A guide that reads workers",
    }
}

fn times(measured: &Measured) -> String {
    let Measured { verification, one_by_one, at_once, .. } = measured;
    let mut text =
        format!("  {:<36}{:>9}{:>10}{:>10}{:>9}{:>8}\n", "", "median", "quickest", "slowest", "to curl", "waits");
    for (name, series) in [
        ("oracle-setup verify", verification),
        ("curl, one request after the other", one_by_one),
        ("curl --parallel, the floor", at_once),
    ] {
        let _ = writeln!(
            text,
            "  {name:<36}{:>9}{:>10}{:>10}{:>9}{:>8}",
            milliseconds(&series.median()),
            milliseconds(&series.least()),
            milliseconds(&series.most()),
            ratio(series, one_by_one.median()),
            ratio(series, DELAY),
        );
    }
    text
}

/// The median as a multiple.
fn ratio(series: &Series, of: Duration) -> String {
    format!("{:.2}", series.median().div_duration_f64(of))
}

fn promises(lines: &[Line]) -> String {
    lines.iter().map(ToString::to_string).collect()
}
