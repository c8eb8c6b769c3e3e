//! Reads the rows of a database as they are at one moment.

use errand_domain::Failure;
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};

use super::cell::Row;
use super::error::TransferError;
use super::tables::Table;
use crate::database::{Database, Transaction, column};

/// How many rows are read at once.
pub(super) const PAGE: usize = 1000;

/// The rows of a database. Later writes do not show.
pub(super) struct Snapshot {
    transaction: Transaction,
}

impl Snapshot {
    pub(super) async fn of(database: &Database) -> Result<Self, DbErr> {
        let transaction = database.begin_snapshot().await?;
        Ok(Self { transaction })
    }

    /// The number of rows in the table.
    pub(super) async fn count(&self, table: &Table) -> Result<u64, Failure> {
        let sql = format!("SELECT COUNT(*) FROM {}", table.name);
        let rows = self.rows(&sql, Vec::new()).await?;
        let count: i64 = rows.first().map_or(Ok(0), |row| column(row, 0))?;
        u64::try_from(count).map_err(Failure::internal)
    }

    /// The next rows of the table after this one, in the order of the key.
    pub(super) async fn page(
        &self,
        table: &Table,
        after: Option<&Row>,
    ) -> Result<Vec<Row>, TransferError> {
        let columns: Vec<_> = table
            .columns()
            .map(|(name, kind)| kind.selected(&quoted(name)))
            .collect();
        let key: Vec<_> = table.key.iter().map(|(name, _)| quoted(name)).collect();
        let key = key.join(", ");
        let (columns, name) = (columns.join(", "), table.name);
        let mut values = Vec::new();
        let mut after_it = String::new();
        if let Some(row) = after {
            for ((_, kind), cell) in table.key.iter().zip(row) {
                values.extend(kind.value(cell.as_deref()));
            }
            let places: Vec<_> = (1..=values.len())
                .map(|place| format!("${place}"))
                .collect();
            after_it = format!("WHERE ({key}) > ({})", places.join(", "));
        }
        let sql = format!("SELECT {columns} FROM {name} {after_it} ORDER BY {key} LIMIT {PAGE}");
        let rows = self.rows(&sql, values).await?;
        let cells = |row| {
            let cells = table.columns().enumerate();
            cells
                .map(|(index, (_, kind))| kind.read(row, index))
                .collect()
        };
        Ok(rows.iter().map(cells).collect::<Result<_, Failure>>()?)
    }

    async fn rows(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<sea_orm::QueryResult>, Failure> {
        let backend = self.transaction.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        let rows = self.transaction.query_all_raw(statement).await;
        rows.map_err(crate::database::failure)
    }
}

/// A column's name in SQL, which may be a keyword.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}
