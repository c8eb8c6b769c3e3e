//! Time zones, and what the clocks on the walls of the world show at one instant. Due dates are
//! calendar dates and wall-clock times; only here do they meet an instant.

use std::fmt;

use chrono::NaiveDateTime;
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::{Invalid, Timestamp};

/// A time zone of the IANA database, such as `Europe/Berlin`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TimeZone(Tz);

impl TimeZone {
    /// Coordinated Universal Time, the zone of a user who has not chosen one.
    pub const UTC: Self = Self(Tz::UTC);

    /// Accepts a name of the IANA database, in its exact spelling.
    ///
    /// # Errors
    /// `unknown_time_zone`.
    pub fn parse(name: &str) -> Result<Self, Invalid> {
        name.parse().map(Self).map_err(|_| {
            Invalid::new(
                "unknown_time_zone",
                "must be an IANA time zone such as Europe/Berlin",
            )
        })
    }

    /// The name in the IANA database.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Every zone of the database.
    pub fn all() -> impl Iterator<Item = Self> {
        TZ_VARIANTS.iter().copied().map(Self)
    }

    /// What a clock on a wall in this zone shows at `instant`.
    pub fn wall_clock(self, instant: Timestamp) -> NaiveDateTime {
        instant.with_timezone(&self.0).naive_local()
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The present, as seen by a user: the instant, and the zone they live in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalTime {
    /// The present instant.
    pub now: Timestamp,
    /// The user's own zone.
    pub home: TimeZone,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wall_clock_follows_daylight_saving() {
        let berlin = TimeZone::parse("Europe/Berlin").unwrap();
        let at = |instant: &str| berlin.wall_clock(instant.parse().unwrap()).to_string();
        assert_eq!(at("2026-01-01T12:00:00Z"), "2026-01-01 13:00:00");
        assert_eq!(at("2026-07-01T12:00:00Z"), "2026-07-01 14:00:00");
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        for name in ["", "Berlin", "europe/berlin", "+02:00", "Europe/Berlin\0"] {
            assert!(TimeZone::parse(name).is_err(), "{name}");
        }
    }
}
