//! Sessions, in the table `sessions`.

use std::sync::LazyLock;

use async_trait::async_trait;
use errand_domain::sessions::{
    Rotated, Rotation, Session, SessionId, SessionPolicy, SessionRepository,
};
use errand_domain::users::{PasswordVersion, User, UserId};
use errand_domain::{Digest, Failure, SealedSecret, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::database::{Database, Stored, column, failure, stored_column};
use crate::users::{self, COLUMN_NAMES, WIDTH, lock_user};

/// Built once, because every request with a session runs it.
static FIND: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMN_NAMES},
                sessions.id, user_id, device, address_prefix, sessions.created_at, last_used_at
         FROM sessions JOIN users ON users.id = sessions.user_id
         WHERE sessions.id = $1 AND sessions.user_id = $2 AND users.disabled_at IS NULL"
    )
});

/// Stores sessions in either database.
pub struct SqlSessionRepository {
    database: Database,
}

impl SqlSessionRepository {
    /// Stores sessions in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Finds out why a rotation did not apply.
    async fn why_not_rotated(
        &self,
        id: SessionId,
        rotation: &Rotation,
        policy: SessionPolicy,
        now: Timestamp,
    ) -> Result<Rotated, Failure> {
        const END: &str = "DELETE FROM sessions WHERE id = $1 AND refresh_digest <> $2";
        let select = format!(
            "SELECT {COLUMN_NAMES},
                   parent_digest = $2 AND rotated_at >= $3 AND successor IS NOT NULL, successor
            FROM sessions JOIN users ON users.id = sessions.user_id
            WHERE sessions.id = $1 AND sessions.created_at > $4 AND last_used_at > $5
                AND users.disabled_at IS NULL"
        );
        let presented = || Value::from(rotation.presented.0.as_slice());
        let values = [
            id.0.into(),
            presented(),
            (now - SessionPolicy::REPEATABLE_FOR).stored().into(),
            (now - policy.absolute).stored().into(),
            (now - policy.idle).stored().into(),
        ];
        let rows = self.database.rows(&select, values).await?;
        let Some(row) = rows.first() else {
            return Ok(Rotated::Gone);
        };
        let user = users::read(row)?;
        if column::<Option<bool>>(row, WIDTH)? == Some(true) {
            let sealed: Vec<u8> = column(row, WIDTH + 1)?;
            let sealed = <[u8; SealedSecret::BYTES]>::try_from(sealed);
            let sealed = sealed.map_err(|_| Failure::internal("a successor of a wrong length"))?;
            return Ok(Rotated::Repeated(user, SealedSecret(sealed)));
        }
        // If the presented token is the current one, another rotation made it so in the meantime,
        // and the session stays.
        match self
            .database
            .execute(END, [id.0.into(), presented()])
            .await?
        {
            0 => Ok(Rotated::Gone),
            _ => Ok(Rotated::Reused(user.id)),
        }
    }
}

#[async_trait]
impl SessionRepository for SqlSessionRepository {
    async fn insert(
        &self,
        session: &Session,
        refresh: &Digest,
        password: PasswordVersion,
        policy: SessionPolicy,
    ) -> Result<bool, Failure> {
        const INSERT: &str = "
            INSERT INTO sessions (id, user_id, device, address_prefix, created_at, last_used_at, refresh_digest)
            VALUES ($1, $2, $3, $4, $5, $5, $6)";
        const TRIM: &str = "
            DELETE FROM sessions WHERE id IN (
                SELECT id FROM sessions WHERE user_id = $1 AND id <> $2
                ORDER BY last_used_at DESC, id DESC LIMIT 1000000 OFFSET $3)";
        let values = [
            session.id.0.into(),
            session.user.0.into(),
            session.device.as_str().into(),
            session.address_prefix.as_str().into(),
            session.created_at.stored().into(),
            refresh.0.as_slice().into(),
        ];
        let insert = self.database.statement(INSERT, values);
        let others = i64::from(policy.most) - 1;
        let trim = [session.user.0.into(), session.id.0.into(), others.into()];
        let trim = self.database.statement(TRIM, trim);
        let inserted = async {
            let transaction = self.database.begin().await?;
            let is_proven = lock_user(&self.database, &transaction, session.user, password);
            let is_proven = is_proven.await?;
            if is_proven {
                transaction.execute_raw(insert).await?;
                transaction.execute_raw(trim).await?;
            }
            transaction.commit().await?;
            Ok(is_proven)
        };
        inserted.await.map_err(failure)
    }

    async fn find(&self, user: UserId, id: SessionId) -> Result<Option<(User, Session)>, Failure> {
        let values = [id.0.into(), user.0.into()];
        let rows = self.database.rows(&FIND, values).await?;
        let found = rows
            .first()
            .map(|row| Ok((users::read(row)?, read(row, WIDTH)?)));
        found.transpose()
    }

