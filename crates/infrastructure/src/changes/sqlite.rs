//! Commits on SQLite: one transaction, with one batch of statements for each put. A statement costs
//! a hand-over between threads, so a batch costs one.

use errand_domain::changes::{Commit, CommitError, Record};
use sea_orm::{ConnectionTrait, Statement, Value};

use super::journal::{commit_error, key_expiry};
use super::record::{kind, to_json};
use crate::database::{Database, Stored, Transaction, failure};
use crate::tasks::write;

const USE_KEY: &str = "
    INSERT INTO request_keys (user_id, key, fingerprint, commit_id, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (user_id, key) DO UPDATE
    SET fingerprint = excluded.fingerprint, commit_id = excluded.commit_id, at = excluded.at
    WHERE at <= $6";

/// Counts and logs one change. The parameters are those before the entity's own.
const LOG: &str = "
    INSERT INTO scopes (id, seq) VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET seq = seq + 1;
    INSERT INTO changes (scope_id, seq, at, actor_id, commit_id, kind, entity_id, before, after)
    SELECT id, seq, $3, $2, $4, $5, $6, $7, $8 FROM scopes WHERE id = $1;";

/// Writes a commit.
pub(super) async fn commit(database: &Database, commit: &Commit) -> Result<(), CommitError> {
    let transaction = database.begin().await.map_err(failure)?;
    // A transaction that is dropped before its end is rolled back.
    use_key(database, &transaction, commit).await?;
    for put in &commit.puts {
        let Some(id) = put.id() else { continue };
        let json = |record: &Option<Record>| record.as_ref().map(to_json).transpose();
        let mut values: Vec<Value> = vec![
            commit.actor.0.into(),
            commit.actor.0.into(),
            commit.at.stored().into(),
            commit.id.0.into(),
            kind(id).into(),
            id.uuid().into(),
            json(&put.before)?.into(),
            json(&put.after)?.into(),
        ];
        let mut sql = LOG.to_owned();
        write::sqlite(put, &mut sql, &mut values);
        let batch = Statement::from_sql_and_values(transaction.get_database_backend(), sql, values);
        // The batch returns the row that it wrote.
        let written = transaction
            .query_all_raw(batch)
            .await
            .map_err(commit_error)?;
        if written.is_empty() {
            return Err(CommitError::Conflict);
        }
    }
    transaction.commit().await.map_err(failure)?;
    Ok(())
}

async fn use_key(
    database: &Database,
    transaction: &Transaction,
    commit: &Commit,
) -> Result<(), CommitError> {
    let Some(key) = &commit.key else {
        return Ok(());
    };
    let statement = database.statement(
        USE_KEY,
        [
            commit.actor.0.into(),
            key.as_str().into(),
            key.fingerprint.0.to_vec().into(),
            commit.id.0.into(),
            commit.at.stored().into(),
            key_expiry(commit.at)?.stored().into(),
        ],
    );
    let used = transaction.execute_raw(statement).await.map_err(failure)?;
    if used.rows_affected() > 0 {
        Ok(())
    } else {
        Err(CommitError::Conflict)
    }
}
