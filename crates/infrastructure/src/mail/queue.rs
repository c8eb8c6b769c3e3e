//! Mails in the table `mails`. A claim is one statement, so that of any number of processes one gets
//! a mail.

use async_trait::async_trait;
use errand_domain::mail::{ClaimedMail, Mail, MailId, MailQueue};
use errand_domain::users::UserId;
use errand_domain::{Failure, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::database::{Database, Stored, column, stored_column};

/// Keeps mails in either database until they are sent.
pub struct SqlMailQueue {
    database: Database,
}

impl SqlMailQueue {
    /// Keeps mails in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl MailQueue for SqlMailQueue {
    async fn has_due(&self, now: Timestamp) -> Result<bool, Failure> {
        const FIND: &str = "SELECT id FROM mails WHERE due_at <= $1 LIMIT 1";
        let rows = self.database.rows(FIND, [now.stored().into()]).await?;
        Ok(!rows.is_empty())
    }

    async fn drop_dead(&self, now: Timestamp) -> Result<u64, Failure> {
        const DROP: &str = "
            DELETE FROM mails WHERE due_at <= $1 AND (expires_at <= $1 OR user_id IS NULL)
            RETURNING user_id";
        let mut dropped = 0;
        for row in self.database.rows(DROP, [now.stored().into()]).await? {
            dropped += u64::from(column::<Option<Uuid>>(&row, 0)?.is_some());
        }
        Ok(dropped)
    }

    async fn claim(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedMail>, Failure> {
        // SQLite has one writer at a time, and needs no lock.
        let lock = match self.database.connections.get_database_backend() {
            DbBackend::Postgres => "FOR UPDATE SKIP LOCKED",
            _ => "",
        };
        let claim = format!(
            "WITH next AS MATERIALIZED (
                SELECT id FROM mails
                WHERE due_at <= $1 AND expires_at > $1 AND user_id IS NOT NULL
                ORDER BY due_at, id LIMIT 1 {lock})
             UPDATE mails SET due_at = $2, attempts = attempts + 1
             WHERE id IN (SELECT id FROM next)
             RETURNING id, user_id, recipient, subject, body, created_at, expires_at, attempts"
        );
        let rows = self
            .database
            .rows(&claim, [now.stored().into(), until.stored().into()])
            .await?;
        rows.first().map(read).transpose()
    }

    async fn remove(&self, id: MailId) -> Result<(), Failure> {
        const REMOVE: &str = "DELETE FROM mails WHERE id = $1";
        self.database.execute(REMOVE, [id.0.into()]).await.map(drop)
    }

    async fn postpone(&self, id: MailId, until: Timestamp) -> Result<(), Failure> {
        const POSTPONE: &str = "
            UPDATE mails SET due_at = CASE WHEN expires_at < $2 THEN expires_at ELSE $2 END
            WHERE id = $1";
        let values = [id.0.into(), until.stored().into()];
        self.database.execute(POSTPONE, values).await.map(drop)
    }
}

/// What queues a mail, due at once. Where its user is not there it is for nobody.
pub(crate) fn insertion(database: &Database, mail: &Mail) -> Statement {
    const INSERT: &str = "
        INSERT INTO mails (id, user_id, recipient, subject, body, created_at, expires_at, due_at)
        VALUES ($1, (SELECT id FROM users WHERE id = $2), $3, $4, $5, $6, $7, $6)";
    let values = [
        mail.id.0.into(),
        mail.user.0.into(),
        mail.to.as_str().into(),
        mail.subject.as_str().into(),
        mail.text.expose_secret().into(),
        mail.created_at.stored().into(),
        mail.expires_at.stored().into(),
    ];
    database.statement(INSERT, values)
}

fn read(row: &QueryResult) -> Result<ClaimedMail, Failure> {
    let text: String = column(row, 4)?;
    let attempts: i64 = column(row, 7)?;
    Ok(ClaimedMail {
        mail: Mail {
            id: MailId(column(row, 0)?),
            user: UserId(column(row, 1)?),
            to: column(row, 2)?,
            subject: column(row, 3)?,
            text: text.into(),
            created_at: stored_column(row, 5)?,
            expires_at: stored_column(row, 6)?,
        },
        attempt: u32::try_from(attempts).unwrap_or(u32::MAX),
    })
}
