//! Converts instants, dates and times of day for sea-orm, which supports chrono's types but not
//! jiff's.

use errand_domain::{Failure, Timestamp};
use jiff::SignedDuration;
use jiff::civil;
use sea_orm::prelude::{Date, DateTime, DateTimeUtc, Time};
use sea_orm::{QueryResult, TryGetable};

use super::column;

/// A domain value that statements and rows hold as another type.
pub(crate) trait Stored: Sized {
    /// The type in statements and rows.
    type As: TryGetable;

    /// Converts the value for a statement.
    fn stored(self) -> Self::As;

    /// Converts a value from a row. Fails for years that the domain type cannot represent.
    fn restored(stored: Self::As) -> Result<Self, Failure>;
}

/// A converted value of a column, by its position in the row.
pub(crate) fn stored_column<T: Stored>(row: &QueryResult, index: usize) -> Result<T, Failure> {
    T::restored(column(row, index)?)
}

impl Stored for Timestamp {
    type As = DateTimeUtc;

    fn stored(self) -> DateTimeUtc {
        after_epoch(self.as_duration())
    }

    fn restored(stored: DateTimeUtc) -> Result<Self, Failure> {
        Self::from_microsecond(stored.timestamp_micros()).map_err(Failure::internal)
    }
}

impl Stored for civil::DateTime {
    type As = DateTime;

    fn stored(self) -> DateTime {
        after_epoch(self.duration_since(EPOCH)).naive_utc()
    }

    fn restored(stored: DateTime) -> Result<Self, Failure> {
        let span = SignedDuration::from_micros(stored.and_utc().timestamp_micros());
        EPOCH.checked_add(span).map_err(Failure::internal)
    }
}

impl Stored for civil::Date {
    type As = Date;

    fn stored(self) -> Date {
        self.to_datetime(civil::Time::midnight()).stored().date()
    }

    fn restored(stored: Date) -> Result<Self, Failure> {
        civil::DateTime::restored(stored.and_time(Time::MIN)).map(Self::from)
    }
}

impl Stored for civil::Time {
    type As = Time;

    fn stored(self) -> Time {
        EPOCH.date().to_datetime(self).stored().time()
    }

    fn restored(stored: Time) -> Result<Self, Failure> {
        civil::DateTime::restored(Date::default().and_time(stored)).map(Self::from)
    }
}

impl<T: Stored> Stored for Option<T>
where
    Option<T::As>: TryGetable,
{
    type As = Option<T::As>;

    fn stored(self) -> Self::As {
        self.map(T::stored)
    }

    fn restored(stored: Self::As) -> Result<Self, Failure> {
        stored.map(T::restored).transpose()
    }
}

const EPOCH: civil::DateTime = civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

fn after_epoch(span: SignedDuration) -> DateTimeUtc {
    let length = span.unsigned_abs();
    if span.is_negative() {
        DateTimeUtc::UNIX_EPOCH - length
    } else {
        DateTimeUtc::UNIX_EPOCH + length
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::str::FromStr;

    use super::*;

    #[test]
    fn times_survive_storage_to_the_microsecond() {
        fn comes_back<T>(values: [&str; 3])
        where
            T: Stored + Copy + Debug + PartialEq + FromStr<Err: Debug>,
        {
            for value in values.map(|text| text.parse::<T>().unwrap()) {
                assert_eq!(T::restored(value.stored()).unwrap(), value);
            }
        }
        comes_back::<Timestamp>([
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999Z",
            "9999-12-30T21:59:59.999999Z",
        ]);
        comes_back::<civil::DateTime>([
            "0001-01-01T00:00:00",
            "2028-02-29T23:59:59.999999",
            "9999-12-31T23:59:59.999999",
        ]);
        comes_back::<civil::Date>(["0001-01-01", "2028-02-29", "9999-12-31"]);
        comes_back::<civil::Time>(["00:00:00", "12:30:01", "23:59:59.999999"]);
    }

    #[test]
    fn a_time_is_stored_with_the_same_digits() {
        let at: civil::DateTime = "1969-12-31T23:59:59.5".parse().unwrap();
        assert_eq!(at.stored().to_string(), "1969-12-31 23:59:59.500");
        let instant: Timestamp = "2026-07-01T12:00:00.000001Z".parse().unwrap();
        let stored = instant.stored().to_string();
        assert_eq!(stored, "2026-07-01 12:00:00.000001 UTC");
    }
}
