//! The connection to either database, and what a fault of it means.

mod connections;
mod failure;
mod options;
mod settings;

use async_trait::async_trait;
use errand_domain::{Failure, Readiness};
use sea_orm::{ConnectionTrait, Database as SeaOrm, DatabaseConnection, QueryResult, TryGetable};

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
