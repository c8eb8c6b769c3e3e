//! The database that rows are written to.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::cell::Row;
use super::error::TransferError;
use super::snapshot::quoted;
use super::tables::{TABLES, Table};
use crate::database::{Database, Transaction};
use crate::tasks;

/// A row in `transfers` says that a copy into this database has begun and has not ended.
const MARK: &str = "INSERT INTO transfers (id) VALUES (1)";
const UNMARK: &str = "DELETE FROM transfers";
pub(crate) const IS_MARKED: &str = "SELECT 1 FROM transfers";

/// Refuses a database that holds an unfinished copy.
///
/// # Errors
/// [`TransferError::Unfinished`], or a failure of the database.
pub async fn check_complete(database: &Database) -> Result<(), TransferError> {
    let rows = database.rows(IS_MARKED, []).await?;
    if rows.is_empty() {
        Ok(())
    } else {
        Err(TransferError::Unfinished)
    }
}

/// A database that is empty except for what earlier attempts of the same copy wrote.
pub(super) struct Target<'a> {
    database: &'a Database,
}

impl<'a> Target<'a> {
    /// Creates the tables if there are none, and marks the copy as begun. Refuses a database with
    /// data of its own. If there is an unfinished copy, it is continued, or deleted to start over.
    pub(super) async fn open(
        database: &'a Database,
        start_over: bool,
    ) -> Result<Self, TransferError> {
        let migrations = database.migrations().await?;
        if !migrations.iter().any(|(_, is_applied)| *is_applied) {
            database.migrate().await?;
        } else if !migrations.iter().all(|(_, is_applied)| *is_applied) {
            return Err(TransferError::OtherTables);
        }
        let transaction = database.begin().await?;
        if has_rows(&transaction, IS_MARKED).await? {
            if start_over {
                for table in TABLES.iter().rev() {
                    let delete = format!("DELETE FROM {}", table.name);
                    transaction.execute_unprepared(&delete).await?;
                }
                tasks::clear_index(&transaction).await?;
            }
        } else {
            for table in TABLES {
                let any = format!("SELECT 1 FROM {} LIMIT 1", table.name);
                if has_rows(&transaction, &any).await? {
                    return Err(TransferError::NotEmpty { table: table.name });
                }
            }
            transaction.execute_unprepared(MARK).await?;
        }
        transaction.commit().await?;
        Ok(Self { database })
    }

    /// Adds rows to a table, all or none.
    pub(super) async fn insert(&self, table: &Table, rows: &[Row]) -> Result<(), TransferError> {
        if rows.is_empty() {
            return Ok(());
        }
        let transaction = self.database.begin().await?;
        let insert = insertion(transaction.get_database_backend(), table, rows)?;
        transaction.execute_raw(insert).await?;
        if table.name == "tasks" {
            tasks::index_unindexed(&transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Marks the copy as complete.
    pub(super) async fn finish(self) -> Result<(), TransferError> {
        self.database.execute(UNMARK, []).await?;
        Ok(())
    }
}

fn insertion(backend: DbBackend, table: &Table, rows: &[Row]) -> Result<Statement, TransferError> {
    let names: Vec<_> = table.columns().map(|(name, _)| quoted(name)).collect();
    let mut values: Vec<Value> = Vec::with_capacity(rows.len() * names.len());
    let mut places = Vec::with_capacity(rows.len());
    for row in rows {
        let first = values.len() + 1;
        for ((_, kind), cell) in table.columns().zip(row) {
            let value = kind.value(cell.as_deref());
            values.push(value.ok_or(TransferError::Damaged(
                "a value is not of its column's kind",
            ))?);
        }
        let row: Vec<_> = (first..=values.len())
            .map(|place| format!("${place}"))
            .collect();
        places.push(format!("({})", row.join(", ")));
    }
    let (name, names, places) = (table.name, names.join(", "), places.join(", "));
    let sql = format!("INSERT INTO {name} ({names}) VALUES {places}");
    Ok(Statement::from_sql_and_values(backend, sql, values))
}

async fn has_rows(transaction: &Transaction, sql: &str) -> Result<bool, TransferError> {
    let statement = Statement::from_string(transaction.get_database_backend(), sql);
    Ok(transaction.query_one_raw(statement).await?.is_some())
}
