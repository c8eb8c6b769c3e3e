//! The statements for SQLite.

use chrono::{DateTime, Utc};
use sqlx::query::QueryAs;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Result, Sqlite, query, query_as};
use uuid::Uuid;

use crate::database::SqlitePools;
use crate::list::{List, Sort};
use crate::task::{Row, Task, columns};

pub(super) async fn list(pools: &SqlitePools, user: Uuid, list: &List) -> Result<Vec<Row>> {
    const DUE: &str =
        "COALESCE(tasks.due_date || ' ' || COALESCE(tasks.due_time, '23:59:59.999999'),
                                '9999-12-31 23:59:59.999999')";
    let page = match list.sort {
        Sort::CreatedAt => "AND (tasks.created_at, tasks.id) < (?2, ?3)
             ORDER BY tasks.created_at DESC, tasks.id DESC"
            .to_owned(),
        Sort::DueDate => format!("AND ({DUE}, tasks.id) > (?2, ?3) ORDER BY {DUE}, tasks.id"),
    };
    // With a bound limit, SQLite prepares the statement anew each time.
    let sql = format!(
        "SELECT {} FROM users JOIN tasks ON tasks.owner_id = users.id
         WHERE users.id = ?1 AND tasks.owner_id = ?1 {} {page} LIMIT {}",
        columns!(),
        list.filter(),
        list.count(),
    );
    let rows = query_as(AssertSqlSafe(sql)).bind(user);
    let rows: QueryAs<'_, Sqlite, Row, SqliteArguments> = match list.sort {
        Sort::CreatedAt => rows.bind(list.after.key.and_utc()),
        Sort::DueDate => rows.bind(list.after.key),
    };
    rows.bind(list.after.id).fetch_all(&pools.readers).await
}

pub(super) async fn find(pools: &SqlitePools, user: Uuid, id: Uuid) -> Result<Option<Row>> {
    query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM tasks JOIN users ON users.id = tasks.owner_id WHERE tasks.id = ?2 AND tasks.owner_id = ?1"
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

pub(super) async fn edit(
    pools: &SqlitePools,
    user: Uuid,
    id: Uuid,
    title: &str,
    now: DateTime<Utc>,
) -> Result<Option<Row>> {
    // Reads to the end, because the change is committed only after the row.
    let mut rows = query_as(concat!(
        "UPDATE tasks
         SET title = ?3, version = version + 1, updated_at = ?4
         WHERE id = ?2 AND owner_id = ?1 AND EXISTS (SELECT 1 FROM users WHERE users.id = ?1)
         RETURNING ",
        columns!()
    ))
    .bind(user)
    .bind(id)
    .bind(title)
    .bind(now)
    .fetch_all(&pools.writer)
    .await?;
    Ok(rows.pop())
}

pub(super) async fn toggle(
    pools: &SqlitePools,
    user: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Row>> {
    let mut rows = query_as(concat!(
        "UPDATE tasks
         SET completed_at = CASE WHEN completed_at IS NULL THEN ?3 END,
             version = version + 1, updated_at = ?3
         WHERE id = ?2 AND owner_id = ?1 AND EXISTS (SELECT 1 FROM users WHERE users.id = ?1)
         RETURNING ",
        columns!()
    ))
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
