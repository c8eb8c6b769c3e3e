//! Statements whose limits stand in their text.

use std::fmt::{self, Display, Formatter, Write};

use sea_orm::sea_query::{
    PostgresQueryBuilder, QueryBuilder, SelectStatement, SqlWriter, SqlWriterValues,
    SqliteQueryBuilder, Value,
};
use sea_orm::{DbBackend, Statement};

/// The statement with its limits in its text. PostgreSQL plans once for all executions, and a limit
/// that it does not know then it takes for a tenth of all rows.
pub(super) fn build(backend: DbBackend, select: &SelectStatement) -> Statement {
    let (placeholder, numbered) = match backend {
        DbBackend::Postgres => ("$", true),
        _ => ("?", false),
    };
    let mut sql = LimitsInText(SqlWriterValues::new(placeholder, numbered));
    match backend {
        DbBackend::Postgres => select.build_collect_any_into(&PostgresQueryBuilder, &mut sql),
        _ => select.build_collect_any_into(&SqliteQueryBuilder, &mut sql),
    }
    let (sql, values) = sql.0.into_parts();
    Statement::from_sql_and_values(backend, sql, values)
}

/// Writes numbers without a sign into the text, which only limits are: no column has such a type.
struct LimitsInText(SqlWriterValues);

impl SqlWriter for LimitsInText {
    fn push_param<B: QueryBuilder>(&mut self, value: Value, builder: &B) {
        match value {
            // A text takes all that is written to it.
            Value::BigUnsigned(Some(limit)) => _ = write!(self.0, "{limit}"),
            value => self.0.push_param(value, builder),
        }
    }

    fn as_writer(&mut self) -> &mut dyn Write {
        self
    }
}

impl Display for LimitsInText {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Write for LimitsInText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(text)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{Expr, ExprTrait, Query};

    use super::*;

    #[test]
    fn limits_stand_in_the_text_and_values_beside_it() {
        let select = Query::select()
            .expr(Expr::col("title"))
            .from_subquery(
                Query::select()
                    .column("title")
                    .from("tasks")
                    .limit(501)
                    .take(),
                "few",
            )
            .and_where(Expr::col("priority").eq(3))
            .limit(51)
            .take();
        for (backend, place) in [(DbBackend::Postgres, "$1"), (DbBackend::Sqlite, "?")] {
            let built = build(backend, &select);
            let expected = format!(
                r#"SELECT "title" FROM (SELECT "title" FROM "tasks" LIMIT 501) AS "few" WHERE "priority" = {place} LIMIT 51"#
            );
            assert_eq!(built.sql, expected);
            assert_eq!(built.values.map(|values| values.0), Some(vec![3.into()]));
        }
    }
}
