//! Tokens sent by email, in the table `email_tokens`, and what they permit.

use async_trait::async_trait;
use errand_domain::email_tokens::{EmailToken, EmailTokenRepository, EmailVerification, Purpose};
use errand_domain::events::Event;
use errand_domain::jobs::NewJob;
use errand_domain::mail::Mail;
use errand_domain::users::{Email, KeepUserError, PasswordHash, PasswordVersion, User, UserId};
use errand_domain::{Digest, Failure, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use uuid::Uuid;

use crate::database::{Database, Stored, Transaction, column, failure};
use crate::users::{self, COLUMN_NAMES, lock_user, taken_or_failure};
use crate::{events, jobs};

/// Stores tokens in either database.
pub struct SqlEmailTokenRepository {
    database: Database,
}

impl SqlEmailTokenRepository {
    /// Stores tokens in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    async fn begin(&self) -> Result<Transaction, Failure> {
        self.database.begin().await.map_err(failure)
    }

    /// Deletes a token. Returns `false` if it was already used.
    async fn consume(&self, transaction: &Transaction, digest: &Digest) -> Result<bool, Failure> {
        const CONSUME: &str = "DELETE FROM email_tokens WHERE digest = $1";
        let consume = self
            .database
            .statement(CONSUME, [digest.0.as_slice().into()]);
        let done = transaction.execute_raw(consume).await.map_err(failure)?;
        Ok(done.rows_affected() == 1)
    }

    /// The statement that stores a token. If its user does not exist, the token belongs to nobody.
    fn insertion(&self, token: &EmailToken) -> Statement {
        const INSERT: &str = "
            INSERT INTO email_tokens (digest, user_id, purpose, email, email_typed, expires_at)
            VALUES ($1, (SELECT id FROM users WHERE id = $2), $3, $4, $5, $6)";
        let values = [
            token.digest.0.as_slice().into(),
            token.user.0.into(),
            token.purpose.name().into(),
            token.email.canonical().into(),
            token.email.as_typed().into(),
            token.expires_at.stored().into(),
        ];
        self.database.statement(INSERT, values)
    }
}

/// A condition on `users` that selects the user of a valid token, unless the account is disabled.
/// `$1` is the digest, `$2` the purpose and `$3` the present instant.
const IS_WHOSE: &str = "
    users.disabled_at IS NULL AND (users.id, users.email) IN (
        SELECT user_id, email FROM email_tokens
        WHERE digest = $1 AND purpose = $2 AND expires_at > $3)";

/// Pending changes of email, to be joined to `users`.
const PENDING: &str = "email_tokens AS pending";

/// The condition that joins a token's pending change to its user, with the values of [`pending`].
const IS_PENDING: &str = "
    users.id = pending.user_id AND pending.digest = $1
    AND pending.purpose = $2 AND pending.expires_at > $3 AND users.disabled_at IS NULL";

