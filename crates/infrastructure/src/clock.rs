//! The clock of the machine.

use chrono::{SubsecRound, Utc};
use errand_domain::{Clock, Timestamp};

/// Tells the time of the machine's own clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "here is where time comes from")]
        Utc::now().trunc_subsecs(6)
    }
}
