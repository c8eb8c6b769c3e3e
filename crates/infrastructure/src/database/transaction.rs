//! Transactions on the kept connections.

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::Mutex;

use super::connection::{Connection, has_ended};

/// A transaction. After an error of a statement, or if it is dropped without
/// [`Transaction::commit`], it is rolled back.
pub(crate) struct Transaction {
    backend: DbBackend,
    connection: Mutex<Option<Connection>>,
}

/// Runs a method of the connection, and ends the transaction if it fails. After an error PostgreSQL
/// refuses further statements and answers COMMIT with a rollback; ending the transaction here makes
/// SQLite behave in the same way.
macro_rules! run {
    ($transaction:ident, $method:ident, $argument:expr) => {{
        let mut connection = $transaction.connection.lock().await;
        let open = connection.as_mut().ok_or_else(has_ended)?;
        let done = open.$method($argument).await;
        if done.is_err() {
            *connection = None;
        }
        done
    }};
}

impl Transaction {
    pub(super) fn new(backend: DbBackend, connection: Connection) -> Self {
        Self {
            backend,
            connection: Mutex::new(Some(connection)),
        }
    }

    /// Commits the transaction.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        let connection = self.connection.into_inner().ok_or_else(has_ended)?;
        connection.finish().await
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        run!(self, execute, statement)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        run!(self, run, sql.into())
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        run!(self, query_one, statement)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        run!(self, query_all, statement)
    }
}
