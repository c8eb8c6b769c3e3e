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
    Sqlite(Arc<Kept<Sqlite>>),
    Postgres(Arc<Kept<Postgres>>),
}

impl Connections {
    /// Keeps up to `max` of the pool's connections.
    pub(super) fn new(pool: &DatabaseConnection, max: u32) -> Self {
        match pool.get_database_backend() {
            DbBackend::Postgres => {
                Self::Postgres(Kept::new(pool.get_postgres_connection_pool(), max))
            }
            _ => Self::Sqlite(Kept::new(pool.get_sqlite_connection_pool(), max)),
        }
    }

    /// Gives all connections back that no statement is running on.
    pub(super) fn give_back(&self) {
        match self {
            Self::Sqlite(kept) => kept.idle().clear(),
            Self::Postgres(kept) => kept.idle().clear(),
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
        let (mut tested, place) = $kept.take().await?;
        let values = SqlxValues($statement.values.unwrap_or(Values(Vec::new())));
        let query = sqlx::query_with(AssertSqlSafe($statement.sql), values);
        let done = query.$fetch(&mut *tested.connection).await;
        match done {
            Ok(done) => {
                $kept.idle().push(tested);
                drop(place);
                done
            }
            Err(error) => {
                // What broke this connection may have broken the others.
                if error.as_database_error().is_none() {
                    $kept.idle().clear();
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
            Self::Sqlite(kept) => run!(kept, statement, execute).into(),
            Self::Postgres(kept) => run!(kept, statement, execute).into(),
        })
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let statement = Statement::from_string(self.get_database_backend(), sql);
        self.execute_raw(statement).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(match self {
            Self::Sqlite(kept) => run!(kept, statement, fetch_optional).map(Into::into),
            Self::Postgres(kept) => run!(kept, statement, fetch_optional).map(Into::into),
        })
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        Ok(match self {
            Self::Sqlite(kept) => {
                let rows = run!(kept, statement, fetch_all);
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
