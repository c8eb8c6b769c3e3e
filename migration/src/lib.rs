//! The tables of Errand. Each change is a folder with its SQL for either database; once released it
//! is never edited, a later one is added. Everything here runs in one transaction under a lock, so
//! that any number of processes may start at once on the same empty database.

mod m20261120_000001_create_users;
mod m20261120_000002_create_tasks;
mod m20261121_000001_create_sessions;
mod m20261121_000002_create_throttles;
mod m20261121_000003_create_events;
mod m20261121_000004_create_mails;
mod m20261121_000005_create_personal_tokens;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use sea_orm_migration::{Migration, MigrationStatus};
use thiserror::Error;

/// Applies all changes that are missing.
pub async fn up(database: &DatabaseConnection) -> Result<(), MigrationError> {
    let transaction = lock(database).await?;
    refuse_newer(&transaction).await?;
    Migrator::up(&transaction, None).await?;
    Ok(transaction.commit().await?)
}

/// Takes back the last change, and all data it held.
pub async fn down(database: &DatabaseConnection) -> Result<(), MigrationError> {
    let transaction = lock(database).await?;
    refuse_newer(&transaction).await?;
    Migrator::down(&transaction, Some(1)).await?;
    Ok(transaction.commit().await?)
}

/// Every change in its order, and whether it has been applied. Writes nothing.
pub async fn status(database: &DatabaseConnection) -> Result<Vec<(String, bool)>, MigrationError> {
    let migrations = Migrator::get_migration_with_status_read_only(database).await?;
    let is_applied = |migration: &Migration| migration.status() == MigrationStatus::Applied;
    Ok(migrations
        .into_iter()
        .map(|migration| (migration.name().to_owned(), is_applied(&migration)))
        .collect())
}

/// Why the tables are not as they should be.
#[derive(Debug, Error)]
pub enum MigrationError {
    /// The database was made by a newer version of the program.
    #[error(
        "the database is newer than this program: it has the change '{0}', which this version \
         does not know; start the version that made it, or a later one"
    )]
    NewerDatabase(String),
    /// The database did not do what it was told.
    #[error(transparent)]
    Database(#[from] DbErr),
}

struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_create_users::Migration),
            Box::new(m20261120_000002_create_tasks::Migration),
            Box::new(m20261121_000001_create_sessions::Migration),
            Box::new(m20261121_000002_create_throttles::Migration),
            Box::new(m20261121_000003_create_events::Migration),
            Box::new(m20261121_000004_create_mails::Migration),
            Box::new(m20261121_000005_create_personal_tokens::Migration),
        ]
    }
}

/// Begins a transaction that no other process is in at the same time.
async fn lock(database: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = database.begin_with_options(options).await?;
    if database.get_database_backend() == DbBackend::Postgres {
        // However short statements must be otherwise, the one before may take its time. The number
        // is "errand" in ASCII.
        let lock = "SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(111542219664996)";
        transaction.execute_unprepared(lock).await?;
    }
    Ok(transaction)
}

async fn refuse_newer(transaction: &DatabaseTransaction) -> Result<(), MigrationError> {
    let known = Migrator::migrations();
    let applied = Migrator::get_migration_models(transaction).await?;
    match applied
        .into_iter()
        .find(|applied| known.iter().all(|known| known.name() != applied.version))
    {
        Some(unknown) => Err(MigrationError::NewerDatabase(unknown.version)),
        None => Ok(()),
    }
}

/// A change whose SQL stands beside it in `up_postgres.sql`, `up_sqlite.sql` and the same for `down`.
macro_rules! migration {
    ($name:literal) => {
        use sea_orm_migration::prelude::*;
        use sea_orm_migration::sea_orm::DbBackend;

        pub(crate) struct Migration;

        impl MigrationName for Migration {
            fn name(&self) -> &str {
                $name
            }
        }

        #[async_trait::async_trait]
        impl MigrationTrait for Migration {
            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                let sql = match manager.get_database_backend() {
                    DbBackend::Postgres => include_str!("up_postgres.sql"),
                    _ => include_str!("up_sqlite.sql"),
                };
                manager.get_connection().execute_unprepared(sql).await?;
                Ok(())
            }

            async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                let sql = match manager.get_database_backend() {
                    DbBackend::Postgres => include_str!("down_postgres.sql"),
                    _ => include_str!("down_sqlite.sql"),
                };
                manager.get_connection().execute_unprepared(sql).await?;
                Ok(())
            }
        }
    };
}
use migration;
