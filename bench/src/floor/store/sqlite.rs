//! The statements for SQLite.

use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Result, SqlitePool, query, query_as, raw_sql};
use uuid::Uuid;

use crate::task::{Row, Task, columns};

/// One connection writes, because SQLite allows one writer at a time; the others read.
pub(crate) struct SqlitePools {
    writer: SqlitePool,
    readers: SqlitePool,
}

pub(super) async fn connect(url: &str) -> Result<SqlitePools> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(5));
    let pool = |connections| {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .test_before_acquire(false)
            .connect_with(options.clone())
    };
    let writer = pool(1).await?;
    raw_sql(include_str!("sqlite.sql")).execute(&writer).await?;
    let readers = pool(4).await?;
    Ok(SqlitePools { writer, readers })
}

pub(super) async fn list(
    pools: &SqlitePools,
    user: Uuid,
    created_at: DateTime<Utc>,
    id: Uuid,
    limit: usize,
) -> Result<Vec<Row>> {
    // With a bound limit, SQLite prepares the statement anew each time.
    let list = format!(
        "SELECT {} FROM users u JOIN tasks t ON t.owner_id = u.id
         WHERE u.id = ?1 AND t.owner_id = ?1 AND (t.created_at, t.id) < (?2, ?3)
         ORDER BY t.created_at DESC, t.id DESC LIMIT {limit}",
        columns!()
    );
    query_as(AssertSqlSafe(list))
        .bind(user)
        .bind(created_at)
        .bind(id)
        .fetch_all(&pools.readers)
        .await
}

pub(super) async fn find(pools: &SqlitePools, user: Uuid, id: Uuid) -> Result<Option<Row>> {
    query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM tasks t JOIN users u ON u.id = t.owner_id WHERE t.id = ?2 AND t.owner_id = ?1"
    ))
    .bind(user)
    .bind(id)
    .fetch_optional(&pools.readers)
    .await
}

pub(super) async fn insert(pools: &SqlitePools, user: Uuid, task: &Task) -> Result<bool> {
    let done = query(
        "INSERT INTO tasks (id, owner_id, title, description, completed_at, priority, tags,
             due_date, due_time, time_zone, version, created_at, updated_at)
         SELECT ?2, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, ?11
         FROM users WHERE id = ?1",
    )
    .bind(user)
    .bind(task.id)
    .bind(&task.title)
    .bind(&task.description)
    .bind(task.completed_at)
    .bind(task.priority as i16)
    .bind(task.tags.get())
    .bind(task.due_date)
    .bind(task.due_time)
    .bind(&task.time_zone)
    .bind(task.created_at)
    .execute(&pools.writer)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn toggle(
    pools: &SqlitePools,
    user: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Row>> {
    // Reads to the end, because the change is committed only after the row.
    let mut rows = query_as(
        "UPDATE tasks
         SET completed_at = CASE WHEN completed_at IS NULL THEN ?3 END,
             version = version + 1, updated_at = ?3
         WHERE id = ?2 AND owner_id = ?1 AND EXISTS (SELECT 1 FROM users WHERE users.id = ?1)
         RETURNING id, title, description, completed_at, priority, tags, due_date, due_time,
             time_zone, version, created_at, updated_at",
    )
    .bind(user)
    .bind(id)
    .bind(now)
    .fetch_all(&pools.writer)
    .await?;
    Ok(rows.pop())
}

pub(super) async fn has_user(pools: &SqlitePools, user: Uuid) -> Result<bool> {
    let found = query("SELECT 1 FROM users WHERE id = ?1").bind(user);
    Ok(found.fetch_optional(&pools.readers).await?.is_some())
}
