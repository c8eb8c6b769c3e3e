//! The statements for PostgreSQL. A commit is one statement, which is a transaction in one round
//! trip.

use sqlx::postgres::PgArguments;
use sqlx::query::{Query, QueryAs};
use sqlx::{AssertSqlSafe, PgPool, Postgres, Result, query, query_as};
use uuid::Uuid;

use super::commit::Commit;
use super::store::Session;
use crate::bearer::Bearer;
use crate::list::{List, Sort};
use crate::task::{Row, columns};

pub(super) async fn session(pool: &PgPool, bearer: &Bearer) -> Result<Option<Session>> {
    query_as(
        "SELECT users.email, users.time_zone, sessions.created_at, sessions.last_used_at
         FROM sessions JOIN users ON users.id = sessions.user_id
         WHERE sessions.id = $1 AND sessions.user_id = $2",
    )
    .bind(bearer.session)
    .bind(bearer.user)
    .fetch_optional(pool)
    .await
}

pub(super) async fn list(pool: &PgPool, user: Uuid, list: &List) -> Result<Vec<Row>> {
    const DUE: &str = "COALESCE(due_at, TIMESTAMP '9999-12-31 23:59:59.999999')";
    let page = match list.sort {
        Sort::CreatedAt => {
            "AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC".to_owned()
        }
        Sort::DueDate => format!("AND ({DUE}, id) > ($2, $3) ORDER BY {DUE}, id"),
    };
    // With a bound limit, PostgreSQL might plan the statement anew each time.
    let sql = format!(
        "SELECT {} FROM tasks WHERE owner_id = $1 {} {page} LIMIT {}",
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
        " FROM tasks WHERE id = $2 AND owner_id = $1"
    ))
    .bind(user)
    .bind(id)
    .fetch_optional(pool)
    .await
}

pub(super) async fn insert(pool: &PgPool, commit: &Commit<'_>) -> Result<()> {
    let insert = query(
        "WITH task AS (
             INSERT INTO tasks (owner_id, id, title, description, completed_at, priority, tags,
                 due_date, due_time, time_zone, version, created_at, updated_at, title_folded,
                 search_text)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14)
         ), tag AS (
             INSERT INTO task_tags (owner_id, tag, task_id)
             SELECT $1, tag, $2 FROM jsonb_array_elements_text($7) AS tag
         ), scope AS (
             INSERT INTO scopes (id, seq) VALUES ($1, 1)
             ON CONFLICT (id) DO UPDATE SET seq = scopes.seq + 1 RETURNING seq
         )
         INSERT INTO changes (scope_id, seq, at, actor_id, commit_id, kind, entity_id, before, after)
         SELECT $1, seq, $12, $1, $15, 'task', $2, $16::json, $17::json FROM scope",
    );
    bind(insert, commit).execute(pool).await?;
    Ok(())
}

pub(super) async fn replace(pool: &PgPool, commit: &Commit<'_>) -> Result<bool> {
    let replace = query(
        "WITH task AS (
             UPDATE tasks
             SET title = $3, description = $4, completed_at = $5, priority = $6, tags = $7,
                 due_date = $8, due_time = $9, time_zone = $10, version = $11, updated_at = $12,
                 title_folded = $13, search_text = $14
             WHERE owner_id = $1 AND id = $2 AND version = $11 - 1
             RETURNING id
         ), scope AS (
             INSERT INTO scopes (id, seq) SELECT $1, 1 FROM task
             ON CONFLICT (id) DO UPDATE SET seq = scopes.seq + 1 RETURNING seq
         )
         INSERT INTO changes (scope_id, seq, at, actor_id, commit_id, kind, entity_id, before, after)
         SELECT $1, seq, $12, $1, $15, 'task', $2, $16::json, $17::json FROM scope",
    );
    Ok(bind(replace, commit).execute(pool).await?.rows_affected() > 0)
}

/// Binds what both kinds of commits store.
fn bind<'a>(
    sql: Query<'a, Postgres, PgArguments>,
    commit: &'a Commit<'_>,
) -> Query<'a, Postgres, PgArguments> {
    let task = commit.task;
    sql.bind(commit.user)
        .bind(task.id)
        .bind(&task.title)
        .bind(&task.description)
        .bind(task.completed_at)
        .bind(task.priority as i16)
        .bind(&task.tags)
        .bind(task.due_date)
        .bind(task.due_time)
        .bind(&task.time_zone)
        .bind(task.version)
        .bind(task.updated_at)
        .bind(&commit.title_folded)
        .bind(&commit.search_text)
        .bind(commit.id)
        .bind(&commit.before)
        .bind(&commit.after)
}
