//! The statements for SQLite. A commit is a transaction of several.

use sqlx::query::{Query, QueryAs};
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Result, Row as _, Sqlite, Transaction, query, query_as, query_scalar};
use uuid::Uuid;

use super::commit::Commit;
use super::store::Session;
use crate::bearer::Bearer;
use crate::database::SqlitePools;
use crate::list::{List, Sort};
use crate::task::{Row, columns};

pub(super) async fn session(pools: &SqlitePools, bearer: &Bearer) -> Result<Option<Session>> {
    query_as(
        "SELECT users.email, users.time_zone, sessions.created_at, sessions.last_used_at
         FROM sessions JOIN users ON users.id = sessions.user_id
         WHERE sessions.id = ?1 AND sessions.user_id = ?2",
    )
    .bind(bearer.session)
    .bind(bearer.user)
    .fetch_optional(&pools.readers)
    .await
}

pub(super) async fn list(pools: &SqlitePools, user: Uuid, list: &List) -> Result<Vec<Row>> {
    let page = match list.sort {
        Sort::CreatedAt => "AND (created_at, id) < (?2, ?3) ORDER BY created_at DESC, id DESC",
        Sort::DueDate => "AND (due_ascending, id) > (?2, ?3) ORDER BY due_ascending, id",
    };
    // With a bound limit, SQLite prepares the statement anew each time.
    let sql = format!(
        "SELECT {} FROM tasks WHERE owner_id = ?1 {} {page} LIMIT {}",
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
        " FROM tasks WHERE id = ?2 AND owner_id = ?1"
    ))
    .bind(user)
    .bind(id)
    .fetch_optional(&pools.readers)
    .await
}

pub(super) async fn insert(pools: &SqlitePools, commit: &Commit<'_>) -> Result<()> {
    let mut transaction = pools.writer.begin_with("BEGIN IMMEDIATE").await?;
    let insert = query(
        "INSERT INTO tasks (owner_id, id, title, description, completed_at, priority, tags,
             due_date, due_time, time_zone, version, created_at, updated_at, title_folded,
             search_text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13, ?14)",
    );
    let insert = bind(insert, commit).execute(&mut *transaction).await?;
    query(
        "INSERT INTO task_tags (owner_id, tag, task_id)
         SELECT ?1, value, ?2 FROM json_each(?3)",
    )
    .bind(commit.user)
    .bind(commit.task.id)
    .bind(commit.task.tags.get())
    .execute(&mut *transaction)
    .await?;
    index(&mut transaction, insert.last_insert_rowid()).await?;
    record(&mut transaction, commit).await?;
    transaction.commit().await
}

pub(super) async fn replace(pools: &SqlitePools, commit: &Commit<'_>) -> Result<bool> {
    let mut transaction = pools.writer.begin_with("BEGIN IMMEDIATE").await?;
    // SQLite writes anew the entries of every index with a column that is set. Requests change either
    // the title or the completion.
    let replace = if commit.is_text_new {
        "UPDATE tasks
         SET title = ?3, version = ?11, updated_at = ?12, title_folded = ?13, search_text = ?14
         WHERE owner_id = ?1 AND id = ?2 AND version = ?11 - 1
         RETURNING seq"
    } else {
        "UPDATE tasks SET completed_at = ?5, version = ?11, updated_at = ?12
         WHERE owner_id = ?1 AND id = ?2 AND version = ?11 - 1
         RETURNING seq"
    };
    let replaced = bind(query(replace), commit).fetch_optional(&mut *transaction);
    let Some(row) = replaced.await? else {
        return Ok(false);
    };
    if commit.is_text_new {
        index(&mut transaction, row.try_get(0)?).await?;
    }
    record(&mut transaction, commit).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Binds the row of a task.
fn bind<'a>(
    sql: Query<'a, Sqlite, SqliteArguments>,
    commit: &'a Commit<'_>,
) -> Query<'a, Sqlite, SqliteArguments> {
    let task = commit.task;
    sql.bind(commit.user)
        .bind(task.id)
        .bind(&task.title)
        .bind(&task.description)
        .bind(task.completed_at)
        .bind(task.priority as i16)
        .bind(task.tags.get())
        .bind(task.due_date)
        .bind(task.due_time)
        .bind(&task.time_zone)
        .bind(task.version)
        .bind(task.updated_at)
        .bind(&commit.title_folded)
        .bind(&commit.search_text)
}

/// Lets the text wait for being indexed, and indexes all that wait once there are 64.
async fn index(transaction: &mut Transaction<'_, Sqlite>, row: i64) -> Result<()> {
    query("INSERT OR IGNORE INTO tasks_to_index VALUES (?1)")
        .bind(row)
        .execute(&mut **transaction)
        .await?;
    let waiting = query_scalar("SELECT COUNT(*) FROM tasks_to_index");
    let waiting: i64 = waiting.fetch_one(&mut **transaction).await?;
    if waiting < 64 {
        return Ok(());
    }
    let all = "INSERT OR REPLACE INTO tasks_search (rowid, search_text)
               SELECT seq, search_text FROM tasks_to_index CROSS JOIN tasks USING (seq)";
    for statement in [all, "DELETE FROM tasks_to_index"] {
        query(statement).execute(&mut **transaction).await?;
    }
    Ok(())
}

/// Raises the counter of the scope and adds the change.
async fn record(transaction: &mut Transaction<'_, Sqlite>, commit: &Commit<'_>) -> Result<()> {
    let seq: i64 = query_scalar(
        "INSERT INTO scopes (id, seq) VALUES (?1, 1)
         ON CONFLICT (id) DO UPDATE SET seq = seq + 1 RETURNING seq",
    )
    .bind(commit.user)
    .fetch_one(&mut **transaction)
    .await?;
    query(
        "INSERT INTO changes (scope_id, seq, at, actor_id, commit_id, kind, entity_id, before, after)
         VALUES (?1, ?2, ?3, ?1, ?4, 'task', ?5, ?6, ?7)",
    )
    .bind(commit.user)
    .bind(seq)
    .bind(commit.task.updated_at)
    .bind(commit.id)
    .bind(commit.task.id)
    .bind(&commit.before)
    .bind(&commit.after)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
