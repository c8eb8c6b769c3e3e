//! Rows for the tables of Errand and of the floors. They are written here and nowhere else.

use chrono::Utc;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::types::Json;
use sqlx::{Postgres, QueryBuilder, Sqlite, query};

use super::rows::{Row, rows};
use crate::account::Account;
use crate::database::{Database, Engine};

/// Whose tables rows are written to.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Tables {
    Errand,
    SameWork,
    Plain,
}

/// PostgreSQL accepts 65 535 parameters per statement, SQLite 32 766.
const ROWS_AT_ONCE: usize = 500;

/// What is derived from the tasks of a user, other than columns.
const DERIVED_POSTGRES: &[&str] = &["INSERT INTO task_tags (owner_id, tag, task_id)
     SELECT owner_id, tag, id FROM tasks, jsonb_array_elements_text(tags) AS tag
     WHERE owner_id = $1"];
const DERIVED_SQLITE: &[&str] = &[
    "INSERT INTO task_tags (owner_id, tag, task_id)
     SELECT owner_id, value, tasks.id FROM tasks, json_each(tags)
     WHERE owner_id = $1",
    "INSERT INTO tasks_search (rowid, search_text)
     SELECT seq, search_text FROM tasks WHERE owner_id = $1",
];

/// Gives an account of Errand tasks.
pub(crate) async fn tasks(
    database: &Database,
    account: &mut Account,
    count: usize,
) -> anyhow::Result<()> {
    let rows = rows(account.id, count);
    insert(database, Tables::Errand, account, &rows).await?;
    account.tasks = rows.iter().map(|row| row.id).collect();
    Ok(())
}

/// Writes the tasks of an account. Errand has the user and the session already; the floors get them
/// here.
pub(crate) async fn insert(
    database: &Database,
    tables: Tables,
    account: &Account,
    rows: &[Row],
) -> anyhow::Result<()> {
    let (user, session) = match tables {
        Tables::Errand => (None, None),
        Tables::SameWork => (
            Some("INSERT INTO users (id, email, time_zone) VALUES ($1, 'ada@example.org', 'UTC')"),
            Some(
                "INSERT INTO sessions (id, user_id, created_at, last_used_at)
                 VALUES ($2, $1, $3, $3)",
            ),
        ),
        Tables::Plain => (Some("INSERT INTO users (id) VALUES ($1)"), None),
    };
    let folded = match tables {
        Tables::Errand | Tables::SameWork => ", title_folded, search_text",
        Tables::Plain => "",
    };
    /// The same statements for either database. Only the types differ.
    macro_rules! insert {
        ($database:ty, $pool:expr, $derived:expr) => {{
            let pool = $pool.max_connections(1).connect(&database.url).await?;
            if let Some(user) = user {
                query(user).bind(account.id).execute(&pool).await?;
            }
            if let Some(session) = session {
                let session = query(session).bind(account.id).bind(account.session);
                session.bind(Utc::now()).execute(&pool).await?;
            }
            for rows in rows.chunks(ROWS_AT_ONCE) {
                let mut insert = QueryBuilder::<$database>::new(format!(
                    "INSERT INTO tasks (id, owner_id, title, description, completed_at, priority,
                     tags, due_date, due_time, version, created_at, updated_at{folded}) "
                ));
                insert.push_values(rows, |mut values, row| {
                    values
                        .push_bind(row.id)
                        .push_bind(account.id)
                        .push_bind(&row.title)
                        .push_bind(&row.description)
                        .push_bind(row.completed_at)
                        .push_bind(row.priority)
                        .push_bind(Json(&row.tags))
                        .push_bind(row.due_date)
                        .push_bind(row.due_time)
                        .push_bind(1_i64)
                        .push_bind(row.created_at)
                        .push_bind(row.updated_at);
                    if tables != Tables::Plain {
                        values.push_bind(&row.title).push_bind(row.search_text());
                    }
                });
                insert.build().execute(&pool).await?;
            }
            if tables != Tables::Plain {
                for &derived in $derived {
                    query(derived).bind(account.id).execute(&pool).await?;
                }
            }
            pool.close().await;
        }};
    }
    match database.engine {
        Engine::Sqlite => insert!(Sqlite, SqlitePoolOptions::new(), DERIVED_SQLITE),
        Engine::Postgres => insert!(Postgres, PgPoolOptions::new(), DERIVED_POSTGRES),
    }
    Ok(())
}
