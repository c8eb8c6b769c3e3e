//! Single statements on the kept connections, and the beginning of transactions.

use std::sync::Arc;

use async_trait::async_trait;
use sea_orm::sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::connection::{Connection, Lent};
use super::kept::Kept;
use super::transaction::Transaction;

/// The connections to either database.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    kept: Both,
    /// The statement that begins a transaction. On SQLite it takes the write lock, because SQLite
    /// refuses a lock requested halfway through a transaction if another connection is writing.
    begin: Arc<str>,
}

/// The numbers of connections to the database.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ConnectionCounts {
    /// Those that a statement or a transaction has.
    pub in_use: u32,
    /// Those that another one could have at once, open or not.
    pub free: u32,
}

#[derive(Clone, Debug)]
enum Both {
    /// SQLite allows one writer at a time, and a write makes all other connections drop their
    /// cached pages. So one connection makes all writes, in the order they arrive.
    Sqlite {
        readers: Arc<Kept<Sqlite>>,
        writer: Arc<Kept<Sqlite>>,
    },
    Postgres {
        kept: Arc<Kept<Postgres>>,
        sessions: Sessions,
    },
}

/// What a connection to PostgreSQL is attached to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sessions {
    /// A session of its own, which keeps named statements.
    Own,
    /// Another session for each transaction, as assigned by a pooler. The driver sends a
    /// statement's text and its values separately, and only a transaction guarantees that both
    /// reach the same session. So every single statement becomes a transaction.
    Pooled,
}

impl Connections {
    /// Keeps up to `max` connections for reading and one for writing.
    pub(super) fn sqlite(pool: &SqlitePool, max: u32) -> Self {
        Self {
            kept: Both::Sqlite {
                readers: Kept::new(pool, max),
                writer: Kept::new(pool, 1),
            },
            begin: "BEGIN IMMEDIATE".into(),
        }
    }

    /// Keeps up to `max` connections.
    pub(super) fn postgres(pool: &PgPool, max: u32, sessions: Sessions, begin: Arc<str>) -> Self {
        let kept = Kept::new(pool, max);
        Self {
            kept: Both::Postgres { kept, sessions },
            begin,
        }
    }

    /// Begins a transaction.
    pub(super) async fn begin(&self) -> Result<Transaction, DbErr> {
        let mut connection = self.lend(false).await?;
        connection.begin(&self.begin).await?;
        Ok(Transaction::new(self.get_database_backend(), connection))
    }

    /// Begins a transaction that reads, and sees no later write of others.
    pub(super) async fn begin_snapshot(&self) -> Result<Transaction, DbErr> {
        let begin = match self.kept {
            Both::Sqlite { .. } => "BEGIN",
            Both::Postgres { .. } => {
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0"
            }
        };
        let mut connection = self.lend(true).await?;
        connection.begin(&begin.into()).await?;
        Ok(Transaction::new(self.get_database_backend(), connection))
    }

    /// How many connections there are.
    pub(super) fn counts(&self) -> ConnectionCounts {
        match &self.kept {
            Both::Sqlite { readers, writer } => ConnectionCounts {
                in_use: readers.in_use() + writer.in_use(),
                free: readers.free() + writer.free(),
            },
            Both::Postgres { kept, .. } => ConnectionCounts {
                in_use: kept.in_use(),
                free: kept.free(),
            },
        }
    }

    /// Closes all connections once the running statements have finished.
    pub(super) async fn close(&self) {
        match &self.kept {
            Both::Sqlite { readers, writer } => {
                let (readers, writer) = (readers.close(), writer.close());
                readers.await;
                writer.await;
            }
            Both::Postgres { kept, .. } => kept.close().await,
        }
    }

    /// A connection for one statement. Only the first word decides whether the statement reads. A
    /// misjudged statement still runs correctly.
    async fn lend_for(&self, statement: &Statement) -> Result<Connection, DbErr> {
        let first_word = statement.sql.split_ascii_whitespace().next();
        let mut connection = self
            .lend(matches!(first_word, Some("SELECT" | "WITH")))
            .await?;
        if let Both::Postgres {
            sessions: Sessions::Pooled,
            ..
        } = self.kept
        {
            connection.begin(&self.begin).await?;
        }
        Ok(connection)
    }

    async fn lend(&self, reads: bool) -> Result<Connection, DbErr> {
        let lent = match &self.kept {
            Both::Sqlite { readers, .. } if reads => Lent::Sqlite(readers.lend().await?),
            Both::Sqlite { writer, .. } => Lent::Sqlite(writer.lend().await?),
            Both::Postgres { kept, sessions } => Lent::Postgres {
                loan: kept.lend().await?,
                named: *sessions == Sessions::Own,
            },
        };
        Ok(Connection::new(lent))
    }
}

/// Runs a method of a connection for one statement.
macro_rules! run {
    ($connections:ident, $method:ident, $statement:ident) => {{
        let mut connection = $connections.lend_for(&$statement).await?;
        let done = connection.$method($statement).await?;
        connection.finish().await?;
        Ok(done)
    }};
}

#[async_trait]
impl ConnectionTrait for Connections {
    fn get_database_backend(&self) -> DbBackend {
        match self.kept {
            Both::Sqlite { .. } => DbBackend::Sqlite,
            Both::Postgres { .. } => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        run!(self, execute, statement)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let statement = Statement::from_string(self.get_database_backend(), sql);
        self.execute_raw(statement).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        run!(self, query_one, statement)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        run!(self, query_all, statement)
    }
}
