//! When the days and moments of the story are.

use std::error::Error;

use errand_domain::tasks::DueTime;
use errand_domain::{TimeZone, Timestamp};
use jiff::SignedDuration;
use jiff::civil::Date;

use super::story::{Day, Moment};

pub(super) struct Calendar {
    pub(super) time_zone: TimeZone,
    pub(super) now: Timestamp,
}

impl Calendar {
    /// The date of a day in the time zone.
    pub(super) fn date(&self, day: Day) -> Result<Date, jiff::Error> {
        let today = self.time_zone.wall_clock(self.now).date();
        today.checked_add(SignedDuration::from_hours(24 * day))
    }

    /// The instant of a moment, or the present one if the moment is still to come.
    pub(super) fn instant(&self, (day, time): Moment) -> Result<Timestamp, Box<dyn Error>> {
        let wall_clock = self.date(day)?.to_datetime(DueTime::parse(time)?.get());
        Ok(self.time_zone.instant(wall_clock).min(self.now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_time_zone_and_nothing_happens_in_the_future() {
        let now = "2026-12-01T22:30:00Z".parse().unwrap();
        let calendar = Calendar {
            time_zone: TimeZone::parse("Europe/Berlin").unwrap(),
            now,
        };
        assert_eq!(calendar.date(0).unwrap().to_string(), "2026-12-01");
        assert_eq!(calendar.date(-1).unwrap().to_string(), "2026-11-30");
        let calendar = Calendar {
            time_zone: TimeZone::parse("Pacific/Auckland").unwrap(),
            now,
        };
        assert_eq!(calendar.date(0).unwrap().to_string(), "2026-12-02");
        let morning = calendar.instant((0, "07:15")).unwrap();
        assert_eq!(morning.to_string(), "2026-12-01T18:15:00Z");
        assert_eq!(calendar.instant((0, "12:00")).unwrap(), now);
        assert_eq!(calendar.instant((1, "07:15")).unwrap(), now);
    }
}
