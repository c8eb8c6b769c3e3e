//! The connection to either database, and what a fault of it means.

mod connections;
mod failure;
mod options;
mod settings;

use async_trait::async_trait;
use errand_domain::{Failure, Readiness};
use sea_orm::{
    ConnectionTrait, Database as SeaOrm, DatabaseConnection, DatabaseTransaction, DbErr,
    QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    TryGetable, Value,
};

use connections::Connections;
pub use errand_migration::MigrationError;
pub(crate) use failure::{failure, violates};
pub use settings::{DatabaseSettings, Synchronous};

/// Connections to SQLite or PostgreSQL.
#[derive(Clone, Debug)]
pub struct Database {
    /// For single statements.
    pub(crate) connections: Connections,
    /// For transactions.
    pool: DatabaseConnection,
}

impl Database {
    /// Connects, and makes the file of a SQLite database that is not there yet.
    pub async fn connect(settings: &DatabaseSettings) -> Result<Self, Failure> {
        let options = options::connect_options(settings)?;
        let pool = match SeaOrm::connect(options).await {
            Ok(pool) => pool,
            // The pool tries again and again and forgets why; one connection alone tells.
            Err(error) => {
                return Err(failure(
                    options::try_once(settings).await.err().unwrap_or(error),
                ));
            }
        };
        Ok(Self {
            connections: Connections::new(&pool, settings.max_connections),
            pool,
        })
    }

    /// Brings the tables up to date. Safe in any number of processes at once.
    pub async fn migrate(&self) -> Result<(), MigrationError> {
        errand_migration::up(&self.pool).await
    }

    /// Takes back the last change to the tables, and all data it held.
    pub async fn roll_back(&self) -> Result<(), MigrationError> {
        errand_migration::down(&self.pool).await
    }

    /// The changes to the tables in their order, and whether each has been applied.
    pub async fn migrations(&self) -> Result<Vec<(String, bool)>, MigrationError> {
        errand_migration::status(&self.pool).await
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

    /// Begins a transaction. On SQLite it has the right to write from its beginning on: one that
    /// asks for it half-way is refused at once where another writes.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.pool.begin_with_options(options).await
    }

    /// Ends all connections, once the statements under way have ended.
    pub async fn close(&self) -> Result<(), Failure> {
        self.connections.give_back();
        self.pool.close_by_ref().await.map_err(failure)
    }
}

#[async_trait]
impl Readiness for Database {
    async fn check(&self) -> Result<(), Failure> {
        let sign_of_life = self.connections.execute_unprepared("SELECT 1").await;
        sign_of_life.map(drop).map_err(failure)
    }
}

/// The value of a column, by its place in the row.
pub(crate) fn column<T: TryGetable>(row: &QueryResult, index: usize) -> Result<T, Failure> {
    row.try_get_by_index(index).map_err(failure)
}