    async fn rotate(
        &self,
        id: SessionId,
        rotation: &Rotation,
        policy: SessionPolicy,
        now: Timestamp,
    ) -> Result<Rotated, Failure> {
        const ROTATE: &str = "
            UPDATE sessions SET parent_digest = refresh_digest, refresh_digest = $3, successor = $4,
                                rotated_at = $5, last_used_at = $5
            WHERE id = $1 AND refresh_digest = $2 AND created_at > $6 AND last_used_at > $7
            RETURNING user_id";
        let values = [
            id.0.into(),
            rotation.presented.0.as_slice().into(),
            rotation.successor.0.as_slice().into(),
            rotation.sealed.0.as_slice().into(),
            now.stored().into(),
            (now - policy.absolute).stored().into(),
            (now - policy.idle).stored().into(),
        ];
        let rows = self.database.rows(ROTATE, values).await?;
        let Some(row) = rows.first() else {
            return self.why_not_rotated(id, rotation, policy, now).await;
        };
        let user = UserId(column(row, 0)?);
        let found = self.find(user, id).await?;
        Ok(found.map_or(Rotated::Gone, |(user, _)| Rotated::Rotated(user)))
    }

    async fn list(
        &self,
        user: UserId,
        policy: SessionPolicy,
        now: Timestamp,
    ) -> Result<Vec<Session>, Failure> {
        const LIST: &str = "
            SELECT id, user_id, device, address_prefix, created_at, last_used_at FROM sessions
            WHERE user_id = $1 AND created_at > $2 AND last_used_at > $3
            ORDER BY last_used_at DESC, id DESC";
        let values = [
            user.0.into(),
            (now - policy.absolute).stored().into(),
            (now - policy.idle).stored().into(),
        ];
        let rows = self.database.rows(LIST, values).await?;
        rows.iter().map(|row| read(row, 0)).collect()
    }

    async fn end(&self, user: UserId, id: SessionId) -> Result<bool, Failure> {
        const END: &str = "DELETE FROM sessions WHERE id = $1 AND user_id = $2";
        let ended = self
            .database
            .execute(END, [id.0.into(), user.0.into()])
            .await?;
        Ok(ended > 0)
    }

    async fn end_by_token(
        &self,
        id: SessionId,
        presented: &Digest,
    ) -> Result<Option<UserId>, Failure> {
        const END: &str = "
            DELETE FROM sessions WHERE id = $1 AND (refresh_digest = $2 OR parent_digest = $2)
            RETURNING user_id";
        let values = [id.0.into(), presented.0.as_slice().into()];
        let rows = self.database.rows(END, values).await?;
        rows.first()
            .map(|row| column(row, 0).map(UserId))
            .transpose()
    }

    async fn end_others(&self, user: UserId, kept: Option<SessionId>) -> Result<(), Failure> {
        const END: &str = "DELETE FROM sessions WHERE user_id = $1 AND id <> $2";
        let kept = kept.map_or(Uuid::nil(), |kept| kept.0);
        let values = [user.0.into(), kept.into()];
        self.database.execute(END, values).await.map(drop)
    }

    async fn record_use(&self, uses: &[(SessionId, Timestamp)]) -> Result<(), Failure> {
        const RECORD: &str =
            "UPDATE sessions SET last_used_at = $2 WHERE id = $1 AND last_used_at < $2";
        for &(id, at) in uses {
            self.database
                .execute(RECORD, [id.0.into(), at.stored().into()])
                .await?;
        }
        Ok(())
    }

    async fn purge(&self, policy: SessionPolicy, now: Timestamp) -> Result<(), Failure> {
        const END: &str = "DELETE FROM sessions WHERE created_at <= $1 OR last_used_at <= $2";
        const FORGET: &str = "
            UPDATE sessions SET successor = NULL WHERE successor IS NOT NULL AND rotated_at < $1";
        let ended = [
            (now - policy.absolute).stored().into(),
            (now - policy.idle).stored().into(),
        ];
        self.database.execute(END, ended).await?;
        let rotated = (now - SessionPolicy::REPEATABLE_FOR).stored().into();
        self.database.execute(FORGET, [rotated]).await.map(drop)
    }
}

/// Reads a session from six columns of a row, starting at `at`.
fn read(row: &QueryResult, at: usize) -> Result<Session, Failure> {
    Ok(Session {
        id: SessionId(column(row, at)?),
        user: UserId(column(row, at + 1)?),
        device: column(row, at + 2)?,
        address_prefix: column(row, at + 3)?,
        created_at: stored_column(row, at + 4)?,
        last_used_at: stored_column(row, at + 5)?,
    })
}
