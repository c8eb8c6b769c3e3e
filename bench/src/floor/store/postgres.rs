//! The statements for PostgreSQL.

use chrono::{DateTime, Utc};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, PgPool, Result, query, query_as, raw_sql};
use std::str::FromStr;
use uuid::Uuid;

use crate::task::{Row, Task, columns};

pub(super) async fn connect(url: &str) -> Result<PgPool> {
    let pool = PgPoolOptions::new()
        .max_connections(8)
        .test_before_acquire(false)
        .connect_with(PgConnectOptions::from_str(url)?.application_name("floor"))
        .await?;
    raw_sql(include_str!("postgres.sql")).execute(&pool).await?;
    Ok(pool)
}

pub(super) async fn list(
    pool: &PgPool,
    user: Uuid,
    created_at: DateTime<Utc>,
    id: Uuid,
    limit: usize,
) -> Result<Vec<Row>> {
    // With a bound limit, PostgreSQL might plan the statement anew each time.
    let list = format!(
        "SELECT {} FROM users u JOIN tasks t ON t.owner_id = u.id
         WHERE u.id = $1 AND (t.created_at, t.id) < ($2, $3)
         ORDER BY t.created_at DESC, t.id DESC LIMIT {limit}",
        columns!()
    );
    query_as(AssertSqlSafe(list))
        .bind(user)
        .bind(created_at)
        .bind(id)
        .fetch_all(pool)
        .await
}

pub(super) async fn find(pool: &PgPool, user: Uuid, id: Uuid) -> Result<Option<Row>> {
    query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM tasks t JOIN users u ON u.id = t.owner_id WHERE t.id = $2 AND t.owner_id = $1"
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

pub(super) async fn toggle(
    pool: &PgPool,
    user: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Row>> {
    query_as(concat!(
        "UPDATE tasks AS t
         SET completed_at = CASE WHEN t.completed_at IS NULL THEN $3 END,
             version = t.version + 1, updated_at = $3
         FROM users u
         WHERE t.id = $2 AND t.owner_id = $1 AND u.id = $1
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
