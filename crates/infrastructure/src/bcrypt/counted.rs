//! How many hashes are at work and how many wait, for the metrics.

use metrics::{Gauge, gauge};

/// Counts a hash in a state, until it is dropped.
pub(super) struct Counted(Gauge);

impl Counted {
    pub(super) fn new(state: &'static str) -> Self {
        let gauge = gauge!("errand_hashes", "state" => state);
        gauge.increment(1);
        Self(gauge)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}
