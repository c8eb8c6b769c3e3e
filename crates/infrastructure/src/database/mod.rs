//! The connection to either database, and the meaning of its errors.

mod connection;
mod connections;
mod examination;
mod failure;
mod kept;
mod measured;
mod options;
mod readiness;
mod settings;
mod time;
mod transaction;
mod url;

#[cfg(test)]
mod tests;

use errand_domain::Failure;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, TryGetable, Value};

pub use connections::ConnectionCounts;
use connections::Connections;
pub use errand_migration::MigrationError;
pub use examination::{Examination, PostgresExamination, examine};
pub(crate) use failure::{failure, violates};
pub use readiness::WriteCheck;
pub use settings::{DatabaseSettings, Synchronous};
pub(crate) use time::{Stored, stored_column};
pub(crate) use transaction::Transaction;

/// Connections to SQLite or PostgreSQL.
#[derive(Clone, Debug)]
pub struct Database {
    /// For single statements.
    pub(crate) connections: Connections,
}

impl Database {
    /// Connects, and creates the file of a SQLite database if there is none.
    ///
    /// The connections belong to the runtime this is called on, which must outlive every other user
    /// of them.
    pub async fn connect(settings: &DatabaseSettings) -> Result<Self, Failure> {
        let connections = options::connect(settings).await?;
        Ok(Self { connections })
    }

    /// Applies pending migrations. Any number of processes may call this at once.
    pub async fn migrate(&self) -> Result<(), MigrationError> {
        let transaction = self.begin().await?;
        errand_migration::up(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Reverts the last migration and deletes all data in its tables.
    pub async fn roll_back(&self) -> Result<(), MigrationError> {
        let transaction = self.begin().await?;
        errand_migration::down(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// All migrations in order, and whether each has been applied.
    pub async fn migrations(&self) -> Result<Vec<(&'static str, bool)>, MigrationError> {
        errand_migration::status(&self.connections).await
    }

    /// A hand-written statement for both databases, with `$1` and so on as placeholders.
    pub(crate) fn statement<const N: usize>(&self, sql: &str, values: [Value; N]) -> Statement {
        Statement::from_sql_and_values(self.connections.get_database_backend(), sql, values)
    }

    /// Runs such a statement and returns its rows.
    pub(crate) async fn rows<const N: usize>(
        &self,
        sql: &str,
        values: [Value; N],
    ) -> Result<Vec<QueryResult>, Failure> {
        let statement = self.statement(sql, values);
        let rows = self.connections.query_all_raw(statement).await;
        rows.map_err(failure)
    }

    /// Runs such a statement and returns the number of rows it changed.
    pub(crate) async fn execute<const N: usize>(
        &self,
        sql: &str,
        values: [Value; N],
    ) -> Result<u64, Failure> {
        let statement = self.statement(sql, values);
        let done = self.connections.execute_raw(statement).await;
        done.map(|done| done.rows_affected()).map_err(failure)
    }

    /// Begins a transaction on one of the same connections. On SQLite it waits for earlier writes
    /// and precedes later ones.
    pub(crate) async fn begin(&self) -> Result<Transaction, DbErr> {
        self.connections.begin().await
    }

    /// Begins a transaction that reads, and sees no later write of others. It lets them write.
    pub(crate) async fn begin_snapshot(&self) -> Result<Transaction, DbErr> {
        self.connections.begin_snapshot().await
    }

    /// Copies a SQLite database into a file, which must be empty. Others may go on writing
    /// meanwhile.
    pub async fn copy_to_file(&self, file: &str) -> Result<(), Failure> {
        self.execute("VACUUM INTO $1", [file.into()])
            .await
            .map(drop)
    }

    /// How many connections there are.
    pub fn connection_counts(&self) -> ConnectionCounts {
        self.connections.counts()
    }

    /// Closes all connections once the running statements have finished.
    pub async fn close(&self) {
        self.connections.close().await;
    }
}

/// The value of a column, by its position in the row.
pub(crate) fn column<T: TryGetable>(row: &QueryResult, index: usize) -> Result<T, Failure> {
    row.try_get_by_index(index).map_err(failure)
}
