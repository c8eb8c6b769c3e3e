//! The database schema. Each migration is a folder with its SQL for each database. Once released, a
//! migration is never edited; a later one is added.
//!
//! The caller provides a transaction, so either all pending migrations are applied or none. The
//! transaction holds a lock, so any number of processes can start simultaneously on the same empty
//! database. Nothing here depends on a session, because a pooler may give each transaction a
//! different one.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use thiserror::Error;

/// All migrations, in order.
const MIGRATIONS: [Migration; 12] = [
    migration!("m20261120_000001_create_users"),
    migration!("m20261120_000002_create_tasks"),
    migration!("m20261121_000001_create_sessions"),
    migration!("m20261121_000002_create_throttles"),
    migration!("m20261121_000003_create_events"),
    migration!("m20261121_000004_create_jobs"),
    migration!("m20261121_000005_create_personal_tokens"),
    migration!("m20261121_000006_create_email_tokens"),
    migration!("m20261125_000001_create_readiness"),
    migration!("m20261130_000001_create_changes"),
    migration!("m20261130_000002_create_signup_invitations"),
    migration!("m20261201_000001_create_transfers"),
];

/// Applies all pending migrations.
pub async fn up(transaction: &impl ConnectionTrait) -> Result<(), MigrationError> {
    let applied = lock(transaction).await?;
    for migration in MIGRATIONS.iter().filter(|it| !it.is_in(&applied)) {
        let sql = migration.up.on(transaction);
        transaction.execute_unprepared(sql).await?;
        let insert = "INSERT INTO migrations (name) VALUES ($1)";
        record(transaction, insert, migration).await?;
    }
    Ok(())
}

/// Reverts the last migration, and deletes all data in its tables.
pub async fn down(transaction: &impl ConnectionTrait) -> Result<(), MigrationError> {
    let applied = lock(transaction).await?;
    if let Some(migration) = MIGRATIONS.iter().rfind(|it| it.is_in(&applied)) {
        let sql = migration.down.on(transaction);
        transaction.execute_unprepared(sql).await?;
        let delete = "DELETE FROM migrations WHERE name = $1";
        record(transaction, delete, migration).await?;
    }
    Ok(())
}

/// Every migration in order, and whether it has been applied. Writes nothing. A newer database is
/// refused, as it is by [`up`].
pub async fn status(
    database: &impl ConnectionTrait,
) -> Result<Vec<(&'static str, bool)>, MigrationError> {
    let backend = database.get_database_backend();
    let find = match backend {
        DbBackend::Postgres => "SELECT 1 WHERE to_regclass('migrations') IS NOT NULL",
        _ => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'",
    };
    let table = database
        .query_one_raw(Statement::from_string(backend, find))
        .await?;
    let applied = match table {
        Some(_) => known(applied(database).await?)?,
        None => Vec::new(),
    };
    let status = |migration: &Migration| (migration.name, migration.is_in(&applied));
    Ok(MIGRATIONS.iter().map(status).collect())
}

/// The name of the last migration.
pub const fn last() -> &'static str {
    MIGRATIONS[MIGRATIONS.len() - 1].name
}

/// Why the schema could not be changed.
#[derive(Debug, Error)]
pub enum MigrationError {
    /// A newer version of the program created the database.
    #[error(
        "the database is newer than this program: it has the change '{0}', which this version \
         does not know; start the version that made it, or a later one"
    )]
    NewerDatabase(String),
    /// The database reported an error.
    #[error(transparent)]
    Database(#[from] DbErr),
}

struct Migration {
    name: &'static str,
    up: Sql,
    down: Sql,
}

impl Migration {
    fn is_in(&self, applied: &[String]) -> bool {
        applied.iter().any(|name| name == self.name)
    }
}

struct Sql {
    postgres: &'static str,
    sqlite: &'static str,
}

impl Sql {
    fn on(&self, database: &impl ConnectionTrait) -> &'static str {
        match database.get_database_backend() {
            DbBackend::Postgres => self.postgres,
            _ => self.sqlite,
        }
    }
}

/// The migration whose SQL is in the folder of this name.
macro_rules! migration {
    ($name:literal) => {
        Migration {
            name: $name,
            up: Sql {
                postgres: include_str!(concat!($name, "/up_postgres.sql")),
                sqlite: include_str!(concat!($name, "/up_sqlite.sql")),
            },
            down: Sql {
                postgres: include_str!(concat!($name, "/down_postgres.sql")),
                sqlite: include_str!(concat!($name, "/down_sqlite.sql")),
            },
        }
    };
}
use migration;

/// Waits until no other process is migrating, and returns the names of the applied migrations.
async fn lock(transaction: &impl ConnectionTrait) -> Result<Vec<String>, MigrationError> {
    // On SQLite the transaction itself is the lock.
    if transaction.get_database_backend() == DbBackend::Postgres {
        // The process before may take longer than the statement timeout allows. The number is
        // "errand" in ASCII.
        let lock = "SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(111542219664996)";
        transaction.execute_unprepared(lock).await?;
    }
    let table = "CREATE TABLE IF NOT EXISTS migrations (
        name TEXT NOT NULL PRIMARY KEY,
        applied_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)";
    transaction.execute_unprepared(table).await?;
    known(applied(transaction).await?)
}

/// These migrations, unless a newer version of the program made one of them.
fn known(applied: Vec<String>) -> Result<Vec<String>, MigrationError> {
    let is_known = |name: &String| MIGRATIONS.iter().any(|known| known.name == name);
    match applied.iter().find(|name| !is_known(name)) {
        Some(unknown) => Err(MigrationError::NewerDatabase(unknown.clone())),
        None => Ok(applied),
    }
}

/// The names of the migrations that have been applied.
async fn applied(database: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let select = "SELECT name FROM migrations";
    let select = Statement::from_string(database.get_database_backend(), select);
    let rows = database.query_all_raw(select).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

async fn record(
    transaction: &impl ConnectionTrait,
    sql: &str,
    migration: &Migration,
) -> Result<(), DbErr> {
    let backend = transaction.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [migration.name.into()]);
    transaction.execute_raw(statement).await.map(drop)
}
