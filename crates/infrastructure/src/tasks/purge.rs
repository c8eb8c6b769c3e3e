//! Removing tasks for good, with what is derived from them.

use errand_domain::Timestamp;
use errand_domain::users::UserId;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::database::{Database, Stored, Transaction};

/// The most tasks that one transaction removes, so that writes never wait long.
const PURGED_AT_ONCE: u64 = 500;

/// Removes the tasks of all users that were moved to the trash before `before`. Their tags are gone
/// since then.
pub(super) async fn trash(database: &Database, before: Timestamp) -> Result<(), DbErr> {
    let old = format!("deleted_at < $1 ORDER BY deleted_at, id LIMIT {PURGED_AT_ONCE}");
    let delete = format!("DELETE FROM tasks WHERE id IN (SELECT id FROM tasks WHERE {old})");
    loop {
        let transaction = database.begin().await?;
        if let Some(forget) = forget_texts(database, &old) {
            let forget = database.statement(&forget, [before.stored().into()]);
            transaction.execute_raw(forget).await?;
        }
        let delete = database.statement(&delete, [before.stored().into()]);
        let deleted = transaction.execute_raw(delete).await?.rows_affected();
        transaction.commit().await?;
        if deleted < PURGED_AT_ONCE {
            return Ok(());
        }
    }
}

/// Prepares the removal of a user, which removes their tasks: deletes what is derived from them.
/// Until the transaction ends, nothing else writes what belongs to the user.
pub(crate) async fn forget(
    database: &Database,
    transaction: &Transaction,
    owner: UserId,
) -> Result<(), DbErr> {
    let mut statements = match database.connections.get_database_backend() {
        // The scope first, as the journal does. One that does not exist yet is inserted only with a
        // lock on the user.
        DbBackend::Postgres => vec![
            "SELECT 1 FROM scopes WHERE id = $1 FOR UPDATE".to_owned(),
            "SELECT 1 FROM users WHERE id = $1 FOR UPDATE".to_owned(),
        ],
        _ => Vec::from_iter(forget_texts(database, "owner_id = $1")),
    };
    statements.push("DELETE FROM task_tags WHERE owner_id = $1".to_owned());
    for sql in statements {
        let statement = database.statement(&sql, [owner.0.into()]);
        transaction.execute_raw(statement).await?;
    }
    Ok(())
}

/// The statement that takes the texts of some tasks out of the index on SQLite. PostgreSQL does so
/// by itself.
fn forget_texts(database: &Database, which: &str) -> Option<String> {
    let is_sqlite = database.connections.get_database_backend() == DbBackend::Sqlite;
    is_sqlite.then(|| {
        format!("DELETE FROM tasks_search WHERE rowid IN (SELECT seq FROM tasks WHERE {which})")
    })
}
