//! Personal tokens, in the table `personal_tokens`.

use async_trait::async_trait;
use errand_domain::access::Scopes;
use errand_domain::personal_tokens::{
    Insertion, PersonalToken, PersonalTokenId, PersonalTokenRepository, TokenName,
};
use errand_domain::users::{PasswordVersion, User, UserId};
use errand_domain::{Digest, Failure, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::database::{Database, Stored, column, failure, stored_column};
use crate::users::{self, COLUMN_NAMES, WIDTH, lock_user};

/// Stores personal tokens in either database.
pub struct SqlPersonalTokenRepository {
    database: Database,
}

impl SqlPersonalTokenRepository {
    /// Stores personal tokens in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl PersonalTokenRepository for SqlPersonalTokenRepository {
    async fn insert(
        &self,
        token: &PersonalToken,
        digest: &Digest,
        password: PasswordVersion,
    ) -> Result<Insertion, Failure> {
        const INSERT: &str = "
            INSERT INTO personal_tokens (id, user_id, name, digest, scopes, created_at, expires_at)
            SELECT $1, $2, $3, $4, $5, $6, $7
            WHERE (SELECT COUNT(*) FROM personal_tokens WHERE user_id = $2) < $8";
        let values = [
            token.id.0.into(),
            token.user.0.into(),
            token.name.as_str().into(),
            digest.0.as_slice().into(),
            token.scopes.to_string().into(),
            token.created_at.stored().into(),
            token.expires_at.stored().into(),
            i64::from(PersonalToken::MOST).into(),
        ];
        let insert = self.database.statement(INSERT, values);
        let inserted = async {
            let transaction = self.database.begin().await?;
            let is_proven = lock_user(&self.database, &transaction, token.user, password);
            if !is_proven.await? {
                return Ok(Insertion::NotProven);
            }
            let inserted = transaction.execute_raw(insert).await?.rows_affected() > 0;
            transaction.commit().await?;
            Ok(if inserted {
                Insertion::Done
            } else {
                Insertion::TooMany
            })
        };
        inserted.await.map_err(failure)
    }

    async fn find(&self, digest: &Digest) -> Result<Option<(User, PersonalToken)>, Failure> {
        let find = format!(
            "SELECT {COLUMN_NAMES},
                   tokens.id, user_id, name, scopes, tokens.created_at, expires_at, last_used_at
            FROM personal_tokens AS tokens JOIN users ON users.id = tokens.user_id
            WHERE digest = $1 AND users.disabled_at IS NULL"
        );
        let rows = self
            .database
            .rows(&find, [digest.0.as_slice().into()])
            .await?;
        let found = rows
            .first()
            .map(|row| Ok((users::read(row)?, read(row, WIDTH)?)));
        found.transpose()
    }

    async fn list(&self, user: UserId) -> Result<Vec<PersonalToken>, Failure> {
        const LIST: &str = "
            SELECT id, user_id, name, scopes, created_at, expires_at, last_used_at
            FROM personal_tokens WHERE user_id = $1 ORDER BY id DESC";
        let rows = self.database.rows(LIST, [user.0.into()]).await?;
        rows.iter().map(|row| read(row, 0)).collect()
    }

    async fn delete(&self, user: UserId, id: PersonalTokenId) -> Result<bool, Failure> {
        const DELETE: &str = "DELETE FROM personal_tokens WHERE id = $1 AND user_id = $2";
        let values = [id.0.into(), user.0.into()];
        Ok(self.database.execute(DELETE, values).await? > 0)
    }

    async fn record_use(&self, uses: &[(PersonalTokenId, Timestamp)]) -> Result<(), Failure> {
        const RECORD: &str = "
            UPDATE personal_tokens SET last_used_at = $2
            WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)";
        for &(id, at) in uses {
            self.database
                .execute(RECORD, [id.0.into(), at.stored().into()])
                .await?;
        }
        Ok(())
    }
}

/// Reads a token from seven columns of a row, starting at `at`.
fn read(row: &QueryResult, at: usize) -> Result<PersonalToken, Failure> {
    let names: String = column(row, at + 3)?;
    let scopes = names.split(' ').map(str::parse);
    let scopes = scopes
        .collect::<Result<_, _>>()
        .map_err(Failure::internal)?;
    Ok(PersonalToken {
        id: PersonalTokenId(column(row, at)?),
        user: UserId(column(row, at + 1)?),
        name: TokenName::restore(column(row, at + 2)?),
        scopes: Scopes::parse(scopes).map_err(Failure::internal)?,
        created_at: stored_column(row, at + 4)?,
        expires_at: stored_column(row, at + 5)?,
        last_used_at: stored_column(row, at + 6)?,
    })
}
