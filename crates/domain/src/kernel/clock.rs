//! Time as a port, so that every rule about time can be tested at a time of the test's choosing.

use jiff::SignedDuration;
/// An instant. Adapters keep microseconds, so a [`Clock`] gives no finer ones.
pub use jiff::Timestamp;

/// Tells the time.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait Clock: Send + Sync {
    /// The present instant, truncated to whole microseconds (PostgreSQL stores no finer ones).
    fn now(&self) -> Timestamp;
}

/// The last whole microsecond that is not after `instant`.
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
    fn what_is_finer_than_a_microsecond_is_dropped(#[case] instant: &str, #[case] kept: &str) {
        let instant: Timestamp = instant.parse().unwrap();
        assert_eq!(whole_microseconds(instant), kept.parse().unwrap());
    }
}
