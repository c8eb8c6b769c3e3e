//! Connections that stay open between statements.
//!
//! The pool tests a connection whenever it is returned, with a task and a round trip that cost as
//! much as a small statement. So a connection is returned only once a second instead of after each
//! statement. After an error, or if a request is dropped halfway, it is returned immediately.
//!
//! The socket of a connection belongs to the runtime that opened it. The server's workers have
//! their own runtimes, which end one by one, so connections are opened, tested and closed on a
//! runtime that outlives the workers.

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

/// How long PostgreSQL may take to finish what was given up. A connection that takes longer is
/// replaced, because a server that lost its power or its network never says so.
pub(super) const FINISHES_WITHIN: Duration = Duration::from_secs(5);

/// The connections of one pool.
#[derive(Debug)]
pub(super) struct Kept<DB: sqlx::Database> {
    pool: Pool<DB>,
    runtime: Handle,
    max: u32,
    /// A permit for each connection. The holder of a permit finds a connection here or in the pool.
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Tested<DB>>>,
    /// How many times all connections were discarded.
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
            max,
            places: Arc::new(Semaphore::new(max as usize)),
            idle: Mutex::default(),
            generation: AtomicU64::new(0),
        })
    }

    /// Lends a connection that was tested recently.
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

    /// How many connections are on loan.
    pub(super) fn in_use(&self) -> u32 {
        self.max.saturating_sub(self.free())
    }

    /// How many more could be lent.
    pub(super) fn free(&self) -> u32 {
        let free = u32::try_from(self.places.available_permits());
        free.unwrap_or(self.max)
    }

    /// Lends nothing more, and closes the pool once all its connections have been returned.
    pub(super) fn close(&self) -> impl Future<Output = ()> {
        let closed = self.pool.close();
        // What is in use now is returned at the end of its loan.
        self.give_back();
        closed
    }

    /// Returns all idle connections to the pool.
    fn give_back(&self) {
        let idle = std::mem::take(&mut *self.idle());
        let _runtime = self.runtime.enter();
        drop(idle);
    }

    /// Discards all connections: idle ones now, those in use when they are returned.
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

/// A connection on loan and its permit. When dropped, it returns the connection to the pool, which
/// waits for the running statement.
pub(super) struct Loan<DB: sqlx::Database> {
    kept: Arc<Kept<DB>>,
    tested: Option<Tested<DB>>,
    _place: OwnedSemaphorePermit,
}

impl<DB: sqlx::Database> Loan<DB> {
    /// The connection to run statements on.
    pub(super) fn connection(&mut self) -> Result<&mut DB::Connection, DbErr> {
        match &mut self.tested {
            Some(tested) => Ok(&mut *tested.connection),
            None => Err(closed()),
        }
    }

    /// Ends the loan after its last statement succeeded.
    pub(super) fn keep(mut self) {
        let mut idle = self.kept.idle();
        let is_wanted =
            |tested: &mut Tested<DB>| tested.is_of(&self.kept) && !self.kept.pool.is_closed();
        idle.extend(self.tested.take_if(is_wanted));
        drop(idle);
    }

    /// Decides what an error says about this connection and the others.
    pub(super) fn judge(&self, error: sqlx::Error) -> DbErr {
        if is_read_only(&error) {
            // The server may have become a standby, or this session may stay read-only.
            self.kept.give_up();
        } else if error.as_database_error().is_none() {
            // What broke this connection may have broken the others.
            self.kept.give_back();
        }
        DbErr::Query(sqlx_error(error))
    }

    /// The runtime that drives the connection.
    pub(super) fn runtime(&self) -> Handle {
        self.kept.runtime.clone()
    }

    /// Closes the connection when the loan ends.
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
    /// Whether it was tested after the connections were last discarded.
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
