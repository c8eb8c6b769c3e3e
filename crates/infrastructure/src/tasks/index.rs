//! SQLite's index of the texts of tasks, for tasks that were stored without it. PostgreSQL keeps its
//! index itself.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::database::Transaction;

/// The keys of rows grow, so what is not in the index yet comes after what is.
const INDEX: &str = "
    INSERT INTO tasks_search (rowid, search_text)
    SELECT seq, search_text FROM tasks
    WHERE seq > COALESCE((SELECT rowid FROM tasks_search ORDER BY rowid DESC LIMIT 1), 0)";
const CLEAR: &str = "INSERT INTO tasks_search (tasks_search) VALUES ('delete-all')";

/// Adds the tasks that are not in the index. They were stored after all that are.
pub(crate) async fn index_unindexed(transaction: &Transaction) -> Result<(), DbErr> {
    run(transaction, INDEX).await
}

/// Takes all tasks out of the index.
pub(crate) async fn clear_index(transaction: &Transaction) -> Result<(), DbErr> {
    run(transaction, CLEAR).await
}

async fn run(transaction: &Transaction, sql: &str) -> Result<(), DbErr> {
    match transaction.get_database_backend() {
        DbBackend::Sqlite => transaction.execute_unprepared(sql).await.map(drop),
        _ => Ok(()),
    }
}
