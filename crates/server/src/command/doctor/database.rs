//! The database: whether it can be used, and how well.

use errand_domain::{Clock, TimeZone, Timestamp};
use errand_infrastructure::SystemClock;
use errand_infrastructure::database::{self, Examination, PostgresExamination};
use errand_infrastructure::transfer::TransferError;
use jiff::SignedDuration;

use super::Finding;
use crate::Settings;

/// By how much the clocks of the program and of the database may differ.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(5);

/// Looks at the database, its tables and its clock, and at the built-in time zones.
pub(super) async fn examine(settings: &Settings) -> Vec<Finding> {
    let zones = time_zones(TimeZone::DATABASE_VERSION, SystemClock.now());
    if let Some(file) = settings.sqlite_path().filter(|file| !file.exists()) {
        let none = Finding::warning(
            "database",
            format!("there is none at {} yet", file.display()),
            "the server makes it when it starts, and so does `errand migrate`",
        );
        return vec![none, zones];
    }
    let examined = match database::examine(&settings.database).await {
        Ok(examined) => examined,
        Err(failure) => {
            let advice = "start it, or correct database.url; see the reason above";
            return vec![Finding::problem("database", &failure, advice), zones];
        }
    };
    let mut findings = vec![writes(&examined), tables(&examined)];
    if let Some(postgres) = &examined.postgres {
        findings.push(search(postgres));
        findings.push(pooler(postgres));
        findings.push(clock(postgres.clock, SystemClock.now()));
    }
    findings.push(zones);
    findings
}

fn writes(examined: &Examination) -> Finding {
    let version = &examined.version;
    match &examined.refused_write {
        None => Finding::ok("database", format!("{version} answers")),
        Some(failure) => Finding::problem(
            "database",
            failure,
            format!("{version} answers, but takes no writes: look at its disk and permissions"),
        ),
    }
}

fn tables(examined: &Examination) -> Finding {
    let migrations = match &examined.migrations {
        Ok(migrations) => migrations,
        Err(error) => {
            let advice = "start the version that made the database, or a later one";
            return Finding::problem("tables", error, advice);
        }
    };
    if examined.is_unfinished_copy {
        let error = TransferError::Unfinished;
        let advice = "the server does not start before the copy is complete";
        return Finding::problem("tables", &error, advice);
    }
    let pending = migrations.iter().filter(|(_, is_applied)| !is_applied);
    match pending.count() {
        0 => Finding::ok("tables", "are up to date"),
        count => Finding::warning(
            "tables",
            format!("{count} migrations are pending"),
            "the server applies them when it starts, and so does `errand migrate`",
        ),
    }
}

fn search(postgres: &PostgresExamination) -> Finding {
    if postgres.has_search_index {
        return Finding::ok("search", "has an index");
    }
    Finding::warning(
        "search",
        "has no index, so it scans all tasks of a user",
        "on a new database, let its owner create the extension pg_trgm before the first start",
    )
}

fn pooler(postgres: &PostgresExamination) -> Finding {
    match (postgres.pools_transactions, postgres.expects_pooler) {
        (true, false) => Finding::warning(
            "pooler",
            "a pooler gives each transaction another session, but database.transaction_pooler is off",
            "turn it on, unless the pooler tracks named statements (max_prepared_statements)",
        ),
        (true, true) => Finding::ok("pooler", "in transaction mode, as the settings say"),
        (false, true) => Finding::ok("pooler", "none was noticed, but the settings allow for one"),
        (false, false) => Finding::ok("pooler", "none in transaction mode was noticed"),
    }
}

/// Compares the clock of the database with that of this machine.
fn clock(database: Timestamp, own: Timestamp) -> Finding {
    let apart = own.duration_since(database).abs();
    if apart <= TOLERANCE {
        return Finding::ok("clock", "agrees with that of the database");
    }
    Finding::warning(
        "clock",
        format!(
            "differs by {} seconds from that of the database",
            apart.as_secs()
        ),
        "synchronize the clocks of both machines, for example with chrony",
    )
}

/// The rules of time zones change several times a year, so a release does not stay right for long.
fn time_zones(release: &str, now: Timestamp) -> Finding {
    let built_in = format!("release {release}, built in");
    let year = |text: &str| text.get(..4)?.parse::<i16>().ok();
    let years = year(release).zip(year(&now.to_string()));
    match years.map(|(release, now)| now - release) {
        Some(0..=1) => Finding::ok("time zones", built_in),
        Some(..0) => Finding::warning(
            "time zones",
            format!("release {release} is later than the clock of this machine, which says {now}"),
            "correct the clock, for example with chrony",
        ),
        _ => Finding::warning(
            "time zones",
            format!("{built_in}, may be out of date"),
            "install a newer version of Errand",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn clocks_may_differ_by_five_seconds() {
        let database = at("2026-12-01T12:00:05Z");
        for (own, level) in [
            ("2026-12-01T11:59:59Z", Level::Warning),
            ("2026-12-01T12:00:00Z", Level::Ok),
            ("2026-12-01T12:00:10Z", Level::Ok),
            ("2026-12-01T12:00:11Z", Level::Warning),
        ] {
            assert_eq!(clock(database, at(own)).level, level, "{own}");
        }
    }

    #[test]
    fn time_zones_of_an_earlier_year_than_the_last_may_be_out_of_date() {
        for (now, level) in [
            ("2025-12-31T23:59:59Z", Level::Warning),
            ("2026-01-01T00:00:00Z", Level::Ok),
            ("2027-12-31T23:59:59Z", Level::Ok),
            ("2028-01-01T00:00:00Z", Level::Warning),
        ] {
            assert_eq!(time_zones("2026c", at(now)).level, level, "{now}");
        }
    }

    #[test]
    fn a_search_without_an_index_is_a_warning() {
        for (has_search_index, level) in [(true, Level::Ok), (false, Level::Warning)] {
            let examined = PostgresExamination {
                clock: at("2026-12-01T12:00:00Z"),
                has_search_index,
                pools_transactions: false,
                expects_pooler: false,
            };
            assert_eq!(search(&examined).level, level);
        }
    }
}
