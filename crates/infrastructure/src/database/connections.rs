//! Connections that are kept at hand between statements.
//!
//! The pool tests a connection each time it is given back, with a task and a round trip of its own,
//! which costs as much as a small statement. Here a connection is given back once a second instead
//! of after each statement; after an error, or when a request is dropped half-way, at once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::sea_query::Values;
use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, AssertSqlSafe, Pool, Postgres, Sqlite};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult,
    RuntimeErr, Statement,
};
use sea_query_sqlx::SqlxValues;
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long a connection is used before the pool tests it again.
const TESTED_FOR: Duration = Duration::from_secs(1);

/// Runs single statements on connections to either database.
#[derive(Clone, Debug)]
pub(crate) enum Connections {
    Sqlite(SqliteConnections),
    Postgres(Arc<Kept<Postgres>>),
}

/// SQLite has one writer at a time, and a write makes all connections but its own forget the pages
/// they have read. So all writes take the same connection, in the order they came.
#[derive(Clone, Debug)]
pub(crate) struct SqliteConnections {
    readers: Arc<Kept<Sqlite>>,
    writer: Arc<Kept<Sqlite>>,
}

impl Connections {
    /// Keeps up to `max` of the pool's connections, and on SQLite the one that writes.
    pub(super) fn new(pool: &DatabaseConnection, max: u32) -> Self {
        if pool.get_database_backend() == DbBackend::Postgres {
            return Self::Postgres(Kept::new(pool.get_postgres_connection_pool(), max));
        }
        let pool = pool.get_sqlite_connection_pool();
        Self::Sqlite(SqliteConnections {
            readers: Kept::new(pool, max),
            writer: Kept::new(pool, 1),
        })
    }

    /// Gives all connections back that no statement is running on.
    pub(super) fn give_back(&self) {
        match self {
            Self::Sqlite(kept) => {
                kept.readers.idle().clear();
                kept.writer.idle().clear();
            }
            Self::Postgres(kept) => kept.idle().clear(),
        }
    }
}

impl SqliteConnections {
    /// Told by the first word alone: a statement that is judged wrongly runs all the same.
    fn that_runs(&self, statement: &Statement) -> &Kept<Sqlite> {
        match statement.sql.split_ascii_whitespace().next() {
            Some("SELECT" | "WITH") => &self.readers,
            _ => &self.writer,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Kept<DB: sqlx::Database> {
    pool: Pool<DB>,
    /// A place for each connection: who has one finds a connection here or in the pool.
    places: Semaphore,
    idle: Mutex<Vec<Tested<DB>>>,
}

#[derive(Debug)]
struct Tested<DB: sqlx::Database> {
    connection: PoolConnection<DB>,
    at: Instant,
}

impl<DB: sqlx::Database> Kept<DB> {
    fn new(pool: &Pool<DB>, max: u32) -> Arc<Self> {
        Arc::new(Self {
            pool: pool.clone(),
            places: Semaphore::new(max as usize),
            idle: Mutex::default(),
        })
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Tested<DB>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection that was tested lately, and the place it takes. Dropped, it goes to the pool.
    async fn take(&self) -> Result<(Tested<DB>, SemaphorePermit<'_>), DbErr> {
        let patience = self.pool.options().get_acquire_timeout();
        let place = tokio::time::timeout(patience, self.places.acquire())
            .await
            .map_err(|_elapsed| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?
            .map_err(|_closed| DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))?;
        let idle = self.idle().pop();
        if let Some(tested) = idle.filter(|tested| tested.at.elapsed() < TESTED_FOR) {
            return Ok((tested, place));
        }
        let acquired = Box::pin(self.pool.acquire()).await;
        let tested = Tested {
            connection: acquired.map_err(|error| DbErr::Conn(sqlx_error(error)))?,
            at: Instant::now(),
        };
        Ok((tested, place))
    }
}

/// Runs a statement to its end by a method of sqlx, and keeps the connection where it succeeds.
macro_rules! run {
    ($kept:expr, $statement:expr, $fetch:ident) => {{
        let kept: &Kept<_> = $kept;
        let (mut tested, place) = kept.take().await?;
        let values = SqlxValues($statement.values.unwrap_or(Values(Vec::new())));
        let query = sqlx::query_with(AssertSqlSafe($statement.sql), values);
        let done = query.$fetch(&mut *tested.connection).await;
        match done {
            Ok(done) => {
                kept.idle().push(tested);
                drop(place);
                done
            }
            Err(error) => {
                // What broke this connection may have broken the others.
                if error.as_database_error().is_none() {
                    kept.idle().clear();
                }
                return Err(DbErr::Query(sqlx_error(error)));
            }
        }
    }};
}

#[async_trait::async_trait]
impl ConnectionTrait for Connections {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        Ok(match self {
            Self::Sqlite(kept) => run!(kept.that_runs(&statement), statement, execute).into(),
            Self::Postgres(kept) => run!(kept, statement, execute).into(),
        })
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let statement = Statement::from_string(self.get_database_backend(), sql);
        self.execute_raw(statement).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(match self {
            Self::Sqlite(kept) => {
                run!(kept.that_runs(&statement), statement, fetch_optional).map(Into::into)
            }
            Self::Postgres(kept) => run!(kept, statement, fetch_optional).map(Into::into),
        })
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        Ok(match self {
            Self::Sqlite(kept) => {
                let rows = run!(kept.that_runs(&statement), statement, fetch_all);
                rows.into_iter().map(Into::into).collect()
            }
            Self::Postgres(kept) => {
                let rows = run!(kept, statement, fetch_all);
                rows.into_iter().map(Into::into).collect()
            }
        })
    }
}

fn sqlx_error(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(Arc::new(error))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sea_orm::{ConnectOptions, Database};
    use tokio::task::JoinSet;

    use super::*;

    #[tokio::test]
    async fn all_writes_to_sqlite_are_made_by_one_connection() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/test.db?mode=rwc", folder.path().display());
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(9)
            .acquire_timeout(Duration::from_secs(10));
        let pool = Database::connect(options).await.unwrap();
        let connections = Connections::new(&pool, 8);
        connections
            .execute_unprepared("CREATE TABLE t (n INTEGER)")
            .await
            .unwrap();
        let statement = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            let (connections, insert) =
                (connections.clone(), statement("INSERT INTO t VALUES (1)"));
            tasks.spawn(async move { connections.execute_raw(insert).await });
        }
        for written in tasks.join_all().await {
            written.unwrap();
        }
        let own = "INSERT INTO t VALUES (total_changes()) RETURNING n";
        let row = connections
            .query_one_raw(statement(own))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.try_get_by_index::<i32>(0).unwrap(), 20);
    }
}
