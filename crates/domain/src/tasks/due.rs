//! When a task is due: a calendar day and, optionally, a time of day.

use jiff::civil::{Date, DateTime, Time};
use thiserror::Error;

use crate::Invalid;

/// When a task is due, by the wall clock of its time zone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Due {
    /// The day.
    pub date: DueDate,
    /// The time of day, or `None` if the task is due by the end of the day.
    pub time: Option<DueTime>,
}

impl Due {
    /// Combines a day and a time: both, the day alone, or neither.
    ///
    /// # Errors
    /// [`DueTimeWithoutDate`] if there is a time but no day.
    pub fn parse(
        date: Option<DueDate>,
        time: Option<DueTime>,
    ) -> Result<Option<Self>, DueTimeWithoutDate> {
        match (date, time) {
            (Some(date), time) => Ok(Some(Self { date, time })),
            (None, None) => Ok(None),
            (None, Some(_)) => Err(DueTimeWithoutDate),
        }
    }

    /// The last moment at which the task is not overdue: the due time, or the last microsecond of
    /// the day. Sorting and the overdue filter use it.
    pub fn deadline(self) -> DateTime {
        let time = self.time.map_or(END_OF_DAY, DueTime::get);
        self.date.0.to_datetime(time)
    }
}

/// A due time was given without a due date.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("a due_time needs a due_date")]
pub struct DueTimeWithoutDate;

/// The calendar day a task is due, in the years 1..=9999. It is not an instant: the day begins and
/// ends at midnight in the task's time zone.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct DueDate(Date);

impl DueDate {
    /// Accepts `YYYY-MM-DD` (`full-date` of RFC 3339).
    ///
    /// # Errors
    /// `invalid_date`.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        has_shape(value, "dddd-dd-dd")
            .then(|| value.parse().ok())
            .flatten()
            .filter(|date: &Date| date.year() >= 1)
            .map(Self)
            .ok_or_else(|| {
                Invalid::new("invalid_date", "must be a calendar date such as 2026-12-31")
            })
    }

    /// A stored date. The caller vouches that it was parsed before it was stored.
    pub fn restore(stored: Date) -> Self {
        Self(stored)
    }

    /// The date itself.
    pub fn get(self) -> Date {
        self.0
    }
}

/// The time of day a task is due, on the wall clock, in whole seconds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DueTime(Time);

impl DueTime {
    /// Accepts `HH:MM` and `HH:MM:SS`, from 00:00 to 23:59:59.
    ///
    /// # Errors
    /// `invalid_time`.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        (has_shape(value, "dd:dd") || has_shape(value, "dd:dd:dd"))
            // jiff reads a leap second as the second before it.
            .then(|| value.parse().ok().filter(|_| !value.ends_with(":60")))
            .flatten()
            .map(Self)
            .ok_or_else(|| Invalid::new("invalid_time", "must be a time of day such as 09:30"))
    }

    /// A stored time. The caller vouches that it was parsed before it was stored.
    pub fn restore(stored: Time) -> Self {
        Self(stored)
    }

    /// The time itself.
    pub fn get(self) -> Time {
        self.0
    }
}

/// The deadline on a day without a time. PostgreSQL stores nothing finer than microseconds.
const END_OF_DAY: Time = Time::constant(23, 59, 59, 999_999_000);

/// Whether `value` has an ASCII digit wherever `shape` has a `d`, and equals it everywhere else.
fn has_shape(value: &str, shape: &str) -> bool {
    value.len() == shape.len()
        && value
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, expected)| byte == expected || (expected == b'd' && byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-02-28", true)]
    #[case("2028-02-29", true)]
    #[case("2026-02-29", false)]
    #[case("0000-01-01", false)]
    #[case("+202-01-01", false)]
    #[case("2026-1-01", false)]
    #[case("2026-01-01T00:00:00Z", false)]
    #[case("dddd-dd-dd", false)]
    fn a_due_date_is_a_calendar_date(#[case] value: &str, #[case] accepted: bool) {
        assert_eq!(DueDate::parse(value).is_ok(), accepted);
    }

    #[rstest]
    #[case("00:00", true)]
    #[case("23:59:59", true)]
    #[case("24:00", false)]
    #[case("09:00:60", false)]
    #[case("9:00", false)]
    #[case("09:00Z", false)]
    #[case("", false)]
    fn a_due_time_is_a_time_of_day(#[case] value: &str, #[case] accepted: bool) {
        assert_eq!(DueTime::parse(value).is_ok(), accepted);
    }

    #[test]
    fn a_day_without_a_time_lasts_until_its_last_microsecond() {
        let date = DueDate::parse("2026-12-31").unwrap();
        let time = DueTime::parse("09:30").ok();
        let deadline = |time| Due { date, time }.deadline().to_string();
        assert_eq!(deadline(None), "2026-12-31T23:59:59.999999");
        assert_eq!(deadline(time), "2026-12-31T09:30:00");
        assert_eq!(Due::parse(None, time), Err(DueTimeWithoutDate));
    }
}
