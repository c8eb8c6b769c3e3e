//! Transactions on the kept connections.

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::Mutex;

use super::connection::{Connection, has_ended};

/// Statements that all count or none. An error of one, or the end of this value without
/// [`Transaction::commit`], takes all of them back.
pub(crate) struct Transaction {
    backend: DbBackend,
    connection: Mutex<Option<Connection>>,
}

/// Runs a method of the connection. PostgreSQL refuses all that follows an error, and answers a commit
/// as if it were one; so that SQLite does no other, the transaction ends here.
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

    /// Makes all of it count.
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
