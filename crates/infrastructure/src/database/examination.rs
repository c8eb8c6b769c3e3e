//! Examines a database for whoever runs the program. Everything happens in a transaction that is
//! rolled back, so nothing is changed.

use std::sync::Arc;

use errand_domain::{Failure, Timestamp};
use errand_migration::MigrationError;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::sqlx::pool::PoolOptions;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions, PgConnection, Postgres, Row, Sqlite};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr,
    SqlxPostgresConnector, SqlxSqliteConnector, Statement, TransactionTrait, TryGetable,
};

use super::DatabaseSettings;
use super::failure::failure;
use super::readiness::WRITE;
use super::time::Stored;
use super::url::{self, Target};
use crate::transfer::IS_MARKED;

/// How often two connections are compared, in case a busy pooler gives them different sessions.
const COMPARISONS: usize = 3;

/// What an examination found.
#[derive(Debug)]
pub struct Examination {
    /// The version of the server, or of SQLite.
    pub version: String,
    /// Each migration and whether it has been applied, or why they cannot be.
    pub migrations: Result<Vec<(&'static str, bool)>, MigrationError>,
    /// Why the database takes no writes. `None` also if its tables are missing.
    pub refused_write: Option<Failure>,
    /// Whether a copy into the database was interrupted.
    pub is_unfinished_copy: bool,
    /// What only PostgreSQL has.
    pub postgres: Option<PostgresExamination>,
}

/// What an examination found about PostgreSQL.
#[derive(Debug)]
pub struct PostgresExamination {
    /// The time on its clock.
    pub clock: Timestamp,
    /// Whether searches have an index.
    pub has_search_index: bool,
    /// Whether a pooler gives each transaction another session.
    pub pools_transactions: bool,
    /// Whether the settings say that there is such a pooler.
    pub expects_pooler: bool,
}

/// Examines the database of these settings. It must exist.
pub async fn examine(settings: &DatabaseSettings) -> Result<Examination, Failure> {
    let examined = match url::parse(settings.url()).map_err(Failure::internal)? {
        Target::Sqlite(options) => {
            let options = options.busy_timeout(settings.acquire_timeout());
            let pool = PoolOptions::<Sqlite>::new()
                .max_connections(1)
                .acquire_timeout(settings.acquire_timeout())
                .connect_with(options.create_if_missing(false));
            let pool = pool.await.map_err(unreachable)?;
            let connection = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
            sqlite(&connection).await
        }
        Target::Postgres { options, is_pooled } => {
            let expects_pooler = is_pooled || settings.transaction_pooler;
            // Behind a pooler, a named statement may be unknown to the session.
            let options = options.extra_float_digits(None).statement_cache_capacity(0);
            let pool = PoolOptions::<Postgres>::new()
                .max_connections(1)
                .acquire_timeout(settings.acquire_timeout())
                .connect_with(options.clone());
            let pool = pool.await.map_err(unreachable)?;
            let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
            postgres(&connection, &options, expects_pooler).await
        }
    };
    examined.map_err(failure)
}

async fn sqlite(connection: &DatabaseConnection) -> Result<Examination, DbErr> {
    let transaction = connection.begin().await?;
    let version: String = value(&transaction, "SELECT sqlite_version()").await?;
    finish(transaction, format!("SQLite {version}"), None).await
}

async fn postgres(
    connection: &DatabaseConnection,
    options: &PgConnectOptions,
    expects_pooler: bool,
) -> Result<Examination, DbErr> {
    const INDEX: &str = "SELECT to_regclass('tasks_by_text') IS NOT NULL";
    let pooled = pools_transactions(options).await;
    let pools_transactions = pooled.map_err(|error| DbErr::Conn(reason(error)))?;
    let transaction = connection.begin().await?;
    let version = "SELECT current_setting('server_version')";
    let version: String = value(&transaction, version).await?;
    let clock: DateTimeUtc = value(&transaction, "SELECT clock_timestamp()").await?;
    let postgres = PostgresExamination {
        clock: Timestamp::restored(clock).map_err(|error| DbErr::Custom(error.to_string()))?,
        has_search_index: value(&transaction, INDEX).await?,
        pools_transactions,
        expects_pooler,
    };
    finish(transaction, format!("PostgreSQL {version}"), Some(postgres)).await
}

/// Looks at the tables, tries a write, and rolls everything back.
async fn finish(
    transaction: DatabaseTransaction,
    version: String,
    postgres: Option<PostgresExamination>,
) -> Result<Examination, DbErr> {
    let migrations = errand_migration::status(&transaction).await;
    let has_tables = match &migrations {
        Ok(migrations) => migrations.iter().all(|(_, is_applied)| *is_applied),
        Err(_) => false,
    };
    let is_unfinished_copy = has_tables && {
        let mark = Statement::from_string(transaction.get_database_backend(), IS_MARKED);
        transaction.query_one_raw(mark).await?.is_some()
    };
    // An error ends the transaction, so this comes last.
    let refused_write = if has_tables {
        transaction.execute_unprepared(WRITE).await.err()
    } else {
        None
    };
    transaction.rollback().await?;
    Ok(Examination {
        version,
        migrations,
        refused_write: refused_write.map(failure),
        is_unfinished_copy,
        postgres,
    })
}

/// Whether one connection gets the session that another one, still open, just had. Without a pooler
/// in transaction mode, that is impossible.
async fn pools_transactions(options: &PgConnectOptions) -> Result<bool, sqlx::Error> {
    let (mut one, mut other) = (options.connect().await?, options.connect().await?);
    for _ in 0..COMPARISONS {
        if session(&mut one).await? == session(&mut other).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The process id of the session that serves a connection.
async fn session(connection: &mut PgConnection) -> Result<i32, sqlx::Error> {
    let row = sqlx::raw_sql("SELECT pg_backend_pid()").fetch_one(connection);
    row.await?.try_get(0)
}

/// The only value of a row.
async fn value<T: TryGetable>(connection: &impl ConnectionTrait, sql: &str) -> Result<T, DbErr> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))?;
    row.try_get_by_index(0)
}

fn unreachable(error: sqlx::Error) -> Failure {
    failure(DbErr::Conn(reason(error)))
}

fn reason(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(Arc::new(error))
}
