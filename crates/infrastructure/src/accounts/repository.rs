//! Administering accounts.

use async_trait::async_trait;
use errand_domain::accounts::{Account, AccountRepository, Statistics};
use errand_domain::jobs::NewJob;
use errand_domain::mail::Mail;
use errand_domain::users::{Email, PasswordHash, UserId};
use errand_domain::{Failure, Limit, Page, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use uuid::Uuid;

use crate::database::{Database, Stored, column, failure, stored_column};
use crate::email_tokens::delete_all_but_verifications;
use crate::users::{self, COLUMN_NAMES, WIDTH};
use crate::{jobs, tasks};

/// The columns of an account that follow those of its user. Sessions end and are forgotten, so the
/// logins among the account events count too.
const COLUMNS: &str = "
    users.disabled_at,
    (SELECT MAX(seen.at) FROM (
        SELECT last_used_at AS at FROM sessions WHERE user_id = users.id
        UNION ALL SELECT last_used_at FROM personal_tokens WHERE user_id = users.id
        UNION ALL SELECT created_at FROM events WHERE user_id = users.id AND kind = 'logged_in'
    ) AS seen),
    (SELECT COUNT(*) FROM tasks
     WHERE owner_id = users.id AND deleted_at IS NULL AND completed_at IS NULL),
    (SELECT COUNT(*) FROM tasks
     WHERE owner_id = users.id AND deleted_at IS NULL AND completed_at IS NOT NULL)";

/// The installation in numbers, in the order of [`Statistics`]. Users who were seen since `$1` are
/// active.
const STATISTICS: &str = "
    SELECT
        (SELECT COUNT(*) FROM users),
        (SELECT COUNT(*) FROM users WHERE disabled_at IS NOT NULL),
        (SELECT COUNT(*) FROM users WHERE is_admin),
        (SELECT COUNT(*) FROM (
            SELECT user_id FROM sessions WHERE last_used_at >= $1
            UNION SELECT user_id FROM personal_tokens WHERE last_used_at >= $1
        ) AS active),
        (SELECT COUNT(*) FROM tasks WHERE deleted_at IS NULL AND completed_at IS NULL),
        (SELECT COUNT(*) FROM tasks WHERE deleted_at IS NULL AND completed_at IS NOT NULL),
        (SELECT COUNT(*) FROM jobs),
        (SELECT COUNT(*) FROM jobs WHERE dead_at IS NOT NULL)";

const END_SESSIONS: &str = "DELETE FROM sessions WHERE user_id = $1";

/// Administers the accounts in either database.
pub struct SqlAccountRepository {
    database: Database,
}

impl SqlAccountRepository {
    /// Administers the accounts in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Runs a statement that changes a user and, if there is one, others in the same transaction.
    /// The user's row is locked first, as in every change of a password.
    async fn change(
        &self,
        change: Statement,
        others: Vec<Statement>,
        mails: &[NewJob],
    ) -> Result<bool, Failure> {
        let changed = async {
            let transaction = self.database.begin().await?;
            if transaction.execute_raw(change).await?.rows_affected() == 0 {
                return Ok(false);
            }
            for statement in others {
                transaction.execute_raw(statement).await?;
            }
            jobs::insert(&transaction, mails).await?;
            transaction.commit().await?;
            Ok(true)
        };
        changed.await.map_err(failure)
    }
}

#[async_trait]
impl AccountRepository for SqlAccountRepository {
    async fn list(
        &self,
        after: Option<UserId>,
        limit: Limit,
    ) -> Result<Page<Account, UserId>, Failure> {
        let list = format!(
            "SELECT {COLUMN_NAMES}, {COLUMNS} FROM users WHERE id > $1 ORDER BY id LIMIT $2"
        );
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let most = i64::try_from(limit.get() + 1).unwrap_or(i64::MAX);
        let rows = self
            .database
            .rows(&list, [after.into(), most.into()])
            .await?;
        let accounts = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page::of(accounts, limit, |last: &Account| last.user.id))
    }

    async fn find(&self, email: &Email) -> Result<Option<Account>, Failure> {
        let find = format!("SELECT {COLUMN_NAMES}, {COLUMNS} FROM users WHERE email = $1");
        let rows = self
            .database
            .rows(&find, [email.canonical().into()])
            .await?;
        rows.first().map(read).transpose()
    }

    async fn statistics(&self, active_since: Timestamp) -> Result<Statistics, Failure> {
        let values = [active_since.stored().into()];
        let rows = self.database.rows(STATISTICS, values).await?;
        let row = rows.first();
        let row = row.ok_or_else(|| Failure::internal("no statistics"))?;
        Ok(Statistics {
            users: count(row, 0)?,
            disabled_users: count(row, 1)?,
            admins: count(row, 2)?,
            active_users: count(row, 3)?,
            open_tasks: count(row, 4)?,
            completed_tasks: count(row, 5)?,
            jobs: count(row, 6)?,
            dead_jobs: count(row, 7)?,
        })
    }

    async fn disable(&self, id: UserId, now: Timestamp) -> Result<bool, Failure> {
        const DISABLE: &str = "
            UPDATE users SET disabled_at = COALESCE(disabled_at, $2), updated_at = $2 WHERE id = $1";
        let values = [id.0.into(), now.stored().into()];
        let others = vec![
            self.database.statement(END_SESSIONS, [id.0.into()]),
            delete_all_but_verifications(&self.database, id),
        ];
        let disable = self.database.statement(DISABLE, values);
        self.change(disable, others, &[]).await
    }

    async fn enable(&self, id: UserId, now: Timestamp) -> Result<bool, Failure> {
        const ENABLE: &str = "UPDATE users SET disabled_at = NULL, updated_at = $2 WHERE id = $1";
        let values = [id.0.into(), now.stored().into()];
        Ok(self.database.execute(ENABLE, values).await? > 0)
    }

    async fn set_admin(&self, id: UserId, is_admin: bool, now: Timestamp) -> Result<bool, Failure> {
        const SET: &str = "UPDATE users SET is_admin = $2, updated_at = $3 WHERE id = $1";
        let values = [id.0.into(), is_admin.into(), now.stored().into()];
        Ok(self.database.execute(SET, values).await? > 0)
    }

    async fn set_password(
        &self,
        id: UserId,
        new: &PasswordHash,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        const SET: &str = "
            UPDATE users SET password_hash = $2, password_version = password_version + 1,
                             updated_at = $3
            WHERE id = $1";
        const REVOKE: &str = "DELETE FROM personal_tokens WHERE user_id = $1";
        let values = [id.0.into(), new.0.as_str().into(), now.stored().into()];
        let others = vec![
            self.database.statement(END_SESSIONS, [id.0.into()]),
            self.database.statement(REVOKE, [id.0.into()]),
            delete_all_but_verifications(&self.database, id),
        ];
        let set = self.database.statement(SET, values);
        self.change(set, others, &[NewJob::mail(notice)]).await
    }

    async fn delete(&self, id: UserId) -> Result<bool, Failure> {
        const DELETE: &str = "DELETE FROM users WHERE id = $1";
        let delete = self.database.statement(DELETE, [id.0.into()]);
        let deleted = async {
            let transaction = self.database.begin().await?;
            tasks::forget(&self.database, &transaction, id).await?;
            // Foreign keys delete everything else that the user owns, in the same statement.
            let deleted = transaction.execute_raw(delete).await?.rows_affected() > 0;
            transaction.commit().await?;
            Ok(deleted)
        };
        deleted.await.map_err(failure)
    }
}

fn read(row: &QueryResult) -> Result<Account, Failure> {
    Ok(Account {
        user: users::read(row)?,
        disabled_at: stored_column(row, WIDTH)?,
        last_seen_at: stored_column(row, WIDTH + 1)?,
        open_tasks: count(row, WIDTH + 2)?,
        completed_tasks: count(row, WIDTH + 3)?,
    })
}

/// A number of rows, which databases return as a signed one.
fn count(row: &QueryResult, index: usize) -> Result<u64, Failure> {
    column::<i64>(row, index).map(i64::unsigned_abs)
}