#[async_trait]
impl EmailTokenRepository for SqlEmailTokenRepository {
    async fn issue(
        &self,
        token: &EmailToken,
        mail: &Mail,
        event: Option<Event>,
    ) -> Result<(), Failure> {
        let insert = self.insertion(token);
        let record = event.map(|event| events::insertion(&self.database, &event));
        let issued = async {
            let transaction = self.database.begin().await?;
            transaction.execute_raw(insert).await?;
            jobs::insert(&transaction, &[NewJob::mail(mail)]).await?;
            if let Some(record) = record {
                transaction.execute_raw(record).await?;
            }
            transaction.commit().await
        };
        issued.await.map_err(failure)
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

    async fn verify_email(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Option<EmailVerification>, Failure> {
        let verify = format!(
            "UPDATE users SET email_verified_at = $3
             WHERE email_verified_at IS NULL AND {IS_WHOSE} RETURNING id"
        );
        let purpose = Purpose::VerifyEmail;
        let values = [
            digest.0.as_slice().into(),
            purpose.name().into(),
            now.stored().into(),
        ];
        if let Some(row) = self.database.rows(&verify, values).await?.first() {
            let user = UserId(column(row, 0)?);
            return Ok(Some(EmailVerification::Done(user)));
        }
        let found = self.find(digest, purpose, now).await?;
        Ok(found.map(|_| EmailVerification::DoneBefore))
    }

    async fn issue_change(
        &self,
        token: &EmailToken,
        proven: PasswordVersion,
        mail: &Mail,
    ) -> Result<bool, Failure> {
        const FORGET: &str = "DELETE FROM email_tokens WHERE user_id = $1 AND purpose = $2";
        let values = [token.user.0.into(), token.purpose.name().into()];
        let forget = self.database.statement(FORGET, values);
        let insert = self.insertion(token);
        let issued = async {
            let transaction = self.database.begin().await?;
            let is_proven = lock_user(&self.database, &transaction, token.user, proven);
            if !is_proven.await? {
                return Ok(false);
            }
            for statement in [forget, insert] {
                transaction.execute_raw(statement).await?;
            }
            jobs::insert(&transaction, &[NewJob::mail(mail)]).await?;
            transaction.commit().await?;
            Ok(true)
        };
        issued.await.map_err(failure)
    }

    async fn pending_email(&self, user: UserId, now: Timestamp) -> Result<Option<Email>, Failure> {
        const FIND: &str = "
            SELECT email, email_typed FROM email_tokens
            WHERE user_id = $1 AND purpose = $2 AND expires_at > $3";
        let purpose = Purpose::ChangeEmail.name();
        let values = [user.0.into(), purpose.into(), now.stored().into()];
        let rows = self.database.rows(FIND, values).await?;
        let email = |row| Ok(Email::restore(column(row, 0)?, column(row, 1)?));
        rows.first().map(email).transpose()
    }

    async fn find_change(&self, digest: &Digest, now: Timestamp) -> Result<Option<User>, Failure> {
        let find = format!("SELECT {COLUMN_NAMES} FROM users JOIN {PENDING} ON {IS_PENDING}");
        let rows = self.database.rows(&find, pending(digest, now)).await?;
        rows.first().map(users::read).transpose()
    }

    async fn change_email(
        &self,
        digest: &Digest,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<bool, KeepUserError> {
        const KEEP: &str =
            "UPDATE email_tokens SET purpose = $3 WHERE digest = $1 AND purpose = $2";
        const FORGET: &str = "DELETE FROM email_tokens WHERE user_id = $1 AND digest <> $2";
        let change = format!(
            "UPDATE users SET email = pending.email, email_typed = pending.email_typed,
                              email_verified_at = $3, updated_at = $3
             FROM {PENDING} WHERE {IS_PENDING} RETURNING users.id"
        );
        let change = self.database.statement(&change, pending(digest, now));
        let keep = [
            digest.0.as_slice().into(),
            Purpose::ChangeEmail.name().into(),
            Purpose::VerifyEmail.name().into(),
        ];
        let keep = self.database.statement(KEEP, keep);
        // The user's row is locked first, as in every change of a password. A transaction that
        // waited for it then finds no pending change.
        let transaction = self.begin().await?;
        let changed = transaction.query_one_raw(change).await;
        let Some(row) = changed.map_err(taken_or_failure)? else {
            return Ok(false);
        };
        let kept = transaction.execute_raw(keep).await.map_err(failure)?;
        if kept.rows_affected() == 0 {
            return Ok(false);
        }
        let user: Uuid = column(&row, 0)?;
        let values = [user.into(), digest.0.as_slice().into()];
        let forget = self.database.statement(FORGET, values);
        transaction.execute_raw(forget).await.map_err(failure)?;
        let notice = [NewJob::mail(notice)];
        let queued = jobs::insert(&transaction, &notice).await;
        queued.map_err(failure)?;
        transaction.commit().await.map_err(failure)?;
        Ok(true)
    }

    async fn reset_password(
        &self,
        digest: &Digest,
        new: &PasswordHash,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<Option<User>, Failure> {
        const END: &str = "DELETE FROM sessions WHERE user_id = $1";
        const REVOKE: &str = "DELETE FROM personal_tokens WHERE user_id = $1";
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
        // The user's row is locked first, as in every change of a password, so there are no
        // deadlocks. A second transaction waits here and then finds the token used.
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
            delete_all_but_verifications(&self.database, user.id),
        ] {
            transaction.execute_raw(statement).await.map_err(failure)?;
        }
        let notice = [NewJob::mail(notice)];
        let queued = jobs::insert(&transaction, &notice).await;
        queued.map_err(failure)?;
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

fn pending(digest: &Digest, now: Timestamp) -> [Value; 3] {
    [
        digest.0.as_slice().into(),
        Purpose::ChangeEmail.name().into(),
        now.stored().into(),
    ]
}

/// The statement that deletes the tokens that end with a user's password, which are all except
/// those that only verify an email.
pub(crate) fn delete_all_but_verifications(database: &Database, user: UserId) -> Statement {
    const FORGET: &str = "DELETE FROM email_tokens WHERE user_id = $1 AND purpose <> $2";
    let purpose = Purpose::VerifyEmail.name();
    database.statement(FORGET, [user.0.into(), purpose.into()])
}

/// Runs a statement that changes a user, and returns the user.
async fn changed(transaction: &Transaction, update: Statement) -> Result<Option<User>, Failure> {
    let rows: Vec<QueryResult> = transaction.query_all_raw(update).await.map_err(failure)?;
    rows.first().map(users::read).transpose()
}
