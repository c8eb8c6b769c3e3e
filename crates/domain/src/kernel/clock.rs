//! Time as a port, so tests of time-dependent rules can choose the time.

use jiff::SignedDuration;
/// An instant. The databases store microseconds, so a [`Clock`] returns whole microseconds.
pub use jiff::Timestamp;

/// Tells the time.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait Clock: Send + Sync {
    /// The present instant, truncated to whole microseconds because PostgreSQL stores nothing
    /// finer.
    fn now(&self) -> Timestamp;
}

/// Rounds an instant down to a whole microsecond.
pub fn whole_microseconds(instant: Timestamp) -> Timestamp {
    let rest = instant.subsec_nanosecond().rem_euclid(1_000);
    instant - SignedDuration::from_nanos(rest.into())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-01-01T00:00:00.123456999Z", "2026-01-01T00:00:00.123456Z")]
    #[case("2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.123456Z")]
    #[case("1969-12-31T23:59:59.9999991Z", "1969-12-31T23:59:59.999999Z")]
    fn instants_are_rounded_down_to_microseconds(#[case] instant: &str, #[case] kept: &str) {
        let instant: Timestamp = instant.parse().unwrap();
        assert_eq!(whole_microseconds(instant), kept.parse().unwrap());
    }
}
