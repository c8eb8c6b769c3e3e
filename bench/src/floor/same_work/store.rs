//! The statements of either database.

use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

use super::commit::Commit;
use super::{postgres, sqlite};
use crate::bearer::Bearer;
use crate::database::Database;
use crate::list::List;
use crate::task::Task;

/// The email and the time zone of a user, and when the session began and was last used.
pub(super) type Session = (String, String, DateTime<Utc>, DateTime<Utc>);

pub(super) async fn session(database: &Database, bearer: &Bearer) -> Result<Option<Session>> {
    match database {
        Database::Sqlite(pools) => sqlite::session(pools, bearer).await,
        Database::Postgres(pool) => postgres::session(pool, bearer).await,
    }
}

/// Tasks of a user, in the order of the list.
pub(super) async fn list(database: &Database, user: Uuid, list: &List) -> Result<Vec<Task>> {
    let rows = match database {
        Database::Sqlite(pools) => sqlite::list(pools, user, list).await?,
        Database::Postgres(pool) => postgres::list(pool, user, list).await?,
    };
    Ok(rows.into_iter().map(Task::from).collect())
}

pub(super) async fn find(database: &Database, user: Uuid, id: Uuid) -> Result<Option<Task>> {
    let row = match database {
        Database::Sqlite(pools) => sqlite::find(pools, user, id).await?,
        Database::Postgres(pool) => postgres::find(pool, user, id).await?,
    };
    Ok(row.map(Task::from))
}

/// Stores a new task.
pub(super) async fn insert(database: &Database, commit: &Commit<'_>) -> Result<()> {
    match database {
        Database::Sqlite(pools) => sqlite::insert(pools, commit).await,
        Database::Postgres(pool) => postgres::insert(pool, commit).await,
    }
}

/// Stores a task in place of what it was. Returns `false` if it is not that any more.
pub(super) async fn replace(database: &Database, commit: &Commit<'_>) -> Result<bool> {
    match database {
        Database::Sqlite(pools) => sqlite::replace(pools, commit).await,
        Database::Postgres(pool) => postgres::replace(pool, commit).await,
    }
}
