//! The table `changes` and the keys of requests.

use async_trait::async_trait;
use errand_domain::changes::{
    Change, ChangeCursor, ChangeLog, CommitId, EntityId, Fingerprint, RequestKey,
};
use errand_domain::users::UserId;
use errand_domain::{Failure, Limit, Page, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Value};
use uuid::Uuid;

use super::journal::key_expiry;
use super::record::{entity, from_json};
use crate::database::{Database, Stored, column, stored_column};

/// The most commits whose changes are deleted by one statement, so that writes never wait long.
const PURGED_AT_ONCE: i64 = 500;

/// Reads the log in either database.
pub struct SqlChangeLog {
    database: Database,
}

impl SqlChangeLog {
    /// Reads the log in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// The columns that [`read`] takes.
    fn select(&self, condition: &str) -> String {
        let (before, after) = match self.database.connections.get_database_backend() {
            DbBackend::Postgres => ("CAST(before AS text)", "CAST(after AS text)"),
            _ => ("before", "after"),
        };
        format!(
            "SELECT seq, at, actor_id, commit_id, kind, entity_id, {before}, {after} \
             FROM changes WHERE {condition}"
        )
    }
}

#[async_trait]
impl ChangeLog for SqlChangeLog {
    async fn by_key(
        &self,
        user: UserId,
        key: &RequestKey,
        now: Timestamp,
    ) -> Result<Option<(Fingerprint, CommitId)>, Failure> {
        const FIND: &str = "SELECT fingerprint, commit_id FROM request_keys \
                            WHERE user_id = $1 AND key = $2 AND at > $3";
        let values = [
            user.0.into(),
            key.as_str().into(),
            key_expiry(now)?.stored().into(),
        ];
        let rows = self.database.rows(FIND, values).await?;
        let read = |row: &QueryResult| {
            let fingerprint: Vec<u8> = column(row, 0)?;
            let fingerprint = fingerprint.as_slice().try_into();
            let fingerprint = fingerprint.map_err(Failure::internal)?;
            Ok((Fingerprint(fingerprint), CommitId(column(row, 1)?)))
        };
        rows.first().map(read).transpose()
    }

    async fn of_commit(&self, actor: UserId, commit: CommitId) -> Result<Vec<Change>, Failure> {
        let select = self.select("commit_id = $1 AND actor_id = $2 ORDER BY scope_id, seq");
        let values = [commit.0.into(), actor.0.into()];
        let rows = self.database.rows(&select, values).await?;
        rows.iter().map(read).collect()
    }

    async fn of_entity(
        &self,
        owner: UserId,
        entity: EntityId,
        after: Option<ChangeCursor>,
        limit: Limit,
    ) -> Result<Page<Change, ChangeCursor>, Failure> {
        let condition = format!(
            "entity_id = $1 AND scope_id = $2 AND seq < $3 ORDER BY seq DESC LIMIT {}",
            limit.get() + 1
        );
        let before = after.map_or(i64::MAX, |ChangeCursor(seq)| seq);
        let values = [entity.uuid().into(), owner.0.into(), before.into()];
        let rows = self.database.rows(&self.select(&condition), values).await?;
        let changes = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page::of(changes, limit, |last: &Change| {
            ChangeCursor(last.seq)
        }))
    }

    async fn purge(&self, before: Timestamp, now: Timestamp) -> Result<(), Failure> {
        let delete = format!(
            "DELETE FROM changes WHERE commit_id IN \
             (SELECT commit_id FROM changes WHERE commit_id < $1 LIMIT {PURGED_AT_ONCE})"
        );
        let first = first_commit_at(before);
        while self.database.execute(&delete, [first.clone()]).await? > 0 {}
        let delete = "DELETE FROM request_keys WHERE at <= $1";
        let values = [key_expiry(now)?.stored().into()];
        self.database.execute(delete, values).await.map(drop)
    }
}

/// No commit made at `at` or later has a smaller id (RFC 9562 §5.7).
fn first_commit_at(at: Timestamp) -> Value {
    let milliseconds = u128::from(at.as_millisecond().unsigned_abs());
    Uuid::from_u128(milliseconds << 80).into()
}

fn read(row: &QueryResult) -> Result<Change, Failure> {
    let kind: String = column(row, 4)?;
    let entity = entity(&kind, column(row, 5)?)?;
    let record = |index| {
        let json: Option<String> = column(row, index)?;
        json.map(|json| from_json(entity, &json)).transpose()
    };
    Ok(Change {
        seq: column(row, 0)?,
        at: stored_column(row, 1)?,
        actor: UserId(column(row, 2)?),
        commit: CommitId(column(row, 3)?),
        entity,
        before: record(6)?,
        after: record(7)?,
    })
}
