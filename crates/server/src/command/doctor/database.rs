//! The database: whether it can be used, and how well.

use errand_domain::{Clock, TimeZone};
use errand_infrastructure::SystemClock;
use errand_infrastructure::database::{self, Examination, PostgresExamination};
use jiff::SignedDuration;

use super::Finding;
use crate::Settings;

/// By how much the clocks of the program and of the database may differ.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(5);

/// Looks at the database, its tables and its clock, and at the built-in time zones.
pub(super) async fn examine(settings: &Settings) -> Vec<Finding> {
    let zones = TimeZone::DATABASE_VERSION;
    let zones = Finding::ok("time zones", format!("release {zones}, built in"));
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
        findings.push(clock(postgres));
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

fn clock(postgres: &PostgresExamination) -> Finding {
    let apart = SystemClock.now().duration_since(postgres.clock).abs();
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
