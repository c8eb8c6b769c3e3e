//! A long history: changes of the tasks an account has, in Errand's change log.

use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, query};

use crate::account::Account;
use crate::database::{Database, Engine};

const CHANGES_POSTGRES: &str = "
    INSERT INTO changes (scope_id, seq, at, actor_id, commit_id, kind, entity_id, before, after)
    SELECT owner_id, last.seq + row_number() OVER (ORDER BY nth, task_id), updated_at, owner_id,
           gen_random_uuid(), 'task', task_id, task, task
    FROM (SELECT owner_id, id AS task_id, updated_at, json_build_object(
              'id', id, 'title', title, 'description', description, 'completed_at', completed_at,
              'priority', priority, 'tags', tags, 'due_date', due_date, 'due_time', due_time,
              'version', version, 'created_at', created_at, 'updated_at', updated_at) AS task
          FROM tasks WHERE owner_id = $1) AS tasks,
         generate_series(1, $2) AS nth,
         (SELECT seq FROM scopes WHERE id = $1) AS last";

const CHANGES_SQLITE: &str = "
    WITH RECURSIVE numbers (nth) AS (
        SELECT 1 UNION ALL SELECT nth + 1 FROM numbers WHERE nth < $2
    )
    INSERT INTO changes (scope_id, seq, at, actor_id, commit_id, kind, entity_id, before, after)
    SELECT owner_id, last.seq + row_number() OVER (ORDER BY nth, task_id), updated_at, owner_id,
           randomblob(16), 'task', task_id, task, task
    FROM (SELECT owner_id, id AS task_id, updated_at, json_object(
              'id', lower(hex(id)), 'title', title, 'description', description,
              'completed_at', completed_at, 'priority', priority, 'tags', json(tags),
              'due_date', due_date, 'due_time', due_time, 'version', version,
              'created_at', created_at, 'updated_at', updated_at) AS task
          FROM tasks WHERE owner_id = $1) AS tasks,
         numbers,
         (SELECT seq FROM scopes WHERE id = $1) AS last";

const SCOPE: &str = "INSERT INTO scopes (id, seq) VALUES ($1, 0) ON CONFLICT DO NOTHING";
const COUNT: &str = "
    UPDATE scopes SET seq = (SELECT MAX(seq) FROM changes WHERE scope_id = $1) WHERE id = $1";

/// Adds this many changes of each task of an account.
pub(crate) async fn changes(
    database: &Database,
    account: &Account,
    of_each: i32,
) -> anyhow::Result<()> {
    macro_rules! insert {
        ($connection:ty, $changes:expr) => {{
            let mut connection = <$connection>::connect(&database.url).await?;
            query(SCOPE)
                .bind(account.id)
                .execute(&mut connection)
                .await?;
            let changes = query($changes).bind(account.id).bind(of_each);
            changes.execute(&mut connection).await?;
            query(COUNT)
                .bind(account.id)
                .execute(&mut connection)
                .await?;
            connection.close().await?;
        }};
    }
    match database.engine {
        Engine::Sqlite => insert!(SqliteConnection, CHANGES_SQLITE),
        Engine::Postgres => insert!(PgConnection, CHANGES_POSTGRES),
    }
    Ok(())
}
