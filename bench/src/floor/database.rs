//! Connections to either database.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Result, SqlitePool, raw_sql};

pub(crate) enum Database {
    Sqlite(SqlitePools),
    Postgres(PgPool),
}

/// One connection writes, because SQLite allows one writer at a time; the others read.
pub(crate) struct SqlitePools {
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

/// The statements that create the tables of a floor.
#[derive(Clone, Copy)]
pub(crate) struct Schema {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

impl Database {
    /// Connects, and creates the tables in an empty database.
    pub(crate) async fn connect(url: &str, schema: Schema) -> Result<Self> {
        if url.starts_with("sqlite:") {
            sqlite(url, schema.sqlite).await.map(Self::Sqlite)
        } else {
            postgres(url, schema.postgres).await.map(Self::Postgres)
        }
    }
}

async fn sqlite(url: &str, schema: &'static str) -> Result<SqlitePools> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(5));
    let pool = |connections| {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .test_before_acquire(false)
            .connect_with(options.clone())
    };
    let writer = pool(1).await?;
    raw_sql(schema).execute(&writer).await?;
    let readers = pool(4).await?;
    Ok(SqlitePools { writer, readers })
}

async fn postgres(url: &str, schema: &'static str) -> Result<PgPool> {
    let pool = PgPoolOptions::new()
        .max_connections(8)
        .test_before_acquire(false)
        .connect_with(PgConnectOptions::from_str(url)?.application_name("floor"))
        .await?;
    raw_sql(schema).execute(&pool).await?;
    Ok(pool)
}
