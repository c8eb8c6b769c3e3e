//! Instants in JSON, in the format of RFC 3339.

use errand_domain::{Invalid, whole_microseconds};
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

/// An instant. It is written in UTC, with zero, three or six digits for the fraction of a second.
///
/// The OpenAPI document describes it as a string of the format `date-time`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timestamp(pub(crate) errand_domain::Timestamp);

impl Timestamp {
    /// Accepts instants of the years 1 to 9999 with any offset from UTC, to the microsecond.
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        is_rfc3339(text)
            .then(|| text.parse().ok())
            .flatten()
            .filter(|instant| is_in_years(*instant))
            .map(|instant| Self(whole_microseconds(instant)))
            .ok_or_else(|| {
                Invalid::new(
                    "invalid_instant",
                    "must be a time such as 2030-01-01T00:00:00Z",
                )
            })
    }
}

impl From<errand_domain::Timestamp> for Timestamp {
    fn from(instant: errand_domain::Timestamp) -> Self {
        Self(instant)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = match self.0.subsec_nanosecond() {
            0 => 0,
            nanoseconds if nanoseconds % 1_000_000 == 0 => 3,
            _ => 6,
        };
        serializer.collect_str(&format_args!("{:.digits$}", self.0))
    }
}

/// Whether RFC 3339 and both databases support the year.
pub(crate) fn is_in_years(instant: errand_domain::Timestamp) -> bool {
    (1..=9999).contains(&Offset::UTC.to_datetime(instant).year())
}

/// Whether `text` has the syntax of `date-time` in RFC 3339. jiff accepts more, such as a date
/// alone or the name of a zone in brackets.
fn is_rfc3339(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|character| match character {
            '0'..='9' => 'd',
            't' | 'z' => character.to_ascii_uppercase(),
            '+' => '-',
            _ => character,
        })
        .collect();
    let Some(rest) = shape.strip_prefix("dddd-dd-ddTdd:dd:dd") else {
        return false;
    };
    let offset = match rest.strip_prefix(".d") {
        Some(fraction) => fraction.trim_start_matches('d'),
        None => rest,
    };
    matches!(offset, "Z" | "-dd:dd")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z")]
    #[case("2030-01-01t02:30:00.5+02:30", "2030-01-01T00:00:00.500Z")]
    #[case("2029-12-31T22:00:00.1200009-02:00", "2030-01-01T00:00:00.120Z")]
    #[case("2030-01-01T00:00:00.000010Z", "2030-01-01T00:00:00.000010Z")]
    #[case("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    fn an_instant_is_written_in_utc(#[case] given: &str, #[case] written: &str) {
        let instant = Timestamp::parse(given).unwrap();
        assert_eq!(serde_json::to_value(instant).unwrap(), written);
    }

    #[rstest]
    #[case("2030-01-01")]
    #[case("2030-01-01T00:00Z")]
    #[case("2030-01-01 00:00:00Z")]
    #[case("2030-01-01T00:00:00")]
    #[case("2030-01-01T00:00:00.Z")]
    #[case("2030-01-01T00:00:00+02")]
    #[case("2030-01-01T00:00:00+02:00[Europe/Berlin]")]
    #[case("2030+01-01T00:00:00Z")]
    #[case("2030-02-30T00:00:00Z")]
    #[case("0000-12-31T23:59:59Z")]
    #[case("9999-12-31T23:59:59-23:59")]
    #[case("dddd-dd-ddTdd:dd:ddZ")]
    fn what_rfc_3339_does_not_know_is_refused(#[case] text: &str) {
        assert!(Timestamp::parse(text).is_err());
    }
}
