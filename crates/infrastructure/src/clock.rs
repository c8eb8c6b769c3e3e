//! The system clock.

use errand_domain::{Clock, Timestamp, whole_microseconds};

/// Reads the system clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "only this module reads the system clock"
        )]
        whole_microseconds(Timestamp::now())
    }
}
