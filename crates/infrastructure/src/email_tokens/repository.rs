//! Tokens in the table `email_tokens`, and what they are good for.

use async_trait::async_trait;
use errand_domain::email_tokens::{EmailToken, EmailTokenRepository, Purpose};
use errand_domain::events::Event;
use errand_domain::mail::Mail;
use errand_domain::users::{PasswordHash, User, UserId};
use errand_domain::{Digest, Failure, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Statement};

use crate::database::{Database, Stored, Transaction, failure};
use crate::users::{self, COLUMN_NAMES};
use crate::{events, mail};

/// Keeps tokens in either database.
pub struct SqlEmailTokenRepository {
    database: Database,
}

impl SqlEmailTokenRepository {
    /// Keeps tokens in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    async fn begin(&self) -> Result<Transaction, Failure> {
        self.database.begin().await.map_err(failure)
    }

    /// Uses a token up. Whether it was there to be used.
    async fn consume(&self, transaction: &Transaction, digest: &Digest) -> Result<bool, Failure> {
        const CONSUME: &str = "DELETE FROM email_tokens WHERE digest = $1";
        let consume = self
            .database
            .statement(CONSUME, [digest.0.as_slice().into()]);
        let done = transaction.execute_raw(consume).await.map_err(failure)?;
        Ok(done.rows_affected() == 1)
    }
}

/// The user of a good token, as a condition on `users`: `$1` is the digest, `$2` the purpose, `$3`
/// the present.
const IS_WHOSE: &str = "
    (users.id, users.email) IN (
        SELECT user_id, email FROM email_tokens
        WHERE digest = $1 AND purpose = $2 AND expires_at > $3)";

#[async_trait]
impl EmailTokenRepository for SqlEmailTokenRepository {
    async fn issue(
        &self,
        token: &EmailToken,
        mail: &Mail,
        event: Option<Event>,
    ) -> Result<(), Failure> {
        const INSERT: &str = "
            INSERT INTO email_tokens (digest, user_id, purpose, email, expires_at)
            VALUES ($1, (SELECT id FROM users WHERE id = $2), $3, $4, $5)";
        let values = [
            token.digest.0.as_slice().into(),
            token.user.0.into(),
            token.purpose.name().into(),
            token.email.canonical().into(),
            token.expires_at.stored().into(),
        ];
        let insert = self.database.statement(INSERT, values);
        let queue = mail::insertion(&self.database, mail);
        let record = event.map(|event| events::insertion(&self.database, &event));
        let transaction = self.begin().await?;
        for statement in [Some(insert), Some(queue), record].into_iter().flatten() {
            transaction.execute_raw(statement).await.map_err(failure)?;
        }
        transaction.commit().await.map_err(failure)
    }

    async fn find(
        &self,
        digest: &Digest,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Option<User>, Failure> {
        let find = format!("SELECT {COLUMN_NAMES} FROM users WHERE {IS_WHOSE}");
        let values = [
            digest.0.as_slice().into(),
            purpose.name().into(),
            now.stored().into(),
        ];
        let rows = self.database.rows(&find, values).await?;
        rows.first().map(users::read).transpose()
    }

    async fn verify_email(&self, digest: &Digest, now: Timestamp) -> Result<Option<User>, Failure> {
        let verify = format!(
            "UPDATE users SET email_verified_at = COALESCE(email_verified_at, $3)
             WHERE {IS_WHOSE} RETURNING {COLUMN_NAMES}"
        );
        let values = [
            digest.0.as_slice().into(),
            Purpose::VerifyEmail.name().into(),
            now.stored().into(),
        ];
        let verify = self.database.statement(&verify, values);
        let transaction = self.begin().await?;
        let Some(user) = changed(&transaction, verify).await? else {
            return Ok(None);
        };
        if !self.consume(&transaction, digest).await? {
            return Ok(None);
        }
        transaction.commit().await.map_err(failure)?;
        Ok(Some(user))
    }

    async fn reset_password(
        &self,
        digest: &Digest,
        new: &PasswordHash,
        now: Timestamp,
    ) -> Result<Option<User>, Failure> {
        const END: &str = "DELETE FROM sessions WHERE user_id = $1";
        const REVOKE: &str = "DELETE FROM personal_tokens WHERE user_id = $1";
        const FORGET: &str = "DELETE FROM email_tokens WHERE user_id = $1 AND purpose = $2";
        let purpose = Purpose::ResetPassword.name();
        let reset = format!(
            "UPDATE users SET password_hash = $4, password_version = password_version + 1,
                              email_verified_at = COALESCE(email_verified_at, $3), updated_at = $3
             WHERE {IS_WHOSE} RETURNING {COLUMN_NAMES}"
        );
        let values = [
            digest.0.as_slice().into(),
            purpose.into(),
            now.stored().into(),
            new.0.as_str().into(),
        ];
        let reset = self.database.statement(&reset, values);
        // The user first, as wherever a password changes: two who lock in one order never wait for
        // each other. Who comes second waits here, and finds the token used up.
        let transaction = self.begin().await?;
        let Some(user) = changed(&transaction, reset).await? else {
            return Ok(None);
        };
        if !self.consume(&transaction, digest).await? {
            return Ok(None);
        }
        let UserId(id) = user.id;
        for statement in [
            self.database.statement(END, [id.into()]),
            self.database.statement(REVOKE, [id.into()]),
            self.database.statement(FORGET, [id.into(), purpose.into()]),
        ] {
            transaction.execute_raw(statement).await.map_err(failure)?;
        }
        transaction.commit().await.map_err(failure)?;
        Ok(Some(user))
    }

    async fn purge(&self, now: Timestamp) -> Result<(), Failure> {
        const PURGE: &str = "DELETE FROM email_tokens WHERE expires_at <= $1";
        self.database
            .execute(PURGE, [now.stored().into()])
            .await
            .map(drop)
    }
}

/// The user that a statement changed.
async fn changed(transaction: &Transaction, update: Statement) -> Result<Option<User>, Failure> {
    let rows: Vec<QueryResult> = transaction.query_all_raw(update).await.map_err(failure)?;
    rows.first().map(users::read).transpose()
}
