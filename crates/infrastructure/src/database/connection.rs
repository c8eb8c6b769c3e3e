//! A connection on loan, to either database, and the transaction it may be in.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sea_query::Values;
use sea_orm::sqlx::{self, AssertSqlSafe, Postgres, Sqlite};
use sea_orm::{DbErr, ExecResult, QueryResult, Statement};
use sea_query_sqlx::SqlxValues;
use tokio::time::timeout;

use super::kept::{FINISHES_WITHIN, Loan};
use super::measured::Measured;

/// Runs statements one after another until [`Connection::finish`]. If it is dropped earlier, it
/// rolls back its transaction.
pub(super) struct Connection {
    lent: Option<Lent>,
    in_transaction: bool,
}

pub(super) enum Lent {
    Sqlite(Loan<Sqlite>),
    Postgres {
        loan: Loan<Postgres>,
        /// Whether the session keeps named statements. If not, each statement is prepared anew.
        named: bool,
    },
}

/// Runs a statement by a method of sqlx and converts the result to a type that both databases
/// share.
macro_rules! run {
    ($connection:expr, $statement:expr, $method:ident, $shared:expr) => {{
        let values = SqlxValues($statement.values.unwrap_or(Values(Vec::new())));
        let measured = Measured::begin(&$statement.sql);
        let sql = AssertSqlSafe($statement.sql);
        match $connection.lent.as_mut().ok_or_else(has_ended)? {
            Lent::Sqlite(loan) => {
                let query = sqlx::query_with(sql, values);
                let done = query.$method(loan.connection()?).await;
                measured.end(done.is_ok());
                done.map($shared).map_err(|error| loan.judge(error))
            }
            Lent::Postgres { loan, named } => {
                let query = sqlx::query_with(sql, values).persistent(*named);
                let done = query.$method(loan.connection()?).await;
                measured.end(done.is_ok());
                done.map($shared).map_err(|error| loan.judge(error))
            }
        }
    }};
}

impl Connection {
    pub(super) fn new(lent: Lent) -> Self {
        Self {
            lent: Some(lent),
            in_transaction: false,
        }
    }

    /// Begins a transaction with this statement.
    pub(super) async fn begin(&mut self, sql: &Arc<str>) -> Result<(), DbErr> {
        // Set before the statement runs, because the caller may be dropped while waiting for the
        // answer.
        self.in_transaction = true;
        self.run(Arc::clone(sql)).await.map(drop)
    }

    /// Commits the transaction, if there is one, and ends the loan.
    pub(super) async fn finish(mut self) -> Result<(), DbErr> {
        if self.in_transaction {
            self.run("COMMIT".into()).await?;
        }
        match self.lent.take().ok_or_else(has_ended)? {
            Lent::Sqlite(loan) => loan.keep(),
            Lent::Postgres { loan, .. } => loan.keep(),
        }
        Ok(())
    }

    async fn roll_back(mut self) {
        let patience = match self.lent {
            Some(Lent::Postgres { .. }) => FINISHES_WITHIN,
            _ => Duration::MAX,
        };
        match timeout(patience, self.run("ROLLBACK".into())).await {
            Ok(Ok(_)) => drop(self.finish().await),
            _ => match &mut self.lent {
                Some(Lent::Sqlite(loan)) => loan.close(),
                Some(Lent::Postgres { loan, .. }) => loan.close(),
                None => {}
            },
        }
    }

    pub(super) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        run!(self, statement, execute, Into::into)
    }

    pub(super) async fn query_one(
        &mut self,
        statement: Statement,
    ) -> Result<Option<QueryResult>, DbErr> {
        run!(self, statement, fetch_optional, |row| row.map(Into::into))
    }

    pub(super) async fn query_all(
        &mut self,
        statement: Statement,
    ) -> Result<Vec<QueryResult>, DbErr> {
        run!(self, statement, fetch_all, |rows| {
            rows.into_iter().map(Into::into).collect()
        })
    }

    /// Runs SQL, which may be several statements, without preparing it.
    pub(super) async fn run(&mut self, sql: Arc<str>) -> Result<ExecResult, DbErr> {
        let measured = Measured::begin(&sql);
        let sql = sqlx::raw_sql(AssertSqlSafe(sql));
        match self.lent.as_mut().ok_or_else(has_ended)? {
            Lent::Sqlite(loan) => {
                let done = sql.execute(loan.connection()?).await;
                measured.end(done.is_ok());
                done.map(Into::into).map_err(|error| loan.judge(error))
            }
            Lent::Postgres { loan, .. } => {
                let done = sql.execute(loan.connection()?).await;
                measured.end(done.is_ok());
                done.map(Into::into).map_err(|error| loan.judge(error))
            }
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let Some(lent) = self.lent.take_if(|_| self.in_transaction) else {
            return;
        };
        let runtime = match &lent {
            Lent::Sqlite(loan) => loan.runtime(),
            Lent::Postgres { loan, .. } => loan.runtime(),
        };
        runtime.spawn(Self::new(lent).roll_back());
    }
}

pub(super) fn has_ended() -> DbErr {
    DbErr::Custom("the transaction has ended".to_owned())
}
