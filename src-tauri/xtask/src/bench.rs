//! What can be measured. Each is a program of its own under `tests/benches`, which prints its table and says by its exit
//! code whether every bound holds. Deliberately not here: the bounds.

/// One measurement.
#[derive(Debug, PartialEq, Eq)]
pub struct Bench {
    /// As it is typed, and as its program is called.
    pub name: &'static str,
    /// For people, in a line.
    pub measures: &'static str,
    /// The programs of the product that it runs: packages of this workspace.
    pub products: &'static [&'static str],
    /// It measures beside `curl`, which has to be there.
    pub beside_curl: bool,
    /// It opens windows on a display that nobody sees, and they show the built page.
    pub opens_windows: bool,
}

const BENCHES: [Bench; 3] = [
    Bench {
        name: "files",
        measures: "a change of a setup file beside a bare write, and a folder of a thousand setups",
        products: &[],
        beside_curl: false,
        opens_windows: false,
    },
    Bench {
        name: "verify",
        measures: "a whole verification beside curl: time, requests, bytes and memory",
        products: &["oracle-setup"],
        beside_curl: true,
        opens_windows: false,
    },
    Bench {
        name: "window",
        measures: "the window beside a bare one: start, memory, steps, a thousand setups, script",
        products: &["oracle-setup-assistant", "bare-window"],
        beside_curl: false,
        opens_windows: true,
    },
];

/// The one of that name.
pub fn find(name: &str) -> Option<&'static Bench> {
    BENCHES.iter().find(|bench| bench.name == name)
}

/// What stands on the terminal for `cargo xtask bench` alone.
pub fn list() -> String {
    let rows: Vec<_> = BENCHES.iter().map(|bench| format!("\n  {:<10} {}", bench.name, bench.measures)).collect();
    format!("Usage: cargo xtask bench NAME\n{}", rows.concat())
}
