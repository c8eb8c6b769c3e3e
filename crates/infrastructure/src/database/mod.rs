//! The connection to either database, and what a fault of it means.

mod connection;
mod connections;
mod failure;
mod kept;
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

use connections::Connections;
pub use errand_migration::MigrationError;
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
    /// Connects, and makes the file of a SQLite database that is not there yet.
    ///
    /// The connections belong to the runtime this is called on, which must outlive their use by
    /// others.
    pub async fn connect(settings: &DatabaseSettings) -> Result<Self, Failure> {
        let connections = options::connect(settings).await?;
        Ok(Self { connections })
    }

    /// Brings the tables up to date. Safe in any number of processes at once.
    pub async fn migrate(&self) -> Result<(), MigrationError> {
        let transaction = self.begin().await?;
        errand_migration::up(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Takes back the last change to the tables, and all data it held.
    pub async fn roll_back(&self) -> Result<(), MigrationError> {
        let transaction = self.begin().await?;
        errand_migration::down(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// The changes to the tables in their order, and whether each has been applied.
    pub async fn migrations(&self) -> Result<Vec<(&'static str, bool)>, MigrationError> {
        errand_migration::status(&self.connections).await
    }

    /// A statement written by hand for both databases, with `$1` and so on for the values.
    pub(crate) fn statement<const N: usize>(&self, sql: &str, values: [Value; N]) -> Statement {
        Statement::from_sql_and_values(self.connections.get_database_backend(), sql, values)
    }

    /// Runs such a statement and gives its rows.
    pub(crate) async fn rows<const N: usize>(
        &self,
        sql: &str,
        values: [Value; N],
    ) -> Result<Vec<QueryResult>, Failure> {
        let statement = self.statement(sql, values);
        let rows = self.connections.query_all_raw(statement).await;
        rows.map_err(failure)
    }

    /// Runs such a statement and gives the number of rows it changed.
    pub(crate) async fn execute<const N: usize>(
        &self,
        sql: &str,
        values: [Value; N],
    ) -> Result<u64, Failure> {
        let statement = self.statement(sql, values);
        let done = self.connections.execute_raw(statement).await;
        done.map(|done| done.rows_affected()).map_err(failure)
    }

    /// Begins a transaction on one of the same connections. On SQLite it waits for the writes before
    /// it and goes before those after it.
    pub(crate) async fn begin(&self) -> Result<Transaction, DbErr> {
        self.connections.begin().await
    }

    /// Ends all connections, once the statements under way have ended.
    pub async fn close(&self) {
        self.connections.close().await;
    }
}

/// The value of a column, by its place in the row.
pub(crate) fn column<T: TryGetable>(row: &QueryResult, index: usize) -> Result<T, Failure> {
    row.try_get_by_index(index).map_err(failure)
}
