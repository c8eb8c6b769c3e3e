//! Connections that are kept between statements.
//!
//! The pool tests a connection each time it is given back, with a task and a round trip of its own,
//! which costs as much as a small statement. Here a connection is given back once a second instead
//! of after each statement; after an error, or when a request is dropped half-way, at once.
//!
//! The socket of a connection belongs to the runtime it was opened on. The workers of the server
//! have runtimes of their own and end one by one, so connections are opened, tested and closed on a
//! runtime that outlives them all.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, Pool};
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::is_read_only;

/// How long a connection is used before the pool tests it again.
const TESTED_FOR: Duration = Duration::from_secs(1);

/// The connections of one pool.
#[derive(Debug)]
pub(super) struct Kept<DB: sqlx::Database> {
    pool: Pool<DB>,
    runtime: Handle,
    /// A place for each connection: whoever has one finds a connection here or in the pool.
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Tested<DB>>>,
    /// How often all connections were given up.
    generation: AtomicU64,
}

#[derive(Debug)]
struct Tested<DB: sqlx::Database> {
    connection: PoolConnection<DB>,
    at: Instant,
    generation: u64,
}

impl<DB: sqlx::Database> Kept<DB> {
    /// Keeps up to `max` connections of the pool. The current runtime must outlive their use.
    pub(super) fn new(pool: &Pool<DB>, max: u32) -> Arc<Self> {
        Arc::new(Self {
            pool: pool.clone(),
            runtime: Handle::current(),
            places: Arc::new(Semaphore::new(max as usize)),
            idle: Mutex::default(),
            generation: AtomicU64::new(0),
        })
    }

    /// Lends a connection that was tested lately.
    pub(super) async fn lend(self: &Arc<Self>) -> Result<Loan<DB>, DbErr> {
        let patience = self.pool.options().get_acquire_timeout();
        let place = Arc::clone(&self.places).acquire_owned();
        let place = tokio::time::timeout(patience, place)
            .await
            .map_err(|_elapsed| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?
            .map_err(|_closed| closed())?;
        let mut loan = Loan {
            kept: Arc::clone(self),
            tested: self.idle().pop(),
            _place: place,
        };
        if loan
            .tested
            .as_ref()
            .is_none_or(|tested| tested.at.elapsed() >= TESTED_FOR)
        {
            loan.give_to_pool();
            loan.tested = Some(Box::pin(self.acquire()).await?);
        }
        Ok(loan)
    }

    async fn acquire(&self) -> Result<Tested<DB>, DbErr> {
        let pool = self.pool.clone();
        let generation = self.generation.load(Ordering::Acquire);
        let acquired = self.runtime.spawn(async move { pool.acquire().await });
        let acquired = acquired.await.map_err(|_runtime_ended| closed())?;
        Ok(Tested {
            connection: acquired.map_err(|error| DbErr::Conn(sqlx_error(error)))?,
            at: Instant::now(),
            generation,
        })
    }

    /// Closes the pool, once all its connections are back.
    pub(super) async fn close(&self) {
        self.give_back();
        self.pool.close().await;
    }

    /// Gives all connections back that nobody uses.
    pub(super) fn give_back(&self) {
        let idle = std::mem::take(&mut *self.idle());
        let _runtime = self.runtime.enter();
        drop(idle);
    }

    /// Closes all connections, those in use as soon as they are not.
    fn give_up(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        let idle = std::mem::take(&mut *self.idle());
        let idle = idle.into_iter().map(|tested| tested.connection);
        let _runtime = self.runtime.enter();
        for mut connection in idle.chain(std::iter::from_fn(|| self.pool.try_acquire())) {
            connection.close_on_drop();
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Tested<DB>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection on loan, and the place it takes. Dropped, the connection goes to the pool, which
/// waits for what is under way on it.
pub(super) struct Loan<DB: sqlx::Database> {
    kept: Arc<Kept<DB>>,
    tested: Option<Tested<DB>>,
    _place: OwnedSemaphorePermit,
}

impl<DB: sqlx::Database> Loan<DB> {
    /// What statements run on.
    pub(super) fn connection(&mut self) -> Result<&mut DB::Connection, DbErr> {
        match &mut self.tested {
            Some(tested) => Ok(&mut *tested.connection),
            None => Err(closed()),
        }
    }

    /// Ends the loan after the last statement ended well.
    pub(super) fn keep(mut self) {
        if let Some(tested) = self.tested.take_if(|tested| tested.is_of(&self.kept)) {
            self.kept.idle().push(tested);
        }
    }

    /// Draws the conclusions from an error of the connection.
    pub(super) fn judge(&self, error: sqlx::Error) -> DbErr {
        if is_read_only(&error) {
            // The server may have become a standby, or let this session be read-only for good.
            self.kept.give_up();
        } else if error.as_database_error().is_none() {
            // What broke this connection may have broken the others.
            self.kept.give_back();
        }
        DbErr::Query(sqlx_error(error))
    }

    /// Where the connection is driven.
    pub(super) fn runtime(&self) -> Handle {
        self.kept.runtime.clone()
    }

    /// Ends the connection with the loan.
    pub(super) fn close(&mut self) {
        if let Some(tested) = &mut self.tested {
            tested.connection.close_on_drop();
        }
    }

    fn give_to_pool(&mut self) {
        if let Some(mut tested) = self.tested.take() {
            if !tested.is_of(&self.kept) {
                tested.connection.close_on_drop();
            }
            let _runtime = self.kept.runtime.enter();
            drop(tested);
        }
    }
}

impl<DB: sqlx::Database> Drop for Loan<DB> {
    fn drop(&mut self) {
        self.give_to_pool();
    }
}

impl<DB: sqlx::Database> Tested<DB> {
    /// Whether it was not given up meanwhile.
    fn is_of(&self, kept: &Kept<DB>) -> bool {
        self.generation == kept.generation.load(Ordering::Acquire)
    }
}

fn sqlx_error(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(Arc::new(error))
}

fn closed() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}
