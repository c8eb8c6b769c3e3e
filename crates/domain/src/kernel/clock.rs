//! Time as a port, so that every rule about time can be tested at a time of the test's choosing.

use chrono::{DateTime, Utc};

/// An instant in UTC. Adapters keep microseconds, so a [`Clock`] gives no finer ones.
pub type Timestamp = DateTime<Utc>;

/// Tells the time.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait Clock: Send + Sync {
    /// The present instant, truncated to whole microseconds (PostgreSQL stores no finer ones).
    fn now(&self) -> Timestamp;
}
