//! The clock of the machine.

use errand_domain::{Clock, Timestamp, whole_microseconds};

/// Tells the time of the machine's own clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "here is where time comes from")]
        whole_microseconds(Timestamp::now())
    }
}
