//! How each database is connected to.

use std::sync::Arc;
use std::time::Duration;

use errand_domain::Failure;
use errand_domain::error::chain;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{Connection, PgConnection};
use sea_orm::{ConnectOptions, DbErr, RuntimeErr};
use secrecy::ExposeSecret;
use url::Url;

use super::{DatabaseSettings, Synchronous};

/// Connections beside those of single statements: one for transactions and, on SQLite, one that writes.
const OTHERS: u32 = 2;
/// A connection that was idle for longer is asked for a sign of life before it is used, so that a
/// database that was restarted costs no request an error.
const PING_AFTER_IDLE: Duration = Duration::from_secs(1);

pub(super) fn connect_options(settings: &DatabaseSettings) -> Result<ConnectOptions, Failure> {
    let url = settings.url.expose_secret();
    let mut options = if url.starts_with("sqlite:") {
        ConnectOptions::new(url)
    } else {
        ConnectOptions::new(without_foreign_parameters(url)?)
    };
    options
        .max_connections(settings.max_connections + OTHERS)
        .acquire_timeout(settings.acquire_timeout())
        .connect_timeout(settings.acquire_timeout())
        .test_before_acquire(false)
        .sqlx_logging(false);
    let busy_timeout = settings.acquire_timeout();
    let synchronous = match settings.sqlite_synchronous {
        Synchronous::Normal => SqliteSynchronous::Normal,
        Synchronous::Full => SqliteSynchronous::Full,
    };
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(busy_timeout)
            .optimize_on_close(true, None)
    });
    options.map_sqlx_postgres_opts(|postgres| postgres.application_name("errand"));
    if !url.starts_with("sqlite:") {
        options.test_before_acquire_if_idle_for(PING_AFTER_IDLE);
        if let Some(timeout) = settings.statement_timeout() {
            options.statement_timeout(timeout);
        }
    }
    Ok(options)
}

/// Connects to PostgreSQL once, to learn what is in the way.
pub(super) async fn try_once(settings: &DatabaseSettings) -> Result<(), DbErr> {
    let url = settings.url.expose_secret();
    if url.starts_with("sqlite:") {
        return Ok(());
    }
    let url = without_foreign_parameters(url).map_err(|error| DbErr::Custom(chain(&error)))?;
    let connecting = PgConnection::connect(&url);
    match tokio::time::timeout(settings.acquire_timeout(), connecting).await {
        Ok(Err(error)) => Err(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))),
        _ => Ok(()),
    }
}

/// The URL without the parameters that are meant for libpq or for other drivers, as they stand in
/// the URLs that hosting providers hand out. What they ask for is either done anyway or cannot be
/// done by this driver: it has no channel binding, and `sslmode` says how far to trust the server.
fn without_foreign_parameters(url: &str) -> Result<String, Failure> {
    const FOREIGN: [&str; 7] = [
        "channel_binding",
        "connect_timeout",
        "connection_limit",
        "pgbouncer",
        "pool_timeout",
        "schema",
        "target_session_attrs",
    ];
    let mut url = Url::parse(url).map_err(Failure::internal)?;
    let (foreign, own): (Vec<_>, Vec<_>) = url
        .query_pairs()
        .into_owned()
        .partition(|(name, _)| FOREIGN.contains(&name.as_str()));
    for (name, _) in foreign {
        tracing::debug!(parameter = name, "left out of the database URL");
    }
    url.set_query(None);
    if !own.is_empty() {
        url.query_pairs_mut().extend_pairs(own);
    }
    Ok(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_for_other_drivers_are_left_out() {
        let url = "postgres://ada:p%40ss@ep-cool.aws.neon.tech/errand?sslmode=require&channel_binding=require&options=endpoint%3Dep-cool";
        assert_eq!(
            without_foreign_parameters(url).unwrap(),
            "postgres://ada:p%40ss@ep-cool.aws.neon.tech/errand?sslmode=require&options=endpoint%3Dep-cool",
        );
        let bare = "postgres://ada@localhost/errand";
        assert_eq!(without_foreign_parameters(bare).unwrap(), bare);
    }
}
