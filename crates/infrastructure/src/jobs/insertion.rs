//! Adding jobs, in the transaction of the write that causes them.

use errand_domain::jobs::NewJob;
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};

use super::payload;
use crate::database::Stored;

/// The most jobs in one statement. SQLite allows 32,766 values.
const MAX_ROWS: usize = 1000;

/// Adds jobs on a connection or, with what causes them, in a transaction.
pub(crate) async fn insert(
    connection: &impl ConnectionTrait,
    jobs: &[NewJob],
) -> Result<(), DbErr> {
    for jobs in jobs.chunks(MAX_ROWS) {
        let mut values = Vec::new();
        let sql = insertion(jobs, &mut values);
        let backend = connection.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        connection.execute_raw(statement).await?;
    }
    Ok(())
}

/// The SQL that adds these jobs, of which there is at least one. Its values are appended to `values`
/// and its placeholders continue from there, so it can be part of a larger statement: on PostgreSQL,
/// a `WITH` clause.
pub(crate) fn insertion(jobs: &[NewJob], values: &mut Vec<Value>) -> String {
    let rows: Vec<_> = jobs.iter().map(|job| row(job, values)).collect();
    format!(
        "INSERT INTO jobs (id, kind, payload, user_id, key, created_at, run_at, expires_at)
         VALUES {} ON CONFLICT (key) DO NOTHING",
        rows.join(", ")
    )
}

fn row(job: &NewJob, values: &mut Vec<Value>) -> String {
    let mut placeholder = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let columns = [
        placeholder(job.id.0.into()),
        placeholder(job.work.kind().name().into()),
        placeholder(payload::write(&job.work).into()),
        // A job for a user who does not exist is for nobody.
        format!(
            "(SELECT id FROM users WHERE id = {})",
            placeholder(job.user.map(|user| user.0).into())
        ),
        placeholder(job.key.clone().into()),
        placeholder(job.created_at.stored().into()),
        placeholder(job.run_at.stored().into()),
        placeholder(job.expires_at.stored().into()),
    ];
    format!("({})", columns.join(", "))
}
