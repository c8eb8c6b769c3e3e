//! The statements for PostgreSQL.

use chrono::{DateTime, Utc};
use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{AssertSqlSafe, PgPool, Postgres, Result, query, query_as};
use uuid::Uuid;

use crate::list::{List, Sort};
use crate::task::{Row, Task, columns};

pub(super) async fn list(pool: &PgPool, user: Uuid, list: &List) -> Result<Vec<Row>> {
    const DUE: &str = "COALESCE(tasks.due_date + COALESCE(tasks.due_time, TIME '23:59:59.999999'),
                                TIMESTAMP '9999-12-31 23:59:59.999999')";
    let page = match list.sort {
        Sort::CreatedAt => "AND (tasks.created_at, tasks.id) < ($2, $3)
             ORDER BY tasks.created_at DESC, tasks.id DESC"
            .to_owned(),
        Sort::DueDate => format!("AND ({DUE}, tasks.id) > ($2, $3) ORDER BY {DUE}, tasks.id"),
    };
    // With a bound limit, PostgreSQL might plan the statement anew each time.
    let sql = format!(
        "SELECT {} FROM users JOIN tasks ON tasks.owner_id = users.id
         WHERE users.id = $1 {} {page} LIMIT {}",
        columns!(),
        list.filter(),
        list.count(),
    );
    let rows = query_as(AssertSqlSafe(sql)).bind(user);
    let rows: QueryAs<'_, Postgres, Row, PgArguments> = match list.sort {
        Sort::CreatedAt => rows.bind(list.after.key.and_utc()),
        Sort::DueDate => rows.bind(list.after.key),
    };
    rows.bind(list.after.id).fetch_all(pool).await
}

pub(super) async fn find(pool: &PgPool, user: Uuid, id: Uuid) -> Result<Option<Row>> {
    query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM tasks JOIN users ON users.id = tasks.owner_id WHERE tasks.id = $2 AND tasks.owner_id = $1"
    ))
    .bind(user)
    .bind(id)
    .fetch_optional(pool)
    .await
}

pub(super) async fn insert(pool: &PgPool, user: Uuid, task: &Task) -> Result<bool> {
    let done = query(
        "INSERT INTO tasks (id, owner_id, title, description, completed_at, priority, tags,
             due_date, due_time, time_zone, version, created_at, updated_at)
         SELECT $2, id, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $11
         FROM users WHERE id = $1",
    )
    .bind(user)
    .bind(task.id)
    .bind(&task.title)
    .bind(&task.description)
    .bind(task.completed_at)
    .bind(task.priority as i16)
    .bind(&task.tags)
    .bind(task.due_date)
    .bind(task.due_time)
    .bind(&task.time_zone)
    .bind(task.created_at)
    .execute(pool)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn edit(
    pool: &PgPool,
    user: Uuid,
    id: Uuid,
    title: &str,
    now: DateTime<Utc>,
) -> Result<Option<Row>> {
    query_as(concat!(
        "UPDATE tasks
         SET title = $3, version = tasks.version + 1, updated_at = $4
         FROM users
         WHERE tasks.id = $2 AND tasks.owner_id = $1 AND users.id = $1
         RETURNING ",
        columns!()
    ))
    .bind(user)
    .bind(id)
    .bind(title)
    .bind(now)
    .fetch_optional(pool)
    .await
}

pub(super) async fn toggle(
    pool: &PgPool,
    user: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Row>> {
    query_as(concat!(
        "UPDATE tasks
         SET completed_at = CASE WHEN tasks.completed_at IS NULL THEN $3 END,
             version = tasks.version + 1, updated_at = $3
         FROM users
         WHERE tasks.id = $2 AND tasks.owner_id = $1 AND users.id = $1
         RETURNING ",
        columns!()
    ))
    .bind(user)
    .bind(id)
    .bind(now)
    .fetch_optional(pool)
    .await
}

pub(super) async fn has_user(pool: &PgPool, user: Uuid) -> Result<bool> {
    let found = query("SELECT 1 FROM users WHERE id = $1").bind(user);
    Ok(found.fetch_optional(pool).await?.is_some())
}
