//! The statements for either database. Each includes the user, so one statement answers a request.

mod postgres;
mod sqlite;

use chrono::{DateTime, Utc};
use sqlx::{PgPool, Result};
use uuid::Uuid;

use crate::task::Task;
use sqlite::SqlitePools;

pub(crate) enum Store {
    Sqlite(SqlitePools),
    Postgres(PgPool),
}

impl Store {
    /// Connects, and makes the tables in an empty database.
    pub(crate) async fn connect(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            sqlite::connect(url).await.map(Self::Sqlite)
        } else {
            postgres::connect(url).await.map(Self::Postgres)
        }
    }

    /// A user's tasks, newest first, starting after a position or at the first.
    pub(crate) async fn list(
        &self,
        user: Uuid,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: usize,
    ) -> Result<Vec<Task>> {
        let (created_at, id) = after.unwrap_or((END_OF_TIME, Uuid::max()));
        let rows = match self {
            Self::Sqlite(pools) => sqlite::list(pools, user, created_at, id, limit).await?,
            Self::Postgres(pool) => postgres::list(pool, user, created_at, id, limit).await?,
        };
        Ok(rows.into_iter().map(Task::from).collect())
    }

    pub(crate) async fn find(&self, user: Uuid, id: Uuid) -> Result<Option<Task>> {
        let row = match self {
            Self::Sqlite(pools) => sqlite::find(pools, user, id).await?,
            Self::Postgres(pool) => postgres::find(pool, user, id).await?,
        };
        Ok(row.map(Task::from))
    }

    /// Stores a task. Returns `false` if the user does not exist.
    pub(crate) async fn insert(&self, user: Uuid, task: &Task) -> Result<bool> {
        match self {
            Self::Sqlite(pools) => sqlite::insert(pools, user, task).await,
            Self::Postgres(pool) => postgres::insert(pool, user, task).await,
        }
    }

    pub(crate) async fn toggle(
        &self,
        user: Uuid,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Option<Task>> {
        let row = match self {
            Self::Sqlite(pools) => sqlite::toggle(pools, user, id, now).await?,
            Self::Postgres(pool) => postgres::toggle(pool, user, id, now).await?,
        };
        Ok(row.map(Task::from))
    }

    pub(crate) async fn has_user(&self, user: Uuid) -> Result<bool> {
        match self {
            Self::Sqlite(pools) => sqlite::has_user(pools, user).await,
            Self::Postgres(pool) => postgres::has_user(pool, user).await,
        }
    }
}

/// Later than every task: the last second of the year 9999, which is the last to sort correctly as
/// text.
const END_OF_TIME: DateTime<Utc> = match DateTime::from_timestamp(253_402_300_799, 0) {
    Some(end) => end,
    None => DateTime::<Utc>::MAX_UTC,
};
