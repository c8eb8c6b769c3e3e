//! The statements of either database.

use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

use super::{postgres, sqlite};
use crate::database::Database;
use crate::list::List;
use crate::task::Task;

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

/// Stores a task. Returns `false` if the user does not exist.
pub(super) async fn insert(database: &Database, user: Uuid, task: &Task) -> Result<bool> {
    match database {
        Database::Sqlite(pools) => sqlite::insert(pools, user, task).await,
        Database::Postgres(pool) => postgres::insert(pool, user, task).await,
    }
}

pub(super) async fn edit(
    database: &Database,
    user: Uuid,
    id: Uuid,
    title: &str,
    now: DateTime<Utc>,
) -> Result<Option<Task>> {
    let row = match database {
        Database::Sqlite(pools) => sqlite::edit(pools, user, id, title, now).await?,
        Database::Postgres(pool) => postgres::edit(pool, user, id, title, now).await?,
    };
    Ok(row.map(Task::from))
}

pub(super) async fn toggle(
    database: &Database,
    user: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Task>> {
    let row = match database {
        Database::Sqlite(pools) => sqlite::toggle(pools, user, id, now).await?,
        Database::Postgres(pool) => postgres::toggle(pool, user, id, now).await?,
    };
    Ok(row.map(Task::from))
}

pub(super) async fn has_user(database: &Database, user: Uuid) -> Result<bool> {
    match database {
        Database::Sqlite(pools) => sqlite::has_user(pools, user).await,
        Database::Postgres(pool) => postgres::has_user(pool, user).await,
    }
}
