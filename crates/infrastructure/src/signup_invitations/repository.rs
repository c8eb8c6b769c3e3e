//! Invitations to sign up, and their use.

use async_trait::async_trait;
use errand_domain::signup_invitations::{
    SignupInvitation, SignupInvitationId, SignupInvitationRepository,
};
use errand_domain::users::{Email, KeepUserError, PasswordHash, User};
use errand_domain::{Digest, Failure, Limit, Page, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::database::{Database, Stored, column, failure, stored_column};
use crate::users;

/// A condition that selects the invitation with the digest `$1` if it can be used for the email
/// `$2` at the instant `$3`.
const ADMITS: &str = "digest = $1 AND (email IS NULL OR email = $2) AND expires_at > $3";

/// Stores invitations in either database.
pub struct SqlSignupInvitationRepository {
    database: Database,
}

impl SqlSignupInvitationRepository {
    /// Stores invitations in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl SignupInvitationRepository for SqlSignupInvitationRepository {
    async fn insert(&self, invitation: &SignupInvitation, digest: &Digest) -> Result<(), Failure> {
        const PURGE: &str = "DELETE FROM signup_invitations WHERE expires_at <= $1";
        const INSERT: &str = "
            INSERT INTO signup_invitations (id, digest, email, email_typed, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
        let email = invitation.email.as_ref();
        let values = [
            invitation.id.0.into(),
            digest.0.as_slice().into(),
            email.map(Email::canonical).into(),
            email.map(Email::as_typed).into(),
            invitation.created_at.stored().into(),
            invitation.expires_at.stored().into(),
        ];
        let purge = [invitation.created_at.stored().into()];
        self.database.execute(PURGE, purge).await?;
        self.database.execute(INSERT, values).await.map(drop)
    }

    async fn list(
        &self,
        before: Option<SignupInvitationId>,
        limit: Limit,
        now: Timestamp,
    ) -> Result<Page<SignupInvitation, SignupInvitationId>, Failure> {
        const LIST: &str = "
            SELECT id, email, email_typed, created_at, expires_at FROM signup_invitations
            WHERE id < $1 AND expires_at > $2 ORDER BY id DESC LIMIT $3";
        let before = before.map_or(Uuid::max(), |id| id.0);
        let most = i64::try_from(limit.get() + 1).unwrap_or(i64::MAX);
        let values = [before.into(), now.stored().into(), most.into()];
        let rows = self.database.rows(LIST, values).await?;
        let invitations = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page::of(invitations, limit, |last: &SignupInvitation| {
            last.id
        }))
    }

    async fn delete(&self, id: SignupInvitationId) -> Result<bool, Failure> {
        const DELETE: &str = "DELETE FROM signup_invitations WHERE id = $1";
        Ok(self.database.execute(DELETE, [id.0.into()]).await? > 0)
    }

    async fn admits(
        &self,
        digest: &Digest,
        email: &Email,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let find = format!("SELECT 1 FROM signup_invitations WHERE {ADMITS}");
        let rows = self.database.rows(&find, values(digest, email, now)).await;
        rows.map(|rows| !rows.is_empty())
    }

    async fn accept(
        &self,
        digest: &Digest,
        user: &User,
        hash: &PasswordHash,
        now: Timestamp,
    ) -> Result<bool, KeepUserError> {
        let consume = format!("DELETE FROM signup_invitations WHERE {ADMITS}");
        let values = values(digest, &user.email, now);
        let consume = self.database.statement(&consume, values);
        let transaction = self.database.begin().await.map_err(failure)?;
        // Whoever comes second waits here, and then finds nothing.
        let consumed = transaction.execute_raw(consume).await.map_err(failure)?;
        if consumed.rows_affected() == 0 {
            return Ok(false);
        }
        users::insert(&transaction, user, hash).await?;
        transaction.commit().await.map_err(failure)?;
        Ok(true)
    }
}

fn values(digest: &Digest, email: &Email, now: Timestamp) -> [Value; 3] {
    [
        digest.0.as_slice().into(),
        email.canonical().into(),
        now.stored().into(),
    ]
}

fn read(row: &QueryResult) -> Result<SignupInvitation, Failure> {
    let canonical: Option<String> = column(row, 1)?;
    let typed: Option<String> = column(row, 2)?;
    let email = canonical.zip(typed);
    Ok(SignupInvitation {
        id: SignupInvitationId(column(row, 0)?),
        email: email.map(|(canonical, typed)| Email::restore(canonical, typed)),
        created_at: stored_column(row, 3)?,
        expires_at: stored_column(row, 4)?,
    })
}
