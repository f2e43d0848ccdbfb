//! The same thing, measured several times.

use std::time::Duration;

/// Times of runs, in no order.
#[derive(Clone, Debug, Default)]
pub struct Series(Vec<Duration>);

impl Series {
    /// One more.
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// The one in the middle: of an even number, the later of the two.
    pub fn median(&self) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }

    /// The quickest.
    pub fn least(&self) -> Duration {
        self.0.iter().min().copied().unwrap_or_default()
    }

    /// The slowest.
    pub fn most(&self) -> Duration {
        self.0.iter().max().copied().unwrap_or_default()
    }
}
